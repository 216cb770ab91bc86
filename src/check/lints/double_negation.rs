//! Two negations where one was meant.

use super::Lint;
use crate::check::signature;
use crate::check::standing::Polarity;
use crate::check::view::{Findings, View};
use crate::rule::{Leaf, LeafKind, Node, Severity, Status};

pub static LINT: Lint = Lint {
    code: "double-negation",
    severity: Severity::Warning,
    title: "a double negation",
    explanation: "A negation within a negation, or \"no history of …\" and \"no active infection\" under Exclusion, which exclude \
                  everybody without it. Mostly one of the two negations is a slip.",
    example: "Exclusion Criteria:\n- No history of malignancy.",
    near_miss: "Exclusion Criteria:\n- History of malignancy.",
    run,
};

fn run(view: &View<'_>, findings: &mut Findings) {
    for (at, placed, rule) in view.rules() {
        let mut found = None;
        if placed.polarity == Polarity::Bars && placed.criterion.reads.is_none() {
            found = lacks(view, rule);
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

/// A whole criterion that is "no history of", or "no" disease, allergy or pregnancy at all. What the trial demands of
/// everybody may well be missing ("no asthma" in a trial of asthma).
fn lacks<'a>(view: &View<'_>, rule: &'a Node) -> Option<&'a Node> {
    let of = match rule {
        Node::Not { of, .. } => of,
        Node::All { of, .. } | Node::Any { of, .. } if of.iter().all(|part| lacks(view, part).is_some()) => {
            return Some(rule);
        }
        _ => return None,
    };
    let past = |leaf: &Leaf| matches!(leaf.status, Some(Status::History | Status::Ever));
    let unwanted = |leaf: &Leaf| match leaf.kind {
        LeafKind::Condition => {
            let known = leaf.concept_id().is_some_and(|id| !demanded(view, id));
            (known || is_any_illness(leaf))
                && leaf.outcome.is_none()
                && leaf.having.is_none()
                && (past(leaf) || leaf.qualifiers.iter().all(|q| !WISHED.contains(&q.as_str())))
        }
        LeafKind::Allergy => true,
        LeafKind::Procedure => past(leaf),
        _ => false,
    };
    let (mut some, mut all) = (false, true);
    of.each_leaf(&mut |leaf| {
        some = true;
        all &= unwanted(leaf);
    });
    (some && all).then_some(rule)
}

/// "No major medical *illness*": a word for every disease, whatever describes it.
fn is_any_illness(leaf: &Leaf) -> bool {
    let named = leaf.concept.as_ref().filter(|concept| concept.id.is_none()).map(|concept| concept.text.to_lowercase());
    named.is_some_and(|name| name.rsplit(' ').next().is_some_and(|last| matches!(last, "illness" | "illnesses")))
}

/// Qualifiers of a disease that one may well have to have.
const WISHED: [&str; 4] = ["controlled", "stable", "resolved", "mild"];

/// Whether the inclusion criteria speak of a condition.
fn demanded(view: &View<'_>, id: &str) -> bool {
    view.rules().filter(|(_, placed, _)| placed.polarity == Polarity::Admits).any(|(_, _, rule)| {
        let mut found = false;
        rule.each_leaf(&mut |leaf| found |= leaf.concept_id() == Some(id));
        found
    })
}

fn twice(node: &Node) -> Option<&Node> {
    match node {
        Node::Not { of, .. } if matches!(**of, Node::Not { .. }) => Some(node),
        Node::Leaf(leaf) if leaf.kind == LeafKind::Narrative && worded_twice(leaf) => Some(node),
        _ => node.parts().into_iter().find_map(twice),
    }
}

/// "Not unable to swallow", where no data decide and the words are all there is.
fn worded_twice(leaf: &Leaf) -> bool {
    let words = leaf.text.as_deref().map(signature::words).unwrap_or_default();
    let lacks = ["unable", "inable", "inability", "unwilling", "unwillingness", "incapable", "without", "refuse"];
    let pairs = words.split(' ').zip(words.split(' ').skip(1));
    pairs.into_iter().any(|(word, next)| ["not", "no"].contains(&word) && lacks.contains(&next))
}

#[cfg(test)]
mod tests {
    use crate::check::lints::fixture::*;
    use crate::rule::{Leaf, LeafKind, Node, Status};

    fn history(id: &str) -> Node {
        Leaf { status: Some(Status::History), ..leaf(LeafKind::Condition, id) }.into()
    }

    #[test]
    fn no_illness_at_all() {
        let mut general = leaf(LeafKind::Condition, "x");
        if let Some(concept) = &mut general.concept {
            (concept.id, concept.text) = (None, "major medical illness".to_owned());
        }
        let trial = trial(vec![], vec![("x", not(general.clone().into())), ("y", general.into())]);
        assert_eq!(said("double-negation", &trial).len(), 1);
    }

    #[test]
    fn no_history_under_exclusion() {
        let trial =
            trial(vec![("x", not(history("cancer")))], vec![("y", not(history("stroke"))), ("z", history("mi"))]);
        assert_eq!(said("double-negation", &trial), ["excludes everybody who does not have it"]);
    }

    #[test]
    fn no_disease_under_exclusion() {
        let none = trial(vec![], vec![("x", not(condition("infection")))]);
        assert_eq!(said("double-negation", &none).len(), 1);
        let wanted = trial(vec![("a", condition("asthma"))], vec![("x", not(condition("asthma")))]);
        assert!(said("double-negation", &wanted).is_empty(), "the trial is about it");
        let controlled = Leaf { qualifiers: vec!["controlled".into()], ..leaf(LeafKind::Condition, "hypertension") };
        assert!(said("double-negation", &trial(vec![], vec![("x", not(controlled.into()))])).is_empty());
    }

    #[test]
    fn not_unable() {
        let able = |text: &str| {
            let leaf = Leaf { text: Some(text.into()), ..Leaf::new(LeafKind::Narrative, here()) };
            said("double-negation", &trial(vec![("x", leaf.into())], vec![])).len()
        };
        assert_eq!((able("Not unable to swallow tablets"), able("Not able to swallow tablets")), (1, 0));
        assert_eq!(able("Unable or unwilling to swallow tablets"), 0);
    }

    #[test]
    fn not_not() {
        assert_eq!(said("double-negation", &trial(vec![("x", not(not(condition("a"))))], vec![])).len(), 1);
        let lack = leaf(LeafKind::Observation, "measurable_disease");
        let lack = trial(vec![], vec![("without measurable disease", not(lack.into()))]);
        assert!(said("double-negation", &lack).is_empty(), "to lack something may well exclude");
    }
}
