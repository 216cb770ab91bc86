//! Heads that say how many of a list are meant, people who are named twice, and words for a thing that say nothing of a trial.

use super::{all_excluded, all_read};

#[test]
fn a_head_says_that_one_is_enough() {
    let either = "any(condition asthma, condition COPD)";
    all_read(&[
        ("One or both of: asthma; COPD", either),
        ("Either or both of the following: asthma; COPD", either),
        ("One or more: asthma; COPD", either),
        ("Both of the following: asthma; COPD", "all(condition asthma, condition COPD)"),
        (
            "Diabetes and one or more: asthma; COPD",
            "all(condition diabetes mellitus, any(condition asthma, condition COPD))",
        ),
    ]);
}

#[test]
fn so_many_out_of_a_list_stand_beside_a_disease() {
    let rule = "all(condition heart failure, 2-of(condition dyspnea, condition orthopnea, condition edema))";
    all_read(&[
        ("Heart failure, two of three: dyspnea; orthopnea; edema", rule),
        ("Heart failure with two of three: dyspnea; orthopnea; edema", rule),
    ]);
}

#[test]
fn people_named_twice_are_of_two_kinds() {
    all_excluded(&[
        ("Patients who smoke and patients who have COPD", "any(observation smoking, condition COPD)"),
        (
            "Girls who smoke, and girls who are pregnant",
            "any(all(sex female, observation smoking), all(sex female, condition pregnancy))",
        ),
        ("Patients who smoke and who have COPD", "all(observation smoking, condition COPD)"),
    ]);
}

#[test]
fn a_part_of_the_body_or_a_telephone_is_no_part_of_a_trial() {
    all_read(&[("Diabetes and can use a phone", "all(condition diabetes mellitus, ‹phone: in no part of the rule›)")]);
    all_excluded(&[
        ("DVT of the arm", "all(condition deep vein thrombosis, ‹arm: in no part of the rule›)"),
        ("DVT in the treatment arm", "condition deep vein thrombosis"),
    ]);
}

#[test]
fn only_is_told_of_a_disease_or_a_treatment() {
    all_excluded(&[
        ("Febrile seizures only", "all(condition febrile seizure, ‹only: in no part of the rule›)"),
        ("Only radiotherapy", "all(procedure radiotherapy, ‹Only: in no part of the rule›)"),
        ("Only patients with asthma", "condition asthma"),
        ("Men only", "sex male"),
    ]);
}

#[test]
fn what_comes_together_excludes_together() {
    all_excluded(&[
        (
            "Infection, ESR > 40 mm/h together with CRP > 10 mg/L",
            "any(condition infection, all(ESR > 40 mm/h, CRP > 10 mg/L))",
        ),
        ("Asthma, ALT > 3 × ULN and AST > 3 × ULN", "any(condition asthma, all(ALT > 3 ×ULN, AST > 3 ×ULN))"),
        ("Asthma, COPD and diabetes", "any(condition asthma, condition COPD, condition diabetes mellitus)"),
    ]);
}

#[test]
fn a_disease_stands_beside_the_list_of_what_it_is() {
    all_read(&[
        ("Lymphoma that is: CD20 positive; asthma", "all(condition lymphoma, CD20 positive, condition asthma)"),
        (
            "Stable chest pain, CAD-RADS ≥ 3 or FFR ≤ 0.80",
            "all(condition stable chest pain, any(CAD-RADS ≥ 3, fractional flow reserve ≤ 0.80))",
        ),
        ("BMI .................... 27 - 45 kg/m2", "BMI 27..45 kg/m2"),
    ]);
}
