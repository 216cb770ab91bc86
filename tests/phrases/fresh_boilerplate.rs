//! Small phrases of many registrations: changes of weight either way, lists that begin alike, what is excepted in brackets, what hearing
//! is tested with, when something began.

use super::{all_excluded, all_read};

#[test]
fn weight_may_be_gained_or_lost() {
    all_excluded(&[
        ("Weight loss or gain of more than 4 kg within 2 months", "weight change > 4 kg [within past 2 mo]"),
        ("Gained or lost ≥ 5 lbs in the past month", "weight change ≥ 5 lb_av [within past 1 mo]"),
        (
            "Weight loss ≥ 5% or weight gain ≥ 5% within 3 months",
            "any(weight loss ≥ 5 % [within past 3 mo], weight gain ≥ 5 % [within past 3 mo])",
        ),
        ("Weight gain of 3 kg (approx. 7 lbs) or more", "weight gain ≥ 3 kg (also ≥ 7 lb_av)"),
    ]);
}

#[test]
fn items_that_begin_alike_are_each_of_them() {
    all_excluded(&[
        (
            "With heart failure, with angina pectoris, with stroke or myocardial infarction within 6 months",
            "any(condition heart failure [within past 6 mo], condition angina [within past 6 mo], condition stroke [within past 6 mo], condition myocardial infarction [within past 6 mo])",
        ),
        (
            "Patients with asthma, with COPD, with tuberculosis",
            "any(condition asthma, condition COPD, condition tuberculosis)",
        ),
        (
            "Diabetes, with retinopathy, with HbA1c > 9%",
            "all(condition diabetes mellitus, condition retinopathy, HbA1c > 9 %)",
        ),
    ]);
    all_read(&[(
        "Patients with asthma, with atopy, with rhinitis",
        "all(condition asthma, condition atopy, condition rhinitis)",
    )]);
}

#[test]
fn none_of_several_for_so_long() {
    all_read(&[
        (
            "No chemotherapy, radiotherapy, or immunotherapy for at least 4 weeks before enrollment",
            "all(not(drug chemotherapy [within < 4 wk before enrollment]), not(procedure radiotherapy [within < 4 wk before enrollment]), not(drug immunotherapy [within < 4 wk before enrollment]))",
        ),
        (
            "Chemotherapy or radiotherapy for at least 4 weeks",
            "any(drug chemotherapy, procedure radiotherapy [for ≥ 4 wk])",
        ),
    ]);
}

#[test]
fn the_past_in_other_words() {
    all_excluded(&[
        ("Received chemotherapy in nearly 4 weeks", "drug chemotherapy [within past 4 wk]"),
        ("Major surgery in recent 2 months", "procedure major surgery [within past 2 mo]"),
        (
            "Accepted radiotherapy within 4 weeks before enrollment",
            "procedure radiotherapy [within 4 wk before enrollment]",
        ),
        ("Fever for nearly 4 weeks", "condition fever [for 4 wk]"),
    ]);
}

#[test]
fn what_hearing_is_tested_with_limits_nothing() {
    all_read(&[
        ("Pure tone average at 0.5, 1 and 2 kHz > 60 dB HL", "pure tone average > 60 dB"),
        ("Word recognition score at 60 dB SPL ≤ 40 %", "word recognition score ≤ 40 %"),
        ("Pure tone average (0.5, 1, 2 and 4 kHz) of 40 dB or greater", "pure tone average ≥ 40 dB"),
        ("Pure tone average at least 60 dB", "pure tone average ≥ 60 dB"),
    ]);
}

#[test]
fn an_age_behind_an_onset_is_of_the_onset() {
    all_read(&[
        ("Onset of asthma at ≥ 12 years of age", "age ≥ 12 a [at Onset of asthma]"),
        ("Onset of diabetes at age 30 or older", "age ≥ 30 a [at Onset of diabetes]"),
        ("Diagnosis of asthma, age ≥ 12 years", "all(condition asthma, age ≥ 12 a)"),
    ]);
}

