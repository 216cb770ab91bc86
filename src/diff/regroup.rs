//! Criteria that became several, or several that became one.

use super::compare::Found;
use super::likeness::of_nodes;
use super::negate::opposite;
use super::opened::{Opened, opened};
use super::units::Unit;
use crate::check::standing::Polarity;
use crate::rule::Node;

/// Parts that are more alike than this are the same part, perhaps with another limit.
const SAME_PART: i64 = 600;

/// A criterion on one side whose parts stand on their own on the other.
#[derive(Debug, PartialEq, Eq)]
pub struct Regrouped {
    /// The one.
    pub whole: usize,
    /// What its parts became, or what they were, in order, without the one it is matched with.
    pub pieces: Vec<Piece>,
}

/// A part of the whole that is a criterion on the other side.
#[derive(Debug, PartialEq, Eq)]
pub struct Piece {
    /// The criterion.
    pub unit: usize,
    /// The parts it holds, by their place among what was found of the whole.
    pub found: Vec<usize>,
}

/// The parts that a criterion lost, or gained, on the way to the one it is matched with.
pub struct Loose {
    /// The criterion.
    pub unit: usize,
    /// Whom it lets in.
    pub polarity: Polarity,
    /// Whether it is matched with one on the other side.
    pub matched: bool,
    /// Place among what was found, and the part.
    pub parts: Vec<(usize, Node)>,
}

impl Loose {
    /// The parts that are on one side only and stand at the top of the rule: those that came, or those that went.
    pub fn new(unit: usize, polarity: Polarity, matched: bool, found: &[Found], came: bool) -> Self {
        let side = |f: &Found| if came { f.detail.from.is_none() } else { f.detail.to.is_none() };
        let parts = found.iter().enumerate().filter(|(_, f)| f.at_top && side(f));
        Self { unit, polarity, matched, parts: parts.filter_map(|(i, f)| Some((i, f.part.clone()?))).collect() }
    }
}

/// Finds the criteria on the other side (`free`: those that are matched with none) that hold loose parts.
pub fn regroup(mut loose: Vec<Loose>, free: &mut Vec<usize>, units: &[Unit<'_>]) -> Vec<Regrouped> {
    let mut out = Vec::new();
    for whole in &mut loose {
        let mut pieces = Vec::new();
        let mut left = Vec::new();
        for &unit in free.iter() {
            match held(&units[unit], whole) {
                Some(found) => pieces.push(Piece { unit, found }),
                None => left.push(unit),
            }
        }
        let enough = if whole.matched { 1 } else { 2 };
        if pieces.len() >= enough {
            *free = left;
            out.push(Regrouped { whole: whole.unit, pieces });
        }
    }
    out
}

/// The rule of a criterion as it would be said where more people get in, or fewer, when it holds for more: "not over
/// 65" under Inclusion for "over 65" under Exclusion.
pub fn said_as(unit: &Unit<'_>, polarity: Polarity) -> Node {
    let turned = unit.polarity != Polarity::Unclear && unit.polarity == polarity.flipped();
    if turned { opposite(unit.rule) } else { unit.rule.clone() }
}

/// The loose parts that a criterion consists of, taken out of the list; `None` where it consists of anything else.
fn held(unit: &Unit<'_>, whole: &mut Loose) -> Option<Vec<usize>> {
    let rule = said_as(unit, whole.polarity);
    let Opened { parts: own, .. } = opened(&rule, whole.polarity);
    // A list may also be one part as a whole.
    let one = whole.parts.iter().position(|(_, part)| same_part(part, &rule).is_some());
    if let (Some(at), true) = (one, own.len() > 1) {
        return Some(vec![whole.parts.remove(at).0]);
    }
    let mut rest = whole.parts.clone();
    let mut found = Vec::new();
    for node in &own {
        let likeness = |i: &usize| Some((same_part(&rest[*i].1, node)?, std::cmp::Reverse(*i)));
        let best = (0..rest.len()).filter(|i| likeness(i).is_some()).max_by_key(likeness)?;
        found.push(rest.remove(best).0);
    }
    whole.parts = rest;
    Some(found)
}

/// How alike two versions of one part are; `None` where they are none.
fn same_part(part: &Node, node: &Node) -> Option<i64> {
    Some(of_nodes(part, node)).filter(|alike| *alike >= SAME_PART && !other_ends(part, node))
}

/// Whether one is a lower and the other an upper limit.
fn other_ends(one: &Node, other: &Node) -> bool {
    let ends = |node: &Node| match node {
        Node::Leaf(leaf) => leaf.value.as_ref().map(|v| (v.bounds.low().is_some(), v.bounds.high().is_some())),
        _ => None,
    };
    match (ends(one), ends(other)) {
        (Some((low, high)), Some(other)) => (low != high) && other == (high, low),
        _ => false,
    }
}
