//! What a value or a length is said of: all the words that name it, and nothing that stands between them and it.

use trial_extract::rule::Section;

use super::{reading, reading_in};

#[test]
fn a_change_of_what_no_table_has_is_named_with_it() {
    assert_eq!(reading("loss of marginal bone ≥ 3 mm"), "loss of marginal bone ≥ 3 mm");
    assert_eq!(reading("reduction in total burden ≥ 30% from baseline"), "reduction in total burden ≥ 30 % baseline");
    assert_eq!(reading("loss of body weight ≥ 5%"), "weight loss ≥ 5 %");
    assert_eq!(reading("elevation of foobar > 3 × ULN"), "foobar > 3 ×ULN");
}

#[test]
fn a_change_of_nothing_that_is_named_is_what_is_limited() {
    assert_eq!(reading("a reduction > 30 mmHg from baseline"), "reduction > 30 mmHg");
    assert_eq!(
        reading("SBP < 85 mmHg or a reduction from baseline > 30 mmHg"),
        "any(systolic blood pressure < 85 mmHg, reduction from baseline > 30 mmHg)"
    );
    assert_eq!(reading("no dose change > 25 %"), "not(dose change > 25 %)");
    assert_eq!(reading("decrease in SBP > 30 mmHg"), "systolic blood pressure > 30 mmHg [decrease]");
}

#[test]
fn a_change_behind_its_number_in_brackets_is_one() {
    assert_eq!(reading("creatinine (20% increase)"), "creatinine ≥ 20 % [percent increase]");
    assert_eq!(reading("creatinine (2 mg/dL)"), "creatinine = 2 mg/dL");
}

#[test]
fn a_distance_is_named_with_its_ends() {
    assert_eq!(reading("gap between the teeth > 2 mm"), "gap between the teeth > 2 mm");
    assert_eq!(reading("distance from the internal os < 25 mm"), "distance from the internal os < 25 mm");
    assert_eq!(reading("bone loss on x-ray ≥ 2 mm"), "bone loss ≥ 2 mm having procedure X-ray");
}

#[test]
fn a_concentration_behind_a_cause_is_that_of_the_abnormal_value() {
    assert_eq!(reading("anemia due to menorrhagia < 9 g/dL"), "Hb < 9 g/dL due to condition menorrhagia");
    assert_eq!(
        reading("hyperglycemia due to prednisone > 20 mg/day"),
        "condition hyperglycemia due to (drug prednisone [dose > 20 mg/d])"
    );
}

#[test]
fn using_a_drug_is_taking_it() {
    let taken = "any(condition hypertension, drug aspirin [dose > 100 mg/d])";
    assert_eq!(reading_in(Section::Exclusion, "hypertension or using aspirin at > 100 mg daily"), taken);
    assert_eq!(reading_in(Section::Exclusion, "diagnosis by biopsy or using MRI"), "procedure biopsy [by MRI]");
}

#[test]
fn a_mean_is_no_definition() {
    assert_eq!(reading("SBP > 180 and mean heart rate > 100"), "all(systolic blood pressure > 180, heart rate > 100)");
    assert_eq!(reading("gap > 2 mm and mean gap greater than 1 mm"), "all(gap > 2 mm, gap > 1 mm)");
    assert_eq!(reading("obesity, which means BMI > 30 kg/m2"), reading("obesity, defined as BMI > 30 kg/m2"));
}

#[test]
fn who_rates_and_the_verb_before_the_points_name_nothing() {
    assert_eq!(reading("total score ≤12 on the clinician-rated MADRS"), "MADRS ≤ 12 {score}");
    assert_eq!(reading("pain rated 4 or more on the VAS"), reading("pain 4 or more on the VAS"));
    assert_eq!(reading("score of 12 or more on the Patient Health Questionnaire"), "PHQ-9 ≥ 12 {score}");
    assert_eq!(reading("rated movies"), "condition rated movies");
}

#[test]
fn what_is_counted_has_the_limit_behind_with() {
    assert_eq!(reading("at least 3 sites with PD > 4 mm"), "condition sites [count ≥ 3] having (probing depth > 4 mm)");
    assert_eq!(
        reading("at least 4 teeth having CAL ≥ 4 mm"),
        "condition teeth [count ≥ 4] having (clinical attachment level ≥ 4 mm)"
    );
    assert!(
        reading("at least 2 readings with SBP > 140 mmHg").contains("systolic blood pressure > 140 mmHg [count ≥ 2]")
    );
}

#[test]
fn so_long_of_a_state_is_how_long_it_lasts() {
    assert_eq!(reading("6 hours of fasting"), "observation fasting [for 6 h]");
    assert_eq!(reading("24 hours of pain freedom"), "condition pain freedom [for 24 h]");
    assert_eq!(reading("at least 4 weeks of treatment"), "procedure treatment [for ≥ 4 wk]");
    assert_eq!(reading("2 hours of sleep"), "sleep = 2 h");
    assert_eq!(reading("metformin unchanged for 8 weeks"), "drug metformin [stable 8 wk]");
}

#[test]
fn limits_in_brackets_of_a_narrative_are_kept() {
    assert_eq!(
        reading("unreliable visual field (fixation losses > 20%)"),
        "«compliance: unreliable visual field (fixation losses > 20%)» {> 20 %}"
    );
    assert_eq!(reading("willing to comply (2 visits)"), "«compliance: willing to comply (2 visits)»");
}

#[test]
fn where_a_pain_goes_is_no_radiotherapy() {
    assert_eq!(
        reading("low back pain with radiation to the knee"),
        "condition low back pain having condition radiation to the knee"
    );
    assert!(reading("bone pain treated with radiation to the hip").contains("radiotherapy"));
    assert!(reading("pain with radiation therapy to the hip").contains("radiotherapy"));
}

#[test]
fn when_a_result_was_assessed_is_a_time_of_the_result() {
    assert_eq!(reading("LVEF ≤ 40 %, assessed within 12 months"), "LVEF ≤ 40 % [within past 12 mo]");
    assert_eq!(reading("LVEF ≤ 40 % assessed within 12 months"), "LVEF ≤ 40 % [within past 12 mo]");
    assert_eq!(reading("Patients will be evaluated at 30 days"), "condition evaluated [= 30 d ago]");
}

#[test]
fn the_numbers_of_days_are_no_second_limit() {
    assert_eq!(
        reading("creatinine > 2 mg/dL on postoperative day 3-7"),
        "creatinine > 2 mg/dL [setting: postoperative day 3-7]"
    );
    assert_eq!(reading("lactate > 2 mmol/L and < 4 mmol/L"), "lactate > 2..< 4 mmol/L");
}

#[test]
fn a_thrombosis_of_a_stent_is_one_event() {
    assert_eq!(
        reading_in(Section::Exclusion, "Thrombosis of the stent within 30 days"),
        "condition stent thrombosis [within past 30 d]"
    );
    assert_eq!(reading_in(Section::Exclusion, "thrombosis"), "condition thrombosis");
}
