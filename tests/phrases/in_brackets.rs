//! What stands in brackets after "or", beside what nobody can decide, and after a slash.

use super::{all_excluded, all_read};

#[test]
fn or_in_brackets_names_another() {
    all_excluded(&[
        (
            "Stroke (or TIA) within 6 months",
            "any(condition stroke [within past 6 mo], condition transient ischemic attack [within past 6 mo])",
        ),
        (
            "MI, stroke (or TIA) within 6 months",
            "any(condition myocardial infarction [within past 6 mo], condition stroke [within past 6 mo], condition transient ischemic attack [within past 6 mo])",
        ),
        (
            "Heparin (or LMWH) within 24 h",
            "any(drug heparin [within past 24 h], drug low molecular weight heparin [within past 24 h])",
        ),
        ("Malignancy (or history of malignancy)", "any(condition malignancy, condition history of malignancy)"),
        // Near misses.
        ("Prednisone > 10 mg/day (or equivalent)", "drug prednisone [dose > 10 mg/d prednisone-equivalent]"),
        ("Asthma (mild or moderate)", "condition mild to moderate asthma"),
    ]);
}

#[test]
fn or_in_brackets_names_others() {
    all_read(&[
        (
            "Furosemide ≥ 80 mg daily (or torsemide 40 mg, bumetanide 2 mg)",
            "any(drug furosemide [dose ≥ 80 mg/d], drug torasemide [dose = 40 mg], drug bumetanide [dose = 2 mg])",
        ),
        ("HbA1c ≥ 6.5 % (or fasting glucose ≥ 126 mg/dL)", "any(HbA1c ≥ 6.5 %, fasting glucose ≥ 126 mg/dL)"),
        (
            "No history of stroke (or TIA) within 6 months",
            "not(any(condition history of stroke [within past 6 mo], condition history of transient ischemic attack [within past 6 mo]))",
        ),
        // Near misses.
        (
            "No increase in diuretics, no inotropes",
            "all(not(drug diuretic [outcome: dose increased]), not(drug inotrope))",
        ),
    ]);
}

#[test]
fn a_slash_binds_before_and() {
    all_read(&[
        (
            "ACE inhibitor/ARB and beta-blocker for ≥ 3 months",
            "all(any(drug ACE inhibitor [for ≥ 3 mo], drug angiotensin receptor blocker [for ≥ 3 mo]), drug beta blocker [for ≥ 3 mo])",
        ),
        ("Vincristine/prednisone and asparaginase", "all(any(drug vincristine, drug prednisone), drug L-asparaginase)"),
        // Near misses.
        ("AST/ALT and bilirubin ≤ 2 × ULN", "all(AST ≤ 2 ×ULN, ALT ≤ 2 ×ULN, total bilirubin ≤ 2 ×ULN)"),
        ("Nausea/vomiting and diarrhea", "all(any(condition nausea, condition vomiting), condition diarrhea)"),
    ]);
}

#[test]
fn diseases_stand_beside_a_refusal() {
    all_excluded(&[
        ("Patient refusal, epilepsy", "any(«consent: Patient refusal», condition epilepsy)"),
        (
            "Refusal to participate, allergy to ketamine, epilepsy",
            "any(«consent: Refusal to participate», allergy ketamine, condition epilepsy)",
        ),
        (
            "Unable to communicate, severe renal failure",
            "any(«capability: Unable to communicate», condition severe renal failure)",
        ),
        // Near misses.
        (
            "Inability to communicate due to dementia, aphasia",
            "«capability: Inability to communicate due to dementia, aphasia»",
        ),
        ("Unable to comply with visits, medication", "«compliance: Unable to comply with visits, medication»"),
        ("Refusal of blood transfusion, surgery", "«consent: Refusal of blood transfusion, surgery»"),
    ]);
}

#[test]
fn a_day_is_another_moment() {
    all_read(&[
        ("QTcF ≤ 450 ms at Screening and Day -1", "QTc ≤ 450 ms [at Screening; at Day -1]"),
        (
            "Negative pregnancy test at Screening or Day -1",
            "any(pregnancy test negative [at Screening], pregnancy test negative [at Day -1])",
        ),
        // Near misses.
        ("QTcF ≤ 450 ms at Day -1", "QTc ≤ 450 ms [at Day -1]"),
    ]);
}

#[test]
fn a_vaccination_is_against_something() {
    all_excluded(&[
        ("Vaccination against influenza within 14 days", "drug influenza vaccine [within past 14 d]"),
        ("Immunization against hepatitis B", "drug hepatitis B vaccine"),
        // Near misses.
        ("Vaccination within 14 days", "drug vaccine [within past 14 d]"),
    ]);
}

#[test]
fn an_excuse_has_its_own_analyte() {
    all_read(&[
        (
            "Total bilirubin ≤ 1.5 × ULN unless Gilbert's, in which case direct bilirubin ≤ 0.5 mg/dL",
            "any(total bilirubin ≤ 1.5 ×ULN, all(condition Gilbert syndrome, direct bilirubin ≤ 0.5 mg/dL))",
        ),
        // Near misses.
        (
            "Total bilirubin ≤ 1.5 × ULN unless Gilbert's, in which case ≤ 3 × ULN",
            "any(total bilirubin ≤ 1.5 ×ULN, all(condition Gilbert syndrome, total bilirubin ≤ 3 ×ULN))",
        ),
    ]);
}
