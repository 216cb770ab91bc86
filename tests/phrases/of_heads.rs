//! What limits are of, where a head or a heading alone names it; and of whom alone a limit in such a list is.

use trial_extract::rule::{Section, Trial};
use trial_extract::source::Document;
use trial_extract::{Options, extract};

use super::{all_read, reading};

/// The readings of all that a text demands, from the outside in.
fn all_of(text: &str) -> Vec<String> {
    let document = Document { text: text.to_owned(), ..Document::default() };
    let Trial { criteria, .. } = extract(&document, &Options { section: Some(Section::Inclusion) });
    let inner = |c: &trial_extract::rule::Criterion| c.criteria.iter().filter_map(|c| c.reading.clone()).collect();
    criteria.iter().flat_map(|c| c.reading.iter().cloned().chain::<Vec<String>>(inner(c))).collect()
}

/// The reading of an item alone under a head.
fn item(head: &str, text: &str) -> String {
    all_of(&format!("1. {head}\n   - {text}\n")).pop().unwrap()
}

#[test]
fn a_limit_of_nothing_is_of_what_its_head_names() {
    let head = "Creatinine adjusted for age as follows:";
    assert_eq!(item(head, "no greater than 0.4 mg/dL (≤ 5 months)"), "if age ≤ 5 mo: creatinine ≤ 0.4 mg/dL");
    assert_eq!(item(head, "≤ 1.0 mg/dL (for patients 6 to 10 years of age)"), "if age 6..10 a: creatinine ≤ 1.0 mg/dL");
    let most = "Maximum serum creatinine based on age:";
    assert_eq!(item(most, "2 to < 6 years: 0.8 mg/dL"), "if age 2..< 6 a: creatinine ≤ 0.8 mg/dL");
    assert_eq!(item(most, "6 months to < 1 year: 0.5 mg/dL"), "if all(age ≥ 6 mo, age < 1 a): creatinine ≤ 0.5 mg/dL");
    assert_eq!(
        item(most, "≥ 16 years: 1.7 mg/dL (male), 1.4 mg/dL (female)"),
        "if age ≥ 16 a: all(if sex male: creatinine ≤ 1.7 mg/dL, if sex female: creatinine ≤ 1.4 mg/dL)"
    );
    assert_eq!(item("Hemoglobin:", "≥ 12 g/dL for women"), "if sex female: Hb ≥ 12 g/dL");
    // What an item names itself it limits; of two numbers nothing says whose each is.
    assert_eq!(item(head, "Platelets ≥ 100 ×10⁹/L"), "PLT ≥ 100 ×10⁹/L");
    assert!(!item(head, "2 to < 6 years: 0.8 / 0.7").contains("creatinine"));
    assert!(!item("ANC ≥ 1000/mm³ as follows:", "≥ 500/mm³").contains("ANC ≥ 500"));
}

#[test]
fn a_limit_of_nothing_is_of_what_its_heading_names() {
    let text = "Age:\n\n* 3 to 21\n\nLife expectancy:\n\n* At least 8 weeks\n\nRenal\n\n* Not specified\n\nHepatic\n\n* Bilirubin ≤ 2 mg/dL\n";
    assert_eq!(all_of(text), ["age 3..21 a", "life expectancy ≥ 8 wk", "total bilirubin ≤ 2 mg/dL"]);
    assert_eq!(all_of("Age:\n\n* ECOG 0-1\n"), ["ECOG performance status 0..1"]);
}

#[test]
fn a_limit_or_a_list_of_limits_of_something_else() {
    let text = "1. Creatinine clearance ≥ 70 mL/min OR serum creatinine based on age as follows:\n   - ≤ 5 years: ≤ 0.8 mg/dL\n   - > 5 years: ≤ 1 mg/dL\n";
    assert_eq!(all_of(text)[0], "any(creatinine clearance ≥ 70 mL/min, all(I1.1, I1.2))");
    let apart = "1. Creatinine clearance ≥ 70 mL/min and serum creatinine based on age as follows:\n   - ≤ 5 years: ≤ 0.8 mg/dL\n";
    assert!(!all_of(apart)[0].starts_with("any("));
}

#[test]
fn a_score_in_brackets_behind_it_is_asked_of_an_age() {
    all_read(&[
        ("Karnofsky 50-100% (> 16 years of age)", "if age > 16 a: KPS 50..100 %"),
        (
            "Lansky performance status ≥ 60% (for patients ≤ 16 years of age)",
            "if age ≤ 16 a: Lansky performance status ≥ 60 %",
        ),
        ("Albumin ≥ 3 g/dL (for patients > 2 years of age)", "if age > 2 a: albumin ≥ 3 g/dL"),
    ]);
    assert_eq!(reading("FEV1 ≥ 80 % (age ≥ 18)"), "FEV1 ≥ 80 % having (age ≥ 18 a)");
}
