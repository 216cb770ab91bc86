//! Times counted from events: during or after a treatment, in lists of their own, and what was found or begun.

use super::{excluded, reading as demanded};

#[test]
fn what_treatment_led_to_comes_during_or_after_it() {
    assert_eq!(
        excluded("Disease progression during or within 6 months of adjuvant therapy"),
        "any(observation disease progression [at adjuvant therapy], observation disease progression [within 6 mo after adjuvant therapy])"
    );
    assert_eq!(
        excluded("Progression during, or within 6 months after completion of platinum-based chemotherapy"),
        "any(observation disease progression [at platinum-based chemotherapy], observation disease progression [within 6 mo after completion of platinum-based chemotherapy])"
    );
    assert_eq!(excluded("Relapse within 6 months of transplant"), "condition Relapse [within 6 mo after transplant]");
    assert_eq!(
        excluded("Myocardial infarction within 3 months of surgery"),
        "condition myocardial infarction [within 3 mo before surgery]"
    );
    assert_eq!(
        excluded("Progression within 6 months of enrollment"),
        "observation disease progression [within 6 mo before enrollment]"
    );
}

#[test]
fn a_window_of_an_event_alone_says_how_long_ago_that_was() {
    assert_eq!(excluded("Women within 6 weeks of delivery"), "all(sex female, procedure delivery [within past 6 wk])");
    assert_eq!(excluded("Patients within 30 days of major surgery"), "procedure major surgery [within past 30 d]");
    assert_eq!(
        excluded("Major surgery within 30 days of enrollment"),
        "procedure major surgery [within 30 d before enrollment]"
    );
}

#[test]
fn each_length_of_a_list_has_its_own_event() {
    assert_eq!(
        demanded("At least 28 days since prior chemotherapy, 21 days since radiotherapy, and 14 days since surgery"),
        "all(drug chemotherapy [≥ 28 d ago], procedure radiotherapy [≥ 21 d ago], procedure surgery [≥ 14 d ago])"
    );
    assert_eq!(
        demanded("At least 28 days since prior chemotherapy and age ≥ 18 years"),
        "all(drug chemotherapy [≥ 28 d ago], age ≥ 18 a)"
    );
    assert_eq!(
        excluded("Chemotherapy within 28 days of, or radiotherapy within 14 days of, first dose"),
        "any(drug chemotherapy [within 28 d before first dose], procedure radiotherapy [within 14 d before first dose])"
    );
}

#[test]
fn an_abnormality_may_be_of_each_thing_examined() {
    assert_eq!(
        excluded("Clinically significant abnormality on physical exam, vital signs, or ECG at screening"),
        "any(clinically significant physical exam abnormal [at screening], clinically significant vital signs abnormal [at screening], clinically significant electrocardiogram abnormal [at screening])"
    );
    assert_eq!(excluded("Abnormal ECG or pregnancy"), "any(electrocardiogram abnormal, condition pregnancy)");
}

#[test]
fn a_treatment_may_be_begun_or_changed() {
    assert_eq!(
        excluded("Initiation of or change in antidepressants within 30 days prior to screening"),
        "any(drug antidepressant [outcome: initiated] [within 30 d before screening], drug antidepressant [outcome: changed] [within 30 d before screening])"
    );
    assert_eq!(
        excluded("Initiation of, or change in dose of, statins within 6 weeks before randomization"),
        "any(drug statin [outcome: initiated] [within 6 wk before randomization], drug statin [outcome: changed] [within 6 wk before randomization])"
    );
    assert_eq!(
        excluded("Stroke or change in antidepressants within 30 days prior to screening"),
        "any(condition stroke [within 30 d before screening], drug antidepressant [outcome: changed] [within 30 d before screening])"
    );
}

#[test]
fn a_region_of_two_words_is_one_setting() {
    assert_eq!(
        excluded("Squamous cell carcinoma in the head or neck"),
        "condition squamous cell carcinoma [setting: the head or neck]"
    );
    assert_eq!(
        excluded("Squamous cell carcinoma or asthma"),
        "any(condition squamous cell carcinoma, condition asthma)"
    );
}

#[test]
fn a_stage_belongs_to_its_own_adjective() {
    assert_eq!(
        demanded("Advanced (stage IIIB) or metastatic (stage IV) non-small cell lung cancer"),
        "any(condition advanced non-small cell lung cancer having (stage in {IIIB}), condition metastasis having all(condition non-small cell lung cancer, stage in {IV}))"
    );
    assert_eq!(
        demanded("Advanced or metastatic non-small cell lung cancer"),
        "any(condition advanced non-small cell lung cancer, condition metastatic non-small cell lung cancer)"
    );
}

#[test]
fn a_treatment_that_is_described_is_not_the_one_of_the_study() {
    assert_eq!(
        demanded("Progression within 6 months of adjuvant therapy"),
        "observation disease progression [within 6 mo after adjuvant therapy]"
    );
    // Near misses: "before the study's", however it is said.
    assert_eq!(demanded("Surgery within 4 weeks before therapy"), "procedure surgery [within 4 wk before therapy]");
    assert_eq!(
        demanded("Surgery within 4 weeks of investigational treatment"),
        "procedure surgery [within 4 wk before investigational treatment]"
    );
}

#[test]
fn what_no_table_has_is_dated_where_it_happens_at_once() {
    let reading = excluded;
    assert_eq!(reading("arterial TE event ≤ 12 months"), "condition arterial TE event [within past 12 mo]");
    assert_eq!(reading("catheter placement < 2 weeks"), "condition catheter placement [within past < 2 wk]");
    assert_eq!(reading("bispecific antibody (blinatumomab) < 3 months").matches("within past < 3 mo").count(), 1);
    assert_eq!(reading("headache state ≤ 3 days"), "condition headache state [for ≤ 3 d]");
    assert_eq!(reading("cardiac event lasting < 3 days"), "condition cardiovascular event [for < 3 d]");
}

#[test]
fn how_long_ago_an_event_was() {
    assert_eq!(demanded("Time since injury > 1 year"), "condition trauma [> 1 a ago]");
    assert_eq!(demanded("Interval from surgery must be ≥ 4 weeks"), "procedure surgery [≥ 4 wk ago]");
    assert_eq!(demanded("Time since stroke onset ≥ 3 months"), "condition stroke onset [≥ 3 mo ago]");
    // Near misses: a moment of the trial, and what has a second end.
    assert!(!demanded("Time since enrollment ≥ 4 weeks").contains("ago"));
    assert!(!demanded("Time from surgery to randomization ≤ 4 weeks").contains("ago"));
}
