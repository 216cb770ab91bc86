use serde_json::{Value, json};

use super::*;

fn in_window(time: Value, event: Event) -> Truth {
    let kind = match event.kind {
        EventKind::Procedure => ("procedure", "major_surgery"),
        EventKind::Drug => ("drug", "azathioprine"),
        _ => ("condition", "diabetes"),
    };
    truth(leaf(kind.0, kind.1, json!({"time": [time]})), vec![event])
}

fn surgery(day: &str) -> Event {
    event(EventKind::Procedure, "major surgery", day)
}

fn before(bounds: Value) -> Value {
    with(bounds, json!({"kind": "window", "direction": "before"}))
}

fn with(mut a: Value, b: Value) -> Value {
    a.as_object_mut().unwrap().extend(b.as_object().unwrap().clone());
    a
}

#[test]
fn both_ends_of_a_window_are_inside() {
    let week = || before(json!({"le": 7, "code": "d", "anchor": {"id": "lymphodepletion"}}));
    for (day, expected) in [
        ("2025-05-20", NotMet),
        ("2025-05-21", Met),
        ("2025-05-28", Met),
        ("2025-05-29", NotMet),
        ("2025-05", Unknown),
        ("2025-04", NotMet),
        ("", Unknown),
    ] {
        assert_eq!(in_window(week(), surgery(day)), expected, "{day}");
    }
    let less = || before(json!({"lt": 7, "code": "d", "anchor": {"id": "lymphodepletion"}}));
    assert_eq!(in_window(less(), surgery("2025-05-21")), NotMet);
    let exclusive = Settings { inclusive: false, ..settings() };
    let leaf = leaf("procedure", "major_surgery", json!({"time": [week()]}));
    assert_eq!(truth_with(&exclusive, leaf.clone(), vec![surgery("2025-05-28")]), NotMet);
    assert_eq!(truth_with(&exclusive, leaf, vec![surgery("2025-05-21")]), Met);
}

#[test]
fn months_and_years_are_counted_on_the_calendar() {
    let months = |n: u32| before(json!({"le": n, "code": "mo"}));
    assert_eq!(in_window(months(3), surgery("2025-03-01")), Met);
    assert_eq!(in_window(months(3), surgery("2025-02-28")), NotMet);
    let mut settings = settings();
    settings.events.insert("lymphodepletion".into(), "2025-05-31".parse().unwrap());
    let from = before(json!({"le": 3, "code": "mo", "anchor": {"id": "lymphodepletion"}}));
    let leaf = leaf("procedure", "major_surgery", json!({"time": [from]}));
    assert_eq!(truth_with(&settings, leaf.clone(), vec![surgery("2025-02-28")]), Met);
    assert_eq!(truth_with(&settings, leaf, vec![surgery("2025-02-27")]), NotMet);
    assert_eq!(in_window(before(json!({"le": 1, "code": "a"})), surgery("2024-06-01")), Met);
    assert_eq!(in_window(before(json!({"le": 1, "code": "a"})), surgery("2024-05-31")), NotMet);
}

#[test]
fn beyond_after_and_around_an_anchor() {
    let washout = || before(json!({"ge": 4, "code": "wk"}));
    assert_eq!(in_window(washout(), surgery("2025-05-04")), Met);
    assert_eq!(in_window(washout(), surgery("2025-05-05")), NotMet);
    let anchor = json!({"anchor": {"id": "lymphodepletion"}, "kind": "window"});
    let after = || with(json!({"le": 2, "code": "d", "direction": "after"}), anchor.clone());
    assert_eq!(in_window(after(), surgery("2025-05-30")), Met);
    assert_eq!(in_window(after(), surgery("2025-05-27")), NotMet);
    let around = || with(json!({"le": 1, "code": "d", "direction": "around"}), anchor.clone());
    let days = ["2025-05-26", "2025-05-27", "2025-05-29", "2025-05-30"];
    assert_eq!(days.map(|day| in_window(around(), surgery(day))), [NotMet, Met, Met, NotMet]);
    let beyond = || with(json!({"ge": 2, "code": "d", "direction": "around"}), anchor.clone());
    assert_eq!(days.map(|day| in_window(beyond(), surgery(day))), [Met, NotMet, NotMet, Met]);
}

#[test]
fn anchors_are_given_or_the_index_date_or_unknown() {
    let week = |id: Value| before(json!({"le": 7, "code": "d", "anchor": {"id": id}}));
    assert_eq!(in_window(week(json!("screening")), surgery("2025-05-25")), Met);
    assert_eq!(in_window(week(json!("first_dose")), surgery("2025-05-25")), Unknown);
    assert_eq!(in_window(week(Value::Null), surgery("2025-05-25")), Unknown);
    assert_eq!(in_window(with(json!({"le": 7, "code": "d"}), json!({"kind": "window"})), surgery("2025-05-25")), Met);
}

