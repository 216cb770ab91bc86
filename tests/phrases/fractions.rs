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
