//! Words that change what a whole name, a number or a list says.

use super::{all_excluded, all_read};

#[test]
fn a_diagnosis_of_either_rank_is_no_kind_of_the_disease() {
    all_read(&[
        (
            "Hospitalization with asthma as a primary or secondary diagnosis",
            "procedure hospitalization having (condition asthma [setting: as a primary or secondary diagnosis])",
        ),
        (
            "glioblastoma at initial or secondary diagnosis",
            "condition glioblastoma [setting: at initial or secondary diagnosis]",
        ),
        (
            "primary or secondary hypertension",
            "any(condition essential hypertension, condition secondary hypertension)",
        ),
        (
            "History of diagnosis or treatment for lung cancer",
            "any(condition history of lung cancer, procedure history of treatment for lung cancer having condition lung cancer)",
        ),
    ]);
}

#[test]
fn what_something_is_other_than() {
    all_excluded(&[
        ("Use of another SGLT2i drug than empagliflozin", "drug SGLT2 inhibitor other than drug empagliflozin"),
        ("fever without other cause", "condition unexplained fever"),
        ("Enrolled into the non-empagliflozin arm", "condition Enrolled into the non-empagliflozin arm"),
        ("non-diabetic", "not(condition diabetes mellitus)"),
    ]);
}

#[test]
fn never_is_not_only_now() {
    all_read(&[
        ("have never been on SGLT2 inhibitor therapy", "not(drug ever SGLT2 inhibitor)"),
        ("has never taken metformin", "not(drug ever metformin)"),
        ("not on dialysis", "not(procedure current dialysis)"),
    ]);
}

#[test]
fn the_number_behind_a_score_counts_nothing_else() {
    all_read(&[
        ("Gleason 10 tumor", "Gleason score = 10 {score} having condition neoplasm"),
        ("Progression in > 4 lesions", "all(observation disease progression, condition lesions [count > 4])"),
    ]);
}

#[test]
fn a_list_of_what_excludes_may_have_one_that_needs_something() {
    all_excluded(&[
        (
            "Infections requiring antibiotics, heart failure and stroke",
            "any(condition infection having drug antibiotic, condition heart failure, condition stroke)",
        ),
        (
            "Asthma requiring steroids and diabetes",
            "all(condition asthma having drug glucocorticoid, condition diabetes mellitus)",
        ),
    ]);
}

#[test]
fn brackets_and_words_that_limit_nothing() {
    all_read(&[
        ("stable insulin dose for 3 months (if applicable)", "drug insulin [dose stable 3 mo]"),
        ("18 to 60 years, no gender restrictions", "all(age 18..60 a, sex any)"),
    ]);
}
