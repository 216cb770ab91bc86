//! Several numbers in one item: which of them limits what is measured, and which says how often or over how long.

use trial_extract::rule::Section;

use super::{reading, reading_in};

#[test]
fn a_number_before_what_has_its_own_limit_counts_it() {
    assert_eq!(reading("At least one temperature reading > 38 °C"), "temperature > 38 Cel [count ≥ 1]");
    assert_eq!(reading("At least one target lesion ≥ 10 mm"), "target lesion ≥ 10 mm [count ≥ 1]");
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
    assert_eq!(
        reading_in(Section::Exclusion, "prothrombin time > ULN + 4 seconds"),
        "all(PT > ULN, ‹4: in no part of the rule›)"
    );
    assert_eq!(reading_in(Section::Exclusion, "prothrombin time > 4 seconds"), "PT > 4 s");
}

#[test]
fn limits_for_each_sex_hold_for_that_sex() {
    let both = "all(if sex male: Hb ≥ 13 g/dL, if sex female: Hb ≥ 12 g/dL)";
    assert_eq!(reading("Hb ≥ 13 g/dL (males), ≥ 12 g/dL (females)"), both);
    assert_eq!(reading("males Hb ≥ 13 g/dL, females ≥ 12 g/dL"), both);
    assert_eq!(reading("Hb ≥ 13 g/dL for men and ≥ 12 g/dL for women"), both);
    assert_eq!(
        reading("weight ≥ 55 kg (female: ≥ 50 kg)"),
        "any(body weight ≥ 55 kg, all(sex female, body weight ≥ 50 kg))"
    );
    assert_eq!(reading("men with Hb ≥ 13 g/dL"), "all(sex male, Hb ≥ 13 g/dL)");
}

#[test]
fn a_number_that_nothing_compares_is_no_second_limit() {
    assert_eq!(reading("Hemoglobin > 9 at 750 m"), "all(Hb > 9, ‹750 m: in no part of the rule›)");
    assert_eq!(reading("Hemoglobin > 9 and < 12"), "Hb > 9..< 12");
}

#[test]
fn lengths_of_time_of_things_are_no_ages_and_no_doses() {
    assert_eq!(reading("ulcers older than 1 year"), "condition ulcer [for > 1 a]");
    assert_eq!(reading("patients older than 18 years with ulcers"), "all(condition ulcer, age > 18 a)");
    assert_eq!(reading("methotrexate 6 weeks"), "drug methotrexate [for 6 wk]");
    assert_eq!(reading("methotrexate 6 mg"), "drug methotrexate [dose = 6 mg]");
}

#[test]
fn plus_or_minus_bounds_a_change_and_not_a_mean() {
    assert_eq!(reading("stable weight (± 2 kg)"), "weight change ≤ 2 kg");
    assert!(!reading("gestational age of 38 ± 2 weeks").contains('≤'));
}

#[test]
fn weeks_and_days_are_counted_in_days() {
    assert_eq!(reading("gestational age between 24+0 and 33+6 weeks"), "gestational age 168..237 d");
    assert_eq!(reading("gestational age between 24 and 33 weeks"), "gestational age 24..33 wk");
}

#[test]
fn ranges_may_be_said_from_their_better_end() {
    assert_eq!(reading("spherical equivalent of -1 to -10 diopters"), "spherical equivalent -10..-1 diop");
    assert_eq!(reading("BCVA letter score of 78 to 24 letters"), "visual acuity 24..78 {letters}");
}

#[test]
fn a_limit_on_a_concentration_makes_a_drug_a_test() {
    assert_eq!(reading("vitamin D < 20 ng/mL"), "25-hydroxyvitamin D < 20 ng/mL");
    assert_eq!(reading("vitamin D < 2000 IU/day"), "drug vitamin D [dose < 2000 IU/d]");
}

#[test]
fn as_many_of_so_many_is_one_count() {
    assert_eq!(reading("at least 6 of 68 tender joints"), "tender joint count ≥ 6");
}

#[test]
fn the_month_before_is_one_month() {
    assert_eq!(reading("antibiotics in the month before surgery"), "drug antibiotic [within 1 mo before surgery]");
    assert_eq!(reading("seizure during the year prior to surgery"), "condition seizure [within 1 a before surgery]");
}

#[test]
fn lengths_beside_a_history_or_a_duration_are_no_ages() {
    assert_eq!(reading("recent (< 3 months) stroke"), "condition history of stroke [within past < 3 mo]");
    assert!(!reading("asthma of 1-10 years duration").contains("age"));
}

#[test]
fn a_score_is_of_the_scale_named_after_it() {
    assert_eq!(reading("a score of 23 or less on the Brief Alzheimer Screen"), "Brief Alzheimer Screen ≤ 23");
    assert_eq!(reading("a score > 1 or < -1 on the RASS"), "any(RASS > 1 {score}, RASS < -1 {score})");
    assert_eq!(reading("Subjects must score 2 or higher on the mMRC Dyspnea scale"), "mMRC dyspnea scale ≥ 2");
}

#[test]
fn all_the_points_of_a_scale_are_no_limit() {
    assert_eq!(reading("NRS 0-10 ≥ 4"), "NRS ≥ 4 {score}");
    assert_eq!(reading("VAS (0-10) ≥ 4"), "VAS ≥ 4 {score}");
    assert_eq!(reading("NRS 0-3"), "NRS 0..3 {score}");
}

#[test]
fn how_something_is_measured_may_stand_before_its_limit() {
    assert_eq!(reading("LVEF assessed by echocardiography and superior to 50%"), "LVEF > 50 % [by echocardiography]");
    assert_eq!(
        reading("obesity defined as BMI > 30 kg/m2 and waist circumference > 102 cm"),
        "condition obesity defined as all(BMI > 30 kg/m2, waist circumference > 102 cm)"
    );
}

#[test]
fn a_length_in_brackets_limits_what_is_measured_in_time() {
    assert_eq!(reading("Life expectancy (≥ 12 weeks)"), "life expectancy ≥ 12 wk");
    assert_eq!(reading("commuting distance (< 45 minutes)"), "commuting distance < 45 min");
    // Near miss: what is not measured in time lasts so long.
    assert_eq!(reading("asthma (≥ 12 weeks)"), "condition asthma [for ≥ 12 wk]");
}
