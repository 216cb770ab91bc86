//! What the members of a coordination share, clauses that say what something would do, and examples.

use super::{excluded, reading as demanded};

#[test]
fn adjectives_share_the_noun_of_the_last() {
    assert_eq!(
        excluded("Severe renal or hepatic impairment"),
        "any(condition severe renal impairment, condition severe hepatic impairment)"
    );
    assert_eq!(
        excluded("Known hepatic or renal impairment"),
        "any(condition hepatic impairment, condition renal impairment)"
    );
    assert_eq!(
        excluded("Uncontrolled cardiac, pulmonary, renal, or hepatic disease"),
        "any(condition uncontrolled cardiac disease, condition uncontrolled pulmonary disease, \
         condition uncontrolled renal disease, condition uncontrolled liver disease)"
    );
    assert_eq!(
        excluded("Severe respiratory, digestive, hematological disease or tumor"),
        "any(condition severe pulmonary disease, condition severe gastrointestinal disease, \
         condition severe hematologic disease, condition neoplasm)"
    );
    assert_eq!(
        demanded("untreated colon or rectal cancer"),
        "any(condition untreated colon cancer, condition untreated rectal cancer)"
    );
    assert_eq!(
        excluded("History of kidney, liver or heart transplant"),
        "any(procedure history of kidney transplantation, procedure history of liver transplantation, \
         procedure history of heart transplantation)"
    );
    assert_eq!(
        excluded("hepatitis B, C or D"),
        "any(condition hepatitis B, condition hepatitis C, condition hepatitis D)"
    );
}

#[test]
fn a_degree_before_a_list_is_said_of_each() {
    assert_eq!(excluded("Severe asthma or COPD"), "any(condition severe asthma, condition severe COPD)");
    assert_eq!(
        excluded("Uncontrolled hypertension, diabetes, or asthma"),
        "any(condition uncontrolled hypertension, condition uncontrolled diabetes mellitus, condition uncontrolled asthma)"
    );
    // Near misses: what has no degree, what says its own, what is not the first of a list.
    assert_eq!(excluded("Severe asthma or pregnancy"), "any(condition severe asthma, condition pregnancy)");
    assert_eq!(excluded("Active hepatitis B or HIV"), "any(condition active hepatitis B, condition HIV infection)");
    assert_eq!(excluded("Severe asthma or a seizure"), "any(condition severe asthma, condition seizure)");
    assert_eq!(
        excluded("Uncontrolled hypertension, unstable angina or heart failure"),
        "any(condition uncontrolled hypertension, condition unstable angina, condition heart failure)"
    );
    assert_eq!(
        excluded("Epilepsy, uncontrolled hypertension or asthma"),
        "any(condition epilepsy, condition uncontrolled hypertension, condition asthma)"
    );
    assert_eq!(
        excluded("severe depression, neurologic, or untreated thyroid disorder"),
        "any(condition severe depression, condition neurologic disease, condition untreated thyroid disease)"
    );
}

#[test]
fn what_is_no_x_and_what_is_one_are_both_meant() {
    assert_eq!(
        demanded("diabetic and non-diabetic patients"),
        "any(condition diabetes mellitus, not(condition diabetes mellitus))"
    );
    assert_eq!(
        demanded("Non-diabetic and non-hypertensive"),
        "all(not(condition diabetes mellitus), not(condition hypertension))"
    );
}

#[test]
fn places_in_a_list_are_places_of_one_thing() {
    assert_eq!(
        excluded("Prior surgery of the knee or hip within 6 months"),
        "procedure surgery [setting: the knee or hip] [within past 6 mo]"
    );
    assert_eq!(
        excluded("Infection in or near insertion site of the catheter"),
        "condition infection [setting: in or near insertion site of the catheter]"
    );
    assert_eq!(
        excluded("Tumors of the cerebellum, brain stem"),
        "any(condition cerebellar neoplasm, condition brainstem neoplasm)"
    );
    assert_eq!(excluded("Surgery or trauma"), "any(procedure surgery, condition trauma)");
    assert_eq!(
        excluded("Pain in the neck or fever"),
        "any(all(condition pain, ‹neck: in no part of the rule›), condition fever)"
    );
}

