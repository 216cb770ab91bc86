//! Values: a unit said once, grades with a plus, limits that tell what a name means.

use trial_extract::rule::Section;

use super::{reading, reading_in};

#[test]
fn a_unit_after_a_bracket_is_that_of_the_limits_before_it() {
    let both = "all(if sex female: Hb ≥ 12 g/dL, if sex male: Hb ≥ 13 g/dL)";
    assert_eq!(reading("Hb ≥ 12 (women) or ≥ 13 (men) g/dL"), both);
    assert_eq!(reading("QTc ≤ 450 (M), ≤ 470 (F) msec"), "all(if sex male: QTc ≤ 450 ms, if sex female: QTc ≤ 470 ms)");
    assert_eq!(reading("Hb ≥ 12 g/dL (women) or ≥ 13 g/dL (men)"), both, "each has its own");
    assert!(!reading("Hb ≥ 12 (women) with g/dL readings").contains("12 g/dL"), "but no unit that stands apart");
}

#[test]
fn multiples_after_a_bracket_are_of_both_limits() {
    let both = "any(AST ≤ 2.5 ×ULN, all(condition liver metastasis, AST ≤ 5 ×ULN))";
    assert_eq!(reading("AST ≤ 2.5 (≤ 5 if liver metastases) × ULN"), both);
    assert_eq!(reading("AST ≤ 2.5 × ULN (≤ 5 × ULN if liver metastases)"), both);
    assert_eq!(
        reading("Platelets ≤ 75 (≤ 100 with liver metastases) x 10^9/L"),
        "any(PLT ≤ 75 ×10⁹/L, all(condition liver metastasis, PLT ≤ 100 ×10⁹/L))"
    );
    assert_eq!(reading("AST ≤ 40 (local laboratory) and ALT ≤ 2 × ULN").matches("ULN").count(), 1);
}

#[test]
fn a_unit_said_once_serves_both_sexes() {
    let both = "all(if sex female: Hb ≥ 12 g/dL, if sex male: Hb ≥ 13 g/dL)";
    assert_eq!(reading("Hemoglobin ≥ 12 for women and ≥ 13 g/dL for men"), both);
    assert_eq!(reading("Hemoglobin ≥ 12 g/dL if female or ≥ 13 g/dL if male"), both);
    assert_eq!(
        reading("IGA ≥ 3, ≥ 10% BSA"),
        "all(IGA score ≥ 3 {score}, BSA ≥ 10 %)",
        "but the unit of something else is not its own"
    );
}

#[test]
fn a_plus_after_a_small_number_is_a_grade() {
    let reads = |text| reading_in(Section::Exclusion, text);
    assert_eq!(reads("urine protein ≥ 2+ on dipstick"), "urine protein dipstick ≥ 2 {+}");
    assert_eq!(reads("HER2 IHC 2+ or 3+"), "HER2 IHC 2..3 {+}");
    assert!(
        reads("IHC 3+ / 2+ with FISH").starts_with("any(immunohistochemistry = 3 {+}, immunohistochemistry = 2 {+}")
    );
    assert_eq!(reads("aged 18+ years"), "age ≥ 18 a");
    assert_eq!(reads("ASA 3+"), "ASA class in {3}");
}

#[test]
fn letters_between_two_classes_are_meant() {
    assert_eq!(reading("AIS A to C"), "ASIA grade in {A, B, C}");
    assert_eq!(reading("AIS A or C"), "ASIA grade in {A, C}");
    assert_eq!(reading("METAVIR F2-F4"), "METAVIR stage in {F2, F3, F4}");
    assert_eq!(reading("Child-Pugh class A or B7"), "Child-Pugh class in {A, B7}");
    assert!(!reading("factor F2 mutation").contains("METAVIR"));
}

#[test]
fn a_limit_tells_what_is_measured() {
    assert_eq!(reading("able to walk ≥ 300 m"), "walking distance ≥ 300 m");
    assert!(!reading("able to walk for 6 minutes").contains("walking distance"));
    assert_eq!(reading("Child-Pugh score ≤ 7"), "Child-Pugh points ≤ 7 {score}");
    assert_eq!(reading("ISS ≥ 16"), "injury severity score ≥ 16 {score}");
    assert_eq!(reading("ISS stage II or III"), "ISS stage in {II, III}");
    assert_eq!(reading("CAP ≥ 280 dB/m"), "controlled attenuation parameter ≥ 280 dB/m");
    assert_eq!(reading("severe CAP"), "condition severe pneumonia");
}

