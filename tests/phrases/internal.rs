//! Phrases of internal medicine: changes of a value, causes, intolerance, lists of diseases, what is left to judgement.

use trial_extract::rule::Section;

use super::{reading, reading_in};

fn excluding(text: &str) -> String {
    reading_in(Section::Exclusion, text)
}

#[test]
fn a_change_is_limited_and_not_the_value() {
    assert_eq!(excluding("A decrease in eGFR of > 25% from baseline"), "eGFR > 25 % [percent decrease from baseline]");
    assert_eq!(excluding("> 25% decline in eGFR"), "eGFR > 25 % [percent decrease]");
    assert_eq!(
        reading("Sepsis with a SOFA score increase of ≥ 2 points"),
        "all(condition sepsis, SOFA ≥ 2 {score} [increase])"
    );
    // Near misses: a multiple of the normal range, a limit from above, an analyte that is a change by its name.
    assert_eq!(excluding("Increase in ALT > 3 x ULN"), "ALT > 3 ×ULN");
    assert_eq!(excluding("LVEF decrease < 40%"), "LVEF < 40 %");
    assert_eq!(excluding("Weight loss > 10%"), "weight loss > 10 %");
}

#[test]
fn what_is_not_the_cause_is_denied() {
    assert_eq!(
        excluding("Nephrotic-range proteinuria not due to diabetes"),
        "condition nephrotic range proteinuria other than (condition nephrotic range proteinuria due to condition diabetes mellitus)"
    );
    assert_eq!(
        excluding("Nephrotic-range proteinuria due to diabetes"),
        "condition nephrotic range proteinuria due to condition diabetes mellitus"
    );
}

#[test]
fn a_trial_has_each_of_the_topics_it_is_related_to() {
    assert_eq!(
        excluding("Participating in another trial related to asthma or metformin"),
        "observation participation in another clinical trial due to any(condition asthma, drug metformin)"
    );
    // Near miss: a trial beside a drug.
    assert_eq!(
        excluding("Participation in another trial or metformin within 30 days"),
        "any(observation participation in another clinical trial [within past 30 d], drug metformin [within past 30 d])"
    );
}

#[test]
fn an_allergy_shares_what_an_intolerance_or_contraindication_is_to() {
    assert_eq!(
        excluding("Allergy or contraindication to aspirin"),
        "any(allergy aspirin, observation contraindication having drug aspirin)"
    );
    assert_eq!(
        excluding("Known allergy, hypersensitivity, or intolerance to ibrutinib"),
        "any(allergy ibrutinib, drug ibrutinib [outcome: intolerant])"
    );
    assert_eq!(
        excluding("Intolerance to aspirin, pregnancy, or dialysis"),
        "any(drug aspirin [outcome: intolerant], condition pregnancy, procedure dialysis)"
    );
    assert_eq!(excluding("Allergy or asthma"), "any(allergy allergy, condition asthma)");
}

#[test]
fn outcomes_wait_for_the_drug() {
    assert_eq!(
        reading("Inadequate response, loss of response, or intolerance to at least one TNF-α inhibitor"),
        "any(1-of distinct(drug TNF inhibitor [outcome: failed]), 1-of distinct(drug TNF inhibitor [outcome: intolerant]))"
    );
}

#[test]
fn a_list_of_members_has_any_of_them() {
    assert_eq!(
        excluding("Liver disease including viral hepatitis, Wilson's disease, and hemochromatosis"),
        "condition liver disease {examples: viral hepatitis, Wilson disease, hemochromatosis}"
    );
    // Near miss: diseases that are listed on their own.
    assert_eq!(
        reading("Hypertension, diabetes, and asthma"),
        "all(condition hypertension, condition diabetes mellitus, condition asthma)"
    );
}

#[test]
fn a_history_may_be_ones_own_or_the_familys() {
    assert_eq!(
        excluding("Personal or family history of medullary thyroid carcinoma"),
        "any(condition history of medullary thyroid carcinoma, condition medullary thyroid carcinoma [of relative])"
    );
    assert_eq!(
        excluding("Family history of medullary thyroid carcinoma"),
        "condition medullary thyroid carcinoma [of relative]"
    );
}

#[test]
fn numbers_of_kinds_count_what_is_named_after_them() {
    assert_eq!(
        reading("≥ 2 moderate or ≥ 1 severe COPD exacerbations in the previous 12 months"),
        "any(condition moderate COPD exacerbation [count ≥ 2] [within past 12 mo], condition severe COPD exacerbation \
         [count ≥ 1] [within past 12 mo])"
    );
}

