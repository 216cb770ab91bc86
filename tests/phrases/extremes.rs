//! "Minimum" and "maximum" before a list, and plain numbers that nothing compares.

use super::{all_read, codes};

#[test]
fn an_extreme_before_a_list_is_of_each_of_its_numbers() {
    all_read(&[
        ("minimum hemoglobin of 9 g/dL and platelets of 100,000/mm3", "all(Hb ≥ 9 g/dL, PLT ≥ 100000 /mm3)"),
        ("a maximum AST and ALT of 2.5 x ULN", "all(AST ≤ 2.5 ×ULN, ALT ≤ 2.5 ×ULN)"),
        (
            "maximum serum creatinine of 2 mg/dL, bilirubin of 2 mg/dL and INR of 1.5",
            "all(creatinine ≤ 2 mg/dL, total bilirubin ≤ 2 mg/dL, INR ≤ 1.5)",
        ),
        // Near misses.
        ("minimum hemoglobin of 9 g/dL and platelets < 100,000/mm3", "all(Hb ≥ 9 g/dL, PLT < 100000 /mm3)"),
        ("minimum hemoglobin of 9 g/dL, and a BMI of 30", "all(Hb ≥ 9 g/dL, BMI = 30)"),
    ]);
}

#[test]
fn an_amount_that_nothing_compares_is_doubtful() {
    for doubtful in ["hemoglobin of 9 g/dL", "systolic 180 mm Hg", "liver enzymes 2.5 times the ULN", "blasts 10 %"] {
        assert!(codes(doubtful).contains(&"doubtful-equals".to_owned()), "{doubtful}");
    }
    for meant in ["breath alcohol of 0.00 g/dL", "gestational age of 70 days", "CDR of 0", "hemoglobin > 9 g/dL"] {
        assert!(!codes(meant).contains(&"doubtful-equals".to_owned()), "{meant}");
    }
}
