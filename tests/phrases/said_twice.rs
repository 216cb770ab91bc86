//! What is said twice, what a "prior" or an example takes to itself, and for whom a limit is.

use super::{all_excluded, all_read};

#[test]
fn a_comparator_said_again_after_the_number_is_the_same_one() {
    all_read(&[
        (
            "Lamivudine for at least 24 weeks or more prior to enrollment",
            "drug lamivudine [for ≥ 24 wk before enrollment]",
        ),
        ("On lamivudine for a minimum of 24 weeks or longer", "drug lamivudine [for ≥ 24 wk]"),
        ("at least 2 or more lesions", "condition lesions [count ≥ 2]"),
        ("age ≥ 18 years or older", "age ≥ 18 a"),
        // "more than" and "or longer" are not the same.
        (
            "more than 24 weeks or longer of metformin",
            "any(‹more than 24 weeks: no known concept› [for > 24 wk], drug metformin)",
        ),
    ]);
}

#[test]
fn what_was_and_lasted_for_more_than_so_long_had_that_length() {
    all_read(&[
        ("No prior chemotherapy for > 12 weeks", "not(drug history of chemotherapy [for > 12 wk])"),
        ("No chemotherapy for > 12 weeks", "not(drug chemotherapy [within past 12 wk])"),
        ("No prior chemotherapy for at least 12 weeks", "not(drug history of chemotherapy [within past < 12 wk])"),
    ]);
}

#[test]
fn the_onset_of_symptoms_is_an_event_of_its_own() {
    all_read(&[
        ("≤ 12 days since symptom onset", "condition symptom onset [within past 12 d]"),
        ("≤ 12 days since stroke", "condition stroke [within past 12 d]"),
    ]);
}

#[test]
fn the_dose_of_an_example_is_its_own() {
    all_excluded(&[
        (
            "Immunosuppressive therapy, including prednisone at doses >10 mg/day",
            "any(drug immunosuppressant, drug prednisone [dose > 10 mg/d])",
        ),
        ("Prednisone at doses > 10 mg/day", "drug prednisone [dose > 10 mg/d]"),
        (
            "Use of any medicine (including herbal remedy, except for vitamins)",
            "observation medicine {examples: herbal product} other than drug vitamin",
        ),
        (
            "Use of any medicine (including herbal remedy and vitamins)",
            "observation medicine {examples: herbal product, vitamin}",
        ),
    ]);
}

#[test]
fn what_is_allowed_is_allowed_of_each_state_of_one_disease() {
    all_excluded(&[
        (
            "Active or prior autoimmune disease. Subjects with vitiligo are not excluded",
            "any(condition active autoimmune disease permits condition vitiligo, condition history of autoimmune disease \
             permits condition vitiligo)",
        ),
        (
            "Asthma or autoimmune disease. Subjects with vitiligo are not excluded",
            "any(condition asthma, condition autoimmune disease permits condition vitiligo)",
        ),
        ("Patients with cancer are excluded from this trial", "condition malignancy"),
    ]);
}

#[test]
fn a_head_that_names_a_disease_says_for_whom_a_limit_is() {
    all_read(&[
        ("For multiple myeloma: M-protein ≥ 0.5 g/dL", "if condition multiple myeloma: M-protein ≥ 0.5 g/dL"),
        ("For inclusion: Hb > 11 g/dL", "Hb > 11 g/dL"),
        ("For multiple myeloma: bortezomib", "drug bortezomib"),
    ]);
}

#[test]
fn an_age_beside_the_gestation_is_of_the_person() {
    all_read(&[
        ("Gestational age 29 to 35 weeks and up to 21 days old", "all(gestational age 29..35 wk, age ≤ 21 d)"),
        ("Gestational age 29 to 35 weeks and ≤ 21 days old", "all(gestational age 29..35 wk, age ≤ 21 d)"),
    ]);
}
