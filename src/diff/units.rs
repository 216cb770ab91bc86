//! The criteria of a trial as a flat list, each with whom it lets in when it is met.

use std::collections::BTreeMap;

use super::change::{Effect, Side};
use super::likeness::Features;
use super::words;
use crate::check::limit::Relation;
use crate::check::signature;
use crate::check::standing::{Join, Placed, Polarity, ids, placed};
use crate::rule::{Criterion, Node, Trial};

impl Polarity {
    /// Whom a node lets in that now holds for more or for fewer.
    pub fn effect(self, relation: Relation) -> Effect {
        match (relation, self) {
            (Relation::Same, _) => Effect::Neither,
            (Relation::Wider, Self::Admits) | (Relation::Narrower, Self::Bars) => Effect::More,
            (Relation::Narrower, Self::Admits) | (Relation::Wider, Self::Bars) => Effect::Fewer,
            (Relation::Both, _) => Effect::Either,
            _ => Effect::Unclear,
        }
    }
}

/// A criterion that has a rule.
pub struct Unit<'a> {
    /// The criterion.
    pub criterion: &'a Criterion,
    /// Its rule.
    pub rule: &'a Node,
    /// Whom it lets in.
    pub polarity: Polarity,
    /// How it is joined with its neighbours.
    pub join: Join,
    /// Whether it is one demand, or one exclusion, among those of the whole trial.
    pub alone: bool,
    /// Whether its rule only refers to the criteria nested in it.
    pub group: bool,
    /// Its rule, without words and places; a group's with those of its parts.
    pub signature: String,
    /// What its rule is made of.
    pub rule_features: Features,
    /// What its words are made of.
    pub text_features: Features,
}

impl Unit<'_> {
    /// Whom it lets in that the criterion is there at all, compared with a trial without it.
    pub fn presence(&self) -> Effect {
        match self.join {
            Join::All => self.polarity.effect(Relation::Narrower),
            Join::Any => self.polarity.effect(Relation::Wider),
            Join::Other => Effect::Unclear,
        }
    }

    /// Whether another criterion keeps out the very same people, on its own.
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.alone && self.polarity == other.polarity && self.signature == other.signature
    }

    /// The criterion for a report.
    pub fn side(&self) -> Side {
        let criterion = self.criterion;
        Side {
            id: criterion.id.clone(),
            key: criterion.key.clone(),
            section: criterion.section,
            span: criterion.span,
            text: criterion.text.clone(),
            reading: criterion.reading.clone().unwrap_or_else(|| words::node(self.rule)),
        }
    }
}

/// All criteria that have a rule, in the order of the text.
pub fn units(trial: &Trial) -> Vec<Unit<'_>> {
    let all = placed(trial);
    let by_id = ids(&all);
    all.iter().filter_map(|placed| unit(placed, &all, &by_id)).collect()
}

fn unit<'a>(placed: &Placed<'a>, all: &[Placed<'a>], by_id: &BTreeMap<&str, usize>) -> Option<Unit<'a>> {
    let criterion = placed.criterion;
    let rule = criterion.rule.as_ref()?;
    Some(Unit {
        criterion,
        rule,
        polarity: placed.polarity,
        join: placed.join,
        alone: placed.alone,
        group: refers_only(rule) && !criterion.criteria.is_empty(),
        signature: resolved(rule, all, by_id, 0),
        rule_features: Features::of_rule(rule),
        text_features: Features::of_text(&criterion.text),
    })
}

/// The signature with other criteria written out; nested a few deep at most, so that a ring of references ends.
fn resolved(rule: &Node, all: &[Placed<'_>], by_id: &BTreeMap<&str, usize>, depth: usize) -> String {
    signature::node(rule, &|to| {
        let target = all[*by_id.get(to)?].criterion.rule.as_ref().filter(|_| depth < 4)?;
        Some(resolved(target, all, by_id, depth + 1))
    })
}

fn refers_only(node: &Node) -> bool {
    match node {
        Node::Ref { .. } => true,
        Node::Leaf(_) | Node::Constant { .. } => false,
        _ => node.parts().into_iter().all(refers_only),
    }
}
