//! How limits are typed: full-width signs, lost subscripts, units on one line.

use super::reading;

fn reads(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(reading(text), *expected, "{text}");
    }
}

#[test]
fn a_tilde_of_full_width_joins_a_range() {
    reads(&[("ASA grade Ⅰ～Ⅲ", "ASA class in {I, II, III}"), ("BMI 18.5～30 kg/m2", "BMI 18.5..30 kg/m2")]);
}

#[test]
fn a_subscript_in_the_notation_of_formulas_is_part_of_its_name() {
    reads(&[("FEV_1 > 1.2 L", "FEV1 > 1.2 L"), ("FEV1 > 1.2 L", "FEV1 > 1.2 L")]);
    assert!(reading("group_1 > 2").contains('1'));
}

#[test]
fn units_are_typed_in_many_ways() {
    reads(&[
        ("eGFR > 60 ml/(min·1.73m2)", "eGFR > 60 mL/min/{1.73_m2}"),
        ("eGFR > 60 ml/min·1.73m2", "eGFR > 60 mL/min/{1.73_m2}"),
        ("eGFR > 60 ml/min", "eGFR > 60 mL/min"),
        ("Platelets > 100 × 10~9/L", "PLT > 100 ×10⁹/L"),
        ("Bilirubin < 1.5 x IULN", "total bilirubin < 1.5 ×ULN"),
        ("Heart rate > 60 bat/min", "heart rate > 60 /min"),
    ]);
}

#[test]
fn a_shortened_word_ends_no_sentence_before_its_limit() {
    assert_eq!(reading("Body temp. ≥ 37.5 °C"), "temperature ≥ 37.5 Cel");
    // Near miss: a sentence of its own.
    assert_eq!(reading("Asthma. Age ≥ 18 years"), "all(condition asthma, age ≥ 18 a)");
}

#[test]
fn a_unit_of_mass_tells_aspirin_from_a_class() {
    assert!(reading("ASA 81 mg daily").starts_with("drug aspirin"));
    assert_eq!(reading("ASA ≤ 3"), "ASA class ≤ III");
}
