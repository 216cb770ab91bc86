//! What a length of time is said of: a course inside a window, the beginning of a treatment, how long ago an event was, a stay.

use super::{all_excluded, all_read, excluded, reading};

#[test]
fn a_length_inside_a_window_is_how_long_it_was_given() {
    all_read(&[
        (
            "Not received antibiotics for > 24 hours (within prior 7 days)",
            "not(drug antibiotic [for > 24 h; within past 7 d])",
        ),
        (
            "No systemic corticosteroids for more than 14 days in the last 3 months",
            "not(drug systemic glucocorticoid [for > 14 d; within past 3 mo])",
        ),
        // Without a window, or of what nobody is given, it says since when there was none.
        ("No antibiotics for more than 24 hours", "not(drug antibiotic [within past 24 h])"),
        ("No seizures for at least 4 weeks", "not(condition seizure [within past < 4 wk])"),
    ]);
}

#[test]
fn what_began_in_a_window_is_no_use_in_it() {
    all_excluded(&[
        ("Started an antidepressant within 9 months", "drug antidepressant [outcome: initiated] [within past 9 mo]"),
        (
            "Statin therapy initiated within 4 weeks before baseline",
            "drug statin [outcome: initiated] [within 4 wk before baseline]",
        ),
        (
            "Initiated or changed psychotherapy within 4 weeks",
            "any(procedure psychotherapy [outcome: initiated] [within past 4 wk], \
             procedure psychotherapy [outcome: changed] [within past 4 wk])",
        ),
        ("Received an antidepressant within 9 months", "drug antidepressant [within past 9 mo]"),
        ("Insulin started more than 3 months ago", "drug insulin [> 3 mo ago]"),
    ]);
    assert_eq!(
        reading("Antibiotic treatment started within 24 hours of admission"),
        "drug antibiotic [outcome: initiated] [within 24 h after admission]"
    );
}

#[test]
fn a_label_names_the_event_that_was_so_long_ago() {
    all_read(&[
        ("Time since stroke: 3-12 months", "condition stroke [3..12 mo ago]"),
        ("Time post-stroke: > 6 months", "condition stroke [> 6 mo ago]"),
        ("Time since surgery: 6 weeks to 12 months", "procedure surgery [≥ 6 wk ago; within past 12 mo]"),
        ("Time since injury between 1 and 5 years", "condition trauma [1..5 a ago]"),
        ("Time since spinal cord injury ≥ 1 year", "condition spinal cord injury [≥ 1 a ago]"),
        ("Time since last dose of rituximab: > 6 months", "drug rituximab [> 6 mo ago]"),
        ("Duration of disease: at least 2 years", "disease duration ≥ 2 a"),
        ("Time in target range: > 70 %", "time in range > 70 %"),
    ]);
}

#[test]
fn so_long_in_which_something_was_is_a_window() {
    all_excluded(&[
        ("Surgery in 2 weeks", "procedure surgery [within past 2 wk]"),
        ("Stroke in 3 months", "condition stroke [within past 3 mo]"),
        ("Planned surgery in 2 weeks", "procedure planned surgery [within next 2 wk]"),
        ("Surgery for 2 hours", "procedure surgery [for 2 h]"),
    ]);
    // What is demanded may have been or be to come.
    assert_eq!(reading("Surgery in 2 weeks"), "all(procedure surgery, ‹in 2 weeks: in no part of the rule›)");
    assert_eq!(reading("No surgery in 2 weeks"), "not(procedure surgery [within past 2 wk])");
}

#[test]
fn during_a_stay_is_all_of_it() {
    assert_eq!(
        excluded("Severe infection during hospital admission"),
        "condition severe infection [during hospital admission]"
    );
    assert_eq!(
        excluded("Severe infection at hospital admission"),
        "condition severe infection [at hospital admission]"
    );
}

#[test]
fn a_period_of_a_change_ends_with_its_longer_end() {
    all_excluded(&[
        ("eGFR decline > 25 % over 1-3 months", "eGFR > 25 % [percent decrease] [within past 3 mo]"),
        ("eGFR decline > 25 % over 3 months", "eGFR > 25 % [percent decrease] [within past 3 mo]"),
    ]);
}
