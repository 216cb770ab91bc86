//! FHIR: the structure of an R5 `EvidenceVariable`, with the codes that it requires.

use serde_json::{Value, json};
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

/// No element of FHIR is empty: one without a value is left out.
fn empties(element: &Value, out: &mut Vec<String>) {
    let mut part = |part: &Value| match part {
        Value::String(text) if text.trim().is_empty() => out.push(format!("an empty string: {element}")),
        Value::Null => out.push(format!("null: {element}")),
        part => empties(part, out),
    };
    match element {
        Value::Object(map) if !map.is_empty() => map.values().for_each(&mut part),
        Value::Array(list) if !list.is_empty() => list.iter().for_each(&mut part),
        Value::Object(_) | Value::Array(_) => out.push(format!("empty: {element}")),
        _ => {}
    }
}

/// What is wrong with a characteristic and those in it.
fn faults(characteristic: &Value, out: &mut Vec<String>) {
    let map = characteristic.as_object().unwrap();
    let mut fault = |text: String| out.push(format!("{text}: {characteristic}"));
    let known = [
        "linkId",
        "description",
        "exclude",
        "timeFromEvent",
        "instancesQuantity",
        "instancesRange",
        "durationQuantity",
        "durationRange",
    ];
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
    if ["instances", "duration"].iter().any(|one| map.keys().filter(|key| key.starts_with(one)).count() > 1) {
        fault("a choice of which one is made".to_owned());
    }
    for range in ["instancesRange", "durationRange"].iter().filter_map(|key| map.get(*key)) {
        if range["low"]["value"].as_f64() > range["high"]["value"].as_f64() || range.to_string().contains("comparator")
        {
            fault("a range has two simple quantities in their order".to_owned());
        }
    }
    for event in map.get("timeFromEvent").and_then(Value::as_array).into_iter().flatten() {
        let elements = event.as_object().unwrap();
        let known = ["eventCodeableConcept", "quantity", "range"];
        if elements.len() != 2 || !elements.contains_key("eventCodeableConcept") {
            fault("an event and one time".to_owned());
        }
        if let Some(key) = elements.keys().find(|key| !known.contains(&key.as_str())) {
            fault(format!("{key} is no element of a time"));
        }
        if event.get("range").is_some_and(|range| range["low"]["value"].as_f64() > range["high"]["value"].as_f64()) {
            fault("a window that ends before it begins".to_owned());
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
    let styles = std::fs::read_dir(root.join("style")).unwrap().map(|entry| entry.unwrap().path());
    let texts = ["000.txt", "001.txt", "002.txt", "003.txt"].into_iter().map(|trial| root.join(trial)).chain(styles);
    let mut read = 0;
    for path in texts.filter(|path| path.extension().is_some_and(|extension| extension == "txt")) {
        let trial = path.display();
        let (variable, _) = of("trial.txt", &std::fs::read(&path).unwrap());
        assert_eq!(variable["resourceType"], "EvidenceVariable");
        assert!(["draft", "active", "retired", "unknown"].contains(&variable["status"].as_str().unwrap()));
        let mut found = Vec::new();
        empties(&variable, &mut found);
        variable["characteristic"].as_array().into_iter().flatten().for_each(|part| faults(part, &mut found));
        assert!(found.is_empty(), "{trial}: {found:#?}");
        read += 1;
    }
    assert!(read > 100, "{read} documents read");
}

#[test]
fn a_wrong_code_is_found() {
    let mut found = Vec::new();
    faults(&json!({"definitionByCombination": {"code": "some-of", "characteristic": []}}), &mut found);
    assert_eq!(found.len(), 2, "{found:?}");
    found.clear();
    empties(&json!({"type": {"text": " "}, "valueRange": {}, "note": [null]}), &mut found);
    assert_eq!(found.len(), 3, "{found:?}");
}

/// The characteristic of the only criterion, without what names it.
fn said(criterion: &str) -> Value {
    let (variable, lost) = of("a.txt", format!("Inclusion Criteria:\n* {criterion}").as_bytes());
    let mut found = Vec::new();
    faults(&variable["characteristic"][0], &mut found);
    assert!(found.is_empty() && lost == 0, "{found:?} {lost} {variable}");
    let mut said = variable["characteristic"][0].clone();
    for key in ["linkId", "description"] {
        said.as_object_mut().unwrap().remove(key);
    }
    said
}

fn lost(criterion: &str) -> Vec<String> {
    let text = format!("Inclusion Criteria:\n* {criterion}");
    let Some(Input::Document(document)) = read("a.txt", text.as_bytes()).unwrap().into_iter().next() else { panic!() };
    fhir::compile(&extract(&document, &Options::default())).1.into_iter().map(|loss| loss.reason).collect()
}

#[test]
fn a_limit_is_a_quantity_with_its_unit() {
    let value = |criterion: &str| said(criterion)["definitionByTypeAndValue"]["valueQuantity"].clone();
    assert_eq!(value("Hemoglobin ≥ 80 g/L")["comparator"], ">=");
    assert_eq!(value("Hemoglobin ≥ 80 g/L")["code"], "g/L");
    let multiple = value("ALT ≤ 3 × ULN");
    assert_eq!((&multiple["code"], &multiple["unit"]), (&json!("{ULN}"), &json!("× ULN")));
    assert_eq!(value("FEV1 ≥ 60 % predicted")["code"], "%{predicted}");
    // No words name the unit of a Snellen fraction.
    let acuity = said("Visual acuity ranging from 20/40 to 20/320")["definitionByTypeAndValue"]["valueRange"].clone();
    assert_eq!((&acuity["low"]["code"], acuity["low"].get("unit")), (&json!("{20/N}"), None));
}

#[test]
fn when_and_how_long_it_holds_is_said_in_time_from_an_event() {
    let times = |criterion: &str| said(criterion)["timeFromEvent"].clone();
    let day = |value: i32| json!({"value": value, "system": "http://unitsofmeasure.org", "code": "d"});
    let index = json!({"text": "index date"});
    let at_most = json!({"value": 0, "system": "http://unitsofmeasure.org", "code": "d", "comparator": "<="});
    assert_eq!(times("History of stroke"), json!([{"eventCodeableConcept": index, "quantity": at_most}]));
    assert_eq!(times("Currently pregnant"), json!([{"eventCodeableConcept": index, "quantity": day(0)}]));
    let screening = json!({"text": "screening"});
    assert_eq!(
        times("Hemoglobin ≥ 80 g/L at screening"),
        json!([{"eventCodeableConcept": screening, "quantity": day(0)}])
    );
    let enrollment = json!({"text": "enrollment"});
    let range = json!({"low": day(-7), "high": day(0)});
    let window = "Hemoglobin ≥ 80 g/L within 7 days before enrollment";
    assert_eq!(times(window), json!([{"eventCodeableConcept": enrollment, "range": range}]));
    let open = times("Stroke more than 7 days before enrollment");
    assert_eq!(open[0]["quantity"]["comparator"], "<", "{open}");
    assert_eq!(open[0]["quantity"]["value"], -7, "{open}");
    let lasting = said("Type 2 diabetes for at least 6 months");
    assert_eq!(lasting["durationQuantity"]["comparator"], ">=", "{lasting}");
    assert_eq!(lasting["durationQuantity"]["code"], "mo", "{lasting}");
}

#[test]
fn what_is_said_of_an_event_is_its_value() {
    let value = |criterion: &str| said(criterion)["definitionByTypeAndValue"]["valueCodeableConcept"]["text"].clone();
    assert_eq!(value("Severe asthma"), "severe");
    assert_eq!(value("Systemic corticosteroids"), "systemic");
    assert_eq!(value("Planned hip replacement"), "planned");
    let often = said("At least 2 falls within the past year");
    assert_eq!(
        (&often["instancesQuantity"]["value"], &often["instancesQuantity"]["comparator"]),
        (&json!(2), &json!(">="))
    );
    let classes = said("NYHA class I or II");
    let parts = classes["definitionByCombination"]["characteristic"].as_array().unwrap();
    let words: Vec<_> = parts.iter().map(|p| &p["definitionByTypeAndValue"]["valueCodeableConcept"]["text"]).collect();
    assert_eq!(
        (&classes["definitionByCombination"]["code"], words),
        (&json!("any-of"), vec![&json!("I"), &json!("II")])
    );
    let any = said("Male or female");
    assert_eq!(any["definitionByCombination"]["characteristic"].as_array().unwrap().len(), 4, "{any}");
}

#[test]
fn somebody_else_and_a_setting_make_another_type() {
    let kind = |criterion: &str| said(criterion)["definitionByTypeAndValue"]["type"].clone();
    assert_eq!(kind("Family history of breast cancer"), json!({"text": "breast cancer of relative"}));
    assert_eq!(kind("Patients with breast cancer")["text"], "breast cancer");
    assert!(kind("Patients with breast cancer")["coding"].is_array());
}

#[test]
fn what_else_holds_of_the_same_event_makes_another_type() {
    let kind = |criterion: &str| said(criterion)["definitionByTypeAndValue"]["type"].clone();
    assert_eq!(
        kind("Heart failure with NYHA class III or IV"),
        json!({"text": "heart failure having (NYHA class in {III, IV})"})
    );
    assert_eq!(
        kind("Malignancy other than basal cell carcinoma"),
        json!({"text": "malignancy other than condition basal cell carcinoma"})
    );
    assert!(kind("Heart failure")["coding"].is_array(), "of which no more is said");
    // What was not understood is not said in words either.
    let lost = lost("Malignancy other than wobbly zeppelinoma");
    assert_eq!(lost, ["what else holds of the same event is not understood"]);
}

#[test]
fn what_is_the_same_for_everybody_goes_without_saying() {
    let women = said("For women: hemoglobin ≥ 80 g/L");
    let by = &women["definitionByCombination"];
    assert_eq!((&by["code"], &by["characteristic"][0]["exclude"]), (&json!("any-of"), &json!(true)), "{women}");
    assert_eq!(by["characteristic"].as_array().unwrap().len(), 2, "{women}");
}

#[test]
fn different_members_of_a_class_are_counted_one_by_one() {
    let different = said("Failed at least two different antidepressants");
    let by = &different["definitionByCombination"];
    assert_eq!((&by["code"], &by["threshold"]), (&json!("at-least"), &json!(2)), "{different}");
    assert!(by["characteristic"].as_array().unwrap().len() > 10, "{different}");
}

#[test]
fn of_examples_of_something_grave_the_word_is_not_asked() {
    let grave = said("Clinically significant arrhythmia (e.g., atrial fibrillation)");
    let parts = grave["definitionByCombination"]["characteristic"].as_array().unwrap();
    let by: Vec<_> = parts.iter().map(|part| &part["definitionByTypeAndValue"]).collect();
    assert_eq!(by.len(), 2, "{grave}");
    assert_eq!(by[0]["valueCodeableConcept"]["text"], "clinically significant");
    assert_eq!((&by[1]["type"]["text"], &by[1]["valueBoolean"]), (&json!("atrial fibrillation"), &json!(true)));
    // One that is not the more so for being an example.
    let acute = said("Acute infection (e.g., pneumonia)");
    assert_eq!(acute["definitionByTypeAndValue"]["valueCodeableConcept"]["text"], "acute", "{acute}");
}

#[test]
fn what_can_not_be_said_is_reported() {
    for (criterion, reason) in [
        ("Body weight < 45 kg or < 100 lb", "a limit that depends on the unit of the result"),
        ("Prednisone-equivalent dose ≤ 10 mg/day of glucocorticoids", "a dose in the equivalent of another drug"),
        ("Stable dose of metformin for at least 4 weeks", "a time of a part of it"),
        ("Signed informed consent", "no data can decide it"),
    ] {
        assert!(lost(criterion).iter().any(|found| found == reason), "{criterion}: {:?}", lost(criterion));
    }
}
