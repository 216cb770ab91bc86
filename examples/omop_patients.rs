//! Writes what an OMOP CDM of the patients of `corpus/patients` needs beside their FHIR bundles, and what is asked of it.
//!
//! `cargo run --example omop_patients -- OUT` makes, for each trial,
//!
//! - `OUT/TRIAL/answers.json`: a definition with a rule for every criterion, nested ones too (see `emit::circe::answers`)
//! - `OUT/TRIAL/concepts.json`: `whole`, the criteria that it says all of; `codes`, for each concept its codes; `sources`, for
//!   each source of a bundle (`PATIENT Observation/r1`) the concepts that it is about
//!
//! The last is what a site has as its mapping of source codes and names to concepts.

#![allow(clippy::unwrap_used)]

#[path = "../tests/targets/records.rs"]
mod records;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::{Map, Value, json};
use trial_extract::emit::circe;
use trial_extract::evaluate::patient::EventKind;
use trial_extract::rule::Concept;

fn main() {
    let Some(out) = std::env::args_os().nth(1) else { panic!("usage: omop_patients OUT") };
    for trial in records::TRIALS {
        let folder = Path::new(&out).join(trial);
        fs::create_dir_all(&folder).unwrap();
        let (program, concepts) = (records::program(trial), records::trial(trial).concepts);
        let (answers, whole) = circe::answers(&program, &concepts);
        assert_eq!(circe::check(&answers), Vec::<String>::new());
        fs::write(folder.join("answers.json"), format!("{answers:#}\n")).unwrap();
        let mut sources = Map::new();
        let mut codes = BTreeMap::new();
        for patient in records::patients(trial) {
            for event in &patient.events {
                let ids = program.concepts(&event.concept, event.kind == EventKind::Drug);
                for id in &ids {
                    codes.entry((*id).to_owned()).or_insert_with(|| codes_of(id, &concepts));
                }
                sources.insert(format!("{} {}", patient.id, event.source), json!(ids));
            }
        }
        let all = json!({"whole": whole, "codes": codes, "sources": sources});
        fs::write(folder.join("concepts.json"), format!("{all:#}\n")).unwrap();
    }
}

fn codes_of(id: &str, concepts: &BTreeMap<String, Concept>) -> Value {
    json!(circe::codes(id, concepts))
}
