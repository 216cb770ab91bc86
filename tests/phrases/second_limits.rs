//! A second limit behind the first: the other end of a range, the same thing for others, or something else.

use trial_extract::rule::Section;

use super::{reading, reading_in};

#[test]
fn a_second_limit_before_a_new_name_is_of_that() {
    for (text, expected) in [
        ("BMI <35 and ≥2 risk factors", "all(BMI < 35, observation risk factor [count ≥ 2])"),
        (
            "BMI <35 and at least 2 of the following: diabetes, hypertension",
            "all(BMI < 35, 2-of(condition diabetes mellitus, condition hypertension))",
        ),
        ("MoCA ≤24 and ≥2 falls", "all(MoCA ≤ 24 {score}, condition falls [count ≥ 2])"),
        ("ANC ≥1.5, ≤2% blasts", "all(ANC ≥ 1.5, blasts ≤ 2 %)"),
        ("PANSS ≥70 and <20% change", "all(PANSS ≥ 70 {score}, PANSS < 20 % [percent change])"),
        (
            "LVEF ≤40% and at least one hospitalization within 12 months",
            "all(LVEF ≤ 40 %, procedure hospitalization [count ≥ 1] [within past 12 mo])",
        ),
        // Near misses: the other end of one range.
        ("BMI ≤35 and ≥18", "BMI 18..35"),
        ("eGFR ≥25 and ≤75 at screening", "eGFR 25..75 [at screening]"),
        ("ANC ≥ 18 and ≤ 35 calculated with the formula", "ANC 18..35 [by formula]"),
    ] {
        assert_eq!(reading(text), expected, "{text}");
    }
    assert!(reading("tender joint count ≥6 and ≤20 joints").contains("tender joint count 6..20"));
    assert_eq!(
        reading_in(Section::Exclusion, "YMRS >12, ≥20% decrease in HAMD"),
        "any(YMRS > 12 {score}, HAM-D ≥ 20 % [percent decrease])"
    );
}

#[test]
fn a_scale_with_its_limit_is_measured_itself() {
    assert_eq!(
        reading("CAT score ≥10 and mMRC dyspnoea scale grade of ≥2"),
        "all(CAT score ≥ 10 {score}, mMRC dyspnea scale ≥ 2)"
    );
    assert_eq!(reading("ALT ≤ 3 × ULN or ≤ CTCAE grade 1"), "any(ALT ≤ 3 ×ULN, ALT ≤ 1 {CTCAE grade})");
}

#[test]
fn limits_of_the_sexes_are_one_item_of_a_list() {
    let both = "all(age ≥ 70 a, if sex male: grip strength < 26 kg, if sex female: grip strength < 16 kg)";
    assert_eq!(reading("Age ≥70 y, grip strength <26 kg (M) / <16 kg (F)"), both);
    assert_eq!(reading("Age ≥70 y, grip strength <26 kg in men or <16 kg in women"), both);
    let either = "any(condition asthma, sex male due to condition stroke)";
    assert_ne!(reading("asthma, women with diabetes or men with stroke"), either);
}

#[test]
fn each_limit_is_of_those_with_the_result_beside_it() {
    let each = "all(if HBeAg negative: HBV DNA ≥ 2000 IU/mL, if HBeAg positive: HBV DNA ≥ 20000 IU/mL)";
    assert_eq!(reading("HBV DNA ≥2000 IU/mL if HBeAg negative or ≥20000 IU/mL if HBeAg positive"), each);
    assert_eq!(reading("HBV DNA ≥2000 IU/mL (HBeAg negative) or ≥20,000 IU/mL (HBeAg positive)"), each);
    assert_eq!(reading("HBV DNA ≥2000 IU/mL if HBeAg negative"), "if HBeAg negative: HBV DNA ≥ 2000 IU/mL");
}

#[test]
fn unless_lifts_the_last_of_two_limits_alone() {
    let exclusion = |text| reading_in(Section::Exclusion, text);
    assert_eq!(
        exclusion("HbA1c >9%, or >8% unless on insulin"),
        "any(HbA1c > 9 %, all(HbA1c > 8 %, not(drug insulin)))"
    );
    assert_eq!(
        exclusion("HbA1c >9% (or >8% unless on insulin)"),
        "any(HbA1c > 9 %, all(not(drug insulin), HbA1c > 8 %))"
    );
    assert_eq!(exclusion("HbA1c >9% (>8% if on insulin)"), "any(HbA1c > 9 %, all(drug insulin, HbA1c > 8 %))");
    assert_eq!(
        exclusion("potassium <3.5 or >5.5 mEq/L unless on supplements"),
        "all(any(potassium < 3.5 meq/L, potassium > 5.5 meq/L), not(drug dietary supplement))"
    );
}

#[test]
fn what_the_second_limit_comes_with_is_no_part_of_the_first() {
    assert_eq!(
        reading("BMI ≥30 kg/m2 or ≥27 kg/m2 with at least one comorbidity: hypertension, dyslipidaemia"),
        "any(BMI ≥ 30 kg/m2, all(BMI ≥ 27 kg/m2, any(condition hypertension, condition dyslipidemia)))"
    );
    assert_eq!(
        reading("BMI ≥30 kg/m2 or BMI ≥27 kg/m2 with hypertension or dyslipidaemia"),
        "any(BMI ≥ 30 kg/m2, BMI ≥ 27 kg/m2 having any(condition hypertension, condition dyslipidemia))"
    );
    assert_eq!(
        reading("BMI ≥27 kg/m2 with at least one comorbidity: hypertension, dyslipidaemia"),
        "all(BMI ≥ 27 kg/m2, any(condition hypertension, condition dyslipidemia))"
    );
}

#[test]
fn a_drug_is_not_given_in_a_concentration() {
    assert_eq!(
        reading("LDL-C ≥70 mg/dL, or ≥100 mg/dL on simvastatin 40 mg"),
        "any(LDL-C ≥ 70 mg/dL, LDL-C ≥ 100 mg/dL having (drug simvastatin [dose = 40 mg]))"
    );
    assert!(reading("CRP > 5 mg/L or > 10 mg/day of prednisone").contains("drug prednisone [dose > 10 mg/d]"));
}

#[test]
fn a_limit_in_brackets_has_the_unit_before_them() {
    let exclusion = |text| reading_in(Section::Exclusion, text);
    assert_eq!(
        exclusion("CrCl <50 mL/min (<30 for TAF)"),
        "if drug tenofovir: creatinine clearance < 30 mL/min else creatinine clearance < 50 mL/min"
    );
    assert_eq!(
        exclusion("eGFR <60 mL/min (<45 for patients ≥65 years)"),
        "if age ≥ 65 a: eGFR < 45 mL/min else eGFR < 60 mL/min"
    );
    assert!(!exclusion("diarrhea > 5 days (< 30 with dehydration)").contains("< 30 d"));
}
