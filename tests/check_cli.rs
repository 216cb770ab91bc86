//! `extract check` in the forms that other programs read.
#![allow(clippy::unwrap_used)]

use std::fs;

use assert_cmd::cargo::cargo_bin_cmd;
use serde_json::{Value, json};

const CRITERIA: &str = "Inclusion Criteria:\n* Hämoglobin, hemoglobin ≥ 80 g/L\n* Age ≥ 18 years\n\
                        Exclusion Criteria:\n* Age ≤ 18 years\n* Major surgery within 4 weeks\n";

const STUDY: &str = r#"{"protocolSection": {"identificationModule": {"nctId": "NCT00000001"}, "eligibilityModule": {
    "eligibilityCriteria": "Inclusion Criteria:\n* Women of 21 years or older", "minimumAge": "18 Years", "sex": "MALE"}}}"#;

fn run(args: &[&str]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("my trials")).unwrap();
    fs::write(folder.path().join("my trials/a.txt"), CRITERIA).unwrap();
    fs::write(folder.path().join("study.json"), STUDY).unwrap();
    cargo_bin_cmd!("extract").current_dir(&folder).arg("check").args(args).output().unwrap().stdout
}

#[test]
fn a_sarif_log_has_what_its_readers_need() {
    let log: Value = serde_json::from_slice(&run(&["-f", "sarif", "my trials", "study.json"])).unwrap();
    let schema = serde_json::from_str(include_str!("sarif/log.schema.json")).unwrap();
    let errors: Vec<String> =
        jsonschema::validator_for(&schema).unwrap().iter_errors(&log).map(|e| e.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let run = &log["runs"][0];
    let results = run["results"].as_array().unwrap();
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
    }
    let place = |code: &str| {
        let result = results.iter().find(|result| result["ruleId"] == code).unwrap();
        result["locations"][0]["physicalLocation"].clone()
    };
    let window = place("window-without-anchor");
    assert_eq!(window["artifactLocation"]["uri"], "my%20trials/a.txt");
    let region = json!({"startLine": 6, "startColumn": 17, "endLine": 6, "endColumn": 31,
        "snippet": {"text": "within 4 weeks"}});
    assert_eq!(window["region"], region);
    let study = place("age-differs-from-registry");
    assert_eq!(study, json!({"artifactLocation": {"uri": "study.json"}}), "a study's text is no line of its file");
}

#[test]
fn json_has_one_diagnostic_a_line_with_absolute_spans() {
    let out = String::from_utf8(run(&["-f", "json", "my trials/a.txt"])).unwrap();
    let lines: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let overlap = lines.iter().find(|line| line["code"] == "edge-overlap").unwrap();
    assert_eq!((&overlap["criterion"], &overlap["severity"]), (&Value::Null, &json!("warning")));
    let window = lines.iter().find(|line| line["code"] == "window-without-anchor").unwrap();
    assert_eq!((window["criterion"].as_str(), window["file"].as_str()), (Some("E2"), Some("my trials/a.txt")));
    let at = |i: usize| usize::try_from(window["span"][i].as_u64().unwrap()).unwrap();
    let words: String = CRITERIA.chars().skip(at(0)).take(at(1) - at(0)).collect();
    assert_eq!(words, "within 4 weeks");
}

#[test]
fn the_trial_document_has_what_check_shows() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("study.json"), STUDY).unwrap();
    let extract = |args: &[&str]| {
        let out = cargo_bin_cmd!("extract").current_dir(&folder).args(args).output().unwrap().stdout;
        String::from_utf8(out).unwrap()
    };
    let trial: Value = serde_json::from_str(&extract(&["study.json"])).unwrap();
    let codes: Vec<&str> =
        trial["criteria"][1]["diagnostics"].as_array().unwrap().iter().map(|d| d["code"].as_str().unwrap()).collect();
    assert!(codes.contains(&"age-differs-from-registry"), "{codes:?}");
    // What was compiled before is not said twice when it is checked again.
    fs::write(folder.path().join("trial.json"), serde_json::to_vec(&trial).unwrap()).unwrap();
    let count = |file| extract(&["check", "-f", "json", file]).lines().count();
    assert_eq!(count("trial.json"), count("study.json"));
}
