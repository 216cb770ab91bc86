//! The lints, one a file. Each has a code, an explanation, an example, a test that fires and one that does not.

mod abbreviation;
mod age_registry;
mod and_narrows;
mod and_or;
mod criterion_repeated;
mod dangling_reference;
mod double_negation;
mod edge;
mod empty_criterion;
mod future_anchor;
mod implausible;
mod inferred_nesting;
mod limit_repeated;
mod limits_conflict;
mod limits_contradict;
mod no_criteria;
mod or_where_and_usual;
mod registry_fields;
mod result_not_said;
mod unit_misfit;
mod unit_missing;
mod vague_word;
mod wrong_direction;

#[cfg(test)]
pub(super) mod fixture;

use super::view::{Findings, View};
use crate::rule::Severity;

/// A lint: what it looks for, and how it says so.
pub struct Lint {
    /// The stable code.
    pub code: &'static str,
    /// How bad what it finds is.
    pub severity: Severity,
    /// What it says, in a few words.
    pub title: &'static str,
    /// Why it matters and what to do.
    pub explanation: &'static str,
    /// Criteria text that gives it.
    pub example: &'static str,
    /// Nearly the same, which does not give it.
    pub near_miss: &'static str,
    pub(super) run: fn(&View<'_>, &mut Findings),
}

impl Lint {
    fn is(&self) -> (&'static str, Severity) {
        (self.code, self.severity)
    }
}

/// All lints, sorted by code.
pub static LINTS: &[&Lint] = &[
    &abbreviation::TWICE,
    &abbreviation::UNDEFINED,
    &age_registry::LINT,
    &and_narrows::LINT,
    &and_or::LINT,
    &criterion_repeated::LINT,
    &dangling_reference::LINT,
    &double_negation::LINT,
    &edge::GAP,
    &edge::OVERLAP,
    &empty_criterion::LINT,
    &registry_fields::HEALTHY,
    &implausible::LINT,
    &inferred_nesting::LINT,
    &limit_repeated::LINT,
    &limits_conflict::LINT,
    &limits_contradict::LINT,
    &no_criteria::LINT,
    &edge::OPPOSITE,
    &or_where_and_usual::LINT,
    &result_not_said::LINT,
    &registry_fields::SEX,
    &unit_misfit::LINT,
    &unit_missing::LINT,
    &vague_word::LINT,
    &future_anchor::LINT,
    &wrong_direction::LINT,
];

#[cfg(test)]
mod tests {
    use super::LINTS;

    #[test]
    fn every_lint_says_what_it_is() {
        assert!(LINTS.is_sorted_by(|a, b| a.code < b.code), "sorted by code, each code once");
        for lint in LINTS {
            assert!(lint.code.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", lint.code);
            assert!(!lint.title.is_empty() && !lint.title.ends_with('.'), "{}", lint.code);
            assert!(lint.explanation.ends_with('.') && !lint.example.is_empty(), "{}", lint.code);
        }
    }
}
