use serde_json::{Value, json};

use super::*;
use crate::evaluate::patient::Certainty;
use crate::evaluate::settings::Unrecorded;

fn ended(name: &str) -> Event {
    lasting(EventKind::Condition, name, "2020-01-01", "2021-01-01")
}

#[test]
fn status_lies_to_the_index_date() {
    let diabetes =
        |status: &str, event: Event| truth(leaf("condition", "diabetes", json!({"status": status})), vec![event]);
    assert_eq!(diabetes("current", condition("diabetes", "2020-01-01")), Met);
    assert_eq!(diabetes("current", ended("diabetes")), NotMet);
    assert_eq!(diabetes("current", condition("diabetes", "2025-06-02")), NotMet);
    // What goes on and has no date has begun; what is over, nobody knows when, may have been over by then.
    assert_eq!(diabetes("current", condition("diabetes", "")), Met);
    let over = Event { end: when(""), ..condition("diabetes", "") };
    assert_eq!(diabetes("current", over), Unknown);
    assert_eq!(diabetes("history", ended("diabetes")), Met);
    assert_eq!(diabetes("ever", condition("diabetes", "2020-01-01")), Met);
    assert_eq!(diabetes("ever", condition("diabetes", "2025-06-02")), NotMet);
    assert_eq!(diabetes("ever", condition("diabetes", "2025")), Unknown);
    let suspected = Event { certainty: Certainty::Suspected, ..condition("diabetes", "2020-01-01") };
    assert_eq!(diabetes("suspected", suspected.clone()), Met);
    assert_eq!(diabetes("current", suspected), Unknown);
    assert_eq!(diabetes("suspected", condition("diabetes", "2020-01-01")), NotMet);
}

#[test]
fn without_a_word_about_time_the_kind_decides() {
    assert_eq!(truth(leaf("condition", "diabetes", json!({})), vec![ended("diabetes")]), NotMet);
    assert_eq!(truth(leaf("condition", "stroke", json!({})), vec![ended("stroke")]), Met);
    let old = |kind, name| event(kind, name, "2010-01-01");
    assert_eq!(
        truth(leaf("procedure", "major_surgery", json!({})), vec![old(EventKind::Procedure, "major surgery")]),
        Met
    );
    assert_eq!(truth(leaf("allergy", "azathioprine", json!({})), vec![old(EventKind::Allergy, "azathioprine")]), Met);
    assert_eq!(truth(leaf("drug", "azathioprine", json!({})), vec![old(EventKind::Drug, "azathioprine")]), NotMet);
}

#[test]
fn what_has_no_duration_is_current_for_a_while() {
    let drug = leaf("drug", "azathioprine", json!({}));
    let given = |day: &str| vec![event(EventKind::Drug, "azathioprine", day)];
    assert_eq!(truth(drug.clone(), given("2025-05-02")), Met);
    assert_eq!(truth(drug.clone(), given("2025-05-01")), NotMet);
    let longer = Settings { current_days: 31, ..settings() };
    assert_eq!(truth_with(&longer, drug, given("2025-05-01")), Met);
}

#[test]
fn a_state_that_was_observed_holds_until_it_is_denied_and_is_forgotten_after_a_while() {
    let state = leaf("observation", "childbearing_potential", json!({}));
    let seen = |day: &str| event(EventKind::Observation, "childbearing potential", day);
    let denied = |day: &str| Event { certainty: Certainty::Refuted, ..seen(day) };
    assert_eq!(truth(state.clone(), vec![seen("2025-05-02")]), Met);
    assert_eq!(truth(state.clone(), vec![seen("2025-05-01")]), Unknown);
    assert_eq!(truth(state.clone(), vec![seen("2025-05-02"), denied("2025-05-03")]), NotMet);
    assert_eq!(truth(state.clone(), vec![seen("2025-05-03"), denied("2025-05-02")]), Met);
    assert_eq!(truth(state, vec![denied("2020-01-01")]), NotMet);
}

#[test]
fn qualifiers_are_recorded_contradicted_or_unknown() {
    let with = |qualifier: &str, recorded: &[&str]| {
        let event =
            Event { qualifiers: recorded.iter().map(|q| (*q).into()).collect(), ..condition("diabetes", "2020") };
        truth(leaf("condition", "diabetes", json!({"qualifiers": [qualifier]})), vec![event])
    };
    assert_eq!(with("severe", &["active", "severe"]), Met);
    assert_eq!(with("severe", &["mild"]), NotMet);
    assert_eq!(with("severe", &["active"]), Unknown);
    assert_eq!(with("active", &["recurrence"]), Met);
    let accepting = Settings { unrecorded: Unrecorded::Accept, ..settings() };
    let severe = leaf("condition", "diabetes", json!({"qualifiers": ["severe"]}));
    assert_eq!(truth_with(&accepting, severe, vec![condition("diabetes", "2020")]), Met);
}

