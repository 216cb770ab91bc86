//! What two members of a list have in common: a verb, a result, a noun, a degree, what a treatment is for.

use super::{all_excluded, all_read};

#[test]
fn two_verbs_before_one_thing_are_both_said_of_it() {
    all_excluded(&[
        (
            "Receiving or planning to receive chemotherapy or radiotherapy",
            "any(drug current chemotherapy, drug planned chemotherapy, procedure current radiotherapy, procedure planned radiotherapy)",
        ),
        (
            "Has received or is planning to receive a live vaccine",
            "any(drug history of live vaccine, drug planned live vaccine)",
        ),
        (
            "Has received within 4 weeks before screening or plans to receive a live vaccine during the study",
            "any(drug live vaccine [within 4 wk before screening], drug planned live vaccine [during study])",
        ),
        ("Use or planned use of corticosteroids", "any(drug glucocorticoid, drug planned glucocorticoid)"),
        // Near misses.
        ("Receiving metformin or planning to receive insulin", "any(drug current metformin, drug planned insulin)"),
        ("Planning to receive metformin or insulin", "any(drug planned metformin, drug planned insulin)"),
    ]);
    all_read(&[
        (
            "Not currently receiving or planning to receive chemotherapy",
            "all(not(drug current chemotherapy), not(drug planned chemotherapy))",
        ),
        (
            "Is not receiving and does not plan to receive insulin",
            "all(not(drug current insulin), not(drug planned insulin))",
        ),
    ]);
}

#[test]
fn a_diagnosis_is_of_what_the_treatment_is_for() {
    all_excluded(&[
        (
            "Diagnosis of or treatment for cancer",
            "any(condition malignancy, procedure treatment for cancer having condition malignancy)",
        ),
        (
            "Receiving treatment for diabetes or hypertension",
            "observation treatment for diabetes or hypertension having any(condition diabetes mellitus, condition hypertension)",
        ),
        (
            "Taking drugs for hypertension or diabetes",
            "any(drug antihypertensive, observation drugs for hypertension or diabetes)",
        ),
        // Near misses.
        (
            "Prior treatment for cancer or active infection",
            "any(procedure history of treatment for cancer having condition malignancy, condition active infection)",
        ),
        ("Diagnosis of asthma or chemotherapy", "any(condition asthma, drug chemotherapy)"),
    ]);
}

#[test]
fn a_result_before_kinds_of_a_disease_is_of_each() {
    all_read(&[
        (
            "HER2-positive recurrent or metastatic breast cancer",
            "any(condition recurrent breast cancer having (HER2 positive), condition metastatic breast cancer having (HER2 positive))",
        ),
        (
            "ER-positive, HER2-negative recurrent or metastatic breast cancer",
            "any(condition recurrent breast cancer having all(estrogen receptor positive, HER2 negative), condition metastatic breast cancer having all(estrogen receptor positive, HER2 negative))",
        ),
        (
            "HER2-positive, locally advanced or metastatic breast cancer",
            "any(condition advanced breast cancer having (HER2 positive), condition metastatic breast cancer having (HER2 positive))",
        ),
        // Near misses.
        ("HER2-positive or metastatic breast cancer", "any(HER2 positive, condition metastatic breast cancer)"),
    ]);
    all_excluded(&[(
        "HIV-positive, active or latent tuberculosis",
        "any(HIV infection positive, condition active tuberculosis, condition latent tuberculosis)",
    )]);
}

#[test]
fn a_word_for_a_reaction_behind_another_is_to_the_same() {
    all_excluded(&[
        ("Metformin allergy/ intolerance", "any(allergy metformin, drug metformin [outcome: intolerant])"),
        ("Aspirin intolerance or allergy", "any(drug aspirin [outcome: intolerant], allergy aspirin)"),
        ("Penicillin allergy or hypersensitivity", "allergy penicillin"),
        ("Statin intolerance", "drug statin [outcome: intolerant]"),
        // Near misses.
        ("Penicillin allergy or lactose intolerance", "any(allergy penicillin, condition lactose intolerance)"),
        ("Lactose intolerance", "condition lactose intolerance"),
    ]);
}

#[test]
fn what_one_word_leads_to_is_one_name() {
    all_excluded(&[
        ("Conditions affecting absorption or metabolism", "condition Conditions affecting absorption or metabolism"),
        ("Lesions on brain or spine MRI", "condition Lesions on brain or spine MRI"),
        (
            "New or active lesions on a brain or spinal cord MRI scan",
            "any(condition new onset lesions on a brain or spinal cord MRI scan, condition active lesions on a brain or spinal cord MRI scan)",
        ),
        (
            "Inflammatory scalp, eyebrow, or eyelash disorders",
            "any(condition Inflammatory scalp, eyebrow, or eyelash disorders, condition eyebrow, or eyelash disorders, condition eyelash disorders)",
        ),
        (
            "Drug- or alcohol-related disorder",
            "any(condition Drug- or alcohol-related disorder, condition alcohol-related disorder)",
        ),
        // Near misses.
        ("Disorders affecting balance or asthma", "any(condition Disorders affecting balance, condition asthma)"),
        ("Second- or third-degree AV block", "any(condition second-degree AV block, condition third-degree AV block)"),
        ("New or heart failure", "any(‹New: no known concept›, condition heart failure)"),
    ]);
}

#[test]
fn two_degrees_are_of_each_disease() {
    all_excluded(&[
        (
            "Untreated or unstable asthma or COPD",
            "any(condition untreated asthma, condition uncontrolled asthma, condition untreated COPD, condition uncontrolled COPD)",
        ),
        (
            "Acute or chronic hepatitis B or C",
            "any(condition acute hepatitis B, condition chronic hepatitis B, condition acute hepatitis C, condition chronic hepatitis C)",
        ),
        (
            "Abnormal blood routine examination or liver and kidney function",
            "any(blood routine examination abnormal, liver function abnormal, renal function abnormal)",
        ),
        // Near misses.
        ("Untreated asthma or unstable angina", "any(condition untreated asthma, condition unstable angina)"),
    ]);
    all_read(&[(
        "Absence of any respiratory and flu-like symptoms",
        "all(not(condition respiratory and flu-like symptoms), not(condition influenza-like illness))",
    )]);
}
