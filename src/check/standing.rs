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
    /// Whether it is one demand, or one exclusion, among those of the whole trial: not one of several ways to meet one.
    pub alone: bool,
}

/// All criteria, headings and notes in the order of the text, each with where it stands.
pub fn placed(trial: &Trial) -> Vec<Placed<'_>> {
    let mut all = Vec::new();
    collect(&trial.criteria, None, &mut all);
    let by_id = ids(&all);
    let mut walk = Walk { criteria: &all, by_id: &by_id, found: vec![None; all.len()] };
    let populations = trial.populations.iter().filter_map(|p| p.eligibility.as_ref());
    for eligibility in trial.eligibility.iter().chain(populations) {
        walk.visit(eligibility, Stands { polarity: Polarity::Admits, join: Join::All, alone: true });
    }
    for (i, placed) in all.iter().enumerate() {
        if walk.found[i].is_none() {
            walk.reach(i, by_section(placed.criterion));
        }
    }
    let found = walk.found;
    for (placed, stands) in all.iter_mut().zip(found.into_iter().flatten()) {
        (placed.polarity, placed.join, placed.alone) = (stands.polarity, stands.join, stands.alone);
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
        into.push(Placed { criterion, parent, polarity: Polarity::Unclear, join: Join::Other, alone: false });
        collect(&criterion.criteria, Some(here), into);
    }
}

/// How a node stands in the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stands {
    polarity: Polarity,
    join: Join,
    alone: bool,
}

impl Stands {
    const UNCLEAR: Self = Self { polarity: Polarity::Unclear, join: Join::Other, alone: false };
}

fn by_section(criterion: &Criterion) -> Stands {
    let excludes = match (criterion.reads, criterion.section) {
        (Some(Reads::Excludes), _) | (None, Some(Section::Exclusion)) => true,
        (Some(Reads::Requires), _) | (None, Some(Section::Inclusion)) => false,
        (None, None) => return Stands::UNCLEAR,
    };
    let (polarity, join) = if excludes { (Polarity::Bars, Join::Any) } else { (Polarity::Admits, Join::All) };
    Stands { polarity, join, alone: true }
}

/// Walks the eligibility down to every criterion it refers to.
struct Walk<'v, 'a> {
    criteria: &'v [Placed<'a>],
    by_id: &'v BTreeMap<&'a str, usize>,
    found: Vec<Option<Stands>>,
}

impl Walk<'_, '_> {
    fn visit(&mut self, node: &Node, stands: Stands) {
        let Stands { polarity, join, alone } = stands;
        match node {
            Node::All { of, .. } => {
                let alone = alone && (polarity == Polarity::Admits || of.len() == 1);
                of.iter().for_each(|part| self.visit(part, Stands { join: Join::All, alone, ..stands }));
            }
            Node::Any { of, .. } => {
                let alone = alone && (polarity == Polarity::Bars || of.len() == 1);
                of.iter().for_each(|part| self.visit(part, Stands { join: Join::Any, alone, ..stands }));
            }
            Node::AtLeast { of, .. } => {
                of.iter().for_each(|part| self.visit(part, Stands { join: Join::Any, alone: false, ..stands }));
            }
            // A negation of one criterion alone is like one of a list with one member.
            Node::Not { of, .. } => {
                let join = if join == Join::All { Join::Any } else { Join::All };
                self.visit(of, Stands { polarity: polarity.flipped(), join, alone });
            }
            Node::If { when, then, otherwise, .. } => {
                self.visit(when, Stands::UNCLEAR);
                let branch = Stands { join: Join::Other, alone: false, ..stands };
                self.visit(then, branch);
                self.visit(otherwise, branch);
            }
            Node::Ref { to, .. } => {
                if let Some(&i) = self.by_id.get(to.as_str()) {
                    self.reach(i, stands);
                }
            }
            Node::Constant { .. } | Node::Leaf(_) => {}
        }
    }

    /// Notes where a criterion stands; one that is reached in two ways that disagree is unclear.
    fn reach(&mut self, i: usize, stands: Stands) {
        let known = self.found[i];
        let now = match known {
            None => stands,
            Some(known) if known == stands => return,
            Some(known) if known.polarity == stands.polarity => {
                let join = if known.join == stands.join { known.join } else { Join::Other };
                Stands { join, alone: false, ..stands }
            }
            Some(Stands::UNCLEAR) => return,
            Some(_) => Stands::UNCLEAR,
        };
        if known == Some(now) {
            return;
        }
        self.found[i] = Some(now);
        if let Some(rule) = self.criteria[i].criterion.rule.as_ref() {
            self.visit(rule, now);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::placed;
    use crate::source::Document;
    use crate::{Options, extract};

    #[test]
    fn a_part_of_one_of_several_ways_stands_not_alone() {
        let text = "Inclusion Criteria:\n1. One of the following:\n   a. All of the following:\n      - ANC ≥ 1.5 x 10^9/L\n      \
                    - Platelets ≥ 100 x 10^9/L\n   b. On dialysis\n2. All of the following:\n   - Asthma\n   - COPD";
        let trial = extract(&Document { text: text.to_owned(), ..Document::default() }, &Options::default());
        let alone: Vec<String> =
            placed(&trial).iter().filter(|p| p.alone).filter_map(|p| p.criterion.id.clone()).collect();
        assert_eq!(alone, ["I1", "I2", "I2.1", "I2.2"]);
    }
}
