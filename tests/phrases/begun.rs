//! What was begun, and what somebody plans or takes part in: the beginning of a treatment that a time is counted from, a plan that is had, and
//! other trials.

use super::{all_excluded, all_read};

#[test]
fn a_time_is_counted_from_the_beginning_of_a_treatment() {
    all_read(&[
        ("≥ 6 months since start of dialysis", "procedure dialysis [outcome: initiated] [≥ 6 mo ago]"),
        (
            "less than 3 months since initiation of statin therapy",
            "drug statin [outcome: initiated] [within past < 3 mo]",
        ),
        ("> 1 year since the onset of symptoms", "condition onset of symptoms [> 1 a ago]"),
    ]);
}

#[test]
fn a_plan_that_is_had_is_not_planned() {
    all_excluded(&[
        (
            "suicide attempt, plan or intent in the past 6 months",
            "any(condition suicide attempt [within past 6 mo], condition suicidal ideation [within past 6 mo], condition \
             suicidal ideation [within past 6 mo])",
        ),
        ("homicidal intent or plan", "any(condition homicidal intent, condition plan)"),
        ("plan to undergo surgery within 6 months", "procedure planned surgery [within next 6 mo]"),
    ]);
}

#[test]
fn a_trial_named_after_its_verb_is_the_trial() {
    all_excluded(&[
        (
            "Having participated in any other interventional clinical trial within 30 days",
            "observation participation in another clinical trial [within past 30 d]",
        ),
        ("Heavy tobacco smokers", "observation heavy smoking"),
        ("Current tobacco smokers", "observation current smoking"),
    ]);
}

#[test]
fn a_dose_behind_with_is_that_of_the_drug() {
    all_excluded(&[
        ("Taking prednisone with a daily dose > 10 mg", "drug prednisone [dose > 10 mg]"),
        ("opioids with a total daily dose exceeding 90 mg", "drug opioid [dose > 90 mg]"),
        ("prednisone with methotrexate", "drug prednisone having drug methotrexate"),
    ]);
}

#[test]
fn how_often_something_is_used_qualifies_it() {
    all_excluded(&[
        ("chronic regular opioid usage", "drug chronic regular opioid"),
        ("frequent NSAID use", "drug frequent NSAID"),
        ("Heavy alcoholics", "condition heavy alcohol abuse"),
        ("Patients who regularly take anticoagulants", "drug regularly used anticoagulant"),
        ("Regular exercise", "observation physical exercise"),
        ("Hyper sensibility to sirolimus", "allergy sirolimus"),
    ]);
}
