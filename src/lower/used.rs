//! Which concepts a document's rules are about: those it lists.

use std::collections::BTreeSet;

use super::concept::leaf_kind;
use crate::lex::Entry;
use crate::rule::{Anchor, ConceptRef, Criterion, Leaf, LeafKind, Mention, Node};

/// The ids that stand anywhere in the rules and mentions of these criteria: of what is measured, and of all else.
#[derive(Default)]
pub struct Used<'r> {
    measured: BTreeSet<&'r str>,
    otherwise: BTreeSet<&'r str>,
}

impl Used<'_> {
    /// Whether the rules name what this entry of the vocabulary describes. What is given as a drug and measured as a
    /// substance has one id: the one does not stand for the other.
    pub fn has(&self, entry: Entry) -> bool {
        let measured = leaf_kind(entry.kind()) == LeafKind::Measurement;
        if measured { self.measured.contains(entry.id()) } else { self.otherwise.contains(entry.id()) }
    }

    /// Whether the rules have this id at all.
    pub fn has_id(&self, id: &str) -> bool {
        self.measured.contains(id) || self.otherwise.contains(id)
    }
}

/// What stands in these criteria.
pub fn used(criteria: &[Criterion]) -> Used<'_> {
    let mut used = Used::default();
    let mut open: Vec<&Criterion> = criteria.iter().collect();
    while let Some(criterion) = open.pop() {
        mentions(&criterion.mentions, &mut used);
        criterion.rule.iter().for_each(|rule| node(rule, &mut used));
        open.extend(&criterion.criteria);
    }
    used
}

fn node<'r>(rule: &'r Node, used: &mut Used<'r>) {
    let mut leaves = Vec::new();
    rule.each_leaf(&mut |leaf| leaves.push(leaf));
    leaves.into_iter().for_each(|leaf| in_leaf(leaf, used));
}

fn in_leaf<'r>(leaf: &'r Leaf, used: &mut Used<'r>) {
    if leaf.kind == LeafKind::Measurement {
        used.measured.extend(leaf.concept.as_ref().and_then(|concept| concept.id.as_deref()));
        leaf.concept.iter().for_each(|concept| mentions(&concept.examples, used));
    } else {
        leaf.concept.iter().for_each(|named| concept(named, used));
    }
    leaf.equivalent_to.iter().for_each(|named| concept(named, used));
    mentions(&leaf.method, used);
    mentions(&leaf.setting, used);
    let against = leaf.derive.as_ref().and_then(|derive| derive.against.as_ref());
    against.into_iter().for_each(|against| used.measured.extend(against.id.as_deref()));
    for time in &leaf.time {
        used.otherwise.extend(time.of.as_ref().and_then(|of| of.id.as_deref()));
        if let Some(Anchor::Event(event)) = &time.anchor {
            node(event, used);
        }
    }
    let related = [&leaf.due_to, &leaf.having, &leaf.defined_by].into_iter().flatten().map(|related| &**related);
    related.chain(&leaf.illustrations).chain(&leaf.permits).for_each(|related| node(related, used));
}

fn concept<'r>(concept: &'r ConceptRef, used: &mut Used<'r>) {
    used.otherwise.extend(concept.id.as_deref());
    mentions(&concept.examples, used);
}

fn mentions<'r>(mentions: &'r [Mention], used: &mut Used<'r>) {
    used.otherwise.extend(mentions.iter().filter_map(|mention| mention.id.as_deref()));
}
