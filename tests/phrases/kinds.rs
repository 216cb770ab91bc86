//! Kinds of a thing: members in brackets, after a name, or with commas alone.

use super::{all_excluded, all_read, excluded};

#[test]
fn diseases_with_commas_alone_are_alternatives() {
    all_read(&[
        ("GERD, peptic ulcer", "any(condition GERD, condition peptic ulcer)"),
        (
            "Type 1 diabetes, secondary diabetes, gestational diabetes",
            "any(condition type 1 diabetes, condition secondary diabetes mellitus, condition gestational diabetes)",
        ),
        // Near misses.
        ("Hypertension, age > 50", "all(condition hypertension, age > 50 a)"),
        ("Must have the following: asthma, COPD", "all(condition asthma, condition COPD)"),
        ("Asthma and COPD", "all(condition asthma, condition COPD)"),
    ]);
}

#[test]
fn so_many_of_what_brackets_list() {
    all_read(&[
        (
            "One or more vascular risk factors (hypertension, dyslipidemia, diabetes)",
            "1-of(condition hypertension, condition dyslipidemia, condition diabetes mellitus)",
        ),
        ("At least 2 symptoms (fever, cough, dyspnea)", "2-of(condition fever, condition cough, condition dyspnea)"),
        (
            "Two or more risk factors (age > 65, hypertension, diabetes)",
            "2-of(age > 65 a, condition hypertension, condition diabetes mellitus)",
        ),
        // Near misses.
        ("Two cores (10 mm)", "cores = 10 mm [count = 2]"),
    ]);
}

#[test]
fn kinds_after_the_name() {
    all_read(&[
        (
            "Breast cancer, histologically proven, metastatic or locally advanced",
            "any(condition metastatic breast cancer [by histologically proven], condition advanced breast cancer [by histologically proven])",
        ),
        ("NSCLC, metastatic", "condition metastatic non-small cell lung cancer"),
        // Near misses.
        ("Breast cancer, metastatic melanoma", "any(condition breast cancer, condition metastatic melanoma)"),
    ]);
}

#[test]
fn a_word_in_brackets_before_the_name() {
    all_excluded(&[
        (
            "History of (non-infectious) pneumonitis that required steroids",
            "all(condition history of pneumonitis having drug glucocorticoid, ‹non-infectious: in no part of the rule›)",
        ),
        ("(Chronic) hepatitis B", "condition chronic hepatitis B"),
    ]);
}

#[test]
fn a_limit_in_brackets_after_a_comma() {
    all_excluded(&[
        ("Renal insufficiency, (eGFR < 25 mL/min)", "condition renal impairment defined as (eGFR < 25 mL/min)"),
        (
            "Severe hematological disease (including anemia of Hb < 100 g/L)",
            "all(condition severe hematologic disease such as (Hb < 100 g/L having condition anemia), ‹< 100: in no part of the rule›)",
        ),
        // Near misses.
        ("Renal insufficiency, eGFR < 25 mL/min", "any(condition renal impairment, eGFR < 25 mL/min)"),
    ]);
}

#[test]
fn inhaled_drugs_given_together() {
    all_read(&[
        (
            "Stable therapy with ICS/LABA and tiotropium",
            "all(drug stable inhaled corticosteroid, drug LABA, drug tiotropium)",
        ),
        ("Metformin +/- sulfonylurea", "drug metformin permits drug sulfonylurea"),
        // Near misses.
        ("ACE inhibitor/ARB", "any(drug ACE inhibitor, drug angiotensin receptor blocker)"),
    ]);
}

#[test]
fn so_many_failures_at_least() {
    all_read(&[
        ("Failure of two previous SSRI trials", "2-of distinct(drug history of SSRI [outcome: failed])"),
        ("Failed one prior SSRI", "1-of distinct(drug history of SSRI [outcome: failed])"),
        ("Treatment failure of citalopram at appropriate doses and duration", "drug citalopram [outcome: failed]"),
        // Near misses.
        ("Exactly two prior SSRIs", "exactly 2-of distinct(drug history of SSRI)"),
    ]);
}

#[test]
fn who_qualifies_for_a_treatment_is_to_have_it() {
    all_read(&[
        ("Eligible for transplantation", "procedure planned transplantation"),
        (
            "Eligible for coronary revascularization (angioplasty or CABG)",
            "procedure planned coronary revascularization having any(procedure angioplasty, procedure CABG)",
        ),
        (
            "Cirrhosis requiring liver transplantation",
            "condition cirrhosis having procedure planned liver transplantation",
        ),
        ("Patients requiring surgery", "procedure planned surgery"),
        // Near misses.
        (
            "Respiratory failure requiring mechanical ventilation",
            "condition respiratory failure having procedure mechanical ventilation",
        ),
        ("Eligible for this study", "‹Eligible for this study: no known concept›"),
    ]);
}

#[test]
fn criteria_with_something_else() {
    all_read(&[
        (
            "Dyspepsia fulfilling Rome III criteria with inadequate relief of symptoms",
            "condition dyspepsia [by Rome III criteria] having condition inadequate relief of symptoms",
        ),
        // Near misses.
        (
            "Depression meeting DSM-5 criteria with MADRS > 20",
            "condition depression defined as (MADRS > 20 {score} [by DSM-5 criteria])",
        ),
    ]);
}

#[test]
fn joined_stages() {
    all_read(&[
        ("Stage-II & III periodontitis", "condition periodontitis having (stage in {II, III})"),
        ("Stage-III periodontitis", "condition periodontitis having (stage in {III})"),
        // Near misses.
        ("Stage II periodontitis", "condition periodontitis having (stage in {II})"),
    ]);
}

#[test]
fn a_denial_in_one_word() {
    all_read(&[
        ("Hasn't had surgery", "not(procedure surgery)"),
        ("Doesn’t have diabetes", "not(condition diabetes mellitus)"),
        // Near misses.
        ("Hodgkin's disease", "condition Hodgkin lymphoma"),
    ]);
}

#[test]
fn an_exclusion_of_nobody() {
    all_read(&[
        (
            "No subjects will be excluded based on race, gender or HIV status",
            "«participation: No subjects will be excluded based on race, gender or HIV status»",
        ),
        // Near misses.
        ("No asthma", "not(condition asthma)"),
    ]);
}

#[test]
fn a_list_that_goes_on_with_or_is_no_picture() {
    let each = "any(body weight ≥ 350 lb_av, condition asthma, condition neoplasm, condition aneurysm)";
    assert_eq!(excluded("Weight ≥ 350 pounds, asthma, and tumor or aneurysm"), each);
    // Near misses: no "or"; an age, which is of all; a demand.
    let all = "all(body weight ≥ 350 lb_av, condition asthma, condition neoplasm)";
    assert_eq!(excluded("Weight ≥ 350 pounds, asthma, and tumor"), all);
    let aged = excluded("Age ≥ 65, asthma, and smoking or drinking");
    assert_eq!(aged, "all(age ≥ 65 a, condition asthma, any(observation smoking, observation alcohol use))");
    let demanded = super::reading("Weight ≥ 350 pounds, asthma, and tumor or aneurysm");
    assert!(demanded.starts_with("all("), "{demanded}");
}
