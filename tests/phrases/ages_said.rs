//! Lengths of time that are ages without a word for it, and lengths that are none.

use super::{all_excluded, all_read};

#[test]
fn a_length_directly_after_children_is_their_age() {
    all_read(&[
        ("Infants 6-12 months with atopic dermatitis", "all(condition atopic dermatitis, age 6..12 mo)"),
        ("Children 6-59 months with MUAC <115 mm", "all(age 6..59 mo, MUAC < 115 mm)"),
        ("Toddlers 18-36 months", "age 18..36 mo"),
        ("Infants (6-12 months)", "age 6..12 mo"),
        ("Children 3 months to 5 years with malaria", "all(condition malaria, age ≥ 3 mo, age ≤ 5 a)"),
        ("Children with asthma for 6-12 months", "condition asthma [for 6..12 mo]"),
        ("Children 3 months after surgery", "procedure surgery [= 3 mo ago]"),
    ]);
}

#[test]
fn years_directly_after_people_are_their_age_whatever_they_are_without() {
    all_read(&[
        ("Adults ≥60 years without diabetes", "all(not(condition diabetes mellitus), age ≥ 60 a)"),
        ("Women ≥18 years without endometriosis", "all(sex female, not(condition endometriosis), age ≥ 18 a)"),
        ("Patients > 5 years without relapse", "not(condition relapse [within past 5 a])"),
    ]);
}

#[test]
fn a_limit_may_hold_for_an_age() {
    all_read(&[
        ("Lansky ≥50 for pts ≤16 yrs", "if age ≤ 16 a: Lansky performance status ≥ 50 {score}"),
        (
            "Karnofsky ≥50 for patients ≥ 16 years, Lansky ≥ 50 for patients < 16 years",
            "all(if age ≥ 16 a: KPS ≥ 50 {score}, if age < 16 a: Lansky performance status ≥ 50 {score})",
        ),
        ("epilepsy in patients < 18 years of age", "all(condition epilepsy, age < 18 a)"),
    ]);
    all_excluded(&[("QTc > 450 ms in patients > 65 years", "if age > 65 a: QTc > 450 ms else false")]);
}

#[test]
fn how_long_something_is_is_no_age() {
    all_read(&[
        ("Illness duration 2-10 yrs", "disease duration 2..10 a"),
        ("Duration of illness 2 to 10 years", "disease duration 2..10 a"),
        ("≥ 6 yrs schooling", "condition schooling [for ≥ 6 a]"),
        ("Fracture < 14 days old", "condition fracture [for < 14 d]"),
        ("Age 2 to 10 years", "age 2..10 a"),
        ("Asthma, ≥ 6 years old", "all(condition asthma, age ≥ 6 a)"),
    ]);
}

#[test]
fn an_age_that_is_reached_or_not_yet_is_a_limit() {
    all_read(&[
        ("men and women must have reached 18 years of age", "all(age ≥ 18 a, sex any)"),
        ("patients who have not yet reached 65 years of age", "age < 65 a"),
        ("patients from the age of 18", "age ≥ 18 a"),
        ("from the age of 18 to 65 years", "age 18..65 a"),
        ("children until 18 years", "age ≤ 18 a"),
        ("patients until 75 years old", "age ≤ 75 a"),
        ("adults under 65 years", "age < 65 a"),
        // Near misses.
        ("completed 12 years of education", "years of education = 12 [outcome: completed]"),
        ("patients until 2 years after surgery", "procedure surgery [for 2 a]"),
        ("adults under legal protection", "«participation: adults under legal protection»"),
    ]);
}
