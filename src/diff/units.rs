//! The criteria of a trial as a flat list, each with whom it lets in when it is met.

use std::collections::BTreeMap;

use super::change::{Effect, Side};
use super::likeness::Features;
use super::words;
use crate::check::limit::Relation;
use crate::check::signature;
use crate::rule::{Criterion, Node, Reads, Section, Trial};

/// Whether more people get in when a node holds for more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Polarity {
    /// More get in.
    Admits,
    /// Fewer get in.
    Bars,
    /// It depends.
    Unclear,
}

impl Polarity {
    /// Under a negation.
    pub fn flipped(self) -> Self {
        match self {
            Self::Admits => Self::Bars,
            Self::Bars => Self::Admits,
            Self::Unclear => Self::Unclear,
        }
    }

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

/// How a criterion is joined with its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Join {
    /// All of them must hold.
    All,
    /// One of them is enough, or so many.
    Any,
    /// Otherwise: negated alone, or in a branch.
    Other,
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

    /// Whether it is one demand, or one exclusion, among those of the whole trial.
    pub fn stands_alone(&self) -> bool {
        self.presence() == Effect::Fewer
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
    let mut criteria = Vec::new();
    collect(&trial.criteria, &mut criteria);
    let by_id: BTreeMap<&str, usize> =
        criteria.iter().enumerate().filter_map(|(i, c)| Some((c.id.as_deref()?, i))).collect();
    let mut standing = Standing { criteria: &criteria, by_id: &by_id, found: vec![None; criteria.len()] };
    let populations = trial.populations.iter().filter_map(|p| p.eligibility.as_ref());
    for eligibility in trial.eligibility.iter().chain(populations) {
        standing.visit(eligibility, Polarity::Admits, Join::All);
    }
    for (i, criterion) in criteria.iter().enumerate() {
        if standing.found[i].is_none() {
            let (polarity, join) = by_section(criterion);
            standing.reach(i, polarity, join);
        }
    }
    let found = standing.found;
    criteria.iter().zip(found).filter_map(|(c, f)| unit(c, f, &criteria, &by_id)).collect()
}

fn unit<'a>(
    criterion: &'a Criterion,
    found: Option<(Polarity, Join)>,
    criteria: &[&'a Criterion],
    by_id: &BTreeMap<&str, usize>,
) -> Option<Unit<'a>> {
    let rule = criterion.rule.as_ref()?;
    let (polarity, join) = found?;
    Some(Unit {
        criterion,
        rule,
        polarity,
        join,
        group: refers_only(rule) && !criterion.criteria.is_empty(),
        signature: resolved(rule, criteria, by_id, 0),
        rule_features: Features::of_rule(rule),
        text_features: Features::of_text(&criterion.text),
    })
}

/// The signature with other criteria written out; nested a few deep at most, so that a ring of references ends.
fn resolved(rule: &Node, criteria: &[&Criterion], by_id: &BTreeMap<&str, usize>, depth: usize) -> String {
    signature::node(rule, &|to| {
        let target = criteria[*by_id.get(to)?].rule.as_ref().filter(|_| depth < 4)?;
        Some(resolved(target, criteria, by_id, depth + 1))
    })
}

fn collect<'a>(from: &'a [Criterion], into: &mut Vec<&'a Criterion>) {
    for criterion in from {
        into.push(criterion);
        collect(&criterion.criteria, into);
    }
}

fn refers_only(node: &Node) -> bool {
    match node {
        Node::Ref { .. } => true,
        Node::Leaf(_) | Node::Constant { .. } => false,
        _ => node.parts().into_iter().all(refers_only),
    }
}

fn by_section(criterion: &Criterion) -> (Polarity, Join) {
    let excludes = match (criterion.reads, criterion.section) {
        (Some(Reads::Excludes), _) | (None, Some(Section::Exclusion)) => true,
        (Some(Reads::Requires), _) | (None, Some(Section::Inclusion)) => false,
        (None, None) => return (Polarity::Unclear, Join::Other),
    };
    if excludes { (Polarity::Bars, Join::Any) } else { (Polarity::Admits, Join::All) }
}

/// Walks the eligibility down to every criterion it refers to.
struct Standing<'a> {
    criteria: &'a [&'a Criterion],
    by_id: &'a BTreeMap<&'a str, usize>,
    found: Vec<Option<(Polarity, Join)>>,
}

impl Standing<'_> {
    fn visit(&mut self, node: &Node, polarity: Polarity, join: Join) {
        match node {
            Node::All { of, .. } => of.iter().for_each(|part| self.visit(part, polarity, Join::All)),
            Node::Any { of, .. } | Node::AtLeast { of, .. } => {
                of.iter().for_each(|part| self.visit(part, polarity, Join::Any));
            }
            // A negation of one criterion alone is like one of a list with one member.
            Node::Not { of, .. } => {
                self.visit(of, polarity.flipped(), if join == Join::All { Join::Any } else { Join::All })
            }
            Node::If { when, then, otherwise, .. } => {
                self.visit(when, Polarity::Unclear, Join::Other);
                self.visit(then, polarity, Join::Other);
                self.visit(otherwise, polarity, Join::Other);
            }
            Node::Ref { to, .. } => {
                if let Some(&i) = self.by_id.get(to.as_str()) {
                    self.reach(i, polarity, join);
                }
            }
            Node::Constant { .. } | Node::Leaf(_) => {}
        }
    }

    /// Notes where a criterion stands; one that is reached in two ways that disagree is unclear.
    fn reach(&mut self, i: usize, polarity: Polarity, join: Join) {
        let known = self.found[i];
        let now = match known {
            None => (polarity, join),
            Some(known) if known == (polarity, join) => return,
            Some((p, _)) if p == polarity => (polarity, Join::Other),
            Some((Polarity::Unclear, Join::Other)) => return,
            Some(_) => (Polarity::Unclear, Join::Other),
        };
        if known == Some(now) {
            return;
        }
        self.found[i] = Some(now);
        if let Some(rule) = self.criteria[i].rule.as_ref() {
            self.visit(rule, now.0, now.1);
        }
    }
}
