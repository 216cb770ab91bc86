//! Where other extractors break: each weakness that was seen in one is a test that passes here.

#![allow(clippy::unwrap_used)]

use std::fmt::Write;

use trial_extract::emit::facts::{Fact, facts};
use trial_extract::rule::{Section, Trial};
use trial_extract::source::Document;
use trial_extract::{Options, extract};

fn trial(text: &str) -> Trial {
    let document = Document { text: text.to_owned(), ..Document::default() };
    extract(&document, &Options { section: Some(Section::Inclusion) })
}

/// The limits and windows of a text, one a line: subject, limits, unit.
fn limits(text: &str) -> Vec<String> {
    let trial = trial(text);
    facts(&trial).iter().filter(|f| matches!(f.kind, "comparison" | "window")).map(line).collect()
}

fn line(fact: &Fact<'_>) -> String {
    let mut out = fact.concept.or(fact.subject).unwrap_or("-").to_owned();
    match (fact.low, fact.high) {
        (Some(low), Some(high)) if low == high => write!(out, " = {}", low.0).unwrap(),
        (low, high) => {
            low.iter().for_each(|(n, in_)| write!(out, " {} {n}", if *in_ { "≥" } else { ">" }).unwrap());
            high.iter().for_each(|(n, in_)| write!(out, " {} {n}", if *in_ { "≤" } else { "<" }).unwrap());
        }
    }
    if let Some(unit) = fact.ucum.or(fact.unit) {
        write!(out, " {unit}").unwrap();
    }
    out
}

/// The readings of a text's criteria.
fn readings(text: &str) -> Vec<String> {
    trial(text).criteria.into_iter().filter_map(|c| c.reading).collect()
}

#[test]
fn a_leading_number_is_no_list_number() {
    assert_eq!(limits("18 to 70 years old"), ["age ≥ 18 ≤ 70 a"]);
    assert_eq!(limits("10 ≤ Hb ≤ 12 g/dL").len(), 2);
    assert_eq!(limits("1. 18 to 70 years old"), ["age ≥ 18 ≤ 70 a"]);
}

#[test]
fn a_power_of_ten_scales_both_bounds() {
    assert_eq!(limits("Platelets ≥ 50 × 10⁹/L"), ["platelets ≥ 50 10*9/L"]);
    assert_eq!(limits("WBC 3.0 to 12.0 x 10^9/L"), ["leukocytes ≥ 3.0 ≤ 12.0 10*9/L"]);
}

#[test]
fn both_letters_mu_are_one_unit() {
    assert_eq!(limits("Creatinine ≤ 133 \u{3bc}mol/L"), ["creatinine ≤ 133 umol/L"]);
    assert_eq!(limits("Creatinine ≤ 133 \u{b5}mol/L"), ["creatinine ≤ 133 umol/L"]);
}

#[test]
fn class_ranges_hold_both_classes() {
    for text in
        ["NYHA Class III-IV heart failure", "NYHA class III/IV heart failure", "NYHA class III or IV heart failure"]
    {
        assert_eq!(limits(text), ["nyha ≥ 3 ≤ 4"], "{text}");
    }
}

#[test]
fn a_long_list_loses_no_item() {
    let text = "AST ≤ 3 × ULN, ALT ≤ 3 × ULN, ANC ≥ 1.5 × 10⁹/L, creatinine clearance ≥ 60 mL/min, and INR ≤ 1.5";
    let found = limits(text);
    for id in ["aspartate_aminotransferase", "alanine_aminotransferase", "neutrophils", "creatinine_clearance", "inr"] {
        assert!(found.iter().any(|f| f.starts_with(id)), "{id} in {found:?}");
    }
    assert_eq!(found.len(), 5);
}

