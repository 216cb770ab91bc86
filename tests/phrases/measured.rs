//! Several numbers in one item: which of them limits what is measured, and which says how often or over how long.

use trial_extract::rule::Section;

use super::{reading, reading_in};

#[test]
fn a_number_before_what_has_its_own_limit_counts_it() {
    assert_eq!(reading("At least one temperature reading > 38 °C"), "temperature > 38 Cel [count ≥ 1]");
    assert_eq!(reading("At least one target lesion ≥ 10 mm"), "measurable disease ≥ 10 mm [count ≥ 1]");
    assert_eq!(reading("temperature > 38 °C"), "temperature > 38 Cel");
}

#[test]
fn how_often_a_limit_is_found_is_no_second_limit() {
    assert_eq!(reading("QTc > 470 ms on 2 or more time points"), "QTc > 470 ms [count ≥ 2]");
    assert_eq!(reading("lactate > 2 mmol/L on > 2 occasions"), "lactate > 2 mmol/L [count > 2]");
    assert_eq!(reading("lactate > 2 mmol/L and < 4 mmol/L"), "lactate > 2..< 4 mmol/L");
}

#[test]
fn a_second_thing_measured_has_its_own_limit() {
    assert_eq!(
        reading("norepinephrine ≥ 0.2 μg/kg/min for MAP ≥ 65 mmHg"),
        "all(drug norepinephrine [dose ≥ 0.2 ug/kg/min], mean arterial pressure ≥ 65 mmHg)"
    );
    assert_eq!(
        reading("expected survival due to comorbidities < 14 days"),
        "life expectancy < 14 d due to condition comorbidity"
    );
}

#[test]
fn a_minimum_or_maximum_goes_over_the_words_to_its_number() {
    assert_eq!(reading("a minimum score of 22 on the MADRS"), "MADRS ≥ 22 {score}");
    assert_eq!(reading("maximum body weight of 120 kg"), "body weight ≤ 120 kg");
    assert_eq!(reading("a score of 22 on the MADRS"), "MADRS = 22 {score}");
}

#[test]
fn a_length_with_a_hyphen_is_part_of_a_name() {
    assert_eq!(
        reading("24-hour mean systolic blood pressure ≥ 130 mmHg"),
        "systolic blood pressure ≥ 130 mmHg [setting: 24-hour]"
    );
    assert_eq!(reading("asthma for 24 hours"), "condition asthma [for 24 h]");
}

#[test]
fn what_is_added_to_a_reference_is_no_limit_of_its_own() {
    assert_eq!(reading_in(Section::Exclusion, "prothrombin time > ULN + 4 seconds"), "PT > ULN");
    assert_eq!(reading_in(Section::Exclusion, "prothrombin time > 4 seconds"), "PT > 4 s");
}
