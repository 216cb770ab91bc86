//! Weeks that say how far a pregnancy is, and those that do not.

use super::{all_excluded, all_read};

#[test]
fn what_happens_late_in_a_pregnancy_is_dated_by_it() {
    all_read(&[
        ("PPROM before 32 weeks", "condition preterm premature rupture of membranes having (gestational age < 32 wk)"),
        ("cesarean planned before 39 weeks", "procedure planned cesarean section having (gestational age < 39 wk)"),
        ("miscarriage after 12 weeks", "condition miscarriage having (gestational age > 12 wk)"),
        // Near miss.
        ("surgery before 24 weeks", "procedure surgery [for 24 wk]"),
    ]);
}

#[test]
fn weeks_beside_a_pregnancy_are_its_own() {
    all_read(&[
        ("12-16 weeks pregnant", "condition pregnancy having (gestational age 12..16 wk)"),
        ("pregnancy of less than 14 weeks", "condition pregnancy having (gestational age < 14 wk)"),
        ("Full term pregnancy (≥ 37 weeks)", "observation term pregnancy having (gestational age ≥ 37 wk)"),
        ("< 33 weeks corrected GA", "gestational age < 33 wk [setting: corrected]"),
        // Near miss.
        ("asthma (≥ 37 weeks)", "condition asthma [for ≥ 37 wk]"),
    ]);
}

#[test]
fn weeks_and_days_may_be_written_as_letters() {
    all_read(&[
        ("gestational age 28w0d to 33w6d", "gestational age 196..237 d"),
        ("gestational age 23w 0/7d to 29w 6/7d", "gestational age 161..209 d"),
        // Near miss.
        ("gestational age 28 to 33 weeks", "gestational age 28..33 wk"),
    ]);
}

#[test]
fn an_age_may_be_said_in_a_second_unit() {
    all_read(&[
        ("At least 42 days (6 weeks) of age", "age ≥ 42 d (also ≥ 6 wk)"),
        // Near miss.
        ("asthma for 42 days (6 weeks)", "condition asthma [for 42 d]"),
    ]);
}

#[test]
fn weeks_of_gestation_are_how_far_a_pregnancy_is_whatever_else_is_named() {
    all_read(&[
        ("16-24 weeks of gestation", "gestational age 16..24 wk"),
        ("Women at 16 to 24 weeks of pregnancy", "all(sex female, gestational age 16..24 wk)"),
        ("Women in the 34th week of gestation", "all(sex female, gestational age = 34 wk)"),
        (
            "Recruitment at 16 to 24 weeks of pregnancy",
            "all(gestational age 16..24 wk, ‹Recruitment: in no part of the rule›)",
        ),
        (
            "GDM diagnosed at 24 to 28 weeks of pregnancy",
            "condition gestational diabetes having (gestational age 24..28 wk)",
        ),
        ("Hypertension before 20 weeks of pregnancy", "condition hypertension having (gestational age < 20 wk)"),
        ("Hypertension before the 20th week of gestation", "condition hypertension having (gestational age < 20 wk)"),
        // Near misses.
        ("Within 12 weeks of pregnancy", "condition pregnancy [within past 12 wk]"),
        ("Aged 6-12 weeks", "age 6..12 wk"),
    ]);
}

#[test]
fn days_may_stand_behind_the_weeks_of_gestation() {
    all_read(&[
        (
            "Gestational age between 37 weeks of gestation 0 day and 38 weeks of gestation 6 days",
            "gestational age 259..272 d",
        ),
        // Near miss: weeks alone.
        ("Gestational age ≥ 37 weeks of gestation", "gestational age ≥ 37 wk"),
    ]);
    all_excluded(&[
        (
            "Planned induction of labor prior to 40 weeks 5 days",
            "condition planned induction of labor having (gestational age < 285 d)",
        ),
        // What falls is not how far the pregnancy is.
        ("Reduction before 14 weeks gestation", "all(gestational age < 14 wk, ‹Reduction: in no part of the rule›)"),
    ]);
}

#[test]
fn what_compares_weeks_may_stand_behind_gestation() {
    all_read(&[
        ("Pregnant women at 20 weeks gestation or more", "condition pregnancy having (gestational age ≥ 20 wk)"),
        ("Women at 24 weeks of gestation or greater", "all(sex female, gestational age ≥ 24 wk)"),
        // Near miss: without such words it is a week.
        ("Pregnant women at 20 weeks gestation", "gestational age = 20 wk having condition pregnancy"),
    ]);
}

#[test]
fn past_so_many_weeks_is_more_than_these() {
    all_read(&[
        ("pregnancy past 20 weeks gestation", "gestational age > 20 wk having condition pregnancy"),
        // Near misses.
        ("stroke past 12 weeks", "condition stroke [within past 12 wk]"),
        ("hypertension in the past 12 weeks of pregnancy", "condition hypertension [within 12 wk before pregnancy]"),
    ]);
}
