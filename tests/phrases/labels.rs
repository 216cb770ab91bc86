//! Labels inside a clause, heads that say for whom alone a limit is, and other limits for some.

use trial_extract::rule::Section;

use super::{reading, reading_in};

fn reads(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(reading(text), *expected, "{text}");
    }
}

#[test]
fn a_label_is_of_the_last_item_alone() {
    reads(&[
        ("ASA I-II, BMI: 18-30", "all(ASA class in {I, II}, BMI 18..30)"),
        ("Age 18-65 years, weight: 50-90 kg", "all(age 18..65 a, body weight 50..90 kg)"),
        ("In women, BMI: 18-30", "if sex female: BMI 18..30"),
        // Near misses.
        ("BMI: 18-30, hypertension", "all(BMI 18..30, condition hypertension)"),
        ("ASA I-II; BMI: 18-30", "all(ASA class in {I, II}, BMI 18..30)"),
    ]);
    assert_eq!(
        reading_in(Section::Exclusion, "Pregnancy, BMI: > 35 kg/m2"),
        "any(condition pregnancy, BMI > 35 kg/m2)"
    );
    assert_eq!(
        reading_in(Section::Exclusion, "Stroke, liver dysfunction: ALT > 3 × ULN"),
        "any(condition stroke, ALT > 3 ×ULN)"
    );
}

#[test]
fn a_sex_with_its_label_is_an_item() {
    reads(&[
        ("Age ≥ 18 years, sex: female", "all(age ≥ 18 a, sex female)"),
        ("Age: 18-65 years, sex: both, BMI: 18-30", "all(age 18..65 a, sex any, BMI 18..30)"),
        ("Sex: both", "sex any"),
        // Near miss.
        ("Sex: female", "sex female"),
    ]);
}

#[test]
fn a_condition_as_a_head_binds_those_it_names() {
    reads(&[
        ("If on warfarin: INR 2-3", "if drug warfarin: INR 2..3"),
        ("Patients on warfarin: INR 2-3", "if drug warfarin: INR 2..3"),
        ("If liver metastases: AST ≤ 5 x ULN", "if condition liver metastasis: AST ≤ 5 ×ULN"),
        // Near misses.
        ("If any of the following: asthma, COPD", "any(condition asthma, condition COPD)"),
        ("Known diabetes: HbA1c < 8 %", "HbA1c < 8 %"),
    ]);
}

#[test]
fn another_limit_for_some_may_follow_a_semicolon() {
    let either = "any(AST ≤ 2.5 ×ULN, all(condition liver metastasis, AST ≤ 5 ×ULN))";
    reads(&[
        ("AST ≤ 2.5 x ULN; if liver metastases: ≤ 5 x ULN", either),
        ("AST ≤ 2.5 x ULN; if liver metastases, AST ≤ 5 x ULN", either),
        // Near miss: another test.
        (
            "AST ≤ 2.5 x ULN; if liver metastases, ALT ≤ 5 x ULN",
            "all(AST ≤ 2.5 ×ULN, if condition liver metastasis: ALT ≤ 5 ×ULN)",
        ),
    ]);
}

#[test]
fn a_number_alone_in_brackets_takes_the_comparator_before_them() {
    reads(&[
        (
            "SGPT ≤ 2.5 x ULN (5 x ULN if liver metastases)",
            "any(ALT ≤ 2.5 ×ULN, all(condition liver metastasis, ALT ≤ 5 ×ULN))",
        ),
        ("QTc < 450 ms (470 ms for females)", "any(QTc < 450 ms, all(sex female, QTc < 470 ms))"),
        ("HbA1c ≤ 8% (9% if age > 65)", "any(HbA1c ≤ 8 %, all(age > 65 a, HbA1c ≤ 9 %))"),
        // Near misses: nobody is named.
        ("Cholesterol > 240 mg/dL (6.2 mmol/L)", "total cholesterol > 240 mg/dL (also > 6.2 mmol/L)"),
        ("Prednisone ≤ 10 mg (5 mg daily)", "all(drug prednisone [dose ≤ 10 mg], ‹5: in no part of the rule›)"),
    ]);
    assert_eq!(
        reading_in(Section::Exclusion, "AST > 2.5 times ULN (5 times ULN if liver metastases)"),
        "if condition liver metastasis: AST > 5 ×ULN else AST > 2.5 ×ULN"
    );
}

#[test]
fn brackets_may_include_the_end_of_a_limit() {
    reads(&[("Age over 60 (including 60)", "age ≥ 60 a"), ("Age over 60", "age > 60 a")]);
}