#[test]
fn how_often_something_is_done_is_no_result() {
    assert_eq!(reading("hemodialysis three times per week"), "procedure hemodialysis [count = 3 /wk]");
    assert_eq!(reading("seizures at least twice a week"), "condition seizure [count ≥ 2 /wk]");
    assert_eq!(reading("heart rate ≥ 50 /min"), "heart rate ≥ 50 /min");
}

#[test]
fn a_birth_is_before_what_is_within_hours_of_it() {
    assert_eq!(
        reading("Birth weight < 1500 g within 24 h of birth"),
        "birth weight < 1500 g [within 24 h after birth]"
    );
    assert!(reading("ALT < 40 U/L within 24 h of screening").contains("[within 24 h"));
    assert!(!reading("ALT < 40 U/L within 24 h of screening").contains("after"));
}

#[test]
fn another_limit_is_for_those_it_names() {
    let wider = "any(AST ≤ 3 ×ULN, all(condition liver metastasis, AST ≤ 5 ×ULN))";
    assert_eq!(reading("AST ≤ 3 × ULN, or ≤ 5 × ULN with liver metastases"), wider);
    assert_eq!(reading("AST ≤ 3 × ULN (in case of liver metastases ≤ 5 × ULN)"), wider);
    assert_eq!(reading("AST ≤ 3 × ULN (≤ 5 × ULN is acceptable if liver metastases)"), wider);
    assert_eq!(
        reading("BMI ≥ 30 or ≥ 27 with hypertension or diabetes"),
        "any(BMI ≥ 30, all(any(condition hypertension, condition diabetes mellitus), BMI ≥ 27))"
    );
    assert_eq!(reading("AST ≤ 3 × ULN and ALT ≤ 5 × ULN"), "all(AST ≤ 3 ×ULN, ALT ≤ 5 ×ULN)");
}

#[test]
fn either_of_two_limits_in_brackets_is_of_what_stands_before() {
    assert_eq!(reading("ferritin (< 30 or > 300 ng/mL)"), "any(ferritin < 30 ng/mL, ferritin > 300 ng/mL)");
    assert_eq!(reading("ferritin (< 30 ng/mL or TSAT < 20%)").matches("ferritin").count(), 1);
}

#[test]
fn a_limit_before_several_is_of_each() {
    assert_eq!(reading("≤ 2.5 × ULN for ALT and AST"), "all(ALT ≤ 2.5 ×ULN, AST ≤ 2.5 ×ULN)");
    assert_eq!(reading("ALT ≤ 2.5 × ULN and normal AST"), "all(ALT ≤ 2.5 ×ULN, AST normal)");
}

#[test]
fn what_stands_between_a_name_and_its_limit_does_not_part_them() {
    assert_eq!(reading("hemoglobin, as measured at screening, < 9 g/dL"), "Hb < 9 g/dL [at screening]");
    assert_eq!(reading("hemoglobin, platelets < 9 g/dL").matches('<').count(), 2);
}

#[test]
fn units_with_negative_powers() {
    assert_eq!(reading("VO2max ≤ 20 mL·kg⁻¹·min⁻¹"), "VO2 max ≤ 20 mL/kg/min");
    assert_eq!(reading("VO2max ≤ 20 mL kg-1 min-1"), "VO2 max ≤ 20 mL/kg/min");
    assert_eq!(reading("PVR ≥ 400 dyn.s.cm-5"), "PVR ≥ 400 dyn.s/cm5");
    assert!(reading("tumor 2 cm-5 cm").contains("2..5 cm"));
    assert_eq!(reading("eGFR < 30 mL·min−1·1.73 m−2"), "eGFR < 30 mL/min/{1.73_m2}");
    assert_eq!(reading("eGFR < 30 ml.min-1.1.73m-2"), "eGFR < 30 mL/min/{1.73_m2}");
    assert_eq!(reading("eGFR < 30 ml*min^-1*1.73m^-2"), "eGFR < 30 mL/min/{1.73_m2}");
    assert_eq!(reading("platelets > 100 x 10^9 L-1"), "PLT > 100 ×10⁹/L");
    assert_eq!(reading("energy expenditure > 20 kcal kg-1 day-1"), "energy expenditure > 20 kcal/kg/d");
}

#[test]
fn a_rate_by_its_negative_power_is_no_length_of_time() {
    assert_eq!(reading("AHI < 5 h-1 or > 30 h⁻¹"), "any(AHI < 5 /h, AHI > 30 /h)");
    assert_eq!(reading("heart rate 50-100 min-1"), "heart rate 50..100 /min");
    assert_eq!(reading("pain for 30 min-1 hour"), "condition pain [for ≥ 30 min; for ≤ 1 h]");
}

