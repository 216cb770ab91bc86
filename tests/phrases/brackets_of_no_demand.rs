//! Brackets that demand nothing: whatever it is, who published it, where to read on; and those that say of whom an item is.

use super::{all_excluded, all_read, codes_in};
use trial_extract::rule::Section;

#[test]
fn any_of_several_limits_nothing() {
    all_excluded(&[
        ("Systemic corticosteroids (any dose and any indication)", "drug systemic glucocorticoid"),
        ("Methotrexate (any dose or route)", "drug methotrexate"),
    ]);
    let codes = codes_in(Section::Exclusion, "Methotrexate (any dose and any route)");
    assert_eq!(codes, ["remark-not-in-rule"]);
}

#[test]
fn who_published_criteria_and_where_they_stand_is_no_demand() {
    all_excluded(&[(
        "Severe anxiety (PROMIS Anxiety ≥ 70) (American Psychiatric Association, 2013)",
        "condition severe anxiety having (PROMIS Anxiety ≥ 70)",
    )]);
    all_read(&[
        (
            "Diagnosed with psoriasis (according to the 2014 guideline criteria, see Annex 1)",
            "condition psoriasis [by 2014 guideline criteria]",
        ),
        ("Respiratory failure (as defined by WHO criteria)", "condition respiratory failure [by WHO criteria]"),
        // Near misses: a limit; an examination.
        ("Psoriasis (defined as BSA > 10)", "condition psoriasis having (BSA > 10)"),
    ]);
}

#[test]
fn brackets_after_one_of_several_may_say_of_whom_it_is() {
    all_excluded(&[
        (
            "Previous statin (for statin arm) or stroke",
            "any(if «participation: for statin arm»: drug history of statin else false, condition history of stroke)",
        ),
        // Near miss: how long.
        ("Pain (for 12 weeks) or stroke", "any(condition pain [for 12 wk], condition stroke)"),
    ]);
}

#[test]
fn how_it_is_shown_that_nobody_is_pregnant_is_no_demand() {
    all_excluded(&[
        ("Pregnancy (negative urine test required)", "condition pregnancy"),
        ("Pregnancy (a negative test is required before surgery)", "condition pregnancy"),
        // Near misses: what is found, and what is demanded beside another disease.
        ("Liver disease (normal ALT)", "condition liver disease having (ALT normal)"),
        (
            "Liver disease (normal ALT required)",
            "all(condition liver disease, ‹normal ALT required: in no part of the rule›)",
        ),
    ]);
}
