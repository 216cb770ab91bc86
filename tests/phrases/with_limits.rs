//! Limits behind the disease, the moment or the semicolon that parts them from what they are of, and lengths of time said
//! "respectively".

use super::{all_excluded, all_read};

#[test]
fn limits_behind_a_disease_are_of_each_that_is_named() {
    all_excluded(&[
        ("Liver disease with ALT or AST > 3 × ULN", "all(condition liver disease, any(ALT > 3 ×ULN, AST > 3 ×ULN))"),
        (
            "Active hepatitis with ALT, AST or ALP ≥ 3 × ULN",
            "all(condition active hepatitis, any(ALT ≥ 3 ×ULN, AST ≥ 3 ×ULN, ALP ≥ 3 ×ULN))",
        ),
        // Each with its own limit, or without a disease.
        (
            "Liver disease with ALT > 3 × ULN or AST > 3 × ULN",
            "any(all(condition liver disease, ALT > 3 ×ULN), AST > 3 ×ULN)",
        ),
        ("Patients with ALT or AST > 3 × ULN", "any(ALT > 3 ×ULN, AST > 3 ×ULN)"),
    ]);
}

#[test]
fn a_moment_stands_between_a_name_and_its_limit() {
    all_read(&[
        ("NIHSS at admission: 4-20", "NIHSS 4..20 {score} [at admission]"),
        ("Expanded Disability Status Scale (EDSS) at screening: 0-5.5", "EDSS 0..5.5 {score} [at screening]"),
        ("HbA1c at screening: 7.0-10.0 %", "HbA1c 7.0..10.0 % [at screening]"),
        ("Blood pressure at screening: systolic ≥ 140 mmHg", "systolic blood pressure ≥ 140 mmHg [at screening]"),
    ]);
}

#[test]
fn a_limit_for_some_stands_behind_a_semicolon() {
    all_read(&[
        (
            "ALT ≤ 2.5 × ULN; ≤ 5 × ULN for liver metastases",
            "any(ALT ≤ 2.5 ×ULN, all(condition liver metastasis, ALT ≤ 5 ×ULN))",
        ),
        (
            "Bilirubin ≤ 1.5 × ULN; ≤ 3 × ULN in patients with Gilbert syndrome",
            "any(total bilirubin ≤ 1.5 ×ULN, all(condition Gilbert syndrome, total bilirubin ≤ 3 ×ULN))",
        ),
        ("Hb ≥ 9 g/dL; platelets ≥ 100 × 10^9/L", "all(Hb ≥ 9 g/dL, PLT ≥ 100 ×10⁹/L)"),
    ]);
}

#[test]
fn dots_between_the_factors_of_a_unit_are_read() {
    all_read(&[
        ("PVR ≥ 240 dyn·sec·cm-5", "PVR ≥ 240 dyn.s/cm5"),
        ("PVR ≥ 300 dyn•s/cm5 (3.75 Wood units)", "PVR ≥ 300 dyn.s/cm5 (also ≥ 3.75 wood'U)"),
    ]);
}

#[test]
fn lengths_of_time_are_each_of_the_subject_in_its_place() {
    all_read(&[
        (
            "Steroids and biologics within 4 weeks and 3 months prior to screening, respectively",
            "all(drug glucocorticoid [within 4 wk before screening], drug biologic [within 3 mo before screening])",
        ),
        (
            "Aspirin or warfarin within 7 days or 14 days before surgery, respectively",
            "any(drug aspirin [within 7 d before surgery], drug warfarin [within 14 d before surgery])",
        ),
        // Without the word, each holds for both.
        (
            "Aspirin or warfarin within 7 days before surgery",
            "any(drug aspirin [within 7 d before surgery], drug warfarin [within 7 d before surgery])",
        ),
    ]);
}

#[test]
fn an_index_date_is_a_moment() {
    all_read(&[
        ("Age ≥ 18 years on the index date", "age ≥ 18 a [at index date]"),
        ("Diabetes before index date", "condition diabetes mellitus [before index date]"),
    ]);
    all_excluded(&[("On warfarin", "drug warfarin")]);
}
