//! What is said not to be asked for, to be allowed, or to be done by the trial, and is demanded of nobody.

use super::{all_read, reading};

#[test]
fn what_is_not_required_is_not_denied() {
    all_read(&[
        ("A CT is not required", "permits(procedure CT)"),
        ("Prior chemotherapy is not required", "permits(drug history of chemotherapy)"),
        ("Histological confirmation is not required", "permits(condition Histological confirmation)"),
        ("If the ASPECTS is ≥ 7, a non-contrast CT is not required", "if ASPECTS ≥ 7 {score}: permits(procedure CT)"),
        // Near misses.
        ("Dialysis is not required", "not(procedure current dialysis)"),
        ("Patients who do not require oxygen", "not(condition oxygen)"),
    ]);
}

#[test]
fn what_is_not_taken_into_account_decides_nothing() {
    all_read(&[
        ("IDH1 mutation will not be taken into account", "permits(IDH1 mutated)"),
        // Near miss.
        ("IDH1 mutation", "IDH1 mutated"),
    ]);
}

#[test]
fn what_is_allowed_or_continued_is_not_demanded() {
    all_read(&[
        ("Pain medications are permitted as needed", "permits(drug analgesic)"),
        ("Pain medications are permitted for conditions such as gout", "permits(drug analgesic)"),
        ("Patients may continue metformin during the study", "permits(drug metformin [during study])"),
        (
            "Subjects with prior cataract surgery can be included in the study",
            "permits(procedure history of cataract surgery)",
        ),
        // Near miss.
        ("Drugs are permitted for patients with gout", "if condition gout: ‹Drugs are permitted: no known concept›"),
    ]);
}

#[test]
fn what_the_trial_does_is_no_condition() {
    all_read(&[
        ("Diabetes. Such decisions will be documented should they occur", "condition diabetes mellitus"),
        ("Diabetes. Note: questionnaires can be provided in printed form", "condition diabetes mellitus"),
    ]);
    // Near miss.
    assert!(reading("Diabetes. LVEF will be documented").contains("LVEF"));
    assert_eq!(reading("Above inclusion criteria not met"), "not(‹met: no known concept›)");
}
