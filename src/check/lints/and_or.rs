//! "And/or", "or a combination thereof".

use super::Lint;
use crate::check::view::{Findings, View};
use crate::rule::{Role, Severity, Span};

pub static LINT: Lint = Lint {
    code: "and-or",
    severity: Severity::Note,
    title: "\"and/or\" is read as either or both",
    explanation: "\"A and/or B\" is met by A alone, by B alone, and by both. Write \"or\" if that is meant, \"and\" if both \
                  are demanded.",
    example: "Exclusion Criteria:\n- Received immunosuppressants and/or biological agents.",
    near_miss: "Exclusion Criteria:\n- Received immunosuppressants or biological agents.",
    run,
};

fn run(view: &View<'_>, findings: &mut Findings) {
    for (at, placed) in view.placed.iter().enumerate() {
        let criterion = placed.criterion;
        if !matches!(criterion.role, Role::Criterion | Role::Group) {
            continue;
        }
        if let Some((start, words)) = find(&criterion.text) {
            let (start, length) = (criterion.text[..start].chars().count() as u32, words.len() as u32);
            let start = criterion.span.start + start;
            let message = format!("\"{words}\" is read as either or both");
            findings.one(LINT.is(), at, Span::new(start, start + length), message);
        }
    }
}

/// How a text says that both will do where one is enough.
const WORDS: [&str; 7] = [
    "and/or",
    "and / or",
    "or a combination thereof",
    "or any combination thereof",
    "or combination thereof",
    "or combinations thereof",
    "or a combination of these",
];

/// The first of the words, and where they begin in bytes.
fn find(text: &str) -> Option<(usize, &'static str)> {
    let lower = text.to_ascii_lowercase();
    WORDS.iter().find_map(|words| Some((lower.find(words)?, *words)))
}

#[cfg(test)]
mod tests {
    use crate::check::lints::fixture::*;

    #[test]
    fn either_or_both() {
        let trial = trial(vec![("β-blockers and/or diuretics", condition("x")), ("and or", condition("y"))], vec![]);
        let found = crate::check::check(&trial, None);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].code.as_str(), found[0].span.start, found[0].span.end), ("and-or", 11, 17));
    }
    #[test]
    fn a_combination_is_both() {
        let told = |text: &'static str| {
            let found = crate::check::check(&trial(vec![(text, condition("x"))], vec![]), None);
            found.into_iter().map(|d| d.message).collect::<Vec<_>>()
        };
        assert_eq!(
            told("one grade A, two grades B, or a combination thereof"),
            ["\"or a combination thereof\" is read as either or both"]
        );
        assert!(told("a combination of both drugs").is_empty());
    }
}
