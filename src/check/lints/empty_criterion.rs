//! A list marker that stands alone.

use super::Lint;
use crate::check::view::{Findings, View};
use crate::rule::{Role, Severity};

pub static LINT: Lint = Lint {
    code: "empty-criterion",
    severity: Severity::Note,
    title: "a list item without words",
    explanation: "A marker stands alone. Nothing is lost; the item is kept as a note.",
    example: "Inclusion Criteria:\n1.\n2. Age 18 years or older.",
    near_miss: "Inclusion Criteria:\n1. Asthma.\n2. Age 18 years or older.",
    run,
};

fn run(view: &View<'_>, findings: &mut Findings) {
    for (at, placed) in view.placed.iter().enumerate() {
        let criterion = placed.criterion;
        let label = criterion.label.as_deref().filter(|_| criterion.role == Role::Note && criterion.text.is_empty());
        if let Some(label) = label {
            findings.one(LINT.is(), at, criterion.span, format!("nothing follows \"{label}\""));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::lints::fixture::*;
    use crate::rule::Role;

    #[test]
    fn a_marker_alone() {
        let mut trial = trial(vec![("", condition("x")), ("note", condition("y"))], vec![]);
        trial.criteria.iter_mut().for_each(|c| (c.role, c.label) = (Role::Note, Some("1.".into())));
        assert_eq!(said("empty-criterion", &trial), ["nothing follows \"1.\""]);
    }
}
