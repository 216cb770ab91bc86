//! Limits before a colon or before brackets, and what follows them.

use super::{all_excluded, all_read};

#[test]
fn what_the_head_of_a_list_limits_is_demanded_too() {
    all_read(&[
        ("Adult patients ≥ 18 years old who: have HF", "all(age ≥ 18 a, condition heart failure)"),
        ("Patients with HbA1c > 8% who: have HF", "all(HbA1c > 8 %, condition heart failure)"),
        (
            "Patients ≥ 18 years with any of the following: HF, COPD",
            "all(age ≥ 18 a, any(condition heart failure, condition COPD))",
        ),
        (
            "LDL ≥ 100 mg/dL and at least one of: diabetes, hypertension",
            "all(LDL-C ≥ 100 mg/dL, any(condition diabetes mellitus, condition hypertension))",
        ),
        // Near misses. What stands before the colon may also say for whom alone the rest is demanded.
        ("Age ≥ 18 years: both sexes", "all(sex any, ‹≥ 18 years: in no part of the rule› {≥ 18 a})"),
        (
            "BMI > 30 kg/m2 or: weight > 150 kg",
            "all(body weight > 150 kg, ‹BMI > 30 kg/m2: in no part of the rule› BMI {> 30 kg/m2})",
        ),
        ("Age: ≥ 18 years", "age ≥ 18 a"),
        (
            "At least 2 of the following: HF, COPD, asthma",
            "2-of(condition heart failure, condition COPD, condition asthma)",
        ),
    ]);
    all_excluded(&[
        ("Patients with eGFR < 30 mL/min who: are on dialysis", "all(eGFR < 30 mL/min, procedure current dialysis)"),
        // Near miss: the list may but explain the head.
        (
            "eGFR < 30 mL/min: dialysis",
            "all(procedure dialysis, ‹eGFR < 30 mL/min: in no part of the rule› eGFR {< 30 mL/min})",
        ),
    ]);
}

#[test]
fn brackets_may_have_the_other_end() {
    all_read(&[
        ("CD4 > 200 (< 500 cells/mm3)", "CD4 count > 200..< 500 {cells}/mm3"),
        ("Platelets ≥ 50 x 10^9/L (but less than 100)", "PLT 50..< 100 ×10⁹/L"),
        ("Chest pain < 2 weeks (> 24 hours)", "condition chest pain [for < 2 wk; for > 24 h]"),
        // Near misses.
        ("Chest pain < 2 weeks (14 days)", "condition chest pain [for < 2 wk]"),
        ("glucose > 126 mg/dL (> 7 mmol/L)", "glucose > 126 mg/dL (also > 7 mmol/L)"),
    ]);
}
