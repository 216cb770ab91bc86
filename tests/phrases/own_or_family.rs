//! What somebody or a relative has had, what is no part of the text, and trials of other kinds.

use super::all_read;

#[test]
fn past_or_family_history_is_of_either() {
    all_read(&[
        (
            "Past history or family history of seizures",
            "any(condition history of seizure, condition history of seizure [of relative])",
        ),
        // Near miss.
        ("Family history of seizures", "condition seizure [of relative]"),
    ]);
}

#[test]
fn a_part_of_the_body_in_an_exception_is_kept() {
    all_read(&[(
        "No history of colorectal disease except polyps, appendix",
        "not(condition history of colorectal disease other than any(condition polyp, condition appendix))",
    )]);
}

#[test]
fn any_or_concurrent_trials_are_other_trials() {
    all_read(&[
        ("No any clinical trial", "not(observation participation in another clinical trial)"),
        ("No concurrent clinical trials", "not(observation participation in another clinical trial)"),
        ("Not vaccinated with hepatitis A vaccines", "not(drug hepatitis A vaccine)"),
        ("Not proficient with reading and writing", "«capability: Not proficient with reading and writing»"),
    ]);
}