#[test]
fn a_relative_clause_may_leave_a_disease_to_judgement() {
    assert_eq!(
        excluding("Alcohol abuse that may interfere with compliance, or HIV infection"),
        "any(condition alcohol abuse having «judgement: that may interfere with compliance,», condition HIV infection)"
    );
    // Near miss: a clause that says something of its own.
    assert_eq!(
        excluding("Infection that requires hospitalization"),
        "condition infection having procedure hospitalization"
    );
}

#[test]
fn another_disease_is_not_the_one_under_study() {
    assert_eq!(excluding("Other significant disease"), "condition clinically significant disease");
}

#[test]
fn a_global_assessment_is_no_immunoglobulin() {
    assert_eq!(
        reading("PASI ≥ 12, IGA ≥ 3 and BSA ≥ 10%"),
        "all(PASI ≥ 12 {score}, IGA score ≥ 3 {score}, BSA ≥ 10 %)"
    );
    assert_eq!(reading("IgA ≥ 70 mg/dL"), "IgA ≥ 70 mg/dL");
}

#[test]
fn limits_may_each_be_for_their_own_people() {
    assert_eq!(
        reading(
            "NT-proBNP > 300 pg/mL for patients without atrial fibrillation and > 900 pg/mL for patients with atrial fibrillation"
        ),
        "all(if not(condition atrial fibrillation): NT-proBNP > 300 pg/mL, if condition atrial fibrillation: NT-proBNP > \
         900 pg/mL)"
    );
    assert_eq!(
        reading("Eosinophils ≥ 300 cells/µL at screening or ≥ 150 cells/μL at screening if on oral corticosteroids"),
        "any(eosinophils ≥ 300 {cells}/uL [at screening], all(drug glucocorticoid [route: oral], eosinophils ≥ 150 \
         {cells}/uL [at screening]))"
    );
    assert_eq!(
        reading("Atrial fibrillation with CHA2DS2-VASc score ≥ 2 in men or ≥ 3 in women"),
        "all(condition atrial fibrillation, if sex male: CHA2DS2-VASc ≥ 2 {score}, if sex female: CHA2DS2-VASc ≥ 3 {score})"
    );
    assert_eq!(
        excluding("Significant alcohol consumption (> 20 g/day for women and > 30 g/day for men)"),
        "observation clinically significant alcohol use defined as any(all(sex female, alcohol use > 20 g/d), all(sex male, \
         alcohol use > 30 g/d))"
    );
}

#[test]
fn another_test_in_brackets_does_as_well() {
    assert_eq!(reading("NT-proBNP ≥ 600 pg/mL (or BNP ≥ 150 pg/mL)"), "any(NT-proBNP ≥ 600 pg/mL, BNP ≥ 150 pg/mL)");
    // Near miss: the same limit in another unit.
    assert_eq!(
        reading("Total bilirubin ≤ 2.0 mg/dL (or ≤ 34 μmol/L)"),
        "total bilirubin ≤ 2.0 mg/dL (also ≤ 34 umol/L)"
    );
}

#[test]
fn one_factor_of_a_list_is_enough() {
    assert_eq!(
        reading(
            "Age ≥ 50 years with at least one additional risk factor: diabetes, hypertension, or eGFR < 60 mL/min/1.73 m2"
        ),
        "all(age ≥ 50 a, any(condition diabetes mellitus, condition hypertension, eGFR < 60 mL/min/{1.73_m2}))"
    );
    assert_eq!(
        reading("At least one risk factor: age ≥ 60 years, BMI > 30 kg/m2, diabetes"),
        "any(age ≥ 60 a, BMI > 30 kg/m2, condition diabetes mellitus)"
    );
    assert_eq!(
        reading("At least two risk factors: age ≥ 60 years, BMI > 30 kg/m2, diabetes"),
        "2-of(age ≥ 60 a, BMI > 30 kg/m2, condition diabetes mellitus)"
    );
}

#[test]
fn a_need_after_or_is_of_the_same_disease() {
    assert_eq!(
        excluding("Infection that is uncontrolled or requiring IV antibiotics"),
        "any(condition uncontrolled infection, condition infection having (drug antibiotic [route: intravenous]))"
    );
    assert_eq!(
        excluding("Requiring mechanical ventilation or ECMO"),
        "any(procedure current mechanical ventilation, procedure current ECMO)"
    );
}

#[test]
fn a_hanging_hyphen_waits_for_its_word() {
    assert_eq!(
        excluding("Second- or third-degree AV block"),
        "any(condition second-degree AV block, condition third-degree AV block)"
    );
}

#[test]
fn how_often_in_what_time() {
    assert_eq!(
        excluding("Recurrent severe hypoglycemia (> 2 episodes in 6 months)"),
        "condition recurrent severe hypoglycemia [count > 2 {episode}] [within past 6 mo]"
    );
}
