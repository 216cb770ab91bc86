//! Heads of nested lists: what they exclude themselves, how many they ask for, and what they deny.

use trial_extract::rule::{Criterion, Section, Trial};
use trial_extract::source::Document;
use trial_extract::{Options, extract};

use super::{excluded, reading as demanded};

/// The readings of a head and of those nested in it.
fn nested(section: Section, head: &str, items: &[&str]) -> Vec<String> {
    let items: String = items.iter().map(|item| format!("   - {item}\n")).collect();
    let document = Document { text: format!("1. {head}\n{items}"), ..Document::default() };
    let Trial { criteria, .. } = extract(&document, &Options { section: Some(section) });
    let reading = |c: &Criterion| c.reading.clone().unwrap();
    std::iter::once(reading(&criteria[0])).chain(criteria[0].criteria.iter().map(reading)).collect()
}

fn demand(head: &str, items: &[&str]) -> String {
    nested(Section::Inclusion, head, items).swap_remove(0)
}

#[test]
fn what_includes_a_list_excludes_by_itself() {
    let of = |head: &str, item: &str| nested(Section::Exclusion, head, &[item]);
    assert_eq!(
        of("Cardiac disease within 6 months before enrollment, including:", "stroke"),
        [
            "any(condition cardiac disease [within 6 mo before enrollment], 1.1)".replace("1.1", "E1.1"),
            "condition stroke [within 6 mo before enrollment]".to_owned()
        ]
    );
    assert_eq!(
        of("Uncontrolled illness including, but not limited to:", "angina")[0],
        "any(condition uncontrolled illness, E1.1)"
    );
    assert_eq!(
        of("Use of CYP3A4 inhibitors within 14 days before screening, including but not limited to:", "ketoconazole"),
        [
            "any(drug CYP3A4 inhibitor [within 14 d before screening], E1.1)",
            "drug ketoconazole [within 14 d before screening]"
        ]
    );
    // What but names the list, and what is demanded.
    assert_eq!(of("Abnormal laboratory values, including:", "Hb < 9 g/dL")[0], "any(E1.1)");
    assert_eq!(demand("Adequate organ function, including:", &["Hb > 9 g/dL"]), "all(I1.1)");
}

#[test]
fn how_many_of_a_list() {
    let two = ["diabetes", "asthma"];
    assert_eq!(demand("Meets one of the followings:", &two), "any(I1.1, I1.2)");
    assert_eq!(
        demand("Has received at least one of the therapies below:", &["surgery", "radiotherapy"]),
        "any(I1.1, I1.2)"
    );
    assert_eq!(demand("Meets ≥ 1 of the following 3 conditions:", &two), "any(I1.1, I1.2)");
    assert_eq!(demand("Any 2 of the following:", &two), "2-of(I1.1, I1.2)");
    assert_eq!(demand("More than one of the following:", &two), "(> 1)-of(I1.1, I1.2)");
    assert_eq!(demand("No more than one of the following:", &two), "(≤ 1)-of(I1.1, I1.2)");
    assert_eq!(
        demanded("- Not more than 1 of the following: diabetes, asthma"),
        "(≤ 1)-of(condition diabetes mellitus, condition asthma)"
    );
    assert_eq!(
        excluded("- More than one of the following: diabetes, asthma"),
        "(> 1)-of(condition diabetes mellitus, condition asthma)"
    );
    assert_eq!(
        demanded("- At least one of the following: diabetes, asthma"),
        "any(condition diabetes mellitus, condition asthma)"
    );
}

#[test]
fn brackets_that_open_a_list() {
    assert_eq!(
        demand("Cirrhosis based on (either i or ii):", &["biopsy", "elastography > 14 kPa"]),
        "all(condition cirrhosis, any(I1.1, I1.2))"
    );
    assert_eq!(
        demand(
            "Pulmonary function (patients must meet at least one of the following):",
            &["FEV1 > 50 %", "FVC > 50 %"]
        ),
        "any(I1.1, I1.2)"
    );
    assert_eq!(
        demand("Heart failure, either:", &["LVEF < 40 %", "NT-proBNP > 300 pg/mL"]),
        "all(condition heart failure, any(I1.1, I1.2))"
    );
    // Brackets that say something else.
    assert_eq!(
        demand("Adequate function (patients on treatment):", &["FEV1 > 50 %", "FVC > 50 %"]).matches("any(").count(),
        0
    );
}

#[test]
fn what_a_head_demands_beside_its_list() {
    assert_eq!(
        demand("Urothelial carcinoma, defined as:", &["stage II OR", "stage III"]),
        "all(condition urothelial carcinoma, any(I1.1, I1.2))"
    );
    assert_eq!(demand("Diagnosis of psoriasis", &["for at least 6 months"]), "all(condition psoriasis, I1.1)");
    assert_eq!(
        demand("Has failed chemotherapy. Adequate organ function as follows:", &["ANC > 1.5 x 10^9/L"]),
        "all(drug chemotherapy [outcome: failed], I1.1)"
    );
    // A list that names the disease again says it itself.
    assert_eq!(
        demand(
            "Severe asthma or COPD defined as one of the following:",
            &["severe asthma: FEV1 < 50 %", "COPD: FEV1 < 30 %"]
        ),
        "any(I1.1, I1.2)"
    );
    // A state of a value is what its list says, and known diabetes is of those who have it.
    assert_eq!(demand("Anemia defined as one of:", &["Hb < 10 g/dL", "Hct < 30 %"]), "any(I1.1, I1.2)");
}

