//! How far what is said once reaches: ages and diseases beside "A or B", windows at the end of a list, tails of both.

use super::{all_excluded, all_read, codes};

#[test]
fn an_age_or_a_disease_is_none_of_the_alternatives_after_it() {
    all_read(&[
        (
            "Cirrhosis, age ≥ 18, HBV or HCV",
            "all(condition cirrhosis, age ≥ 18 a, any(condition hepatitis B, condition hepatitis C))",
        ),
        (
            "T2DM, age 18-75, drug naive or on metformin",
            "all(condition type 2 diabetes, age 18..75 a, any(observation treatment naive, drug metformin))",
        ),
        (
            "Age 40-75, hypertension, treated or untreated",
            "all(age 40..75 a, condition hypertension, any(condition treated hypertension, condition untreated hypertension))",
        ),
        (
            "Type 2 diabetes, diet controlled or on sulfonylurea, HbA1c 7-10 %",
            "all(condition type 2 diabetes, any(observation controlled diet, drug sulfonylurea), HbA1c 7..10 %)",
        ),
        (
            "Breast cancer, T2 or N1",
            "all(condition breast cancer, any(condition breast cancer having (T stage in {T2}), \
             condition breast cancer having (N stage in {N1})))",
        ),
        (
            "AML, FLT3-ITD or NPM1 mutated",
            "all(condition acute myeloid leukemia, any(observation FLT3-ITD, NPM1 mutated))",
        ),
        (
            "Polycythemia vera with hematocrit > 45 %, age > 60 or prior thrombosis",
            "all(condition polycythemia vera, hematocrit > 45 %, any(age > 60 a, condition history of thrombosis))",
        ),
        // Near misses: risks of which one does.
        (
            "Diabetes, age > 65, hypertension or stroke",
            "any(condition diabetes mellitus, age > 65 a, condition hypertension, condition stroke)",
        ),
        ("Hypertension, BMI > 30 or age > 65", "any(condition hypertension, BMI > 30, age > 65 a)"),
    ]);
    let doubtful = codes("Polycythemia vera with hematocrit > 45 %, age > 60 or prior thrombosis");
    assert!(doubtful.contains(&"comma-read-as-and".to_owned()), "{doubtful:?}");
    all_excluded(&[(
        "Cirrhosis, age ≥ 18, HBV or HCV",
        "any(condition cirrhosis, age ≥ 18 a, condition hepatitis B, condition hepatitis C)",
    )]);
}

#[test]
fn a_window_does_not_reach_back_to_what_is_so_now() {
    all_excluded(&[
        (
            "Active malignancy, pregnancy, or surgery within 4 weeks",
            "any(condition active malignancy, condition pregnancy, procedure surgery [within past 4 wk])",
        ),
        (
            "active GVHD, or on immunosuppressants within 4 weeks",
            "any(condition active graft-versus-host disease, drug immunosuppressant [within past 4 wk])",
        ),
        (
            "Malignancy, transfusion within 3 months",
            "any(condition malignancy, procedure transfusion [within past 3 mo])",
        ),
        (
            "Ever intubated or ICU admission in the previous 5 years",
            "any(procedure ever intubation, procedure ICU admission [within past 5 a])",
        ),
        (
            "Currently pregnant, or surgery within 4 weeks",
            "any(condition current pregnancy, procedure surgery [within past 4 wk])",
        ),
        (
            "Pleural effusion > 500 ml, pneumothorax within 4 weeks",
            "any(pleural effusion > 500 mL, condition pneumothorax [within past 4 wk])",
        ),
        (
            "Serum creatinine > 265 or eGFR decline > 30 % in the 3 months before",
            "any(creatinine > 265, eGFR > 30 % [percent decrease] [within past 3 mo])",
        ),
        ("warfarin, heparin at therapeutic dose", "any(drug warfarin, drug heparin [at therapeutic dose])"),
        // Near misses: the window, or the dose, is of both.
        ("Stroke, PCI within 3 months", "any(condition stroke [within past 3 mo], procedure PCI [within past 3 mo])"),
        (
            "Malignancy or chemotherapy within 5 years",
            "any(condition malignancy [within past 5 a], drug chemotherapy [within past 5 a])",
        ),
        (
            "warfarin or heparin at therapeutic dose",
            "any(drug warfarin [at therapeutic dose], drug heparin [at therapeutic dose])",
        ),
        (
            "Prior stroke or ICU admission in the previous 5 years",
            "any(condition history of stroke [within past 5 a], procedure history of ICU admission [within past 5 a])",
        ),
    ]);
}

#[test]
fn what_is_said_of_the_last_of_two_is_said_of_both() {
    all_read(&[
        (
            "CABG or valve surgery with CPB",
            "any(procedure CABG having procedure cardiopulmonary bypass, \
             procedure valve surgery having procedure cardiopulmonary bypass)",
        ),
        // Near miss: the operation alone needs it.
        (
            "ICU admission or surgery with CPB",
            "any(procedure ICU admission, procedure surgery having procedure cardiopulmonary bypass)",
        ),
    ]);
    all_excluded(&[
        (
            "Pneumonia or other infections requiring hospitalization",
            "any(condition pneumonia having procedure hospitalization, condition infection having \
             all(procedure hospitalization, not(condition pneumonia having procedure hospitalization)))",
        ),
        (
            "SBP ≥ 160 or DBP ≥ 100 despite treatment with ≥ 3 antihypertensives",
            "any(systolic blood pressure ≥ 160 [setting: despite treatment] having 3-of distinct(drug antihypertensive), \
             diastolic blood pressure ≥ 100 [setting: despite treatment] having 3-of distinct(drug antihypertensive))",
        ),
        (
            "Rituximab > 4 weeks, steroids > 3 days prior to apheresis",
            "any(drug rituximab [> 4 wk before apheresis], drug glucocorticoid [> 3 d before apheresis])",
        ),
        // Near misses.
        (
            "Diarrhea or other infection requiring antibiotics within 6 weeks",
            "any(condition diarrhea, condition infection having (drug antibiotic [within past 6 wk]))",
        ),
        (
            "Rituximab > 4 weeks, steroids within 3 days prior to apheresis",
            "any(drug rituximab [for > 4 wk], drug glucocorticoid [within 3 d before apheresis])",
        ),
    ]);
}
