//! Scores that no table has are named whole: words in capitals up to a noun for a score, beside a limit.

use super::all_read;

#[test]
fn a_score_in_capitals_is_named_with_all_its_words() {
    all_read(&[
        ("Fatigue Impact Scale > 40", "Fatigue Impact Scale > 40"),
        ("Diabetes and Fatigue Impact Scale > 40", "all(condition diabetes mellitus, Fatigue Impact Scale > 40)"),
        ("Cognitive Change Index score ≥ 16", "Cognitive Change Index ≥ 16"),
        ("Individuals who score ≥ 8 on the Cognitive Impairment Test", "Cognitive Impairment Test ≥ 8"),
        ("Leeds Itching Symptom Inventory, Revised [LISI-R] > 15", "LISI-R > 15"),
        (
            "Clinical Institute Withdrawal Assessment of Alcohol Scale, Revised [CIWA-Ar] > 15 at screening",
            "CIWA-Ar > 15 {score} [at screening]",
        ),
        // Near misses.
        ("Barthel Index < 60", "Barthel index < 60 {score}"),
        ("Positive Pregnancy Test", "pregnancy test positive"),
    ]);
}

#[test]
fn a_longer_name_is_no_other_score_that_it_begins_with() {
    all_read(&[
        ("Glasgow Alcoholic Hepatitis Score > 11", "Glasgow Alcoholic Hepatitis Score > 11 {score}"),
        ("TIMI thrombus score ≥ 2 points", "TIMI thrombus score ≥ 2 {score}"),
        ("AUDIT-10 = 8-15", "AUDIT 8..15 {score}"),
        ("Glasgow Coma Scale < 9", "GCS < 9 {score}"),
    ]);
}

#[test]
fn who_has_scored_has_a_score() {
    all_read(&[
        ("Scored 20 or higher on the BDI-II", "BDI ≥ 20 {score}"),
        ("Participants who scored at least 10 on the PHQ-9", "PHQ-9 ≥ 10 {score}"),
    ]);
}
