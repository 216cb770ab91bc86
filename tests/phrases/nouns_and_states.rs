//! What a list says once before or after its items, and what each of them says itself.

use super::{all_excluded, reading};

#[test]
fn a_grade_after_a_shared_noun_is_of_each() {
    all_excluded(&[
        ("renal toxicity grade ≥ 3", "condition renal toxicity having (CTCAE grade ≥ 3)"),
        (
            "cardiac or renal toxicity grade ≥ 3",
            "any(condition cardiac or renal toxicity having (CTCAE grade ≥ 3), condition renal toxicity having (CTCAE grade ≥ 3))",
        ),
        // Near misses: an organ without a noun, and a disease with a name of its own.
        ("toxicity grade ≥ 3", "condition adverse event having (CTCAE grade ≥ 3)"),
        (
            "asthma or renal toxicity grade ≥ 3",
            "any(condition asthma, condition renal toxicity having (CTCAE grade ≥ 3))",
        ),
    ]);
}

#[test]
fn a_treatment_may_be_for_two_diseases_of_one_noun() {
    all_excluded(&[
        (
            "radiotherapy for bone or brain metastases",
            "procedure radiotherapy having any(condition bone metastasis, condition CNS metastasis)",
        ),
        // Near miss: the first has a name of its own.
        (
            "radiotherapy for pain or brain metastases",
            "procedure radiotherapy having any(condition pain, condition CNS metastasis)",
        ),
    ]);
}

#[test]
fn a_name_that_opens_with_a_state_takes_no_other() {
    all_excluded(&[
        (
            "acute myeloid or lymphoblastic leukemia, chronic myeloid leukemia",
            "any(condition acute myeloid leukemia, condition acute lymphoblastic leukemia, condition chronic myeloid leukemia)",
        ),
        // Near miss: the state is in the middle of the name.
        (
            "untreated brain or leptomeningeal metastatic disease",
            "any(condition untreated brain disease, condition untreated leptomeningeal metastatic disease)",
        ),
    ]);
}

#[test]
fn a_disease_in_two_states_opens_alternatives_with_commas() {
    assert_eq!(
        reading("Locally advanced or metastatic melanoma, NSCLC, RCC"),
        "any(condition advanced melanoma, condition metastatic melanoma, condition non-small cell lung cancer, \
         condition renal cell carcinoma)"
    );
    // Near miss: two diseases before the comma.
    assert!(reading("asthma or COPD, diabetes").starts_with("all("));
}

#[test]
fn what_there_is_none_of_has_no_outcome() {
    assert_eq!(
        reading("Recovered from surgery and no stroke"),
        "all(procedure surgery [outcome: recovered], not(condition stroke))"
    );
    // Near miss: what is not denied shares the outcome.
    assert_eq!(
        reading("Recovered from surgery and chemotherapy"),
        "all(procedure surgery [outcome: recovered], drug chemotherapy [outcome: recovered])"
    );
}
