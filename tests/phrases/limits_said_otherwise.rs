//! Limits and windows whose comparator, multiple or unit stands where it seldom does.

use trial_extract::emit::facts::facts;
use trial_extract::rule::Section;

use super::{all_read, reading, reading_in, trial_of};

/// What the first comparison of a demand is said of.
fn subject_of(text: &str) -> Option<String> {
    let trial = trial_of(&format!("Inclusion Criteria:\n\n* {text}\n"));
    let found = facts(&trial).into_iter().find(|fact| fact.kind == "comparison");
    found.and_then(|fact| fact.subject.map(str::to_owned))
}

#[test]
fn but_not_more_than_is_a_limit_from_above() {
    all_read(&[
        ("symptoms for at least 2 weeks, but not more than 6 months", "condition symptoms [for ≥ 2 wk; for ≤ 6 mo]"),
        (
            "abstinent from alcohol for at least 2 weeks (but not more than 6 months)",
            "all(not(drug alcohol [within past < 2 wk]), drug alcohol [within past 6 mo])",
        ),
        ("abstinent from alcohol for less than 6 months", "drug alcohol [within past < 6 mo]"),
        ("at least 18 but not more than 65 years of age", "age 18..65 a"),
        ("hypertension but not diabetes", "condition hypertension other than condition diabetes mellitus"),
    ]);
}

#[test]
fn a_limit_of_age_is_its_lower_or_upper_end() {
    all_read(&[
        ("lower age limit of 5 years", "age ≥ 5 a"),
        ("lower age limit: 18 years", "age ≥ 18 a"),
        ("upper age limit of 75 years", "age ≤ 75 a"),
    ]);
}

#[test]
fn what_must_have_been_stopped_was_so_long_before_at_least() {
    let least = "drug prednisone [outcome: discontinued] [≥ 4 wk before baseline]";
    all_read(&[
        ("prednisone must be stopped 4 weeks before baseline", least),
        ("prednisone should have been discontinued 4 weeks before baseline", least),
        (
            "prednisone discontinued 4 weeks before baseline",
            "drug prednisone [outcome: discontinued] [within 4 wk before baseline]",
        ),
    ]);
}

#[test]
fn one_comparator_is_of_two_groups_in_brackets() {
    assert_eq!(reading("under age 18 years (US), or 16 years (Canada)"), "any(age < 18 a, age < 16 a)");
    assert_eq!(
        reading("under age 18 years (US), or stroke 16 years ago"),
        "any(age < 18 a, condition stroke [= 16 a ago])"
    );
}

#[test]
fn a_scanner_has_a_strength_or_more() {
    assert_eq!(reading("1.5T MRI scanner or greater"), "MRI scanner ≥ 1.5 T");
    assert_eq!(reading("1.5T MRI scanner"), "MRI scanner = 1.5 T");
}

#[test]
fn what_somebody_wants_to_stop_is_to_come() {
    all_read(&[
        ("motivation to quit within 30 days", "condition motivation to quit [within next 30 d]"),
        ("tried to quit within 30 days", "condition tried to quit [within past 30 d]"),
        (
            "pregnant or postpartum within one year of delivery",
            "any(condition pregnancy, condition postpartum [within 1 a after delivery])",
        ),
        ("surgery within one year of delivery", "procedure surgery [within 1 a before delivery]"),
    ]);
}

#[test]
fn a_multiple_may_stand_behind_its_limit() {
    all_read(&[
        ("transaminase > Normal high limit 3 times", "transaminases > 3 ×ULN"),
        ("ALT > upper limit of normal 3 times", "ALT > 3 ×ULN"),
        ("bilirubin ≤ ULN by 2.5 fold", "total bilirubin ≤ 2.5 ×ULN"),
        ("ALT > 5 times the upper normal range", "ALT > 5 ×ULN"),
    ]);
    assert!(reading("ALT > ULN 3 times a week").starts_with("all(ALT > ULN, ‹"));
}

#[test]
fn a_unit_may_stand_behind_other_words() {
    all_read(&[
        ("> 15 eosinophils per high powered field", "eosinophils > 15 /HPF"),
        ("≥ 10 WBC/hpf", "WBC ≥ 10 /HPF"),
        ("no more than 10 cigarettes (or equivalent) per day", "smoking ≤ 10 {cigarettes}/d"),
        ("> 10 total pack-year of cigarette smoking history", "smoking history > 10 {pack-years}"),
        ("pregnancy test from day -28 to day 0", "pregnancy test [within 28 d before day 0]"),
        (
            "monthly migraine days in three consecutive months must be at least 8",
            "monthly migraine days ≥ 8 [for 3 mo]",
        ),
    ]);
}

#[test]
fn numbers_of_visits_and_kinds_count_nothing() {
    all_read(&[
        ("stroke within 3 months before Screening Visit 1", "condition stroke [within 3 mo before Screening Visit 1]"),
        ("single-episode depression", "condition single-episode depression"),
        ("a single episode of pneumonia", "condition pneumonia [count = 1 {episode}]"),
    ]);
}

