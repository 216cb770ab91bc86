//! What holds of every rule and every patient.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::evaluate::patient::Certainty;

const DAYS: [&str; 8] = ["2024-06-01", "2025-03", "2025-05-01", "2025-05-21", "2025-05-27", "2025-06-01", "2025", ""];

fn any_leaf() -> impl Strategy<Value = Value> {
    let window = (1_u32..40, prop_oneof![Just("d"), Just("wk"), Just("mo")], any::<bool>());
    let time = proptest::option::of(window.prop_map(|(n, unit, anchored)| {
        let mut time = json!({"kind": "window", "le": n, "code": unit, "direction": "before"});
        if anchored {
            time["anchor"] = json!({"id": "lymphodepletion"});
        }
        json!([time])
    }));
    let lab = (60_u32..100, prop_oneof![Just("latest"), Just("any"), Just("each"), Just("mean"), Just("highest")]);
    let leaf = prop_oneof![
        lab.prop_map(|(limit, select)| hemoglobin(json!({
            "value": {"ge": limit, "unit": "g/L", "code": "g/L"}, "select": {"kind": select}}))),
        Just(leaf("condition", "diabetes", json!({}))),
        Just(leaf(
            "condition",
            "cancer",
            json!({"status": "ever", "having":
            {"type": "not", "of": leaf("condition", "skin_cancer", json!({}))}})
        )),
        Just(leaf("drug", "immunosuppressant", json!({"status": "ever"}))),
        Just(leaf("drug", "azathioprine", json!({"count": {"ge": 2}}))),
    ];
    (leaf, time).prop_map(|(mut leaf, time)| {
        if let Some(time) = time {
            leaf["time"] = time;
        }
        leaf
    })
}

fn any_rule() -> impl Strategy<Value = Value> {
    let constant = any::<bool>().prop_map(|value| json!({"type": "constant", "value": value}));
    let base =
        prop_oneof![4 => any_leaf(), 1 => constant, 1 => Just(json!({"type": "narrative", "category": "consent"}))];
    base.prop_recursive(3, 16, 3, |part| {
        let parts = proptest::collection::vec(part.clone(), 1..4);
        prop_oneof![
            parts.clone().prop_map(|of| json!({"type": "all", "of": of})),
            parts.clone().prop_map(|of| json!({"type": "any", "of": of})),
            part.clone().prop_map(|of| json!({"type": "not", "of": of})),
            (1_u32..3, parts).prop_map(|(n, of)| json!({"type": "at_least", "count": {"ge": n}, "of": of})),
            (part.clone(), part.clone(), part)
                .prop_map(|(when, then, other)| json!({"type": "if", "when": when, "then": then, "else": other})),
        ]
    })
}

fn any_event() -> impl Strategy<Value = Event> {
    let day = proptest::sample::select(&DAYS[..]);
    let certainty =
        prop_oneof![6 => Just(Certainty::Actual), 1 => Just(Certainty::Suspected), 1 => Just(Certainty::Refuted)];
    let names = ["diabetes", "skin cancer", "lymphoma", "azathioprine", "methotrexate", "immunosuppressant"];
    let other =
        (proptest::sample::select(names.to_vec()), day.clone(), certainty).prop_map(|(name, day, certainty)| {
            let drug = matches!(name, "azathioprine" | "methotrexate" | "immunosuppressant");
            let kind = if drug { EventKind::Drug } else { EventKind::Condition };
            Event { certainty, ..lasting(kind, name, day, "") }
        });
    let units = proptest::sample::select(vec!["g/L", "g/dL", "kPa", ""]);
    let lab = (60_u32..100, units, day).prop_map(|(n, unit, day)| lab("hemoglobin", &n.to_string(), unit, day));
    prop_oneof![lab, other]
}

fn any_record() -> impl Strategy<Value = Vec<Event>> {
    proptest::collection::vec(any_event(), 0..6)
}

fn shuffled(value: &Value) -> Value {
    let mut value = value.clone();
    if let Some(of) = value.get_mut("of").and_then(Value::as_array_mut) {
        of.reverse();
        for part in of {
            *part = shuffled(part);
        }
    }
    value
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn twice_not_is_nothing(rule in any_rule(), record in any_record()) {
        let twice = json!({"type": "not", "of": {"type": "not", "of": rule}});
        prop_assert_eq!(truth(twice, record.clone()), truth(rule, record));
    }

    #[test]
    fn de_morgan(a in any_rule(), b in any_rule(), record in any_record()) {
        let not = |x: &Value| json!({"type": "not", "of": x});
        let left = not(&json!({"type": "all", "of": [a, b]}));
        let right = json!({"type": "any", "of": [not(&a), not(&b)]});
        prop_assert_eq!(truth(left, record.clone()), truth(right, record));
    }

    #[test]
    fn the_order_of_parts_and_of_facts_does_not_matter(rule in any_rule(), record in any_record()) {
        let mut reversed = record.clone();
        reversed.reverse();
        prop_assert_eq!(truth(shuffled(&rule), reversed), truth(rule, record));
    }

    #[test]
    fn a_rule_means_the_same_wherever_it_stands(a in any_rule(), b in any_rule(), record in any_record()) {
        let mut trial = trial(rule(a.clone()));
        let mut second = trial.criteria[0].clone();
        second.id = Some("I2".into());
        second.rule = Some(rule(b.clone()));
        trial.criteria.push(second);
        let person = person(record.clone());
        let forward = Program::compile(&trial, &settings()).run(&person).criteria;
        trial.criteria.reverse();
        let backward = Program::compile(&trial, &settings()).run(&person).criteria;
        prop_assert_eq!(forward[0], backward[1]);
        prop_assert_eq!(forward[1], backward[0]);
        prop_assert_eq!(forward[0], truth(a, record));
    }

    /// Making a date more precise adds information: what was decided stays as it was.
    #[test]
    fn a_more_precise_date_never_overturns_an_answer(rule in any_rule(), record in any_record(), which in 0_usize..6, day in 0_i32..400) {
        let before = truth(rule.clone(), record.clone());
        let mut after = record;
        let Some(event) = after.get_mut(which).filter(|e| !e.start.is_day()) else { return Ok(()) };
        let (first, last) = if event.start.first <= date::FIRST {
            (date::day("2024-05-01".parse().unwrap()), date::day("2025-06-01".parse().unwrap()))
        } else {
            (event.start.first, event.start.last)
        };
        let start = date::When::on((first + day).min(last));
        if !event.lasting {
            event.end = start;
        }
        event.start = start;
        let after = truth(rule, after);
        prop_assert!(before == after || before == Unknown, "{:?} became {:?}", before, after);
    }

    /// A criterion about a concept is not touched by facts about another.
    #[test]
    fn facts_about_something_else_change_nothing(rule in any_rule(), record in any_record(), day in 0_usize..8) {
        let mut more = record.clone();
        more.push(condition("gout", DAYS[day]));
        more.push(lab("sodium", "140", "mmol/L", DAYS[day]));
        prop_assert_eq!(truth(rule.clone(), more), truth(rule, record));
    }

    /// In an open world a person of whom nothing is recorded is decided only by what is the same for everybody.
    #[test]
    fn nothing_recorded_decides_no_leaf(leaf in any_leaf()) {
        prop_assert_eq!(truth(leaf, vec![]), Unknown);
    }
}
