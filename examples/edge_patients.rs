//! Writes the patients of `corpus/patients` and what the native evaluator says of them, for evaluators that are no Rust.
//!
//! `cargo run --example edge_patients -- OUT` makes
//!
//! - `OUT/settings.json`: the index date, the days of the trial's events, and both as arguments of the command line
//! - `OUT/TRIAL/patients.ndjson`: a FHIR R4 bundle a line
//! - `OUT/TRIAL/native.json`: patient → criterion → "met", "not met" or "unknown"; "trial" is the whole trial's answer

#![allow(clippy::unwrap_used)]

#[path = "../tests/targets/records.rs"]
mod records;

use std::fs;
use std::path::Path;

use serde_json::{Map, Value, json};
use trial_extract::evaluate::{Patient, Program, Truth};

fn main() {
    let Some(out) = std::env::args_os().nth(1) else { panic!("usage: edge_patients OUT") };
    let out = Path::new(&out);
    fs::create_dir_all(out).unwrap();
    fs::write(out.join("settings.json"), pretty(&settings())).unwrap();
    for trial in records::TRIALS {
        let folder = out.join(trial);
        fs::create_dir_all(&folder).unwrap();
        let bundles: String = records::bundles(trial).iter().map(|(_, bundle)| format!("{bundle}\n")).collect();
        fs::write(folder.join("patients.ndjson"), bundles).unwrap();
        let program = records::program(trial);
        let patients = records::patients(trial);
        let native: Map<_, _> = patients.iter().map(|p| (p.id.clone(), answers(&program, p))).collect();
        fs::write(folder.join("native.json"), pretty(&native.into())).unwrap();
    }
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

fn settings() -> Value {
    let settings = records::settings();
    let events = settings.events.iter().flat_map(|(id, day)| ["--event".to_owned(), format!("{id}={day}")]);
    let arguments: Vec<_> = ["--on".to_owned(), settings.on.to_string()].into_iter().chain(events).collect();
    json!({"on": settings.on, "events": settings.events, "arguments": arguments})
}

fn answers(program: &Program, patient: &Patient) -> Value {
    let answer = program.run(patient);
    let criteria =
        program.criteria.iter().zip(&answer.criteria).map(|(criterion, truth)| (criterion.id.clone(), *truth));
    let whole = answer.eligibility.map(|truth| ("trial".to_owned(), truth));
    criteria.chain(whole).map(|(id, truth)| (id, words(truth).into())).collect::<Map<_, _>>().into()
}

const fn words(truth: Truth) -> &'static str {
    match truth {
        Truth::Met => "met",
        Truth::NotMet => "not met",
        Truth::Unknown => "unknown",
    }
}
