//! What is said once of several: statuses, predicates, purposes, adjectives.

use super::{all_excluded, all_read};

#[test]
fn known_or_suspected_is_said_of_each() {
    all_excluded(&[
        (
            "Known or suspected pregnancy or lactation",
            "any(condition pregnancy, condition suspected pregnancy, condition lactation, condition suspected lactation)",
        ),
        (
            "Known or suspected congenital or acquired immunodeficiency",
            "any(condition congenital immunodeficiency, condition suspected congenital immunodeficiency, condition acquired immunodeficiency, condition suspected acquired immunodeficiency)",
        ),
        (
            "Possible or confirmed Crohn disease or ulcerative colitis",
            "any(condition suspected Crohn disease, condition Crohn disease, condition suspected ulcerative colitis, condition ulcerative colitis)",
        ),
        (
            "Current or previous radiotherapy, or chemotherapy",
            "any(procedure ever radiotherapy, drug ever chemotherapy)",
        ),
        (
            "Significant history of or current hepatic, renal or neurological disorders",
            "any(condition history of liver disease, condition current liver disease, condition history of renal disease, condition current renal disease, condition history of neurologic disease, condition current neurologic disease)",
        ),
        // Near misses.
        (
            "Known or suspected pregnancy, or planning pregnancy",
            "any(condition pregnancy, condition suspected pregnancy, observation planning pregnancy)",
        ),
        ("Current pregnancy or suspected infection", "any(condition current pregnancy, condition suspected infection)"),
        ("Current asthma or history of stroke", "any(condition current asthma, condition history of stroke)"),
    ]);
}

#[test]
fn investigational_is_said_of_what_stands_bare_beside_it() {
    all_excluded(&[
        (
            "Use of an investigational drug or device within 30 days",
            "any(drug investigational drug [within past 30 d], procedure investigational device [within past 30 d])",
        ),
        (
            "An investigational drug, vaccine or procedure",
            "any(drug investigational drug, drug investigational drug, procedure investigational procedure)",
        ),
        // Near misses.
        ("An investigational drug or antibiotics", "any(drug investigational drug, drug antibiotic)"),
        ("An investigational drug or live vaccine", "any(drug investigational drug, drug live vaccine)"),
    ]);
}

#[test]
fn how_a_procedure_is_done_is_said_of_each() {
    all_excluded(&[
        (
            "Unilateral THA or TKA",
            "any(procedure unilateral total hip arthroplasty, procedure unilateral total knee arthroplasty)",
        ),
        (
            "Active hepatitis B or C or other active liver disease",
            "any(condition active hepatitis B, condition active hepatitis C, condition active liver disease)",
        ),
        // Near misses.
        (
            "Unilateral THA or bilateral TKA",
            "any(procedure unilateral total hip arthroplasty, procedure bilateral total knee arthroplasty)",
        ),
        (
            "Active tuberculosis, lung cancer or other active pulmonary diseases",
            "any(condition active tuberculosis, condition lung cancer, condition active pulmonary disease other than condition lung cancer)",
        ),
    ]);
}

#[test]
fn a_contraindication_is_to_each() {
    all_excluded(&[
        (
            "MRI or CT is contraindicated",
            "any(observation contraindication having procedure MRI, observation contraindication having procedure CT)",
        ),
        (
            "Medical or anatomic contraindication to ketamine",
            "any(observation contraindication having drug ketamine, condition anatomic contraindication having drug ketamine)",
        ),
        // Near misses.
        ("Asthma or MRI contraindicated", "any(condition asthma, observation contraindication having procedure MRI)"),
        ("Contraindication to MRI or asthma", "any(observation MRI contraindication, condition asthma)"),
    ]);
}

#[test]
fn what_something_was_done_for() {
    all_excluded(&[
        (
            "Hospitalization for heart failure or pneumonia within 30 days",
            "procedure hospitalization [within past 30 d] having any(condition heart failure, condition pneumonia)",
        ),
        (
            "Surgery for hernia or appendicitis",
            "procedure surgery having any(condition hernia, condition appendicitis)",
        ),
        // Near misses.
        ("Surgery for cancer, or pneumonia", "any(procedure surgery having condition malignancy, condition pneumonia)"),
        ("Surgery for cancer or pregnancy", "any(procedure surgery having condition malignancy, condition pregnancy)"),
        (
            "Surgery for hernia or severe asthma",
            "any(procedure surgery having condition hernia, condition severe asthma)",
        ),
    ]);
}

#[test]
fn each_examination_finds_it() {
    all_read(&[
        ("CT or MRI confirmed ascites", "any(condition ascites [by CT], condition ascites [by MRI])"),
        ("MRI-proven stroke", "condition stroke [by MRI]"),
        (
            "Healthy by physical examination, medical history, ECG and vital signs",
            "observation healthy volunteer [by physical examination; medical history; ECG; vital signs]",
        ),
        // Near misses.
        ("MRI or stroke", "any(procedure MRI, condition stroke)"),
        ("Stroke on MRI", "condition stroke having procedure MRI"),
    ]);
}

#[test]
fn an_adjective_stands_with_the_noun_that_follows() {
    all_excluded(&[
        (
            "Hemodynamic or respiratory instability",
            "any(condition Hemodynamic or respiratory instability, condition respiratory instability)",
        ),
        (
            "Structural or valvular heart disease",
            "any(condition structural heart disease, condition valvular heart disease)",
        ),
        ("Visual or hearing impairment", "any(condition visual impairment, condition hearing loss)"),
        ("Respiratory instability requiring ECMO", "condition Respiratory instability having procedure ECMO"),
        // Near misses.
        ("Renal or hepatic impairment", "any(condition renal impairment, condition hepatic impairment)"),
        ("Removal, or bladder biopsy", "any(condition Removal, condition bladder biopsy)"),
    ]);
}

#[test]
fn derivatives_leave_a_list_open() {
    all_excluded(&[
        ("Allergy to penicillin or its derivatives", "allergy penicillin {open}"),
        // Near misses.
        ("Allergy to warfarin or indole derivatives", "any(allergy warfarin, allergy indole derivatives)"),
    ]);
}

#[test]
fn a_history_is_of_what_it_includes() {
    all_excluded(&[
        (
            "History of heart disease - including myocardial infarction or stroke",
            "any(condition history of cardiac disease, condition history of myocardial infarction, condition history of stroke)",
        ),
        // Near misses.
        (
            "Heart disease - including myocardial infarction or stroke",
            "any(condition cardiac disease, condition myocardial infarction, condition stroke)",
        ),
    ]);
}

#[test]
fn a_cause_is_each_of_several() {
    all_excluded(&[
        (
            "Chronic infection related to tuberculosis or fungal or mycobacterial disease",
            "condition chronic infection due to any(condition tuberculosis, condition fungal infection, condition mycobacterial infection)",
        ),
        // Near misses.
        (
            "Chronic infection due to tuberculosis, or asthma",
            "any(condition chronic infection due to condition tuberculosis, condition asthma)",
        ),
    ]);
}

#[test]
fn a_class_is_a_state_among_events() {
    all_excluded(&[
        (
            "History of MI, unstable angina or NYHA III-IV within 6 months prior to Day 1",
            "any(condition history of myocardial infarction [within 6 mo before Day 1], condition history of unstable angina [within 6 mo before Day 1], NYHA class in {III, IV} [within 6 mo before Day 1])",
        ),
        // Near misses.
        (
            "Hypertension, HbA1c > 7 % within 3 months before screening",
            "any(condition hypertension, HbA1c > 7 % [within 3 mo before screening])",
        ),
    ]);
}
