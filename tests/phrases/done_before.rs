//! What somebody does or has done before, and what "must not" denies behind a second verb.

use super::{all_excluded, all_read};

#[test]
fn what_was_done_so_before_is_named_before_it() {
    all_read(&[
        (
            "Must not be participating in another clinical trial or have done so within 12 weeks before screening",
            "all(not(observation participation in another clinical trial), not(observation participation in another clinical trial [within 12 wk before screening]))",
        ),
        (
            "Must not be receiving steroids or have received them within 4 weeks before screening",
            "all(not(drug current glucocorticoid), not(drug glucocorticoid [within 4 wk before screening]))",
        ),
    ]);
    all_excluded(&[
        (
            "Receiving dialysis or having received it within 4 weeks before screening",
            "any(procedure current dialysis, procedure dialysis [within 4 wk before screening])",
        ),
        (
            "Receiving warfarin or having received aspirin within 4 weeks before screening",
            "any(drug warfarin [within 4 wk before screening], drug aspirin [within 4 wk before screening])",
        ),
    ]);
}

#[test]
fn must_not_denies_behind_a_second_verb() {
    all_read(&[
        ("Must not have asthma or be taking steroids", "all(not(condition asthma), not(drug glucocorticoid))"),
        (
            "Subjects should not have had surgery or have received transfusions within 3 months before screening",
            "all(not(procedure surgery [within 3 mo before screening]), not(procedure transfusion [within 3 mo before screening]))",
        ),
        // Near miss: the same, under control.
        (
            "Should not have diabetes or have well-controlled diabetes",
            "any(not(condition diabetes mellitus), condition controlled diabetes mellitus)",
        ),
    ]);
}
