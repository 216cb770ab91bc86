//! Writes what an OMOP CDM of the patients of `corpus/patients` needs beside their FHIR bundles, and what is asked of it.
//!
//! `cargo run --example omop_patients -- OUT` makes, for each trial,
//!
//! - `OUT/TRIAL/answers.json`: a definition with a rule for every criterion, nested ones too (see `emit::circe::answers`)
//! - `OUT/TRIAL/edges.ndjson`: patients just inside and just outside of what its rules ask (see `edges`), beside those of `corpus/patients`
//! - `OUT/TRIAL/concepts.json`: `whole`, the criteria that it says all of; `codes`, for each concept its codes; `sources`, for
//!   each source of the bundles of all trials (`000/base Observation/r1`) the concepts that it is about, which is what a site
//!   has as its mapping of source codes and names; `hows`, for each source what else it says of these (`severe`, `by echocardiography`)
//!   that codes of ours name; `native`, for each of these patients which criteria are met

#![allow(clippy::unwrap_used)]

mod edges;
mod facts;
#[path = "../../tests/targets/records.rs"]
mod records;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::{Map, Value, json};
use trial_extract::emit::circe;
use trial_extract::evaluate::patient::{Event, EventKind};
use trial_extract::evaluate::program::{Field, Test};
use trial_extract::evaluate::{Patient, Program, Truth};
use trial_extract::lex::{Kind, look_up, normal};
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
        let fields = fields(&program);
        let (mut sources, mut hows) = (Map::new(), Map::new());
        let mut codes = BTreeMap::new();
        let mut native = Map::new();
        // The patients of the other trials as well: they have what these rules do not expect.
        let others = records::TRIALS.iter().flat_map(|of| records::patients(of).into_iter().map(move |p| (*of, p)));
        let bases: Vec<_> = records::bundles(trial).into_iter().map(|(_, bundle)| bundle).collect();
        let edges = edges::bundles(&program, &bases, &whole);
        let lines: String = edges.iter().map(|bundle| format!("{bundle}\n")).collect();
        fs::write(folder.join("edges.ndjson"), &lines).unwrap();
        let edges = edges.iter().map(|bundle| (trial, records::patient("edge", bundle)));
        for (of, patient) in others.chain(edges) {
            let name = format!("{of}/{}", patient.id);
            for event in &patient.events {
                let ids = program.concepts(&event.concept, event.kind == EventKind::Drug);
                for id in &ids {
                    codes.entry((*id).to_owned()).or_insert_with(|| codes_of(id, &concepts));
                }
                // A result comes before its parts, which share its source and have no place of their own.
                sources.entry(format!("{name} {}", event.source)).or_insert_with(|| json!(ids));
                let said = said(event, &fields);
                if !said.is_empty() {
                    hows.entry(format!("{name} {}", event.source)).or_insert_with(|| json!(said));
                }
            }
            native.insert(name, answers_of(&program, &patient));
        }
        let all = json!({"whole": whole, "codes": codes, "sources": sources, "hows": hows, "native": native});
        fs::write(folder.join("concepts.json"), format!("{all:#}\n")).unwrap();
    }
}

/// What rules ask of facts that codes of ours name.
fn fields(program: &Program) -> Vec<Field> {
    let mut fields = Vec::new();
    for test in &program.tests {
        if let Test::Facts(test) = test {
            fields.extend(test.fields.iter().filter(|field| circe::how(field).is_some()).cloned());
        }
    }
    fields
}

/// What a fact says of itself, in the words of these codes: what is recorded as its severity, status or outcome, what
/// stands in its name, and by what it was established.
fn said(event: &Event, fields: &[Field]) -> BTreeSet<String> {
    let key = |text: &str| normal::key(&text.replace('_', " "));
    let within = |name: &String, words: &str| format!(" {} ", normal::key(name)).contains(&format!(" {words} "));
    let named = |words: &str| event.concept.names.iter().any(|name| within(name, words));
    let by = |id: &str, words: &str| {
        let is = |name: &String| {
            let known = look_up(name).is_some_and(|group| group.entries().any(|entry| entry.id() == id));
            known || [key(words), key(id)].contains(&normal::key(name))
        };
        event.method.iter().any(|method| method.names.iter().any(is))
    };
    let holds = |field: &&Field| match field {
        Field::Qualifier(wanted) => {
            let again = wanted == "active" && event.qualifiers.iter().any(|q| q == "recurrence" || q == "relapse");
            again || named(&key(wanted))
        }
        Field::Method(id, words) => by(id, words),
        Field::Setting(id, words) => by(id, words) || named(&key(words)),
        _ => false,
    };
    let recorded = event.qualifiers.iter().map(|qualifier| normal::key(qualifier).replace(' ', "_"));
    let outcome = event.outcome.iter().map(|words| {
        let known = look_up(words).and_then(|group| group.of(Kind::Outcome));
        format!("outcome {}", known.map_or(words.as_str(), |entry| entry.id()))
    });
    recorded.chain(outcome).chain(fields.iter().filter(holds).filter_map(circe::how)).collect()
}

/// Which criteria are met; "trial" is the whole trial.
fn answers_of(program: &Program, patient: &Patient) -> Value {
    let answer = program.run(patient);
    let ids = program.criteria.iter().map(|criterion| criterion.id.clone());
    let criteria = ids.zip(answer.criteria.iter().map(|truth| truth.is_met()));
    let whole = ("trial".to_owned(), answer.eligibility.is_some_and(Truth::is_met));
    criteria.chain([whole]).map(|(id, met)| (id, met.into())).collect::<Map<_, _>>().into()
}

fn codes_of(id: &str, concepts: &BTreeMap<String, Concept>) -> Value {
    json!(circe::codes(id, concepts))
}
