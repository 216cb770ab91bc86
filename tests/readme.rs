//! What the README shows is what the program does.
#![allow(clippy::unwrap_used)]

use serde_json::Value;
use trial_extract::check::codes;
use trial_extract::rule::Severity;
use trial_extract::source::Document;
use trial_extract::{Options, extract};

const README: &str = include_str!("../README.md");

/// The first fenced block of a language.
fn block(language: &str) -> &'static str {
    README.split_once(&format!("```{language}\n")).unwrap().1.split_once("```").unwrap().0
}

#[test]
fn the_criterion_shown_is_what_comes_out() {
    let document = Document { text: block("text").to_owned(), ..Document::default() };
    let trial = extract(&document, &Options::default());
    let shown: Value = serde_json::from_str(block("json")).unwrap();
    assert_eq!(serde_json::to_value(&trial.criteria[1]).unwrap(), shown);
}

#[test]
fn every_diagnostic_code_is_listed() {
    let table = README.split_once("| code | severity |").unwrap().1.split_once("\n## ").unwrap().0;
    let listed: Vec<&str> = table.lines().filter(|line| line.starts_with("| `")).collect();
    let severity = |severity| match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    let known: Vec<String> = codes::all()
        .iter()
        .map(|row| format!("| `{}` | {} | {} |", row.code, severity(row.severity), row.title))
        .collect();
    assert_eq!(listed, known);
}
