//! A last "A or B" in a demand, and what commas set beside it.

use super::{all_excluded, all_read};

#[test]
fn an_age_is_demanded_of_all() {
    all_read(&[
        (
            "Age ≥ 18 years, ECOG 0 or KPS ≥ 70",
            "all(age ≥ 18 a, any(ECOG performance status in {0}, KPS ≥ 70 {score}))",
        ),
        (
            "Age ≥ 18 years, LVEF ≤ 40 % on ACE inhibitor or ARB",
            "all(age ≥ 18 a, LVEF ≤ 40 % having any(drug ACE inhibitor, drug angiotensin receptor blocker))",
        ),
        (
            "Women, age 18-45, BMI > 30 or PCOS",
            "all(sex female, age 18..45 a, any(BMI > 30, condition polycystic ovary syndrome))",
        ),
        (
            "Age 18-65, HbA1c > 7 % or FPG > 126 mg/dL",
            "all(age 18..65 a, any(HbA1c > 7 %, fasting glucose > 126 mg/dL))",
        ),
        (
            "Age 6 to 59 months with temperature ≥ 38 °C or Hb < 10 g/dL",
            "all(age 6..59 mo, any(temperature ≥ 38 Cel, Hb < 10 g/dL))",
        ),
        (
            "Men or women aged 18-65 with CRP > 5 mg/L or ESR > 20 mm/h",
            "all(age 18..65 a, sex any, any(CRP > 5 mg/L, ESR > 20 mm/h))",
        ),
        (
            "Age 18-65 years with CRP > 5 mg/L or diabetes",
            "all(age 18..65 a, any(CRP > 5 mg/L, condition diabetes mellitus))",
        ),
        // Near misses.
        (
            "Age > 65 years, diabetes, hypertension or stroke",
            "any(age > 65 a, condition diabetes mellitus, condition hypertension, condition stroke)",
        ),
        (
            "Age 18-65 years with CRP > 5 mg/L or healthy women",
            "any(all(age 18..65 a, CRP > 5 mg/L), all(sex female, observation healthy volunteer))",
        ),
    ]);
}

#[test]
fn a_disease_is_demanded_beside_two_results() {
    all_read(&[
        (
            "Breast cancer, ER positive or HER2 positive",
            "all(condition breast cancer, any(estrogen receptor positive, HER2 positive))",
        ),
        (
            "CLL, del17p or TP53 mutation",
            "all(condition chronic lymphocytic leukemia, any(observation del(17p), TP53 mutated))",
        ),
        (
            "Type 2 diabetes, age ≥ 18 years, eGFR < 60 mL/min/1.73m² or UACR > 30 mg/g",
            "all(condition type 2 diabetes, age ≥ 18 a, any(eGFR < 60 mL/min/{1.73_m2}, UACR > 30 mg/g))",
        ),
        (
            "Giant cell arteritis: age ≥ 50 years, ESR ≥ 50 mm/h or CRP ≥ 10 mg/L",
            "all(condition giant cell arteritis, age ≥ 50 a, any(ESR ≥ 50 mm/h, CRP ≥ 10 mg/L))",
        ),
        (
            "Adults with pneumonia and fever ≥ 38 °C or SpO2 < 94 %",
            "all(condition pneumonia, any(temperature ≥ 38 Cel, SpO2 < 94 %))",
        ),
        (
            "Asthma, ACQ ≥ 1.5, FEV1 40-80 % or FeNO ≥ 25 ppb",
            "all(condition asthma, ACQ ≥ 1.5 {score}, any(FEV1 40..80 %, FeNO ≥ 25 ppb))",
        ),
        (
            "COVID-19, SpO2 ≤ 94 % or RR ≥ 30/min or PaO2/FiO2 ≤ 300 mmHg",
            "all(condition COVID-19, any(SpO2 ≤ 94 %, respiratory rate ≥ 30 /min, PaO2/FiO2 ≤ 300 mmHg))",
        ),
        (
            "IgA nephropathy, UPCR ≥ 1.5 g/g or proteinuria ≥ 1 g/d, eGFR ≥ 30 mL/min",
            "all(condition IgA nephropathy, any(UPCR ≥ 1.5 g/g, urine protein ≥ 1 g/d), eGFR ≥ 30 mL/min)",
        ),
        // Near misses.
        ("Asthma, FEV1 < 60 %, or ACQ ≥ 1.5", "any(condition asthma, FEV1 < 60 %, ACQ ≥ 1.5 {score})"),
        ("Hypertension, BMI > 30 kg/m² or age > 65 years", "any(condition hypertension, BMI > 30 kg/m2, age > 65 a)"),
        ("Diabetes, smoking or age > 65 years", "any(condition diabetes mellitus, observation smoking, age > 65 a)"),
        ("Myocardial infarction, PCI or CABG", "any(condition myocardial infarction, procedure PCI, procedure CABG)"),
        (
            "Hypertension, diabetes or BMI > 30 kg/m²",
            "any(condition hypertension, condition diabetes mellitus, BMI > 30 kg/m2)",
        ),
    ]);
}

