//! How long a state has been there before a moment, and windows that an upper end alone says.

use super::all_read;

#[test]
fn a_state_has_lasted_up_to_the_moment() {
    all_read(&[
        ("Outpatient status ≥ 1 month prior to screening", "observation outpatients [for ≥ 1 mo before screening]"),
        (
            "Stable weight ≥ 3 months prior to randomization",
            "observation stable weight [for ≥ 3 mo before randomization]",
        ),
        ("Seizure free ≥ 6 months prior to screening", "not(condition seizure [within < 6 mo before screening])"),
        // Near misses.
        ("Surgery ≥ 1 month prior to screening", "procedure surgery [≥ 1 mo before screening]"),
        ("Status epilepticus ≥ 6 months before screening", "condition status epilepticus [≥ 6 mo before screening]"),
    ]);
}

#[test]
fn at_most_so_long_of_a_moment_is_a_window() {
    all_read(&[
        ("MRI <30 days of screening", "procedure MRI [within < 30 d before screening]"),
        ("Chemotherapy < 4 weeks of study entry", "drug chemotherapy [within < 4 wk before study entry]"),
        // Near misses.
        ("Received < 4 weeks of treatment", "observation treatment [for < 4 wk]"),
        ("Infants < 30 days of age", "age < 30 d"),
    ]);
}
