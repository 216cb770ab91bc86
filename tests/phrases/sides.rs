//! Times ago with two ends in different units, and on which side of its moment a window lies that says "of".

use super::{all_excluded, all_read};

#[test]
fn both_ends_of_a_time_ago_are_ago() {
    all_read(&[
        (
            "MI ≥ 3 months and ≤ 5 years before enrolment",
            "condition myocardial infarction [≥ 3 mo before enrolment; within 5 a before enrolment]",
        ),
        ("stroke between 6 months and 5 years prior", "condition stroke [≥ 6 mo ago; within past 5 a]"),
        (
            "Completed chemotherapy at least 3 months but not more than 5 years ago",
            "drug chemotherapy [outcome: completed] [≥ 3 mo ago; within past 5 a]",
        ),
        ("stroke at least 3 months but not more than 12 months ago", "condition stroke [3..12 mo ago]"),
        ("stroke 3 to 12 months ago", "condition stroke [3..12 mo ago]"),
        ("asthma for at least 3 months but not more than 5 years", "condition asthma [for ≥ 3 mo; for ≤ 5 a]"),
        ("asthma ≥ 3 months", "condition asthma [for ≥ 3 mo]"),
    ]);
}

#[test]
fn each_drug_has_its_own_time_since() {
    all_read(&[
        (
            "≥7 days since last dose of filgrastim and ≥14 days for pegfilgrastim",
            "all(drug filgrastim [≥ 7 d ago], drug pegfilgrastim [≥ 14 d ago])",
        ),
        (
            "At least 7 days since last dose of filgrastim and at least 14 days since pegfilgrastim",
            "all(drug filgrastim [≥ 7 d ago], drug pegfilgrastim [≥ 14 d ago])",
        ),
        (
            "At least 7 days since last dose of filgrastim and pegfilgrastim",
            "all(drug filgrastim [≥ 7 d ago], drug pegfilgrastim [≥ 7 d ago])",
        ),
    ]);
}

#[test]
fn what_follows_its_moment_lies_after_it() {
    all_read(&[
        ("Surgery within 48 hours of admission", "procedure surgery [within 48 h after admission]"),
        ("Surgery within 6 months of admission", "procedure surgery [within 6 mo before admission]"),
        ("Prior surgery within 48 hours of admission", "procedure surgery [within 48 h before admission]"),
        ("Enrolled within 72 hours of admission", "condition Enrolled [within 72 h after admission]"),
        ("Inclusion within 7 days of stroke", "condition Inclusion [within 7 d after stroke]"),
        ("Stroke within 24 h of randomization", "condition stroke [within 24 h before randomization]"),
        ("Died within 24 h of surgery", "condition Died [within 24 h after surgery]"),
        (
            "Relapsed within 6 months of completing adjuvant chemotherapy",
            "condition Relapsed [within 6 mo after completing adjuvant chemotherapy]",
        ),
        ("chemotherapy within 4 weeks of surgery", "drug chemotherapy [within 4 wk before surgery]"),
    ]);
}

#[test]
fn none_in_so_long_is_none_in_that_time() {
    all_read(&[
        ("No seizures in 6 months", "not(condition seizure [within past 6 mo])"),
        ("No stroke within 6 months", "not(condition stroke [within past 6 mo])"),
        // Near misses: how long it takes.
        ("Able to walk 10 m in less than 30 s", "walking distance ≥ 10 m [within 30 s]"),
        ("bleeding controlled within 6 min", "condition controlled hemorrhage [within 6 min]"),
    ]);
}

#[test]
fn what_nobody_gets_rid_of_has_no_window_of_its_neighbours() {
    all_excluded(&[
        (
            "HIV, HBV, or surgery within 6 months",
            "any(condition HIV infection, condition hepatitis B, procedure surgery [within past 6 mo])",
        ),
        ("pregnancy or vaccination within 4 weeks", "any(condition pregnancy, drug vaccine [within past 4 wk])"),
        (
            "MI, diabetes, or stroke within 6 months",
            "any(condition myocardial infarction [within past 6 mo], condition diabetes mellitus, condition stroke [within past 6 mo])",
        ),
        (
            "MI or stroke within 6 months",
            "any(condition myocardial infarction [within past 6 mo], condition stroke [within past 6 mo])",
        ),
        (
            "pregnancy or lactation within 6 months",
            "any(condition pregnancy [within past 6 mo], condition lactation [within past 6 mo])",
        ),
    ]);
    all_read(&[(
        "CRP ≥ 6 mg/L and diagnosed within 12 months",
        "all(CRP ≥ 6 mg/L, condition diagnosed within 12 months [within past 12 mo])",
    )]);
}
