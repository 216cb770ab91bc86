//! Windows that are counted from one of two moments of the trial.

use super::{all_excluded, reading};

#[test]
fn a_second_moment_has_the_window_of_the_first() {
    all_excluded(&[
        (
            "Warfarin within 7 days before screening or enrollment",
            "any(drug warfarin [within 7 d before screening], drug warfarin [within 7 d before enrollment])",
        ),
        (
            "Warfarin within 7 days prior to enrollment or the first dose of study drug",
            "any(drug warfarin [within 7 d before enrollment], drug warfarin [within 7 d before first dose of study drug])",
        ),
        // Near miss: what may exclude by itself.
        (
            "Warfarin within 7 days before screening or asthma",
            "any(drug warfarin [within 7 d before screening], condition asthma)",
        ),
    ]);
    assert_eq!(
        reading("Hb > 10 g/dL at screening or baseline"),
        "any(Hb > 10 g/dL [at screening], Hb > 10 g/dL [at baseline])"
    );
}
