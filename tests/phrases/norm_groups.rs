//! Of what people a percentile or a normal range is, and weeks of amenorrhea, which date a pregnancy.

use super::{all_excluded, all_read};

#[test]
fn traits_say_of_whom_a_percentile_is() {
    all_read(&[
        (
            "Blood pressure ≥ 95th percentile for age, sex, and height",
            "blood pressure ≥ 95 {percentile} [setting: age, sex, and height]",
        ),
        ("Creatinine > ULN for age, sex and height", "creatinine > ULN [setting: for age, sex and height]"),
        ("Weight between 3rd and 97th percentile for age & sex", "body weight 3..97 {percentile} [setting: age & sex]"),
        (
            "BMI ≥ 95th percentile for age, and height > 120 cm",
            "all(BMI ≥ 95 {percentile} [setting: age], height > 120 cm)",
        ),
    ]);
}

#[test]
fn weeks_of_amenorrhea_date_a_pregnancy() {
    all_read(&[
        ("Pregnancy beyond 20 weeks of amenorrhea", "condition pregnancy having (gestational age > 20 wk)"),
        ("Women at ≥ 37 weeks amenorrhea", "all(sex female, gestational age ≥ 37 wk)"),
        ("12 months of amenorrhea", "condition amenorrhea [for 12 mo]"),
    ]);
}

#[test]
fn a_study_vaccine_is_given_at_the_moment_that_is_named() {
    all_excluded(&[
        (
            "immunosuppressants within six months prior to the first administration of the study vaccine",
            "drug immunosuppressant [within 6 mo before first administration of the study vaccine]",
        ),
        ("2nd and 3rd degree heart block", "any(condition second-degree AV block, condition third-degree AV block)"),
    ]);
}
