//! What "no" and "not" deny after a conjunction, and what is said of the disease before it.

use trial_extract::rule::Section;

use super::{excluded, reading, reading_in};

#[test]
fn no_after_a_conjunction_denies_what_follows() {
    assert_eq!(reading("asthma and no COPD"), "all(condition asthma, not(condition COPD))");
    assert_eq!(
        reading("Compensated cirrhosis or no cirrhosis"),
        "any(condition compensated cirrhosis, not(condition cirrhosis))"
    );
    assert_eq!(reading("asthma or not on dialysis"), "any(condition asthma, not(procedure current dialysis))");
    assert_eq!(reading("no asthma or no COPD"), "all(not(condition asthma), not(condition COPD))");
    assert_eq!(reading("neither asthma nor COPD"), "all(not(condition asthma), not(condition COPD))");
    assert_eq!(reading("age at least 18 and not older than 65 years"), "age 18..65 a");
    let excluded = |text| reading_in(Section::Exclusion, text);
    assert_eq!(excluded("asthma and no COPD"), "all(condition asthma, not(condition COPD))");
}

#[test]
fn the_treatment_of_a_disease_is_not_the_disease() {
    let excluded = |text| reading_in(Section::Exclusion, text);
    let read = excluded("Newly diagnosed with PAH and not on PAH-specific therapy");
    assert!(!read.contains("not(condition pulmonary arterial hypertension)"), "{read}");
}

#[test]
fn what_follows_a_comma_may_be_said_of_the_disease_before_it() {
    assert_eq!(
        reading("B-cell lymphoma, relapsed after or refractory to ≥ 2 prior lines of therapy"),
        "all(condition b-cell neoplasm, any(therapy ≥ 2 {line} [outcome: relapsed], therapy ≥ 2 {line} [outcome: \
         failed]))"
    );
    assert_eq!(
        reading("diabetes, hypertension, or relapsed lymphoma"),
        "any(condition diabetes mellitus, condition hypertension, condition relapsed lymphoma)"
    );
}

#[test]
fn events_counted_in_two_windows_are_of_one_disease() {
    let read = reading("Relapsing MS with ≥ 1 relapse in the past year or ≥ 2 relapses in the past 2 years");
    assert!(read.contains("having any(relapse ≥ 1 [within past 1 a], relapses ≥ 2 [within past 2 a])"), "{read}");
    assert!(!reading("asthma with ≥ 1 exacerbation in the past year or diabetes").contains("having any("));
}

#[test]
fn what_lifts_a_criterion_is_not_demanded_by_it() {
    let excluded = |text| reading_in(Section::Exclusion, text);
    assert_eq!(
        excluded("Hepatitis B (unless HBV DNA undetectable)"),
        "all(condition hepatitis B, not(HBV DNA undetectable))"
    );
    assert_eq!(excluded("Patients other than those with type 2 diabetes"), "not(condition type 2 diabetes)");
    assert_eq!(
        excluded("cancer other than basal cell carcinoma"),
        "condition malignancy other than condition basal cell carcinoma"
    );
}

#[test]
fn a_denied_time_is_not_demanded() {
    let excluded = |text| reading_in(Section::Exclusion, text);
    assert_eq!(
        excluded("Cancer and not in remission for 5 years"),
        "condition malignancy other than (condition malignancy [remission: for 5 a])"
    );
    assert_eq!(excluded("cancer in remission for 5 years"), "condition malignancy [remission: for 5 a]");
    assert!(excluded("malignancy, not in remission").contains("not in remission: in no part of the rule"));
}

#[test]
fn no_upper_limit_denies_no_limit() {
    assert_eq!(reading("Adult patients (≥ 18 years) with no age limit"), "age ≥ 18 a");
    assert_eq!(reading("age 18 years or older with no upper limit"), "age ≥ 18 a");
    assert_eq!(reading("Adults aged ≥ 18 years without upper age limit"), "age ≥ 18 a");
    assert_eq!(reading("not aged ≥ 75 years"), "not(age ≥ 75 a)");
}

#[test]
fn a_denied_result_and_what_follows_are_both_denied() {
    assert_eq!(
        reading("no positive pregnancy test or breast feeding"),
        "all(not(pregnancy test positive), not(condition lactation))"
    );
    assert_eq!(reading("HIV RNA not detectable or diabetes"), "any(HIV RNA undetectable, condition diabetes mellitus)");
}

#[test]
fn brackets_after_no_may_say_what_those_have_who_have_none() {
    assert_eq!(reading("- No anemia (Hb > 12 g/dL)"), "all(not(condition anemia), Hb > 12 g/dL)");
    assert_eq!(
        reading("- No renal impairment (creatinine ≤ 1.5 mg/dL)"),
        "all(not(condition renal impairment), creatinine ≤ 1.5 mg/dL)"
    );
    assert_eq!(
        reading("- Without hypertension (SBP < 140 mmHg)"),
        "all(not(condition hypertension), systolic blood pressure < 140 mmHg)"
    );
    // Near misses: what it means to have it.
    assert_eq!(reading("- No anemia (Hb < 12 g/dL)"), "not(condition anemia defined as (Hb < 12 g/dL))");
    assert_eq!(excluded("- Anemia (Hb < 12 g/dL)"), "condition anemia defined as (Hb < 12 g/dL)");
    assert!(reading("- No renal impairment (creatinine > 2 mg/dL)").starts_with("not(condition renal impairment"));
}
