//! Windows of the calendar, and numbers that only look like years.

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
fn a_year_that_names_a_text_or_a_season_is_no_window() {
    assert!(!reading("- Functional dyspepsia based on the Rome IV criteria (2016)").contains("from 2016"));
    assert!(!reading("- APS according to the revised classification criteria in 2006").contains("from 2006"));
    assert!(!excluded("- Influenza vaccine during the 2006-2007 influenza season").contains("from 2006"));
}
