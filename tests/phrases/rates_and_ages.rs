//! What a number is of: the size of a unit, a rate, a count of days, somebody's age.

use trial_extract::rule::Section;

use super::{reading, reading_in};

#[test]
fn the_size_of_a_unit_is_no_criterion() {
    for (text, expected) in [
        ("Alcohol >14 units/week (1 unit = 8 g alcohol)", "drug alcohol [dose > 14 U/wk]"),
        ("Alcohol >14 drinks/week (1 drink = 12 oz beer, 5 oz wine)", "drug alcohol [dose > 14 {drinks}/wk]"),
        ("Coffee >5 cups/day (1 cup = 250 mL)", "caffeine use > 5 cup_us/d"),
        // Near miss: brackets that say when.
        (
            "Alcohol >14 units/week (1 week before screening)",
            "drug alcohol [dose > 14 U/wk] [within 1 wk before screening]",
        ),
    ] {
        assert_eq!(reading_in(Section::Exclusion, text), expected, "{text}");
    }
}

#[test]
fn what_a_value_is_the_mean_of_says_how_it_is_measured() {
    for (text, expected) in [
        ("QTcF >450 ms (average of triplicate ECGs)", "QTc > 450 ms [setting: average of triplicate ECGs]"),
        ("QTcF >450 ms (mean of three samples)", "QTc > 450 ms [setting: mean of three samples]"),
        // Near miss: a limit of the mean itself.
        ("QTcF >450 ms (average of three >470 ms)", "all(QTc > 450 ms, ‹>470 ms: in no part of the rule› {> 470 ms})"),
    ] {
        assert_eq!(reading_in(Section::Exclusion, text), expected, "{text}");
    }
}

#[test]
fn the_same_unit_may_be_written_for_another_volume() {
    assert_eq!(reading("troponin > 14 ng/L (pg/mL)"), "troponin > 14 ng/L");
    assert_eq!(
        reading("troponin > 14 ng/L (mg/L)"),
        "troponin > 14 ng/L having any(condition mg, ‹L: no known concept›)"
    );
}

#[test]
fn a_time_behind_a_slash_makes_a_count_a_rate() {
    for (text, expected) in [
        ("≥3 seizures/month", "condition seizure [count ≥ 3 /mo]"),
        ("≥2 falls/year", "condition falls [count ≥ 2 /a]"),
        ("<3 SBM/week", "stool frequency [count < 3 /wk]"),
        ("seizures/month ≥4", "condition seizure [count ≥ 4 /mo]"),
        // Near misses: no time, and a unit of its own.
        ("seizures ≥4", "condition seizure [count ≥ 4]"),
        ("5 mg/day of prednisone", "drug prednisone [dose = 5 mg/d]"),
    ] {
        assert_eq!(reading(text), expected, "{text}");
    }
}

#[test]
fn so_many_of_the_last_days_is_a_count() {
    for (text, expected) in [
        ("Used cannabis on at least 8 of the last 30 days", "drug cannabis [count ≥ 8] [within past 30 d]"),
        ("Methamphetamine use ≥ 18 of 30 days", "drug methamphetamine [count ≥ 18] [within past 30 d]"),
        // Near misses: a list, and how long it lasted.
        ("at least 8 of the following: asthma, cancer", "8-of(condition asthma, condition malignancy)"),
        ("cannabis for more than 5 days in the past year", "drug cannabis [for > 5 d; within past 1 a]"),
    ] {
        assert_eq!(reading(text), expected, "{text}");
    }
}

#[test]
fn years_directly_behind_people_are_their_age() {
    for (text, expected) in [
        ("postmenopausal women ≥50 y", "all(observation postmenopausal, age ≥ 50 a)"),
        ("Veterans ≥55 years", "all(observation military service, age ≥ 55 a)"),
        ("Asthmatics ≥ 18 years", "all(condition asthma, age ≥ 18 a)"),
        ("nursing home residents ≥65 y", "all(observation nursing home, age ≥ 65 a)"),
        ("Smoker over 35 years", "all(observation smoking, age > 35 a)"),
        // Near misses: a disease or a habit lasts so long.
        ("asthma ≥ 18 years", "condition asthma [for ≥ 18 a]"),
        ("smokers ≥ 20 years", "observation smoking [for ≥ 20 a]"),
    ] {
        assert_eq!(reading(text), expected, "{text}");
    }
}

#[test]
fn hours_behind_a_comma_are_no_second_age() {
    assert_eq!(
        reading("Age 18-80, stroke onset ≤ 72 hours"),
        "all(age 18..80 a, condition stroke onset [within past 72 h])"
    );
    assert_eq!(reading("age ≤ 72 hours"), "age ≤ 72 h");
}
