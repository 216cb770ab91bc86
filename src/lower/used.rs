//! Which concepts a document's rules are about: those it lists.

use std::collections::BTreeSet;

use crate::rule::{Anchor, ConceptRef, Criterion, Leaf, Mention, Node};

/// The ids that stand anywhere in the rules and mentions of these criteria.
pub fn used(criteria: &[Criterion]) -> BTreeSet<&str> {
    let mut used = BTreeSet::new();
    let mut open: Vec<&Criterion> = criteria.iter().collect();
    while let Some(criterion) = open.pop() {
        mentions(&criterion.mentions, &mut used);
        criterion.rule.iter().for_each(|rule| node(rule, &mut used));
        open.extend(&criterion.criteria);
    }
    used
}

fn node<'r>(rule: &'r Node, used: &mut BTreeSet<&'r str>) {
    let mut leaves = Vec::new();
    rule.each_leaf(&mut |leaf| leaves.push(leaf));
    leaves.into_iter().for_each(|leaf| in_leaf(leaf, used));
}

fn in_leaf<'r>(leaf: &'r Leaf, used: &mut BTreeSet<&'r str>) {
    let concepts = leaf.concept.iter().chain(leaf.equivalent_to.as_deref());
    concepts.for_each(|named| concept(named, used));
    mentions(&leaf.method, used);
    mentions(&leaf.setting, used);
    let against = leaf.derive.as_ref().and_then(|derive| derive.against.as_ref());
    against.into_iter().for_each(|against| used.extend(against.id.as_deref()));
    for time in &leaf.time {
        used.extend(time.of.as_ref().and_then(|of| of.id.as_deref()));
        if let Some(Anchor::Event(event)) = &time.anchor {
            node(event, used);
        }
    }
    let related = [&leaf.due_to, &leaf.having, &leaf.defined_by].into_iter().flatten().map(|related| &**related);
    related.chain(&leaf.illustrations).chain(&leaf.permits).for_each(|related| node(related, used));
}

fn concept<'r>(concept: &'r ConceptRef, used: &mut BTreeSet<&'r str>) {
    used.extend(concept.id.as_deref());
    mentions(&concept.examples, used);
}

fn mentions<'r>(mentions: &'r [Mention], used: &mut BTreeSet<&'r str>) {
    used.extend(mentions.iter().filter_map(|mention| mention.id.as_deref()));
}
