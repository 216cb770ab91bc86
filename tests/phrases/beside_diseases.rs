//! What stands beside a disease or a result: its stage, what failed, what does as well.

use super::{all_excluded, all_read};

#[test]
fn a_stage_after_a_comma_is_of_the_disease_before_it() {
    all_excluded(&[
        ("CKD, stage ≥3", "condition chronic kidney disease having (CKD stage ≥ 3)"),
        (
            "CKD, stage 4 or 5, or dialysis",
            "any(condition chronic kidney disease having (CKD stage 4..5), procedure dialysis)",
        ),
        ("cirrhosis, Child-Pugh B or C", "condition cirrhosis having (Child-Pugh class in {B, C})"),
        (
            "stroke, heart failure, NYHA class III or IV",
            "any(condition stroke, condition heart failure having (NYHA class in {III, IV}))",
        ),
        // Near misses.
        ("CKD, dialysis", "any(condition chronic kidney disease, procedure dialysis)"),
        ("diabetes, NYHA class III or IV", "any(condition diabetes mellitus, NYHA class in {III, IV})"),
        ("heart failure, LVEF < 40%", "any(condition heart failure, LVEF < 40 %)"),
    ]);
}

#[test]
fn the_number_of_what_failed_is_no_number_of_the_disease() {
    all_read(&[
        (
            "SCLC subjects who failed ≥ 1 prior regimen",
            "condition small cell lung cancer having (history of regimen ≥ 1 [outcome: failed])",
        ),
        // Near miss.
        ("SCLC that relapsed", "condition relapsed small cell lung cancer"),
    ]);
}

#[test]
fn at_least_one_of_those_that_failed_is_any() {
    let failed = "any(drug methotrexate [outcome: failed], drug sulfasalazine [outcome: failed])";
    all_read(&[
        ("failed at least one of methotrexate, sulfasalazine", failed),
        ("inadequate response to at least one of methotrexate, sulfasalazine", failed),
        // Near miss.
        (
            "failed methotrexate and sulfasalazine",
            "all(drug methotrexate [outcome: failed], drug sulfasalazine [outcome: failed])",
        ),
    ]);
}

#[test]
fn what_stands_in_brackets_after_or_does_instead_of_a_result() {
    all_read(&[
        ("PHQ-9 ≥ 5 (or history of depression)", "any(PHQ-9 ≥ 5 {score}, condition history of depression)"),
        ("HbA1c ≥ 6.5% (or use of insulin)", "any(HbA1c ≥ 6.5 %, drug insulin)"),
        // Near miss.
        (
            "ALT ≤ 3 × ULN (or ≤ 5 × ULN if liver metastases)",
            "any(ALT ≤ 3 ×ULN, all(condition liver metastasis, ALT ≤ 5 ×ULN))",
        ),
    ]);
}

#[test]
fn a_limit_that_only_the_healthy_have_defines_the_absence() {
    all_read(&[
        ("no anaemia, defined as Hb ≥ 100 g/L", "Hb ≥ 100 g/L"),
        ("no anaemia, defined as Hb < 100 g/L", "not(condition anemia defined as (Hb < 100 g/L))"),
    ]);
}
