//! How far conjunctions, relations and the words before a colon reach.

use trial_extract::rule::Section;

use super::{excluded, reading};

#[test]
fn either_opens_one_part_of_what_stands_before_it() {
    assert_eq!(
        reading("heart failure and either asthma or COPD"),
        "all(condition heart failure, any(condition asthma, condition COPD))"
    );
    assert_eq!(
        reading("Hb ≥ 10 g/dL and either eGFR ≥ 60 mL/min, creatinine ≤ 1.5 mg/dL, or cystatin C ≤ 1 mg/L"),
        "all(Hb ≥ 10 g/dL, any(eGFR ≥ 60 mL/min, creatinine ≤ 1.5 mg/dL, cystatin C ≤ 1 mg/L))"
    );
    assert_eq!(
        reading("asthma and either eczema or urticaria, or COPD"),
        "any(all(condition asthma, any(condition eczema, condition urticaria)), condition COPD)"
    );
    // Without it "and" binds more tightly, and where it stands first it opens the whole.
    assert_eq!(
        reading("heart failure and asthma or COPD"),
        "any(all(condition heart failure, condition asthma), condition COPD)"
    );
    assert_eq!(
        reading("either heart failure and asthma, or COPD"),
        "any(all(condition heart failure, condition asthma), condition COPD)"
    );
}

#[test]
fn a_demand_of_an_age_is_of_everybody() {
    assert_eq!(
        reading("sepsis or septic shock and age ≥ 18 years"),
        "all(any(condition sepsis, condition septic shock), age ≥ 18 a)"
    );
    assert_eq!(
        reading("women with asthma or men with COPD and age ≥ 18 years"),
        "any(all(sex female, condition asthma), all(sex male, condition COPD, age ≥ 18 a))"
    );
    assert_eq!(
        excluded("sepsis or asthma and age ≥ 65 years"),
        "any(condition sepsis, all(condition asthma, age ≥ 65 a))"
    );
}

#[test]
fn each_limit_after_with_shows_the_disease_that_is_demanded() {
    assert_eq!(
        reading("asthma with FEV1 < 80 % predicted or ACQ ≥ 1.5"),
        "any(all(condition asthma, FEV1 < 80 % predicted), all(condition asthma, ACQ ≥ 1.5 {score}))"
    );
    assert_eq!(
        reading("asthma with FEV1 < 80 % predicted or COPD"),
        "any(all(condition asthma, FEV1 < 80 % predicted), condition COPD)"
    );
    assert_eq!(
        excluded("heart failure with LVEF < 40 % or QTc > 480 ms"),
        "any(all(condition heart failure, LVEF < 40 %), QTc > 480 ms)"
    );
}

#[test]
fn a_disease_before_a_colon_is_demanded_with_its_limits() {
    assert_eq!(
        reading("Plaque psoriasis: PASI ≥ 12 and BSA ≥ 10 %"),
        "all(condition plaque psoriasis, PASI ≥ 12 {score}, BSA ≥ 10 %)"
    );
    // What the name says already, what is no disease, and what excludes.
    assert_eq!(reading("Thrombocytopenia: platelets < 100 x 10^9/L"), "PLT < 100 ×10⁹/L");
    assert_eq!(reading("Adequate renal function: creatinine ≤ 1.5 × ULN"), "creatinine ≤ 1.5 ×ULN");
    assert_eq!(excluded("Hypertension: SBP > 160 mmHg"), "systolic blood pressure > 160 mmHg");
}

#[test]
fn a_drug_that_something_is_measured_under_has_its_dose_and_time() {
    assert_eq!(
        reading("HbA1c ≥ 7.5 % on metformin ≥ 1500 mg/day for at least 3 months"),
        "HbA1c ≥ 7.5 % having (drug metformin [dose ≥ 1500 mg/d] [for ≥ 3 mo])"
    );
    assert_eq!(reading("QTc > 450 ms on ECG"), "QTc > 450 ms having procedure electrocardiogram");
}

#[test]
fn how_long_somebody_rests_is_no_time_of_the_result() {
    assert_eq!(
        reading("heart rate 50-100 bpm after 10 minutes of rest"),
        "heart rate 50..100 /min [setting: after 10 minutes of rest]"
    );
    assert_eq!(
        reading("SBP < 140 mmHg after sitting for 5 minutes"),
        "systolic blood pressure < 140 mmHg [setting: sitting for 5 minutes]"
    );
    assert_eq!(reading("heart rate > 100 bpm for 10 minutes"), "heart rate > 100 /min [for 10 min]");
}

