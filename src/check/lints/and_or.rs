//! "And/or".

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
        if let Some((start, length)) = find(&criterion.text) {
            let start = criterion.span.start + criterion.text[..start].chars().count() as u32;
            let message = "\"and/or\" is read as either or both".to_owned();
            findings.one(LINT.is(), at, Span::new(start, start + length), message);
        }
    }
}

/// The first "and/or", in bytes, and its length.
fn find(text: &str) -> Option<(usize, u32)> {
    let lower = text.to_ascii_lowercase();
    ["and/or", "and / or"].iter().find_map(|words| Some((lower.find(words)?, words.len() as u32)))
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
}