#[test]
fn scores_titres_grades_loads_doses_and_durations_are_known() {
    let rows = [
        ("SLEDAI-2K score ≥ 6", "sledai_2k ≥ 6"),
        ("UPCR ≥ 1.0 g/g", "urine_protein_creatinine_ratio ≥ 1.0 g/g"),
        ("ANA ≥ 1:80", "ana ≥ 80"),
        ("Absolute lymphocyte count ≥ 0.3 × 10⁹/L", "lymphocytes ≥ 0.3 10*9/L"),
        ("APTT ≤ 1.5 × ULN", "aptt ≤ 1.5"),
        ("FVC ≥ 60% predicted", "fvc ≥ 60"),
        ("Dyspnea ≤ CTCAE Grade 1", "dyspnea ≤ 1"),
        ("HBV DNA ≥ 1×10³ copies/mL", "hbv_dna ≥ 1"),
        ("Direct bilirubin ≤ 1.5 × ULN", "bilirubin_direct ≤ 1.5"),
        ("Prednisone ≤ 10 mg/day", "prednisone ≤ 10 mg/d"),
        ("Hypertension for at least 6 months", "hypertension ≥ 6 mo"),
    ];
    for (text, start) in rows {
        let found = limits(text);
        assert!(found.len() == 1 && found[0].starts_with(start), "{text}: {found:?}");
    }
}

#[test]
fn conditions_on_a_limit_are_kept() {
    let liver = readings("ALT ≤ 2.5 × ULN (≤ 5 × ULN if liver metastases)");
    assert!(liver[0].contains("2.5 ×ULN") && liver[0].contains("5 ×ULN") && liver[0].contains("metasta"), "{liver:?}");
    let gilbert = readings("Total bilirubin ≤ 1.5 × ULN, unless the subject has Gilbert syndrome");
    assert_eq!(gilbert, ["any(total bilirubin ≤ 1.5 ×ULN, condition Gilbert syndrome)"]);
}

#[test]
fn comparators_come_in_many_words() {
    let rows = [
        ("Hemoglobin no lower than 9 g/dL", "hemoglobin ≥ 9 g/dL"),
        ("Creatinine should not exceed 1.5 mg/dL", "creatinine ≤ 1.5 mg/dL"),
        ("BMI up to 35 kg/m2", "bmi ≤ 35 kg/m2"),
        ("Maximum age 75 years", "age ≤ 75 a"),
        ("Surgery within two weeks before screening", "surgery ≤ 2 wk"),
    ];
    for (text, expected) in rows {
        assert_eq!(limits(text), [expected], "{text}");
    }
    assert_eq!(readings("Child-Pugh class A or B"), ["Child-Pugh class in {A, B}"]);
}

#[test]
fn lists_of_short_limits_are_no_or_group() {
    let rule = readings("PLT<100k/µL, Hb<9 g/dL; Cr>2 mg/dL");
    assert!(rule[0].starts_with("all("), "{rule:?}");
    assert_eq!(limits("PLT<100k/µL, Hb<9 g/dL; Cr>2 mg/dL").len(), 3);
    let ages = limits("Age <18 or >65 years");
    assert_eq!(ages, ["age < 18 a", "age > 65 a"]);
}

#[test]
fn no_value_and_no_unit_is_thrown_away() {
    assert_eq!(limits("AST ≤ 40 U/L"), ["aspartate_aminotransferase ≤ 40 U/L"]);
    assert_eq!(limits("LDH ≤ 250 U/L in serum"), ["lactate_dehydrogenase ≤ 250 U/L"]);
    let unknown = trial("Troponin ≤ 5 blorps/zorp");
    let codes: Vec<&str> = unknown.criteria[0].diagnostics.iter().map(|d| d.code.as_str()).collect();
    assert!(codes.iter().any(|c| matches!(*c, "not-understood" | "unknown-unit")), "{codes:?}");
}

#[test]
fn criteria_need_no_blank_line_and_headers_are_not_glued_on() {
    let text = "Inclusion Criteria:\n* Age ≥ 18 years\n* Meets all of the following:\n  * Hb ≥ 9 g/dL\n  * ANC ≥ 1.5 × 10⁹/L\n";
    let trial = trial(text);
    let items: Vec<_> = trial.criteria.iter().filter_map(|c| c.id.as_deref()).collect();
    assert_eq!(items, ["I1", "I2"]);
    assert_eq!(trial.criteria[2].reading.as_deref(), Some("all(I2.1, I2.2)"));
    assert_eq!(trial.criteria[2].criteria[0].reading.as_deref(), Some("Hb ≥ 9 g/dL"));
}
