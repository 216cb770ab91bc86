//! Fractions and units: what is so much of so much, and what only looks like it.

use super::{all_excluded, all_read, codes};

#[test]
fn a_score_over_a_number_is_so_many_points_of_so_many() {
    all_excluded(&[
        ("Visual Analogue Scale > 6/10", "VAS > 6 {score}"),
        ("NDI > 10/50", "neck disability index > 10 {score}"),
        ("visual acuity worse than 6/12", "visual acuity > 12 {6/N}"),
    ]);
    assert!(codes("NDI > 10/50").is_empty());
}

#[test]
fn an_acuity_may_stand_in_brackets() {
    all_excluded(&[("Poor vision (worse than 20/100)", "Poor vision > 100 {20/N}")]);
}

#[test]
fn the_end_of_a_range_that_is_no_fraction_leaves_the_other_open() {
    assert!(!codes("BCVA between 20/40 and hand motion").is_empty());
    all_read(&[("BCVA between 20/40 and 20/200", "visual acuity 40..200 {20/N}")]);
}

#[test]
fn units_as_they_are_typed() {
    all_excluded(&[
        ("prednisolone ≤ 5 mg/D", "drug prednisolone [dose ≤ 5 mg/d]"),
        ("spherical equivalent > 5 D", "spherical equivalent > 5 diop"),
        ("eGFR < 30 ml/min/1.73/m^2", "eGFR < 30 mL/min/{1.73_m2}"),
        ("eGFR < 30 ml/min/1.73 m^2", "eGFR < 30 mL/min/{1.73_m2}"),
    ]);
}

#[test]
fn signs_and_words_that_say_a_limit_twice() {
    all_read(&[
        ("BSA over minimum 5%", "BSA ≥ 5 %"),
        ("BSA over 5%", "BSA > 5 %"),
        ("UPCR = or < 0.35 mg/mg", "UPCR ≤ 0.35 mg/mg"),
        ("UPCR < or = 0.35 mg/mg", "UPCR ≤ 0.35 mg/mg"),
    ]);
}

#[test]
fn two_tests_with_a_slash_are_their_ratio_where_there_is_one() {
    all_read(&[
        ("Arterial oxygen partial pressure (PaO2)/FiO2 ≤ 250", "PaO2/FiO2 ≤ 250"),
        ("FEV1/forced vital capacity (FVC) ratio < 0.7", "FEV1/FVC < 0.7"),
        ("AST/platelet ratio index (APRI) > 1.5", "APRI > 1.5 {score}"),
        // Near misses.
        ("AST (GOT)/ALT > 3 x ULN", "all(AST > 3 ×ULN, ALT > 3 ×ULN)"),
        ("PaO2 (arterial) and FiO2 ≤ 50 %", "all(PaO2, FiO2 ≤ 50 %)"),
    ]);
}

#[test]
fn a_dose_in_equivalents_may_have_its_sign_before_their_drug() {
    all_excluded(&[
        ("diuretic dose above furosemide 120 mg equivalents", "drug diuretic [dose > 120 mg furosemide-equivalent]"),
        ("furosemide dose above 120 mg", "drug furosemide [dose > 120 mg]"),
    ]);
}

#[test]
fn a_number_before_readings_counts_them() {
    all_excluded(&[
        ("≥2 readings showing an eGFR <25", "eGFR < 25 [count ≥ 2]"),
        ("Two measurements of potassium > 5.5 mmol/L", "potassium > 5.5 mmol/L [count = 2]"),
        ("a score of 23 or less on the MMSE", "MMSE ≤ 23 {score}"),
    ]);
}
