//! A thousand patients against one trial on one core: from parsed records, with the parsing of their bundles, and put
//! in words. An item is a patient.
#![allow(missing_docs, clippy::unwrap_used)]

#[allow(dead_code, reason = "its patients are parsed here from bundles of their own")]
#[path = "../tests/targets/records.rs"]
mod records;

use divan::Bencher;
use divan::counter::ItemsCount;
use records::TRIALS;
use serde_json::Value;
use trial_extract::evaluate::{Patient, Truth, fhir};

const PATIENTS: usize = 1000;

fn main() {
    divan::main();
}

/// Bundles, one a line: the patients at the edges again and again, under ids of their own.
fn bundles(trial: &str) -> Vec<Vec<u8>> {
    let edge: Vec<Value> = records::bundles(trial).into_iter().map(|(_, bundle)| bundle).collect();
    let renamed = edge.iter().cycle().take(PATIENTS).enumerate().map(|(at, bundle)| {
        let mut bundle = bundle.clone();
        bundle["entry"][0]["resource"]["id"] = format!("p{at}").into();
        serde_json::to_vec(&bundle).unwrap()
    });
    renamed.collect()
}

fn parse(bundles: &[Vec<u8>]) -> Vec<Patient> {
    bundles.iter().flat_map(|bytes| fhir::parse("bench", bytes).patients).collect()
}

#[divan::bench(args = TRIALS)]
fn from_parsed_bundles(bencher: Bencher, trial: &str) {
    let program = records::program(trial);
    let patients = parse(&bundles(trial));
    assert_eq!(patients.len(), PATIENTS);
    bencher
        .counter(ItemsCount::new(PATIENTS))
        .bench(|| patients.iter().filter(|patient| program.run(patient).eligibility == Some(Truth::Unknown)).count());
}

#[divan::bench(args = TRIALS)]
fn parsing_alone(bencher: Bencher, trial: &str) {
    let bundles = bundles(trial);
    bencher.counter(ItemsCount::new(PATIENTS)).bench(|| parse(&bundles).len());
}

#[divan::bench(args = TRIALS)]
fn from_bytes(bencher: Bencher, trial: &str) {
    let program = records::program(trial);
    let bundles = bundles(trial);
    bencher.counter(ItemsCount::new(PATIENTS)).bench(|| {
        parse(&bundles).iter().filter(|patient| program.run(patient).eligibility == Some(Truth::Unknown)).count()
    });
}

#[divan::bench(args = TRIALS)]
fn put_in_words(bencher: Bencher, trial: &str) {
    let program = records::program(trial);
    let patients = parse(&bundles(trial));
    bencher.counter(ItemsCount::new(PATIENTS)).bench(|| {
        patients.iter().map(|patient| program.explain(patient, &program.run(patient)).criteria.len()).sum::<usize>()
    });
}
