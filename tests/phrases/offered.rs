//! What may be there instead of what is denied, and of whom "without" is said.

use super::{excluded, reading};

#[test]
fn what_does_no_harm_is_allowed_instead() {
    assert_eq!(
        reading("No brain metastases or treated brain metastases"),
        "any(not(condition CNS metastasis), condition treated CNS metastasis)"
    );
    assert_eq!(reading("Without COPD or with mild COPD"), "any(not(condition COPD), condition mild COPD)");
    assert_eq!(
        reading("No HIV infection or HIV infection with undetectable viral load"),
        "any(not(condition HIV infection), condition HIV infection having (viral load undetectable))"
    );
    assert_eq!(reading("No fever or oxygen saturation > 94%"), "any(not(condition fever), SpO2 > 94 %)");
    assert_eq!(reading("Not pregnant or postmenopausal"), "any(not(condition pregnancy), observation postmenopausal)");
    assert_eq!(
        reading("Not hospitalized or hospitalized for less than 24 hours"),
        "any(not(procedure hospitalization), procedure hospitalization [for < 24 h])"
    );
    assert_eq!(excluded("Not on insulin, age > 70"), "any(not(drug insulin), age > 70 a)");
    assert_eq!(
        excluded("Not in good health, including diabetes or asthma"),
        "any(not(observation healthy volunteer), condition diabetes mellitus, condition asthma)"
    );
    // Near misses: both are denied.
    assert_eq!(reading("No stroke or severe stroke"), "all(not(condition stroke), not(condition severe stroke))");
    assert_eq!(reading("No asthma or prior COPD"), "all(not(condition asthma), not(condition history of COPD))");
    assert_eq!(
        reading("No history of stroke or LVEF < 30%"),
        "all(not(condition history of stroke), not(LVEF < 30 %))"
    );
    assert_eq!(reading("No fever, CRP < 5 mg/L"), "all(not(condition fever), CRP < 5 mg/L)");
}

#[test]
fn so_long_without_is_none_within_it() {
    assert_eq!(
        reading("At least 12 months without a menstrual period, or prior hysterectomy"),
        "any(not(condition menstrual period [within past < 12 mo]), procedure history of hysterectomy)"
    );
}

#[test]
fn people_without_one_thing_have_another() {
    assert_eq!(
        reading("Patients without diabetes undergoing CABG"),
        "all(not(condition diabetes mellitus), procedure current CABG)"
    );
    assert_eq!(
        excluded("Women not postmenopausal or surgically sterile"),
        "all(sex female, not(observation postmenopausal), not(procedure surgical sterilization))"
    );
    assert_eq!(reading("Women without endometriosis"), "all(sex female, not(condition endometriosis))");
    // Near miss: it is such an infection that is denied.
    assert_eq!(reading("Without infection requiring antibiotics"), "not(condition infection having drug antibiotic)");
}

#[test]
fn a_number_denies_nothing() {
    assert_eq!(reading("No. of metastases: <= 3"), "condition metastasis [count ≤ 3]");
    assert_eq!(reading("No of previous abortions less than 3"), "history of abortion < 3");
    assert_eq!(reading("No renal disease"), "not(condition renal disease)");
}

#[test]
fn survival_that_is_not_expected() {
    assert_eq!(excluded("Unlikely to survive 30 days"), "life expectancy < 30 d");
    assert_eq!(excluded("Not expected to survive 24 hours"), "not(life expectancy ≥ 24 h)");
    assert_eq!(reading("Expected survival of at least 3 months"), "life expectancy ≥ 3 mo");
}

#[test]
fn indications_and_agreements_are_narratives() {
    assert_eq!(excluded("Indication for surgery"), "«judgement: Indication for surgery»");
    assert_eq!(reading("Agreement not to smoke"), "«consent: Agreement not to smoke»");
    assert_eq!(excluded("Contra-indication to MRI"), "observation contraindication having procedure MRI");
}
