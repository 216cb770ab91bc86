//! Whose a limit, a number or a dose is, where two things stand beside each other.

use trial_extract::rule::Section;

use super::{reading, reading_in};

fn excluding(text: &str) -> String {
    reading_in(Section::Exclusion, text)
}

#[test]
fn lines_are_counted_and_not_the_drug_that_one_included() {
    let lines = "condition prior lines having all(prior lines ≥ 2 {line}, drug lenalidomide";
    assert_eq!(reading("≥ 2 prior lines of therapy including lenalidomide"), format!("{lines})"));
    assert_eq!(
        reading("≥ 2 prior lines of therapy including lenalidomide and bortezomib"),
        format!("{lines}, drug bortezomib)")
    );
    assert_eq!(
        excluding("> 2 prior lines of therapy including platinum"),
        "condition prior lines having all(prior lines > 2 {line}, drug platinum agent)"
    );
    assert_eq!(
        reading("At least two lines of systemic therapy including a taxane"),
        "drug systemic medication {examples: taxane} [count ≥ 2 {line}]",
        "which names what is counted"
    );
}

#[test]
fn one_of_which_is_one_at_least() {
    assert_eq!(
        reading("Hypertension treated with ≥ 3 antihypertensive drugs, one of which is a diuretic"),
        "condition hypertension having all(3-of distinct(drug antihypertensive), 1-of distinct(drug diuretic))"
    );
}

#[test]
fn what_is_given_on_a_disease_has_the_dose() {
    for (text, rule) in [
        ("T2DM on metformin ≥ 1000 mg/day", "condition type 2 diabetes having (drug metformin [dose ≥ 1000 mg/d])"),
        ("asthma on ICS ≥ 500 µg/day", "condition asthma having (drug inhaled corticosteroid [dose ≥ 500 ug/d])"),
        ("asthma on ICS", "condition asthma having drug inhaled corticosteroid"),
        ("QTc > 450 ms on ECG", "QTc > 450 ms having procedure electrocardiogram"),
    ] {
        assert_eq!(reading(text), rule, "{text}");
    }
}

#[test]
fn a_limit_is_shared_in_a_unit_that_fits() {
    for (text, rule) in [
        ("hematuria, CrCl < 30 mL/min", "any(condition hematuria, creatinine clearance < 30 mL/min)"),
        ("hematuria or PSA > 10", "any(condition hematuria, PSA > 10)"),
        ("ALT, AST > 2 x ULN", "any(ALT > 2 ×ULN, AST > 2 ×ULN)"),
        ("ALT, AST > 80", "any(ALT > 80, AST > 80)"),
        ("creatinine, bilirubin > 1.5 mg/dL", "any(creatinine > 1.5 mg/dL, total bilirubin > 1.5 mg/dL)"),
    ] {
        assert_eq!(excluding(text), rule, "{text}");
    }
}

#[test]
fn so_many_of_other_things_are_no_second_limit() {
    for (text, rule) in [
        ("ESS ≥ 10 and ≥ 5 apneas/h", "all(Epworth Sleepiness Scale ≥ 10 {score}, apneas/h ≥ 5 {apneas}/h)"),
        (
            "MIDAS ≥ 11 and ≥ 4 attacks in the last 4 weeks",
            "all(MIDAS ≥ 11 {score}, attacks ≥ 4 {attack} [within past 4 wk])",
        ),
        (
            "Weight loss of > 5 kg over 6 months, ≥ 3 alcoholic drinks/d",
            "all(weight loss > 5 kg [within past 6 mo], alcohol use ≥ 3 {drinks}/d)",
        ),
        ("≥ 2 and ≤ 4 relapses", "relapses 2..4"),
        ("lactate > 2 mmol/L and < 4 mmol/L", "lactate > 2..< 4 mmol/L"),
    ] {
        assert_eq!(reading(text), rule, "{text}");
    }
}

#[test]
fn smokers_of_two_kinds() {
    for (text, rule) in [
        ("never or former smoker", "any(observation nonsmoker, observation former smoker)"),
        ("former or never smoker", "any(observation former smoker, observation nonsmoker)"),
        ("current or former smoker", "observation ever smoking"),
        ("former or current smoker", "observation ever smoking"),
        ("current or ex-smoker", "observation ever smoking"),
        ("never smoked", "observation nonsmoker"),
        ("no former smoker", "not(observation former smoker)"),
    ] {
        assert_eq!(reading(text), rule, "{text}");
    }
}

#[test]
fn what_is_worse_lies_further_below_zero() {
    for (text, rule) in [
        ("Myopia of -0.75 D or worse", "myopia ≤ -0.75 diop"),
        ("Myopia of at least -0.75 D", "myopia ≤ -0.75 diop"),
        ("Spherical equivalent -0.75 D or worse", "spherical equivalent ≤ -0.75 diop"),
        ("mean deviation of -6 dB or worse", "visual field mean deviation ≤ -6 dB"),
        ("mean deviation worse than -12 dB", "visual field mean deviation < -12 dB"),
        ("mean deviation of -12 dB or better", "visual field mean deviation ≥ -12 dB"),
        ("spherical equivalent of at least -6 D", "spherical equivalent ≥ -6 diop"),
        ("hearing loss of 30 dB or worse", "hearing loss ≥ 30 dB"),
    ] {
        assert_eq!(reading(text), rule, "{text}");
    }
}

#[test]
fn limits_in_brackets_are_one_item() {
    let law = "all(ALT > 3 ×ULN, total bilirubin > 2 ×ULN)";
    assert_eq!(
        excluding("ALT > 10 x ULN or (ALT > 3 x ULN and bilirubin > 2 x ULN)"),
        format!("any(ALT > 10 ×ULN, {law})")
    );
    assert_eq!(
        excluding("(ALT > 3 x ULN and bilirubin > 2 x ULN) or ALT > 10 x ULN"),
        format!("any({law}, ALT > 10 ×ULN)")
    );
    assert_eq!(excluding("ALT (> 3 x ULN)"), "ALT > 3 ×ULN");
}

#[test]
fn what_has_one_limit_is_one_part_of_a_conjunction() {
    assert_eq!(excluding("ALT or AST > 3 x ULN and INR > 1.5"), "all(any(ALT > 3 ×ULN, AST > 3 ×ULN), INR > 1.5)");
    assert_eq!(
        excluding("ALT > 5 x ULN or AST > 3 x ULN and INR > 1.5"),
        "any(ALT > 5 ×ULN, all(AST > 3 ×ULN, INR > 1.5))"
    );
}

#[test]
fn a_ratio_has_one_limit() {
    assert_eq!(reading("SpO2/FiO2 < 200"), "SpO2/FiO2 < 200");
    assert_eq!(reading("TG/HDL ratio > 3"), "TG/HDL ratio > 3");
    assert_eq!(reading("C/D > 0.8"), "cup-to-disc ratio > 0.8");
    assert_eq!(reading("AST/ALT ≤ 2.5 x ULN"), "all(AST ≤ 2.5 ×ULN, ALT ≤ 2.5 ×ULN)");
}
