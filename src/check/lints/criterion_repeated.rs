//! A criterion that stands twice.

use std::collections::BTreeMap;

use super::Lint;
use crate::check::signature;
use crate::check::view::{Findings, View};
use crate::rule::{LeafKind, Node, Severity};

pub static LINT: Lint = Lint {
    code: "criterion-repeated",
    severity: Severity::Note,
    title: "a criterion that stands twice",
    explanation: "Two criteria have the same rule, in the same or in other words. When one is amended the other is easily \
                  forgotten.",
    example: "Exclusion Criteria:\n1. Pregnant women.\n2. Pregnancy.",
    near_miss: "Exclusion Criteria:\n1. Pregnant women.\n2. Breastfeeding.",
    run,
};

fn run(view: &View<'_>, findings: &mut Findings) {
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    for (at, placed, rule) in view.rules().filter(|(_, p, rule)| p.criterion.criteria.is_empty() && says(rule)) {
        // Parts of two groups are said of different people, or things.
        let mut name = format!("{:?}{:?}{:?}", placed.polarity, placed.criterion.heading, placed.parent);
        // A rule of words only is told by its words: two judgements are not one. So is one that lacks some of them.
        let lost = |code: &str| ["not-understood", "number-not-in-rule", "unparsed"].contains(&code);
        if narrative(rule) || placed.criterion.diagnostics.iter().any(|d| lost(&d.code)) {
            name.push_str(&signature::words(&placed.criterion.text));
        } else {
            name.push_str(&signature::node(rule, &|_| None));
        }
        let known = *first.entry(name).or_insert(at);
        if known != at {
            let message = format!("{} says the same as {}", view.name(at), view.name(known));
            findings.several(LINT.is(), placed.criterion.span, message);
        }
    }
}

fn says(rule: &Node) -> bool {
    !matches!(rule, Node::Ref { .. } | Node::Constant { .. })
}

fn narrative(rule: &Node) -> bool {
    let mut found = false;
    rule.each_leaf(&mut |leaf| found |= matches!(leaf.kind, LeafKind::Narrative | LeafKind::Unparsed));
    found
}

#[cfg(test)]
mod tests {
    use crate::check::lints::fixture::*;
    use crate::rule::{Leaf, LeafKind, Node, Span};

    #[test]
    fn the_same_rule_twice() {
        let trial = trial(vec![], vec![("Pregnant", condition("pregnancy")), ("Pregnancy", condition("pregnancy"))]);
        assert_eq!(said("criterion-repeated", &trial), ["E2 says the same as E1"]);
    }

    #[test]
    fn two_judgements_are_not_one() {
        let judgement = || {
            let category = Some("judgement".to_owned());
            Node::from(Leaf { category, ..Leaf::new(LeafKind::Narrative, Span::default()) })
        };
        let trial = trial(vec![], vec![("Unfit in the judgement of X", judgement()), ("At risk, says Y", judgement())]);
        assert!(said("criterion-repeated", &trial).is_empty());
    }

    #[test]
    fn words_that_are_not_understood_tell_two_apart() {
        let pair = vec![("Disorders of lipids", condition("disorder")), ("Disorders of muscle", condition("disorder"))];
        let mut trial = trial(vec![], pair);
        assert_eq!(said("criterion-repeated", &trial).len(), 1);
        trial.criteria[1].diagnostics.push(crate::rule::Diagnostic {
            code: "not-understood".into(),
            severity: crate::rule::Severity::Warning,
            message: "muscle".into(),
            span: Span::default(),
            help: None,
        });
        assert!(said("criterion-repeated", &trial).is_empty());
    }

    #[test]
    fn a_demand_is_not_an_exclusion() {
        let trial = trial(vec![("Asthma", condition("asthma"))], vec![("Asthma", condition("asthma"))]);
        assert!(said("criterion-repeated", &trial).is_empty());
    }
}
