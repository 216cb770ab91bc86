//! Limits, times and meanings that stand at a distance from what they are said of.

use trial_extract::rule;

use super::{reading, reading_in};

#[test]
fn a_later_limit_in_the_same_unit_is_of_the_same_thing() {
    assert_eq!(
        reading("- NT-proBNP ≥ 600 pg/mL; if atrial fibrillation, ≥ 900 pg/mL"),
        "all(NT-proBNP ≥ 600 pg/mL, if condition atrial fibrillation: NT-proBNP ≥ 900 pg/mL)"
    );
    let other = reading("- NT-proBNP ≥ 600 pg/mL; if atrial fibrillation, ≥ 900 mm");
    assert!(other.contains('‹'), "in another unit it is not: {other}");
}

#[test]
fn pack_years_say_what_they_measure() {
    assert_eq!(
        reading("- Former smoker with ≥ 10 pack-years"),
        "observation former smoker having (smoking history ≥ 10 {pack-years})"
    );
}

#[test]
fn a_window_on_both_sides_is_either() {
    assert_eq!(
        reading_in(rule::Section::Exclusion, "- Live vaccine from 28 days before to 90 days after treatment"),
        "any(drug live vaccine [within 28 d before treatment], drug live vaccine [within 90 d after treatment])"
    );
}

#[test]
fn a_limit_in_brackets_is_what_a_state_of_a_value_means() {
    assert_eq!(reading("- Obesity (BMI > 30 kg/m2)"), "condition obesity defined as (BMI > 30 kg/m2)");
    assert_eq!(
        reading("- Type 2 diabetes (HbA1c < 10 %)"),
        "condition type 2 diabetes having (HbA1c < 10 %)",
        "a disease is more than a value"
    );
}

#[test]
fn another_limit_for_some_takes_the_place_of_the_one_before() {
    let text = "- Oral corticosteroids are prednisone (or equivalent drug) ≥7.5mg/day and ≤30mg/day. If used in \
                combination with immunosuppressants, the minimum daily dose is 5 mg/day";
    let given = "drug glucocorticoid [route: oral]";
    assert_eq!(
        reading(text),
        format!(
            "if {given}: all({given} [dose ≤ 30 mg/d prednisone-equivalent], if not(drug immunosuppressant): {given} \
             [dose ≥ 7.5 mg/d prednisone-equivalent] else {given} [dose ≥ 5 mg/d prednisone-equivalent])"
        )
    );
}

#[test]
fn an_event_as_a_clause_is_a_moment() {
    assert_eq!(reading("- At least 18 years of age when consent is given"), "age ≥ 18 a [at consent]");
    assert_eq!(reading("- Malignant tumours in the past"), "condition history of malignancy");
}
