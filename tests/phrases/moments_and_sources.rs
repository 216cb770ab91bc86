//! When and by whom something was found, how long a dose was stable, and what stands behind whose definition.

use trial_extract::rule::Section;

use super::{reading, reading_in};

fn rows(rows: &[(&str, &str)]) {
    for (text, expected) in rows {
        assert_eq!(reading(text), *expected, "{text}");
    }
}

#[test]
fn a_moment_of_the_trial_stands_directly_after_prior() {
    rows(&[
        ("Stroke within 6 months prior screening", "condition stroke [within 6 mo before screening]"),
        ("Pneumonia within 3 months prior visit 1", "condition pneumonia [within 3 mo before visit 1]"),
        ("Vaccination within 30 days prior dosing", "drug vaccine [within 30 d before dosing]"),
        // Near misses: a treatment that was given before, and a period.
        ("Within 6 months prior chemotherapy", "drug chemotherapy [within past 6 mo]"),
        ("Seizures in the 4-week baseline period", "condition seizure [at 4-week baseline period]"),
    ]);
}

#[test]
fn a_visit_named_again_in_brackets_is_a_second_moment() {
    rows(&[
        (
            "Potassium > 5.0 mmol/L at Visit 1 (screening) or Visit 2 (randomization)",
            "any(potassium > 5.0 mmol/L [at Visit 1], potassium > 5.0 mmol/L [at Visit 2])",
        ),
        (
            "Heart rate < 50 bpm at Screening (Visit 1) or Randomization (Visit 2)",
            "any(heart rate < 50 /min [at Screening], heart rate < 50 /min [at Randomization])",
        ),
        // Near miss: what is no moment.
        (
            "Potassium > 5.0 mmol/L at Visit 1 (screening) or stroke",
            "any(potassium > 5.0 mmol/L [at Visit 1], condition stroke)",
        ),
    ]);
}

#[test]
fn what_was_done_in_a_time_by_a_method_is_said_of_the_limit_before() {
    rows(&[
        (
            "LVEF ≤ 40 %, assessed within 12 months before randomization by any imaging method",
            "LVEF ≤ 40 % [by imaging method] [within 12 mo before randomization]",
        ),
        (
            "Coronary stenosis > 50 %, confirmed within the last 6 months by angiography",
            "coronary stenosis > 50 % [by angiography] [within past 6 mo]",
        ),
        // Near miss: another thing measured.
        (
            "LVEF ≤ 40 %, treated within 12 months by surgery",
            "all(LVEF ≤ 40 %, procedure treated surgery [within past 12 mo])",
        ),
    ]);
}

#[test]
fn a_stable_dose_in_a_time_that_is_over_was_stable_so_long() {
    rows(&[
        ("Receiving a stable dose of metformin for the past 3 months", "drug current metformin [dose stable ≥ 3 mo]"),
        (
            "Stable dose of insulin within 4 weeks of screening",
            "drug insulin [Stable dose stable ≥ 4 wk before screening]",
        ),
        ("On a stable dose of statin for 6 weeks", "drug statin [dose stable 6 wk]"),
        // Near miss: once in that time.
        ("Use of insulin within 4 weeks of screening", "drug insulin [within 4 wk before screening]"),
    ]);
}

#[test]
fn a_limit_behind_whose_definition_is_meant_defines_nothing() {
    rows(&[
        (
            "Type 2 diabetes as defined by the American Diabetes Association, with HbA1c < 10%",
            "all(condition type 2 diabetes [by American Diabetes Association], HbA1c < 10 %)",
        ),
        (
            "Type 2 diabetes according to ADA criteria with HbA1c between 7 and 10%",
            "all(condition type 2 diabetes [by ADA criteria], HbA1c 7..10 %)",
        ),
        ("COPD as defined by GOLD with FEV1 < 80% predicted", "all(condition COPD [by GOLD], FEV1 < 80 % predicted)"),
        // Near misses: where the limit is the definition.
        (
            "Hypertension as defined by systolic blood pressure ≥ 140 mmHg",
            "condition hypertension defined as (systolic blood pressure ≥ 140 mmHg)",
        ),
        (
            "Sepsis defined as infection with SOFA ≥ 2",
            "condition sepsis defined as all(condition infection, SOFA ≥ 2 {score})",
        ),
    ]);
}

#[test]
fn but_not_both_denies_the_two_together() {
    rows(&[
        (
            "Treated with an ACE inhibitor or an ARB, but not both, for at least 4 weeks",
            "all(any(drug ACE inhibitor [for ≥ 4 wk], drug angiotensin receptor blocker [for ≥ 4 wk]), not(all(drug ACE inhibitor [for ≥ 4 wk], drug angiotensin receptor blocker [for ≥ 4 wk])))",
        ),
        // Near misses: both will do; three, of which nothing says which two are meant.
        ("Aspirin or clopidogrel or both", "any(drug aspirin, drug clopidogrel)"),
        (
            "Asthma, COPD or bronchiectasis, but not both",
            "all(any(condition asthma, condition COPD, condition bronchiectasis), ‹, but not both: in no part of the rule›)",
        ),
    ]);
}

#[test]
fn what_is_given_simultaneously_excludes_together() {
    let excludes = |text: &str| reading_in(Section::Exclusion, text);
    assert_eq!(
        excludes("Simultaneous treatment with ACE inhibitors and ARBs"),
        "all(drug current ACE inhibitor, drug current angiotensin receptor blocker)"
    );
    // Near miss: beside the treatment under study.
    assert_eq!(excludes("Use of warfarin and heparin"), "any(drug warfarin, drug heparin)");
}

#[test]
fn a_ratio_is_reckoned_to_creatinine() {
    rows(&[
        ("Urine albumin/creatinine ratio ≥ 30 mg/g creatinine and < 300 mg/g creatinine", "UACR 30..< 300 mg/g"),
        ("UACR > 300 mg/gCr", "UACR > 300 mg/g"),
        ("Albuminuria (> 300 mg albumin/24 hours)", "urine albumin > 300 mg/(24.h)"),
        // Near miss: creatinine itself.
        ("UACR > 300 mg/g and creatinine < 2 mg/dL", "all(UACR > 300 mg/g, creatinine < 2 mg/dL)"),
    ]);
}

#[test]
fn an_acceptable_method_lets_nothing_pass() {
    assert_eq!(
        reading("Men aged 20 to 45 years. Sexually active men must use an acceptable form of contraception"),
        "all(age 20..45 a, sex male, if all(sex male, observation sexually active): «contraception: use an acceptable form of contraception»)"
    );
    // Near miss: what is acceptable beside the demand.
    assert_eq!(
        reading("Asthma. Prior steroids are acceptable"),
        "condition asthma permits drug history of glucocorticoid"
    );
}
