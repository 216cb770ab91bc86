//! A text without criteria.

use super::Lint;
use crate::check::view::{Findings, View};
use crate::rule::{Role, Severity, Span};

pub static LINT: Lint = Lint {
    code: "no-criteria",
    severity: Severity::Warning,
    title: "the text holds no criterion",
    explanation: "There are headings or layout only. Check that the right field or file was read.",
    example: "Inclusion Criteria:",
    near_miss: "Inclusion Criteria:\n- Asthma.",
    run,
};

fn run(view: &View<'_>, findings: &mut Findings) {
    let says = |role: Role| !matches!(role, Role::Heading | Role::Note);
    if !view.placed.iter().any(|placed| says(placed.criterion.role)) {
        findings.several(LINT.is(), Span::default(), "the text holds no criterion".to_owned());
    }
}

#[cfg(test)]
mod tests {
    use crate::check::lints::fixture::*;
    use crate::rule::Role;

    #[test]
    fn only_headings() {
        let mut trial = trial(vec![("Inclusion Criteria:", condition("x"))], vec![]);
        assert!(said("no-criteria", &trial).is_empty());
        trial.criteria[0].role = Role::Heading;
        assert_eq!(said("no-criteria", &trial).len(), 1);
    }
}
