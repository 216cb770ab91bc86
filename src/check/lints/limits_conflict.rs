//! One limit stated twice, with different values.

use std::collections::BTreeMap;

use super::Lint;
use super::limits_contradict::{comparable, words};
use crate::check::limit::Edge;
use crate::check::view::{Findings, Stated, View};
use crate::rule::Severity;

pub static LINT: Lint = Lint {
    code: "limits-conflict",
    severity: Severity::Warning,
    title: "a limit stated twice with different values",
    explanation: "Two criteria demand the same of the same thing, with different values. The stricter one decides, and the \
                  other misleads; after an amendment one of them was probably forgotten.",
    example: "Inclusion Criteria:\n1. ANC ≥ 1.5 × 10⁹/L.\n2. Blood count: ANC ≥ 1.0 × 10⁹/L, hemoglobin ≥ 9 g/dL.",
    near_miss: "Inclusion Criteria:\n1. ANC ≥ 1.5 × 10⁹/L.\n2. Blood count: ANC ≤ 10 × 10⁹/L, hemoglobin ≥ 9 g/dL.",
    run,
};

fn run(view: &View<'_>, findings: &mut Findings) {
    let mut first: BTreeMap<(&str, bool, bool), &Stated<'_>> = BTreeMap::new();
    for stated in &view.stated {
        for (high, edge) in [(false, end(stated, false)), (true, end(stated, true))] {
            let Some(edge) = edge else { continue };
            let known = *first.entry((&stated.scope, stated.bars, high)).or_insert(stated);
            let Some(before) = end(known, high) else { continue };
            let differs = before.at != edge.at && comparable(&known.limit, &stated.limit);
            if view.same_people(known, stated) && differs && unlike(known, stated) {
                let subject = view.subject(stated.leaf);
                let (a, b) = (view.name(known.at), view.name(stated.at));
                let message = format!("{subject}: {} in {a}, {} in {b}", words(known), words(stated));
                findings.several(LINT.is(), view.absolute(stated.at, &stated.leaf.span), message);
            }
        }
    }
}

fn end(stated: &Stated<'_>, high: bool) -> Option<Edge> {
    if high { stated.limit.high } else { stated.limit.low }
}

/// Limits that agree within the digits written (in two units) are the same.
fn unlike(a: &Stated<'_>, b: &Stated<'_>) -> bool {
    a.limit.relation(&b.limit) != crate::check::limit::Relation::Same
}

#[cfg(test)]
mod tests {
    use crate::check::lints::fixture::*;

    #[test]
    fn two_values() {
        let trial = trial(vec![("a", limit("anc", ">= 1.5 10*9/L")), ("b", limit("anc", ">= 1000 /uL"))], vec![]);
        assert_eq!(said("limits-conflict", &trial), ["anc: >= 1.5 10*9/L in I1, >= 1000 /uL in I2"]);
    }

    #[test]
    fn one_value_or_two_ends() {
        let none: [&str; 0] = [];
        let same = trial(vec![("a", limit("anc", ">= 1.5 10*9/L")), ("b", limit("anc", ">= 1500 /uL"))], vec![]);
        assert_eq!(said("limits-conflict", &same), none);
        let ends = trial(vec![("a", limit("anc", ">= 1.5 10*9/L")), ("b", limit("anc", "<= 9 10*9/L"))], vec![]);
        assert_eq!(said("limits-conflict", &ends), none);
    }

    #[test]
    fn people_named_before_a_colon_are_other_people() {
        let two = |a: &str, b: &str| {
            let (one, other) = (limit("anc", ">= 1.5 10*9/L"), limit("anc", ">= 1 10*9/L"));
            said("limits-conflict", &trial(vec![(a, one), (b, other)], vec![])).len()
        };
        assert_eq!(two("Patients: a", "Controls: b"), 0);
        assert_eq!(two("Blood count: a", "Blood: b"), 1);
        assert_eq!(two(&format!("{}patients: a", "word ".repeat(40)), "b"), 1);
    }

    #[test]
    fn other_headings_are_other_people() {
        let mut trial = trial(vec![("a", limit("anc", ">= 1.5 10*9/L")), ("b", limit("anc", ">= 1 10*9/L"))], vec![]);
        trial.criteria[1].heading = vec!["Part B".into()];
        assert!(said("limits-conflict", &trial).is_empty());
    }
}
