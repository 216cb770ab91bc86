use serde_json::json;

use super::*;
use crate::evaluate::patient::Certainty;
use crate::evaluate::settings::Absence;

fn closed() -> Settings {
    Settings { absence: Absence::NotMet, ..settings() }
}

#[test]
fn what_is_recorded_nowhere_is_unknown_unless_the_world_is_closed() {
    for kind in ["condition", "procedure", "drug", "allergy", "observation"] {
        let leaf = leaf(kind, "diabetes", json!({}));
        assert_eq!(truth(leaf.clone(), vec![]), Unknown, "{kind}");
        assert_eq!(truth_with(&closed(), leaf, vec![]), NotMet, "{kind}");
    }
    assert_eq!(truth_with(&closed(), hemoglobin(json!({})), vec![]), Unknown);
}

#[test]
fn what_is_recorded_to_be_absent_is_not_met() {
    let diabetes = leaf("condition", "diabetes", json!({"status": "ever"}));
    assert_eq!(truth(diabetes.clone(), vec![refuted(EventKind::Condition, "diabetes")]), NotMet);
    // Of another kind, or another person's, it says nothing.
    assert_eq!(truth(diabetes.clone(), vec![refuted(EventKind::Allergy, "diabetes")]), Unknown);
    let mothers = Event { subject: Some("relative".into()), ..refuted(EventKind::Condition, "diabetes") };
    assert_eq!(truth(diabetes, vec![mothers]), Unknown);
}

#[test]
fn the_absence_of_a_class_is_that_of_its_members_and_not_the_other_way_round() {
    let no_class = || vec![refuted(EventKind::Drug, "immunosuppressant")];
    let no_member = || vec![refuted(EventKind::Drug, "azathioprine")];
    let both = json!({"type": "all", "of": [
        leaf("drug", "azathioprine", json!({"status": "ever"})), leaf("drug", "immunosuppressant", json!({"status": "ever"}))]});
    assert_eq!(truth(both["of"][0].clone(), no_class()), NotMet);
    assert_eq!(truth(both["of"][0].clone(), no_member()), NotMet);
    assert_eq!(truth(both["of"][1].clone(), no_class()), NotMet);
    assert_eq!(truth(both["of"][1].clone(), no_member()), Unknown);
}

#[test]
fn a_concept_of_which_there_is_any_record_is_recorded_completely() {
    let recent = json!({"time": [{"kind": "window", "le": 3, "code": "mo", "direction": "before"}]});
    let surgery = leaf("procedure", "major_surgery", recent);
    let on = |day: &str| vec![event(EventKind::Procedure, "major surgery", day)];
    assert_eq!(truth(surgery.clone(), on("2025-03-01")), Met);
    assert_eq!(truth(surgery.clone(), on("2025-02-28")), NotMet);
    assert_eq!(truth(surgery, vec![]), Unknown);
}

#[test]
fn an_intention_is_no_record_of_what_happened() {
    let planned = Event { certainty: Certainty::Planned, ..event(EventKind::Procedure, "major surgery", "2025-07-01") };
    let surgery = leaf("procedure", "major_surgery", json!({}));
    assert_eq!(truth(surgery.clone(), vec![planned.clone()]), Unknown);
    assert_eq!(truth(leaf("procedure", "major_surgery", json!({"status": "planned"})), vec![planned]), Met);
}

#[test]
fn other_people_are_only_met_where_they_are_recorded() {
    let relative = leaf("condition", "diabetes", json!({"subject": "relative"}));
    let mothers = Event { subject: Some("relative".into()), ..condition("diabetes", "2000") };
    assert_eq!(truth(relative.clone(), vec![mothers.clone()]), Met);
    assert_eq!(truth(relative.clone(), vec![condition("diabetes", "2000")]), Unknown);
    assert_eq!(truth_with(&closed(), relative, vec![]), Unknown);
    assert_eq!(truth(leaf("condition", "diabetes", json!({})), vec![mothers]), Unknown);
}

#[test]
fn concepts_match_by_code_and_by_name_where_no_code_is_known() {
    let diabetes = leaf("condition", "diabetes", json!({}));
    let coded = |system: &str, code: &str, name: &str| {
        vec![Event { concept: Coded::with_code(system, code, name), ..condition("x", "2020") }]
    };
    let icd = "http://hl7.org/fhir/sid/icd-10-cm";
    assert_eq!(truth(diabetes.clone(), coded(icd, "E11", "whatever")), Met);
    assert_eq!(truth(diabetes.clone(), coded(icd, "E11.9", "whatever")), Met);
    assert_eq!(truth(diabetes.clone(), coded(icd, "E1", "whatever")), Unknown);
    assert_eq!(truth(diabetes.clone(), coded(icd, "I10", "whatever")), Unknown);
    assert_eq!(truth(diabetes.clone(), coded(icd, "E1é1é", "whatever")), Unknown);
    assert_eq!(truth(diabetes.clone(), coded("http://snomed.info/sct", "44054006", "Diabetes (disorder)")), Met);
    assert_eq!(truth(diabetes, coded("http://snomed.info/sct", "44054006", "Diabetes of the steppe")), Unknown);
}

#[test]
fn members_and_examples_count_as_their_class() {
    let on = |name: &str| vec![lasting(EventKind::Drug, name, "2024-01-01", "")];
    let class = leaf("drug", "immunosuppressant", json!({}));
    assert_eq!(truth(class.clone(), on("methotrexate")), Met);
    assert_eq!(truth(class.clone(), on("methotrexate 2.5 MG Oral Tablet")), Met);
    // The same words as something else stand for nothing; that must not be remembered for the drug.
    let procedure = event(EventKind::Procedure, "methotrexate 2.5 MG Oral Tablet", "2020");
    assert_eq!(truth(class, [vec![procedure], on("methotrexate 2.5 MG Oral Tablet")].concat()), Met);
    let open =
        json!({"type": "drug", "concept": {"id": "targeted_drug", "open": true, "examples": [{"id": "rituximab"}]}});
    assert_eq!(truth(open, on("rituximab")), Met);
    // Only the examples are known: what is none of them may still be meant.
    let unnamed = json!({"type": "drug", "concept": {"id": null, "examples": [{"id": "rituximab"}]}});
    assert_eq!(truth(unnamed.clone(), on("rituximab")), Met);
    assert_eq!(truth(unnamed, vec![refuted(EventKind::Drug, "rituximab")]), Unknown);
}

#[test]
fn so_many_events_are_counted_as_far_as_they_are_recorded() {
    let falls = |bounds: serde_json::Value| leaf("condition", "fall", json!({"count": bounds}));
    let fall = |day: &str| event(EventKind::Condition, "fall", day);
    let two = || vec![fall("2025-01-01"), fall("2025-02-01")];
    assert_eq!(truth(falls(json!({"ge": 2})), two()), Met);
    assert_eq!(truth(falls(json!({"gt": 2})), two()), NotMet);
    assert_eq!(truth(falls(json!({"le": 2})), two()), Met);
    assert_eq!(truth(falls(json!({"le": 2})), vec![]), Unknown);
    let suspected = Event { certainty: Certainty::Suspected, ..fall("2025-03-01") };
    assert_eq!(truth(falls(json!({"gt": 2})), [two(), vec![suspected]].concat()), Unknown);
}
