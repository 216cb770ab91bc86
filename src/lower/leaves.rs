//! Walks over the leaves of a node.

use crate::rule::{Anchor, Leaf, LeafKind, Node, Status, Time};

/// Calls `f` with each leaf, those inside leaves included.
pub fn node_leaves<'n>(node: &'n Node, f: &mut impl FnMut(&'n Leaf)) {
    let mut leaves = Vec::new();
    node.each_leaf(&mut |leaf| leaves.push(leaf));
    while let Some(leaf) = leaves.pop() {
        f(leaf);
        let nested = [&leaf.having, &leaf.due_to, &leaf.defined_by];
        for inner in nested.into_iter().flatten() {
            inner.each_leaf(&mut |l| leaves.push(l));
        }
        let anchors = leaf.time.iter().filter_map(|time| match &time.anchor {
            Some(Anchor::Event(event)) => Some(&**event),
            _ => None,
        });
        for inner in leaf.permits.iter().chain(anchors) {
            inner.each_leaf(&mut |l| leaves.push(l));
        }
    }
}

/// Calls `f` with each leaf to change it, those in `having` included.
pub fn each_deep_leaf(node: &mut Node, f: &mut dyn FnMut(&mut Leaf)) {
    node.each_leaf_mut(&mut |leaf| {
        // The inner ones first: `f` may put a node here that it would otherwise be called on, and so without end.
        for inner in [&mut leaf.having, &mut leaf.defined_by].into_iter().flatten() {
            each_deep_leaf(inner, f);
        }
        f(leaf);
    });
}

pub fn first_leaf(node: &Node) -> Option<&Leaf> {
    let mut first = None;
    node.each_leaf(&mut |leaf| first = first.or(Some(leaf)));
    first
}

pub fn last_leaf<'n>(node: &'n mut Node, last: &mut Option<&'n mut Leaf>) {
    match node {
        Node::Leaf(leaf) => *last = Some(leaf),
        Node::All { of, .. } | Node::Any { of, .. } | Node::AtLeast { of, .. } => {
            if let Some(node) = of.last_mut() {
                last_leaf(node, last);
            }
        }
        Node::Not { of, .. } => last_leaf(of, last),
        Node::If { then, .. } => last_leaf(then, last),
        Node::Ref { .. } | Node::Constant { .. } => {}
    }
}

/// Gives every leaf that has no time of its own these times.
pub fn add_times(node: &mut Node, times: &[Time]) {
    if !times.is_empty() {
        node.each_leaf_mut(&mut |leaf| {
            if leaf.time.is_empty() {
                leaf.time.extend_from_slice(times);
            }
        });
    }
}

/// Gives every event and state that has no status of its own this one; a limit is said of what is measured now.
pub fn add_status(node: &mut Node, status: Option<Status>) {
    let Some(status) = status else { return };
    node.each_leaf_mut(&mut |leaf| {
        let happens = matches!(
            leaf.kind,
            LeafKind::Condition | LeafKind::Procedure | LeafKind::Drug | LeafKind::Allergy | LeafKind::Observation
        );
        leaf.status = leaf.status.or(Some(status).filter(|_| happens));
    });
}
