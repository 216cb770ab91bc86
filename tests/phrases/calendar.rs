//! Windows of the calendar, the people a trial takes, and other numbers that are not what they look like.

use super::{codes, excluded, reading};

#[test]
fn dates_on_both_sides_are_a_window() {
    assert_eq!(
        reading("- Stroke between 1 January 2014 and 1 October 2015"),
        "condition stroke [from 2014-01-01 to 2015-10-01]"
    );
    assert_eq!(
        reading("- Hospitalization from 1st of January 2000 to December 31, 2016"),
        "procedure hospitalization [from 2000-01-01 to 2016-12-31]"
    );
    assert_eq!(reading("- CABG from 01/2010 to 12/2015"), "procedure CABG [from 2010-01-01 to 2015-12-31]");
    assert_eq!(reading("- Stroke (1993 - 1996)"), "condition stroke [from 1993-01-01 to 1996-12-31]");
    assert_eq!(
        reading("- Stroke between 02/28/2015 and 2016-02-29"),
        "condition stroke [from 2015-02-28 to 2016-02-29]"
    );
}

#[test]
fn a_date_on_one_side_leaves_the_other_open() {
    assert_eq!(reading("- Stroke since 2010"), "condition stroke [from 2010-01-01]");
    assert_eq!(reading("- Stroke after 12 March 2019"), "condition stroke [from 2019-03-13]");
    assert_eq!(reading("- Stroke on or after June 1, 2018"), "condition stroke [from 2018-06-01]");
    assert_eq!(reading("- Recent stroke (not before 2019)"), "condition history of stroke [from 2019-01-01]");
    assert_eq!(excluded("- Surgery before 2015"), "procedure surgery [to 2014-12-31]");
    assert_eq!(excluded("- Surgery until June 2015"), "procedure surgery [to 2015-06-30]");
    assert_eq!(reading("- COVID-19 in 2020"), "condition COVID-19 [from 2020-01-01 to 2020-12-31]");
    assert_eq!(reading("- COVID-19 in 2020 or 2021"), "condition COVID-19 [from 2020-01-01 to 2021-12-31]");
}

#[test]
fn each_of_two_events_has_its_own_dates() {
    assert_eq!(
        reading("- Stroke between 2010 and 2015 or myocardial infarction after 2016"),
        "any(condition stroke [from 2010-01-01 to 2015-12-31], condition myocardial infarction [from 2017-01-01])"
    );
}

#[test]
fn what_only_looks_like_a_year_is_none() {
    assert_eq!(reading("- WBC between 2000 and 2050 /mm3"), "WBC 2000..2050 /mm3");
    assert_eq!(reading("- Body weight from 1990 to 2010 g"), "body weight 1990..2010 g");
    assert_eq!(reading("- SLE according to the 2019 EULAR/ACR criteria"), "condition SLE [by 2019 EULAR/ACR criteria]");
    // March or April: nothing tells, so the words are named and in no rule.
    assert!(codes("- Stroke after 03/04/2015").contains(&"number-not-in-rule".to_owned()));
    assert!(!reading("- Stroke in the 2015 cohort").contains("from 2015"));
    // The end is before the beginning.
    assert!(!reading("- Stroke between 2018 and 2010").contains("from"));
}

#[test]
fn how_many_people_the_trial_takes_is_asked_of_none_of_them() {
    assert_eq!(reading("- Forty women with breast cancer"), "all(sex female, condition breast cancer)");
    assert_eq!(codes("- Forty women with breast cancer"), ["number-not-in-rule"]);
    assert_eq!(reading("- 12 healthy male volunteers"), "all(sex male, observation healthy volunteer)");
    // Near misses: people whom the patient has, and what is counted of the patient.
    let relatives = reading("- Two first-degree relatives with breast cancer");
    assert!(relatives.contains("count = 2") || relatives.contains("count ≥ 2"), "{relatives}");
    assert!(reading("- At least 4 natural teeth").contains("count ≥ 4"));
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
fn a_number_in_brackets_is_compared_by_the_words_before_them() {
    assert_eq!(excluded("- Body weight exceeding the weight limit of the table (350 lbs)"), "body weight > 350 lb_av");
    assert!(!excluded("- Body weight at the limit of the table (350 lbs)").contains('>'));
}

#[test]
fn one_kidney_is_a_finding() {
    assert_eq!(excluded("- Single kidney"), "condition solitary kidney");
    assert_eq!(excluded("- Patients with only one functioning kidney"), "condition solitary kidney");
    assert!(excluded("- Single kidney stone").contains("stone"));
}
