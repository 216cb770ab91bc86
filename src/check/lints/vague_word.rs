//! Words that nobody can decide.

use std::sync::LazyLock;

use regex::Regex;

use super::Lint;
use crate::check::view::{Findings, View};
use crate::rule::{Role, Severity, Span};

pub static LINT: Lint = Lint {
    code: "vague-word",
    severity: Severity::Note,
    title: "a word that leaves the criterion to judgement",
    explanation: "\"Significant\", \"recent\" or \"adequate\" without a number or a definition can not be decided from data, \
                  and two sites will decide differently. Say what is meant, or that the investigator judges.",
    example: "Inclusion Criteria:\n- Adequate renal function.",
    near_miss: "Inclusion Criteria:\n- Adequate renal function (creatinine clearance ≥ 60 mL/min).",
    run,
};

/// A row of `lexicons/vague.tsv` as a pattern: any of its terms, as whole words, hyphens and spaces alike.
fn pattern(id: &str) -> Regex {
    let row = include_str!("../../../lexicons/vague.tsv").lines().find(|line| line.split('\t').next() == Some(id));
    let terms = row.unwrap_or_default().split('\t').skip(1).flat_map(|cell| cell.split('|'));
    let terms: Vec<String> = terms.map(|term| regex::escape(term).replace(' ', r"[\s-]+")).collect();
    Regex::new(&format!(r"(?i)\b(?:{})\b", terms.join("|"))).expect("terms are escaped")
}

/// Words that nobody can decide.
static VAGUE: LazyLock<Regex> = LazyLock::new(|| pattern("vague"));

/// Words that take the vagueness away.
static DEFINING: LazyLock<Regex> = LazyLock::new(|| pattern("defining"));

fn run(view: &View<'_>, findings: &mut Findings) {
    for (at, placed) in view.placed.iter().enumerate() {
        let criterion = placed.criterion;
        if criterion.role != Role::Criterion || !criterion.criteria.is_empty() {
            continue;
        }
        let Some(found) = VAGUE.find(&criterion.text).filter(|_| !defined(&criterion.text)) else { continue };
        // "Consent of the patient or, where appropriate, of a parent".
        let before = &criterion.text[..found.start()];
        if ["where ", "if ", "when ", "as "].iter().any(|word| before.ends_with(word)) {
            continue;
        }
        let start = criterion.span.start + before.chars().count() as u32;
        let end = start + found.as_str().chars().count() as u32;
        findings.one(
            LINT.is(),
            at,
            Span::new(start, end),
            format!("\"{}\" can not be decided from data", found.as_str()),
        );
    }
}

/// Whether numbers, lists, definitions or the investigator say what is meant.
fn defined(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit() || c == ':') || DEFINING.is_match(text)
}

#[cfg(test)]
mod tests {
    use crate::check::lints::fixture::*;

    #[test]
    fn a_word_without_a_definition() {
        let trial =
            trial(vec![("Adequate renal function.", condition("x"))], vec![("µ recent infection", condition("y"))]);
        let found = crate::check::check(&trial, None);
        let places: Vec<_> = found.iter().map(|d| (d.code.as_str(), d.span.start, d.span.end)).collect();
        assert_eq!(places, [("vague-word", 0, 8), ("vague-word", 27, 33)]);
    }

    #[test]
    fn a_word_that_is_defined() {
        for text in [
            "Adequate renal function: eGFR above limit",
            "Adequate function (creatinine below 2)",
            "Significant disease in the opinion of the investigator",
            "Significance",
            "Major surgery",
            "Clinically stable asthma",
            "Consent of the patient or, where appropriate, of a parent",
            "Significant disease (severe dysarthria determined by a panel)",
        ] {
            assert!(said("vague-word", &trial(vec![(text, condition("x"))], vec![])).is_empty(), "{text}");
        }
    }
}
