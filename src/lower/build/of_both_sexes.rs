//! "QTcF > 450 ms in men or > 470 ms in women *(or > 500 ms with bundle branch block)*": the limit under a condition stands behind
//! that of one sex, and is that of both, for the condition widens the QRS complex of either.
//!
//! Near miss: "Hb < 12 g/dL in men or < 11 g/dL in women *(< 10 g/dL if postmenopausal)*", whose condition may be that of one sex: of
//! other things than the QT interval it stays where it stands.

use crate::rule::{Leaf, LeafKind, Node};

const QT: &str = "qtc";

/// Gives what is under a condition for one sex to the limit of the other beside it.
pub(super) fn of_both_sexes(nodes: &mut [Node]) {
    for at in 1..nodes.len() {
        let (before, rest) = nodes.split_at_mut(at);
        let (Some(first), Some(second)) = (before.last_mut(), rest.first_mut()) else { continue };
        let Some((of, limited)) = limit_of_sex(second) else { continue };
        let Node::If { when, then, .. } = limited else { continue };
        let (when, then) = (when.clone(), then.clone());
        let Some((_, limited)) = limit_of_sex(first).filter(|(other, _)| *other != of) else { continue };
        let Node::Leaf(leaf) = &*limited else { continue };
        if is_qt(leaf) && matches!(&*then, Node::Leaf(wider) if is_qt(wider)) {
            let span = leaf.span.clone();
            let otherwise = Box::new(Node::Leaf(leaf.clone()));
            *limited = Node::If { when, then, otherwise, span };
        }
    }
}

fn is_qt(leaf: &Leaf) -> bool {
    leaf.kind == LeafKind::Measurement && leaf.value.is_some() && leaf.concept_id() == Some(QT)
}

/// The sex of which a limit is, and the limit: demanded of that sex, or of who excludes together with it.
fn limit_of_sex(node: &mut Node) -> Option<(String, &mut Node)> {
    match node {
        Node::If { when, then, .. } => Some((sex_of(when)?, then)),
        Node::All { of, .. } => match of.as_mut_slice() {
            [sex, limited] => Some((sex_of(sex)?, limited)),
            _ => None,
        },
        _ => None,
    }
}

fn sex_of(node: &Node) -> Option<String> {
    match node {
        Node::Leaf(leaf) if leaf.kind == LeafKind::Sex => leaf.value.as_ref()?.is.clone(),
        _ => None,
    }
}
