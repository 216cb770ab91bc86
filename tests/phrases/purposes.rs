//! What a treatment is given for, and at what point of a disease.

use super::{all_excluded, all_read};

#[test]
fn a_treatment_is_for_either_of_two() {
    all_read(&[
        (
            "No prior chemotherapy for advanced or metastatic NSCLC",
            "not(drug history of chemotherapy having any(condition advanced non-small cell lung cancer, condition metastatic non-small cell lung cancer))",
        ),
        (
            "No prior chemotherapy for NSCLC or SCLC",
            "not(drug history of chemotherapy having any(condition non-small cell lung cancer, condition small cell lung cancer))",
        ),
        (
            "At least one prior line of systemic therapy for locally advanced or metastatic urothelial carcinoma",
            "drug systemic medication [count ≥ 1 {line}] having any(condition advanced urothelial carcinoma, condition metastatic urothelial carcinoma)",
        ),
        (
            "More than four prior lines of therapy for advanced or metastatic disease",
            "therapy > 4 {line} having any(condition advanced disease under study, condition metastasis)",
        ),
    ]);
    all_excluded(&[
        ("Hospitalized for asthma or COPD", "procedure hospitalization having any(condition asthma, condition COPD)"),
        // Near misses: a comma parts the two, the second is described by itself, or is a state of the person.
        ("Surgery for cancer, or pneumonia", "any(procedure surgery having condition malignancy, condition pneumonia)"),
        (
            "antibiotics for pneumonia or severe asthma",
            "any(drug antibiotic having condition pneumonia, condition severe asthma)",
        ),
        (
            "radiotherapy for cancer or pregnancy",
            "any(procedure radiotherapy having condition malignancy, condition pregnancy)",
        ),
    ]);
}

#[test]
fn a_setting_is_said_of_the_treatment() {
    all_read(&[
        (
            "Prior taxane in the adjuvant or metastatic setting",
            "drug history of taxane [setting: adjuvant or metastatic setting]",
        ),
        ("Prior taxane in the metastatic setting", "drug history of taxane [setting: metastatic setting]"),
    ]);
    // Near miss: what it comes with.
    assert!(super::reading("Chemotherapy in the setting of infection").contains("having condition infection"));
}

#[test]
fn settings_in_a_list_are_said_of_the_treatment_too() {
    all_read(&[(
        "Prior treatment with a taxane in the neoadjuvant, adjuvant, or metastatic setting",
        "drug history of taxane [setting: neoadjuvant, adjuvant, or metastatic setting]",
    )]);
}