#[test]
fn limits_of_who_is_well_under_a_denial() {
    let well = demand("No serious organ damage:", &["ANC > 0.5 x 10^9/L", "creatinine < 1.5 mg/dL"]);
    assert_eq!(well, "all(‹No serious organ damage: no known concept›, I1.1, I1.2)");
    let ill = demand("No organ dysfunction:", &["creatinine > 1.5 mg/dL"]);
    assert_eq!(ill, "not(any(I1.1))");
}

#[test]
fn brackets_after_a_denial_that_say_who_is_well() {
    assert_eq!(demanded("- No fever (< 38.3 °C)"), "temperature < 38.3 Cel");
    assert_eq!(
        demanded("- Not pregnant (negative pregnancy test)"),
        "all(not(condition pregnancy), pregnancy test negative)"
    );
    assert_eq!(
        demanded("- Absence of cognitive impairment (MoCA ≥ 26)"),
        "all(not(condition cognitive impairment), MoCA ≥ 26 {score})"
    );
    assert_eq!(demanded("- No depression (PHQ-9 ≥ 10)"), "not(condition depression having (PHQ-9 ≥ 10 {score}))");
    assert_eq!(
        demanded("- No hypertension (SBP > 160 mmHg)"),
        "not(condition hypertension defined as (systolic blood pressure > 160 mmHg))"
    );
}

#[test]
fn treatments_that_are_allowed_are_not_demanded() {
    assert_eq!(
        demanded("- Permitted concomitant medications: metformin, aspirin"),
        "permits(any(drug metformin, drug aspirin))"
    );
    assert_eq!(demanded("- Treatments authorised as part of routine care: aspirin"), "permits(drug aspirin)");
    assert_eq!(demanded("- Stable doses of metformin are accepted"), "permits(drug stable metformin)");
    assert_eq!(demanded("- Not authorised treatments: aspirin"), "not(drug aspirin)");
}

#[test]
fn provided_consent_is_no_condition() {
    assert_eq!(
        demanded("- Patients who have provided informed consent"),
        "«consent: Patients who have provided informed consent»"
    );
    assert_eq!(demanded("- Asthma provided that FEV1 > 50 %").matches("FEV1 > 50 %").count(), 1);
    assert!(!demanded("- Asthma provided that FEV1 > 50 %").contains("consent"));
}

#[test]
fn editions_and_places_outside_narrow_nothing() {
    assert_eq!(
        demanded("- eGFR ≥ 60 mL/min (using the 2009 CKD-EPI formula)"),
        "eGFR ≥ 60 mL/min [by CKD-EPI formula]"
    );
    assert_eq!(demanded("- Heart failure according to the 2021 ESC guidelines"), "condition heart failure [by ESC]");
    assert_eq!(demanded("- Lung cancer stage III (AJCC 8th edition)"), "condition lung cancer having (stage in {III})");
    assert_eq!(demanded("- Hypertension (see Appendix 1)"), "condition hypertension");
    assert!(demanded("- Asthma (arm 1)").contains('1'));
}

#[test]
fn a_wider_limit_of_nothing_is_of_what_was_limited_before() {
    assert_eq!(
        demanded("- ALT and AST ≤ 2.5 x ULN; ≤ 5 x ULN if liver metastases"),
        "all(any(ALT ≤ 2.5 ×ULN, all(condition liver metastasis, ALT ≤ 5 ×ULN)), any(AST ≤ 2.5 ×ULN, all(condition liver metastasis, AST ≤ 5 ×ULN)))"
    );
    // Nothing was limited, and "x" is no name.
    assert_eq!(
        demanded("- ≤ 5 x ULN if liver metastases"),
        "if condition liver metastasis: ‹≤ 5 x ULN: no known concept› {≤ 5 ×ULN}"
    );
}

#[test]
fn windows_and_denials_in_the_brackets_of_a_head() {
    let of = |head: &str| nested(Section::Inclusion, head, &["PLT > 50 x 10^9/L"]);
    assert_eq!(
        of("Blood counts (performed within 7 days before treatment):")[1],
        "PLT > 50 ×10⁹/L [within 7 d before treatment]"
    );
    let denied = of("Blood counts (no transfusion within 14 days before screening):");
    assert_eq!(denied, ["all(not(procedure transfusion [within 14 d before screening]), I1.1)", "PLT > 50 ×10⁹/L"]);
}

