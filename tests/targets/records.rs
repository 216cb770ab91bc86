//! The patients of `corpus/patients`: a base and what is changed in it, as FHIR R4 bundles, and the trials they are for.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use trial_extract::evaluate::{Patient, Program, Settings, fhir};
use trial_extract::rule::Trial;
use trial_extract::source::{Input, read};
use trial_extract::{Options, extract};

pub const TRIALS: [&str; 4] = ["000", "001", "002", "003"];

/// The days of `corpus/patients/README.md`.
pub fn settings() -> Settings {
    let mut settings = Settings::new("2025-06-01".parse().unwrap());
    let events = [
        ("screening", "2025-05-20"),
        ("enrollment", "2025-05-22"),
        ("baseline", "2025-05-22"),
        ("leukapheresis", "2025-05-23"),
        ("lymphodepletion", "2025-05-28"),
        ("administration", "2025-06-01"),
        ("first_dose", "2025-06-01"),
    ];
    settings.events.extend(events.map(|(id, day)| (id.to_owned(), day.parse().unwrap())));
    settings
}

/// A trial, compiled under these settings.
pub fn program(name: &str) -> Program {
    Program::compile(&trial(name), &settings())
}

/// The rules of a trial.
pub fn trial(trial: &str) -> Trial {
    let name = format!("{trial}.txt");
    let bytes = std::fs::read(folder().join("..").join(&name)).unwrap();
    let Some(Input::Document(document)) = read(&name, &bytes).unwrap().into_iter().next() else { panic!("{name}") };
    extract(&document, &Options::default())
}

pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/patients")
}

/// One line of a record: `obs ANC = 2.0 10*9/L (uln 5) @2025-05-20 #751-8`.
#[derive(Debug, Clone, PartialEq)]
struct Line {
    kind: String,
    name: String,
    line: String,
}

/// Each patient's lines: the base's, with those of the same name replaced.
fn records(text: &str) -> Vec<(String, Vec<Line>)> {
    let mut blocks = text.split("\n* ");
    let base: Vec<Line> = blocks.next().unwrap_or_default().lines().flat_map(lines).collect();
    let mut records = vec![("base".to_owned(), base.clone())];
    for block in blocks {
        let (id, changes) = block.split_once('\n').unwrap_or((block, ""));
        let mut record = base.clone();
        let changes: Vec<Line> = changes.lines().flat_map(lines).collect();
        record.retain(|line| changes.iter().all(|change| change.name != line.name));
        record.extend(changes.into_iter().filter(|change| change.kind != "-"));
        records.push((id.to_owned(), record));
    }
    records
}

fn lines(line: &str) -> Vec<Line> {
    let Some((kind, rest)) = line.trim().split_once(' ') else { return Vec::new() };
    let make = |name: &str, line: &str| Line {
        kind: kind.to_owned(),
        name: name.trim().to_lowercase(),
        line: line.trim().to_owned(),
    };
    match kind {
        "nocond" | "noproc" | "nodrug" | "noallergy" => rest.split("; ").map(|name| make(name, name)).collect(),
        "sex" | "born" => vec![make(kind, rest)],
        _ => {
            let end = ["=", " {", " (", " @", " <", " [", " #"].iter().filter_map(|mark| rest.find(mark)).min();
            // A vaccine's platform belongs to its name.
            let end = if kind == "drug" { rest.find(" {").or(rest.find(" @")).or(Some(rest.len())) } else { end };
            vec![make(&rest[..end.unwrap_or(rest.len())], rest)]
        }
    }
}

/// What stands between two marks, and the rest.
fn between<'a>(line: &'a str, open: &str, close: &str) -> Option<&'a str> {
    let rest = &line[line.find(open)? + open.len()..];
    rest.find(close).map(|end| &rest[..end])
}

/// A record as a bundle.
fn bundle(id: &str, record: &[Line]) -> Value {
    let mut person = json!({"resourceType": "Patient", "id": id});
    let mut resources = Vec::new();
    for line in record {
        match line.kind.as_str() {
            "sex" => person["gender"] = json!(line.line),
            "born" => person["birthDate"] = json!(line.line),
            _ => resources.extend(resource(line)),
        }
    }
    let subject = json!({"reference": format!("Patient/{id}")});
    for (at, resource) in resources.iter_mut().enumerate() {
        resource["id"] = json!(format!("r{at}"));
        let key = if resource["resourceType"] == "AllergyIntolerance" { "patient" } else { "subject" };
        resource[key] = subject.clone();
    }
    let entries: Vec<_> =
        std::iter::once(person).chain(resources).map(|resource| json!({"resource": resource})).collect();
    json!({"resourceType": "Bundle", "type": "collection", "entry": entries})
}

