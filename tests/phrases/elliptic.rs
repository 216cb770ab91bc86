//! Limits that do not name again what they are of, and numbers that limit nothing.

use super::{all_excluded, all_read};

#[test]
fn a_limit_for_some_is_of_what_was_limited_before() {
    all_read(&[
        (
            "Bilirubin ≤1.5 x ULN, except in Gilbert’s syndrome (≤3.0 x ULN)",
            "any(total bilirubin ≤ 1.5 ×ULN, all(condition Gilbert syndrome, total bilirubin ≤ 3.0 ×ULN))",
        ),
        (
            "Creatinine ≤ 1.5 mg/dL except in transplant recipients (≤ 2 mg/dL)",
            "any(creatinine ≤ 1.5 mg/dL, all(procedure transplantation, creatinine ≤ 2 mg/dL))",
        ),
        (
            "ALT and AST ≤2.5 x ULN, with liver metastasis ≦5 x ULN",
            "all(any(ALT ≤ 2.5 ×ULN, all(condition liver metastasis, ALT ≤ 5 ×ULN)), any(AST ≤ 2.5 ×ULN, all(condition liver metastasis, AST ≤ 5 ×ULN)))",
        ),
        (
            "Bilirubin ≤ 1.5 x ULN (Gilbert ≤ 3 x ULN)",
            "any(total bilirubin ≤ 1.5 ×ULN, all(condition Gilbert syndrome, total bilirubin ≤ 3 ×ULN))",
        ),
        (
            "ALT ≤ 2.5 x ULN; with liver metastases ≤ 5 x ULN",
            "any(ALT ≤ 2.5 ×ULN, all(condition liver metastasis, ALT ≤ 5 ×ULN))",
        ),
        // Near misses.
        ("LVEF ≥ 50 %; with stenosis ≥ 50 %", "all(LVEF ≥ 50 %, stenosis ≥ 50 %)"),
        ("HCC with liver metastasis ≤ 5 cm", "condition hepatocellular carcinoma having (liver metastasis ≤ 5 cm)"),
        ("HbA1c ≥7 %, BMI ≥30", "all(HbA1c ≥ 7 %, BMI ≥ 30)"),
    ]);
    all_excluded(&[(
        "IOP > 25 mmHg, or > 21 mmHg on two drugs",
        "any(intraocular pressure > 25 mmHg, all(intraocular pressure > 21 mmHg, ‹two drugs: no known concept›))",
    )]);
}

#[test]
fn a_second_limit_is_of_the_same_measure() {
    all_read(&[
        (
            "Blood eosinophils ≥150/µL at screening or ≥300 cells/µL in the past year",
            "any(eosinophils ≥ 150 /uL [at screening], eosinophils ≥ 300 {cells}/uL [within past 1 a])",
        ),
        (
            "FEV1 <50 % predicted and ≥1 moderate/severe exacerbation in the past year",
            "all(FEV1 < 50 % predicted, any(condition moderate exacerbation [count ≥ 1] [within past 1 a], condition severe exacerbation [count ≥ 1] [within past 1 a]))",
        ),
        ("AST/ALT ratio >1.5, both <400 IU/L", "all(AST/ALT ratio > 1.5, AST < 400 IU/L, ALT < 400 IU/L)"),
        ("Nonsmoker, or fewer than 10 cigarettes a day", "any(observation nonsmoker, smoking < 10 {cigarettes}/d)"),
        // Near miss.
        ("Neutrophils ≥ 1500/µL, platelets ≥ 100000/µL", "all(ANC ≥ 1500 /uL, PLT ≥ 100000 /uL)"),
    ]);
}

#[test]
fn a_sample_and_another_sex_have_no_age() {
    all_read(&[
        ("Archival tumor tissue ≤ 2 years old", "observation tumor tissue available [within past 2 a]"),
        ("Biopsy ≤10 years old", "procedure biopsy [within past 10 a]"),
        (
            "Heavy drinking days ≥5 drinks men, ≥4 women",
            "all(if sex male: heavy drinking day ≥ 5 {drinks}, if sex female: heavy drinking day ≥ 4 {drinks})",
        ),
        // Near misses.
        ("Patients ≤ 10 years old", "age ≤ 10 a"),
        ("Men ≥ 40, women ≥ 50", "all(if sex male: age ≥ 40 a, if sex female: age ≥ 50 a)"),
        ("Abortion at ≥ 12 weeks", "procedure abortion having (gestational age ≥ 12 wk)"),
    ]);
}

#[test]
fn a_word_for_a_count_is_no_result_and_no_dose() {
    all_read(&[
        ("Pain NRS ≥4.0 on at least 2 days", "NRS ≥ 4.0 {score} [count ≥ 2 d]"),
        ("CA19-9 rising > 20% over two tests", "CA19-9 rising > 20 % [count = 2]"),
        // Near misses.
        ("ECOG of one", "ECOG performance status in {1}"),
        ("LDL-C ≥ 100 mg/dL on 2 tests", "LDL-C ≥ 100 mg/dL [count = 2]"),
    ]);
    all_excluded(&[
        ("Used cocaine once in the past year", "all(drug cocaine [within past 1 a], ‹once: in no part of the rule›)"),
        ("Cannabis > 10 times in lifetime", "drug cannabis [count > 10]"),
    ]);
}

#[test]
fn what_is_allowed_demands_nothing_and_lifts_nothing() {
    all_read(&[
        (
            "WBC < 25 x 10^9/L; hydroxyurea or leukapheresis may be used to meet this",
            "WBC < 25 ×10⁹/L permits any(drug hydroxyurea, procedure leukapheresis)",
        ),
        ("Breast cancer; patients may be on tamoxifen", "condition breast cancer permits drug tamoxifen"),
        ("Hemoglobin ≥9 g/dL, transfusion allowed", "Hb ≥ 9 g/dL permits procedure transfusion"),
        ("Hemoglobin ≥ 9 g/dL, transfusion not allowed", "all(Hb ≥ 9 g/dL, not(procedure transfusion))"),
        ("Age ≥ 18 years, hypertension permitted", "age ≥ 18 a permits condition hypertension"),
        (
            "Stable asthma; inhaled corticosteroids are fine",
            "condition stable asthma permits drug inhaled corticosteroid",
        ),
        // Near miss.
        ("Prior radiotherapy allowed", "permits(procedure history of radiotherapy)"),
    ]);
    all_excluded(&[
        ("FEV1 increase ≥ 12 % is no exclusion", "permits(FEV1 ≥ 12 % [percent increase])"),
        (
            "Hypertension; well-controlled hypertension is no exclusion",
            "condition hypertension permits condition controlled hypertension",
        ),
        (
            "Surgery within 28 days, a central line is fine",
            "procedure surgery [within past 28 d] permits procedure central venous catheter",
        ),
        ("Asthma, wheezing alone is fine", "condition asthma permits condition wheezing alone"),
        // Near miss.
        ("Aspirin, paracetamol is allowed", "permits(any(drug aspirin, drug acetaminophen))"),
    ]);
}
