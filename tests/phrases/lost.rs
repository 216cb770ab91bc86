//! Words that turn the meaning of what they stand beside, and were passed over: changes, counts in brackets, who is not
//! fit for a treatment, demands in an exclusion, grades, "off".

use trial_extract::rule::Section;

use super::{reading, reading_in};

fn excluding(text: &str) -> String {
    reading_in(Section::Exclusion, text)
}

#[test]
fn a_rise_by_what_everybody_has_is_a_change() {
    for (text, rule) in [
        ("increase in serum creatinine ≥ 0.3 mg/dL", "creatinine ≥ 0.3 mg/dL [increase]"),
        ("increase in serum creatinine ≥ 26.5 µmol/L", "creatinine ≥ 26.5 umol/L [increase]"),
        ("increase in SOFA score ≥ 2 points", "SOFA ≥ 2 {score} [increase]"),
        ("Body weight gain ≥ 5 kg", "body weight ≥ 5 kg [increase]"),
        ("increase in potassium > 0.5 mmol/L", "potassium > 0.5 mmol/L [increase]"),
        ("Hb drop > 2 g/dL", "Hb > 2 g/dL [decrease]"),
        ("eGFR drop > 30 %", "eGFR > 30 % [percent decrease]"),
        ("decline in eGFR ≥ 5 mL/min/1.73m2 per year", "eGFR ≥ 5 mL/min/{1.73_m2}/a [decrease]"),
        ("increased creatinine > 1.5 mg/dL", "creatinine > 1.5 mg/dL"),
        ("increase in creatinine above 2 mg/dL", "creatinine > 2 mg/dL"),
        ("Increase in serum creatinine to > 1.5 mg/dL", "creatinine > 1.5 mg/dL"),
        ("elevation in ALT > 3 x ULN", "ALT > 3 ×ULN"),
        ("increase in temperature > 38 °C", "temperature > 38 Cel"),
        ("foot drop", "condition foot drop"),
    ] {
        assert_eq!(reading(text), rule, "{text}");
    }
    assert_eq!(
        excluding("increase in blood pressure > 140/90 mmHg"),
        "any(systolic blood pressure > 140 mmHg, diastolic blood pressure > 90 mmHg)"
    );
}

#[test]
fn a_rise_that_may_be_a_level_is_left_open() {
    assert_eq!(
        reading("increase in bilirubin > 2 mg/dL"),
        "all(total bilirubin > 2 mg/dL, ‹increase in: in no part of the rule›)"
    );
    assert_eq!(reading("increase in bilirubin > 1.5 x ULN"), "total bilirubin > 1.5 ×ULN");
}

#[test]
fn a_change_said_once_is_of_each_that_it_can_be_of() {
    assert_eq!(
        excluding("fall in systolic blood pressure ≥ 20 mmHg or diastolic blood pressure ≥ 10 mmHg"),
        "any(systolic blood pressure ≥ 20 mmHg [decrease], diastolic blood pressure ≥ 10 mmHg [decrease])"
    );
    assert_eq!(
        excluding("decline in FVC ≥ 10 % or DLCO ≥ 15 %"),
        "any(FVC ≥ 10 % [percent decrease], DLCO ≥ 15 % [percent decrease])"
    );
    assert_eq!(
        excluding("fall in systolic blood pressure ≥ 20 mmHg or diastolic blood pressure ≥ 110 mmHg"),
        "any(systolic blood pressure ≥ 20 mmHg [decrease], diastolic blood pressure ≥ 110 mmHg)"
    );
}

#[test]
fn brackets_count_their_list() {
    let fever = "temperature > 38 Cel, heart rate > 90, respiratory rate > 20";
    let list = "fever > 38 °C, HR > 90, RR > 20";
    for (text, rule) in [
        (format!("sepsis (≥ 2 of the following: {list})"), format!("condition sepsis having 2-of({fever})")),
        (format!("sepsis (at least 2 of: {list})"), format!("condition sepsis having 2-of({fever})")),
        (format!("sepsis (2 out of 3: {list})"), format!("condition sepsis having 2-of({fever})")),
        (format!("sepsis (any of: {list})"), format!("condition sepsis having any({fever})")),
        (format!("sepsis (at least one of: {list})"), format!("condition sepsis having any({fever})")),
    ] {
        assert_eq!(reading(&text), rule, "{text}");
        assert_eq!(excluding(&text), rule, "{text}");
    }
    assert_eq!(reading("diabetes (HbA1c: 7-10 %)"), "condition diabetes mellitus having (HbA1c 7..10 %)");
}

