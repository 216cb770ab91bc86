//! Rules and patients made by hand or at random.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use trial_extract::evaluate::date::{self, When};
use trial_extract::evaluate::patient::{Coded, Event, EventKind, Quantity, Result as Recorded, Sex};
use trial_extract::evaluate::{Patient, Settings};
use trial_extract::rule::{Concept, Node, Trial};

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

/// A trial whose criteria are these rules.
pub fn trial(rules: Vec<Value>) -> Trial {
    let criteria: Vec<_> = rules
        .into_iter()
        .enumerate()
        .map(|(at, rule)| {
            json!({"id": format!("I{}", at + 1), "key": format!("k{at}"), "section": "inclusion", "heading": [],
                "span": [0, 5], "text": "words", "role": "criterion", "rule": filled(rule)})
        })
        .collect();
    let refs: Vec<_> = (1..=criteria.len()).map(|at| json!({"type": "ref", "to": format!("I{at}")})).collect();
    let all: Node = serde_json::from_value(filled(json!({"type": "all", "of": refs}))).unwrap();
    let concept = |name: &str, members: &[&str]| Concept {
        name: name.into(),
        codes: Vec::new(),
        members: members.iter().map(|m| (*m).into()).collect(),
    };
    let concepts = BTreeMap::from([
        ("hemoglobin".to_owned(), concept("Hb", &[])),
        ("creatinine".to_owned(), concept("creatinine", &[])),
        ("immunosuppressant".to_owned(), concept("immunosuppressant", &["azathioprine", "prednisone"])),
        ("cancer".to_owned(), concept("cancer", &["lymphoma", "skin_cancer"])),
    ]);
    let mut trial: Trial = serde_json::from_value(json!({
        "schema_version": "1.0", "source": {"name": "made", "sha256": "", "format": "text"},
        "generator": {"name": "", "version": "", "lexicon": ""}, "eligibility": null, "criteria": criteria,
        "concepts": {}, "assumptions": [], "diagnostics": []}))
    .unwrap();
    trial.concepts = concepts;
    trial.eligibility = Some(all);
    trial
}

pub fn settings() -> Settings {
    let mut settings = Settings::new("2025-06-01".parse().unwrap());
    settings.events.insert("lymphodepletion".into(), "2025-05-28".parse().unwrap());
    settings
}

pub fn person(id: &str, mut events: Vec<Event>) -> Patient {
    for (at, event) in events.iter_mut().enumerate() {
        event.source = format!("Event/{at}");
    }
    let birth = Some(When::parse("1985-03-10").unwrap());
    Patient { id: id.into(), birth, sex: Some(Sex::Female), events, warnings: Vec::new() }
}

pub fn when(text: &str) -> When {
    if text.is_empty() { When::UNKNOWN } else { When::parse(text).unwrap() }
}

pub fn event(kind: EventKind, name: &str, on: &str) -> Event {
    Event::new(kind, Coded::named(name), when(on))
}

/// Something that lasts; without an end it goes on.
pub fn lasting(kind: EventKind, name: &str, from: &str, to: &str) -> Event {
    let end = if to.is_empty() { When::on(date::LAST) } else { when(to) };
    Event { end, lasting: true, ..event(kind, name, from) }
}

/// A measured number.
pub fn lab(name: &str, number: &str, unit: &str, on: &str) -> Event {
    let result = Some(Recorded::Quantity(Quantity::new(number.parse().unwrap(), unit)));
    Event { result, ..event(EventKind::Measurement, name, on) }
}
