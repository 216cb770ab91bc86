//! Hand-built rules on hand-built patients: each field of each node, with a near miss.

#![allow(clippy::unwrap_used)]

mod absence;
mod nodes;
mod properties;
mod report;
mod same_event;
mod selection;
mod states;
mod values;
mod windows;

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::patient::{Coded, Event, EventKind, Quantity, Result as Recorded, Sex};
use super::{Patient, Program, Settings, Truth, date};
use crate::rule::{Coding, Concept, Criterion, Generator, Node, Role, Source, Trial};

pub(super) use Truth::{Met, NotMet, Unknown};

/// The index date of all tests.
pub(super) const ON: &str = "2025-06-01";

/// A rule from JSON; words and places that do not matter are filled in.
pub(super) fn rule(value: Value) -> Node {
    serde_json::from_value(filled(value)).unwrap()
}

fn filled(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            let mut map: serde_json::Map<_, _> = map.into_iter().map(|(key, value)| (key, filled(value))).collect();
            map.entry("span").or_insert(json!([0, 0]));
            map.entry("text").or_insert(json!("words"));
            Value::Object(map)
        }
        Value::Array(items) => Value::Array(items.into_iter().map(filled).collect()),
        other => other,
    }
}

/// A trial whose only criterion is the rule.
pub(super) fn trial(node: Node) -> Trial {
    let criterion: Criterion = serde_json::from_value(json!({
        "id": "I1", "key": "k", "section": "inclusion", "heading": [], "span": [0, 5], "text": "words", "role": "criterion"
    }))
    .unwrap();
    let concept = |name: &str, codes: &[(&str, &str)], members: &[&str]| Concept {
        name: name.into(),
        codes: codes
            .iter()
            .map(|(system, code)| Coding { system: (*system).into(), code: (*code).into(), display: None })
            .collect(),
        members: members.iter().map(|m| (*m).into()).collect(),
    };
    let concepts = BTreeMap::from([
        ("hemoglobin".to_owned(), concept("Hb", &[("http://loinc.org", "718-7")], &[])),
        ("immunosuppressant".to_owned(), concept("immunosuppressant", &[], &["azathioprine", "methotrexate"])),
        ("azathioprine".to_owned(), concept("azathioprine", &[], &[])),
        ("diabetes".to_owned(), concept("diabetes", &[("http://hl7.org/fhir/sid/icd-10-cm", "E11")], &[])),
        ("cancer".to_owned(), concept("cancer", &[], &["lymphoma", "skin_cancer"])),
    ]);
    Trial {
        schema_version: "1.0".into(),
        source: Source { name: "trial".into(), ..Source::default() },
        generator: Generator::default(),
        eligibility: Some(rule(json!({"type": "ref", "to": "I1"}))),
        populations: Vec::new(),
        criteria: vec![Criterion { rule: Some(node), role: Role::Criterion, ..criterion }],
        concepts,
        assumptions: Vec::new(),
        diagnostics: Vec::new(),
        review: None,
    }
}

pub(super) fn settings() -> Settings {
    let mut settings = Settings::new(ON.parse().unwrap());
    settings.events.insert("lymphodepletion".into(), "2025-05-28".parse().unwrap());
    settings
}

/// The truth of a rule for a patient.
pub(super) fn truth_with(settings: &Settings, value: Value, events: Vec<Event>) -> Truth {
    let program = Program::compile(&trial(rule(value)), settings);
    program.run(&person(events)).criteria[0]
}

pub(super) fn truth(value: Value, events: Vec<Event>) -> Truth {
    truth_with(&settings(), value, events)
}

pub(super) fn person(events: Vec<Event>) -> Patient {
    let mut events = events;
    for (at, event) in events.iter_mut().enumerate() {
        if event.source.is_empty() {
            event.source = format!("Event/{at}");
        }
    }
    let birth = Some(date::When::parse("1985-03-10").unwrap());
    Patient { id: "p".into(), birth, sex: Some(Sex::Female), events, warnings: Vec::new() }
}

pub(super) fn when(text: &str) -> date::When {
    if text.is_empty() { date::When::UNKNOWN } else { date::When::parse(text).unwrap() }
}

pub(super) fn event(kind: EventKind, name: &str, on: &str) -> Event {
    Event::new(kind, Coded::named(name), when(on))
}

/// Something that lasts; without an end it goes on.
pub(super) fn lasting(kind: EventKind, name: &str, from: &str, to: &str) -> Event {
    let end = if to.is_empty() { date::When::on(date::LAST) } else { when(to) };
    Event { end, lasting: true, ..event(kind, name, from) }
}

pub(super) fn condition(name: &str, from: &str) -> Event {
    lasting(EventKind::Condition, name, from, "")
}

pub(super) fn refuted(kind: EventKind, name: &str) -> Event {
    Event { certainty: super::patient::Certainty::Refuted, ..event(kind, name, "") }
}

/// A measured number.
pub(super) fn lab(name: &str, number: &str, unit: &str, on: &str) -> Event {
    let result = Some(Recorded::Quantity(Quantity::new(number.parse().unwrap(), unit)));
    Event { result, ..event(EventKind::Measurement, name, on) }
}

/// A measured class or finding.
pub(super) fn finding(name: &str, words: &str, on: &str) -> Event {
    let result = Some(Recorded::Coded(Coded::named(words)));
    Event { result, ..event(EventKind::Measurement, name, on) }
}

/// Hemoglobin of at least 80 g/L, with more said of it.
pub(super) fn hemoglobin(more: Value) -> Value {
    let mut leaf = json!({"type": "measurement", "concept": {"id": "hemoglobin"},
        "value": {"ge": 80, "unit": "g/L", "code": "g/L"}});
    leaf.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    leaf
}

/// A leaf about a concept, with more said of it.
pub(super) fn leaf(kind: &str, id: &str, more: Value) -> Value {
    let mut leaf = json!({"type": kind, "concept": {"id": id}});
    leaf.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    leaf
}
