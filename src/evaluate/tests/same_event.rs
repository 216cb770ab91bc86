use serde_json::{Value, json};

use super::*;

/// A cancer that is no skin cancer.
fn other_than_skin() -> Value {
    let not = json!({"type": "not", "of": leaf("condition", "skin_cancer", json!({}))});
    leaf("condition", "cancer", json!({"status": "ever", "having": not}))
}

#[test]
fn an_exception_excuses_the_event_and_not_the_person() {
    let (skin, lymphoma) = (|| condition("skin cancer", "2020"), || condition("lymphoma", "2021"));
    assert_eq!(truth(other_than_skin(), vec![skin()]), NotMet);
    assert_eq!(truth(other_than_skin(), vec![lymphoma()]), Met);
    assert_eq!(truth(other_than_skin(), vec![skin(), lymphoma()]), Met);
    assert_eq!(truth(other_than_skin(), vec![]), Unknown);
    assert_eq!(truth(other_than_skin(), vec![refuted(EventKind::Condition, "cancer")]), NotMet);
}

#[test]
fn what_another_criterion_excepts_is_excepted_of_the_event() {
    let not = json!({"type": "not", "of": {"type": "ref", "to": "I1.1"}});
    let mut trial = trial(rule(leaf("condition", "cancer", json!({"status": "ever", "having": not}))));
    let mut excepted = trial.criteria[0].clone();
    (excepted.id, excepted.rule) = (Some("I1.1".into()), Some(rule(leaf("condition", "skin_cancer", json!({})))));
    trial.criteria[0].criteria.push(excepted);
    let first = |facts| Program::compile(&trial, &settings()).run(&person(facts)).criteria[0];
    let (skin, lymphoma) = (|| condition("skin cancer", "2020"), || condition("lymphoma", "2021"));
    assert_eq!(first(vec![skin()]), NotMet);
    assert_eq!(first(vec![skin(), lymphoma()]), Met);
    // One that is not there, or that refers to itself, is unknown.
    let absent = json!({"type": "ref", "to": "I9"});
    assert_eq!(truth(leaf("condition", "cancer", json!({"status": "ever", "having": absent})), vec![skin()]), Unknown);
    let circle = json!({"type": "ref", "to": "I1"});
    assert_eq!(truth(leaf("condition", "cancer", json!({"status": "ever", "having": circle})), vec![skin()]), Unknown);
}

#[test]
fn a_stage_is_that_of_the_event() {
    let class =
        json!({"type": "measurement", "concept": {"id": "nyha"}, "value": {"in": ["III", "IV"], "scale": "NYHA"}});
    let failure = leaf("condition", "diabetes", json!({"having": class}));
    let staged = |stage: &str| vec![Event { stages: vec![Coded::named(stage)], ..condition("diabetes", "2020") }];
    assert_eq!(truth(failure.clone(), staged("NYHA class III")), Met);
    assert_eq!(truth(failure.clone(), staged("NYHA class II")), NotMet);
    assert_eq!(truth(failure, vec![condition("diabetes", "2020")]), Unknown);
    // The same as a value of the condition itself.
    let valued = leaf("condition", "diabetes", json!({"value": {"in": ["III", "IV"], "scale": "class"}}));
    assert_eq!(truth(valued.clone(), staged("class III and V")), Met);
    assert_eq!(truth(valued, staged("class V")), NotMet);
}

#[test]
fn what_belongs_to_an_event_is_what_the_record_says() {
    let treated =
        leaf("condition", "diabetes", json!({"having": leaf("drug", "azathioprine", json!({"route": "intravenous"}))}));
    let infection = || Event { source: "Condition/i".into(), ..condition("diabetes", "2025-05-01") };
    let drug = |route: &str, of: &[&str]| Event {
        route: Some(route.into()),
        part_of: of.iter().map(|s| (*s).into()).collect(),
        ..lasting(EventKind::Drug, "azathioprine", "2025-05-02", "")
    };
    assert_eq!(truth(treated.clone(), vec![infection(), drug("intravenous", &["Condition/i"])]), Met);
    assert_eq!(truth(treated.clone(), vec![infection(), drug("oral", &["Condition/i"])]), NotMet);
    // Given, and nobody says for what.
    assert_eq!(truth(treated.clone(), vec![infection(), drug("intravenous", &[])]), Unknown);
    assert_eq!(truth(treated.clone(), vec![infection(), refuted(EventKind::Drug, "azathioprine")]), NotMet);
    assert_eq!(truth(treated, vec![refuted(EventKind::Condition, "diabetes"), drug("intravenous", &[])]), NotMet);
}

#[test]
fn causes_are_those_recorded() {
    let due = leaf("condition", "diabetes", json!({"due_to": leaf("condition", "cancer", json!({}))}));
    let caused = |names: &[&str]| {
        vec![Event { reasons: names.iter().map(|n| Coded::named(*n)).collect(), ..condition("diabetes", "2020") }]
    };
    assert_eq!(truth(due.clone(), caused(&["lymphoma"])), Met);
    assert_eq!(truth(due.clone(), caused(&["gluttony"])), NotMet);
    assert_eq!(truth(due.clone(), caused(&[])), Unknown);
    let accepting = Settings { unrecorded: crate::evaluate::settings::Unrecorded::Accept, ..settings() };
    assert_eq!(truth_with(&accepting, due, caused(&[])), Met);
}
