//! What a document costs grows as its length does. Time is for the benchmarks (`documents`, `many_criteria`), as a busy machine makes any
//! limit on it a false alarm; what is counted here is how often memory is asked for and how much, which is the same on every machine. Code
//! that looks at all criteria for each of them nearly always makes something for each pair, and code that copies a whole criterion for each
//! of its words asks for as much each time; both show here.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use trial_extract::emit::{facts, json};
use trial_extract::rule::Section;
use trial_extract::source::Document;
use trial_extract::{Options, extract};

/// How often memory was asked for by a text from bytes to facts and to JSON, and how many bytes.
fn asked(text: &str) -> (u64, u64) {
    let document = Document { text: text.to_owned(), ..Document::default() };
    let counted = allocation_counter::measure(|| {
        let trial = extract(&document, &Options { section: Some(Section::Inclusion) });
        facts::write_ndjson(&mut Vec::new(), &trial).unwrap();
        json::write_line(&mut Vec::new(), &trial).unwrap();
    });
    (counted.count_total, counted.bytes_total)
}

/// Four times the text may ask a little more than four times as often and for as much, and not sixteen times.
fn grows_as_its_length(text: &str) {
    // The vocabulary is made when it is first asked for.
    asked("Age ≥ 18 years");
    let (once, four_times) = (asked(text), asked(&text.repeat(4)));
    assert!(four_times.0 <= once.0 * 5, "{text:.80}: {} allocations, {} for four times the text", once.0, four_times.0);
    assert!(four_times.1 <= once.1 * 6, "{text:.80}: {} bytes, {} for four times the text", once.1, four_times.1);
}

#[test]
fn of_every_kind_of_document() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/style");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    paths.sort();
    let texts: Vec<String> = paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    grows_as_its_length(&(texts.join("\n") + "\n"));
}

#[test]
fn of_lists_with_heads() {
    let lists: String =
        (0..100).map(|n| format!("- Patients of group {n} have:\n  - age ≥ 18 years\n  - HbA1c < 7 %\n")).collect();
    grows_as_its_length(&lists);
}

/// What one criterion may say over and over, each in another shape of clause.
const SAID_AGAIN: [&str; 14] = [
    "hemoglobin ≥ 80 g/L, no asthma, ANC ≥ 1.5 × 10⁹/L or warfarin within 7 days before screening, ",
    "asthma or ",
    "asthma/",
    "asthma: ",
    "asthma; ",
    "\"asthma\" ",
    "(asthma ",
    "i) asthma ii) influenza ",
    "asthma, such as COPD ",
    "pregnant or breastfeeding women, ",
    "18 years ",
    "within 7 days ",
    "for asthma unless ",
    "things that no table has of ",
];

#[test]
fn of_one_criterion() {
    for said in SAID_AGAIN {
        grows_as_its_length(&said.repeat(12_000 / said.len()));
    }
}
