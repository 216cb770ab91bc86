//! "Or" between limits of which trials mostly demand all.

use super::Lint;
use crate::check::standing::Polarity;
use crate::check::view::{Findings, View};
use crate::rule::{Leaf, Node, Severity};

pub static LINT: Lint = Lint {
    code: "or-where-and-usual",
    severity: Severity::Note,
    title: "\"or\" between limits that trials mostly demand together",
    explanation: "Read as written: one of the limits is enough. Trials nearly always mean both here. Write \"and\" if so.",
    example: "Inclusion Criteria:\n- INR or APTT ≤ 1.5 × ULN.",
    near_miss: "Inclusion Criteria:\n- INR and APTT ≤ 1.5 × ULN.",
    run,
};

/// Results of one organ that are demanded together.
const TOGETHER: [&[&str]; 3] = [
    &["inr", "aptt", "prothrombin_time"],
    &["alanine_aminotransferase", "aspartate_aminotransferase", "bilirubin_total"],
    &["hemoglobin", "leukocytes", "neutrophils", "platelets"],
];

fn run(view: &View<'_>, findings: &mut Findings) {
    for (at, placed, rule) in view.rules() {
        look(rule, placed.polarity, &mut |of| {
            if let Some(leaves) = usual(of) {
                let names: Vec<&str> = leaves.iter().map(|l| view.subject(l)).collect();
                let message = format!("one of {} is enough as written; trials mostly demand all", names.join(" and "));
                findings.one(LINT.is(), at, view.absolute(at, &leaves[0].span), message);
            }
        });
    }
}

/// Calls `f` with the parts of every `any` that is demanded.
fn look<'a>(node: &'a Node, polarity: Polarity, f: &mut impl FnMut(&'a [Node])) {
    match node {
        Node::Any { of, .. } if polarity == Polarity::Admits => f(of),
        Node::Not { of, .. } => return look(of, polarity.flipped(), f),
        _ => {}
    }
    node.parts().into_iter().for_each(|part| look(part, polarity, f));
}

/// The leaves, if all are limits of one organ to the same side.
fn usual(of: &[Node]) -> Option<Vec<&Leaf>> {
    let leaves: Vec<&Leaf> = of
        .iter()
        .map(|node| match node {
            Node::Leaf(leaf) => Some(&**leaf),
            _ => None,
        })
        .collect::<Option<_>>()?;
    let side = |leaf: &Leaf| {
        let bounds = &leaf.value.as_ref()?.bounds;
        Some((bounds.low().is_some(), bounds.high().is_some()))
    };
    let same =
        leaves.len() > 1 && leaves.iter().all(|l| side(l).is_some_and(|s| s.0 != s.1 && side(leaves[0]) == Some(s)));
    let different = leaves.iter().any(|l| l.concept_id() != leaves[0].concept_id());
    let organ = |group: &[&str]| leaves.iter().all(|l| l.concept_id().is_some_and(|id| group.contains(&id)));
    (same && different && TOGETHER.iter().any(|group| organ(group))).then_some(leaves)
}

#[cfg(test)]
mod tests {
    use crate::check::lints::fixture::*;

    #[test]
    fn one_of_both_is_enough() {
        let clotting = any(vec![limit("inr", "<= 1.5"), limit("aptt", "<= 1.5")]);
        let trial = trial(vec![("INR or APTT ≤ 1.5", clotting)], vec![]);
        assert_eq!(said("or-where-and-usual", &trial).len(), 1);
    }

    #[test]
    fn an_exclusion_means_or() {
        let clotting = any(vec![limit("inr", "> 1.5"), limit("aptt", "> 1.5")]);
        let trial = trial(
            vec![("FVC or FEV1", any(vec![limit("fvc", ">= 60"), limit("fev1", ">= 60")]))],
            vec![("x", clotting)],
        );
        assert!(said("or-where-and-usual", &trial).is_empty());
    }
}
