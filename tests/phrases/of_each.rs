//! What is said once of two drugs, or of two ages: cycles, routes, stable doses, a disease.

use super::{all_excluded, all_read};

#[test]
fn cycles_are_of_each_drug() {
    all_excluded(&[
        (
            "Azacitidine or decitabine > 1 cycle",
            "any(drug azacitidine [count > 1 {cycle}], drug decitabine [count > 1 {cycle}])",
        ),
        (
            "> 1 cycle of azacitidine or decitabine",
            "any(drug azacitidine [count > 1 {cycle}], drug decitabine [count > 1 {cycle}])",
        ),
        // Near misses.
        ("> 1 cycle of azacitidine, or decitabine", "any(drug azacitidine [count > 1 {cycle}], drug decitabine)"),
        ("Aspirin or ibuprofen > 100 mg", "any(drug aspirin, drug ibuprofen [dose > 100 mg])"),
    ]);
}

#[test]
fn another_route_has_its_own_window() {
    all_excluded(&[
        (
            "IV bisphosphonates within 12 months or oral within 6 months before screening",
            "any(drug bisphosphonate [route: intravenous] [within 12 mo before screening], drug bisphosphonate [route: oral] [within 6 mo before screening])",
        ),
        // Near misses.
        (
            "Steroids within 12 months or oral surgery within 6 months before screening",
            "any(drug glucocorticoid [within 12 mo before screening], procedure dental surgery [within 6 mo before screening])",
        ),
    ]);
}

#[test]
fn a_stable_dose_is_of_each_drug_of_a_list() {
    all_read(&[
        (
            "Stable dose of azathioprine, mercaptopurine, or methotrexate for at least 8 weeks",
            "any(drug azathioprine [Stable dose stable ≥ 8 wk], drug mercaptopurine [Stable dose stable ≥ 8 wk], drug methotrexate [Stable dose stable ≥ 8 wk])",
        ),
        // Near misses.
        (
            "Stable dose of azathioprine, and methotrexate for at least 8 weeks",
            "all(drug azathioprine [Stable dose stable ≥ 8 wk], drug methotrexate [Stable dose stable ≥ 8 wk])",
        ),
    ]);
}

#[test]
fn a_limit_before_a_disease_is_an_age_beside_one() {
    all_read(&[
        ("Age ≥ 60 or ≥ 50 with diabetes", "any(age ≥ 60 a, all(age ≥ 50 a, condition diabetes mellitus))"),
        // Near misses.
        ("BMI ≥ 30 or ≥ 27 with diabetes", "any(BMI ≥ 30, all(condition diabetes mellitus, BMI ≥ 27))"),
    ]);
}
