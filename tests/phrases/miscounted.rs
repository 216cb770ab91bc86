//! Numbers beside a disease that is measured in none, the days of tests, and whose age a number is.

use trial_extract::rule::Section;

use super::{reading, reading_in};

#[test]
fn episodes_are_counted() {
    assert_eq!(
        reading("Atrial fibrillation: at least 2 episodes within the last 6 months"),
        "condition atrial fibrillation [count ≥ 2 {episode}] [within past 6 mo]"
    );
    assert_eq!(
        reading_in(Section::Exclusion, "kidney stone in the last 6 months, or > 1 in 5 years"),
        "any(condition kidney stones [within past 6 mo], condition kidney stones [count > 1] [within past 5 a])"
    );
}

#[test]
fn a_disease_has_no_number() {
    assert_eq!(
        reading_in(Section::Exclusion, "autism (level 2 or 3)"),
        "all(condition autism, ‹level 2 or 3: in no part of the rule› level {2..3})"
    );
    assert_eq!(
        reading_in(Section::Exclusion, "Thrombocytopenia < 50"),
        "all(condition thrombocytopenia, ‹Thrombocytopenia < 50: in no part of the rule› thrombocytopenia {< 50})"
    );
    assert_eq!(reading("fever > 38.0"), "fever > 38.0");
    assert_eq!(reading("goiter > 80 mL"), "goiter > 80 mL");
}

#[test]
fn the_day_of_a_test_is_how_it_is_measured() {
    assert_eq!(reading("FSH day 2–4 < 12 IU/L"), "FSH < 12 IU/L [setting: day 2–4]");
    assert_eq!(reading("cycle day 3 FSH ≤ 10 IU/L"), "FSH ≤ 10 IU/L [setting: cycle day 3]");
    assert_eq!(reading("CRP on postoperative day 3 > 150 mg/L"), "CRP > 150 mg/L [setting: postoperative day 3]");
    assert_eq!(reading("CRP > 150 mg/L for 3 days"), "CRP > 150 mg/L [for 3 d]");
}

#[test]
fn the_age_of_a_child_who_is_met_is_not_the_patients() {
    assert_eq!(
        reading_in(Section::Exclusion, "living with children under 5 years of age"),
        "all(condition living [of child], age < 5 a [of child])"
    );
    assert_eq!(reading("Children < 5 years living with HIV"), "all(condition HIV infection, age < 5 a)");
}

#[test]
fn women_under_a_number_are_younger() {
    assert_eq!(reading("postmenopausal women over 60"), "all(observation postmenopausal, age > 60 a)");
    assert_eq!(reading("pregnant women under 18"), "all(condition pregnancy, age < 18 a)");
    assert_eq!(reading("pregnant women under 18 weeks"), "condition pregnancy having (gestational age < 18 wk)");
}
