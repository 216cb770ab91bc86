//! Who a limit or a time is said of.

use trial_extract::rule::Section;

use super::{reading, reading_in};

#[test]
fn an_age_beside_another_head_is_the_persons() {
    assert_eq!(reading("- outpatients aged 18-70 years"), "all(observation outpatients, age 18..70 a)");
    assert_eq!(
        reading("- Patient over 18 years weighing between 65 and 85 kg"),
        "all(body weight 65..85 kg, age > 18 a)"
    );
    assert_eq!(reading("- ASA I-III patients aged 18 to 80 years"), "all(ASA class in {I, II, III}, age 18..80 a)");
    assert_eq!(reading("- Gestational age < 32 weeks"), "gestational age < 32 wk");
    assert_eq!(reading("- Diabetes mellitus for more than 5 years"), "condition diabetes mellitus [for > 5 a]");
}

#[test]
fn a_bare_limit_beside_an_age_is_an_age() {
    assert_eq!(reading("- age > 21 or less than 2"), "any(age > 21 a, age < 2 a)");
    assert_eq!(reading("- hemoglobin < 8 g/dL or > 18 g/dL"), "any(Hb < 8 g/dL, Hb > 18 g/dL)");
}

#[test]
fn a_unit_said_once_makes_both_limits_ages() {
    assert_eq!(reading("- Patients under 40 or over 60 years of age"), "any(age < 40 a, age > 60 a)");
    assert_eq!(reading("- weight under 40 or over 90 kg"), "any(body weight < 40 kg, body weight > 90 kg)");
}

#[test]
fn what_follows_a_count_is_counted() {
    assert_eq!(reading("- Participation of at least one official match"), "condition official match [count ≥ 1]");
    assert_eq!(reading("- Lesions more than 2 sectors"), "condition Lesions [count > 2]");
}

#[test]
fn a_time_after_required_treatment_is_the_treatments() {
    let text = "- Asthma requiring treatment within the previous 3 years";
    assert_eq!(reading(text), "condition asthma having (procedure treatment [within past 3 a])");
    let text = "- Asthma within the previous 3 years requiring treatment";
    assert_eq!(reading(text), "condition asthma [within past 3 a] having procedure treatment");
}

#[test]
fn a_count_of_listed_items_is_kept() {
    let two = "- Two or more of the following risk factors:\n  - hypertension\n  - asthma\n  - COPD";
    assert_eq!(reading(two), "2-of(I1.1, I1.2, I1.3)");
    let one = "- One of the following risk factors:\n  - hypertension\n  - asthma\n  - COPD";
    assert_eq!(reading(one), "any(I1.1, I1.2, I1.3)");
}

#[test]
fn limits_in_a_row_need_no_comma() {
    assert_eq!(
        reading("- Platelets ≥ 100 x 10^9/L Bilirubin ≤ 1.5 x ULN"),
        "all(PLT ≥ 100 ×10⁹/L, total bilirubin ≤ 1.5 ×ULN)"
    );
    assert_eq!(reading("- Platelets ≥ 100 x 10^9/L"), "PLT ≥ 100 ×10⁹/L");
}

#[test]
fn a_colon_between_a_name_and_its_limit_is_an_is() {
    assert_eq!(reading("- BMI: 25-45 kg/m2"), "BMI 25..45 kg/m2");
    assert_eq!(reading("- Age: 18-65"), "age 18..65 a");
    assert_eq!(reading("- Renal function: creatinine < 1.5 mg/dL"), "creatinine < 1.5 mg/dL");
}

#[test]
fn a_limit_for_one_sex_binds_that_sex() {
    let both = "hemoglobin < 11 g/dL in females and < 12 g/dL in males";
    assert_eq!(reading_in(Section::Exclusion, both), "any(all(sex female, Hb < 11 g/dL), all(sex male, Hb < 12 g/dL))");
    assert_eq!(reading("- hemoglobin > 11 g/dL in females"), "if sex female: Hb > 11 g/dL");
    assert_eq!(reading("- females with hemoglobin > 11 g/dL"), "all(sex female, Hb > 11 g/dL)");
}
