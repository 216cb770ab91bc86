//! What "not" denies of the name before it.

use super::{excluded, reading};

#[test]
fn what_is_not_present_or_planned_is_denied() {
    assert_eq!(excluded("Chemotherapy is not planned"), "not(drug planned chemotherapy)");
    assert_eq!(excluded("Insulin is not used"), "not(drug insulin)");
    assert_eq!(excluded("Dialysis is not needed"), "not(procedure current dialysis)");
    assert_eq!(
        excluded("Colonoscopy not performed within the past 5 years"),
        "not(procedure colonoscopy [within past 5 a])"
    );
    assert_eq!(reading("HIV infection must not be present"), "not(condition HIV infection)");
    assert_eq!(reading("Metastases are absent"), "not(condition metastasis)");
    assert_eq!(excluded("MRI is not contraindicated"), "not(observation contraindication having procedure MRI)");
    // Near misses: a state, and a time, of such a disease.
    assert_eq!(
        excluded("Hypertension is not controlled"),
        "condition hypertension other than condition controlled hypertension"
    );
    assert!(excluded("Stroke not within 3 months").starts_with("condition stroke other than ("));
}

#[test]
fn a_disease_is_without_the_treatment_that_is_denied_after_it() {
    assert_eq!(
        excluded("Renal failure not on dialysis"),
        "condition renal failure other than procedure current dialysis"
    );
    assert_eq!(
        excluded("Diabetes (HbA1c > 9%) not on insulin"),
        "condition diabetes mellitus having all(HbA1c > 9 %, not(drug insulin))"
    );
    assert_eq!(
        excluded("Diabetes not treated with insulin or metformin"),
        "condition diabetes mellitus other than any(drug insulin, drug metformin)"
    );
    assert_eq!(
        excluded("Asthma not using inhaled corticosteroids"),
        "condition asthma other than drug inhaled corticosteroid"
    );
    assert_eq!(
        excluded("Anemia that does not require transfusion"),
        "condition anemia other than procedure transfusion"
    );
    assert_eq!(
        reading("Patients with cancer who have not received chemotherapy"),
        "condition malignancy other than drug chemotherapy"
    );
    assert_eq!(
        excluded("Hepatitis C never treated with interferon"),
        "condition hepatitis C other than drug interferon"
    );
    assert_eq!(
        excluded("Hepatitis C not previously treated"),
        "condition hepatitis C other than condition treated hepatitis C"
    );
    assert_eq!(
        excluded("Any arrhythmia that is not atrial fibrillation"),
        "condition arrhythmia other than condition atrial fibrillation"
    );
    // Near misses: after a comma it is said of the patient, and a cause is none of these.
    assert_eq!(excluded("Type 2 diabetes, not on insulin"), "all(condition type 2 diabetes, not(drug insulin))");
    assert_eq!(
        excluded("Anemia not due to iron deficiency"),
        "condition anemia other than (condition anemia due to condition iron deficiency)"
    );
}

#[test]
fn there_is_no_evidence_of_it_after_a_disease() {
    assert_eq!(
        reading("NSCLC without evidence of distant metastases"),
        "condition non-small cell lung cancer other than condition distant metastasis"
    );
    assert_eq!(reading("Without evidence of COPD"), "not(condition COPD)");
}

#[test]
fn what_is_denied_and_not_understood_is_named_as_a_whole() {
    assert_eq!(
        excluded("Hearing loss not corrected by hearing aids"),
        "all(condition hearing loss, ‹not corrected by hearing aids: in no part of the rule›)"
    );
    assert_eq!(
        excluded("Depression not in remission"),
        "all(condition depression, ‹not in remission: in no part of the rule›)"
    );
    assert_eq!(
        excluded("Tumor not reached by surgery or radiotherapy"),
        "all(condition neoplasm, ‹not reached by surgery or radiotherapy: in no part of the rule›)"
    );
    // Near misses: another disease is no part of it.
    assert_eq!(
        excluded("Coagulopathy not correctable or thrombocytopenia"),
        "any(all(condition coagulation disorder, ‹not correctable: in no part of the rule›), condition thrombocytopenia)"
    );
    assert_eq!(excluded("Abnormal ECG or pneumonia"), "any(electrocardiogram abnormal, condition pneumonia)");
}

#[test]
fn whether_a_treatment_is_called_for_is_a_judgement() {
    assert_eq!(excluded("Surgery is not indicated"), "«judgement: Surgery is not indicated»");
    assert_eq!(excluded("Anticoagulant therapy cannot be given"), "«judgement: Anticoagulant therapy cannot be given»");
    assert_eq!(excluded("Not eligible for transplantation"), "«judgement: Not eligible for transplantation»");
    assert_eq!(
        excluded("Stroke not eligible for thrombolysis"),
        "all(condition stroke, ‹not eligible for thrombolysis: in no part of the rule›)"
    );
    // Near miss: what is not allowed in the trial.
    assert_eq!(excluded("Concomitant use of warfarin is not allowed"), "drug current warfarin");
}
