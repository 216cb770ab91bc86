//! Names as registrations write them: short forms of drugs, measurements, scores, diseases and procedures.

use super::{all_excluded, all_read, codes};

#[test]
fn short_forms_of_drugs_are_their_classes() {
    all_excluded(&[
        ("DPP4i or SGLT-2i", "any(drug DPP-4 inhibitor, drug SGLT2 inhibitor)"),
        ("GLP1-RAs", "drug GLP-1 receptor agonist"),
        ("AChEIs", "drug cholinesterase inhibitor"),
        ("SUs", "drug sulfonylurea"),
        ("AIs", "drug aromatase inhibitor"),
        ("CGRP mAb", "drug CGRP antagonist"),
        ("Use of 5-HT3 RA", "drug 5-HT3 antagonist"),
        ("PI or IMiD", "any(drug proteasome inhibitor, drug IMiD)"),
        ("Resistance to RIF or EMB", "any(drug rifampin [outcome: failed], drug ethambutol [outcome: failed])"),
        ("PCV13 or PPSV23", "any(drug pneumococcal vaccine, drug pneumococcal vaccine)"),
        ("Extended-release metformin", "drug extended release metformin"),
    ]);
    // In capitals these are a score and a grade.
    all_excluded(&[("NAS ≥ 4", "NAFLD activity score ≥ 4 {score}"), ("ESAS ≥ 4", "ESAS ≥ 4 {score}")]);
    assert!(codes("Treatment with OAT").contains(&"ambiguous-abbreviation".to_owned()));
}

#[test]
fn short_forms_of_measurements() {
    all_read(&[
        ("ppFEV1 ≥ 40%", "FEV1 percent predicted ≥ 40 %"),
        ("CD4% ≥ 15%", "CD4 percentage ≥ 15 %"),
        ("FS ≥ 28%", "fractional shortening ≥ 28 %"),
        ("SpO2/FiO2 < 315", "SpO2/FiO2 < 315"),
        ("PCR < 50 mg/mmol", "UPCR < 50 mg/mmol"),
        ("PD ≥ 5 mm", "probing depth ≥ 5 mm"),
        ("MD > -12 dB", "visual field mean deviation > -12 dB"),
        ("SE -1.00 to -4.00 D", "spherical equivalent -4.00..-1.00 diop"),
        ("MIC ≤ 4 mg/L", "minimum inhibitory concentration ≤ 4 mg/L"),
        ("DFI > 30%", "sperm DNA fragmentation index > 30 %"),
        ("DFI > 12 months", "disease-free interval > 12 mo"),
        ("MMD ≥ 4", "monthly migraine days ≥ 4"),
    ]);
}

#[test]
fn short_forms_of_scores() {
    all_read(&[
        ("CFS ≥ 5", "clinical frailty scale ≥ 5 {score}"),
        ("CDR-SB ≥ 0.5", "CDR-SB ≥ 0.5 {score}"),
        ("Bristol stool type ≥ 6", "Bristol stool type ≥ 6"),
        ("SCAI stage C", "SCAI stage in {C}"),
        ("mTICI ≥ 2b", "mTICI in {2b, 2c, 3}"),
        ("FAC ≥ 3", "Functional Ambulation Category ≥ 3 {score}"),
    ]);
    // A regimen of chemotherapy is no score.
    assert!(!super::excluded("FAC chemotherapy").contains("Ambulation"));
}

#[test]
fn short_forms_of_diseases_and_procedures() {
    all_excluded(&[
        ("allo-HSCT", "procedure allogeneic stem cell transplantation"),
        ("Bone mets", "condition bone metastasis"),
        ("mCRPC", "condition metastatic castration-resistant prostate cancer"),
        ("Knee/hip OA", "any(condition knee osteoarthritis, condition hip osteoarthritis)"),
        ("Prior RT", "procedure history of radiotherapy"),
        ("Palliative RT within 2 weeks", "procedure palliative radiotherapy [within past 2 wk]"),
        ("MDI or CSII", "any(procedure multiple daily injections, procedure continuous subcutaneous insulin infusion)"),
        ("DKA or HHS", "any(condition diabetic ketoacidosis, condition hyperosmolar hyperglycemic state)"),
        ("HR-MDS", "condition higher-risk myelodysplastic syndrome"),
        ("CRPS", "condition complex regional pain syndrome"),
        ("CRP > 10 mg/L", "CRP > 10 mg/L"),
    ]);
}
