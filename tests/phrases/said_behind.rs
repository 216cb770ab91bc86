//! What is said once, behind or before several things, and holds for all of them.

use super::{all_excluded, all_read};

#[test]
fn how_two_diseases_are_is_said_behind_the_second() {
    all_excluded(&[
        (
            "Hypertension or diabetes not controlled",
            "any(condition uncontrolled hypertension, condition uncontrolled diabetes mellitus)",
        ),
        ("Pregnancy or diabetes not controlled", "any(condition pregnancy, condition uncontrolled diabetes mellitus)"),
        (
            "Hypertension, or diabetes not controlled",
            "any(condition hypertension, condition uncontrolled diabetes mellitus)",
        ),
        ("Known to be HBsAg or HIV positive", "any(HBsAg positive, HIV infection positive)"),
    ]);
}

#[test]
fn a_dose_behind_two_drugs_of_one_class_is_of_each() {
    all_excluded(&[
        (
            "Simvastatin or lovastatin at more than 40 mg daily",
            "any(drug simvastatin [dose > 40 mg/d], drug lovastatin [dose > 40 mg/d])",
        ),
        ("Simvastatin or lovastatin > 40 mg/day", "any(drug simvastatin, drug lovastatin [dose > 40 mg/d])"),
        (
            "Triptans, ergots or combination analgesics on ≥ 10 days/month",
            "any(drug triptan [count ≥ 10 d/mo], drug ergot derivative [count ≥ 10 d/mo], combination analgesics ≥ 10 d/mo)",
        ),
        (
            "Aspirin or clopidogrel not tolerated",
            "any(drug aspirin [outcome: intolerant], drug clopidogrel [outcome: intolerant])",
        ),
    ]);
    all_read(&[(
        "ACE inhibitor or ARB at the maximum tolerated dose",
        "any(drug maximum tolerated ACE inhibitor, drug maximum tolerated angiotensin receptor blocker)",
    )]);
}

#[test]
fn inducers_are_of_each_that_the_inhibitors_are_of() {
    all_excluded(&[
        (
            "Moderate or strong CYP3A4 inhibitors or inducers",
            "any(drug moderate CYP3A4 inhibitor, drug strong CYP3A4 inhibitor, drug moderate CYP3A4 inducer, drug strong CYP3A4 inducer)",
        ),
        (
            "Strong or moderate inhibitors/inducers of CYP3A4",
            "any(drug strong CYP3A4 inhibitor, drug moderate CYP3A4 inhibitor, drug strong CYP3A4 inducer, drug moderate CYP3A4 inducer)",
        ),
        ("CYP3A4 strong inhibitors or inducers", "any(drug strong CYP3A4 inhibitor, drug strong CYP3A4 inducer)"),
        ("Strong CYP3A4 inhibitors or CYP3A4 inducers", "any(drug strong CYP3A4 inhibitor, drug CYP3A4 inducer)"),
    ]);
}

#[test]
fn a_grade_before_what_has_it_is_compared_behind_it() {
    all_excluded(&[
        ("CTCAE grade 3 neuropathy or worse", "condition neuropathy having (CTCAE grade ≥ 3)"),
        ("NYHA class II heart failure or greater", "condition heart failure having (NYHA class ≥ II)"),
        ("Grade 2 neuropathy or asthma", "any(condition neuropathy having (Grade in {2}), condition asthma)"),
        ("Moderate asthma or worse", "all(condition moderate asthma, ‹or worse: in no part of the rule›)"),
    ]);
}

#[test]
fn what_a_stage_is_not_fit_for_is_a_judgement_on_it_alone() {
    all_read(&[
        (
            "BCLC stage C, or stage B not amenable to locoregional therapy",
            "any(BCLC stage in {C}, BCLC stage in {B} having «judgement: not amenable to locoregional therapy»)",
        ),
        ("BCLC stage B or C", "BCLC stage in {B, C}"),
    ]);
}

#[test]
fn healthy_is_said_of_both_sexes() {
    all_read(&[
        (
            "Healthy men, or women of non-childbearing potential, aged 18 to 55",
            "all(observation healthy volunteer, not(all(sex female, observation childbearing potential)), age 18..55 a)",
        ),
        (
            "Men, or women of non-childbearing potential, aged 18 to 55",
            "all(not(all(sex female, observation childbearing potential)), age 18..55 a)",
        ),
    ]);
}
