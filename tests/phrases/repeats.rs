//! Numbers that count tests or multiply another value, and are no result.

use super::{all_excluded, all_read, reading};

#[test]
fn tests_are_counted() {
    all_read(&[
        ("Interval of >= 7 days between the two Hb tests", "Hb [count = 2] [every ≥ 7 d]"),
        ("PSA progression on 2 occasions", "PSA [count = 2] [outcome: progressed]"),
        // Near misses.
        ("two Hb values < 10 g/dL", "Hb < 10 g/dL [count = 2]"),
        ("2 relapses in the previous 24 months", "relapses = 2 [within past 24 mo]"),
    ]);
    assert!(reading("Rising PSA on two successive dates").starts_with("all(PSA [count = 2]"));
}

#[test]
fn a_multiple_of_another_value_is_no_limit() {
    let reading = reading("anti-dsDNA more than two times the preceding value");
    assert_eq!(reading, "all(history of anti-dsDNA, ‹more than two: in no part of the rule›)");
    // Near miss.
    all_read(&[("Creatinine more than 2 times the baseline value", "creatinine > 2 ×baseline")]);
}

#[test]
fn the_number_of_a_gene_is_its_name() {
    all_read(&[("IDH 1 mutation", "IDH1 mutated"), ("IDH 1 and IDH 2 mutation", "all(IDH1 mutated, IDH2 mutated)")]);
}

#[test]
fn either_of_two_that_are_excluded_excludes() {
    all_read(&[
        (
            "Basal cell carcinoma and melanoma are excluded",
            "not(any(condition basal cell carcinoma, condition melanoma))",
        ),
        // Near misses.
        (
            "Patients with diabetes and hypertension are excluded",
            "not(all(condition diabetes mellitus, condition hypertension))",
        ),
        ("Diabetes and HbA1c > 9 % are excluded", "not(all(condition diabetes mellitus, HbA1c > 9 %))"),
    ]);
}

#[test]
fn a_contraindication_is_of_treatments_and_not_planned() {
    all_excluded(&[
        (
            "Contraindication to exercise testing or an orthopedic condition",
            "any(observation contraindication having procedure exercise stress test, condition orthopedic condition)",
        ),
        (
            "Plan for cesarean delivery or contraindication to labor",
            "any(procedure planned cesarean section, observation contraindication having condition labor)",
        ),
        // Near miss.
        ("Plan for pregnancy or surgery", "any(condition planned pregnancy, procedure planned surgery)"),
    ]);
}
