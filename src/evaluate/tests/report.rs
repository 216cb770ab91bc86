use insta::assert_snapshot;
use serde_json::json;

use super::*;
use crate::evaluate::{evaluate, table};

fn outcome() -> crate::evaluate::Outcome {
    let window = json!({"time": [{"kind": "window", "le": 7, "code": "d", "direction": "before", "anchor": {"id": "first_dose"}}]});
    let node = rule(json!({"type": "all", "of": [
        {"type": "age", "value": {"ge": 18, "unit": "years", "code": "a", "text": "≥ 18 years"}},
        hemoglobin(json!({"concept": {"id": "hemoglobin", "text": "Hb"}})),
        leaf("drug", "azathioprine", window)]}));
    let coded = Event {
        concept: Coded { codings: Coded::with_code("http://loinc.org", "718-7", "").codings, names: vec![] },
        ..lab("", "8.2", "g/dL", "2025-05-01")
    };
    let drug = event(EventKind::Drug, "azathioprine", "2025-05-30");
    let mut patient = person(vec![coded, drug]);
    patient.warnings.push("Observation/x: unit \"blorg\" is not known".into());
    evaluate(&trial(node), &patient, &settings())
}

#[test]
fn the_result_says_what_decided_what_is_missing_and_what_was_taken_for_granted() {
    let mut text = Vec::new();
    table::write_text(&mut text, &outcome(), 100).unwrap();
    table::write_defaults(&mut text, &outcome()).unwrap();
    let text = anstream::adapter::strip_bytes(&text).into_vec();
    assert_snapshot!(String::from_utf8(text).unwrap(), @r#"
    p in trial on 2025-06-01: unknown
      I1      unknown  words
              azathioprine, 2025-05-30 (matched by name)
              ? words: the day of first_dose is not given (--event first_dose=DATE)
      note Observation/x: unit "blorg" is not known

    default absence = unknown: a concept that is recorded nowhere, neither as present nor as absent; one of which there is any record is taken to be recorded completely
    default age = completed: an age counts completed years (months, weeks, days), so that 70 lasts until the 71st birthday
    default index = 2025-06-01: the day on which the rules are applied
    default latest = latest: of several values in a window the latest counts
    default lookback = no limit: how old a measurement may be where the rule has no window
    default unitless = unknown: a recorded number without a unit, against a limit that has one
    "#);
}

#[test]
fn the_result_as_json() {
    let criterion = serde_json::to_string(&outcome().criteria[0]).unwrap();
    assert_snapshot!(criterion, @r#"{"id":"I1","section":"inclusion","role":"criterion","truth":"unknown","text":"words","facts":[{"about":"words","truth":"unknown","fact":"azathioprine, 2025-05-30","source":"Event/1","by_name":true}],"missing":[{"about":"words","why":"the day of first_dose is not given (--event first_dose=DATE)"}]}"#);
}

#[test]
fn the_result_as_rows() {
    let rows = table::rows(&outcome());
    assert_eq!(rows[0].len(), table::COLUMNS.len());
    assert_eq!(rows[0][..6], ["p", "trial", "2025-06-01", "", "", "unknown"]);
    assert!(rows[0][10].contains("index = 2025-06-01"), "{:?}", rows[0]);
    assert_eq!(rows[1][3..6], ["I1", "inclusion", "unknown"]);
    assert_eq!(rows.len(), 2);
}

#[test]
fn a_match_by_name_is_said() {
    let patient = person(vec![lab("hemoglobin", "90", "g/L", "2025-05-01")]);
    let outcome = evaluate(&trial(rule(hemoglobin(json!({})))), &patient, &settings());
    assert!(outcome.criteria[0].facts[0].by_name);
    let coded = Event {
        concept: Coded::with_code("http://loinc.org", "718-7", "hemoglobin"),
        ..lab("", "90", "g/L", "2025-05-01")
    };
    let outcome = evaluate(&trial(rule(hemoglobin(json!({})))), &person(vec![coded]), &settings());
    assert!(!outcome.criteria[0].facts[0].by_name);
}

#[test]
fn only_what_decided_is_told() {
    let node = json!({"type": "any", "of": [
        hemoglobin(json!({})),
        leaf("condition", "diabetes", json!({})),
        {"type": "narrative", "category": "consent"}]});
    let met =
        evaluate(&trial(rule(node.clone())), &person(vec![lab("hemoglobin", "90", "g/L", "2025-05-01")]), &settings());
    assert_eq!((met.criteria[0].facts.len(), met.criteria[0].missing.len()), (1, 0));
    let open = evaluate(&trial(rule(node)), &person(vec![lab("hemoglobin", "70", "g/L", "2025-05-01")]), &settings());
    let missing: Vec<_> = open.criteria[0].missing.iter().map(|m| m.about.as_str()).collect();
    assert_eq!((open.criteria[0].facts.len(), missing), (0, vec!["words", "narrative"]));
}

/// The names in the table of defaults of the page on semantics.
fn named() -> Vec<&'static str> {
    let page = include_str!("../SEMANTICS.md");
    let table = page.split("| name | default | setting |").nth(1).unwrap();
    let rows = table.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    rows.collect()
}

#[test]
fn every_default_of_the_page_stands_in_the_result_where_it_matters() {
    let window = |more: Value| {
        let mut time = json!({"kind": "window", "le": 7, "code": "d"});
        time.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!({"time": [time]})
    };
    let node = json!({"type": "all", "of": [
        {"type": "age", "value": {"ge": 18, "code": "a"}},
        hemoglobin(json!({})),
        hemoglobin(json!({"time": [{"kind": "at", "anchor": {"id": "screening"}}]})),
        leaf("drug", "azathioprine", window(json!({}))),
        leaf("drug", "azathioprine", json!({"route": "oral"})),
        leaf("condition", "pregnancy", json!({}))]});
    let outcome = evaluate(&trial(rule(node)), &person(vec![]), &settings());
    let mut taken: Vec<_> = outcome.defaults.iter().map(|taken| taken.name).collect();
    taken.sort_unstable();
    let mut named = named();
    named.sort_unstable();
    assert_eq!(taken, named);
    // Nothing is taken for granted but the day where the rule says all of it.
    let said = window(json!({"ge": 1, "direction": "before", "anchor": {"id": "lymphodepletion"}}));
    let outcome = evaluate(&trial(rule(leaf("drug", "azathioprine", said))), &person(vec![]), &settings());
    let taken: Vec<_> = outcome.defaults.iter().map(|taken| taken.name).collect();
    assert_eq!(taken, ["absence", "index"]);
}

#[test]
fn a_cause_that_is_not_recorded_is_a_default() {
    let due = json!({"due_to": leaf("condition", "cancer", json!({})), "status": "ever"});
    let defaults = |node: Value| {
        let outcome = evaluate(&trial(rule(node)), &person(vec![]), &settings());
        outcome.defaults.iter().any(|taken| taken.name == "unrecorded")
    };
    assert!(defaults(leaf("condition", "diabetes", due)));
    assert!(!defaults(leaf("condition", "diabetes", json!({"status": "ever"}))));
}
