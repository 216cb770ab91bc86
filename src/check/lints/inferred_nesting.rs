//! A place in the list that nothing marks.

use super::Lint;
use crate::check::view::{Findings, View};
use crate::rule::Severity;

pub static LINT: Lint = Lint {
    code: "inferred-nesting",
    severity: Severity::Note,
    title: "the place of this item in the list was inferred",
    explanation: "Nothing in the layout says that the item belongs to the one that introduces it (a line that ends in a \
                  colon, an unmarked line between items), but the words do. Indent it, or number it, to be sure.",
    example: "Inclusion Criteria:\n* Adequate organ function:\n* ALT ≤ 5 × ULN.",
    near_miss: "Inclusion Criteria:\n* Adequate organ function:\n  * ALT ≤ 5 × ULN.",
    run,
};

fn run(view: &View<'_>, findings: &mut Findings) {
    for (at, placed) in view.placed.iter().enumerate().filter(|(_, p)| p.criterion.inferred) {
        let message = match placed.parent {
            Some(parent) => format!("taken as part of {}, though nothing in the layout says so", view.name(parent)),
            None => "its place in the list was inferred".to_owned(),
        };
        findings.one(LINT.is(), at, placed.criterion.span, message);
    }
}

#[cfg(test)]
mod tests {
    use crate::check::lints::fixture::*;

    #[test]
    fn only_what_was_inferred() {
        let mut trial = trial(vec![("a", condition("x")), ("b", condition("y"))], vec![]);
        assert!(said("inferred-nesting", &trial).is_empty());
        trial.criteria[1].inferred = true;
        assert_eq!(said("inferred-nesting", &trial).len(), 1);
    }
}