#[test]
fn a_window_of_the_calendar_has_its_own_days() {
    let dates = |interval: &str| json!({"kind": "window", "iso8601": interval, "anchor": {"id": "calendar_date"}});
    let days = ["2013-12-31", "2014-01-01", "2015-10-01", "2015-10-02"];
    let between = || with(json!({}), dates("2014-01-01/2015-10-01"));
    assert_eq!(days.map(|day| in_window(between(), surgery(day))), [NotMet, Met, Met, NotMet]);
    let since = || with(json!({}), dates("2014-01-01/.."));
    assert_eq!(days.map(|day| in_window(since(), surgery(day))), [NotMet, Met, Met, Met]);
    let until = || with(json!({}), dates("../2014-01-01"));
    assert_eq!(days.map(|day| in_window(until(), surgery(day))), [Met, Met, NotMet, NotMet]);
}

#[test]
fn what_lasts_overlaps_and_what_is_acute_begins_in_a_window() {
    let half_year = || before(json!({"le": 6, "code": "mo"}));
    let course = |from: &str, to: &str| lasting(EventKind::Drug, "azathioprine", from, to);
    assert_eq!(in_window(half_year(), course("2020-01-01", "2024-12-01")), Met);
    assert_eq!(in_window(half_year(), course("2020-01-01", "2024-11-30")), NotMet);
    assert_eq!(in_window(half_year(), course("2020-01-01", "")), Met);
    // Stopped, nobody knows when.
    let mut stopped = course("2020-01-01", "");
    stopped.end = date::When::between(stopped.start.first, date::LAST);
    assert_eq!(in_window(half_year(), stopped), Unknown);
    let stroke = |from: &str| {
        let leaf = leaf("condition", "stroke", json!({"time": [half_year()]}));
        truth(leaf, vec![lasting(EventKind::Condition, "stroke", from, "2025-03-01")])
    };
    assert_eq!((stroke("2024-12-01"), stroke("2024-11-30")), (Met, NotMet));
}

#[test]
fn the_longer_of_two_windows_is_either_and_the_shorter_both() {
    let parts = json!([{"kind": "window", "le": 4, "code": "wk"}, {"kind": "window", "le": 3, "code": "{half-life}"}]);
    let longest = || with(json!({"longest_of": parts}), json!({"kind": "window", "direction": "before"}));
    let shortest = || with(json!({"shortest_of": parts}), json!({"kind": "window", "direction": "before"}));
    assert_eq!(in_window(longest(), surgery("2025-05-04")), Met);
    assert_eq!(in_window(longest(), surgery("2025-05-03")), Unknown);
    assert_eq!(in_window(shortest(), surgery("2025-05-04")), Unknown);
    assert_eq!(in_window(shortest(), surgery("2025-05-03")), NotMet);
    let washout = json!([{"kind": "window", "ge": 4, "code": "wk"}, {"kind": "window", "ge": 2, "code": "mo"}]);
    let longest = || with(json!({"longest_of": washout}), json!({"kind": "window", "direction": "before"}));
    assert_eq!(in_window(longest(), surgery("2025-04-01")), Met);
    assert_eq!(in_window(longest(), surgery("2025-04-02")), NotMet);
}

#[test]
fn at_an_anchor_is_its_day_unless_the_setting_says_more() {
    let at = json!({"kind": "at", "anchor": {"id": "lymphodepletion"}});
    let leaf = hemoglobin(json!({"time": [at]}));
    let on = |day: &str| vec![lab("hemoglobin", "90", "g/L", day)];
    assert_eq!(truth(leaf.clone(), on("2025-05-28")), Met);
    assert_eq!(truth(leaf.clone(), on("2025-05-27")), Unknown);
    let longer = Settings { at_days: 1, ..settings() };
    assert_eq!(truth_with(&longer, leaf, on("2025-05-27")), Met);
}

