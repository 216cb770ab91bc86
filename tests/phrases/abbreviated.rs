//! What abbreviations and names with several senses stand for, by their unit, by the words beside them and by their case.

use super::{all_excluded, all_read, codes, reading};

#[test]
fn the_unit_of_a_limit_decides_what_is_measured() {
    all_excluded(&[
        ("TBI > 2 Gy before transplantation", "total body irradiation > 2 Gy [before transplantation]"),
        ("TBI < 0.7", "toe-brachial index < 0.7"),
        ("History of TBI", "condition history of traumatic brain injury"),
        ("CVA < 50 degrees", "craniovertebral angle < 50 deg"),
        ("History of CVA or TIA", "any(condition history of stroke, condition history of transient ischemic attack)"),
        ("ER < 45 degrees", "external rotation < 45 deg"),
        ("ER < 1%", "estrogen receptor < 1 %"),
        ("PTA < 40%", "prothrombin activity < 40 %"),
        ("PTA > 40 dB", "pure tone average > 40 dB"),
        ("CRT > 300 μm", "central subfield thickness > 300 um"),
        ("K > 5.5 mmol/L", "potassium > 5.5 mmol/L"),
        ("Na < 130 mmol/L", "sodium < 130 mmol/L"),
        ("Ca > 10.5 mg/dL", "calcium > 10.5 mg/dL"),
    ]);
    assert!(codes("K-wire fixation").is_empty(), "a letter of a name");
    // Nothing tells which.
    for text in ["CRT", "PPD ≥ 5 mm", "TBI", "Prior CRT", "PDAI ≥ 15"] {
        assert!(codes(text).contains(&"ambiguous-abbreviation".to_owned()), "{text}");
    }
}

#[test]
fn the_words_beside_an_abbreviation_decide() {
    all_excluded(&[
        ("CRT implanted", "procedure cardiac resynchronization therapy"),
        ("Prior CRT for rectal cancer", "drug history of radiochemotherapy having condition rectal cancer"),
        ("Cirrhosis with CTP B", "condition cirrhosis having (Child-Pugh class in {B})"),
        ("CPS > 7 in cirrhosis", "Child-Pugh points > 7 {score} having condition cirrhosis"),
        ("CPS ≥ 10", "combined positive score ≥ 10 {score}"),
        ("GPA or MPA", "any(condition granulomatosis with polyangiitis, condition microscopic polyangiitis)"),
        ("Tacrolimus or MPA", "any(drug tacrolimus, drug mycophenolic acid)"),
        ("Pouchitis, PDAI ≥ 7", "any(condition pouchitis, pouchitis disease activity index ≥ 7 {score})"),
        ("ICP > 20 mmHg", "intracranial pressure > 20 mmHg"),
        ("Positive PPD", "tuberculin skin test positive"),
        ("ICSI", "procedure intracytoplasmic sperm injection"),
        ("ICSI score ≥ 8", "Interstitial Cystitis Symptom Index ≥ 8 {score}"),
        ("Malnutrition (MUST ≥ 2)", "condition malnutrition having (MUST nutrition score ≥ 2 {score})"),
    ]);
}

#[test]
fn an_abbreviation_of_capitals_and_small_letters_is_what_is_written_so() {
    all_read(&[
        ("PsA with ≥ 3 swollen joints", "all(condition psoriatic arthritis, swollen joint count ≥ 3)"),
        ("PSA ≥ 4 ng/mL", "PSA ≥ 4 ng/mL"),
        ("psa ≥ 4 ng/mL", "PSA ≥ 4 ng/mL"),
        ("Cr ≤ 1.5 mg/dL", "creatinine ≤ 1.5 mg/dL"),
        ("Ph+ ALL", "condition Ph+ acute lymphoblastic leukemia"),
        ("Arterial pH < 7.2", "pH < 7.2"),
    ]);
}

#[test]
fn a_class_of_child_is_of_cirrhosis() {
    all_read(&[
        ("Child A or B", "Child-Pugh class in {A, B}"),
        ("Child's C", "Child-Pugh class in {C}"),
        ("Child-B/C cirrhosis", "condition cirrhosis having (Child-Pugh class in {B, C})"),
        ("CHILD A OR B CIRRHOSIS", "condition cirrhosis having (Child-Pugh class in {A, B})"),
        ("Cirrhosis (Child A)", "condition cirrhosis having (Child-Pugh class in {A})"),
        ("Children with cirrhosis", "condition cirrhosis"),
        ("Child A has asthma", "condition asthma"),
        ("Child with cirrhosis", "condition cirrhosis"),
    ]);
}

#[test]
fn what_is_found_in_urine_is_measured_where_a_limit_says_so() {
    all_excluded(&[
        ("Hematuria", "condition hematuria"),
        ("Hematuria or proteinuria", "any(condition hematuria, condition proteinuria)"),
        ("Proteinuria > 1 g/day", "urine protein > 1 g/d"),
        ("Proteinuria (≥ 1 g/24 h)", "urine protein ≥ 1 g/(24.h)"),
        ("Positive proteinuria", "urine protein positive"),
        ("Hematuria ≥ 2+", "urine red blood cells ≥ 2 {+}"),
        (
            "Hypoalbuminemia, proteinuria, edema",
            "any(condition hypoalbuminemia, condition proteinuria, condition edema)",
        ),
    ]);
}

#[test]
fn a_name_is_no_broader_and_no_other_than_its_own() {
    all_excluded(&[
        ("iFR ≤ 0.89", "instantaneous wave-free ratio ≤ 0.89"),
        ("FFR ≤ 0.80", "fractional flow reserve ≤ 0.80"),
        ("Proliferative retinopathy", "condition proliferative retinopathy"),
        ("Male factor infertility", "condition male factor infertility"),
        ("≥ 2 drop seizures per week", "condition drop attack [count ≥ 2 /wk]"),
        ("≥ 2 drops per day of timolol", "drug timolol [dose ≥ 2 drp/d]"),
        ("≥ 3 UUI episodes per week", "condition urge urinary incontinence [count ≥ 3 /wk]"),
        ("TSH > 5 uIU/mL", "TSH > 5 uIU/mL"),
        ("SNAP-IV score ≥ 18", "SNAP-IV ≥ 18 {score}"),
        ("LVESVI ≥ 60 mL/m2", "LVESVI ≥ 60 mL/m2"),
        ("LVESV ≥ 60 mL", "LVESV ≥ 60 mL"),
        ("Premenopausal women", "all(sex female, observation premenopausal)"),
        ("Women of childbearing potential", "all(sex female, observation childbearing potential)"),
    ]);
}

#[test]
fn what_the_text_explains_and_no_table_has_stands_for_its_name() {
    let rule = reading("Oral squamous cell carcinoma (OSCC), or a history of OSCC");
    assert_eq!(
        rule,
        "any(condition oral cavity squamous cell carcinoma, condition history of oral cavity squamous cell carcinoma)"
    );
    // Near miss: nothing explains it.
    assert_eq!(reading("A history of OSCC"), "condition history of OSCC");
}
