//! Limits of some, lengths in brackets, words for an age, changes: each wording with one beside it that says something else.

use super::{codes, excluded, reading};

#[test]
fn a_limit_that_takes_less_out_takes_the_place_of_the_first() {
    assert_eq!(
        excluded("Bilirubin > 1.5 x ULN (> 3 x ULN in patients with Gilbert's syndrome)"),
        "if condition Gilbert syndrome: total bilirubin > 3 ×ULN else total bilirubin > 1.5 ×ULN"
    );
    assert_eq!(
        excluded("AST > 2.5 x ULN, or > 5 x ULN in patients with liver metastases"),
        "if condition liver metastasis: AST > 5 ×ULN else AST > 2.5 ×ULN"
    );
    assert_eq!(
        excluded("BMI > 40 (> 35 if diabetic)"),
        "any(BMI > 40, all(condition diabetes mellitus, BMI > 35))",
        "but one that takes more out is beside it"
    );
    assert_eq!(
        excluded("Bilirubin > 1.5 x ULN except in patients with Gilbert's syndrome"),
        "all(total bilirubin > 1.5 ×ULN, not(condition Gilbert syndrome))"
    );
}

#[test]
fn the_last_of_two_times_may_be_for_some() {
    assert_eq!(
        excluded("PCI within 30 days, or within 12 months if a stent was placed"),
        "if procedure stent placement: procedure PCI [within past 12 mo] else procedure PCI [within past 30 d]"
    );
    assert_eq!(
        excluded("Alcohol > 2 drinks per day, or > 1 if female"),
        "any(drug alcohol [dose > 2 {drinks}/d], all(sex female, drug alcohol [dose > 1 {drinks}/d]))"
    );
    assert_eq!(
        reading("Ferritin < 30 ng/mL, or < 100 when CRP is raised"),
        "any(ferritin < 30 ng/mL, all(CRP high, ferritin < 100 ng/mL))"
    );
    assert_eq!(
        reading("HbA1c ≤ 8%, or if higher, fructosamine < 300 umol/L"),
        "any(HbA1c ≤ 8 %, fructosamine < 300 umol/L)"
    );
    assert_eq!(reading("statin if HbA1c ≤ 8%"), "if HbA1c ≤ 8 %: drug statin");
}

#[test]
fn limits_on_either_side_are_no_limit_in_another_unit() {
    assert_eq!(excluded("glucose < 3.9 mmol/L or > 250 mg/dL"), "any(glucose < 3.9 mmol/L, glucose > 250 mg/dL)");
    assert_eq!(excluded("Creatinine > 2.5 mg/dL (or > 221 umol/L)"), "creatinine > 2.5 mg/dL (also > 221 umol/L)");
}

#[test]
fn multiples_in_words() {
    assert_eq!(excluded("ALT > double the ULN"), "ALT > 2 ×ULN");
    assert_eq!(excluded("ALT more than threefold the upper limit of normal"), "ALT > 3 ×ULN");
    assert!(!reading("triple therapy").contains('3'));
}

#[test]
fn lengths_in_brackets_are_no_ages() {
    assert_eq!(excluded("Prior MI (< 6 months)"), "condition history of myocardial infarction [within past < 6 mo]");
    assert_eq!(excluded("Recent surgery (< 4 weeks)"), "procedure history of surgery [within past < 4 wk]");
    assert_eq!(excluded("History of stroke (< 1 year)"), "condition history of stroke [within past < 1 a]");
    assert_eq!(reading("Diabetes (> 2 years)"), "condition diabetes mellitus [for > 2 a]");
    assert_eq!(reading("Stable angina (≥ 3 months)"), "condition stable angina [for ≥ 3 mo]");
    assert_eq!(reading("Men (≥ 18 years)"), "all(sex male, age ≥ 18 a)");
    assert_eq!(reading("Children (< 5 years)"), "age < 5 a");
}

#[test]
fn ages_of_the_newly_born() {
    assert_eq!(
        reading("Neonates less than 72 hours old with Apgar score ≤ 5"),
        "all(age < 72 h, Apgar score ≤ 5 {score})"
    );
    assert_eq!(reading("Infants born at less than 28 weeks"), "gestational age < 28 wk");
    assert_eq!(reading("Born at 24 to 28 weeks"), "gestational age 24..28 wk");
    assert!(reading("born within 2 weeks").contains("within"), "but that is when");
}

#[test]
fn words_for_an_age_limit_nothing_and_are_said() {
    assert_eq!(reading("Adults with asthma"), "condition asthma");
    assert_eq!(codes("Adults with asthma"), ["age-group"]);
    assert_eq!(reading("Adults and children with asthma"), "condition asthma");
    assert_eq!(excluded("Children with epilepsy"), "all(condition epilepsy, ‹Children: in no part of the rule›)");
    assert!(codes("Adults 18 years or older with asthma").is_empty());
    assert!(codes("Healthy adults").is_empty());
}

