//! Words that nobody can decide.

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

const VAGUE: [&str; 7] = ["significant", "recent", "recently", "adequate", "sufficient", "appropriate", "acceptable"];

/// What takes the vagueness away.
const DEFINED: [&str; 13] = [
    "defined",
    "determined",
    "definition",
    "i.e",
    "ie",
    "including",
    "e.g",
    "eg",
    "such",
    "following",
    "below",
    "opinion",
    "judgment",
];

fn run(view: &View<'_>, findings: &mut Findings) {
    for (at, placed) in view.placed.iter().enumerate() {
        let criterion = placed.criterion;
        if criterion.role != Role::Criterion || !criterion.criteria.is_empty() || defined(&criterion.text) {
            continue;
        }
        let found = words(&criterion.text).find(|(_, word)| VAGUE.contains(&word.to_lowercase().as_str()));
        // "Consent of the patient or, where appropriate, of a parent".
        let by_the_way =
            |start: usize| ["where ", "if ", "when ", "as "].iter().any(|w| criterion.text[..start].ends_with(w));
        if let Some((start, word)) = found.filter(|(start, _)| !by_the_way(*start)) {
            let start = criterion.span.start + criterion.text[..start].chars().count() as u32;
            let end = start + word.chars().count() as u32;
            findings.one(LINT.is(), at, Span::new(start, end), format!("\"{word}\" can not be decided from data"));
        }
    }
}

/// Numbers, lists, definitions and the investigator say what is meant.
fn defined(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit() || c == ':')
        || words(text).any(|(_, word)| {
            let word = word.to_lowercase();
            DEFINED.contains(&word.as_str()) || word.starts_with("investigator") || word.starts_with("judgement")
        })
}

fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split(|c: char| !(c.is_alphanumeric() || c == '.')).map(move |word| {
        let start = at;
        at += word.len() + text[at + word.len()..].chars().next().map_or(0, char::len_utf8);
        (start, word.trim_end_matches('.'))
    })
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
            "Consent of the patient or, where appropriate, of a parent",
            "Significant disease (severe dysarthria determined by a panel)",
        ] {
            assert!(said("vague-word", &trial(vec![(text, condition("x"))], vec![])).is_empty(), "{text}");
        }
    }
}