fn resource(line: &Line) -> Vec<Value> {
    let named = |name: &str| json!({"text": name});
    let coding = |code: &str| json!({"coding": [{"code": code}]});
    let text = &line.line;
    let name = match line.kind.as_str() {
        "obs" | "cond" | "drug" | "proc" | "yes" | "no" | "allergy" => text[..line.name.len()].trim(),
        _ => text.as_str(),
    };
    let dates: Vec<&str> = text
        .split(" @")
        .nth(1)
        .map(|rest| rest.split(" #").next().unwrap_or_default().trim().split(',').collect())
        .unwrap_or_default();
    let (from, to) = dates
        .first()
        .and_then(|date| date.split_once(".."))
        .unwrap_or((dates.first().copied().unwrap_or_default(), ""));
    let over = dates.first().is_some_and(|date| date.contains("..")) && !to.is_empty();
    let mut out;
    match line.kind.as_str() {
        "obs" => return dates.iter().map(|date| observation(name, text, date)).collect(),
        "yes" | "no" => {
            out = json!({"resourceType": "Observation", "status": "final", "code": named(name), "valueBoolean": line.kind == "yes"});
            if over {
                out["effectivePeriod"] = json!({"start": from, "end": to});
            } else {
                out["effectiveDateTime"] = json!("2025-05-20");
            }
        }
        "cond" => {
            out = json!({"resourceType": "Condition", "code": named(name), "verificationStatus": coding("confirmed"),
                "clinicalStatus": coding(if over { "resolved" } else { "active" }), "onsetDateTime": from});
            if over {
                out["abatementDateTime"] = json!(to);
            }
            if let Some(evidence) = between(text, "{evidence ", "}") {
                out["evidence"] = json!([{"code": [named(evidence)]}]);
            }
            if let Some(stage) = between(text, "{stage ", "}") {
                out["stage"] = json!([{"summary": named(stage)}]);
            }
        }
        "nocond" => {
            out = json!({"resourceType": "Condition", "code": named(name), "verificationStatus": coding("refuted")})
        }
        "drug" => return vec![drug(name, text, from, to)],
        "nodrug" => {
            out = json!({"resourceType": "MedicationStatement", "status": "not-taken",
                "medicationCodeableConcept": named(name), "effectivePeriod": {"end": "2025-06-01"}});
        }
        "proc" => {
            out = json!({"resourceType": "Procedure", "status": "completed", "code": named(name), "performedDateTime": from})
        }
        "noproc" => out = json!({"resourceType": "Procedure", "status": "not-done", "code": named(name)}),
        "allergy" => {
            out = json!({"resourceType": "AllergyIntolerance", "code": named(name), "verificationStatus": coding("confirmed"),
                "clinicalStatus": coding("active"), "onsetDateTime": from});
        }
        "noallergy" => {
            out = json!({"resourceType": "AllergyIntolerance", "code": named(name), "verificationStatus": coding("refuted")});
        }
        other => panic!("{other}: no kind of fact"),
    }
    vec![out]
}

fn drug(name: &str, text: &str, from: &str, to: &str) -> Value {
    let course = text.contains("..");
    let kind = if course { "MedicationStatement" } else { "MedicationAdministration" };
    let stopped = between(text, "{stopped ", "}");
    let status = if stopped.is_some() {
        "stopped"
    } else if course && to.is_empty() {
        "active"
    } else {
        "completed"
    };
    let mut out = json!({"resourceType": kind, "status": status, "medicationCodeableConcept": {"text": name}});
    match (course, to) {
        (false, _) => out["effectiveDateTime"] = json!(from),
        (true, "") => out["effectivePeriod"] = json!({"start": from}),
        (true, to) => out["effectivePeriod"] = json!({"start": from, "end": to}),
    }
    if let Some(reason) = stopped {
        out["statusReason"] = json!([{"text": reason}]);
    }
    if let Some(reason) = between(text, "{reason ", "}") {
        out["reasonCode"] = json!([{"text": reason}]);
    }
    let mut dosage = json!({});
    if let Some(route) = between(text, "{route ", "}") {
        dosage["route"] = json!({"text": route});
    }
    if let Some((number, unit)) = between(text, "{dose ", "}").and_then(|dose| dose.split_once(' ')) {
        dosage["timing"] = json!({"repeat": {"frequency": 1, "period": 1, "periodUnit": "d"}});
        dosage["doseAndRate"] = json!([{"doseQuantity": {"value": number_of(number), "unit": unit, "code": unit,
            "system": "http://unitsofmeasure.org"}}]);
    }
    if dosage != json!({}) {
        out["dosage"] = if course { json!([dosage]) } else { dosage };
    }
    out
}

