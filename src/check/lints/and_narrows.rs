//! "And" between an exposure and an allergy.

use super::Lint;
use crate::check::standing::Polarity;
use crate::check::view::{Findings, View};
use crate::rule::{LeafKind, Node, Severity};

pub static LINT: Lint = Lint {
    code: "and-narrows",
    severity: Severity::Note,
    title: "\"and\" excludes only who has both a treatment and an allergy",
    explanation: "Read as written: only people with both are excluded. Trials mostly exclude for either. Write \"or\" if so.",
    example: "Exclusion Criteria:\n- Use of LNP products and allergy to LNP.",
    near_miss: "Exclusion Criteria:\n- Use of LNP products or allergy to LNP.",
    run,
};

fn run(view: &View<'_>, findings: &mut Findings) {
    for (at, _, rule) in view.rules().filter(|(_, p, _)| p.polarity == Polarity::Bars) {
        let Node::All { of, .. } = rule else { continue };
        let kind = |kind: LeafKind| of.iter().any(|part| every_leaf(part, kind));
        if of.len() == 2 && kind(LeafKind::Allergy) && kind(LeafKind::Drug) {
            let message = "excludes only who had the treatment and is allergic; trials mostly exclude for either";
            findings.one(LINT.is(), at, view.absolute(at, rule.span()), message.to_owned());
        }
    }
}

fn every_leaf(node: &Node, kind: LeafKind) -> bool {
    let (mut some, mut all) = (false, true);
    node.each_leaf(&mut |leaf| {
        some = true;
        all &= leaf.kind == kind;
    });
    some && all
}

#[cfg(test)]
mod tests {
    use crate::check::lints::fixture::*;
    use crate::rule::LeafKind;

    #[test]
    fn treatment_and_allergy() {
        let parts = || vec![leaf(LeafKind::Drug, "lnp").into(), leaf(LeafKind::Allergy, "lnp").into()];
        assert_eq!(said("and-narrows", &trial(vec![], vec![("x", all(parts()))])).len(), 1);
        assert!(said("and-narrows", &trial(vec![], vec![("x", any(parts()))])).is_empty());
        assert!(said("and-narrows", &trial(vec![("x", all(parts()))], vec![])).is_empty());
    }
}