#[test]
fn the_week_of_a_visit_limits_nothing() {
    all_read(&[
        ("FEV1 ≥ 50% at Visit 2 (week -2)", "FEV1 ≥ 50 % [at Visit 2]"),
        ("Hemoglobin ≥ 9 g/dL at screening (Days -28 to -1)", "Hb ≥ 9 g/dL [at screening]"),
        ("Hemoglobin ≥ 9 g/dL (week 12)", "all(Hb ≥ 9 g/dL, ‹12: in no part of the rule›)"),
    ]);
}

#[test]
fn contraceptives_excepted_in_brackets_are_drugs() {
    all_excluded(&[
        (
            "Use of prescription drugs (with the exception of contraceptives) within 14 days before dosing",
            "drug prescription drug [within 14 d before dosing] other than drug contraceptive drug",
        ),
        (
            "Currently taking prescription medications (birth control is allowed)",
            "drug current prescription drug permits «contraception: birth control is allowed»",
        ),
        (
            "Women of childbearing potential (contraception is required)",
            "«contraception: Women of childbearing potential (contraception is required)»",
        ),
    ]);
}

#[test]
fn a_small_word_and_a_number_are_no_code_of_a_drug() {
    all_read(&[
        ("Heart rate maintained at 100 /min", "stable heart rate = 100 /min"),
        ("Treatment with AT-125", "drug acivicin"),
    ]);
}

#[test]
fn the_short_name_of_the_upper_limit_is_no_second_limit() {
    all_excluded(&[
        ("AST ≥ 2 x upper limit of normal, ULN", "AST ≥ 2 ×ULN"),
        ("AST ≥ 2 x upper limit of normal, ALT > ULN", "any(AST ≥ 2 ×ULN, ALT > ULN)"),
    ]);
}

#[test]
fn brackets_give_the_limit_of_the_other_sex() {
    all_read(&[
        ("QTc ≤ 440 ms in males (≤ 460 ms in females)", "all(if sex male: QTc ≤ 440 ms, if sex female: QTc ≤ 460 ms)"),
        (
            "Hemoglobin ≥ 12 g/dL for women (13 g/dL for men) and ECOG 0-1",
            "all(if sex female: Hb ≥ 12 g/dL, if sex male: Hb ≥ 13 g/dL, ECOG performance status 0..1)",
        ),
        ("Hemoglobin ≥ 12 g/dL (women)", "if sex female: Hb ≥ 12 g/dL"),
    ]);
    all_excluded(&[(
        "Alcohol intake ≥ 210 g/week for men (or ≥ 140 g/week for women)",
        "any(all(sex male, alcohol use ≥ 210 g/wk), all(sex female, alcohol use ≥ 140 g/wk))",
    )]);
}

#[test]
fn what_is_excepted_may_stand_before_or_in_a_sentence_of_its_own() {
    all_read(&[
        (
            "Except for alopecia, toxicities must have resolved to grade ≤ 1",
            "resolved adverse event ≤ 1 {CTCAE grade} other than condition alopecia",
        ),
        (
            "With the exception of controlled hypertension, no cardiac disease",
            "not(condition cardiac disease other than condition controlled hypertension)",
        ),
    ]);
    all_excluded(&[
        (
            "Other malignancies. Except basal cell carcinoma, melanoma in situ or cervical carcinoma in situ.",
            "condition malignancy other than any(condition basal cell carcinoma, condition melanoma in situ, condition cervical carcinoma in situ)",
        ),
        (
            "Except for basal cell carcinoma, squamous cell carcinoma, or cervical carcinoma in situ, history of malignancy within 5 years",
            "condition history of malignancy [within past 5 a] other than any(condition basal cell carcinoma, condition squamous cell carcinoma, condition cervical carcinoma in situ)",
        ),
        ("Asthma. Melanoma", "any(condition asthma, condition melanoma)"),
    ]);
}