#[test]
fn cured_is_what_is_over_and_for_how_long() {
    let cured = leaf(
        "condition",
        "cancer",
        json!({"status": "ever", "qualifiers": ["cured"],
        "time": [{"kind": "duration", "ge": 1, "code": "a"}]}),
    );
    let until = |day: &str| vec![lasting(EventKind::Condition, "lymphoma", "2023-01-01", day)];
    assert_eq!(truth(cured.clone(), until("2024-06-01")), Met);
    assert_eq!(truth(cured.clone(), until("2024-06-02")), NotMet);
    assert_eq!(truth(cured, vec![condition("lymphoma", "2023-01-01")]), NotMet);
}

fn drug(more: Value) -> Value {
    leaf("drug", "azathioprine", more)
}

fn course() -> Event {
    lasting(EventKind::Drug, "azathioprine", "2024-01-01", "")
}

#[test]
fn routes_and_outcomes_are_those_recorded() {
    let oral = drug(json!({"route": "oral"}));
    let by = |route: Option<&str>| vec![Event { route: route.map(Into::into), ..course() }];
    assert_eq!(truth(oral.clone(), by(Some("oral"))), Met);
    assert_eq!(truth(oral.clone(), by(Some("intravenous"))), NotMet);
    assert_eq!(truth(oral, by(None)), Unknown);
    let failed = drug(json!({"outcome": "failed"}));
    let stopped = |outcome: Option<&str>| {
        let event = lasting(EventKind::Drug, "azathioprine", "2018-01-01", "2020-01-01");
        vec![Event { outcome: outcome.map(Into::into), ..event }]
    };
    assert_eq!(truth(failed.clone(), stopped(Some("treatment failure"))), Met);
    assert_eq!(truth(failed.clone(), stopped(Some("responded"))), NotMet);
    assert_eq!(truth(failed, stopped(None)), Unknown);
}

#[test]
fn methods_and_settings_are_those_recorded() {
    let by = |words: &[&str]| {
        let method = words.iter().map(|w| Coded::named(*w)).collect();
        vec![Event { method, ..lab("LVEF", "60", "%", "2025-05-01") }]
    };
    let lvef = |more: Value| {
        let mut value = leaf("measurement", "lvef", json!({"value": {"ge": 40, "unit": "%", "code": "%"}}));
        value.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        value
    };
    let echo = lvef(json!({"method": [{"id": "echocardiography"}]}));
    assert_eq!(truth(echo.clone(), by(&["echocardiography"])), Met);
    // A value by another method does not count, and then there is none.
    assert_eq!(truth(echo.clone(), by(&["MUGA"])), Unknown);
    assert_eq!(truth(echo, by(&[])), Unknown);
    let room_air = lvef(json!({"setting": [{"id": "room_air"}]}));
    assert_eq!(truth(room_air.clone(), by(&["room air"])), Met);
    assert_eq!(truth(room_air, by(&[])), Unknown);
    let classified = leaf("condition", "diabetes", json!({"method": [{"id": "eular_acr_2019"}]}));
    let evidence = |words: &str| vec![Event { method: vec![Coded::named(words)], ..condition("diabetes", "2020") }];
    assert_eq!(truth(classified.clone(), evidence("2019 EULAR/ACR")), Met);
    assert_eq!(truth(classified, evidence("clinical impression")), NotMet);
}

#[test]
fn doses_are_a_day_and_may_be_equivalents() {
    let taking = |name: &str, dose: Option<&str>| {
        let dose = dose.map(|mg| Quantity::new(mg.parse().unwrap(), "mg/d"));
        vec![Event { dose, ..lasting(EventKind::Drug, name, "2024-01-01", "") }]
    };
    let limit = json!({"le": 30, "unit": "mg/day", "code": "mg/d"});
    let plain = drug(json!({"dose": limit}));
    assert_eq!(truth(plain.clone(), taking("azathioprine", Some("30"))), Met);
    assert_eq!(truth(plain.clone(), taking("azathioprine", Some("31"))), NotMet);
    assert_eq!(truth(plain, taking("azathioprine", None)), Unknown);
    let equivalent = |name: &str, mg: &str| {
        let concept = json!({"id": "steroid", "examples": [{"id": "prednisone"}, {"id": "methylprednisolone"}, {"id": "mystery"}]});
        let leaf = json!({"type": "drug", "concept": concept, "dose": limit, "equivalent_to": {"id": "prednisone"}});
        truth(leaf, taking(name, Some(mg)))
    };
    assert_eq!(equivalent("methylprednisolone", "24"), Met);
    assert_eq!(equivalent("methylprednisolone", "24.1"), NotMet);
    assert_eq!(equivalent("prednisone", "30"), Met);
    assert_eq!(equivalent("mystery", "1"), Unknown);
    // A drug has no result: what its value limits is the dose.
    assert_eq!(truth(drug(json!({"value": limit})), taking("azathioprine", Some("31"))), NotMet);
}
