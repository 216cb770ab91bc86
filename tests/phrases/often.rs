//! How often, at what time of day, and ages in two units as all that is said.

use super::{all_excluded, all_read};

#[test]
fn once_with_a_comparator_is_a_limit() {
    all_excluded(&[
        ("Melatonin more than once per week", "drug melatonin [count > 1 /wk]"),
        ("Vomiting once a week or more", "condition vomiting [count ≥ 1 /wk]"),
        ("Alcohol more than once daily", "drug alcohol [count > 1 /d]"),
        ("Melatonin or valerian > once weekly", "any(drug melatonin [count > 1 /wk], drug valerian [count > 1 /wk])"),
        ("Methotrexate once weekly", "drug methotrexate"),
    ]);
}

#[test]
fn a_time_of_day_limits_nothing() {
    all_read(&[
        ("Cortisol (between 8:00 and 10:00 AM) < 3 µg/dL", "cortisol < 3 ug/dL [setting: between 8:00 and 10:00 AM]"),
        ("Testosterone < 300 ng/dL between 8 and 10 am", "testosterone < 300 ng/dL [setting: between 8 and 10 am]"),
        ("Cortisol < 5 µg/dL at 8 am", "cortisol < 5 ug/dL [setting: at 8 am]"),
        ("Albumin between 3 and 5 g/dL", "albumin 3..5 g/dL"),
    ]);
}

#[test]
fn a_range_in_two_units_of_time_alone_is_an_age() {
    all_read(&[
        ("3 months to 17 years", "all(age ≥ 3 mo, age ≤ 17 a)"),
        ("6 mo - 5 yrs", "all(age ≥ 6 mo, age ≤ 5 a)"),
        ("Between 6 months and 5 years", "all(age ≥ 6 mo, age ≤ 5 a)"),
        ("Symptoms 3 months to 2 years", "condition Symptoms [for ≥ 3 mo; for ≤ 2 a]"),
        ("6 to 12 months", "‹6 to 12 months: no known concept› [for 6..12 mo]"),
    ]);
}
