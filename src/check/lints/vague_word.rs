//! Words that nobody can decide.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use super::Lint;
use crate::check::view::{Findings, View};
use crate::rule::{Role, Severity, Span};

pub static LINT: Lint = Lint {
    code: "vague-word",
    severity: Severity::Note,
    title: "a word that leaves the criterion to judgement",
    explanation: "\"Significant\", \"recent\" or \"adequate\" without a number or a definition can not be decided from data \
                  alone, and two sites will decide differently. Say what is meant, or that the investigator judges.",
    example: "Inclusion Criteria:\n- Adequate renal function.",
    near_miss: "Inclusion Criteria:\n- Adequate renal function (creatinine clearance ≥ 60 mL/min).",
    run,
};

/// The terms of a row of `lexicons/vague.tsv`: found by their first words, with one automaton, since a pattern of all the
/// terms takes longer to compile than a document to read.
struct Terms {
    first: AhoCorasick,
    /// The words after the first, of each term.
    rest: Vec<Vec<&'static str>>,
}

impl Terms {
    fn of(id: &str) -> Self {
        let row = include_str!("../../../lexicons/vague.tsv").lines().find(|line| line.split('\t').next() == Some(id));
        let terms = row.unwrap_or_default().split('\t').skip(1).flat_map(|cell| cell.split('|'));
        let words: Vec<Vec<&str>> = terms.map(|term| term.split(' ').collect()).collect();
        let first = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .kind(Some(AhoCorasickKind::NoncontiguousNFA))
            .build(words.iter().map(|words| words[0]))
            .expect("a small table of plain words");
        Self { first, rest: words.into_iter().map(|mut words| words.split_off(1)).collect() }
    }

    /// The first term in the text, as whole words, hyphens and spaces alike: its bytes.
    fn find(&self, text: &str) -> Option<(usize, usize)> {
        let is_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        self.first.find_overlapping_iter(text).find_map(|found| {
            let mut end = found.end();
            for word in &self.rest[found.pattern().as_usize()] {
                let after = text[end..].trim_start_matches(|c: char| c.is_whitespace() || c == '-');
                let start = text.len() - after.len();
                let same = start > end && after.get(..word.len()).is_some_and(|next| next.eq_ignore_ascii_case(word));
                end = same.then_some(start + word.len())?;
            }
            let whole = !is_word(text[..found.start()].chars().next_back()) && !is_word(text[end..].chars().next());
            whole.then_some((found.start(), end))
        })
    }
}

/// Words that nobody can decide.
static VAGUE: LazyLock<Terms> = LazyLock::new(|| Terms::of("vague"));

/// Words that take the vagueness away.
static DEFINING: LazyLock<Terms> = LazyLock::new(|| Terms::of("defining"));

fn run(view: &View<'_>, findings: &mut Findings) {
    for (at, placed) in view.placed.iter().enumerate() {
        let criterion = placed.criterion;
        if criterion.role != Role::Criterion || !criterion.criteria.is_empty() {
            continue;
        }
        let Some((start, end)) = undefined(&criterion.text) else { continue };
        // "Consent of the patient or, where appropriate, of a parent".
        let (before, words) = (&criterion.text[..start], &criterion.text[start..end]);
        if ["where ", "if ", "when ", "as "].iter().any(|word| before.ends_with(word)) {
            continue;
        }
        let start = criterion.span.start + before.chars().count() as u32;
        let end = start + words.chars().count() as u32;
        findings.one(
            LINT.is(),
            at,
            Span::new(start, end),
            format!("\"{words}\" is defined nowhere here: two readers may decide it differently"),
        );
    }
}

/// The first vague word that its own clause leaves open: "ECOG 0-1; adequate renal function".
fn undefined(text: &str) -> Option<(usize, usize)> {
    if DEFINING.find(text).is_some() {
        return None;
    }
    let mut from = 0;
    text.split_inclusive(';').find_map(|clause| {
        let start = from;
        from += clause.len();
        let (at, end) = VAGUE.find(clause).filter(|_| !defined(clause))?;
        Some((start + at, start + end))
    })
}

/// Whether numbers or lists say what is meant.
fn defined(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit() || c == ':')
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
    fn several_words() {
        for text in [
            "Clinically  relevant\nillness",
            "illness, Clinically-relevant",
            "Standardized treatment failure with methotrexate",
        ] {
            let found = said("vague-word", &trial(vec![(text, condition("x"))], vec![]));
            assert_eq!(found.len(), 1, "{text}");
        }
    }

    #[test]
    fn a_number_of_another_clause_defines_nothing() {
        let text = "Heart failure of NYHA class 3; other significant heart disease";
        assert_eq!(said("vague-word", &trial(vec![(text, condition("x"))], vec![])).len(), 1);
    }

    #[test]
    fn a_word_that_is_defined() {
        for text in [
            "Adequate renal function: eGFR above limit",
            "Adequate function (creatinine below 2)",
            "Significant disease in the opinion of the investigator",
            "Significance",
            "Major surgery",
            "Standardized questionnaire",
            "Treatment failure with methotrexate",
            "Clinically stable asthma",
            "Consent of the patient or, where appropriate, of a parent",
            "Significant disease (severe dysarthria determined by a panel)",
            "Ill health that is clinically unimportant, relevantly",
            "Stroke; significant disease of NYHA class 3",
        ] {
            assert!(said("vague-word", &trial(vec![(text, condition("x"))], vec![])).is_empty(), "{text}");
        }
    }
}
