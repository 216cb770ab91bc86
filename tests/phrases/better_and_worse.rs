//! "Better than or equal to", "worse than": by which side of what is measured is the better one.

use super::{all_read, codes};

#[test]
fn the_better_side_decides() {
    all_read(&[
        ("BCVA better than or equal to 69 letters", "visual acuity ≥ 69 {letters}"),
        ("BCVA worse than or equal to 69 letters", "visual acuity ≤ 69 {letters}"),
        ("BCVA worse than 69 ETDRS letters", "visual acuity < 69 {letters}"),
        ("BCVA no worse than 69 letters", "visual acuity ≥ 69 {letters}"),
        ("ECOG performance status better than or equal to 1", "ECOG performance status ≤ 1"),
        ("KPS worse than or equal to 60", "KPS ≤ 60 {score}"),
        ("Hearing threshold equal to or worse than 40 dB", "hearing threshold ≥ 40 dB"),
    ]);
}

#[test]
fn a_side_that_is_not_known_is_told() {
    let doubtful = "doubtful-direction".to_owned();
    assert!(codes("BCVA 0.5 or better").contains(&doubtful));
    for text in
        ["BCVA 0.3 logMAR or better", "BCVA 20/40 or better", "Visual field MD worse than -12 dB", "EDSS 5 or worse"]
    {
        assert!(!codes(text).contains(&doubtful), "{text}");
    }
}