#[test]
fn a_share_of_body_weight_is_lost_in_its_time() {
    all_excluded(&[
        (
            "Weight loss > 5% body weight in the last month or > 10% in six months",
            "any(weight loss > 5 % [within past 1 mo], weight loss > 10 % [within past 6 mo])",
        ),
        ("Weight loss > 10%, body weight < 40 kg", "any(weight loss > 10 %, body weight < 40 kg)"),
    ]);
}

#[test]
fn how_often_a_limit_is_met_is_no_limit() {
    all_read(&[
        (
            "Glucose ≥ 7.0 mmol/L (twice or more on different days)",
            "all(glucose ≥ 7.0 mmol/L, ‹twice or more on different days: in no part of the rule›)",
        ),
        ("FSH > 40 IU/L (at least twice)", "FSH > 40 IU/L [count ≥ 2]"),
        ("ALT ≥ twice the ULN", "ALT ≥ 2 ×ULN"),
    ]);
}

#[test]
fn a_clearance_is_reckoned_to_the_surface_of_a_person_without_a_line() {
    all_excluded(&[
        ("eGFR < 60 ml/min 1.73 m2", "eGFR < 60 mL/min/{1.73_m2}"),
        ("eGFR < 60 ml/min/1.73 m2", "eGFR < 60 mL/min/{1.73_m2}"),
    ]);
}

#[test]
fn a_denial_reaches_over_commas_to_what_nobody_is_asked_to_have() {
    all_read(&[
        (
            "Absence of shock, ongoing bacterial infection, recent treatment with NSAIDs",
            "all(not(condition shock), not(condition current bacterial infection), not(drug history of NSAID))",
        ),
        (
            "Free of infection, malignancy, use of steroids",
            "all(not(condition infection), not(condition malignancy), not(drug glucocorticoid))",
        ),
        ("No metastases, progressive disease", "all(not(condition metastasis), observation disease progression)"),
        ("No asthma, stable hypertension", "all(not(condition asthma), condition stable hypertension)"),
        ("No prior surgery, treatment with letrozole", "all(not(procedure surgery), drug letrozole)"),
    ]);
}

#[test]
fn less_than_so_long_from_an_event_is_after_it() {
    all_excluded(&[
        ("Less than 3 months from acute coronary syndrome", "condition acute coronary syndrome [within past < 3 mo]"),
        ("< 4 weeks from major surgery", "procedure major surgery [within past < 4 wk]"),
        ("Suffering for less than 3 months from depression", "condition depression [for < 3 mo]"),
    ]);
}

#[test]
fn what_survival_is_brought_to_is_part_of_the_judgement() {
    all_excluded(&[
        (
            "Any disease that could limit survival to less than 2 years",
            "condition disease having («judgement: that could limit survival to less than 2 years» [survival: for < 2 a])",
        ),
        (
            "Any comorbidity that reduces life expectancy to < 1 year",
            "reduces life expectancy < 1 a having condition comorbidity",
        ),
    ]);
}

#[test]
fn a_cause_that_is_not_of_an_organ_denies_nothing() {
    all_excluded(&[
        ("Non-cardiac causes of chest pain", "all(condition chest pain, ‹Non-cardiac causes: in no part of the rule›)"),
        ("Non-diabetic kidney disease", "condition renal disease other than condition diabetic nephropathy"),
    ]);
}

#[test]
fn another_number_in_brackets_does_as_well() {
    all_read(&[
        (
            "At least 2 strokes (or 1 stroke requiring hospitalization) in the past year",
            "any(condition stroke [count ≥ 2] [within past 1 a], condition stroke [count = 1] [within past 1 a] having procedure hospitalization)",
        ),
        (
            "At least 2 strokes (or 1 requiring hospitalization) in the past year",
            "all(condition stroke [count ≥ 2] [within past 1 a], ‹1 requiring hospitalization: in no part of the rule›)",
        ),
    ]);
}
