//! What is said once of several things that a list names: a grade, a state, a result, a side.

use super::{all_excluded, all_read, codes_in, excluded};
use trial_extract::rule::Section;

#[test]
fn a_grade_before_toxicities_is_that_of_each() {
    all_excluded(&[
        (
            "Grade 2 or above neuropathy, nausea or nephrotoxicity",
            "any(condition neuropathy having (Grade ≥ 2), condition nausea having (Grade ≥ 2), \
             condition nephrotoxicity having (Grade ≥ 2))",
        ),
        // Near misses: no toxicity that is graded so; a tumor.
        ("Grade ≥ 2 neuropathy or asthma", "any(condition neuropathy having (Grade ≥ 2), condition asthma)"),
        ("Grade 3 glioma or neuropathy", "any(condition glioma having (Grade in {3}), condition neuropathy)"),
    ]);
    assert_eq!(codes_in(Section::Exclusion, "Grade ≥ 2 neuropathy or nausea"), ["qualifier-shared"]);
}

#[test]
fn words_before_the_first_of_a_list_are_said_of_each() {
    all_excluded(&[
        (
            "Unmanageable hypertension or diabetes",
            "any(condition uncontrolled hypertension, condition uncontrolled diabetes mellitus)",
        ),
        (
            "Serious primary heart disease, liver disease or asthma",
            "any(condition serious primary cardiac disease, condition serious primary liver disease, \
             condition serious primary asthma)",
        ),
        ("Recurrent high-grade Ta/T1", "any(condition recurrent high grade Ta, condition recurrent high grade T1)"),
        // Near misses: what the second is; another disease.
        ("Recurrent Ta or asthma", "any(condition recurrent Ta, condition asthma)"),
    ]);
    all_read(&[
        ("Unilateral or contralateral hernia", "any(condition unilateral hernia, condition contralateral hernia)"),
        ("Contralateral hernia", "condition Contralateral hernia"),
    ]);
}

#[test]
fn what_stands_behind_examples_is_said_of_each() {
    all_excluded(&[
        (
            "Serious cardiovascular diseases, such as arrhythmia, conduction block, and not well-controlled",
            "any(condition serious uncontrolled cardiovascular disease, condition uncontrolled arrhythmia, \
             condition uncontrolled conduction block)",
        ),
        (
            "Chronic illness, such as asthma or diabetes, and not well controlled",
            "any(condition uncontrolled chronic disease, condition uncontrolled asthma, \
             condition uncontrolled diabetes mellitus)",
        ),
    ]);
    // Near miss: the last has a name of its own.
    let named = excluded("Chronic illness, such as asthma, and uncontrolled hypertension");
    assert!(named.contains("condition asthma") && !named.contains("uncontrolled asthma"), "{named}");
}

#[test]
fn a_result_of_all_is_that_of_each() {
    all_read(&[
        (
            "MLH1, MSH2, MSH6 and PMS2 are all positive",
            "all(MLH1 positive, MSH2 positive, MSH6 positive, PMS2 positive)",
        ),
        // Near miss: a disease has no such result.
        ("Asthma and PMS2 are all positive", "all(condition asthma, PMS2 positive)"),
    ]);
    all_excluded(&[
        (
            "Positive IgM and IgG to SARS-CoV-2",
            "all(IgM positive having condition COVID-19, IgG positive having condition COVID-19)",
        ),
        ("Positive HBsAg and IgG to SARS-CoV-2", "all(HBsAg positive, IgG positive having condition COVID-19)"),
    ]);
}

#[test]
fn an_approval_after_or_is_another_way() {
    all_read(&[
        ("ALT within normal range or accompanied by approval", "any(ALT normal, condition approval)"),
        // Near miss: without "or" it comes with it.
        ("Asthma, accompanied by fever", "all(condition asthma, condition fever)"),
    ]);
}
