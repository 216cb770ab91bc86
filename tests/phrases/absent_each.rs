//! What there was none of, or too little of.

use super::{all_excluded, all_read};

#[test]
fn what_was_not_taken_is_said_of_each_drug() {
    all_read(&[
        (
            "Not taken finasteride for at least 4 months and dutasteride for at least 8 months before screening",
            "all(not(drug finasteride [within past < 4 mo]), not(drug dutasteride [within < 8 mo before screening]))",
        ),
        (
            "Off aspirin for at least 2 weeks and warfarin for at least 4 weeks before surgery",
            "all(not(drug aspirin [within past < 2 wk]), not(drug warfarin [within < 4 wk before surgery]))",
        ),
        (
            "Has not taken aspirin or warfarin for at least 4 weeks before surgery",
            "all(not(drug aspirin [within < 4 wk before surgery]), not(drug warfarin [within < 4 wk before surgery]))",
        ),
        (
            "Not taken aspirin for at least 4 weeks and on warfarin for at least 8 weeks",
            "all(not(drug aspirin [within past < 4 wk]), drug warfarin [for ≥ 8 wk])",
        ),
    ]);
}

#[test]
fn never_one_or_the_other_is_neither() {
    let neither = "all(drug aspirin [outcome: naive], drug warfarin [outcome: naive])";
    let either = "any(drug aspirin [outcome: naive], drug warfarin [outcome: naive])";
    all_read(&[
        ("Never received aspirin or warfarin", neither),
        ("Not previously treated with aspirin or warfarin", neither),
        ("Naive to aspirin or warfarin", neither),
        ("Aspirin-naive or warfarin-naive", either),
    ]);
    all_excluded(&[("Never received aspirin or warfarin", neither), ("Naive to aspirin or warfarin", either)]);
}

#[test]
fn a_low_limit_of_what_is_lacking_is_the_limit() {
    all_excluded(&[
        ("Lack of keratinized mucosa (<3 mm)", "keratinized tissue width < 3 mm"),
        ("Lack of adequate bone height (<8 mm)", "alveolar bone height < 8 mm"),
        ("Absence of anemia (Hb < 10)", "not(condition anemia defined as (Hb < 10))"),
    ]);
}

#[test]
fn a_limit_on_the_healthy_side_says_that_there_is_no_disease() {
    all_read(&[
        ("No anemia: hemoglobin ≥ 10 g/dL", "Hb ≥ 10 g/dL"),
        ("No renal impairment, defined as creatinine < 1.5 mg/dL", "creatinine < 1.5 mg/dL"),
        ("No anemia: hemoglobin < 10 g/dL", "not(Hb < 10 g/dL)"),
        (
            "No renal impairment, defined as creatinine > 1.5 mg/dL",
            "not(condition renal impairment defined as (creatinine > 1.5 mg/dL))",
        ),
        ("Latent tuberculosis excluded by chest X-ray", "not(condition latent tuberculosis [by chest X-ray])"),
        ("Latent tuberculosis shown by chest X-ray", "condition latent tuberculosis [by chest X-ray]"),
    ]);
}

#[test]
fn abstinence_is_from_what_is_named() {
    all_read(&[
        ("alcohol abstinence for at least 6 months", "not(drug alcohol [within past < 6 mo])"),
        ("abstinence from smoking for at least 6 months", "not(observation smoking [within past < 6 mo])"),
        ("abstinence", "observation sexual abstinence"),
        ("abstinence from heterosexual intercourse", "«contraception: abstinence from heterosexual intercourse»"),
    ]);
}

#[test]
fn another_treatment_is_no_absence_of_the_one_named() {
    all_excluded(&[
        ("stimulant or non-stimulant medication", "any(drug stimulant, observation non-stimulant medication)"),
        ("non-statin therapy", "observation non-statin therapy"),
        ("non-opioid analgesics", "drug analgesic other than drug opioid"),
    ]);
}
