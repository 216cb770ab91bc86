//! The opposite of a rule, written as people would write it.

use crate::rule::{Bounds, Leaf, LeafKind, Node};

/// A rule that holds where `node` does not: limits turned round, `all` for `any`, and `not` only where nothing
/// shorter says it.
pub fn opposite(node: &Node) -> Node {
    let span = node.span().clone();
    match node {
        Node::All { of, .. } => Node::Any { of: of.iter().map(opposite).collect(), span },
        Node::Any { of, .. } => Node::All { of: of.iter().map(opposite).collect(), span },
        Node::Not { of, .. } => (**of).clone(),
        Node::Constant { value, .. } => Node::Constant { value: !value, span },
        Node::Leaf(leaf) => opposite_leaf(leaf).unwrap_or_else(|| Node::Not { of: Box::new(node.clone()), span }),
        _ => Node::Not { of: Box::new(node.clone()), span },
    }
}

/// A limit on a value of which there is always one can be turned round; an event in a window can not.
fn opposite_leaf(leaf: &Leaf) -> Option<Node> {
    let plain = matches!(leaf.kind, LeafKind::Measurement | LeafKind::Age)
        && leaf.time.is_empty()
        && leaf.having.is_none()
        && leaf.count.is_none()
        && leaf.select.is_none();
    let value = leaf.value.as_ref().filter(|_| plain)?;
    if let Some(result) = &value.is {
        let turned = match result.as_str() {
            "positive" => "negative",
            "negative" => "positive",
            _ => return None,
        };
        let mut other = leaf.clone();
        other.value = Some(Box::new(crate::rule::Value { is: Some(turned.to_owned()), ..(**value).clone() }));
        return Some(other.into());
    }
    let sides = outside(&value.bounds);
    let canonical = value.canonical.as_ref().map(|c| outside(&c.bounds)).unwrap_or_default();
    let mut leaves: Vec<Node> = Vec::new();
    for (i, bounds) in sides.into_iter().enumerate() {
        let mut other = leaf.clone();
        let turned = other.value.as_mut()?;
        turned.bounds = bounds;
        if let (Some(known), Some(bounds)) = (&mut turned.canonical, canonical.get(i)) {
            known.bounds = bounds.clone();
        }
        leaves.push(other.into());
    }
    match leaves.len() {
        0 => None,
        1 => leaves.pop(),
        _ => Some(Node::Any { of: leaves, span: leaf.span.clone() }),
    }
}

/// What lies below and what lies above.
fn outside(bounds: &Bounds) -> Vec<Bounds> {
    if bounds.eq.is_some() {
        return Vec::new();
    }
    let below = Bounds { lt: bounds.ge, le: bounds.gt, ..Bounds::default() };
    let above = Bounds { gt: bounds.le, ge: bounds.lt, ..Bounds::default() };
    [below, above].into_iter().filter(|b| !b.is_empty()).collect()
}
