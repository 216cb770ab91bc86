//! Weeks of a pregnancy, years of a person, and how long ago or how long something was.

use trial_extract::rule::Section;

use super::{reading, reading_in};

fn reads(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(reading(text), *expected, "{text}");
    }
}

#[test]
fn weeks_beside_a_pregnancy_are_how_far_it_is() {
    reads(&[
        ("Singleton pregnancy ≥ 37 weeks", "observation singleton pregnancy having (gestational age ≥ 37 wk)"),
        ("Missed abortion < 12 weeks", "condition missed abortion having (gestational age < 12 wk)"),
        ("Preterm infants < 34 weeks", "condition prematurity having (gestational age < 34 wk)"),
        ("Pregnant women at 11-14 weeks", "condition pregnancy having (gestational age 11..14 wk)"),
        ("Elective cesarean at ≥ 39 weeks", "procedure elective cesarean section having (gestational age ≥ 39 wk)"),
        ("GDM, 24-28 weeks", "condition gestational diabetes having (gestational age 24..28 wk)"),
        // Near misses.
        ("Pregnancy for 12 weeks", "condition pregnancy [for 12 wk]"),
        ("Gestational diabetes, > 4 weeks", "condition gestational diabetes [for > 4 wk]"),
        ("Diabetes ≥ 37 weeks", "condition diabetes mellitus [for ≥ 37 wk]"),
    ]);
    assert_eq!(reading_in(Section::Exclusion, "Abortion < 12 weeks"), "procedure abortion [for < 12 wk]");
    assert_eq!(
        reading_in(Section::Exclusion, "Retinopathy of prematurity > 31 weeks"),
        "condition retinopathy of prematurity [for > 31 wk]"
    );
    assert!(!reading("Rupture of membranes > 18 hours").contains("gestational"));
}

#[test]
fn weeks_stand_within_a_name_or_with_days() {
    reads(&[
        ("24 to 28 gestational weeks", "gestational age 24..28 wk"),
        ("Neonates born at 28+0 to 31+6 weeks of gestation", "gestational age 196..223 d"),
        // Near miss.
        ("Born at 28 to 32 weeks of gestation", "gestational age 28..32 wk"),
    ]);
}

#[test]
fn years_of_grown_people_at_the_end_are_an_age() {
    reads(&[
        ("Hemodialysis, 18 years and above", "all(procedure hemodialysis, age ≥ 18 a)"),
        ("PCOS, ≤ 40 years", "all(condition polycystic ovary syndrome, age ≤ 40 a)"),
        // Near misses: it may be how long the disease has lasted.
        ("Diabetes, > 5 years", "condition diabetes mellitus [for > 5 a]"),
        ("COPD, lasting ≥ 18 years", "condition COPD [for ≥ 18 a]"),
    ]);
    assert_eq!(reading_in(Section::Exclusion, "Diabetes, ≥ 18 years"), "condition diabetes mellitus [for ≥ 18 a]");
}

#[test]
fn what_is_over_at_once_was_so_long_ago() {
    reads(&[
        ("Prior MI > 30 days", "condition history of myocardial infarction [> 30 d ago]"),
        ("History of stroke (≥ 3 months)", "condition history of stroke [≥ 3 mo ago]"),
        ("4 weeks since chemotherapy", "drug chemotherapy [≥ 4 wk ago]"),
        // Near misses.
        ("History of diabetes > 5 years", "condition history of diabetes mellitus [for > 5 a]"),
        ("Stroke for ≥ 3 months", "condition stroke [for ≥ 3 mo]"),
    ]);
    assert_eq!(reading_in(Section::Exclusion, "Dabigatran < 48 h"), "drug dabigatran [within past < 48 h]");
}

#[test]
fn a_result_beside_a_treatment_demands_no_treatment() {
    reads(&[
        ("WBC < 25 x 10^9/L prior to azacitidine", "WBC < 25 ×10⁹/L [before drug azacitidine]"),
        ("Hgb < 10 g/dL prior to transfusion", "Hb < 10 g/dL [before procedure transfusion]"),
    ]);
    // Near miss: whoever is on it is given it.
    assert!(!reading("WBC < 25 x 10^9/L on azacitidine").contains("[before"));
}

#[test]
fn an_infusion_takes_its_time() {
    reads(&[
        ("Saline 20 ml/kg over 1 hour", "drug sodium chloride [dose = 20 mL/kg] [for 1 h]"),
        // Near miss.
        ("Weight loss > 10 % over 6 months", "weight loss > 10 % [within past 6 mo]"),
    ]);
}
