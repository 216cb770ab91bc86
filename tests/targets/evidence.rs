//! FHIR: the structure of an R5 `EvidenceVariable`, with the codes that it requires.

use serde_json::Value;
use trial_extract::emit::fhir;
use trial_extract::source::{Input, read};
use trial_extract::{Options, extract};

const DEFINITIONS: [&str; 7] = [
    "definitionReference",
    "definitionCanonical",
    "definitionCodeableConcept",
    "definitionExpression",
    "definitionId",
    "definitionByTypeAndValue",
    "definitionByCombination",
];

/// What is wrong with a characteristic and those in it.
fn faults(characteristic: &Value, out: &mut Vec<String>) {
    let map = characteristic.as_object().unwrap();
    let mut fault = |text: String| out.push(format!("{text}: {characteristic}"));
    let known = ["linkId", "description", "exclude", "timeFromEvent"];
    for key in map.keys().filter(|key| !known.contains(&key.as_str()) && !DEFINITIONS.contains(&key.as_str())) {
        fault(format!("{key} is no element"));
    }
    let defined = DEFINITIONS.iter().filter(|key| map.contains_key(**key)).count();
    if defined > 1 || (defined == 0 && !map.contains_key("description")) {
        fault(format!("{defined} definitions"));
    }
    if let Some(by) = map.get("definitionByTypeAndValue") {
        let values = by.as_object().unwrap().keys().filter(|key| key.starts_with("value")).count();
        if by.get("type").is_none() || values != 1 {
            fault("a type and one value".to_owned());
        }
        let comparator = by.pointer("/valueQuantity/comparator").and_then(Value::as_str);
        if comparator.is_some_and(|code| !["<", "<=", ">=", ">", "ad"].contains(&code)) {
            fault("comparator".to_owned());
        }
        if by
            .get("valueRange")
            .is_some_and(|r| r.pointer("/low/comparator").or(r.pointer("/high/comparator")).is_some())
        {
            fault("a range has simple quantities".to_owned());
        }
    }
    if let Some(by) = map.get("definitionByCombination") {
        let code = by["code"].as_str().unwrap_or_default();
        let counted = matches!(code, "at-least" | "at-most");
        if !counted && !["all-of", "any-of", "statistical", "net-effect", "dataset"].contains(&code) {
            fault(format!("{code:?} is no combination"));
        }
        if counted != by.get("threshold").is_some() {
            fault("a threshold belongs to a count".to_owned());
        }
        let parts = by["characteristic"].as_array().cloned().unwrap_or_default();
        if parts.is_empty() {
            fault("a combination of nothing".to_owned());
        }
        parts.iter().for_each(|part| faults(part, out));
    }
}

fn of(name: &str, bytes: &[u8]) -> (Value, usize) {
    let Some(Input::Document(document)) = read(name, bytes).unwrap().into_iter().next() else { panic!("{name}") };
    let (variable, losses) = fhir::compile(&extract(&document, &Options::default()));
    (variable, losses.len())
}

#[test]
fn a_variable_has_the_elements_and_codes_of_r5() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    for trial in ["000.txt", "001.txt", "002.txt", "003.txt"] {
        let (variable, _) = of(trial, &std::fs::read(root.join(trial)).unwrap());
        assert_eq!(variable["resourceType"], "EvidenceVariable");
        assert!(["draft", "active", "retired", "unknown"].contains(&variable["status"].as_str().unwrap()));
        let mut found = Vec::new();
        variable["characteristic"].as_array().unwrap().iter().for_each(|part| faults(part, &mut found));
        assert!(found.is_empty(), "{trial}: {found:#?}");
    }
}

#[test]
fn a_wrong_code_is_found() {
    let mut found = Vec::new();
    faults(&serde_json::json!({"definitionByCombination": {"code": "some-of", "characteristic": []}}), &mut found);
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn what_can_be_said_is_said_and_the_rest_is_reported() {
    let (variable, lost) = of("a.txt", "Inclusion Criteria:\n* Hemoglobin ≥ 80 g/L".as_bytes());
    let text = variable.to_string();
    assert!(text.contains(r#""comparator":">=""#) && text.contains(r#""code":"g/L""#) && lost == 0, "{text}");
    let (variable, lost) = of("a.txt", "Inclusion Criteria:\n* ALT ≤ 3 × ULN".as_bytes());
    assert!(lost == 1 && !variable.to_string().contains("valueQuantity"), "{variable}");
}
