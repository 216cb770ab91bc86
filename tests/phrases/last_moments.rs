//! Moments that "the last", "the time of" or "at or after" open, and lengths of years that are no ages.

use super::{all_excluded, all_read};

#[test]
fn the_last_of_something_is_a_moment() {
    all_excluded(&[
        (
            "vaccine within 90 days of the last dose of study drug",
            "drug vaccine [within 90 d before last dose of study drug]",
        ),
        (
            "surgery within 30 days from the last dose of trial drug",
            "procedure surgery [within 30 d after last dose] having drug study drug",
        ),
        (
            "progression within 6 months of the last platinum dose",
            "observation disease progression [within 6 mo after last platinum dose]",
        ),
        // No moment, but a time that looks back, and so long after what was given.
        ("infection in the last 6 months", "condition infection [within past 6 mo]"),
        ("at least 4 weeks since the last TKI", "drug tyrosine kinase inhibitor [≥ 4 wk ago]"),
    ]);
}

#[test]
fn the_time_of_a_moment_is_that_moment() {
    all_excluded(&[
        ("surgery prior to the time of enrollment", "procedure surgery [before enrollment]"),
        (
            "surgery within 30 days prior to the time of randomization",
            "procedure surgery [within 30 d before randomization]",
        ),
        ("surgery within 30 days prior to randomization", "procedure surgery [within 30 d before randomization]"),
    ]);
}

#[test]
fn the_moment_itself_belongs_to_at_or_after_it() {
    all_read(&[
        ("gestation at or after 20 weeks", "gestational age ≥ 20 wk"),
        ("gestation at or before 20 weeks", "gestational age ≤ 20 wk"),
        ("gestation of 20 weeks", "gestational age = 20 wk"),
    ]);
}

#[test]
fn a_risk_lies_ahead() {
    all_excluded(&[
        ("high risk of death within 24 hours", "condition at risk death [within next 24 h]"),
        ("high risk of bleeding within the past month", "condition at risk bleeding [within past 1 mo]"),
        (
            "increased risk of stroke within 30 days before screening",
            "condition at risk stroke [within 30 d before screening]",
        ),
    ]);
}

#[test]
fn years_joined_to_a_noun_are_no_age() {
    all_read(&[
        ("two-year follow-up", "condition follow-up [for 2 a]"),
        ("1 year post-menopausal", "observation postmenopausal [for 1 a]"),
        ("2-year-old children", "age = 2 a"),
        ("2-hour C-peptide < 1.8 ng/mL", "C-peptide < 1.8 ng/mL [setting: 2-hour]"),
    ]);
}

#[test]
fn a_limit_that_is_said_to_be_equal_or_beyond_includes_it() {
    all_read(&[
        ("MoCA is equal to or higher than 21", "MoCA ≥ 21 {score}"),
        ("BMI equal to or over 30", "BMI ≥ 30"),
        ("BMI is equal to or below 30", "BMI ≤ 30"),
        ("BMI is higher than 30", "BMI > 30"),
    ]);
}

#[test]
fn a_change_by_so_much_is_no_level() {
    all_read(&[
        ("a 3-point increase in COWS", "COWS ≥ 3 {score} [increase]"),
        ("a 2 g/dL drop in hemoglobin", "Hb ≥ 2 g/dL [decrease]"),
        ("at least 30 % reduction in seizures", "seizure ≥ 30 % [percent decrease]"),
        // What stands after the word for the change is a level.
        ("COWS of 3 points", "COWS = 3 {score}"),
    ]);
}
