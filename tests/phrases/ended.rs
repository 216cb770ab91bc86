//! Where an exception, a negation, a history and a window end: at a comma before what is another item.

use super::{all_excluded, all_read};

#[test]
fn an_exception_ends_before_another_limit() {
    all_excluded(&[
        (
            "INR ≥ 1.3 unless on anticoagulants, albumin < 3.5 g/dL, bilirubin > 1.3 mg/dL",
            "any(all(INR ≥ 1.3, not(drug anticoagulant)), albumin < 3.5 g/dL, total bilirubin > 1.3 mg/dL)",
        ),
        (
            "Cancer except BCC, HbA1c > 9 %, eGFR < 30 mL/min",
            "any(condition malignancy other than condition basal cell carcinoma, HbA1c > 9 %, eGFR < 30 mL/min)",
        ),
        (
            "Fibrates other than fenofibrate within 6 weeks, niacin within 4 weeks",
            "any(drug fibrate [within past 6 wk] other than drug fenofibrate, drug niacin [within past 4 wk])",
        ),
        (
            "Malignancy other than BCC, in situ cervical cancer, active infection",
            "any(condition malignancy other than any(condition basal cell carcinoma, condition cervical carcinoma in situ), condition active infection)",
        ),
        (
            "Malignancy except BCC, TB, HIV",
            "any(condition malignancy other than condition basal cell carcinoma, condition tuberculosis, condition HIV infection)",
        ),
        // Near misses.
        (
            "Cancer except BCC, SCC",
            "condition malignancy other than any(condition basal cell carcinoma, condition squamous cell carcinoma)",
        ),
        (
            "Bilirubin > 2 mg/dL unless ALT < 3 × ULN, AST < 3 × ULN",
            "all(total bilirubin > 2 mg/dL, not(any(ALT < 3 ×ULN, AST < 3 ×ULN)))",
        ),
    ]);
}

#[test]
fn an_excuse_ends_before_another_limit() {
    all_read(&[
        (
            "ALT ≤ 3 × ULN unless liver metastases, bilirubin ≤ 1.5 × ULN",
            "all(any(ALT ≤ 3 ×ULN, condition liver metastasis), total bilirubin ≤ 1.5 ×ULN)",
        ),
        // Near misses.
        (
            "ALT ≤ 3 × ULN unless liver metastases, ALT ≤ 5 × ULN",
            "any(ALT ≤ 3 ×ULN, all(condition liver metastasis, ALT ≤ 5 ×ULN))",
        ),
    ]);
}

#[test]
fn a_negation_reaches_over_treatments() {
    all_read(&[
        ("No aspirin, warfarin, heparin", "all(not(drug aspirin), not(drug warfarin), not(drug heparin))"),
        (
            "No prior cisplatin, carboplatin, paclitaxel",
            "all(not(drug history of cisplatin), not(drug history of carboplatin), not(drug history of paclitaxel))",
        ),
        (
            "Has not used aspirin, clopidogrel within 7 days",
            "all(not(drug aspirin [within past 7 d]), not(drug clopidogrel [within past 7 d]))",
        ),
        (
            "No PPI within 2 weeks, antibiotics within 4 weeks",
            "all(not(drug proton pump inhibitor [within past 2 wk]), not(drug antibiotic [within past 4 wk]))",
        ),
        (
            "No prior chemotherapy, radiotherapy",
            "all(not(drug history of chemotherapy), not(procedure history of radiotherapy))",
        ),
        // Near misses.
        ("No diabetes, on metformin", "all(not(condition diabetes mellitus), drug metformin)"),
        ("No prior surgery, stable angina", "all(not(procedure surgery), condition stable angina)"),
        ("No heart failure, LVEF < 40 %", "all(not(condition heart failure), LVEF < 40 %)"),
    ]);
}

#[test]
fn a_history_ends_before_what_is_so_now() {
    all_excluded(&[
        ("Previous surgery, pregnancy", "any(procedure history of surgery, condition pregnancy)"),
        ("History of abdominal surgery, ascites", "any(procedure history of abdominal surgery, condition ascites)"),
        ("History of seizures, pregnancy", "any(condition history of seizure, condition pregnancy)"),
        // Near misses.
        ("Previous stroke, MI", "any(condition history of stroke, condition history of myocardial infarction)"),
        (
            "History of cancer, diabetes, hypertension",
            "any(condition history of malignancy, condition history of diabetes mellitus, condition history of hypertension)",
        ),
    ]);
}

#[test]
fn a_window_ends_before_what_is_for_life() {
    all_excluded(&[
        ("Asthma, aspirin within 5 days", "any(condition asthma, drug aspirin [within past 5 d])"),
        ("Hypertension, surgery within 3 months", "any(condition hypertension, procedure surgery [within past 3 mo])"),
        ("Chronic pain, opioids within 3 months", "any(condition chronic pain, drug opioid [within past 3 mo])"),
        // Near misses.
        (
            "MI, stroke, TIA within 6 months",
            "any(condition myocardial infarction [within past 6 mo], condition stroke [within past 6 mo], condition transient ischemic attack [within past 6 mo])",
        ),
        (
            "Asthma exacerbation or pneumonia within 4 weeks",
            "any(condition asthma exacerbation [within past 4 wk], condition pneumonia [within past 4 wk])",
        ),
    ]);
}

#[test]
fn a_length_ends_before_what_is_for_life() {
    all_read(&[
        (
            "Obesity, low back pain for at least 12 weeks",
            "all(condition obesity, condition low back pain [for ≥ 12 wk])",
        ),
        // Near misses.
        (
            "Rheumatoid arthritis, psoriatic arthritis or axial spondyloarthritis for at least 12 weeks",
            "any(condition rheumatoid arthritis [for ≥ 12 wk], condition psoriatic arthritis [for ≥ 12 wk], condition axial spondyloarthritis [for ≥ 12 wk])",
        ),
    ]);
}
