//! Numbers that are no limits: a length that is no age, a number beside a disease.

use trial_extract::emit::facts::facts;

use super::{reading, trial_of};

fn kinds(text: &str) -> Vec<(String, Option<String>)> {
    let trial = trial_of(text);
    let numeric = |k: &str| k == "comparison";
    facts(&trial)
        .iter()
        .filter(|f| numeric(f.kind))
        .map(|f| (f.text.to_owned(), f.subject.map(str::to_owned)))
        .collect()
}

#[test]
fn days_are_an_age_only_where_the_words_say_so() {
    assert!(kinds("Cycle length of 26-39 days").iter().all(|(_, s)| s.as_deref() != Some("age")));
    assert!(!kinds("Age 26 to 39 days").is_empty(), "the near miss is an age");
}

#[test]
fn a_number_beside_a_disease_measures_nothing() {
    assert!(kinds("Type 2 diabetes 60").is_empty());
    assert_eq!(kinds("Hemoglobin ≥ 60 g/L").len(), 1);
}

#[test]
fn a_middle_dot_before_a_power_of_ten_multiplies() {
    assert_eq!(kinds("Platelets ≥ 2·10⁶/L"), [("≥ 2·10⁶/L".to_owned(), Some("Platelets".to_owned()))]);
    assert_eq!(kinds("Hemoglobin ≥ 9·5 g/dL"), [("≥ 9·5 g/dL".to_owned(), Some("Hemoglobin".to_owned()))]);
}

#[test]
fn a_unit_written_again_in_brackets_says_nothing_more() {
    assert_eq!(reading("creatinine < 1.5 milligrams per deciliter (mg/dL)"), "creatinine < 1.5 mg/dL");
    assert_eq!(
        reading("eGFR < 45 milliliters per minute per 1.73 meters squared of body surface area (mL/min/1.73 m²)"),
        "eGFR < 45 mL/min/{1.73_m2}"
    );
    assert_eq!(reading("creatinine < 1.5 mg/dL (133 µmol/L)"), "creatinine < 1.5 mg/dL (also < 133 umol/L)");
}

#[test]
fn a_range_between_takes_the_whole_unit_of_its_upper_end() {
    assert_eq!(reading("glucose between 140 mg and 400 mg/dL"), "glucose 140..400 mg/dL");
    assert_eq!(reading("children between 6 months and 5 years old"), "all(age ≥ 6 mo, age ≤ 5 a)");
    assert_eq!(reading("between 6 months and 17 years of age"), "all(age ≥ 6 mo, age ≤ 17 a)");
}

#[test]
fn an_amount_has_the_time_that_is_said_after_its_name() {
    assert_eq!(reading("more than 300 mg caffeine per day"), "drug caffeine [dose > 300 mg/d]");
    assert_eq!(reading("≤ 150 ml formula a day"), "formula ≤ 150 mL/d");
    assert_eq!(reading("prednisone 5 mg/day once a day"), "drug prednisone [dose = 5 mg/d]");
}

#[test]
fn stages_run_over_all_between() {
    assert_eq!(reading("Hoehn and Yahr stage 1.5 to 3"), "Hoehn and Yahr stage in {1.5, 2, 2.5, 3}");
    assert_eq!(reading("MGFA Class II-IVa"), "MGFA class in {II, III, IVa}");
    assert_eq!(reading("MGFA class IVa or V"), "MGFA class in {IVa, V}");
}

#[test]
fn a_number_behind_a_dash_may_end_a_name() {
    assert_eq!(reading("- PHQ - 9 ≥ 10"), "PHQ-9 ≥ 10 {score}");
    assert_eq!(reading("- DAS - 28 score > 3.2"), "DAS28 > 3.2 {score}");
    // Near misses: a limit behind a dash.
    assert_eq!(reading("- ECOG - 2"), "ECOG performance status = 2");
    assert_eq!(reading("- ECOG - 0 to 2"), "ECOG performance status 0..2");
}

#[test]
fn the_unit_of_a_fact_has_no_part_of_the_number() {
    let units = |text: &str| {
        let trial = trial_of(text);
        facts(&trial).iter().filter_map(|f| f.unit.map(str::to_owned)).collect::<Vec<_>>()
    };
    assert_eq!(units("BMI ≥ 85th percentile"), ["percentile"]);
    assert_eq!(units("Body weight ≤ 20 stones"), ["stones"]);
}

#[test]
fn a_length_that_is_said_of_nothing_known_is_said_of_what_it_is_spent_on() {
    let spent = |text: &str| {
        let trial = trial_of(text);
        let found = facts(&trial).into_iter().find(|f| f.kind == "window");
        found.and_then(|f| f.subject.map(str::to_owned))
    };
    assert_eq!(spent("≥ 3 minutes of standing").as_deref(), Some("standing"));
    assert_eq!(spent("Within 6 months of screening"), None);
}
