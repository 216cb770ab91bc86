//! Lists beside each other that are each of the people of one arm.

use super::trial_of;

/// The readings of the criteria at the top of a text.
fn readings_of(text: &str) -> Vec<String> {
    trial_of(&format!("Inclusion Criteria:\n{text}")).criteria.into_iter().filter_map(|c| c.reading).collect()
}

#[test]
fn each_list_beside_one_of_controls_is_of_its_own_people() {
    let arms =
        "* Participants with COPD will have:\n    * FEV1/FVC < 0.7\n* COPD-free controls will have:\n    * BMI < 30\n";
    assert_eq!(
        readings_of(arms),
        ["if condition COPD: all(I1.1)", "if «participation: COPD-free controls will have»: all(I2.1)"]
    );
    // Near miss: no list of controls stands beside it.
    let alone = "* Participants with COPD will have:\n    * FEV1/FVC < 0.7\n* Adults:\n    * BMI < 30\n";
    assert_eq!(readings_of(alone)[0], "all(condition COPD, I1.1)");
}

#[test]
fn controls_after_a_numbered_list_are_not_under_its_head() {
    let arms = "Participants will have COPD defined as:\n1. FEV1/FVC < 0.7\n2. FEV1 > 30 %\nCOPD free controls will have:\n1. BMI < 30\n";
    assert_eq!(
        readings_of(arms),
        ["if condition COPD: all(I1.1, I1.2)", "if «participation: COPD free controls will have»: all(I2.1)"]
    );
}
