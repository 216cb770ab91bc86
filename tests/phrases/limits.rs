//! Limits in forms that a vocabulary alone does not give: without a name, without a space, in brackets, by multiples.

use trial_extract::rule::Section;

use super::{reading, reading_in};

#[test]
fn words_before_a_limit_name_it_where_nothing_else_does() {
    assert_eq!(reading("Cycle length of 26-39 days"), "Cycle length 26..39 d");
    assert_eq!(reading("> 20 cigarettes per day"), "cigarettes > 20 {cigarettes}/d");
    assert_eq!(reading("> 20 mg per day"), "‹> 20 mg per day: no known concept› {> 20 mg/d}");
}

#[test]
fn a_number_beside_people_is_their_age() {
    assert_eq!(reading("Patients under 18"), "age < 18 a");
    assert_eq!(reading("Patients over 400"), "‹Patients over 400: no known concept› {> 400}");
    assert_eq!(reading("Patients with asthma under 18"), "asthma < 18");
}

#[test]
fn a_sentence_in_brackets_is_read_as_one_without() {
    assert_eq!(reading("Asthma. (ALT exceeding 2.0 x ULN)"), "all(condition asthma, ALT > 2.0 ×ULN)");
}

#[test]
fn multiples_of_normal_are_limits() {
    assert_eq!(reading("ALT more than twice the upper limit of normal"), "ALT > 2 ×ULN");
    assert_eq!(reading("ALT twice higher than normal"), "ALT = 2 ×normal");
    assert_eq!(reading("AST > x3 ULN"), "AST > 3 ×ULN");
    assert_eq!(reading("twice weekly ALT"), "ALT = 2 /wk");
}

#[test]
fn the_extent_of_a_scale_is_no_limit() {
    assert_eq!(reading("VAS > 3 on a 0-10 pain scale"), "VAS > 3 {score} [setting: pain scale]");
    assert_eq!(reading("VAS 0-3"), "VAS 0..3 {score}");
    assert_eq!(reading("motivation of ≥ 5 out of 10"), "motivation ≥ 5");
}

#[test]
fn numbers_of_names_are_no_limits() {
    let reads = |text| reading_in(Section::Exclusion, text);
    assert!(!reads("anti-Programmed Cell Death Receptor 1 (PD-1)").contains('='));
    assert!(reads("albumin 3 g/dL (low)").contains('3'));
}

#[test]
fn a_scale_may_be_said_again() {
    assert_eq!(reading("ASA I - ASA II"), "ASA class in {I, II}");
    assert_eq!(reading("ASAI or ASAII"), "ASA class in {I, II}");
    assert_eq!(reading("ASA I, NYHA II"), "all(ASA class in {I}, NYHA class in {II})");
}

#[test]
fn unknown_words_beside_a_limit_are_limited() {
    assert_eq!(
        reading("peridevice leak > 5 mm on transesophageal echocardiography"),
        "peridevice leak > 5 mm [by transesophageal echocardiography]"
    );
    assert_eq!(reading("unexplained hemoglobin > 5 g/dL on arrival"), "Hb > 5 g/dL");
}

#[test]
fn an_article_and_a_sample_size_are_no_limits() {
    assert!(!reading("consent of both families signed by one parent").contains('1'));
    assert!(reading("at least one affected parent").contains('1'));
    assert_eq!(reading("degenerative scoliosis (n=20)"), "condition degenerative scoliosis");
}
