//! Two negations where one was meant.

use super::Lint;
use crate::check::standing::Polarity;
use crate::check::view::{Findings, View};
use crate::rule::{Leaf, LeafKind, Node, Severity, Status};

pub static LINT: Lint = Lint {
    code: "double-negation",
    severity: Severity::Warning,
    title: "a double negation",
    explanation: "A negation within a negation, or \"no history of …\" under Exclusion, which excludes everybody without that \
                  history. Mostly one of the two negations is a slip.",
    example: "Exclusion Criteria:\n- No history of malignancy.",
    near_miss: "Exclusion Criteria:\n- History of malignancy.",
    run,
};

fn run(view: &View<'_>, findings: &mut Findings) {
    for (at, placed, rule) in view.rules() {
        let mut found = None;
        if placed.polarity == Polarity::Bars && placed.criterion.reads.is_none() {
            found = no_history(rule);
        }
        if let Some(node) = found.or_else(|| twice(rule)) {
            let message = if found.is_some() {
                "excludes everybody who does not have it"
            } else {
                "a negation within a negation"
            };
            findings.one(LINT.is(), at, view.absolute(at, node.span()), message.to_owned());
        }
    }
}

/// A whole criterion that is "no history of".
fn no_history(rule: &Node) -> Option<&Node> {
    let Node::Not { of, .. } = rule else { return None };
    let past = |leaf: &Leaf| {
        matches!(leaf.kind, LeafKind::Condition | LeafKind::Allergy | LeafKind::Procedure)
            && matches!(leaf.status, Some(Status::History | Status::Ever))
    };
    let (mut some, mut all) = (false, true);
    of.each_leaf(&mut |leaf| {
        some = true;
        all &= past(leaf);
    });
    (some && all).then_some(rule)
}

fn twice(node: &Node) -> Option<&Node> {
    match node {
        Node::Not { of, .. } if matches!(**of, Node::Not { .. }) => Some(node),
        _ => node.parts().into_iter().find_map(twice),
    }
}

#[cfg(test)]
mod tests {
    use crate::check::lints::fixture::*;
    use crate::rule::{Leaf, LeafKind, Node, Status};

    fn history(id: &str) -> Node {
        Leaf { status: Some(Status::History), ..leaf(LeafKind::Condition, id) }.into()
    }

    #[test]
    fn no_history_under_exclusion() {
        let trial =
            trial(vec![("x", not(history("cancer")))], vec![("y", not(history("stroke"))), ("z", history("mi"))]);
        assert_eq!(said("double-negation", &trial), ["excludes everybody who does not have it"]);
    }

    #[test]
    fn not_not() {
        assert_eq!(said("double-negation", &trial(vec![("x", not(not(condition("a"))))], vec![])).len(), 1);
        let lack = trial(vec![], vec![("without measurable disease", not(condition("measurable_disease")))]);
        assert!(said("double-negation", &lack).is_empty(), "to lack something may well exclude");
    }
}
