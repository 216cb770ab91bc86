//! What trials in cancer say of treatments, stages and lesions their own way.

use super::{all_excluded, all_read, reading};

#[test]
fn how_long_ago_a_treatment_for_something_was() {
    all_read(&[
        (
            "At least 4 weeks since prior radiotherapy for bone metastases",
            "procedure radiotherapy [≥ 4 wk ago] having condition bone metastasis",
        ),
        (
            "More than 6 months since prior adjuvant chemotherapy with paclitaxel",
            "drug adjuvant chemotherapy [> 6 mo ago] having drug paclitaxel",
        ),
        ("At least 6 weeks since prior chemotherapy", "drug chemotherapy [≥ 6 wk ago]"),
    ]);
    // No treatment is what it is counted from.
    assert_eq!(
        reading("More than 1 year since diagnosis of stroke for hypertension"),
        "condition hypertension [> 1 a after diagnosis of stroke]"
    );
}

#[test]
fn a_lesion_has_a_limit_for_each_way_to_measure_it() {
    assert_eq!(
        reading(
            "Measurable disease, defined as at least 1 lesion ≥ 20 mm by conventional techniques or ≥ 10 mm by spiral CT scan"
        ),
        "observation measurable disease defined as any(lesion ≥ 20 mm [count ≥ 1] [by conventional techniques], lesion ≥ 10 mm [by spiral CT scan])"
    );
}

#[test]
fn a_limit_behind_how_it_is_measured() {
    all_read(&[
        ("LVEF determined by echocardiography > 50%", "LVEF > 50 % [by echocardiography]"),
        ("Ejection fraction assessed by ECHO or MUGA of at least 50%", "LVEF ≥ 50 % [by ECHO; MUGA]"),
    ]);
    assert_eq!(reading("Obesity defined as BMI > 30"), "condition obesity defined as (BMI > 30)");
}

#[test]
fn a_cancer_of_which_somebody_has_been_free() {
    let free = "not(condition malignancy other than any(condition skin cancer, condition malignancy having all(not(condition malignancy [within past 5 a]), not(condition skin cancer))))";
    all_read(&[
        (
            "No other malignancy, except skin cancer, or other cancer if the patient has been disease-free for > 5 years",
            free,
        ),
        (
            "No other malignancy except skin cancer or another cancer from which they have been disease-free for > 5 years",
            free,
        ),
    ]);
    assert_eq!(
        reading("Prior cancer is allowed if disease-free for 3 years"),
        "if condition history of malignancy: not(condition malignancy [within past < 3 a])"
    );
}

#[test]
fn what_is_allowed_except_for_something() {
    all_read(&[
        (
            "Concurrent radiotherapy is allowed except for whole brain irradiation",
            "all(permits(procedure current radiotherapy), not(procedure whole brain radiotherapy))",
        ),
        (
            "Stable doses of statins are permitted, except simvastatin",
            "all(permits(drug stable statin), not(drug simvastatin))",
        ),
    ]);
    assert_eq!(
        reading("Patients with brain metastases are eligible except those with leptomeningeal disease"),
        "condition CNS metastasis other than condition leptomeningeal metastasis"
    );
}

#[test]
fn a_stage_behind_brackets_is_another_stage() {
    all_read(&[
        (
            "Stage IIIB (malignant effusion) or IV breast cancer",
            "any(stage in {IIIB}, condition breast cancer having (stage in {IV}))",
        ),
        (
            "Stage II (bulky) or III Hodgkin lymphoma",
            "any(stage in {II}, condition Hodgkin lymphoma having (stage in {III}))",
        ),
    ]);
    assert!(reading("Asthma (stage II) or IV therapy").contains("procedure intravenous therapy"));
}

#[test]
fn the_members_of_a_treatment_have_its_window() {
    all_excluded(&[
        (
            "Any systemic therapy within 28 days prior to day 1, including surgery or radiotherapy",
            "any(drug systemic medication [within 28 d before day 1], procedure surgery [within 28 d before day 1], procedure radiotherapy [within 28 d before day 1])",
        ),
        (
            "Systemic therapy within 28 days before day 1, including chemotherapy, or active infection",
            "any(drug systemic medication [within 28 d before day 1], drug chemotherapy [within 28 d before day 1], condition active infection)",
        ),
    ]);
}

#[test]
fn what_comes_with_none_of_a_list() {
    assert_eq!(
        reading("Adequate cardiac function with no evidence of hypertension, heart failure, angina"),
        "observation cardiac function other than any(condition hypertension, condition heart failure, condition angina)"
    );
    assert_eq!(
        reading("There are no disorders that affect swallowing, such as achalasia, candidiasis"),
        "all(not(condition disorders having «judgement: that affect swallowing»), not(condition achalasia), not(condition candidiasis))"
    );
    // Another disease may be demanded beside the first.
    assert!(reading("asthma without COPD, diabetes").ends_with("condition diabetes mellitus)"));
}

#[test]
fn of_whom_alone_a_test_is_asked() {
    assert_eq!(
        reading("Negative pregnancy test within 7 days before day 1, for women of childbearing potential only"),
        "if all(sex female, observation childbearing potential): pregnancy test negative [within 7 d before day 1]"
    );
    assert!(!reading("Opioids within 7 days before day 1, for pain only").starts_with("if"));
}

#[test]
fn what_radiotherapy_is_for() {
    all_read(&[
        (
            "Planned definitive or adjuvant radiotherapy",
            "any(procedure planned definitive radiotherapy, procedure planned adjuvant radiotherapy)",
        ),
        ("Prior cranial radiotherapy", "procedure history of cranial radiotherapy"),
        ("Effusions that cannot be controlled", "condition uncontrolled Effusions"),
        ("Expected life of more than 90 days", "life expectancy > 90 d"),
    ]);
    assert_eq!(reading("Definitive diagnosis of asthma"), "condition asthma");
}
