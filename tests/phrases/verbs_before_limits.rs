//! Verbs beside a limit are no part of what it is of, and "any of the following" may be counted.

use super::all_read;

#[test]
fn a_verb_beside_a_limit_names_nothing() {
    all_read(&[
        (
            "Serious disease that may limit life expectancy to less than 6 months",
            "life expectancy < 6 mo having condition serious illness",
        ),
        ("laboratory that confirm C1-INH function >= 50 %", "C1 inhibitor ≥ 50 %"),
        ("The area of CNV must comprise greater than 50% of the lesion", "area of CNV > 50 %"),
        // Near miss.
        ("reduced life expectancy < 6 months", "life expectancy < 6 mo"),
    ]);
}

#[test]
fn any_of_the_following_may_be_counted() {
    all_read(&[
        (
            "2 or more of any of the following: asthma; COPD; fever",
            "2-of(condition asthma, condition COPD, condition fever)",
        ),
        // Near miss.
        ("any of the following: asthma; COPD; fever", "any(condition asthma, condition COPD, condition fever)"),
    ]);
}
