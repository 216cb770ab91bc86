//! `extract evaluate` as a user runs it: good patients are answered, bad ones are named, whatever the format.

#![allow(clippy::unwrap_used)]

use std::path::PathBuf;

use assert_cmd::Command;
use serde_json::{Value, json};

struct Files {
    folder: tempfile::TempDir,
}

impl Files {
    fn new() -> Self {
        let files = Self { folder: tempfile::tempdir().unwrap() };
        files.write("trial.txt", "Inclusion Criteria:\n\n* Age 18 to 70 years\n* Hemoglobin ≥ 80 g/L\n");
        files
    }

    fn write(&self, name: &str, text: impl ToString) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text.to_string()).unwrap();
        path
    }

    /// Standard output, standard error and exit code of an evaluation on 2025-06-01.
    fn evaluate(&self, args: &[&str]) -> (String, String, i32) {
        let mut command = Command::cargo_bin("extract").unwrap();
        command.current_dir(self.folder.path()).args(["evaluate", "trial.txt", "--on", "2025-06-01"]).args(args);
        let output = command.output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (text(output.stdout), text(output.stderr), output.status.code().unwrap())
    }
}

fn bundle(id: &str, hemoglobin: Value, date: &str) -> Value {
    json!({"resourceType": "Bundle", "type": "collection", "entry": [
        {"resource": {"resourceType": "Patient", "id": id, "gender": "female", "birthDate": "1985-03-10"}},
        {"resource": {"resourceType": "Observation", "id": "hb", "status": "final", "effectiveDateTime": date,
            "code": {"coding": [{"system": "http://loinc.org", "code": "718-7"}]}, "valueQuantity": hemoglobin}}]})
}

fn good(id: &str) -> Value {
    bundle(id, json!({"value": 8.0, "code": "g/dL"}), "2025-05-20")
}

fn truths(stdout: &str) -> Vec<(String, String)> {
    let lines = stdout.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let word = |value: &Value| value.as_str().unwrap_or("null").to_owned();
    lines.map(|outcome| (word(&outcome["patient"]), word(&outcome["eligibility"]))).collect()
}

#[test]
fn each_patient_is_answered_with_facts_and_defaults() {
    let files = Files::new();
    files.write(
        "p.ndjson",
        format!("{}\n{}\n", good("a"), bundle("b", json!({"value": 7.9, "code": "g/dL"}), "2025-05-20")),
    );
    let (stdout, stderr, code) = files.evaluate(&["p.ndjson"]);
    assert_eq!(
        (truths(&stdout), code),
        (vec![("a".into(), "met".into()), ("b".into(), "not_met".into())], 0),
        "{stderr}"
    );
    let first: Value = serde_json::from_str(stdout.lines().next().unwrap()).unwrap();
    assert_eq!(first["criteria"][1]["facts"][0]["source"], "Observation/hb");
    assert!(first["defaults"].as_array().unwrap().iter().any(|taken| taken["name"] == "latest"));
}

#[test]
fn bad_patients_are_named_and_the_others_answered() {
    let files = Files::new();
    std::fs::create_dir(files.folder.path().join("patients")).unwrap();
    files.write("patients/a.json", good("a"));
    files.write("patients/b.json", "this is no FHIR");
    files.write("patients/c.json", json!({"resourceType": "Bundle", "entry": []}));
    files.write("patients/d.json", bundle("d", json!({"value": 90, "unit": "blorg"}), "2025-05-20"));
    files.write("patients/e.json", bundle("e", json!({"value": 90, "code": "g/L"}), "2025-02-31"));
    files.write("patients/f.json", good("twin"));
    files.write("patients/g.json", good("twin"));
    files.write("patients/h.json", bundle("h", json!({"value": "ninety", "code": "g/L"}), "2025-05-20"));
    let (stdout, stderr, code) = files.evaluate(&["patients"]);
    let expected = [("a", "met"), ("d", "unknown"), ("e", "unknown"), ("h", "unknown")]
        .map(|(id, truth)| (id.into(), truth.into()));
    assert_eq!((truths(&stdout), code), (expected.to_vec(), 2));
    for said in [
        "patients/b.json: not FHIR: ",
        "patients/c.json: the bundle has no Patient",
        "patient \"d\": Observation/hb: unit \"blorg\" is not known to UCUM",
        "patient \"e\": Observation/hb: effectiveDateTime: \"2025-02-31\" is no date",
        "patient \"twin\" stands in patients/f.json and in patients/g.json",
        "patient \"h\": Observation/hb: value \"ninety\" is no number",
    ] {
        assert!(stderr.contains(said), "{said} is not in {stderr}");
    }
}

