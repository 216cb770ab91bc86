//! "Other", and where an exception ends.

use super::{all_excluded, all_read, codes_in, trial_of};
use trial_extract::rule::Section;

#[test]
fn other_drugs_of_a_class_are_other_than_what_nobody_named() {
    all_excluded(&[
        ("Other treatment with OADs is not permitted", "all(drug oral antidiabetic, ‹Other: in no part of the rule›)"),
        ("Treatment with another anticoagulant", "all(drug anticoagulant, ‹another: in no part of the rule›)"),
        ("Warfarin or other anticoagulants", "any(drug warfarin, drug anticoagulant)"),
        ("Another statin besides pravastatin", "drug statin other than drug pravastatin"),
        ("Concurrent use of other statins", "drug current statin"),
        ("Any other investigational drug", "drug investigational drug"),
        ("Use of the mother's anticoagulant", "drug anticoagulant [of mother]"),
    ]);
}

#[test]
fn other_diseases_are_told_of_where_no_disease_is_the_trials() {
    all_excluded(&[
        ("Other malignancy", "condition malignancy"),
        ("Other virus infections, such as hepatitis C", "any(condition viral infection, condition hepatitis C)"),
    ]);
    assert_eq!(codes_in(Section::Exclusion, "Other virus infections"), ["not-understood"]);
    assert!(codes_in(Section::Exclusion, "Hepatitis C or other virus infections").is_empty());
    assert!(codes_in(Section::Exclusion, "Virus infections").is_empty());
}

#[test]
fn what_has_a_window_of_its_own_after_an_exception_is_not_excepted() {
    all_excluded(&[
        (
            "Any antidiabetic drug other than metformin within 6 months or insulin within 2 years",
            "any(drug antidiabetic [within past 6 mo] other than drug metformin, drug insulin [within past 2 a])",
        ),
        (
            "Malignancy other than basal or squamous cell carcinoma within 5 years",
            "condition malignancy [within past 5 a] other than any(condition basal cell carcinoma, \
             condition cutaneous squamous cell carcinoma)",
        ),
    ]);
}

#[test]
fn a_limit_with_people_of_an_age_in_brackets_binds_them_alone() {
    let each = "all(if age > 16 a: KPS ≥ 50 {score}, if age ≤ 16 a: Lansky performance status ≥ 50 {score})";
    all_read(&[
        ("KPS ≥ 50 (patients over 16) and Lansky ≥ 50 (patients 16 or less)", each),
        ("KPS ≥ 50 (patients over 16 years) or Lansky ≥ 50 (patients 16 years or less)", each),
        (
            "ECOG ≤ 2 or Lansky ≥ 50 (patients under 16 years)",
            "any(ECOG performance status ≤ 2, Lansky performance status ≥ 50 {score} having (age < 16 a))",
        ),
        // Near misses.
        ("FEV1 ≥ 80% (age ≥ 18)", "FEV1 ≥ 80 % having (age ≥ 18 a)"),
        ("Asthma (patients over 16)", "condition asthma having (age > 16 a)"),
    ]);
}

#[test]
fn other_diseases_that_nothing_tells_apart_from_the_trials_are_left_open() {
    all_excluded(&[
        ("Other knee joint diseases", "condition Other knee joint diseases"),
        ("Stroke or other gait complaints", "any(condition stroke, condition other gait complaints)"),
        (
            "Other hair disease or asthma",
            "any(all(condition hair disease, ‹Other: in no part of the rule›), condition asthma)",
        ),
        // Near misses: a class with members; what is named before it is left out; an adjective alone is no name.
        ("Other heart disease", "condition cardiac disease"),
        ("Hair disease", "condition hair disease"),
        (
            "Parkinson's disease or other neurological disorders",
            "any(condition Parkinson disease, condition neurologic disease other than condition Parkinson disease)",
        ),
    ]);
}

#[test]
fn an_additional_cancer_is_one_beside_those_that_are_demanded() {
    let excluded = |demand: &str, text: &str| {
        let text = format!("Inclusion Criteria:\n\n* {demand}\n\nExclusion Criteria:\n\n* {text}\n");
        let trial = trial_of(&text);
        let last = trial.criteria.into_iter().rfind(|c| c.section == Some(Section::Exclusion));
        last.and_then(|c| c.reading).unwrap_or_default()
    };
    let open = "all(condition active malignancy, ‹additional: in no part of the rule›)";
    assert_eq!(excluded("Melanoma or lung cancer", "Known additional active malignancy"), open);
    // Near misses: the one disease that is demanded is left out by name; where no cancer is demanded, none is the trial's.
    assert_eq!(
        excluded("Melanoma", "Known additional active malignancy"),
        "condition active malignancy other than condition melanoma"
    );
    assert_eq!(excluded("Asthma or COPD", "Known additional active malignancy"), "condition active malignancy");
}
