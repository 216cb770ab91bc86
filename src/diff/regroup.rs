//! Criteria that became several, or several that became one.

use super::compare::Found;
use super::likeness::of_nodes;
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
    /// Whether it is matched with one on the other side.
    pub matched: bool,
    /// Place among what was found, and the part.
    pub parts: Vec<(usize, Node)>,
}

/// Parts that differ between a matched pair and stand at the top of the rule.
pub fn loose(unit: usize, found: &[Found], came: bool) -> Loose {
    let side = |f: &Found| if came { f.detail.from.is_none() } else { f.detail.to.is_none() };
    let parts = found.iter().enumerate().filter(|(_, f)| f.at_top && side(f));
    Loose { unit, matched: true, parts: parts.filter_map(|(i, f)| Some((i, f.part.clone()?))).collect() }
}

/// All parts of a criterion that is matched with none.
pub fn parts_of(unit: usize, rule: &Node) -> Loose {
    let parts = match rule {
        Node::All { of, .. } | Node::Any { of, .. } => of.iter().cloned().enumerate().collect(),
        _ => Vec::new(),
    };
    Loose { unit, matched: false, parts }
}

/// Finds the criteria on the other side (`free`: those that are matched with none) that hold loose parts.
pub fn regroup(mut loose: Vec<Loose>, free: &mut Vec<usize>, units: &[Unit<'_>]) -> Vec<Regrouped> {
    let mut out = Vec::new();
    for whole in &mut loose {
        let mut pieces = Vec::new();
        let mut left = Vec::new();
        for &unit in free.iter() {
            match held(units[unit].rule, &mut whole.parts) {
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

/// The loose parts that `rule` consists of, taken out of the list; `None` where it consists of anything else.
fn held(rule: &Node, parts: &mut Vec<(usize, Node)>) -> Option<Vec<usize>> {
    let own = match rule {
        Node::All { of, .. } | Node::Any { of, .. } => of.as_slice(),
        one => std::slice::from_ref(one),
    };
    // A list may also be one part as a whole.
    let whole = parts.iter().position(|(_, part)| of_nodes(part, rule) >= SAME_PART);
    if let (Some(at), true) = (whole, own.len() > 1) {
        return Some(vec![parts.remove(at).0]);
    }
    let mut rest = parts.clone();
    let mut found = Vec::new();
    for node in own {
        let best = (0..rest.len()).max_by_key(|&i| (of_nodes(&rest[i].1, node), std::cmp::Reverse(i)))?;
        if of_nodes(&rest[best].1, node) < SAME_PART {
            return None;
        }
        found.push(rest.remove(best).0);
    }
    *parts = rest;
    Some(found)
}

/// Whether it makes no difference that the parts of a rule stand on their own.
pub fn separable(rule: &Node, polarity: Polarity) -> bool {
    matches!((rule, polarity), (Node::All { .. }, Polarity::Admits) | (Node::Any { .. }, Polarity::Bars))
}
