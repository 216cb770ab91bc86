//! What the last words of an item, or of a list, are said of: one, each, or any of what stands before them.

use super::{all_excluded, all_read, codes, excluded, reading};

#[test]
fn an_examination_after_a_comma_shows_what_was_named() {
    all_excluded(&[
        ("Pneumonia, identified on chest X-ray", "condition pneumonia having procedure chest X-ray"),
        ("Pneumonia, seen on CT, or COPD", "any(condition pneumonia having procedure CT, condition COPD)"),
        (
            "Fracture, seen on X-ray, MRI or CT",
            "condition fracture having any(procedure X-ray, procedure MRI, procedure CT)",
        ),
        (
            "LVEF ≤ 45% on echo or cardiac MRI",
            "LVEF ≤ 45 % having any(procedure echocardiography, procedure cardiac MRI)",
        ),
        ("Pneumonia, chest X-ray", "any(condition pneumonia, procedure chest X-ray)"),
    ]);
}

#[test]
fn what_was_needed_is_of_the_disease_whose_cause_was_said() {
    let bleeding = "condition gastrointestinal bleeding";
    let read = format!("any({bleeding} due to condition shock, {bleeding} having procedure transfusion)");
    for text in [
        "GI bleeding that was associated with shock or needed transfusion",
        "GI bleeding due to shock or requiring transfusion",
    ] {
        assert_eq!(excluded(text), read);
    }
    let plain = excluded("pneumonia or required hospitalization");
    assert_eq!(plain, "any(condition pneumonia, procedure hospitalization)");
}

#[test]
fn another_disease_of_the_class_goes_on_with_what_it_was_for() {
    all_excluded(&[
        (
            "Hospitalization for depression or other psychiatric disorder",
            "procedure hospitalization having any(condition depression, condition psychiatric disorder)",
        ),
        (
            "Hospitalization for pneumonia or other psychiatric disorder",
            "any(procedure hospitalization having condition pneumonia, condition psychiatric disorder)",
        ),
    ]);
}

#[test]
fn who_has_stopped_for_so_long_at_most_has_stopped_so_long_ago() {
    all_excluded(&[
        (
            "Current smoker or quit smoking less than two years",
            "any(observation smoking, observation former smoker [within past < 2 a])",
        ),
        ("Smoking for less than two years", "observation smoking [for < 2 a]"),
    ]);
}

#[test]
fn so_many_of_a_class_are_any_of_the_drugs_listed() {
    let any = "any(drug amlodipine, drug lisinopril, drug losartan)";
    all_read(&[
        ("at least one antihypertensive: amlodipine, lisinopril, losartan", any),
        ("Treated with at least one prior therapy: amlodipine; lisinopril; losartan", any),
        (
            "At least two antihypertensives: amlodipine, lisinopril, losartan",
            "2-of(drug amlodipine, drug lisinopril, drug losartan)",
        ),
        ("antihypertensives: amlodipine, lisinopril", "all(drug amlodipine, drug lisinopril)"),
    ]);
    let either = reading("Monotherapy or combination of 2 antihypertensives: amlodipine, lisinopril, losartan");
    assert!(!either.contains("2-of"), "{either}");
}

#[test]
fn a_conjunction_before_the_last_of_so_many_only_ends_the_list() {
    all_read(&[
        (
            "At least 2 of the following: diabetes; hypertension; or obesity",
            "2-of(condition diabetes mellitus, condition hypertension, condition obesity)",
        ),
        (
            "ACS (defined as at least 2 of the following: chest pain, fever, or dyspnea)",
            "condition acute coronary syndrome defined as 2-of(condition chest pain, condition fever, condition dyspnea)",
        ),
        (
            "ACS (at least 2 of the following: chest pain, fever, or dyspnea)",
            "condition acute coronary syndrome having 2-of(condition chest pain, condition fever, condition dyspnea)",
        ),
    ]);
}

#[test]
fn members_after_one_of_a_class_are_alternatives() {
    all_read(&[
        (
            "Treated with a novel oral anticoagulant (dabigatran, rivaroxaban, and apixaban)",
            "drug direct oral anticoagulant having any(drug dabigatran, drug rivaroxaban, drug apixaban)",
        ),
        (
            "Antipsychotics (risperidone and olanzapine)",
            "drug antipsychotic having all(drug risperidone, drug olanzapine)",
        ),
    ]);
}

#[test]
fn a_limit_after_two_states_of_the_weight_is_of_either() {
    all_read(&[
        (
            "Overweight or obese (BMI ≥ 25 kg/m2)",
            "any(condition overweight having (BMI ≥ 25 kg/m2), condition obesity having (BMI ≥ 25 kg/m2))",
        ),
        (
            "Diabetes or obesity (BMI ≥ 30 kg/m2)",
            "any(condition diabetes mellitus, condition obesity defined as (BMI ≥ 30 kg/m2))",
        ),
    ]);
}

#[test]
fn limits_that_no_result_meets_are_alternatives() {
    all_excluded(&[
        ("BMI <27 and >45", "any(BMI < 27, BMI > 45)"),
        ("age > 65, BMI <27 and >45", "any(age > 65 a, BMI < 27, BMI > 45)"),
    ]);
    all_read(&[
        ("diabetes, BMI <27 and >45", "all(condition diabetes mellitus, any(BMI < 27, BMI > 45))"),
        ("BMI >27 and <45", "BMI > 27..< 45"),
        (
            "Hb < 8 g/dL at screening and > 10 g/dL at baseline",
            "all(Hb < 8 g/dL [at screening], Hb > 10 g/dL [at baseline])",
        ),
    ]);
    assert!(codes("BMI <27 and >45").contains(&"and-read-as-or".to_owned()));
}
