//! Quantities as registered trials write them: each wording with one beside it that says something else.

use super::{all_read, reading};

#[test]
fn better_and_worse_point_as_the_scale_runs() {
    assert_eq!(reading("ECOG performance status of 2 or better"), "ECOG performance status ≤ 2");
    assert_eq!(reading("ECOG performance status of 2 or worse"), "ECOG performance status ≥ 2");
    assert_eq!(reading("Karnofsky 70 or better"), "KPS ≥ 70 {score}");
    assert_eq!(reading("MMSE 24 or worse"), "MMSE ≤ 24 {score}");
    assert_eq!(reading("MMSE not worse than 20"), "MMSE ≥ 20 {score}");
    assert_eq!(reading("NYHA class II or better"), "NYHA class ≤ II");
    assert_eq!(reading("visual acuity of 0.3 logMAR or better"), "visual acuity ≤ 0.3 {logMAR}");
    assert_eq!(reading("hearing threshold of 30 dB or better"), "hearing threshold ≤ 30 dB");
    assert_eq!(reading("ECOG worse than 2"), "ECOG performance status > 2");
    assert_eq!(reading("ECOG 2 or higher"), "ECOG performance status ≥ 2", "but a number may be higher");
}

#[test]
fn points_of_a_class_are_limited_too() {
    assert_eq!(reading("Child-Pugh B7 or worse"), "Child-Pugh class in {B7, B8, B9, C}");
    assert_eq!(reading("Child-Pugh score > B7"), "Child-Pugh class in {B8, B9, C}");
    assert_eq!(reading("Child-Pugh ≤ B7"), "Child-Pugh class in {A, B7}");
    assert_eq!(reading("Child-Pugh A or B7"), "Child-Pugh class in {A, B7}", "but a list is what it lists");
}

#[test]
fn a_class_may_be_a_number_in_words() {
    assert_eq!(
        reading("Stage three chronic kidney disease"),
        "condition chronic kidney disease having (CKD stage in {3})"
    );
    assert_eq!(reading("three chronic wounds"), "condition chronic wound [count = 3]");
}

#[test]
fn a_wider_limit_is_a_multiple_of_the_same() {
    assert_eq!(
        reading("total bilirubin ≤ 1.5 x ULN, or ≤ 3 times in Gilbert's syndrome"),
        "any(total bilirubin ≤ 1.5 ×ULN, all(condition Gilbert syndrome, total bilirubin ≤ 3 ×ULN))"
    );
    assert_eq!(
        reading("AST ≤ 2.5 x ULN (≤ 5 times if liver metastases)"),
        "any(AST ≤ 2.5 ×ULN, all(condition liver metastasis, AST ≤ 5 ×ULN))"
    );
    assert!(!reading("AST ≤ 2.5 x ULN, dialysis 3 times in the past week").contains("3 ×ULN"));
}

#[test]
fn cells_have_no_thousandths() {
    assert_eq!(reading("platelets < 100.000/mm3"), "PLT < 100000 /mm3");
    assert_eq!(reading("WBC < 3.500 cells/µL"), "WBC < 3500 {cells}/uL");
    assert_eq!(reading("WBC < 3.500 x 10^3/µL"), "WBC < 3.500 ×10³/uL");
    assert_eq!(reading("creatinine > 1.500 mg/dL"), "creatinine > 1.500 mg/dL");
}

#[test]
fn how_far_a_risk_is_foreseen_is_no_age() {
    assert_eq!(reading("10-year risk of cardiovascular disease ≥ 10%"), "10-year cardiovascular risk ≥ 10 %");
    assert!(!reading("5-year risk of fracture > 3%").contains("age"));
    assert!(reading("10-year history of diabetes").contains("10 a"));
}

