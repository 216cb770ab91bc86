//! Windows and their sides: which end is longer ago, what they are counted from, on which side of that they lie.

use super::{all_excluded, all_read};

#[test]
fn of_two_times_before_a_moment_the_longer_may_stand_first() {
    all_excluded(&[
        ("Stroke between 12 months and 2 months prior to screening", "condition stroke [2..12 mo before screening]"),
        ("Stroke between 2 months and 12 months prior to screening", "condition stroke [2..12 mo before screening]"),
        ("Stroke 6 months to 1 month before screening", "condition stroke [1..6 mo before screening]"),
        (
            "Stroke between 1 year and 1 month before screening",
            "condition stroke [within 1 a before screening; ≥ 1 mo before screening]",
        ),
    ]);
    all_read(&[("Age 65 to 18 years", "age 65..18 a")]);
}

#[test]
fn half_lives_of_a_moment_are_counted_from_it() {
    all_excluded(&[
        (
            "biologics within 60 days or 5 half-lives of screening",
            "any(drug biologic [within 60 d before screening], drug biologic [within 5 half-lives before screening])",
        ),
        (
            "biologics within 60 days or 5 half-lives of screening, whichever is longer",
            "drug biologic [within longer of 60 d, 5 half-lives before screening]",
        ),
        (
            "biologics within 60 days or 5 half-lives of the drug, whichever is longer, before screening",
            "drug biologic [within longer of 60 d, 5 half-lives before screening]",
        ),
    ]);
}

#[test]
fn a_disease_within_hours_of_an_event_may_be_on_either_side_of_it() {
    all_read(&[
        ("Septic shock within 12 hours of admission", "condition septic shock [within 12 h around admission]"),
        ("Delirium within 24 hours of surgery", "condition delirium [within 24 h around surgery]"),
        ("Surgery within 48 hours of fracture", "procedure surgery [within 48 h after fracture]"),
        // Near misses.
        (
            "symptom onset within 6 h of hospital arrival",
            "condition symptom onset [within 6 h before hospital arrival]",
        ),
        ("infarction within 3 months of surgery", "condition infarction [within 3 mo before surgery]"),
        ("infarction within 28 days of enrollment", "condition infarction [within 28 d before enrollment]"),
    ]);
}

#[test]
fn sides_are_said_after_the_moment() {
    all_excluded(&[
        ("Surgery within 3 weeks of the visit (before or after)", "procedure surgery [within 3 wk around visit]"),
        ("Surgery within 3 weeks of the visit", "procedure surgery [within 3 wk before visit]"),
        ("Surgery within 3 weeks before the visit (before or after)", "procedure surgery [within 3 wk before visit]"),
    ]);
}

#[test]
fn less_than_so_long_from_the_trial_looks_back() {
    all_excluded(&[
        ("Surgery less than 6 months from enrollment", "procedure surgery [within < 6 mo before enrollment]"),
        (
            "TKR less than 1 year from the date of consultation",
            "procedure total knee arthroplasty [within < 1 a before consultation]",
        ),
        ("Surgery less than 6 months from injury", "procedure surgery [within < 6 mo after injury]"),
    ]);
}

#[test]
fn after_so_long_of_an_onset_is_later_than_that() {
    all_excluded(&[
        ("alteplase after 4.5 h of symptom onset", "drug alteplase [> 4.5 h after symptom onset]"),
        ("rituximab after 6 months of methotrexate", "drug rituximab [for 6 mo] having drug methotrexate"),
    ]);
}

#[test]
fn what_is_planned_in_so_long_is_ahead() {
    all_excluded(&[
        ("Planned surgery in 2-8 weeks", "procedure planned surgery [2..8 wk from now]"),
        ("metformin use during the 8-week trial", "drug metformin [during 8-week trial]"),
        ("metformin use during the 8 weeks before the trial", "drug metformin [within 8 wk before trial]"),
    ]);
}

#[test]
fn how_long_something_lasts_and_how_long_ago_it_was() {
    all_read(&[
        ("Headaches last at least 4 hours", "condition headache [for ≥ 4 h]"),
        ("Headache in the last 4 hours", "condition headache [within past 4 h]"),
        ("4 weeks max post stroke", "condition stroke [within past 4 wk]"),
        ("4 weeks maximum since stroke", "condition stroke [within past 4 wk]"),
        ("Post transplant > 6 months", "procedure transplantation [> 6 mo ago]"),
        ("NIPPV for greater than 6 continuous hours", "procedure noninvasive ventilation [for > 6 h]"),
        ("Stroke in the past two months right before screening", "condition stroke [within 2 mo before screening]"),
    ]);
}