fn number_of(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| panic!("{text:?} is no number"))
}

fn quantity(number: &str, unit: &str) -> Value {
    json!({"value": number_of(number), "unit": unit, "code": unit, "system": "http://unitsofmeasure.org"})
}

fn observation(name: &str, text: &str, date: &str) -> Value {
    let mut code = json!({"text": name});
    if let Some(loinc) = text.split(" #").nth(1) {
        code["coding"] = json!([{"system": "http://loinc.org", "code": loinc.trim()}]);
    }
    let value = text.split_once("= ").map_or("", |(_, value)| value);
    let end = [" (uln", " (lln", " @", " <", " [", " {cause"]
        .iter()
        .filter_map(|mark| value.find(mark))
        .min()
        .unwrap_or(value.len());
    let value = value[..end].trim();
    let mut out = json!({"resourceType": "Observation", "status": "final", "code": code, "effectiveDateTime": date});
    let (number, unit) = value.split_once(' ').unwrap_or((value, ""));
    if let Some(titre) = value.strip_prefix("1:") {
        out["valueRatio"] = json!({"numerator": {"value": 1}, "denominator": {"value": number_of(titre)}});
    } else if number.parse::<f64>().is_ok() {
        out["valueQuantity"] = quantity(number, unit);
        let limit = |mark| between(text, mark, ")").map(|limit| quantity(limit, unit));
        let mut range = json!({});
        if let Some(high) = limit("(uln ") {
            range["high"] = high;
        }
        if let Some(low) = limit("(lln ") {
            range["low"] = low;
        }
        if range != json!({}) {
            out["referenceRange"] = json!([range]);
        }
    } else {
        out["valueCodeableConcept"] = json!({"text": value});
    }
    if let Some(cause) = between(text, "{cause ", "}") {
        let url = "http://hl7.org/fhir/StructureDefinition/workflow-reasonCode";
        out["extension"] = json!([{"url": url, "valueCodeableConcept": {"text": cause}}]);
    }
    if let Some(methods) = between(text, " [", "]") {
        out["method"] = json!({"text": methods});
    }
    if let Some(parts) = between(text, " <", ">") {
        let part = |part: &str| {
            let (name, number) = part.rsplit_once(' ').unwrap();
            json!({"code": {"text": name}, "valueQuantity": quantity(number, unit)})
        };
        out["component"] = parts.split("; ").map(part).collect();
    }
    out
}

/// The bundles of a trial's patients, the base first.
pub fn bundles(trial: &str) -> Vec<(String, Value)> {
    let text = std::fs::read_to_string(folder().join("facts").join(format!("{trial}.txt"))).unwrap();
    records(&text)
        .into_iter()
        .map(|(id, record)| {
            let bundle = bundle(&id, &record);
            (id, bundle)
        })
        .collect()
}

/// The patients of a trial, the base first.
pub fn patients(trial: &str) -> Vec<Patient> {
    bundles(trial).iter().map(|(id, bundle)| patient(id, bundle)).collect()
}

/// The patient of a bundle that nothing is wrong with.
pub fn patient(origin: &str, bundle: &Value) -> Patient {
    let loaded = fhir::parse(origin, &serde_json::to_vec(bundle).unwrap());
    assert!(loaded.errors.is_empty(), "{origin}: {:?}", loaded.errors);
    let patient = loaded.patients.into_iter().next().unwrap();
    assert!(patient.warnings.is_empty(), "{origin}: {:?}", patient.warnings);
    patient
}
