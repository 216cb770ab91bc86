//! Ranges that say what is normal, behind words that say that something is not.

use super::{all_excluded, all_read, trial_of};

#[test]
fn ranges_behind_no_abnormality_are_demanded() {
    let both = "all(systolic blood pressure 90..139 mmHg, heart rate 50..100 /min)";
    all_read(&[
        ("No clinically significant abnormality in vital signs: SBP 90-139 mmHg, HR 50-100 bpm", both),
        ("Without abnormal vital signs (SBP 90-139 mmHg; HR 50 to 100 bpm)", both),
        ("No vital signs outside the normal range: SBP 90-139 mmHg, HR 50-100 bpm", both),
        ("Vital signs without clinically significant abnormality: SBP 90-139 mmHg, HR 50-100 bpm", both),
        // Near misses: what is abnormal is said.
        ("No abnormal fasting glucose: 100-125 mg/dL", "not(fasting glucose 100..125 mg/dL)"),
        ("No abnormal liver function (ALT > 2 x ULN)", "not(condition hepatic impairment defined as (ALT > 2 ×ULN))"),
    ]);
}

#[test]
fn whoever_is_outside_of_one_range_is_excluded() {
    let outside = "not(all(systolic blood pressure 90..139 mmHg, heart rate 50..100 /min))";
    all_excluded(&[
        ("Vital signs outside the following ranges: SBP 90-139 mmHg, HR 50-100 bpm", outside),
        ("Abnormal vital signs (normal range: SBP 90-139 mmHg, HR 50-100 bpm)", outside),
        ("Vital signs not within normal limits: SBP 90-139 mmHg; HR 50-100 bpm", outside),
        (
            "Blood pressure not in the range of 90-139/50-89 mmHg",
            "not(all(systolic blood pressure 90..139 mmHg, diastolic blood pressure 50..89 mmHg))",
        ),
        // Near misses.
        ("Abnormal fasting glucose: 100-125 mg/dL", "fasting glucose 100..125 mg/dL"),
        ("Abnormal ECG: PR 120-220 ms, QRS > 120 ms", "any(PR interval 120..220 ms, QRS duration > 120 ms)"),
    ]);
}

#[test]
fn nested_ranges_are_those_of_their_head() {
    let first = |text: &str| trial_of(text).criteria.into_iter().find_map(|c| c.reading).unwrap();
    let list = "\n  1. SBP 90-139 mmHg\n  2. HR 50-100 bpm\n";
    let excluded = format!("Exclusion Criteria:\n\n* Vital signs outside the following ranges:{list}");
    assert_eq!(first(&excluded), "not(all(E1.1, E1.2))");
    let demanded = format!("Inclusion Criteria:\n\n* No clinically significant abnormality in vital signs:{list}");
    assert_eq!(first(&demanded), "all(I1.1, I1.2)");
    // Near miss: limits that say what is abnormal.
    let limits = "\n  1. SBP > 139 mmHg\n  2. HR > 100 bpm\n";
    let denied = format!("Inclusion Criteria:\n\n* No abnormal vital signs:{limits}");
    assert_eq!(first(&denied), "not(any(I1.1, I1.2))");
}
