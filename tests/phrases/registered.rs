//! Phrasings of registered trials: alternatives that "if" opens, results that last, brackets that only name again.

use super::{all_excluded, all_read};

#[test]
fn or_if_opens_another_alternative() {
    all_excluded(&[
        ("Diabetes or if fasting glucose > 126 mg/dL", "any(condition diabetes mellitus, fasting glucose > 126 mg/dL)"),
        ("Asthma or if pregnant", "any(condition asthma, condition pregnancy)"),
        // Near miss: a condition of what stands before it.
        (
            "Diabetes if fasting glucose > 126 mg/dL",
            "if fasting glucose > 126 mg/dL: condition diabetes mellitus else false",
        ),
    ]);
}

#[test]
fn a_length_after_a_result_is_how_long_it_is_there() {
    all_read(&[
        ("HBsAg positive for 6 months", "HBsAg positive [for 6 mo]"),
        ("HBsAg positive for at least 6 months", "HBsAg positive [for ≥ 6 mo]"),
        // Near miss: a number of what is measured.
        ("HBV DNA > 2000 IU/mL for 6 months", "HBV DNA > 2000 IU/mL [for 6 mo]"),
    ]);
}

#[test]
fn brackets_that_name_again_or_refer_say_nothing_more() {
    all_read(&[
        ("AST (AST or SGOT) < 2.5 x ULN", "AST < 2.5 ×ULN"),
        ("ECOG 0-1 (Appendix B)", "ECOG performance status 0..1"),
        // Near misses: another thing measured, another disease.
        ("asthma (or COPD)", "any(condition asthma, condition COPD)"),
        ("CrCl > 50 mL/min (if receiving cisplatin)", "if drug cisplatin: creatinine clearance > 50 mL/min"),
    ]);
}

#[test]
fn what_is_allowed_in_brackets_ends_with_them() {
    all_excluded(&[
        (
            "Brain metastases (treated brain metastases are allowed) or stroke",
            "any(condition CNS metastasis permits condition treated CNS metastasis, condition stroke)",
        ),
        (
            "Systemic infection (antifungal therapy is permitted for patients with HIV)",
            "condition systemic infection permits all(drug antifungal, condition HIV infection)",
        ),
        // Near miss: no brackets.
        (
            "depression with or without anxiety or insomnia",
            "condition depression permits condition anxiety permits condition insomnia",
        ),
    ]);
}

#[test]
fn what_is_said_before_or_after_two_is_said_of_both() {
    all_excluded(&[
        ("elevated bilirubin or creatinine ≥ 1.5 x ULN", "any(total bilirubin ≥ 1.5 ×ULN, creatinine ≥ 1.5 ×ULN)"),
        ("elevated bilirubin, or creatinine ≥ 1.5 x ULN", "any(total bilirubin high, creatinine ≥ 1.5 ×ULN)"),
    ]);
    all_read(&[
        (
            "Metformin or insulin discontinued for at least 4 weeks",
            "any(drug metformin [outcome: discontinued] [for ≥ 4 wk], drug insulin [outcome: discontinued] [for ≥ 4 wk])",
        ),
        // What describes the disease is not said of the treatment.
        (
            "hospitalization for acute decompensated heart failure",
            "procedure hospitalization having condition acute decompensated heart failure",
        ),
    ]);
}

#[test]
fn signs_and_words_of_comparison_as_they_are_typed() {
    all_read(&[
        ("KPS > or equal to 60", "KPS ≥ 60 {score}"),
        ("AST within institutional normal range", "AST normal"),
        ("Age at least 18 years; sex is not limited", "all(age ≥ 18 a, sex any)"),
        ("III-IV melanoma", "condition melanoma having (III-IV 3..4)"),
        ("melanoma treated with IV antibiotics", "condition melanoma having (drug antibiotic [route: intravenous])"),
    ]);
    let reading = super::reading("Hemoglobin 2 g/dL below normal");
    assert!(!reading.contains("= 2"), "{reading}");
}
