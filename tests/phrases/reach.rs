//! How far conjunctions, relations and the words before a colon reach.

use trial_extract::rule::Section;

use super::{reading, reading_in};

fn excluded(text: &str) -> String {
    reading_in(Section::Exclusion, text)
}

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
