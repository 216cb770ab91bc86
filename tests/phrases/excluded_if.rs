//! What excludes, said again before "if", and thousands with a space behind the comma.

use super::{all_excluded, all_read};

#[test]
fn who_is_excluded_if_is_excluded() {
    all_excluded(&[
        (
            "Subjects will also be excluded if they have a known ejection fraction of < 30% or if they have an ICD.",
            "any(LVEF < 30 %, procedure defibrillator implantation)",
        ),
        ("Patients are not eligible if they have diabetes", "condition diabetes mellitus"),
        (
            "Pregnant women are excluded if < 20 weeks of gestation",
            "if gestational age < 20 wk: condition pregnancy else false",
        ),
    ]);
}

#[test]
fn a_space_behind_the_comma_of_thousands_is_a_slip() {
    all_read(&[
        ("platelets > 75, 000 and < 150, 000/µL", "PLT > 75000..< 150000 /uL"),
        ("ECOG 0, 1", "ECOG performance status 0..1"),
    ]);
}