#[test]
fn a_cause_in_a_list_is_a_cause() {
    assert_eq!(
        excluded("Urgent manipulation required due to neurovascular or skin compromise"),
        "condition emergency manipulation due to any(condition neurovascular or skin compromise, condition skin compromise)"
    );
    assert_eq!(
        excluded("Hemiplegic due to trauma or stroke"),
        "condition hemiplegia due to any(condition trauma, condition stroke)"
    );
    assert_eq!(
        excluded("Anemia due to chronic kidney disease, or platelets < 50 x 10^9/L"),
        "any(condition anemia due to condition chronic kidney disease, PLT < 50 ×10⁹/L)"
    );
}

#[test]
fn a_clause_of_what_something_would_do_is_said_of_it() {
    assert_eq!(
        excluded("metal implants / objects in the body that may interfere with MRI"),
        "any(condition metal implant having «judgement: that may interfere with MRI», \
         condition objects in the body having «judgement: that may interfere with MRI»)"
    );
    assert_eq!(
        excluded(
            "Taking other drugs known to reduce the metabolism of minocycline and thus increase the probability of toxicity"
        ),
        "observation other drugs having «judgement: known to reduce the metabolism of minocycline and thus increase the \
         probability of toxicity»"
    );
    assert_eq!(
        excluded("Thrombocytopenia, contraindicating intramuscular vaccination"),
        "condition thrombocytopenia having «judgement: contraindicating intramuscular vaccination»"
    );
    assert_eq!(
        excluded("a disease that might affect hepatic or renal function, asthma"),
        "any(condition disease having «judgement: that might affect hepatic or renal function», condition asthma)"
    );
    assert_eq!(
        excluded("Malformation, which in the investigator's opinion may interfere with the nerve block"),
        "condition Malformation having «judgement: which in the investigator's opinion may interfere with the nerve block»"
    );
}

#[test]
fn a_limit_or_a_treatment_in_a_clause_is_none() {
    assert_eq!(excluded("Life expectancy < 6 months"), "life expectancy < 6 mo");
    assert_eq!(excluded("Asthma that requires prednisone"), "condition asthma having drug prednisone");
}

#[test]
fn a_contraindication_is_to_what_it_names() {
    assert_eq!(
        excluded("Contraindication for lumbar puncture or MRI"),
        "observation contraindication having any(procedure lumbar puncture, procedure MRI)"
    );
    assert_eq!(
        excluded("Patients in whom MRI is contraindicated"),
        "observation contraindication having procedure MRI"
    );
    assert_eq!(
        excluded("Contraindications to NSAIDs (asthma, peptic ulcer)"),
        "observation contraindication {examples: asthma, peptic ulcer} having drug NSAID"
    );
    assert_eq!(excluded("Use of NSAIDs is prohibited"), "drug NSAID");
}

#[test]
fn a_trial_of_something_is_another_trial() {
    assert_eq!(
        excluded("Current participation in transcranial magnetic stimulation studies"),
        "observation current participation in another clinical trial having procedure transcranial magnetic stimulation"
    );
    assert_eq!(excluded("Transcranial magnetic stimulation"), "procedure transcranial magnetic stimulation");
}

#[test]
fn less_of_a_treatment_is_not_the_treatment() {
    assert_eq!(
        excluded("Is expected to have a reduction of anti-epileptic drugs"),
        "drug planned anticonvulsant [outcome: dose reduced]"
    );
    assert_eq!(excluded("Reduction of hemoglobin ≥ 2 g/dL"), "Hb ≥ 2 g/dL [decrease]");
}

#[test]
fn an_example_is_no_more_than_its_words() {
    assert_eq!(
        excluded("have suffered a substantial comorbidity (eg, cervical injury)"),
        "condition substantial comorbidity {examples: cervical injury}"
    );
    assert_eq!(excluded("Comorbidities (e.g., injury)"), "condition comorbidity {examples: trauma}");
    assert_eq!(
        excluded("comorbidities known to be related to adverse pregnancy outcomes (e.g., diabetes and hypertension)"),
        "condition comorbidity {examples: diabetes mellitus, hypertension} due to condition adverse pregnancy outcomes"
    );
}