#[test]
fn a_disease_is_demanded_beside_two_drugs() {
    all_read(&[
        (
            "Schizophrenia, on risperidone or paliperidone for ≥ 3 months",
            "all(condition schizophrenia, any(drug risperidone [for ≥ 3 mo], drug paliperidone [for ≥ 3 mo]))",
        ),
        (
            "Schizophrenia and on risperidone or olanzapine",
            "all(condition schizophrenia, any(drug risperidone, drug olanzapine))",
        ),
        (
            "Type 2 diabetes, treated with metformin or insulin",
            "all(condition type 2 diabetes, any(drug metformin, drug insulin))",
        ),
        (
            "IgA nephropathy, treated with ACEI/ARB",
            "all(condition IgA nephropathy, any(drug ACE inhibitor, drug angiotensin receptor blocker))",
        ),
        (
            "Type 2 diabetes, HbA1c 7-10 %, metformin or sulfonylurea",
            "all(condition type 2 diabetes, HbA1c 7..10 %, any(drug metformin, drug sulfonylurea))",
        ),
        (
            "Type 2 diabetes, metformin or sulfonylurea, HbA1c ≥ 7 %",
            "all(condition type 2 diabetes, any(drug metformin, drug sulfonylurea), HbA1c ≥ 7 %)",
        ),
        (
            "End-stage renal disease, on hemodialysis/peritoneal dialysis",
            "all(condition end-stage renal failure, any(procedure current hemodialysis, procedure current peritoneal dialysis))",
        ),
        // Near misses.
        (
            "Pneumonia, on antibiotics, steroids or morphine",
            "any(condition pneumonia, drug antibiotic, drug glucocorticoid, drug morphine)",
        ),
        (
            "Hypertension, diabetes on insulin or stroke",
            "any(condition hypertension, condition diabetes mellitus having drug insulin, condition stroke)",
        ),
        ("Hypertension, metformin or sulfonylurea", "any(condition hypertension, drug metformin, drug sulfonylurea)"),
    ]);
}

