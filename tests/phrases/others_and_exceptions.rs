//! "Other", and where an exception ends.

use super::{all_excluded, all_read, codes_in};
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
