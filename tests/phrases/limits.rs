//! Limits in forms that a vocabulary alone does not give: without a name, without a space, in brackets, by multiples.

use trial_extract::rule::Section;

use super::{excluded, reading, reading_in};

#[test]
fn words_before_a_limit_name_it_where_nothing_else_does() {
    assert_eq!(reading("Cycle length of 26-39 days"), "Cycle length 26..39 d");
    assert_eq!(reading("> 20 cigarettes per day"), "smoking > 20 {cigarettes}/d");
    assert_eq!(reading("> 20 mg per day"), "‹> 20 mg per day: no known concept› {> 20 mg/d}");
}

#[test]
fn a_number_beside_people_is_their_age() {
    assert_eq!(reading("Patients under 18"), "age < 18 a");
    assert_eq!(reading("Patients over 400"), "‹Patients over 400: no known concept› {> 400}");
    assert_eq!(reading("Patients with asthma under 18"), "all(condition asthma, age < 18 a)");
    assert_eq!(
        reading("asthma < 18"),
        "all(condition asthma, ‹asthma < 18: in no part of the rule› asthma {< 18})",
        "but nothing says that people are below it"
    );
}

#[test]
fn a_sentence_in_brackets_is_read_as_one_without() {
    assert_eq!(reading("Asthma. (ALT exceeding 2.0 x ULN)"), "all(condition asthma, ALT > 2.0 ×ULN)");
}

#[test]
fn multiples_of_normal_are_limits() {
    assert_eq!(reading("ALT more than twice the upper limit of normal"), "ALT > 2 ×ULN");
    assert_eq!(reading("ALT twice higher than normal"), "ALT > 2 ×normal");
    assert_eq!(reading("ALT 3-fold above the ULN"), "ALT > 3 ×ULN");
    assert_eq!(reading("ALT twice normal"), "ALT = 2 ×normal", "but nothing says that it is exceeded");
    assert_eq!(reading("AST > x3 ULN"), "AST > 3 ×ULN");
    assert_eq!(reading("twice weekly ALT"), "ALT [count = 2 /wk]", "how often it is taken");
}

#[test]
fn the_extent_of_a_scale_is_no_limit() {
    assert_eq!(reading("VAS > 3 on a 0-10 pain scale"), "VAS > 3 {score} [setting: pain scale]");
    assert_eq!(reading("VAS > 3 on a scale of 0 to 10"), "VAS > 3 {score}");
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
    assert_eq!(
        reading("undulating hemoglobin > 5 g/dL on arrival"),
        "all(Hb > 5 g/dL, ‹undulating: in no part of the rule›, ‹arrival: in no part of the rule›)"
    );
}

#[test]
fn an_article_and_a_sample_size_are_no_limits() {
    assert!(!reading("consent of both families signed by one parent").contains('1'));
    assert!(reading("at least one affected parent").contains('1'));
    assert_eq!(reading("degenerative scoliosis (n=20)"), "condition degenerative scoliosis");
}

#[test]
fn a_number_in_quotation_marks_is_one() {
    assert_eq!(reading("NRS greater than \"0\""), "NRS > 0 {score}");
    assert!(!reading("pain worse than \"mild\"").contains('>'), "but other words in them are none");
}

#[test]
fn a_ratio_to_one_is_a_limit_where_it_is_compared() {
    assert_eq!(reading("Qp/Qs ratio ≥ 1.5:1"), "Qp/Qs ≥ 1.5");
    assert_eq!(reading("AST/ALT ratio > 2"), "AST/ALT ratio > 2");
    assert_eq!(reading("AST/ALT > 2 x ULN"), "all(AST > 2 ×ULN, ALT > 2 ×ULN)");
    assert!(!reading("randomized 2:1").contains('2'));
}

#[test]
fn units_with_their_power_out_of_place() {
    assert_eq!(reading("eGFR < 30 ml/min/1.73 m(2)"), "eGFR < 30 mL/min/{1.73_m2}");
    assert_eq!(reading("creatinine of 2.0 mg% or more"), "creatinine ≥ 2.0 mg/dL");
    assert_eq!(reading("BMI > 30 (2)"), "all(BMI > 30, ‹2: in no part of the rule›)");
    assert_eq!(reading("PT > 1.5 x control"), "PT > 1.5 ×normal");
}

#[test]
fn what_is_counted_in_time_has_a_limit_within() {
    assert_eq!(reading("life expectancy within 12 months"), "life expectancy ≤ 12 mo");
    assert_eq!(reading("stroke within 12 months"), "condition stroke [within past 12 mo]");
}