#[test]
fn limits_are_demanded_beside_two_measures_of_one_thing() {
    all_read(&[
        (
            "Hb ≥ 9 g/dL, creatinine ≤ 1.5 × ULN or CrCl ≥ 50 mL/min",
            "all(Hb ≥ 9 g/dL, any(creatinine ≤ 1.5 ×ULN, creatinine clearance ≥ 50 mL/min))",
        ),
        ("MoCA < 26, CDR 0.5 or 1", "all(MoCA < 26 {score}, any(CDR = 0.5 {score}, CDR = 1 {score}))"),
        (
            "WBC ≥ 3,000/mcL, ALT/AST ≤ 2.5 × ULN, creatinine ≤ 1.5 mg/dL or CrCl ≥ 60 mL/min",
            "all(WBC ≥ 3000 /uL, ALT ≤ 2.5 ×ULN, AST ≤ 2.5 ×ULN, any(creatinine ≤ 1.5 mg/dL, creatinine clearance ≥ 60 mL/min))",
        ),
        (
            "Chronic heart failure, LVEF ≤ 40 %, NT-proBNP ≥ 600 pg/mL or BNP ≥ 150 pg/mL",
            "all(condition chronic heart failure, LVEF ≤ 40 %, any(NT-proBNP ≥ 600 pg/mL, BNP ≥ 150 pg/mL))",
        ),
        // Near misses.
        ("CRP ≥ 6 mg/L, ESR ≥ 28 mm/h or DAS28 > 3.2", "any(CRP ≥ 6 mg/L, ESR ≥ 28 mm/h, DAS28 > 3.2 {score})"),
        (
            "LVEF ≤ 40 %, NT-proBNP ≥ 600 pg/mL, or BNP ≥ 150 pg/mL",
            "any(LVEF ≤ 40 %, NT-proBNP ≥ 600 pg/mL, BNP ≥ 150 pg/mL)",
        ),
    ]);
}

#[test]
fn each_excludes_under_exclusion() {
    all_excluded(&[
        (
            "Hypertension, SBP > 160 mmHg or DBP > 100 mmHg",
            "any(condition hypertension, systolic blood pressure > 160 mmHg, diastolic blood pressure > 100 mmHg)",
        ),
        ("Age < 18 years, pregnancy or lactation", "any(age < 18 a, condition pregnancy, condition lactation)"),
        (
            "Hb < 9 g/dL, creatinine > 1.5 mg/dL or CrCl < 50 mL/min",
            "any(Hb < 9 g/dL, creatinine > 1.5 mg/dL, creatinine clearance < 50 mL/min)",
        ),
    ]);
}

#[test]
fn two_limits_of_one_disease() {
    all_excluded(&[
        (
            "Hypertension with SBP > 180 mmHg or DBP > 110 mmHg",
            "any(all(condition hypertension, systolic blood pressure > 180 mmHg), all(condition hypertension, diastolic blood pressure > 110 mmHg))",
        ),
        (
            "Cirrhosis with MELD ≥ 12 or INR > 1.5",
            "any(all(condition cirrhosis, MELD ≥ 12 {score}), all(condition cirrhosis, INR > 1.5))",
        ),
        // Near misses.
        (
            "Diabetes with HbA1c > 9 % or QTc > 500 ms",
            "any(all(condition diabetes mellitus, HbA1c > 9 %), QTc > 500 ms)",
        ),
        (
            "Hypertension with SBP > 180 mmHg, or DBP > 110 mmHg",
            "any(all(condition hypertension, systolic blood pressure > 180 mmHg), diastolic blood pressure > 110 mmHg)",
        ),
    ]);
}

#[test]
fn a_drug_is_taken_under_a_disease() {
    all_read(&[
        ("Asthma on ICS or LABA", "condition asthma having any(drug inhaled corticosteroid, drug LABA)"),
        (
            "Type 2 diabetes with HbA1c ≥ 7 % on metformin or sulfonylurea",
            "all(condition type 2 diabetes, HbA1c ≥ 7 % having any(drug metformin, drug sulfonylurea))",
        ),
        (
            "Type 2 diabetes on metformin ≥ 1000 mg/day",
            "condition type 2 diabetes having (drug metformin [dose ≥ 1000 mg/d])",
        ),
        // Near misses.
        (
            "Myocardial infarction on aspirin or stroke",
            "any(condition myocardial infarction having drug aspirin, condition stroke)",
        ),
        ("Pneumonia on chest X-ray", "condition pneumonia having procedure chest X-ray"),
    ]);
}
