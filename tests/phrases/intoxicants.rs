//! Diseases that drugs name, kinds in brackets, and what is no drug.

use super::{all_excluded, all_read};

#[test]
fn a_drug_before_a_shared_disease() {
    all_excluded(&[
        ("Alcohol or opioid dependence", "any(condition alcohol abuse, condition opioid use disorder)"),
        (
            "History of opioid, cannabis, or alcohol use disorder",
            "any(condition history of opioid use disorder, condition history of cannabis, or alcohol use disorder, condition history of alcohol abuse)",
        ),
        (
            "Any confirmed or suspected immunosuppressive or immunodeficient condition",
            "any(condition immunodeficiency, condition suspected immunodeficiency, condition immunodeficiency, condition suspected immunodeficiency)",
        ),
        ("Allergy to lidocaine or any medication used in the study", "any(allergy lidocaine, allergy study drug)"),
        // Near misses.
        (
            "Opioids or alcohol abuse within a year",
            "any(condition Opioids or alcohol abuse [within past 1 a], condition alcohol abuse [within past 1 a])",
        ),
        ("Opioids or asthma", "any(drug opioid, condition asthma)"),
    ]);
}

#[test]
fn drugs_in_brackets_are_any_of_them() {
    all_read(&[
        (
            "Serotonergic drugs (triptans, certain tricyclic antidepressants, lithium)",
            "drug serotonergic drug having any(drug triptan, drug tricyclic antidepressant, drug lithium)",
        ),
        // Near misses.
        ("Triptans, lithium", "all(drug triptan, drug lithium)"),
    ]);
}

#[test]
fn names_that_say_more() {
    all_excluded(&[
        ("Undiagnosed vaginal bleeding", "condition undiagnosed vaginal bleeding"),
        ("Raynaud's disease", "condition Raynaud disease"),
        (
            "Bilateral severe to profound sensorineural hearing loss",
            "condition bilateral severe to profound sensorineural hearing loss disorder",
        ),
        ("Risk factors for stroke", "condition Risk factors for stroke"),
        ("Non-English speakers", "«capability: Non-English speakers»"),
        ("Considered for a transplantation", "procedure planned transplantation"),
        (
            "Cancer that will require multiorgan resection",
            "condition malignancy having procedure planned multiorgan resection",
        ),
        (
            "Failed treatment with mirabegron regardless of duration and timing",
            "drug mirabegron [outcome: failed] permits condition duration",
        ),
        // Near misses.
        ("Raynaud phenomenon", "condition Raynaud phenomenon"),
        ("Cancer that required resection", "condition malignancy having procedure surgical resection"),
        ("Cancer confirmed by pathology", "condition malignancy [by pathology]"),
    ]);
}

#[test]
fn ways_to_meet_a_limit() {
    all_read(&[
        (
            "HbA1c 7-10% on diet or 6.5-9% on metformin",
            "any(HbA1c 7..10 % having observation diet, HbA1c 6.5..9 % having drug metformin)",
        ),
        ("Signed consent and age over 18", "all(«consent: Signed consent», age > 18 a)"),
        // Near misses.
        (
            "ALT ≤ 2.5 x ULN or ≤ 5 x ULN for patients with liver metastases",
            "any(ALT ≤ 2.5 ×ULN, all(condition liver metastasis, ALT ≤ 5 ×ULN))",
        ),
        ("Age at the time of consent", "‹Age at the time of consent: no known concept› [at consent]"),
    ]);
}
