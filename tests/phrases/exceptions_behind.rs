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

#[test]
fn what_can_not_be_done_narrows_what_it_is_said_of() {
    all_excluded(&[
        (
            "Any of these drugs that cannot be stopped 4 weeks before screening: warfarin, aspirin",
            "all(any(drug warfarin, drug aspirin), ‹that cannot be stopped 4 weeks before screening: no known concept›)",
        ),
        ("Any of these drugs: warfarin, aspirin", "any(drug warfarin, drug aspirin)"),
        (
            "Allergy to contrast that cannot be premedicated",
            "allergy contrast having ‹that cannot be premedicated: no known concept›",
        ),
        ("Allergy to contrast or latex", "any(allergy contrast, allergy latex)"),
    ]);
}

#[test]
fn ever_and_slashes_stop_a_window() {
    all_excluded(&[
        (
            "Inclisiran ever, apheresis within 12 months",
            "any(drug ever inclisiran, procedure apheresis [within past 12 mo])",
        ),
        (
            "Potassium > 6.0 mmol/L / oliguria > 72 h / dialysis / kidney transplantation < 365 days",
            "any(potassium > 6.0 mmol/L, condition oliguria [for > 72 h], procedure dialysis, procedure kidney transplantation [within past < 365 d])",
        ),
        (
            "Warfarin / heparin / aspirin within 7 days",
            "any(drug warfarin [within past 7 d], drug heparin [within past 7 d], drug aspirin [within past 7 d])",
        ),
    ]);
}

#[test]
fn a_quality_is_defined_where_it_was_said() {
    all_read(&[
        (
            "Refractory lymphoma. Refractory means progression within 12 months.",
            "condition refractory lymphoma defined as (observation disease progression [within past 12 mo])",
        ),
        (
            "Relapsed or refractory myeloma. Refractory means progression on therapy.",
            "condition relapsed or refractory multiple myeloma defined as ‹Refractory means progression on therapy: no known concept›",
        ),
    ]);
}

#[test]
fn with_before_the_first_of_three_is_doubtful() {
    let doubtful = |text: &str| codes(text).contains(&"mixed-joins".to_owned());
    assert!(doubtful("Liver disease with ascites, encephalopathy or varices"));
    assert!(!doubtful("Infection with hepatitis B, hepatitis C or HIV"));
    assert!(!doubtful("Liver disease with ascites or varices"));
}
