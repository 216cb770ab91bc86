//! Limits that a list of what excludes has, of which each excludes, and what must be stopped before somebody takes part.

use trial_extract::rule::Section;

use super::reading_in;

fn excludes(text: &str) -> String {
    reading_in(Section::Exclusion, text)
}

#[test]
fn each_of_several_limits_with_commas_excludes() {
    let rows = [
        (
            "Hemoglobin < 9 g/dL, platelets < 100 x 10^9/L, and creatinine > 2 mg/dL",
            "any(Hb < 9 g/dL, PLT < 100 ×10⁹/L, creatinine > 2 mg/dL)",
        ),
        (
            "HbA1c > 9%, INR > 1.5, creatinine > 2 mg/dL and hemoglobin < 9 g/dL",
            "any(HbA1c > 9 %, INR > 1.5, creatinine > 2 mg/dL, Hb < 9 g/dL)",
        ),
        // Near misses: two that come together, and three of one organ.
        ("ALT > 3 x ULN and bilirubin > 2 x ULN", "all(ALT > 3 ×ULN, total bilirubin > 2 ×ULN)"),
        (
            "AST > 3 x ULN, ALT > 3 x ULN and bilirubin > 2 x ULN",
            "all(AST > 3 ×ULN, ALT > 3 ×ULN, total bilirubin > 2 ×ULN)",
        ),
    ];
    for (text, expected) in rows {
        assert_eq!(excludes(text), expected, "{text}");
    }
}