#[test]
fn what_is_said_of_a_cohort_is_asked_of_it_alone() {
    let of = |head: &str| demand(head, &["FSH > 40 IU/L"]);
    assert_eq!(of("For the control group:"), "if «participation: For the control group»: all(I1.1)");
    assert_eq!(of("Cohort A:"), "if «participation: Cohort A»: all(I1.1)");
    assert_eq!(of("Postmenopausal women:"), "if observation postmenopausal: all(I1.1)");
    assert_eq!(demanded("- Germany only: age ≥ 18 years"), "if «participation: Germany only»: age ≥ 18 a");
    assert_eq!(demanded("- Part 1: age 18-45 years"), "if «participation: Part 1»: age 18..45 a");
    assert_eq!(
        demanded("- Those with atrial fibrillation only: resting HR < 110"),
        "if condition atrial fibrillation: heart rate < 110 [setting: resting]"
    );
    // What is measured, and no people.
    assert!(!demanded("- Age group: 18-65 years").contains("participation"));
    assert_eq!(demanded("- BMI only: 20-30 kg/m2").matches("participation").count(), 0);
}

#[test]
fn who_is_not_fit_for_a_treatment() {
    assert_eq!(demanded("- Patients who are cisplatin ineligible"), "«judgement: cisplatin ineligible»");
    assert_eq!(demanded("- platinum-ineligible patients"), "«judgement: platinum-ineligible»");
    assert_eq!(
        demanded("- Has undergone splenectomy or is considered transplant ineligible"),
        "any(procedure splenectomy, «judgement: transplant ineligible»)"
    );
    assert_eq!(demanded("- Chemotherapy prohibited"), "not(drug chemotherapy)");
}

#[test]
fn treatments_without_effect_and_likenesses() {
    assert_eq!(
        demanded("- No remission after ≥ 2 courses of chemotherapy"),
        "drug chemotherapy [count ≥ 2 {course}] [outcome: failed]"
    );
    assert_eq!(demanded("- Did not respond to rituximab"), "drug rituximab [outcome: failed]");
    assert_eq!(demanded("- chest pain or equivalent"), "condition chest pain {open}");
    assert_eq!(
        demanded("- prednisone ≤ 10 mg/day or equivalent"),
        "drug prednisone [dose ≤ 10 mg/d prednisone-equivalent]"
    );
    assert_eq!(
        demanded("- Hepatitis unrelated to alcohol"),
        "condition hepatitis other than (condition hepatitis due to drug alcohol)"
    );
}

#[test]
fn limits_of_young_people_and_long_names() {
    assert_eq!(demanded("- UPCR ≥ 1.0 g/g for patients < 2 years"), "if age < 2 a: UPCR ≥ 1.0 g/g");
    assert_eq!(
        demanded("- UPCR > 2 g/g for patients < 2 years after transplant"),
        "UPCR > 2 g/g [within < 2 a after transplant]"
    );
    assert_eq!(demanded("- DAS28 (Disease Activity Score 28) > 3.2"), "DAS28 > 3.2 {score}");
}

#[test]
fn exceptions_with_limits_of_their_own() {
    assert_eq!(
        demanded("- No malignancy except basal cell carcinoma and prostate cancer with Gleason ≤ 6"),
        "not(condition malignancy other than any(condition basal cell carcinoma, \
         all(condition prostate cancer, Gleason score ≤ 6 {score})))"
    );
    // One disease, with two limits.
    assert_eq!(
        demanded("- No malignancy except prostate cancer with Gleason ≤ 6 and PSA < 10 ng/mL"),
        "not(condition malignancy other than all(condition prostate cancer, Gleason score ≤ 6 {score}, PSA < 10 ng/mL))"
    );
}

#[test]
fn remarks_that_say_for_whom_alone() {
    assert_eq!(
        demanded("- NT-proBNP > 300 pg/mL (only for participants in Group C)"),
        "if «participation: only for participants in Group C»: NT-proBNP > 300 pg/mL"
    );
    assert_eq!(
        demanded("- (only for participants in Group C) NT-proBNP > 300 pg/mL"),
        "if «participation: only for participants in Group C»: NT-proBNP > 300 pg/mL"
    );
    assert!(!demanded("- Asthma (only one exacerbation within 12 months before screening)").contains("participation"));
}

#[test]
fn states_with_a_limit_are_what_is_measured() {
    assert_eq!(excluded("- Thrombocytopenia < 100 x 10^9/L"), "PLT < 100 ×10⁹/L");
    assert_eq!(excluded("- hyperkalemia > 5.5 mmol/L"), "potassium > 5.5 mmol/L");
    assert_eq!(excluded("- hyperbilirubinemia > 2 x ULN"), "total bilirubin > 2 ×ULN");
    // A grade, a length of time, and a limit that names itself.
    assert_eq!(excluded("- anemia grade ≥ 2"), "condition anemia having (grade ≥ 2)");
    assert_eq!(excluded("- anemia for < 3 months"), "condition anemia [for < 3 mo]");
    assert_eq!(excluded("- anemia (Hb < 8 g/dL)"), "condition anemia defined as (Hb < 8 g/dL)");
}