#[test]
fn a_dose_may_be_counted_in_another_drug() {
    all_read(&[
        (
            "benzodiazepines greater than the equivalent of 6 mg/day of lorazepam",
            "drug benzodiazepine [dose > 6 mg/d lorazepam-equivalent]",
        ),
        ("prednisone > the equivalent of 10 mg/day", "drug prednisone [dose > 10 mg/d prednisone-equivalent]"),
        ("glucocorticoid dose ≤ prednisone 7.5 mg/d", "drug glucocorticoid [dose ≤ 7.5 mg/d prednisone-equivalent]"),
    ]);
    assert!(!reading("aspirin ≤ warfarin 5 mg").contains("equivalent"));
    assert_eq!(
        subject_of("corticosteroids (prednisolone at least 0.7 mg/kg/day or equivalent)").as_deref(),
        Some("prednisolone")
    );
    assert_eq!(subject_of("corticosteroids ≥ 20 mg/day (prednisone equivalent)").as_deref(), Some("corticosteroids"));
}

#[test]
fn drugs_listed_with_contraceptives_were_taken_in_that_time() {
    let both = "any(drug antibiotic [within past 6 mo], drug hormonal contraceptive [within past 6 mo])";
    let excluded = |text: &str| reading_in(Section::Exclusion, text);
    assert_eq!(excluded("use of antibiotics or hormonal contraceptives within 6 months"), both);
    assert!(excluded("use of hormonal contraceptives within 6 months").starts_with("«contraception"));
}

#[test]
fn a_subject_has_the_words_that_name_it_and_no_others() {
    let rows = [
        ("treated with at least 2 AEDs for the last 2 years", "AEDs"),
        ("0 to 3 ASMs at stable doses for at least 4 weeks before the visit", "ASMs"),
        ("at least 2 of the following signs: fever, cough, pain", "the following signs"),
        ("aspirin adherence was < 80%", "aspirin adherence"),
        ("ability to walk for at least 100 m", "walk"),
    ];
    rows.iter().for_each(|(text, subject)| assert_eq!(subject_of(text).as_deref(), Some(*subject), "{text}"));
}

/// What the first window of a demand is, and what it is said of.
fn window_of(text: &str) -> Option<(String, Option<String>)> {
    let trial = trial_of(&format!("Inclusion Criteria:\n\n* {text}\n"));
    let found = facts(&trial).into_iter().find(|fact| fact.kind == "window");
    found.map(|fact| (fact.text.to_owned(), fact.subject.map(str::to_owned)))
}

#[test]
fn a_length_before_a_period_is_how_long_that_is() {
    let rows = [
        ("enrolling in the 15-day taper", "15-day", "taper"),
        ("a 4-week washout period is required", "4-week", "washout period"),
        ("in the 12-month treatment period, aspirin", "12-month", "treatment period"),
        ("a 14-day course of prednisone", "14-day", "course of prednisone"),
        ("steroids within the 30-day period before screening", "within the 30-day", "steroids"),
    ];
    for (text, length, of) in rows {
        assert_eq!(window_of(text), Some((length.to_owned(), Some(of.to_owned()))), "{text}");
    }
    assert_eq!(
        reading("steroids within the 30-day period before screening"),
        "drug glucocorticoid [within 30 d before screening]"
    );
}

#[test]
fn a_time_in_brackets_of_its_own_is_of_what_stands_before_them() {
    all_read(&[
        (
            "cyclophosphamide (dose of at least 1.5 g) and mycophenolate mofetil (for at least 3 months)",
            "all(drug cyclophosphamide [dose ≥ 1.5 g], drug mycophenolate mofetil [for ≥ 3 mo])",
        ),
        (
            "stroke or angina (within 3 months)",
            "any(condition stroke [within past 3 mo], condition angina [within past 3 mo])",
        ),
    ]);
}

#[test]
fn by_an_age_is_until_then() {
    all_read(&[
        ("asthma by age 18 years", "condition asthma [within 18 a after birth]"),
        ("asthma by the age of 18 years", "condition asthma [within 18 a after birth]"),
    ]);
    assert!(!reading("asthma by 2022 GINA guideline").contains("2022-12"));
}

#[test]
fn the_number_of_a_list_does_not_hide_how_many_are_needed() {
    let two = "2-of(condition fever, condition cough, condition rash)";
    all_read(&[
        ("at least two of the three following criteria: fever, cough, rash", two),
        ("at least two of the following three criteria: fever, cough, rash", two),
        ("2 or more of ANY of following: fever, cough, rash", two),
    ]);
}

#[test]
fn the_number_of_a_score_is_of_its_name() {
    all_read(&[
        ("GAD-2 score ≥ 2", "GAD-2 score ≥ 2"),
        ("PHQ-4 score ≥ 6", "PHQ-4 score ≥ 6"),
        ("PHQ-9 score ≥ 10", "PHQ-9 ≥ 10 {score}"),
    ]);
}

#[test]
fn how_old_results_are_is_no_age() {
    all_read(&[
        ("MRI results older than 2 years", "procedure MRI [for > 2 a]"),
        ("patients undergoing MRI older than 18 years", "all(procedure current MRI, age > 18 a)"),
        ("patients older than 5 years", "age > 5 a"),
    ]);
}

#[test]
fn so_many_months_of_a_state_are_how_long_it_lasts() {
    all_read(&[
        ("12 months of amenorrhea", "condition amenorrhea [for 12 mo]"),
        ("enteral intake < 50 mL/kg/day", "enteral intake < 50 mL/kg/d"),
    ]);
}