#[test]
fn how_much_of_each_week_is_no_duration() {
    assert_eq!(
        reading("less than 150 minutes of moderate exercise per week"),
        "moderate physical exercise < 150 min/wk"
    );
    assert_eq!(reading("less than 30 min of morning stiffness"), "morning stiffness < 30 min");
    assert!(reading("less than 30 min of seizures").contains("[for < 30 min]"));
}

#[test]
fn rates_over_hours_and_in_the_first_hour() {
    assert_eq!(reading("PVC burden > 10,000/24h"), "premature ventricular contraction burden > 10000 /(24.h)");
    assert_eq!(reading("ESR ≥ 28 mm/1st hour"), "ESR ≥ 28 mm/h");
    assert_eq!(reading("ESR > 28 mm in the first hour"), "ESR > 28 mm/h");
    assert!(reading("blood pressure > 140/90 mmHg").contains("diastolic"), "but a pair is none");
}

#[test]
fn months_at_the_beginning_are_an_age() {
    assert_eq!(reading("Older than 6 months but younger than 12 years"), "all(age > 6 mo, age < 12 a)");
    assert_eq!(reading("fracture older than 6 months"), "condition fracture [for > 6 mo]");
}

#[test]
fn signs_and_words_that_stand_apart_or_together() {
    assert_eq!(reading("BMI < - 2 SDS"), "BMI < -2 {SD}");
    assert_eq!(reading("BMI25-35"), "BMI 25..35");
    assert_eq!(reading("PLT100×10^9/L or more"), "PLT ≥ 100 ×10⁹/L");
    assert!(reading("NRS0-10 ≥ 4").starts_with("NRS ≥ 4"));
    assert_eq!(reading("elevated CA19-9"), reading("elevated CA 19-9"), "but a name keeps its number");
}

#[test]
fn patterns_of_a_score_have_comparators() {
    assert_eq!(reading("Gleason score of 4 + 3 or higher"), "Gleason score ≥ 7 {score}");
    assert_eq!(reading("Gleason ≥ 4+3"), "Gleason score ≥ 7 {score}");
    assert_eq!(reading("Gleason 3+4=7"), "Gleason score = 7 {score}");
}

#[test]
fn a_cut_off_denies_nothing() {
    assert_eq!(reading("Scoring above the clinical cut-off (≥ 33) on the PCL-5"), "PCL-5 ≥ 33 {score}");
    assert!(reading("TRAb > 1.5 times the cut-off of the assay").contains("times the cut-off"));
    assert_eq!(reading("patients off antidepressants"), "not(drug antidepressant)");
}

#[test]
fn first_letters_in_brackets_are_the_name_before() {
    assert_eq!(reading("probing pocket depth (PPD) ≥ 5 mm"), "probing depth ≥ 5 mm");
    assert_eq!(reading("positive tuberculin skin test (PPD)"), reading("positive tuberculin skin test"));
    assert!(reading("tuberculosis (positive PPD)").contains("tuberculin"));
}

#[test]
fn the_head_of_a_list_says_how_many_of_its_symptoms() {
    let of = |head: &str| reading(&format!("- {head}:\n  - fever\n  - rash\n  - cough"));
    assert_eq!(of("At least two symptoms"), "2-of(I1.1, I1.2, I1.3)");
    assert_eq!(of("≥2 of 6 typical symptoms"), "2-of(I1.1, I1.2, I1.3)");
    assert_eq!(of("Symptoms"), "all(I1.1, I1.2, I1.3)");
}

#[test]
fn or_more_may_stand_before_or_behind_times() {
    all_read(&[
        ("bilirubin > 2 or more times the upper limit of normal", "total bilirubin ≥ 2 ×ULN"),
        ("ALT ≥ 2 times or more the ULN", "ALT ≥ 2 ×ULN"),
        ("ALT 3 times or more the ULN", "ALT ≥ 3 ×ULN"),
        // Near misses.
        ("vomiting 3 or more times a day", "condition vomiting [count ≥ 3 /d]"),
        ("ALT < 3 times the ULN or more", "ALT < 3 ×ULN"),
    ]);
}