#[test]
fn who_is_not_fit_for_a_treatment_need_not_have_it() {
    for (text, rule) in [
        ("ineligible for intensive chemotherapy", "«judgement: ineligible for intensive chemotherapy»"),
        ("Unfit for cisplatin", "«judgement: Unfit for cisplatin»"),
        ("ineligible for cisplatin or carboplatin", "«judgement: ineligible for cisplatin or carboplatin»"),
        (
            "transplant-ineligible multiple myeloma",
            "condition multiple myeloma having «judgement: transplant-ineligible»",
        ),
        ("transplant-eligible multiple myeloma", "procedure transplantation having condition multiple myeloma"),
        (
            "ineligible for cisplatin or received carboplatin",
            "any(«judgement: ineligible for cisplatin», drug history of carboplatin)",
        ),
        ("ineligible for cisplatin or asthma", "any(«judgement: ineligible for cisplatin», condition asthma)"),
    ] {
        assert_eq!(reading(text), rule, "{text}");
    }
    assert_eq!(
        reading("AML ineligible for intensive chemotherapy"),
        "condition acute myeloid leukemia having «judgement: ineligible for intensive chemotherapy»"
    );
}

#[test]
fn what_must_be_done_about_something_is_a_demand() {
    let reads = |text: &str| {
        let document = trial_extract::source::Document { text: text.to_owned(), ..Default::default() };
        let options = trial_extract::Options { section: Some(Section::Exclusion) };
        let criteria = trial_extract::extract(&document, &options).criteria;
        criteria[0].diagnostics.iter().any(|d| d.code == "wording-contradicts-section")
    };
    assert!(reads("Steroids must be stopped > 72 hours prior to leukapheresis"));
    assert!(reads("Thyroid disease must be controlled"));
    assert!(!reads("Thyroid disease that must be controlled by surgery"));
    assert!(!reads("Steroids must be given"));
    let both = "Prior radiotherapy within 2 weeks. Participants must have recovered from toxicities";
    assert!(reads(both));
    assert_eq!(
        excluding(both),
        "any(procedure history of radiotherapy [within past 2 wk], not(condition adverse event [outcome: recovered]))"
    );
    assert_eq!(
        excluding("Asthma. Patients who must take warfarin."),
        "any(condition asthma, drug warfarin)",
        "whom the exclusion describes"
    );
}

#[test]
fn what_one_sex_must_not_be_is_said_of_that_sex() {
    assert_eq!(reading("Women must not be breastfeeding"), "if sex female: not(condition lactation)");
    assert_eq!(reading("Patients must not be pregnant"), "not(condition pregnancy)");
    assert_eq!(reading("Men and women must not be smokers"), "all(sex any, not(observation smoking))");
}

#[test]
fn what_a_treatment_did_has_the_grade() {
    for (text, rule) in [
        (
            "Recovered (≤ grade 1) from prior chemotherapy",
            "adverse event ≤ 1 {CTCAE grade} [outcome: recovered] due to drug history of chemotherapy",
        ),
        (
            "Recovered to grade ≤ 1 from the effects of prior chemotherapy",
            "adverse event ≤ 1 {CTCAE grade} [outcome: recovered] due to drug history of chemotherapy",
        ),
        ("toxicity resolved to ≤ grade 1", "resolved adverse event ≤ 1 {CTCAE grade}"),
        ("Recovered from prior chemotherapy", "drug history of chemotherapy [outcome: recovered]"),
    ] {
        assert_eq!(reading(text), rule, "{text}");
    }
}

#[test]
fn off_denies_only_what_is_given() {
    for (text, rule) in [
        ("Patients must be off steroids", "not(drug glucocorticoid)"),
        ("off all antipsychotic medication for 2 weeks", "not(drug antipsychotic [within past < 2 wk])"),
        ("UPDRS part III ≥ 30 in OFF", "all(UPDRS part III ≥ 30 {score}, ‹OFF: in no part of the rule›)"),
        ("UPDRS part III ≥ 30 in the OFF state", "UPDRS part III ≥ 30 {score} [setting: in the OFF state]"),
        ("Off-pump CABG", "condition Off-pump CABG"),
        ("Off-label use of stimulants", "all(drug stimulant, ‹Off-label: in no part of the rule›)"),
        ("Wearing off ≥ 2 hrs", "condition Wearing off [for ≥ 2 h]"),
    ] {
        assert_eq!(reading(text), rule, "{text}");
    }
}