#[test]
fn the_second_length_is_of_what_has_the_first() {
    assert_eq!(
        reading("asthma with an exacerbation lasting at least 3 days but less than 2 weeks"),
        "condition asthma having (condition exacerbation [for ≥ 3 d; for < 2 wk])"
    );
}

#[test]
fn a_condition_after_the_last_of_two_limits_is_of_that_alone() {
    let both = "any(ECOG performance status 0..1, all(condition bone metastasis, ECOG performance status = 2))";
    assert_eq!(reading("ECOG 0 or 1, or 2 if due to bone metastases"), both);
    assert_eq!(reading("ECOG 0, 1 or 2 if due to bone metastases"), both);
    assert_eq!(
        reading("ALT ≤ 3 × ULN or ALT ≤ 5 × ULN if liver metastases"),
        "any(ALT ≤ 3 ×ULN, all(condition liver metastasis, ALT ≤ 5 ×ULN))"
    );
    assert_eq!(
        reading("ASA I-II or III if asthma is controlled"),
        "any(ASA class in {I, II}, all(condition controlled asthma, ASA class in {III}))"
    );
    assert_eq!(
        reading("asthma or COPD if treated with insulin"),
        "if drug insulin: any(condition asthma, condition COPD)"
    );
}

#[test]
fn so_many_of_a_list_within_a_sentence() {
    let two = "2-of(condition fever, condition cough, condition dyspnea)";
    for text in [
        "any two of fever, cough and dyspnea",
        "two or more of fever, cough, or dyspnea",
        "at least two of: fever, cough, dyspnea",
        "any 2 of the following: fever, cough, dyspnea",
    ] {
        assert_eq!(reading(text), two, "{text}");
    }
    assert_eq!(
        reading("one or more of fever, cough, or dyspnea"),
        "any(condition fever, condition cough, condition dyspnea)"
    );
    assert_eq!(reading("at least two seizures and cough"), "all(condition seizure [count ≥ 2], condition cough)");
}

#[test]
fn a_limit_without_its_name_is_not_of_what_it_stands_with() {
    assert_eq!(
        reading("BMI ≥ 40, or ≥ 35 with at least one comorbidity"),
        "any(BMI ≥ 40, all(condition comorbidity [count ≥ 1], BMI ≥ 35))"
    );
    assert_eq!(
        reading("BMI ≥ 35 with two or more comorbidities"),
        "BMI ≥ 35 having (condition comorbidity [count ≥ 2])"
    );
}

#[test]
fn a_treatment_named_once_is_what_all_are_said_of() {
    assert_eq!(
        reading("failure of, intolerance to, or contraindication to methotrexate"),
        "any(drug methotrexate [outcome: failed], drug methotrexate [outcome: intolerant], observation \
         contraindication having drug methotrexate)"
    );
    assert_eq!(
        reading("contraindication to or intolerance of metformin"),
        "any(observation contraindication having drug metformin, drug metformin [outcome: intolerant])"
    );
    assert_eq!(reading("unable to tolerate methotrexate"), "drug methotrexate [outcome: intolerant]");
    assert!(reading("unable to tolerate venipuncture").starts_with("«capability"));
}

#[test]
fn a_second_result_of_what_has_a_limit_is_not_lost() {
    assert_eq!(
        reading("FLC ≥ 10 mg/dL with abnormal ratio"),
        "all(free light chain ≥ 10 mg/dL, ‹abnormal: in no part of the rule›)"
    );
    assert_eq!(
        reading("urine protein ≥ 200 mg/24 h with an abnormal kappa/lambda ratio"),
        "urine protein ≥ 200 mg/(24.h) having (kappa/lambda ratio abnormal)"
    );
}

#[test]
fn respectively_gives_each_its_number() {
    assert_eq!(
        excluded("QTc > 450 and 470 ms for males and females, respectively"),
        "any(all(sex male, QTc > 450 ms), all(sex female, QTc > 470 ms))"
    );
    assert_eq!(reading("AST and ALT ≤ 3 and 5 × ULN, respectively"), "all(AST ≤ 3 ×ULN, ALT ≤ 5 ×ULN)");
    assert_eq!(reading("AST and ALT ≤ 3 × ULN"), "all(AST ≤ 3 ×ULN, ALT ≤ 3 ×ULN)");
}

