//! Where each criterion stands: whom it lets in when it is met, and how it is joined with its neighbours.

use std::collections::BTreeMap;

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

/// A criterion and where it stands.
#[derive(Debug, Clone, Copy)]
pub struct Placed<'a> {
    /// The criterion.
    pub criterion: &'a Criterion,
    /// The place, in the list of all, of the one it is nested in.
    pub parent: Option<usize>,
    /// Whom it lets in.
    pub polarity: Polarity,
    /// How it is joined with its neighbours.
    pub join: Join,
}

impl Placed<'_> {
    /// Whether it is one demand, or one exclusion, among those of the whole trial.
    pub fn stands_alone(&self) -> bool {
        matches!((self.polarity, self.join), (Polarity::Admits, Join::All) | (Polarity::Bars, Join::Any))
    }
}

/// All criteria, headings and notes in the order of the text, each with where it stands.
pub fn placed(trial: &Trial) -> Vec<Placed<'_>> {
    let mut all = Vec::new();
    collect(&trial.criteria, None, &mut all);
    let by_id = ids(&all);
    let mut walk = Walk { criteria: &all, by_id: &by_id, found: vec![None; all.len()] };
    let populations = trial.populations.iter().filter_map(|p| p.eligibility.as_ref());
    for eligibility in trial.eligibility.iter().chain(populations) {
        walk.visit(eligibility, Polarity::Admits, Join::All);
    }
    for (i, placed) in all.iter().enumerate() {
        if walk.found[i].is_none() {
            let (polarity, join) = by_section(placed.criterion);
            walk.reach(i, polarity, join);
        }
    }
    let found = walk.found;
    for (placed, (polarity, join)) in all.iter_mut().zip(found.into_iter().flatten()) {
        (placed.polarity, placed.join) = (polarity, join);
    }
    all
}

/// The places of the criteria that have an id.
pub fn ids<'a>(all: &[Placed<'a>]) -> BTreeMap<&'a str, usize> {
    all.iter().enumerate().filter_map(|(i, p)| Some((p.criterion.id.as_deref()?, i))).collect()
}

fn collect<'a>(from: &'a [Criterion], parent: Option<usize>, into: &mut Vec<Placed<'a>>) {
    for criterion in from {
        let here = into.len();
        into.push(Placed { criterion, parent, polarity: Polarity::Unclear, join: Join::Other });
        collect(&criterion.criteria, Some(here), into);
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
struct Walk<'v, 'a> {
    criteria: &'v [Placed<'a>],
    by_id: &'v BTreeMap<&'a str, usize>,
    found: Vec<Option<(Polarity, Join)>>,
}

impl Walk<'_, '_> {
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
        if let Some(rule) = self.criteria[i].criterion.rule.as_ref() {
            self.visit(rule, now.0, now.1);
        }
    }
}
