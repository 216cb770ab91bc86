//! Two numbers beside each other that are one limit to the eye, and are not: of two things, or of which one limits nothing.

use trial_extract::rule::Section;

use super::{reading, reading_in};

#[test]
fn another_amount_in_another_unit_is_of_something_else() {
    assert_eq!(
        reading("Pregnant women 18-45 years, 12-20 weeks gestation"),
        "all(condition pregnancy, age 18..45 a, gestational age 12..20 wk)"
    );
    assert_eq!(
        reading_in(Section::Exclusion, "> 2 alcoholic drinks/day or > 10 cigs/day"),
        "any(alcohol use > 2 {drinks}/d, smoking > 10 {cigarettes}/d)"
    );
    assert_eq!(reading("weight ≥ 50 kg (110 lb)"), "body weight ≥ 50 kg (also ≥ 110 lb_av)");
}

#[test]
fn how_many_items_a_scale_has_is_no_score() {
    assert_eq!(reading("HAMD (17 items) ≥ 17"), "HAM-D ≥ 17 {score} [setting: 17 items]");
    assert_eq!(reading("24-item HAMD > 20"), "HAM-D > 20 {score} [setting: 24-item]");
    assert_eq!(reading("HAMD ≥ 17"), "HAM-D ≥ 17 {score}");
}

#[test]
fn two_numbers_after_at_least_are_a_limit_from_below() {
    assert_eq!(reading("LVEF ≥50-55%"), "LVEF ≥ 50 %");
    assert_eq!(reading("headaches at least 2-3 times/week"), "condition headache [count ≥ 2 /wk]");
    assert_eq!(reading("Age ≥ 18-75 years"), "age 18..75 a");
    assert_eq!(reading("LVEF 50-55%"), "LVEF 50..55 %");
}

#[test]
fn no_worse_than_below_zero_is_a_lower_end() {
    assert_eq!(reading("Mean deviation not worse than -12 dB"), "visual field mean deviation ≥ -12 dB");
    assert_eq!(reading("refractive error no worse than -6 D"), "spherical equivalent ≥ -6 diop");
    assert_eq!(reading("Mean deviation worse than -12 dB"), "visual field mean deviation < -12 dB");
}

#[test]
fn a_share_above_the_limit_of_normal_is_no_share_of_what_is_measured() {
    let share = reading("TSH 10% above ULN");
    assert!(share.contains("TSH > ULN") && !share.contains("10 %"), "{share}");
    assert_eq!(reading("TSH > 3 times above ULN"), "TSH > 3 ×ULN");
}

#[test]
fn an_ordinal_before_another_has_its_unit() {
    assert_eq!(
        reading("Weight <3rd or >97th percentile for age"),
        "any(body weight < 3 {percentile}, body weight > 97 {percentile} [setting: age])"
    );
    assert_eq!(reading("BMI <3rd or >97th percentile"), "any(BMI < 3 {percentile}, BMI > 97 {percentile})");
}

#[test]
fn how_much_of_each_week_is_a_rate_with_a_word_between() {
    assert_eq!(reading("> 3 days pain/week"), "pain > 3 d/wk");
    assert_eq!(reading("≥ 2 h exercise/day"), "physical exercise ≥ 2 h/d");
    assert_eq!(reading("pain for 3 days"), "condition pain [for 3 d]");
}