#[test]
fn all_that_a_class_lists_are_examples() {
    assert_eq!(
        excluded("Severe neurological disorders such as epilepsy, stroke, dementia or Parkinson's disease"),
        "condition severe neurologic disease {examples: epilepsy, stroke, dementia, Parkinson disease}"
    );
    assert_eq!(
        excluded("third generation beta-blocker (nebivolol, carvedilol, or labetalol)"),
        "drug third generation beta-blocker {examples: nebivolol, carvedilol, labetalol}"
    );
    assert_eq!(
        excluded("Neurological disorders such as epilepsy, stroke requiring surgery, or pregnancy"),
        "any(condition neurologic disease {examples: epilepsy}, condition stroke having procedure surgery, condition pregnancy)"
    );
}

#[test]
fn what_brackets_allow_is_no_example() {
    assert_eq!(
        excluded("Glucocorticoids (e.g., prednisone; inhaled steroids will be allowed)"),
        "drug glucocorticoid {examples: prednisone} permits drug inhaled corticosteroid"
    );
}

#[test]
fn a_formula_is_no_demand() {
    let range = "BMI 18..30 kg/m2";
    assert_eq!(demanded("BMI 18-30 kg/m2 (BMI [kg/m2] = weight [kg] / height2 [m2])"), range);
    assert_eq!(demanded("BMI 18-30 kg/m2 (weight in kg divided by the square of height in m)"), range);
    assert_eq!(demanded("BMI > 30 (weight > 100 kg)"), "BMI > 30 having (body weight > 100 kg)");
}

#[test]
fn what_evidence_shows_is_a_method() {
    assert_eq!(
        excluded("Unstable medical condition as indicated by history, physical exam, and/or laboratory findings"),
        "condition uncontrolled medical condition [by history; physical exam; laboratory findings]"
    );
    assert_eq!(excluded("History of asthma"), "condition history of asthma");
}

#[test]
fn a_name_in_the_plural_is_the_class_that_bears_it() {
    assert_eq!(excluded("Previous known hypersensitivity to tetracyclines"), "allergy history of tetracyclines");
    assert_eq!(excluded("Allergy to penicillins"), "allergy penicillins");
    assert_eq!(excluded("Allergy to tetracycline"), "allergy tetracycline");
}

#[test]
fn a_narrower_disease_is_not_the_wider_one() {
    for (text, name) in [
        ("Systemic infection", "systemic infection"),
        ("Major depressive disorder", "major depressive disorder"),
        ("Depressive symptoms", "depressive symptoms"),
        ("Depression", "depression"),
        ("Bipolar depression", "bipolar depression"),
        ("Panic attack", "panic attack"),
        ("Parkinsonism", "parkinsonism"),
        ("Head trauma", "head injury"),
        ("Cardiopulmonary disease", "cardiopulmonary disease"),
        ("Anorexia nervosa", "anorexia nervosa"),
        ("Loss of consciousness", "loss of consciousness"),
        ("Non-measurable disease", ""),
    ] {
        let read = excluded(text);
        match name {
            "" => assert_eq!(read, "not(observation measurable disease)"),
            name => assert_eq!(read, format!("condition {name}")),
        }
    }
}

#[test]
fn a_prefix_waits_for_the_rest_of_a_name() {
    assert_eq!(
        excluded("Untreated hyper- or hypothyroidism"),
        "any(condition untreated hyperthyroidism, condition untreated hypothyroidism)"
    );
    assert_eq!(excluded("hypo/hyperkalemia"), "any(condition hypokalemia, condition hyperkalemia)");
    assert!(!excluded("pre- or postoperative pain").contains("any(condition preoperative pain"));
}

#[test]
fn a_setting_before_a_name_is_that_of_both_its_limits() {
    assert_eq!(
        excluded("Supine systolic BP < 90 or > 140 mmHg"),
        "any(systolic blood pressure < 90 mmHg [setting: Supine], systolic blood pressure > 140 mmHg [setting: Supine])"
    );
}
