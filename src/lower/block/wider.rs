//! "ALT ≤ 2.5 × ULN. *For patients with liver metastases, ALT ≤ 5 × ULN.*": a wider limit that is said for some takes the place
//! of the first for them.
//!
//! Near misses: "ALT ≤ 2.5 × ULN. For patients with liver metastases, *bilirubin* ≤ 3 × ULN", another thing; "Hb ≥ 9 g/dL. If
//! transfused, *Hb ≤ 12 g/dL*", the other end; "… *Hb ≥ 10 g/dL*", which is demanded besides.

use crate::lower::context::Context;
use crate::rule::{Leaf, Node, Value};

/// How many nodes back the first limit may stand.
const NEAR: usize = 32;

impl Context<'_, '_> {
    /// Puts each limit that a later node gives for some beside the earlier limit that it is another of.
    pub(super) fn wider_for_some(&self, mut nodes: Vec<Node>) -> Vec<Node> {
        let mut at = 1;
        while self.demand && at < nodes.len() {
            let (before, rest) = nodes.split_at_mut(at);
            if self.replaces_limits(&mut before[at.saturating_sub(NEAR)..], &rest[0]) {
                nodes.remove(at);
            } else {
                at += 1;
            }
        }
        nodes
    }

    /// Whether each limit that `later` gives for some is one of those before, which then has it as well.
    fn replaces_limits(&self, before: &mut [Node], later: &Node) -> bool {
        let Node::If { when, then, otherwise, .. } = later else { return false };
        let wider: Vec<&Leaf> = match &**then {
            Node::Leaf(leaf) => vec![leaf],
            Node::All { of, .. } => {
                of.iter().filter_map(|n| if let Node::Leaf(leaf) = n { Some(&**leaf) } else { None }).collect()
            }
            _ => return false,
        };
        let all = match &**then {
            Node::All { of, .. } => wider.len() == of.len(),
            _ => true,
        };
        let alone = matches!(**otherwise, Node::Constant { value: true, .. });
        let found = |special: &Leaf| before.iter().any(|node| limited(node, special).is_some());
        if !all || !alone || !wider.iter().all(|special| found(special)) {
            return false;
        }
        let specials: Vec<Leaf> = wider.into_iter().flat_map(|special| of_each(before, special)).collect();
        for special in &specials {
            let Some(place) = before.iter_mut().rev().find_map(|node| limit_in(node, special)) else { continue };
            let span = place.span().clone();
            let general = std::mem::replace(place, Node::Constant { value: true, span });
            let start = self.points.byte(general.span().span().start);
            let end = self.points.byte(later.span().span().end);
            *place = self.limit_of_some(general, (**when).clone(), Node::from(special.clone()), &(start..end));
        }
        true
    }
}

/// Whether a limit is another, wider one of what a leaf limits, on the same side and in the same unit.
fn is_wider(own: &Leaf, other: &Leaf) -> bool {
    let ends = |v: &Value| (v.bounds.low().map(|(n, _)| n.0), v.bounds.high().map(|(n, _)| n.0));
    let wider = |a: &Value, b: &Value| {
        let further = match (ends(a), ends(b)) {
            ((Some(own), None), (Some(other), None)) => other < own,
            ((None, Some(own)), (None, Some(other))) => other > own,
            _ => false,
        };
        further && a.bounds.eq.is_none() && b.bounds.eq.is_none() && a.code == b.code && a.relative_to == b.relative_to
    };
    own.kind == other.kind
        && own.concept_id().is_some()
        && own.concept_id() == other.concept_id()
        && own.value.as_ref().zip(other.value.as_ref()).is_some_and(|(a, b)| wider(a, b))
}

/// A wider limit of nothing is of all that share the limit before: "*ALT and AST* ≤ 2.5 × ULN; ≤ 5 × ULN if liver metastases".
fn of_each(before: &[Node], special: &Leaf) -> Vec<Leaf> {
    let Some(own) = before.iter().rev().find_map(|node| limited(node, special)) else { return vec![special.clone()] };
    let elided = own.concept.as_ref().zip(special.concept.as_ref()).is_some_and(|(a, b)| a.span == b.span);
    let mut found = vec![special.clone()];
    let mut shares = |leaf: &Leaf| {
        let value = |leaf: &Leaf| leaf.value.as_ref().map(|v| v.span);
        if elided && value(leaf) == value(own) && leaf.concept_id() != own.concept_id() {
            found.push(Leaf { kind: leaf.kind, concept: leaf.concept.clone(), ..special.clone() });
        }
    };
    before.iter().for_each(|node| node.each_leaf(&mut shares));
    found
}

/// The leaf of a node's demands that is another limit of what `special` limits.
fn limited<'n>(node: &'n Node, special: &Leaf) -> Option<&'n Leaf> {
    match node {
        Node::Leaf(leaf) => Some(&**leaf).filter(|leaf| is_wider(leaf, special)),
        Node::All { of, .. } => of.iter().find_map(|part| limited(part, special)),
        _ => None,
    }
}

fn limit_in<'n>(node: &'n mut Node, special: &Leaf) -> Option<&'n mut Node> {
    limited(node, special)?;
    match node {
        Node::All { of, .. } => of.iter_mut().find_map(|part| limit_in(part, special)),
        node => Some(node),
    }
}