#[test]
fn powers_of_ten_as_ucum_writes_them() {
    assert_eq!(reading("platelets > 100 10*9/L"), "PLT > 100 ×10⁹/L");
    assert!(reading("platelets > 5 10*2/L").contains('‹'));
}

#[test]
fn sums_and_totals_of_scores() {
    assert_eq!(reading("Gleason score 3+4=7"), "Gleason score = 7 {score}");
    assert!(reading("Gleason score ≥ 7 (3+4)").starts_with("all(Gleason score ≥ 7 {score}, ‹3"));
    assert_eq!(reading("NRS ≥ 4/10"), "NRS ≥ 4 {score}");
    assert!(reading("BP ≥ 140/90").contains("90"));
}

#[test]
fn one_letter_may_be_a_unit_where_something_is_measured() {
    assert_eq!(reading("minimum albumin of 30 g/L"), "albumin ≥ 30 g/L");
    assert_eq!(reading("maximum temperature of 38 C"), "temperature ≤ 38 Cel");
    assert!(!reading("2D echocardiography").contains('2'));
}

#[test]
fn a_stop_after_a_unit_ends_the_sentence() {
    assert_eq!(reading("ALT < 40 U/L. PSA < 4 ng/mL."), "all(ALT < 40 U/L, PSA < 4 ng/mL)");
    assert_eq!(reading("clotting time > 10 sec. or more").matches("10 s").count(), 1);
}

#[test]
fn a_limit_after_methods_is_of_what_they_measure() {
    assert_eq!(reading("LVEF by MUGA or ECHO ≥ 50%").matches("LVEF ≥ 50 %").count(), 1);
    assert!(reading("LVEF by MUGA or QTc ≤ 450 ms").contains("QTc ≤ 450 ms"));
}

#[test]
fn pairs_of_pressures_in_every_order() {
    let ranges = "all(systolic blood pressure 90..140 mmHg, diastolic blood pressure 50..90 mmHg)";
    assert_eq!(reading("blood pressure 90-140/50-90 mmHg"), ranges);
    let both = "all(systolic blood pressure ≥ 90, diastolic blood pressure ≥ 60)";
    assert_eq!(reading("systolic/diastolic blood pressure ≥ 90/60"), both);
    assert!(!reading("ALT 10-40 U/L").contains("any("));
}

#[test]
fn editions_of_a_scale_are_no_grades() {
    assert_eq!(reading("neuropathy CTCAE v5.0 Grade ≥ 2"), "condition neuropathy having (Grade ≥ 2 {CTCAE grade})");
    assert_eq!(reading("neuropathy CTCAE grade 5"), "condition neuropathy having (CTCAE grade in {5})");
}

#[test]
fn both_ends_of_a_scale_are_no_limits() {
    assert_eq!(
        reading("pain score of at least 5 on the 0 to 10 numerical rating scale").matches(['5', '1']).count(),
        1
    );
    assert!(reading("a score of 0 to 10").contains("0..10"));
}

#[test]
fn limits_with_and_without_a_condition() {
    assert_eq!(
        reading("BMI > 35 with hypertension or > 40 without hypertension").matches("BMI > 40").count(),
        1,
        "and no number of diseases"
    );
    assert!(reading("mean deviation worse than -12 dB").ends_with("< -12 dB"));
    assert_eq!(reading("weight loss ≥ 5 % of body weight"), "weight loss ≥ 5 %");
    assert_eq!(reading("PVR > 150 mL"), "post-void residual > 150 mL");
    assert_eq!(reading("PVR > 3 Wood units"), "PVR > 3 wood'U");
}

#[test]
fn a_comparator_may_lack_its_than() {
    assert_eq!(reading("Body weight greater 50 kg"), "body weight > 50 kg");
    assert_eq!(reading("creatinine less 2 mg/dL"), "creatinine < 2 mg/dL");
    assert_eq!(reading("Hb greater than or equal to 9 g/dL"), "Hb ≥ 9 g/dL");
}

#[test]
fn a_stage_of_fibrosis_after_a_dash_may_lack_its_letter() {
    assert_eq!(reading("Fibrosis stage F2-3"), "METAVIR stage in {F2, F3}");
    assert_eq!(reading("Fibrosis stage F2"), "METAVIR stage in {F2}");
}
