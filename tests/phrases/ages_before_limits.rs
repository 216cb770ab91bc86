//! An age before a colon, for which alone a limit is; ages with "inclusive" behind them; so much either way; grades of two numbers.

use super::{all_read, reading};

#[test]
fn a_limit_after_an_age_and_a_colon_is_of_those_of_that_age() {
    all_read(&[
        ("<12 months of age: weight ≥ 5 kg", "if age < 12 mo: body weight ≥ 5 kg"),
        ("≥18 years: BMI < 30", "if age ≥ 18 a: BMI < 30"),
        ("For patients ≥ 18 years: BMI < 30 kg/m2", "if age ≥ 18 a: BMI < 30 kg/m2"),
        ("≥ 65 years: eGFR > 45; < 65 years: eGFR > 60", "all(if age ≥ 65 a: eGFR > 45, if age < 65 a: eGFR > 60)"),
        // Near misses.
        ("Patients ≥ 18 years: BMI < 30 kg/m2", "all(age ≥ 18 a, BMI < 30 kg/m2)"),
        ("Age: 18-65 years", "age 18..65 a"),
        ("≥ 6 months: ALT < 40 U/L", "ALT < 40 U/L [for ≥ 6 mo]"),
        ("BMI > 18; < 35 kg/m2", "BMI > 18..< 35 kg/m2"),
    ]);
}

#[test]
fn an_age_may_end_in_inclusive() {
    assert_eq!(
        reading("Male or female, 6-12 weeks of age, inclusive, at enrollment"),
        "all(age 6..12 wk [at enrollment], sex any)"
    );
}

#[test]
fn so_much_either_way_has_two_ends() {
    all_read(&[
        ("Z-score of weight-for-age within ±2 SD", "weight-for-age z-score -2..2 {SD}"),
        ("Refractive error within ± 3 D", "spherical equivalent -3..3 diop"),
        // Near misses.
        ("weight-for-age Z-score within -2 SD", "weight-for-age z-score ≤ -2 {SD}"),
        ("Weight change within ± 2 kg", "weight change ≤ 2 kg"),
    ]);
}

#[test]
fn a_grade_after_the_words_of_a_score_is_graded() {
    all_read(&[
        ("IHC score of 0 or 1+", "immunohistochemistry 0..1 {+}"),
        ("IHC score of 0-1+", "immunohistochemistry 0..1 {+}"),
        ("ASA 3+", "ASA class in {3}"),
    ]);
}
