//! Numbers beside a scale or a value: which is the result that is asked for, and which says how it is measured.

use super::{all_excluded, all_read, codes};

#[test]
fn the_length_of_the_line_of_a_scale_is_no_result() {
    all_read(&[
        ("VAS (100 mm) ≥ 40", "VAS ≥ 40 {score}"),
        ("pain VAS (0-100 mm) > 40", "pain VAS > 40 {score}"),
        ("Visual analogue scale (VAS, 100 mm) ≥ 40 mm", "VAS ≥ 40 mm"),
        ("VAS (40 mm)", "VAS = 40 mm"),
    ]);
    assert_eq!(codes("VAS (100 mm) ≥ 40"), ["number-not-in-rule"]);
}

#[test]
fn a_unit_or_a_word_beside_it_decides_an_abbreviation() {
    all_excluded(&[
        ("UA > 480 µmol/L", "uric acid > 480 umol/L"),
        (
            "History of MI, UA or TIA",
            "any(condition history of myocardial infarction, condition history of unstable angina, \
             condition history of transient ischemic attack)",
        ),
        ("APAP > 4 g per day", "drug acetaminophen [dose > 4 g/d]"),
        (
            "CPAP or APAP",
            "any(procedure continuous positive airway pressure, procedure auto-titrating positive airway pressure)",
        ),
    ]);
    for open in ["Normal UA", "APAP use"] {
        assert!(codes(open).contains(&"ambiguous-abbreviation".to_owned()), "{open}");
    }
}
