//! Exceptions in a sentence of their own, between commas, and what is no exception.

use super::{all_excluded, all_read, codes};

#[test]
fn a_sentence_excepts_from_what_stands_before_it() {
    let rule = "condition malignancy [within past 5 a] other than any(condition basal cell carcinoma, condition cervical carcinoma in situ)";
    for said in [
        "Exceptions: basal cell carcinoma, cervical carcinoma in situ",
        "Exceptions include basal cell carcinoma and cervical carcinoma in situ",
        "Exceptions to this are basal cell carcinoma and cervical carcinoma in situ",
    ] {
        all_excluded(&[(&format!("Other malignancy within 5 years. {said}."), rule)]);
    }
    all_read(&[
        (
            "No other malignancy within 5 years. Exception: basal cell carcinoma.",
            "not(condition malignancy [within past 5 a] other than condition basal cell carcinoma)",
        ),
        (
            "Recovery from toxicity to grade 1; alopecia is exempt",
            "condition adverse event [outcome: recovered] having all(CTCAE grade in {1}, not(condition alopecia))",
        ),
    ]);
}

#[test]
fn a_demand_behind_an_exception_between_commas_is_no_exception() {
    all_read(&[
        (
            "At least 16 teeth, not counting third molars, and ECOG 0-1",
            "all(condition teeth [count ≥ 16] other than condition third molars, ECOG performance status 0..1)",
        ),
        (
            "Malignancy, excluding basal cell carcinoma, and cervical carcinoma in situ",
            "condition malignancy other than any(condition basal cell carcinoma, condition cervical carcinoma in situ)",
        ),
    ]);
}

#[test]
fn an_age_behind_what_is_excepted_is_its_own() {
    all_excluded(&[
        (
            "Seizures, except febrile seizures before 3 years of age",
            "condition seizure other than (condition febrile seizure [within < 3 a after birth])",
        ),
        (
            "Seizures except febrile seizures within 3 years",
            "condition seizure [within past 3 a] other than condition febrile seizure",
        ),
    ]);
}

#[test]
fn even_if_is_no_condition() {
    all_excluded(&[
        ("HIV infection, even if viral load is undetectable", "condition HIV infection"),
        ("HIV infection, if viral load is detectable", "if viral load detectable: condition HIV infection else false"),
    ]);
    assert!(codes("Hypertension, even if controlled with medication").contains(&"remark-not-in-rule".to_owned()));
}

#[test]
fn what_comes_instead_is_not_denied_with_it() {
    all_read(&[
        (
            "No childbearing potential, or a negative test",
            "any(not(observation childbearing potential), ‹a negative test: no known concept›)",
        ),
        ("No menses for a year, or FSH > 30 IU/L", "any(not(condition menses [within past < 1 a]), FSH > 30 IU/L)"),
        ("No asthma, or COPD", "all(not(condition asthma), not(condition COPD))"),
    ]);
}

#[test]
fn who_is_without_it_has_the_other_limit() {
    all_read(&[
        (
            "LDL-C ≥ 70 mg/dL with diabetes, or ≥ 100 mg/dL without",
            "all(if condition diabetes mellitus: LDL-C ≥ 70 mg/dL, if not(condition diabetes mellitus): LDL-C ≥ 100 mg/dL)",
        ),
        ("LDL-C ≥ 70 mg/dL without diabetes", "LDL-C ≥ 70 mg/dL other than condition diabetes mellitus"),
    ]);
}
