//! How long must lie between two things, the length said first.

use super::{all_read, codes};

#[test]
fn a_length_between_treatment_and_trial_is_how_long_before_it_was() {
    all_read(&[
        (
            "At least 4 weeks between the last dose of chemotherapy and enrollment",
            "drug chemotherapy [≥ 4 wk before enrollment]",
        ),
        ("At least 14 days must have elapsed between surgery and day 1", "procedure surgery [≥ 14 d before day 1]"),
        (
            "Interval of at least 28 days between completion of radiation therapy and registration",
            "procedure radiotherapy [≥ 28 d before registration]",
        ),
        (
            "Less than 4 weeks between surgery and start of study drug",
            "procedure surgery [within < 4 wk before start of study drug]",
        ),
        // Near miss.
        ("time between surgery and randomization ≥ 4 weeks", "procedure surgery [≥ 4 wk before randomization]"),
    ]);
}

#[test]
fn what_comes_but_once_has_no_interval() {
    for open in [
        "interval of 6 months between diagnosis and randomization",
        "interval of 2 months between surgery and screening",
    ] {
        assert!(codes(open).contains(&"not-understood".to_owned()), "{open}");
    }
}
