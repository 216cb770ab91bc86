//! Limits that find no place in the rule are kept with its words: what each is, and of what.

use super::{all_excluded, all_read, reading};

#[test]
fn a_limit_without_a_place_is_named_with_what_it_is_of() {
    all_read(&[
        (
            "HbA1c ≥ 7%: confirmed by a laboratory",
            "all(‹confirmed by a laboratory: no known concept›, ‹HbA1c ≥ 7%: in no part of the rule› HbA1c {≥ 7 %})",
        ),
        (
            "Grade II (score of 8-12): moderately distressed",
            "all(condition moderately distressed, ‹score of 8-12: in no part of the rule› score {8..12})",
        ),
        ("Patients with normal BMI (18-25)", "BMI 18..25"),
        // Near misses.
        ("pain VAS (0-10)", "pain VAS"),
        ("Diabetes (see 2-3)", "all(condition diabetes mellitus, ‹see 2-3: in no part of the rule›)"),
    ]);
    let rule = reading("CY-BOCS > 7: mild (8-15), moderate (16-23)");
    assert!(rule.contains("BOCS {> 7}") && !rule.contains("{8"), "{rule}");
}

#[test]
fn what_is_only_told_is_told_once() {
    all_excluded(&[(
        "Severe renal or hematological disease (including anemia of Hb < 100 g/L) or tumor",
        "any(condition severe renal disease, all(condition severe hematologic disease such as (Hb < 100 g/L having condition \
         anemia), ‹< 100: in no part of the rule›), condition neoplasm)",
    )]);
}
