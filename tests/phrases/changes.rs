//! What is computed before a limit applies, how often something happens, and limits of one sex or age.

use trial_extract::rule::Section;

use super::{codes, reading, reading_in};

#[test]
fn a_change_is_no_level() {
    assert_eq!(reading("Decrease in hemoglobin ≥ 20 % from baseline"), "Hb ≥ 20 % [percent decrease from baseline]");
    assert_eq!(reading("drop in hemoglobin > 2 g/dL"), "Hb > 2 g/dL [decrease]");
    assert_eq!(reading("increase in creatinine of ≥ 0.3 mg/dL"), "creatinine ≥ 0.3 mg/dL [increase]");
    assert_eq!(reading("at least 30% improvement in PASI"), "PASI ≥ 30 % [percent change]");
    assert_eq!(reading("elevation of ALT > 3 x ULN"), "ALT > 3 ×ULN");
    assert_eq!(
        reading("increase in creatinine > 2 mg/dL"),
        "all(creatinine > 2 mg/dL, ‹increase in: in no part of the rule›)",
        "which may be a level or a change"
    );
    assert_eq!(reading("weight loss > 10%"), "weight loss > 10 %");
}

#[test]
fn a_mean_of_so_many_is_one_value() {
    assert_eq!(reading("Mean of the last 3 hemoglobin values ≥ 9 g/dL"), "Hb ≥ 9 g/dL [mean of 3]");
    assert_eq!(reading("average of 2 readings of SBP ≥ 140 mmHg"), "systolic blood pressure ≥ 140 mmHg [mean of 2]");
    assert_eq!(reading("average pain score ≥ 4"), "pain score ≥ 4 {score}", "which does not say of how many");
}

#[test]
fn a_count_is_for_a_length_of_time() {
    assert_eq!(reading("at least four migraine days per month"), "monthly migraine days ≥ 4");
    assert_eq!(reading("4-14 headache days/month"), "monthly headache days 4..14");
    assert_eq!(reading("at least 2 headaches/vomiting"), "any(condition headache [count ≥ 2], condition vomiting)");
    assert!(!reading("two antihypertensive drugs daily").contains("/d"), "drugs are taken in doses");
}

#[test]
fn when_in_a_test_something_is_measured_is_no_window() {
    assert_eq!(reading("Apgar < 7 at 5 minutes"), "Apgar score < 7 {score} [setting: at 5 minutes]");
    assert_eq!(reading("glucose > 11 mmol/L 2 hours after OGTT"), "glucose > 11 mmol/L [= 2 h after OGTT]");
}

#[test]
fn limits_for_either_sex_are_of_what_was_named_before() {
    let each = "all(if sex male: Hb ≥ 13 g/dL, if sex female: Hb ≥ 12 g/dL)";
    assert_eq!(reading("Hgb: men ≥ 13 g/dL; women ≥ 12 g/dL"), each);
    assert_eq!(reading("Hemoglobin ≥ 13 g/dL (M) or ≥ 12 g/dL (F)"), each);
    assert_eq!(reading("Hemoglobin ≥ 13 g/dL (K)").matches("if").count(), 0);
    let exclusion = |text| reading_in(Section::Exclusion, text);
    assert_eq!(
        exclusion("HDL <40 in males or <50 in females"),
        "any(all(sex male, HDL-C < 40), all(sex female, HDL-C < 50))"
    );
    assert_eq!(exclusion("women under 50"), "all(age < 50 a, sex female)");
}

#[test]
fn limits_for_either_sex_stand_together_beside_another_test() {
    let women_and_men = "all(if sex female: HDL-C < 50 mg/dL, if sex male: HDL-C < 40 mg/dL)";
    for said in ["HDL < 50 in females, < 40 mg/dL in males", "HDL < 50 mg/dL in women or < 40 mg/dL in men"] {
        let text = format!("Triglycerides > 150 mg/dL or {said}");
        assert_eq!(reading(&text), format!("any(triglycerides > 150 mg/dL, {women_and_men})"), "{text}");
        assert!(!codes(&text).contains(&"mixed-joins".to_owned()), "{text}");
    }
    // Near miss: a list without "or".
    assert_eq!(
        reading("HbA1c ≥ 7 %, HDL < 50 mg/dL in women, < 40 mg/dL in men"),
        "all(HbA1c ≥ 7 %, if sex female: HDL-C < 50 mg/dL, if sex male: HDL-C < 40 mg/dL)"
    );
}

#[test]
fn ages_of_either_sex() {
    assert_eq!(
        reading("age 18-45 for women and 18-60 for men"),
        "all(if sex female: age 18..45 a, if sex male: age 18..60 a)"
    );
    assert_eq!(
        reading("Women ≥ 55 years or men ≥ 45 years"),
        "any(all(age ≥ 55 a, sex female), all(age ≥ 45 a, sex male))"
    );
    assert!(!reading("postmenopausal women ≥ 2 years after surgery").contains("age"));
}

#[test]
fn limits_and_sexes_go_together_in_turn() {
    let each = "all(if sex male: Hb ≥ 13 g/dL, if sex female: Hb ≥ 12 g/dL)";
    assert_eq!(reading("Males and females must have hemoglobin ≥ 13 and ≥ 12 g/dL, respectively"), each);
    assert_eq!(
        reading("Males and females must have hemoglobin ≥ 12 g/dL"),
        "all(sex any, Hb ≥ 12 g/dL)",
        "but one limit is for both"
    );
}

#[test]
fn an_age_in_the_head_of_a_list_is_demanded_as_well() {
    let rule = |head: &str| reading(&format!("{head}\n  - asthma\n  - COPD\n"));
    assert_eq!(
        rule("- Patients aged 18 years or older with one of the following:"),
        "all(age ≥ 18 a, any(I1.1, I1.2))"
    );
    assert_eq!(rule("- For patients ≥ 40 years of age: any one of the following:"), "if age ≥ 40 a: any(I1.1, I1.2)");
    assert_eq!(rule("- Patients with one of the following:"), "any(I1.1, I1.2)");
}

#[test]
fn kinds_of_diabetes_by_roman_numerals() {
    let both = "any(condition type 1 diabetes, condition type 2 diabetes)";
    assert_eq!(reading("type I or II diabetes"), both);
    assert_eq!(reading("type 1 or 2 diabetes mellitus"), both);
    assert_eq!(reading("Type II diabetic patients"), "condition type 2 diabetes");
}

#[test]
fn a_percentile_for_age_and_sex_is_no_condition() {
    assert_eq!(reading("BMI ≥ 95th percentile for age and sex"), "BMI ≥ 95 {percentile} [setting: for age and sex]");
}
