//! What an "or" joins within a clause, and how far "and" in capitals reaches.

use super::{all_excluded, all_read};

#[test]
fn either_comes_with_what_stands_before() {
    all_excluded(&[
        (
            "Resuscitated cardiac arrest with Glasgow Coma Scale <8 and/or need of intubation",
            "condition Resuscitated cardiac arrest having any(GCS < 8 {score}, procedure current intubation)",
        ),
        (
            "Sepsis with hypotension and/or lactate > 4 mmol/L",
            "condition sepsis having any(condition hypotension, lactate > 4 mmol/L)",
        ),
        // Near misses.
        (
            "Cardiac arrest with Glasgow Coma Scale <8, or intubation",
            "any(all(condition cardiac arrest, GCS < 8 {score}), procedure intubation)",
        ),
    ]);
}

#[test]
fn a_clause_about_people_is_of_the_same_disease() {
    all_read(&[
        (
            "Patients with relapsed or refractory lymphoma who have failed chemotherapy or are ineligible for transplant",
            "any(condition relapsed or refractory lymphoma [outcome: failed] having drug chemotherapy, all(condition relapsed or refractory lymphoma, «judgement: are ineligible for transplant»))",
        ),
        (
            "No findings that suggest cancer or preclude surgery",
            "all(not(condition suggest cancer), not(«judgement: preclude surgery»))",
        ),
        (
            "Anemia not caused by either bleeding or hemolysis",
            "condition anemia other than (condition anemia due to any(condition hemorrhage, condition hemolysis))",
        ),
        (
            "Healthy, as determined by medical history, physical examination, and ECG",
            "observation healthy volunteer [by medical history; physical examination; ECG]",
        ),
        (
            "Anti-CD38 antibody alone or in combination and refractory to a proteasome inhibitor",
            "all(drug anti-CD38 therapy, drug proteasome inhibitor [outcome: failed])",
        ),
    ]);
}

#[test]
fn periods_organs_and_examinations_are_of_one_disease() {
    all_read(&[
        (
            "Hypertension during pregnancy, labor, or postpartum",
            "condition hypertension having any(condition pregnancy, condition labor, condition postpartum)",
        ),
        (
            "Pneumonia on chest radiograph, CT, or ultrasound",
            "condition pneumonia having any(procedure chest X-ray, procedure CT, procedure ultrasound)",
        ),
        // Near misses.
        (
            "Hypertension during pregnancy, stroke, or infarction",
            "any(condition hypertension having condition pregnancy, condition stroke, condition infarction)",
        ),
    ]);
    all_excluded(&[
        (
            "Serious illness on any vital organs and systems, including heart, lungs, kidneys, and blood",
            "condition serious illness [setting: vital organs; systems; heart; lungs; kidneys; blood]",
        ),
        (
            "Severe asthma, defined as hospitalization, intubation, or ICU stay",
            "condition severe asthma defined as any(procedure hospitalization, procedure intubation, procedure ICU admission)",
        ),
        (
            "History of severe head trauma, defined by loss of consciousness or hospitalization, skull fracture, or stroke",
            "condition history of severe head injury defined as any(condition loss of consciousness, procedure hospitalization, condition skull fracture, condition stroke)",
        ),
        (
            "History of myometriosis and endometriosis",
            "any(condition history of myometriosis, condition history of endometriosis)",
        ),
    ]);
}

#[test]
fn and_in_capitals_joins_the_whole() {
    all_read(&[
        (
            "IgA nephropathy or lupus nephritis AND UPCR ≥ 1 g/g",
            "all(any(condition IgA nephropathy, condition lupus nephritis), UPCR ≥ 1 g/g)",
        ),
        // Near misses.
        ("Asthma or COPD and FEV1 < 60 %", "any(condition asthma, all(condition COPD, FEV1 < 60 %))"),
    ]);
}
