//! Windows that are counted from one of two moments of the trial.

use super::{all_excluded, all_read, reading};

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

#[test]
fn a_limit_after_the_last_of_two_moments_is_asked_for_at_both() {
    let both = "all(MADRS ≥ 24 {score} [at screening], MADRS ≥ 24 {score} [at baseline])";
    assert_eq!(reading("MADRS at both screening and baseline ≥ 24"), both);
    assert_eq!(reading("MADRS at screening and baseline of at least 24"), both);
    assert_eq!(reading("MADRS ≥ 24 at both screening and baseline"), "MADRS ≥ 24 {score} [at screening; at baseline]");
    // Near miss: what stands after the second moment is another thing measured.
    assert_eq!(
        reading("MADRS ≥ 24 at screening and baseline CGI-S ≥ 4"),
        "all(MADRS ≥ 24 {score} [at screening], CGI-S ≥ 4 {score} [at baseline])"
    );
}

#[test]
fn a_second_moment_is_of_the_limit_a_disease_comes_with() {
    let both = "all(condition alopecia areata, SALT score ≥ 25 {score} [at screening; at baseline])";
    assert_eq!(reading("- Alopecia areata with SALT ≥ 25 at screening and baseline"), both);
    // Near misses: a limit alone; another thing at the second moment.
    assert_eq!(reading("- SALT ≥ 25 at screening and baseline"), "SALT score ≥ 25 {score} [at screening; at baseline]");
    let other = reading("- SALT ≥ 25 at screening and PASI ≥ 3 at baseline");
    assert_eq!(other, "all(SALT score ≥ 25 {score} [at screening], PASI ≥ 3 {score} [at baseline])");
}

#[test]
fn a_second_moment_may_be_the_start_of_a_treatment_or_dated_itself() {
    assert_eq!(
        reading("ALT ≤ 3 x ULN at screening and prior to initiating roxadustat treatment"),
        "ALT ≤ 3 ×ULN [at screening; before initiating roxadustat treatment]"
    );
    assert_eq!(
        reading("FEV1 ≥ 60% prior to initiation of roxadustat"),
        "FEV1 ≥ 60 % [before initiation of roxadustat]"
    );
    assert_eq!(
        reading("BMI ≥ 30 kg/m2 at screening and Day 1 prior to enrollment/randomization"),
        "BMI ≥ 30 kg/m2 [at screening; at Day 1; before enrollment/randomization]"
    );
    assert_eq!(
        reading("Stable body weight for 3 months prior to screening and enrollment"),
        "observation stable weight [for 3 mo before screening; for 3 mo before enrollment]"
    );
    assert_eq!(
        reading("LVEF > 50% at screening or within 12 months prior to enrollment day"),
        "any(LVEF > 50 % [at screening], LVEF > 50 % [within 12 mo before enrollment day])"
    );
    assert_eq!(
        reading("FEV1 ≥ 60% before screening and randomization"),
        "FEV1 ≥ 60 % [before screening; before randomization]"
    );
    // Near misses: what no row names as a treatment; a disease after the moment.
    assert_eq!(
        reading("- Surgery prior to starting school"),
        "all(procedure surgery, ‹prior to: in no part of the rule›, ‹starting school: in no part of the rule›)"
    );
    assert_eq!(
        reading("Weight change > 5% for 3 months prior to screening and asthma"),
        "all(weight change > 5 % [for 3 mo before screening], condition asthma)"
    );
}

#[test]
fn what_a_window_is_counted_from_is_not_cut_short() {
    all_excluded(&[
        (
            "Persistent CIS within 12 months after completion of adequate BCG",
            "condition persistent carcinoma in situ [within 12 mo after completion of adequate BCG]",
        ),
        (
            "Chemotherapy between the last cystoscopy/TURBT and enrollment",
            "drug chemotherapy [setting: between the last cystoscopy/TURBT and enrollment]",
        ),
        // Near miss: two drugs, and between nothing.
        ("Ibuprofen/naproxen and aspirin", "any(drug ibuprofen, drug naproxen, drug aspirin)"),
    ]);
}

#[test]
fn in_a_visit_is_at_it() {
    all_read(&[
        ("MADRS score ≥ 24 in baseline", "MADRS ≥ 24 {score} [at baseline]"),
        (
            "MADRS total score in both screening and baseline ≥ 26",
            "all(MADRS ≥ 26 {score} [at screening], MADRS ≥ 26 {score} [at baseline])",
        ),
        (
            "HAM-D ≥ 18 in both the screening and baseline visits",
            "HAM-D ≥ 18 {score} [at screening; at baseline visits]",
        ),
        // Near miss: what is taken at baseline.
        ("Change in baseline medication", "condition baseline medication [outcome: changed]"),
    ]);
}