#[test]
fn ranges_of_ages_in_words_and_over_two_units() {
    assert_eq!(reading("18 and 65 years old"), "age 18..65 a");
    assert_eq!(reading("18 years-old and less or equal 45 years-old"), "all(age = 18 a, age ≤ 45 a)");
    assert_eq!(reading("more or equal 18 years-old and less or equal 45 years-old"), "age 18..45 a");
    assert_eq!(reading("at least 18 but not older than 65 years"), "age 18..65 a");
    assert_eq!(reading("18 years of age and above up to 75 years"), "age 18..75 a");
    assert_eq!(reading("Age: ≥ 18; ≤ 80"), "age 18..80 a");
    assert_eq!(reading("6mos - 17 yrs of age"), "all(age ≥ 6 mo, age ≤ 17 a)");
    assert_eq!(reading("3-month-old to 5-year-old children"), "all(age ≥ 3 mo, age ≤ 5 a)");
    assert_eq!(reading("asthma for 6 months to 2 years"), "condition asthma [for ≥ 6 mo; for ≤ 2 a]", "but no age");
}

#[test]
fn weeks_and_days_in_words() {
    assert_eq!(reading("gestational age between 24 weeks 0 days and 27 weeks 6 days"), "gestational age 168..195 d");
    assert_eq!(reading("gestational age 24 weeks, 3 days after rupture").matches("24 wk").count(), 1);
}

#[test]
fn comparators_that_are_misspelled_or_doubled() {
    assert_eq!(reading("BMI at or above the 85th percentile"), "BMI ≥ 85 {percentile}");
    assert_eq!(reading("Hb bellow 9 g/dL"), "Hb < 9 g/dL");
    assert_eq!(reading("ALT less then or equal to 3 x ULN"), "ALT ≤ 3 ×ULN");
    assert_eq!(reading("minimun age of 18 years"), "age ≥ 18 a");
}

#[test]
fn stages_joined_to_their_word_and_their_parts() {
    assert!(reading("stage-II breast cancer").contains("in {II}"));
    assert!(reading("FIGO stage IB2-IVA").contains("in {IB2, IC, II, IIA,"));
    assert!(!reading("FIGO stage IB2-IVA").contains("IVB"));
    assert!(!reading("late-stage breast cancer").contains("in {"));
}

#[test]
fn numbers_of_products_and_one_of_several_are_no_limits() {
    let reads = |text| reading_in(Section::Exclusion, text);
    assert!(!reads("eye treated with Xen 45 Gelstent device").contains("45"));
    assert!(reads("treated with 45 sessions").contains("45"));
    assert!(!reads("hypersensitivity to one of the excipients").contains("= 1"));
    assert!(reads("one of the following: asthma; COPD").contains("any("));
}

#[test]
fn so_many_readings_are_a_count() {
    assert_eq!(reading("two consecutive PSA values ≥ 0.2 ng/mL"), "PSA ≥ 0.2 ng/mL [count = 2]");
    assert_eq!(
        reading("three consecutive blood pressure readings > 160/100"),
        "any(systolic blood pressure > 160 [count = 3], diastolic blood pressure > 100 [count = 3])"
    );
}

#[test]
fn ages_of_adults_in_brackets_and_of_the_healthy() {
    assert_eq!(reading("adults (18-65)"), "age 18..65 a");
    assert!(!reading("adults (2-3)").contains("age"));
    assert_eq!(
        reading("healthy males between 18 and 50"),
        "all(sex male, observation healthy volunteer, age 18..50 a)"
    );
    assert_eq!(reading("age 2 months up to 5 years"), "all(age ≥ 2 mo, age ≤ 5 a)");
    assert_eq!(reading("at least 12 years of education"), "years of education ≥ 12");
    assert_eq!(reading("at least 1-year post menopausal"), "observation postmenopausal [for ≥ 1 a]");
}

#[test]
fn parts_of_a_class_are_that_class_no_more() {
    let stage = |classes: &str| format!("condition chronic kidney disease having (CKD stage in {{{classes}}})");
    assert_eq!(reading("CKD stage 3b or 4"), stage("3b, 4"));
    assert_eq!(reading("CKD stage 3a to 4"), stage("3a, 3b, 4"));
    assert_eq!(reading("CKD stage 3 or 4"), stage("3, 3a, 3b, 4"), "a class is all its parts");
    assert_eq!(reading("Stage IIIA to IIIC melanoma"), "condition melanoma having (stage in {IIIA, IIIB, IIIC})");
}

