//! What stands beside a number and says how it is meant: the end of a limit, a way off the normal range, a ratio, a time that is over.

use super::{all_excluded, all_read};

#[test]
fn an_end_that_is_included_is_one_of_a_limit() {
    all_read(&[
        ("Female patients aged over 18 years (including cutoff value)", "all(age ≥ 18 a, sex female)"),
        ("BMI > 30 kg/m2 (including the cut-off value)", "BMI ≥ 30 kg/m2"),
        ("Must be 18 years of age inclusive at screening", "age ≥ 18 a [at screening]"),
        // Near misses.
        ("Aged 18 to 65 years inclusive", "age 18..65 a"),
        ("Aged over 60 (including 60)", "age ≥ 60 a"),
    ]);
}

#[test]
fn how_far_below_the_normal_range_is_left_open() {
    all_read(&[
        ("Hemoglobin > 2 g/dL below the lower limit of normal", "all(Hb < LLN, ‹> 2 g/dL: in no part of the rule›)"),
        // Near miss.
        ("Hemoglobin > 10% below the LLN", "Hb < 0.9 ×LLN"),
    ]);
}

#[test]
fn two_with_a_slash_and_a_mere_number_are_a_ratio() {
    all_read(&[
        ("AST/ALT > 1.5", "AST/ALT ratio > 1.5"),
        (
            "AST > 50 IU/L, AST/ALT > 1.5, and both values < 400 IU/L",
            "all(AST > 50 IU/L, AST/ALT ratio > 1.5, ‹both values < 400 IU/L: in no part of the rule› values {< 400 IU/L})",
        ),
        // Near misses.
        ("AST/ALT < 3 x ULN", "all(AST < 3 ×ULN, ALT < 3 ×ULN)"),
        ("AST/ALT < 60 U/L", "all(AST < 60 U/L, ALT < 60 U/L)"),
    ]);
}

#[test]
fn a_treatment_without_a_break_or_stable_so_long() {
    all_read(&[
        ("Continuous therapy with dupilumab for the past 3 months", "drug continued dupilumab [for ≥ 3 mo]"),
        (
            "Stable antihypertensive therapy ≥ 4 weeks before screening",
            "drug antihypertensive [stable ≥ 4 wk before screening]",
        ),
        // Near misses.
        ("Therapy with dupilumab for the past 3 months", "drug dupilumab [within past 3 mo]"),
        ("Stable angina ≥ 3 months before screening", "condition stable angina [≥ 3 mo before screening]"),
    ]);
}

#[test]
fn what_a_number_is_of_is_no_other_thing() {
    all_read(&[
        ("Scheduled for allogeneic HCT from any donor", "procedure planned allogeneic stem cell transplantation"),
        ("Patient is estimated to survive more than 3 years", "life expectancy > 3 a"),
        (
            "Lesions in ≥ 2 anatomic areas, one of which is Hurley Stage II or III",
            "all(condition anatomic areas [count ≥ 2], Hurley stage in {II, III})",
        ),
        (
            "IBD according to the criteria of the Chinese Medical Association in 2018",
            "condition inflammatory bowel disease [by Chinese Medical Association]",
        ),
    ]);
    all_excluded(&[("Surgery in 2018", "procedure surgery [from 2018-01-01 to 2018-12-31]")]);
}
