//! How far a denial reaches.

use super::{all_excluded, all_read, reading};

#[test]
fn a_denial_ends_at_a_new_clause() {
    all_excluded(&[
        ("Not pregnant or has HIV", "any(not(condition pregnancy), condition HIV infection)"),
        (
            "Patients who are not ambulatory or have severe dementia",
            "any(not(observation ambulatory), condition severe dementia)",
        ),
        ("does not have diabetes or has an HbA1c < 6.5%", "any(not(condition diabetes mellitus), HbA1c < 6.5 %)"),
        ("has not had surgery or is on dialysis", "any(not(procedure surgery), procedure current dialysis)"),
        // Near misses: one verb, an infinitive after it, and a denial of each.
        ("not pregnant or lactating", "all(not(condition pregnancy), not(condition lactation))"),
        ("do not have asthma or have COPD", "all(not(condition asthma), not(condition COPD))"),
        ("is not pregnant or is not breastfeeding", "any(not(condition pregnancy), not(condition lactation))"),
    ]);
}

#[test]
fn an_adjective_is_not_said_of_a_participle() {
    let read = reading("not medically stable or hospitalized in the past three months");
    assert!(!read.contains("stable hospitalization"), "{read}");
    assert_eq!(reading("No medication"), "not(‹medication: no known concept›)");
}

#[test]
fn a_limit_before_its_name_is_not_of_what_is_denied_before() {
    all_read(&[
        ("No blasts and < 5% plasma cells", "all(not(blasts), plasma cells < 5 %)"),
        ("No ALT or AST > 3 x ULN", "all(not(ALT > 3 ×ULN), not(AST > 3 ×ULN))"),
    ]);
}

#[test]
fn what_was_not_done_for_so_long_was_not_done_in_that_time() {
    all_read(&[
        ("has not smoked for at least one year", "not(condition smoked [within past < 1 a])"),
        (
            "not engaged in physical exercise for at least 6 months",
            "not(observation physical exercise [within past < 6 mo])",
        ),
        // Near miss: a state that may have lasted for a shorter time.
        ("not postmenopausal for at least 24 months", "not(observation postmenopausal [for ≥ 24 mo])"),
    ]);
}

#[test]
fn a_share_of_the_time_is_no_dose() {
    let read = reading("opioids for more than 40% of the prior year");
    assert!(!read.contains("[dose"), "{read}");
    assert!(reading("prednisone > 10 mg/day").contains("[dose > 10 mg/d]"));
}