#[test]
fn a_sex_before_a_colon_is_whose_limits_follow() {
    assert_eq!(
        reading("For males: Hb ≥ 13 g/dL; for females: Hb ≥ 12 g/dL"),
        "all(if sex male: Hb ≥ 13 g/dL, if sex female: Hb ≥ 12 g/dL)"
    );
    assert_eq!(reading("Females: negative pregnancy test"), "if sex female: pregnancy test negative");
    assert_eq!(reading("Laboratory values: Hb ≥ 13 g/dL; ALT ≤ 40 U/L"), "all(Hb ≥ 13 g/dL, ALT ≤ 40 U/L)");
}

#[test]
fn a_comparator_said_once_holds_for_both_pressures() {
    let both = "any(systolic blood pressure > 160 mmHg, diastolic blood pressure > 100 mmHg)";
    assert_eq!(reading_in(Section::Exclusion, "BP > 160 mmHg systolic or 100 mmHg diastolic"), both);
    let range = "any(systolic blood pressure 90..160 mmHg, diastolic blood pressure = 100 mmHg)";
    assert_eq!(reading_in(Section::Exclusion, "BP 90-160 mmHg systolic or 100 mmHg diastolic"), range);
}

#[test]
fn a_range_of_pressures_has_both_ends_of_both() {
    let both = "all(systolic blood pressure 90..140 mmHg, diastolic blood pressure 60..90 mmHg)";
    assert_eq!(reading("BP from 90/60 to 140/90 mmHg"), both);
    assert_eq!(reading("Blood pressure 90/60-140/90 mmHg"), both);
    assert_eq!(reading("Blood pressure between 90/60 mmHg and 140/90 mmHg"), both);
    let two = "all(systolic blood pressure ≥ 90 mmHg, diastolic blood pressure ≥ 60 mmHg)";
    assert_eq!(reading("Blood pressure ≥ 90/60 mmHg"), two);
}

#[test]
fn an_age_at_which_something_began_is_no_value_of_it() {
    assert_eq!(reading("Menarche before age 12"), "condition Menarche [within < 12 a after birth]");
    assert_eq!(reading("Onset before the age of 50 years"), "condition Onset [within < 50 a after birth]");
    assert_eq!(reading("Children aged 12"), "age = 12 a");
}

#[test]
fn a_number_in_brackets_is_compared_by_the_words_before_them() {
    assert_eq!(excluded("- Body weight exceeding the weight limit of the table (350 lbs)"), "body weight > 350 lb_av");
    assert!(!excluded("- Body weight at the limit of the table (350 lbs)").contains('>'));
}

#[test]
fn an_age_is_not_the_limit_of_what_follows_with() {
    assert_eq!(reading("- Age 18-75 with ECOG 0-1"), "all(age 18..75 a, ECOG performance status 0..1)");
    assert_eq!(
        reading("- Age ≥ 18 with creatinine clearance > 60 mL/min"),
        "all(age ≥ 18 a, creatinine clearance > 60 mL/min)"
    );
    assert_eq!(reading("- Men 18-75 with ECOG 0-1"), "all(age 18..75 a, sex male, ECOG performance status 0..1)");
    // Near miss: what has a name keeps its limit.
    assert_eq!(reading("- HbA1c ≥ 7 % with BMI ≥ 30 kg/m2"), "all(HbA1c ≥ 7 %, BMI ≥ 30 kg/m2)");
}

#[test]
fn a_sign_before_words_gives_the_number_after_them_to_nobody() {
    let invented = |text: &str| reading(text).contains("= ");
    assert!(!invented("PSA > nadir + 2 ng/mL"));
    assert!(!invented("creatinine > normal range (1.2 mg/dL)"));
    assert!(!invented("creatinine > site's limit 1.2 mg/dL"));
    // Near misses.
    assert_eq!(reading("PSA > 2 ng/mL"), "PSA > 2 ng/mL");
    assert!(reading("PSA = 2 ng/mL").contains("= 2 ng/mL"));
}

#[test]
fn a_number_of_drugs_is_not_how_often_a_limit_is_found() {
    let counted = |text: &str| reading(text).contains("[count");
    assert!(!counted("SBP > 140 mmHg on 3 drugs"));
    assert!(!counted("SBP ≥ 140 mmHg on at least 2 medications"));
    assert!(counted("SBP ≥ 140 mmHg on at least 2 occasions"));
}
