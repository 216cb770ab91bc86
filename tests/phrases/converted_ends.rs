//! Ranges and limits whose numbers are given again in brackets, numbers with apostrophes, and shares beyond the normal range.

use super::{all_read, codes};

#[test]
fn both_ends_are_given_again_in_brackets() {
    all_read(&[
        ("HbA1c from 7% (53 mmol/mol) to 10% (86 mmol/mol)", "HbA1c 7..10 % (also 53..86 mmol/mol)"),
        (
            "LDL between 100 mg/dL (2.6 mmol/L) and 160 mg/dL (4.1 mmol/L)",
            "LDL-C 100..160 mg/dL (also 2.6..4.1 mmol/L)",
        ),
        ("HbA1c 7% [53 mmol/mol] - 10% [86 mmol/mol], inclusive", "HbA1c 7..10 % (also 53..86 mmol/mol)"),
        ("Weight ≥ 50 kg (110 lb) to < 100 kg (220 lb)", "body weight 50..< 100 kg (also 110..< 220 lb_av)"),
        (
            "2.6 mmol/L (100 mg/dL) ≤ LDL-C < 4.1 mmol/L (160 mg/dL)",
            "all(LDL-C ≥ 2.6 mmol/L (also ≥ 100 mg/dL), LDL-C < 4.1 mmol/L (also < 160 mg/dL))",
        ),
        // Two limits, and a range that is given again whole.
        (
            "HbA1c ≥7.0% (53 mmol/mol) and ≤10.5% (91.3 mmol/mol)",
            "all(HbA1c ≥ 7.0 % (also ≥ 53 mmol/mol), HbA1c ≤ 10.5 % (also ≤ 91.3 mmol/mol))",
        ),
        ("HbA1c from 7 to 10% (53 to 86 mmol/mol)", "HbA1c 7..10 % (also 53..86 mmol/mol)"),
    ]);
}

#[test]
fn apostrophes_stand_between_thousands() {
    all_read(&[("Platelets ≥ 100'000/mm3", "PLT ≥ 100000 /mm3"), ("Lymphocytes ≥ 2’000/µL", "ALC ≥ 2000 /uL")]);
}

#[test]
fn a_share_beyond_the_normal_range_is_a_multiple_of_it() {
    all_read(&[
        ("ALT > 10% above the ULN", "ALT > 1.1 ×ULN"),
        ("Creatinine no more than 20% above the upper limit of normal (ULN)", "creatinine ≤ 1.2 ×ULN"),
        ("Sodium more than 10% below the LLN", "sodium < 0.9 ×LLN"),
        ("ALT > 3 times above the ULN", "ALT > 3 ×ULN"),
        ("Blast count capped at 30%", "blasts ≤ 30 %"),
    ]);
    assert!(codes("ALT 10% above the ULN").contains(&"number-not-in-rule".to_owned()), "no comparator");
}
