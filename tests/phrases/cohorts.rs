//! Labels of cohorts, who judged, and what stands in brackets after a limit.

use super::{all_excluded, all_read};

#[test]
fn a_label_says_of_whom() {
    all_read(&[
        ("MDD Cohort: HAM-D ≥ 17", "if «participation: MDD Cohort»: HAM-D ≥ 17 {score}"),
        ("Cohort A: Hb > 10 g/dL", "if «participation: Cohort A»: Hb > 10 g/dL"),
        (
            "Previous corrective osteotomy (healthy control group)",
            "if «participation: healthy control group»: condition history of corrective osteotomy",
        ),
        ("For the control group: BMI < 30", "if «participation: For the control group»: BMI < 30"),
        ("Pilot protocol only: diabetes", "if «participation: Pilot protocol only»: condition diabetes mellitus"),
        ("Phase 1b only: asthma", "if «participation: Phase 1b only»: condition asthma"),
        ("MCI group criteria: MMSE 24-27", "if «participation: MCI group criteria»: MMSE 24..27 {score}"),
        ("Control group criteria: CDR 0", "if «participation: Control group criteria»: CDR = 0 {score}"),
        ("Healthy control: BMI < 30", "if «participation: Healthy control»: BMI < 30"),
        ("COPD-free controls will have: BMI < 30", "if «participation: COPD-free controls will have»: BMI < 30"),
        // Near misses.
        ("Insulin only: HbA1c < 8 %", "if drug insulin: HbA1c < 8 %"),
        ("Control: HbA1c < 8 %", "HbA1c < 8 %"),
        ("Age group: 18-65 years", "age 18..65 a"),
        ("Renal criteria: eGFR > 60 mL/min", "eGFR > 60 mL/min"),
        ("All patients: BMI < 30", "BMI < 30"),
        ("Adult participants: BMI ≥ 18.0", "BMI ≥ 18.0"),
    ]);
}

#[test]
fn each_part_has_its_limit() {
    all_read(&[
        (
            "Aged 18-45 years in Part 1 and aged 55-80 years in Part 2",
            "all(if «participation: Part 1»: age 18..45 a, if «participation: Part 2»: age 55..80 a)",
        ),
        (
            "Hemoglobin > 9 g/dL in Arm A and > 10 g/dL in Arm B",
            "all(if «participation: Arm A»: Hb > 9 g/dL, if «participation: Arm B»: Hb > 10 g/dL)",
        ),
        (
            "ECOG 0-1 (Phase 1) or 0-2 (Phase 2)",
            "all(if «participation: Phase 1»: ECOG performance status 0..1, if «participation: Phase 2»: ECOG performance status 0..2)",
        ),
        // Near misses.
        (
            "Hemoglobin > 9 g/dL in men and > 8 g/dL in women",
            "all(if sex male: Hb > 9 g/dL, if sex female: Hb > 8 g/dL)",
        ),
    ]);
}

#[test]
fn who_judged_is_how() {
    all_excluded(&[
        (
            "Severe comorbidity as subjectively assessed by the investigator",
            "all(condition severe comorbidity [by investigator], ‹subjectively: in no part of the rule›)",
        ),
        ("Hadn't been aided by a doctor", "not(condition aided [by doctor])"),
        // Near misses.
        ("Sibling with hemophilia", "condition hemophilia [of relative]"),
        (
            "Transplant from HLA-identical sibling",
            "all(procedure transplantation, ‹HLA-identical sibling: in no part of the rule›)",
        ),
    ]);
}

#[test]
fn a_limit_is_of_the_word_before_it() {
    all_excluded(&[
        ("TPED > 135° (Tubiana stage 4) in finger", "TPED > 135 deg having (condition Tubiana having (stage in {4}))"),
        // Near misses.
        ("Asthma (XYZ > 30)", "condition asthma having (XYZ > 30)"),
    ]);
}

#[test]
fn what_a_clause_would_do_is_said_of_each_kind() {
    all_excluded(&[
        (
            "Neurologic, mental, or other illnesses which may affect the trial",
            "any(condition neurologic disease having «judgement: which may affect the trial», condition psychiatric disorder having «judgement: which may affect the trial», condition other illnesses having «judgement: which may affect the trial»)",
        ),
        (
            "Severe renal and circulatory system diseases",
            "any(condition severe urinary system disorder, condition severe circulatory system diseases)",
        ),
        (
            "Conditions contraindicated for MRI or tDCS",
            "observation contraindication having any(procedure MRI, procedure transcranial direct current stimulation)",
        ),
        // Near misses.
        (
            "Asthma, or other illnesses which may affect the trial",
            "any(condition asthma, condition other illnesses having «judgement: which may affect the trial»)",
        ),
    ]);
}

#[test]
fn what_brackets_list_are_kinds() {
    all_read(&[
        (
            "Foot surgery (arthrodesis, osteotomy, tendon transfer)",
            "condition Foot surgery having any(condition arthrodesis, condition osteotomy, condition tendon transfer)",
        ),
        ("Sepsis (as specified below)", "condition sepsis"),
        // Near misses.
        (
            "Metabolic syndrome (BMI > 30, HbA1c > 6 %)",
            "condition metabolic syndrome having all(BMI > 30, HbA1c > 6 %)",
        ),
    ]);
}
