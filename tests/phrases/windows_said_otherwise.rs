//! Windows in words of their own: articles for one, nouns of what they are counted from, numbers of events, what is to begin.

use super::{all_excluded, all_read};

#[test]
fn a_year_is_one() {
    all_read(&[
        ("Asthma for a year or more", "condition asthma [for ≥ 1 a]"),
        ("Prednisone for over a month", "drug prednisone [for > 1 mo]"),
        ("Stroke at least a year ago", "condition stroke [≥ 1 a ago]"),
        ("Methotrexate at least for one week before baseline", "drug methotrexate [for ≥ 1 wk before baseline]"),
        ("Smoking at least once a month", "smoking ≥ 1 /mo"),
    ]);
}

#[test]
fn nouns_of_what_a_window_is_counted_from() {
    all_read(&[
        (
            "PCI within 12 hours after the occurrence of infarction",
            "procedure PCI [within 12 h after occurrence of infarction]",
        ),
        (
            "Pregnancy test within 72 hours before starting the treatment",
            "pregnancy test [within 72 h before starting the treatment]",
        ),
        ("Pregnancy in the 40 weeks before Time 0", "condition pregnancy [within 40 wk before Time 0]"),
        (
            "Surgery within 3 years prior to, or at the time of, randomization",
            "any(procedure surgery [within 3 a before randomization], ‹randomization: no known concept›)",
        ),
        (
            "Corticosteroid injection in the 6 months previously to randomization",
            "procedure corticosteroid injection [within 6 mo before randomization]",
        ),
    ]);
}

#[test]
fn what_is_to_begin_comes_after_and_what_is_known_before() {
    all_read(&[
        ("Must initiate dialysis within 8 weeks of surgery", "condition initiate dialysis [within 8 wk after surgery]"),
        (
            "Started dialysis within 8 weeks of screening",
            "procedure dialysis [outcome: initiated] [within 8 wk before screening]",
        ),
        ("Embolization within 60 minutes of arrival", "procedure embolization [within 60 min after arrival]"),
        ("Diagnosis of asthma within 3 years from screening", "condition asthma [within 3 a before screening]"),
        ("Hospitalization in the upcoming 3 months", "procedure hospitalization [within next 3 mo]"),
    ]);
}

#[test]
fn events_are_counted_in_a_time() {
    all_excluded(&[
        ("At least 2 seizures in 6 months", "condition seizure [count ≥ 2] [within past 6 mo]"),
        ("Babies admitted after 6 hours of birth", "condition admitted [> 6 h after birth]"),
    ]);
}

#[test]
fn capitals_name_an_illness() {
    all_read(&[("QTc > 450 MS", "QTc > 450 ms")]);
    assert!(!super::excluded("Prior MS disease modifying therapy").contains("ms]"));
    assert!(!super::excluded("At least one MS relapse during the previous year").contains("1 ms"));
}

#[test]
fn what_one_end_is_counted_from_the_other_is() {
    all_read(&[
        (
            "Stroke < 7 days or > 90 days before enrollment",
            "any(condition stroke [within < 7 d before enrollment], condition stroke [> 90 d before enrollment])",
        ),
        ("Pain for > 15 years or at screening", "any(condition pain [for > 15 a], condition pain [at screening])"),
        ("Surgery between 24 and 48 hours of symptom onset", "procedure surgery [24..48 h after symptom onset]"),
        ("Dialysis for 24 to 48 hours of each week", "dialysis 24..48 h/wk"),
        ("Surgery before six hours of birth", "procedure surgery [within < 6 h after birth]"),
        (
            "Chemotherapy was completed > 12 months from randomization",
            "drug chemotherapy [outcome: completed] [> 12 mo before randomization]",
        ),
        ("Survival > 12 months from randomization", "condition Survival [> 12 mo after randomization]"),
    ]);
}
