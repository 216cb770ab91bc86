//! A condition inside an alternative, and which people an alternative is asked of.

use super::{all_excluded, all_read};

#[test]
fn an_alternative_under_a_condition_is_met_only_with_it() {
    all_read(&[
        (
            "NT-proBNP ≥600 pg/mL; or ≥400 pg/mL if hospitalised for heart failure",
            "any(NT-proBNP ≥ 600 pg/mL, all(procedure hospitalization having condition heart failure, NT-proBNP ≥ 400 pg/mL))",
        ),
        (
            "Triglycerides > 150 mg/dL or HDL < 50 mg/dL in females",
            "any(triglycerides > 150 mg/dL, all(sex female, HDL-C < 50 mg/dL))",
        ),
        (
            "Postmenopausal or, if of childbearing potential, negative pregnancy test",
            "any(observation postmenopausal, all(observation childbearing potential, pregnancy test negative))",
        ),
        // Near misses.
        (
            "Creatinine ≤ 1.5 mg/dL or, if elevated, creatinine clearance ≥ 60 mL/min",
            "any(creatinine ≤ 1.5 mg/dL, creatinine clearance ≥ 60 mL/min)",
        ),
        ("Age ≥ 18 years; if on warfarin, INR ≤ 3", "all(age ≥ 18 a, if drug warfarin: INR ≤ 3)"),
        (
            "BMI ≥ 30 kg/m2 or if hypertension, ≥ 27 kg/m2",
            "any(BMI ≥ 30 kg/m2, all(condition hypertension, BMI ≥ 27 kg/m2))",
        ),
    ]);
}

#[test]
fn a_conjunction_before_a_comma_is_kept() {
    all_read(&[
        ("FEV1 < 50 % or, FEV1 < 80 % and asthma", "any(FEV1 < 50 %, all(FEV1 < 80 %, condition asthma))"),
        ("PRA ≥99.9 %, or ≥98 % and diabetes", "any(PRA ≥ 99.9 %, all(PRA ≥ 98 %, condition diabetes mellitus))"),
        // Near misses.
        (
            "Asthma or COPD, and FEV1 ≥ 50 % predicted",
            "all(any(condition asthma, condition COPD), FEV1 ≥ 50 % predicted)",
        ),
        ("HbA1c ≥ 9 %, or HbA1c ≥ 7 % and BMI ≥ 30 kg/m2", "any(HbA1c ≥ 9 %, all(HbA1c ≥ 7 %, BMI ≥ 30 kg/m2))"),
    ]);
}

#[test]
fn what_people_come_with_is_asked_of_all_ages() {
    all_read(&[
        ("Age ≥ 18 years with asthma or COPD", "all(age ≥ 18 a, any(condition asthma, condition COPD))"),
        (
            "At least 18 years of age with type 1 or type 2 diabetes",
            "all(age ≥ 18 a, any(condition type 1 diabetes, condition type 2 diabetes))",
        ),
        // Near misses.
        ("Age ≥ 65 years or diabetes", "any(age ≥ 65 a, condition diabetes mellitus)"),
        (
            "Age > 60 years, or 18 to 60 years with diabetes",
            "any(age > 60 a, all(condition diabetes mellitus, age 18..60 a))",
        ),
    ]);
    all_excluded(&[(
        "Age ≥ 75 years with diabetes or hypertension",
        "all(age ≥ 75 a, any(condition diabetes mellitus, condition hypertension))",
    )]);
}

#[test]
fn what_is_said_of_a_disease_after_a_comma_is_asked_besides() {
    all_read(&[
        (
            "TSH <0.05 mU/L, fT4 >25 pmol/L or fT3 >7.5 pmol/L",
            "all(TSH < 0.05 mU/L, any(free T4 > 25 pmol/L, free T3 > 7.5 pmol/L))",
        ),
        (
            "Untreated AML, ≥20 % blasts in marrow or blood",
            "all(condition untreated acute myeloid leukemia, blasts ≥ 20 % [setting: blood], ‹marrow: in no part of the rule›)",
        ),
        (
            "Colon or rectal cancer, stage III",
            "any(condition colon cancer having (stage in {III}), condition rectal cancer having (stage in {III}))",
        ),
        // Near misses.
        ("Diabetes, asthma or COPD", "any(condition diabetes mellitus, condition asthma, condition COPD)"),
        ("Chronic heart failure, NYHA II or III", "all(condition chronic heart failure, NYHA class in {II, III})"),
        (
            "Crohn disease or ulcerative colitis, Mayo score ≥ 6",
            "all(any(condition Crohn disease, condition ulcerative colitis), Mayo score ≥ 6 {score})",
        ),
    ]);
    all_excluded(&[(
        "TSH <0.05 mU/L, fT4 >25 pmol/L or fT3 >7.5 pmol/L",
        "any(TSH < 0.05 mU/L, free T4 > 25 pmol/L, free T3 > 7.5 pmol/L)",
    )]);
}

#[test]
fn a_grade_before_a_kind_is_of_the_disease_named_last() {
    all_excluded(&[
        (
            "Grade 2–4 acute or extensive chronic GVHD",
            "any(condition acute GVHD having (Grade 2..4), condition extensive chronic GVHD)",
        ),
        // Near miss.
        ("Grade 3-4 acute GVHD", "condition acute GVHD having (GVHD grade in {III, IV})"),
    ]);
}
