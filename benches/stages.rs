//! Each stage alone on one document, in the order of the pipeline.
#![allow(missing_docs, clippy::unwrap_used)]

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use trial_extract::emit::{facts, json};
use trial_extract::outline::outline;
use trial_extract::rule::Trial;
use trial_extract::source::{Document, read};
use trial_extract::{Options, extract, grammar, lex, lower};

const DOCUMENT: &str = include_str!("../corpus/003.txt");

fn main() {
    divan::main();
}

fn document() -> Document {
    read("003.txt", DOCUMENT.as_bytes()).unwrap().remove(0).document().unwrap()
}

fn trial() -> Trial {
    extract(&document(), &Options::default())
}

/// The words of each item, as lexing gets them.
fn items() -> Vec<&'static str> {
    outline(DOCUMENT, None).items().map(|(_, item)| &DOCUMENT[item.text.clone()]).collect()
}

#[divan::bench]
fn source(bencher: Bencher) {
    bencher.counter(BytesCount::of_str(DOCUMENT)).bench(document);
}

#[divan::bench]
fn outline_of_lines(bencher: Bencher) {
    bencher.counter(BytesCount::of_str(DOCUMENT)).bench(|| outline(black_box(DOCUMENT), None));
}

#[divan::bench]
fn lexing(bencher: Bencher) {
    let items = items();
    bencher
        .counter(BytesCount::of_str(DOCUMENT))
        .bench(|| items.iter().map(|text| lex::lex(black_box(text)).lexemes.len()).sum::<usize>());
}

#[divan::bench]
fn phrases(bencher: Bencher) {
    let lexed: Vec<_> = items().into_iter().map(lex::lex).collect();
    bencher
        .counter(BytesCount::of_str(DOCUMENT))
        .bench(|| lexed.iter().map(|lexed| grammar::chunk(black_box(lexed)).len()).sum::<usize>());
}

/// From the outline to rules; lexing and phrases are in it.
#[divan::bench]
fn lowering(bencher: Bencher) {
    let outline = outline(DOCUMENT, None);
    bencher.counter(BytesCount::of_str(DOCUMENT)).bench(|| lower::lower(DOCUMENT, black_box(&outline)));
}

#[divan::bench]
fn emit_json(bencher: Bencher) {
    let trial = trial();
    bencher.counter(BytesCount::of_str(DOCUMENT)).bench(|| {
        let mut out = Vec::new();
        json::write_pretty(&mut out, black_box(&trial)).unwrap();
        out
    });
}

#[divan::bench]
fn emit_facts(bencher: Bencher) {
    let trial = trial();
    bencher.counter(BytesCount::of_str(DOCUMENT)).bench(|| {
        let mut out = Vec::new();
        facts::write_ndjson(&mut out, black_box(&trial)).unwrap();
        out
    });
}
