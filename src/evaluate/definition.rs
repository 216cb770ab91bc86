//! What a text means by a concept.

use crate::rule::{Leaf, LeafKind, Node};

/// The definition that decides in a leaf's place: the leaf's time, status and the like hold of the definition's facts.
pub(crate) fn defined(leaf: &Leaf, definition: &Node) -> Node {
    let mut definition = definition.clone();
    definition.each_leaf_mut(&mut |inner: &mut Leaf| {
        if inner.time.is_empty() {
            inner.time.clone_from(&leaf.time);
        }
        inner.status = inner.status.or(leaf.status);
        inner.subject = inner.subject.take().or_else(|| leaf.subject.clone());
        inner.outcome = inner.outcome.take().or_else(|| leaf.outcome.clone());
        inner.having = inner.having.take().or_else(|| leaf.having.clone());
        if leaf.kind == LeafKind::Procedure && inner.qualifiers.is_empty() {
            // A "stable standard treatment" is one of those that standard treatment is, and stable.
            inner.qualifiers.clone_from(&leaf.qualifiers);
        }
    });
    definition
}