#[test]
fn ordinals_and_deviations() {
    assert_eq!(reading("BMI between the 5th and the 85th percentile"), "BMI 5..85 {percentile}");
    assert_eq!(reading("weight 10th to 90th percentile"), "body weight 10..90 {percentile}");
    assert_eq!(reading("Height more than 2 standard deviations below the mean"), "height < -2 {SD}");
    assert_eq!(reading("weight more than 2 SD above the mean"), "body weight > 2 {SD}");
}

#[test]
fn a_change_of_so_much_is_one_of_at_least_so_much() {
    assert_eq!(excluded("Hemoglobin < 8 g/dL or a fall of 2 g/dL"), "any(Hb < 8 g/dL, Hb ≥ 2 g/dL [decrease])");
    assert_eq!(reading("weight loss of 5% in the last 6 months"), "weight loss ≥ 5 % [within past 6 mo]");
    assert_eq!(codes("increase in creatinine of 0.3 mg/dL"), ["change-at-least"]);
    assert_eq!(reading("HbA1c of 7 %"), "HbA1c = 7 %");
}

#[test]
fn a_drug_in_the_blood_is_measured() {
    assert_eq!(excluded("Digoxin ≥ 2 ng/mL"), "Digoxin ≥ 2 ng/mL");
    assert_eq!(excluded("Factor VIII < 1%"), "factor VIII activity < 1 %");
    assert_eq!(reading("insulin glargine 100 U/mL"), "drug insulin glargine [dose = 100 U/mL]");
}

#[test]
fn a_length_before_a_moment_is_a_window() {
    assert_eq!(excluded("antibiotics 2 weeks before screening"), "drug antibiotic [within 2 wk before screening]");
    assert_eq!(
        excluded("Vaccination within 4 weeks before or 2 weeks after dosing"),
        "any(drug vaccine [within 4 wk before dosing], drug vaccine [within 2 wk after dosing])"
    );
    assert_eq!(reading("HbA1c < 8% 3 months before surgery"), "HbA1c < 8 % [= 3 mo before surgery]");
    assert_eq!(
        excluded("Stroke with or without residual deficit within 3 months of enrollment"),
        "condition stroke [within 3 mo before enrollment] permits condition residual deficit"
    );
    assert_eq!(
        excluded("Investigational drug within 30 days or 5 half-lives, if known, whichever is longer"),
        "drug investigational drug [within past longer of 30 d, 5 half-lives]"
    );
}

#[test]
fn two_sides_of_an_age_share_what_follows() {
    assert_eq!(
        reading("Patients under 40 or over 60 years of age who require spinal anesthesia"),
        "all(procedure spinal anesthesia, any(age < 40 a, age > 60 a))"
    );
    assert_eq!(
        reading("Patients aged < 18 or > 65 years with asthma"),
        "all(condition asthma, any(age < 18 a, age > 65 a))"
    );
    assert_eq!(excluded("Age < 18 or > 65 years"), "any(age < 18 a, age > 65 a)");
    assert_eq!(excluded("Age < 18 years or asthma"), "any(age < 18 a, condition asthma)");
}

#[test]
fn a_limit_for_some_who_have_no_name_in_a_table() {
    assert_eq!(
        reading("platelets ≥ 100,000/mm3 (≥ 75,000/mm3 with bone marrow involvement)"),
        "any(PLT ≥ 100000 /mm3, all(condition bone marrow involvement, PLT ≥ 75000 /mm3))"
    );
    assert!(
        !reading("lesion ≥ 10 mm (≥ 15 mm in short axis)").starts_with("any("),
        "how it is measured is no such thing"
    );
}

#[test]
fn so_long_without_something() {
    assert_eq!(
        reading("At least 12 months without a menstrual period"),
        "not(condition menstrual period [within past < 12 mo])"
    );
    assert_eq!(reading("12 months without seizures"), "not(condition seizure [within past < 12 mo])");
    assert_eq!(reading("a 2-year history of asthma"), "condition history of asthma [for 2 a]");
}

#[test]
fn an_organ_is_part_of_the_name_after_it() {
    assert_eq!(reading("acute pulmonary congestion"), "condition acute pulmonary congestion");
    assert_eq!(excluded("ALT or AST above normal limits"), "any(ALT high, AST high)");
    assert_eq!(
        excluded("Relative contraindications to thrombolysis"),
        "observation contraindication having drug thrombolytic"
    );
    assert_eq!(
        reading("on a stable regimen of antihypertensives for at least 3 months"),
        "drug antihypertensive [regimen stable ≥ 3 mo]"
    );
}

#[test]
fn a_head_with_a_limit_keeps_it_before_a_list_that_has_a_name() {
    let tail = "hypertension, dyslipidemia";
    let list = "any(condition hypertension, condition dyslipidemia)";
    for (head, limit) in [
        ("BMI ≥ 27 kg/m2 with at least one of the following weight-related co-morbidities", "BMI ≥ 27 kg/m2"),
        ("LVEF ≤ 40% with at least one of the following conditions", "LVEF ≤ 40 %"),
        ("Adults (18 years and older) with 1 or more of the following risk factors", "age ≥ 18 a"),
        ("LVEF ≤ 40% with at least one of the following", "LVEF ≤ 40 %"),
    ] {
        assert_eq!(reading(&format!("{head}: {tail}")), format!("all({limit}, {list})"), "{head}");
    }
}