#[test]
fn durations_run_from_the_beginning_to_the_end_or_the_anchor() {
    let lasted = |bounds: Value, event: Event| {
        let time = with(bounds, json!({"kind": "duration"}));
        truth(leaf("condition", "diabetes", json!({"status": "ever", "time": [time]})), vec![event])
    };
    let half_year = || json!({"ge": 6, "code": "mo"});
    assert_eq!(lasted(half_year(), condition("diabetes", "2024-12-01")), Met);
    assert_eq!(lasted(half_year(), condition("diabetes", "2024-12-02")), NotMet);
    assert_eq!(lasted(half_year(), condition("diabetes", "2024-12")), Unknown);
    assert_eq!(lasted(json!({"gt": 6, "code": "mo"}), condition("diabetes", "2024-12-01")), NotMet);
    assert_eq!(lasted(json!({"lt": 6, "code": "mo"}), condition("diabetes", "2024-12-02")), Met);
    let over = |to: &str| lasting(EventKind::Condition, "diabetes", "2020-01-31", to);
    assert_eq!(lasted(json!({"ge": 1, "code": "mo"}), over("2020-02-29")), NotMet);
    assert_eq!(lasted(json!({"ge": 1, "code": "mo"}), over("2020-03-31")), Met);
    assert_eq!(lasted(half_year(), event(EventKind::Condition, "diabetes", "2020-01-01")), Unknown);
    assert_eq!(lasted(json!({"ge": 2, "code": "{cycle}"}), condition("diabetes", "2020-01-01")), Unknown);
}

#[test]
fn stability_is_one_course_at_one_dose() {
    let stable = leaf("drug", "azathioprine", json!({"time": [{"kind": "stability", "gt": 2, "code": "wk"}]}));
    let course = |from: &str, to: &str| lasting(EventKind::Drug, "azathioprine", from, to);
    assert_eq!(truth(stable.clone(), vec![course("2025-05-17", "")]), Met);
    assert_eq!(truth(stable.clone(), vec![course("2025-05-18", "")]), NotMet);
    assert_eq!(truth(stable, vec![course("2025-01-01", "2025-05-17"), course("2025-05-18", "")]), Unknown);
}

#[test]
fn frequencies_are_distances_between_events() {
    let weekly = leaf("procedure", "transfusion", json!({"time": [{"kind": "frequency", "le": 7, "code": "d"}]}));
    let on = |days: &[&str]| days.iter().map(|d| event(EventKind::Procedure, "transfusion", d)).collect::<Vec<_>>();
    assert_eq!(truth(weekly.clone(), on(&["2025-05-01", "2025-05-08"])), Met);
    assert_eq!(truth(weekly.clone(), on(&["2025-05-01", "2025-05-09"])), NotMet);
    assert_eq!(truth(weekly, on(&["2025-05-01"])), Unknown);
}

#[test]
fn another_event_may_be_the_anchor() {
    let relapse = json!({"kind": "window", "le": 6, "code": "mo", "direction": "after",
        "anchor": leaf("drug", "azathioprine", json!({}))});
    let leaf = leaf("condition", "diabetes", json!({"status": "ever", "time": [relapse]}));
    let given = |day: &str| event(EventKind::Drug, "azathioprine", day);
    let first = || condition("diabetes", "2024-07-31");
    assert_eq!(truth(leaf.clone(), vec![given("2024-01-31"), first()]), Met);
    assert_eq!(truth(leaf.clone(), vec![given("2024-01-30"), first()]), NotMet);
    // The latest occurrence counts.
    assert_eq!(truth(leaf.clone(), vec![given("2024-01-31"), given("2024-08-01"), first()]), NotMet);
    assert_eq!(truth(leaf.clone(), vec![given("2024"), first()]), Unknown);
    assert_eq!(truth(leaf, vec![first()]), Unknown);
}

#[test]
fn statements_about_time_all_hold() {
    let both = json!({"time": [
        {"kind": "window", "le": 30, "code": "d", "direction": "before"},
        {"kind": "window", "ge": 7, "code": "d", "direction": "before", "inherited": true}]});
    let leaf = leaf("procedure", "major_surgery", both);
    let days = ["2025-05-01", "2025-05-02", "2025-05-25", "2025-05-26"];
    assert_eq!(days.map(|day| truth(leaf.clone(), vec![surgery(day)])), [NotMet, Met, Met, NotMet]);
}

#[test]
fn the_day_of_another_event_is_in_a_window_around_it_as_the_setting_says() {
    let operation = leaf("procedure", "appendectomy", json!({}));
    let time = |direction: &str| json!({"time": [{"kind": "window", "le": 7, "code": "d", "direction": direction, "anchor": operation.clone()}]});
    let on = |day: &str| {
        vec![event(EventKind::Procedure, "appendectomy", "2025-05-20"), event(EventKind::Drug, "azathioprine", day)]
    };
    let exclusive = Settings { inclusive: false, ..settings() };
    for (direction, next) in [("before", "2025-05-19"), ("after", "2025-05-21")] {
        let node = leaf("drug", "azathioprine", time(direction));
        assert_eq!(truth(node.clone(), on("2025-05-20")), Met);
        assert_eq!(truth_with(&exclusive, node.clone(), on("2025-05-20")), NotMet);
        assert_eq!(truth_with(&exclusive, node, on(next)), Met);
    }
}
