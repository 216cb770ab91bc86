//! What is excepted because it is allowed, and what else is said to be allowed.

use super::{all_excluded, all_read, excluded};

#[test]
fn only_what_is_excepted_is_allowed() {
    let other = "condition asthma other than condition mild asthma";
    all_excluded(&[
        ("Asthma with the exception that mild asthma is allowed", other),
        ("Asthma, except that mild asthma is permitted", other),
        ("Asthma with the exception of mild asthma, which is allowed", other),
        ("Asthma except those with mild asthma who are eligible", other),
        ("Aspirin other than low dose aspirin is allowed", "permits(drug aspirin other than drug low-dose aspirin)"),
    ]);
    all_read(&[(
        "No prior chemotherapy, with the exception that hormone therapy is allowed",
        "not(drug history of chemotherapy other than drug hormonal therapy)",
    )]);
}

#[test]
fn what_is_allowed_after_but_is_said_of_what_excludes() {
    all_excluded(&[
        ("Asthma, but mild asthma is allowed", "condition asthma permits condition mild asthma"),
        ("Asthma, but no mild asthma", "all(condition asthma, not(condition mild asthma))"),
    ]);
}

#[test]
fn who_has_what_is_allowed_has_to_meet_the_condition() {
    all_read(&[
        (
            "Antidepressants are acceptable, provided that the dose has been stable for 4 weeks",
            "if drug antidepressant: drug antidepressant [has been stable 4 wk]",
        ),
        ("Asthma is permitted in those with rhinitis", "if condition asthma: condition rhinitis"),
    ]);
}

#[test]
fn what_is_allowed_with_something_ends_at_its_limit() {
    all_read(&[
        (
            "asthma with or without rhinitis with FEV1 > 70%",
            "all(condition asthma permits condition rhinitis, FEV1 > 70 %)",
        ),
        (
            "asthma with or without rhinitis with nasal polyps",
            "condition asthma permits (condition rhinitis having condition nasal polyps)",
        ),
        ("Warfarin (for an indication other than AF)", "drug warfarin other than condition atrial fibrillation"),
        ("Warfarin (for AF)", "drug warfarin having condition atrial fibrillation"),
    ]);
    assert!(
        excluded("corticosteroids (note: inhaled corticosteroids are allowed)")
            .ends_with("permits drug inhaled corticosteroid")
    );
}
