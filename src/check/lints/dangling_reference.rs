//! A reference to a criterion that is not there.

use super::Lint;
use crate::check::view::{Findings, View};
use crate::rule::{Node, Severity};

pub static LINT: Lint = Lint {
    code: "dangling-reference",
    severity: Severity::Error,
    title: "a reference to a criterion that is not there",
    explanation: "The text refers to a criterion by a number that no criterion has, mostly because items were inserted or \
                  removed since. Nobody can decide it; correct the number.",
    example: "Inclusion Criteria:\n1. Age ≥ 18 years.\n2. Meets inclusion criterion 12.",
    run,
};

fn run(view: &View<'_>, findings: &mut Findings) {
    for (at, _, rule) in view.rules() {
        look(rule, &mut |to, node| {
            if within_document(to) && !view.ids.contains_key(to) {
                let message = format!("{} refers to {to}, which is not there", view.name(at));
                findings.one(LINT.is(), at, view.absolute(at, node.span()), message);
            }
        });
    }
}

fn look<'a>(node: &'a Node, f: &mut impl FnMut(&'a str, &'a Node)) {
    match node {
        Node::Ref { to, .. } => f(to, node),
        Node::Leaf(leaf) => {
            let inner = [&leaf.having, &leaf.due_to, &leaf.defined_by];
            inner.into_iter().flatten().for_each(|part| look(part, f));
        }
        _ => node.parts().into_iter().for_each(|part| look(part, f)),
    }
}

/// An id, or words that name a criterion by its number. "Appendix 3" is somewhere else.
fn within_document(to: &str) -> bool {
    let id = to.strip_prefix(['I', 'E']).unwrap_or(to);
    let numbers = !id.is_empty() && id.chars().all(|c| c.is_ascii_digit() || c == '.');
    let lower = to.to_lowercase();
    let words = ["criterion", "criteria"].iter().any(|w| lower.contains(w));
    let outside = ["appendix", "protocol", "section", "table", "annex"].iter().any(|w| lower.contains(w));
    numbers || (words && !outside && lower.chars().any(|c| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use crate::check::lints::fixture::*;

    #[test]
    fn a_number_that_no_criterion_has() {
        let trial = trial(
            vec![("a", condition("x")), ("b", refer("I12")), ("c", any(vec![refer("I1"), refer("see Appendix 3")]))],
            vec![],
        );
        assert_eq!(said("dangling-reference", &trial), ["I2 refers to I12, which is not there"]);
    }
}
