//! Ranges and classes in brackets right after what is measured or graded.

use super::{all_read, codes};

#[test]
fn some_of_the_points_of_a_score_are_its_limit() {
    all_read(&[
        ("NIHSS (6 to 25)", "NIHSS 6..25 {score}"),
        ("MMSE score [18-26]", "MMSE 18..26 {score}"),
        ("EDSS score (0 to 5.5)", "EDSS 0..5.5 {score}"),
        ("ECOG (0-2)", "ECOG performance status 0..2"),
        ("Gleason (3+4)", "Gleason score = 7 {score}"),
        // Near misses: the extent of a scale, a citation.
        ("PHQ-9 (0-27)", "PHQ-9"),
        ("VAS (0-10)", "VAS"),
        ("MMSE (0-30) of at least 24", "MMSE ≥ 24 {score}"),
        ("NIHSS (3)", "all(NIHSS, ‹3: in no part of the rule›)"),
    ]);
    // Nearly all of its points may be those of another version.
    assert!(codes("MADRS (0-50)").contains(&"number-not-in-rule".to_owned()));
}

#[test]
fn classes_in_brackets_are_of_the_scale_before() {
    all_read(&[
        ("ASA (I-III)", "ASA class in {I, II, III}"),
        ("ASA physical status (I or II)", "ASA class in {I, II}"),
        ("ASA grade (1 to 3)", "ASA class in {I, II, III}"),
        ("Child-Pugh (A-B)", "Child-Pugh class in {A, B}"),
        ("NYHA (III/IV)", "NYHA class in {III, IV}"),
        ("ASA class ≥ I and ≤ III", "all(ASA class ≥ I, ASA class ≤ III)"),
        // Near misses: of no scale, and of two kinds.
        ("sarcoidosis (I-II)", "condition sarcoidosis having condition I-II"),
        ("mild and moderate COPD", "any(condition mild COPD, condition moderate COPD)"),
    ]);
}
