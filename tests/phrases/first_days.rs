//! Ages of the newly born, and lengths of time beside an age that are none.

use super::{all_excluded, all_read};

#[test]
fn so_long_since_birth_is_an_age_at_most() {
    all_read(&[
        ("Age within the first 24 hours of life", "age ≤ 24 h"),
        ("Age within 24 hours of birth", "age ≤ 24 h"),
        ("newborns in the first 72 hours of life", "age ≤ 72 h"),
    ]);
    all_excluded(&[("Jaundice in the first 24 hours of life", "condition jaundice [within 24 h after birth]")]);
}

#[test]
fn two_limits_of_one_age_may_have_two_units() {
    all_read(&[
        ("At least 24 hours and less than 3 months old", "all(age ≥ 24 h, age < 3 mo)"),
        ("Headache for at least 24 hours and less than 3 months", "condition headache [for ≥ 24 h; for < 3 mo]"),
    ]);
}

#[test]
fn how_long_ago_something_was_is_no_second_age() {
    all_read(&[
        ("Age ≥ 18 years and > 6 months from stroke", "all(age ≥ 18 a, condition stroke [> 6 mo ago])"),
        ("Age ≥ 6 months and < 5 years", "all(age ≥ 6 mo, age < 5 a)"),
    ]);
}

#[test]
fn two_moments_are_joined_with_both() {
    all_read(&[
        ("MADRS ≥ 24 at both screening and baseline", "MADRS ≥ 24 {score} [at screening; at baseline]"),
        ("MADRS ≥ 24 at screening", "MADRS ≥ 24 {score} [at screening]"),
    ]);
}