#[test]
fn a_table_and_rows_on_demand() {
    let files = Files::new();
    files.write("p.json", good("a"));
    let (table, _, code) = files.evaluate(&["p.json", "--format", "table"]);
    assert_eq!(code, 0);
    assert!(table.starts_with("a in trial.txt on 2025-06-01: eligible\n"), "{table}");
    assert!(table.contains("default index = 2025-06-01"), "{table}");
    assert!(table.contains("          “Hemoglobin ≥ 80 g/L"), "the words of the criterion: {table}");
    let (nothing, _, code) = files.evaluate(&["p.json", "-o", "out.csv"]);
    assert_eq!((nothing.as_str(), code), ("", 0));
    let rows = std::fs::read_to_string(files.folder.path().join("out.csv")).unwrap();
    let rows: Vec<_> = rows.lines().collect();
    assert!(rows[0].starts_with("patient,trial,on,criterion,section,truth,facts,missing"), "{rows:?}");
    assert!(rows[1].starts_with("a,trial.txt,2025-06-01,,,met,"), "{rows:?}");
    assert_eq!(rows.len(), 4);
}

#[test]
fn a_table_says_which_exclusion_excludes() {
    let files = Files::new();
    files.write("trial.txt", "Exclusion Criteria:\n\n* Hemoglobin < 90 g/L\n* Hemoglobin < 70 g/L\n");
    files.write("p.json", good("a"));
    let (table, ..) = files.evaluate(&["p.json", "--format", "table"]);
    assert!(table.contains("E1      met      Hb < 90 g/L → excludes\n"), "{table}");
    assert!(table.contains("E2      not met  Hb < 70 g/L\n"), "{table}");
}

#[test]
fn settings_are_checked_before_anything_is_evaluated() {
    let files = Files::new();
    files.write("p.json", good("a"));
    for (args, said) in [
        (vec!["p.json", "--event", "full_moon=2025-05-01"], "no such event; there are"),
        (vec!["p.json", "--event", "screening=May"], "is no date"),
        (vec!["p.json", "--event", "screening"], "ID=DATE"),
        (vec!["nobody.json"], "nobody.json"),
    ] {
        let (stdout, stderr, code) = files.evaluate(&args);
        assert_eq!((stdout.as_str(), code), ("", 2), "{args:?}");
        assert!(stderr.contains(said), "{said} is not in {stderr}");
    }
    let (stdout, _, _) = files.evaluate(&["p.json", "--lookback-days", "10"]);
    assert_eq!(truths(&stdout), [("a".into(), "unknown".into())]);
}

#[test]
fn an_ending_that_answers_have_no_form_for_is_refused() {
    let files = Files::new();
    files.write("p.json", good("a"));
    let (_, stderr, code) = files.evaluate(&["p.json", "-o", "x.parquet"]);
    assert_eq!(code, 2);
    assert!(stderr.contains("can not be written as .parquet"), "{stderr}");
    assert!(!files.folder.path().join("x.parquet").exists());
    assert_eq!(files.evaluate(&["p.json", "-o", "x.csv"]).2, 0);
    assert!(std::fs::read_to_string(files.folder.path().join("x.csv")).unwrap().starts_with("patient,trial,"));
}

#[test]
fn what_is_odd_about_a_patient_is_told_and_everybody_is_answered() {
    let files = Files::new();
    let mut dead = good("dead");
    dead["entry"][0]["resource"]["deceasedDateTime"] = json!("2025-05-25");
    let mut living = good("living");
    living["entry"][0]["resource"]["deceasedBoolean"] = json!(false);
    let mut range = good("range");
    let observation = range["entry"][1]["resource"].as_object_mut().unwrap();
    observation.remove("valueQuantity");
    observation.insert("valueRange".to_owned(), json!({"low": {"value": 80}, "high": {"value": 90}}));
    let mut strange = good("strange");
    strange["entry"][1]["resource"]["subject"] = json!({"reference": "Patient/somebody"});
    files.write("p.ndjson", [dead, living, range, strange].map(|bundle| bundle.to_string()).join("\n"));
    let (stdout, stderr, code) = files.evaluate(&["p.ndjson"]);
    let answered: Vec<_> = truths(&stdout).into_iter().map(|(_, truth)| truth).collect();
    assert_eq!((answered, code), (["met", "met", "unknown", "unknown"].map(str::to_owned).to_vec(), 0));
    for said in [
        "patient \"dead\": recorded as deceased (2025-05-25)",
        "patient \"range\": Observation/hb: a valueRange is not read",
        "p.ndjson:4: facts about none of its patients are left out: 1, the first of them Observation/hb about Patient/somebody",
    ] {
        assert!(stderr.contains(said), "{said}: {stderr}");
    }
    assert!(!stderr.contains("patient \"living\""), "{stderr}");
}

#[test]
fn patients_may_come_from_standard_input() {
    let files = Files::new();
    let mut command = Command::cargo_bin("extract").unwrap();
    command.current_dir(files.folder.path()).args(["evaluate", "trial.txt", "-", "--on", "2025-06-01"]);
    let output = command.write_stdin(good("a").to_string()).output().unwrap();
    assert_eq!(truths(&String::from_utf8(output.stdout).unwrap()), [("a".to_owned(), "met".to_owned())]);
    let both = Command::cargo_bin("extract").unwrap().args(["evaluate", "-", "-"]).output().unwrap();
    assert_eq!(both.status.code(), Some(2));
}