#[test]
fn what_is_ever_has_not_the_window_of_what_a_comma_parts_from_it() {
    assert_eq!(
        excluded("history of suicide attempt, or suicidal ideation in the past 6 months"),
        "any(condition history of suicide attempt, condition history of suicidal ideation [within past 6 mo])"
    );
    assert_eq!(
        excluded("history of stroke or seizure within 6 months"),
        "any(condition history of stroke [within past 6 mo], condition history of seizure [within past 6 mo])"
    );
}

#[test]
fn two_blood_pressures_have_one_unit() {
    assert_eq!(
        excluded("systolic > 160 or diastolic > 100 mmHg"),
        "any(systolic blood pressure > 160 mmHg, diastolic blood pressure > 100 mmHg)"
    );
    assert_eq!(excluded("AST > 3 or ALT > 3 × ULN"), "any(AST > 3, ALT > 3 ×ULN)");
}

#[test]
fn what_one_examination_shows_each_of_them_may() {
    assert_eq!(
        reading("no evidence of metastasis on CT or MRI within 4 weeks"),
        "all(not(procedure CT [within past 4 wk] having condition metastasis), not(procedure MRI [within past 4 wk] \
         having condition metastasis))"
    );
    assert_eq!(
        reading("surgery for cancer or radiotherapy"),
        "any(procedure surgery having condition malignancy, procedure radiotherapy)"
    );
}

#[test]
fn a_dose_is_counted_in_the_drug_that_it_is_equivalent_to() {
    assert_eq!(
        reading("systemic corticosteroids equivalent to ≤ 20 mg prednisone daily"),
        "drug systemic glucocorticoid [dose ≤ 20 mg/d prednisone-equivalent]"
    );
    assert_eq!(
        reading("methotrexate ≤ 20 mg weekly and prednisone"),
        "all(drug methotrexate [dose ≤ 20 mg/wk], drug prednisone)"
    );
}

#[test]
fn what_people_did_has_its_own_window() {
    assert_eq!(
        excluded("patients with asthma who require oral steroids, or who have been hospitalised in the past year"),
        "any(condition asthma having (drug glucocorticoid [route: oral]), procedure hospitalization [within past 1 a])"
    );
    assert_eq!(
        excluded("stroke or seizure in the past year"),
        "any(condition stroke [within past 1 a], condition seizure [within past 1 a])"
    );
}

#[test]
fn a_change_of_a_treatment_without_a_name_is_no_treatment() {
    assert_eq!(excluded("change in medication"), "procedure medication [outcome: changed]");
    assert!(!excluded("change in weight > 5 kg").contains("outcome"));
}

#[test]
fn abnormal_tests_are_what_their_limits_say() {
    assert_eq!(
        excluded("abnormal liver function tests (ALT or AST > 2 × ULN)"),
        "condition hepatic impairment defined as any(ALT > 2 ×ULN, AST > 2 ×ULN)"
    );
    assert_eq!(excluded("diabetes (HbA1c < 10 %)"), "condition diabetes mellitus having (HbA1c < 10 %)");
}

#[test]
fn off_a_drug_for_so_long_is_none_in_that_time() {
    assert_eq!(reading("off steroids for at least 4 weeks"), "not(drug glucocorticoid [within past < 4 wk])");
    assert_eq!(reading("off anticoagulants"), "not(drug anticoagulant)");
}

#[test]
fn so_many_of_a_list_that_is_empty_is_named() {
    let said = |text: &str| {
        let document = trial_extract::source::Document { text: text.to_owned(), ..Default::default() };
        let trial = trial_extract::extract(&document, &trial_extract::Options { section: Some(Section::Inclusion) });
        trial.criteria[0].diagnostics.iter().filter(|d| d.code == "number-not-in-rule").count()
    };
    assert_eq!(said("* at least 3 of the following:\n  - "), 1);
    assert_eq!(said("1. ≥ -1 days \n  - "), 1, "nor is a length of time");
    assert_eq!(said("* at least 3 of the following:\n  - asthma\n  - COPD\n  - stroke\n  - seizures"), 0);
}
