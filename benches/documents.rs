//! Bytes to JSON and to facts: one document, all style documents, and texts that grow tenfold.
//!
//! Where time grows linearly, the throughput of `one_criterion` and of `many_criteria` is the same at all sizes.
#![allow(missing_docs, clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use divan::Bencher;
use divan::counter::BytesCount;
use trial_extract::emit::{facts, json};
use trial_extract::rule::Trial;
use trial_extract::source::inputs;
use trial_extract::{Options, extract};

const DOCUMENT: &[u8] = include_bytes!("../corpus/003.txt");
const CLAUSE: &str =
    "hemoglobin ≥ 80 g/L, ANC ≥ 1.5 × 10⁹/L or platelets > 50 × 10⁹/L within 7 days before screening, ";
/// 8, 80 and 800 kB.
const SIZES: [usize; 3] = [8_000, 80_000, 800_000];

fn main() {
    divan::main();
}

fn compile(bytes: &[u8]) -> Trial {
    let document = inputs("bench.txt", bytes).next().unwrap().unwrap().document().unwrap();
    extract(&document, &Options::default())
}

fn to_json(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    json::write_line(&mut out, &compile(bytes)).unwrap();
    out
}

fn to_facts(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    facts::write_ndjson(&mut out, &compile(bytes)).unwrap();
    out
}

#[divan::bench]
fn one_document_to_json(bencher: Bencher) {
    bencher.counter(BytesCount::of_slice(DOCUMENT)).bench(|| to_json(DOCUMENT));
}

#[divan::bench]
fn one_document_to_facts(bencher: Bencher) {
    bencher.counter(BytesCount::of_slice(DOCUMENT)).bench(|| to_facts(DOCUMENT));
}

#[divan::bench]
fn style_documents_to_facts(bencher: Bencher) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/style");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    paths.sort();
    let texts: Vec<Vec<u8>> = paths.iter().map(|path| fs::read(path).unwrap()).collect();
    let size: usize = texts.iter().map(Vec::len).sum();
    bencher.counter(BytesCount::new(size)).bench(|| texts.iter().map(|text| to_facts(text).len()).sum::<usize>());
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn one_criterion(bencher: Bencher, size: usize) {
    let text = format!("Inclusion Criteria:\n* {}", CLAUSE.repeat(size / CLAUSE.len()));
    bencher.counter(BytesCount::of_str(&text)).bench(|| to_facts(text.as_bytes()));
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn many_criteria(bencher: Bencher, size: usize) {
    let item = format!("* {CLAUSE}\n");
    let text = format!("Inclusion Criteria:\n{}", item.repeat(size / item.len()));
    bencher.counter(BytesCount::of_str(&text)).bench(|| to_facts(text.as_bytes()));
}
