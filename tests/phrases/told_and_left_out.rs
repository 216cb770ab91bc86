//! What tells and demands nothing: why a limit was chosen, what is tested for, how a number is reckoned; and who is not taken in.

use super::{reading, trial_of};

fn rows(rows: &[(&str, &str)]) {
    for (text, expected) in rows {
        assert_eq!(reading(text), *expected, "{text}");
    }
}

#[test]
fn why_a_limit_was_chosen_is_no_demand() {
    rows(&[
        ("Age 40 to 75 years. This age range was selected because the risk of stroke is highest", "age 40..75 a"),
        ("BMI ≥ 30 kg/m2; this cutoff was set to exclude patients with mild obesity", "BMI ≥ 30 kg/m2"),
        // Near miss: people who were selected.
        ("BMI ≥ 30 kg/m2. Patients with asthma", "all(BMI ≥ 30 kg/m2, condition asthma)"),
    ]);
}

#[test]
fn what_is_tested_for_is_no_demand() {
    rows(&[
        (
            "Negative drug screen. The minimum list of drugs screened for includes cocaine and opiates",
            "drug screen negative",
        ),
        // Near miss: what somebody takes.
        ("Negative drug screen. No use of cocaine", "all(drug screen negative, not(drug cocaine))"),
    ]);
}

#[test]
fn how_a_number_is_reckoned_is_no_demand() {
    rows(&[
        (
            "Creatinine clearance > 60 mL/min. Creatinine clearance will be calculated using the Cockcroft-Gault formula",
            "creatinine clearance > 60 mL/min",
        ),
        // Near misses: with a limit, or a demand.
        ("eGFR calculated by MDRD ≥ 30", "eGFR ≥ 30 [by MDRD]"),
    ]);
    let text = "Inclusion Criteria:\n\n1. BMI 18 to 30 kg/m2.\n\nBMI is calculated by dividing the weight by the square of the \
                height: BMI = weight (kg)/[height (m)]2.\n\n2. Asthma\n";
    let trial = trial_of(text);
    let first = trial.criteria.iter().find(|c| c.id.as_deref() == Some("I1")).unwrap();
    assert_eq!(first.reading.as_deref(), Some("all(BMI 18..30 kg/m2)"));
}

#[test]
fn who_will_not_be_taken_in_is_left_out() {
    rows(&[
        ("Patients with HbA1c > 10% will not be recruited", "not(HbA1c > 10 %)"),
        ("Subjects with asthma will not be included in the study", "not(condition asthma)"),
        // Near miss.
        ("Subjects with asthma", "condition asthma"),
    ]);
}

#[test]
fn a_head_before_the_following_demands_itself() {
    let rows = [
        ("Asthma and the following:", "all(condition asthma, I1.1, I1.2)"),
        // Near miss: nothing stands before it.
        ("The following:", "all(I1.1, I1.2)"),
    ];
    for (head, expected) in rows {
        let trial = trial_of(&format!("Inclusion Criteria:\n\n* {head}\n\n  * CRP > 5 mg/L\n  * FEV1 > 60 %\n"));
        let first = trial.criteria.iter().find(|c| c.id.as_deref() == Some("I1")).unwrap();
        assert_eq!(first.reading.as_deref(), Some(expected), "{head}");
    }
}

#[test]
fn as_tolerated_between_commas_is_told() {
    rows(&[
        (
            "On metoprolol, as tolerated, at a stable dose for 3 months",
            "all(drug metoprolol [dose stable 3 mo], ‹as tolerated: in no part of the rule›)",
        ),
        // Near miss: the dose itself.
        ("Maximally tolerated dose of metoprolol", "drug maximum tolerated metoprolol"),
    ]);
}

#[test]
fn why_a_woman_can_bear_no_child_is_not_denied() {
    rows(&[
        (
            "No childbearing potential or hysterectomy",
            "any(not(observation childbearing potential), procedure hysterectomy)",
        ),
        // Near miss: both are denied.
        ("No asthma or hysterectomy", "all(not(condition asthma), not(procedure hysterectomy))"),
    ]);
}
