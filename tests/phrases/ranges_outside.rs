//! Values outside a range, limits that semicolons part, and tests dated by an admission.

use super::{all_excluded, all_read};

#[test]
fn a_range_in_brackets_after_outside_is_denied() {
    all_excluded(&[
        ("TSH outside the normal range (0.4-4.0 mIU/L)", "not(TSH 0.4..4.0 mIU/L)"),
        ("TSH outside of the normal range (0.4-4.0 mIU/L)", "not(TSH 0.4..4.0 mIU/L)"),
        // Near misses.
        ("TSH outside the normal range", "TSH abnormal"),
        ("TSH within the normal range (0.4-4.0 mIU/L)", "TSH 0.4..4.0 mIU/L"),
    ]);
}

#[test]
fn semicolons_part_limits_of_which_each_excludes() {
    let either = "condition hepatic impairment defined as any(ALT > 2.5 ×ULN, total bilirubin > 22)";
    all_excluded(&[
        ("Hepatic impairment (ALT > 2.5 ULN; bilirubin > 22)", either),
        ("Hepatic impairment (ALT > 2.5 ULN, bilirubin > 22)", either),
    ]);
    // Near miss: demanded, each of them is.
    all_read(&[(
        "Hepatic impairment (ALT > 2.5 ULN; bilirubin > 22)",
        "condition hepatic impairment defined as all(ALT > 2.5 ×ULN, total bilirubin > 22)",
    )]);
}

#[test]
fn a_test_within_hours_of_an_admission_is_done_after_it() {
    all_read(&[
        ("CRP > 10 mg/L within 48 h of admission", "CRP > 10 mg/L [within 48 h after admission]"),
        ("Lactate > 2 mmol/L within 6 h of ICU admission", "lactate > 2 mmol/L [within 6 h after ICU admission]"),
        // Near misses.
        ("CRP > 10 mg/L within 6 months of admission", "CRP > 10 mg/L [within 6 mo before admission]"),
        ("CRP > 10 mg/L within 48 h of randomization", "CRP > 10 mg/L [within 48 h before randomization]"),
    ]);
}
