//! Words of structure that no part of the rule tells of: named, and narrowing what they stand beside.

use super::{excluded, reading};

#[test]
fn a_lost_denial_leaves_nobody_decided() {
    assert_eq!(
        excluded("Active psychiatric disorder which is not optimally managed"),
        "all(condition active psychiatric disorder, ‹is not optimally managed: in no part of the rule›)"
    );
    assert!(reading("asthma that does not incapacitate them for work").contains("‹does not incapacitate"));
    assert_eq!(reading("not asthma"), "not(condition asthma)", "but this one is heard");
    assert!(!reading("platelets not more than 100").contains('‹'), "and so is a limit");
}

#[test]
fn a_lost_change_is_no_level() {
    assert_eq!(excluded("Treatment for weight reduction"), "all(body weight, ‹reduction: in no part of the rule›)");
    assert!(excluded("Lung reduction surgery").contains("‹reduction: in no part of the rule›"));
    assert_eq!(reading("increase in creatinine of ≥ 0.3 mg/dL"), "creatinine ≥ 0.3 mg/dL [increase]");
}

#[test]
fn organs_and_results_are_no_filler() {
    assert_eq!(
        reading("No contraindication for pulmonary physiotherapy"),
        "not(observation contraindication having all(procedure physical therapy, ‹pulmonary: in no part of the rule›))"
    );
    assert_eq!(reading("pulmonary disease"), "condition pulmonary disease");
}

#[test]
fn the_first_of_several_is_not_any_of_them() {
    assert_eq!(reading("First stroke"), "condition First stroke");
    assert_eq!(
        reading("before the first dose of study drug, no asthma"),
        "not(condition asthma [before first dose of study drug])"
    );
}

#[test]
fn a_name_that_nothing_is_made_of_is_told() {
    assert_eq!(
        reading("dyslipidemia or being on medication (i.e. statins)"),
        "all(condition dyslipidemia [setting: on medication], ‹statins: in no part of the rule›)"
    );
    assert_eq!(
        reading("Asthma treated with a stable dose of budesonide for at least 3 months"),
        "condition asthma having (drug budesonide [dose stable ≥ 3 mo])"
    );
    assert_eq!(
        reading("Type 2 diabetes on a stable dose of metformin for at least 8 weeks"),
        "condition type 2 diabetes having (drug metformin [dose stable ≥ 8 wk])"
    );
    assert_eq!(excluded("allergy to penicillin"), "allergy penicillin", "but the kind tells of the allergy");
}
