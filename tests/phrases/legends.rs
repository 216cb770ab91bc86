//! What says how a scale is made, when in a schedule something is, and how often something was found.

use super::{all_read, codes, reading};

#[test]
fn a_legend_limits_nothing() {
    all_read(&[
        ("Pain score (0 = no pain and 10 = worst pain) ≥ 4", "pain score ≥ 4 {score}"),
        ("Pain ≥ 4 on a scale where 0 = no pain and 10 = worst pain", "pain ≥ 4"),
        (
            "ECOG ≤ 1 (0 = fully active; 1 = restricted)",
            "ECOG performance status ≤ 1 [setting: 0 = fully active; 1 = restricted]",
        ),
        ("Pain of 6 or higher on a 10-point Likert scale", "pain ≥ 6"),
        ("Fever during treatment (days 0-7)", "condition fever [setting: days 0-7] [during treatment]"),
        // Near misses.
        ("ANC (ANC = 1500, Hb = 9)", "ANC having all(ANC = 1500, Hb = 9)"),
        ("Infection (7 days)", "all(condition infection, ‹7 days: in no part of the rule›)"),
    ]);
    let told = codes("Pain ≥ 4 on a scale where 0 = no pain and 10 = worst pain");
    assert_eq!(told, ["number-not-in-rule"], "the numbers are named");
}

#[test]
fn confirmed_values_are_counted() {
    all_read(&[
        ("Neutropenia (two confirmed values of < 1500/μL)", "ANC < 1500 /uL [count = 2]"),
        ("Two confirmed ANC values of < 1500/μL", "ANC < 1500 /uL [count = 2]"),
        ("2 confirmed cases of malaria", "condition malaria [count = 2]"),
    ]);
}

#[test]
fn the_limit_of_the_normal_range_may_be_given_as_a_number() {
    all_read(&[("ALT > ULN (40 U/L)", "ALT > ULN (also > 40 U/L)")]);
    // Either number may be meant.
    assert!(reading("ALT > 2 x ULN (80 U/L)").contains("‹80: in no part of the rule›"));
}
