//! A rule taken apart into what it demands, or excludes, one by one: the parts of its lists, the two ends of a range,
//! each of what a condition brings.

use crate::check::standing::Polarity;
use crate::rule::{Bounds, Leaf, Node, Value};

/// The parts of a rule, each of which says on its own what it says in the rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    /// The parts, in the order of the rule.
    pub parts: Vec<Node>,
    /// Whether one of them is enough for the rule to hold, rather than all needed.
    pub any: bool,
}

/// Takes a rule apart as far as it may be; one part where it may not.
///
/// A demand falls into its conjuncts, an exclusion into its alternatives. What is the other way round there (an "or"
/// that is demanded) has parts as well, only that they mean something else when they stand alone; those are taken apart
/// no further.
pub fn opened(rule: &Node, polarity: Polarity) -> Opened {
    let any = matches!(rule, Node::Any { .. }) || (polarity == Polarity::Bars && !matches!(rule, Node::All { .. }));
    let parts = match (rule, polarity) {
        (Node::Any { of, .. }, Polarity::Admits) | (Node::All { of, .. }, Polarity::Bars) => of.clone(),
        _ => apart(rule, any),
    };
    Opened { parts, any }
}

/// The parts of an "and", or where `any`, of an "or".
fn apart(node: &Node, any: bool) -> Vec<Node> {
    match node {
        Node::All { of, .. } if !any => of.iter().flat_map(|part| apart(part, any)).collect(),
        Node::Any { of, .. } if any => of.iter().flat_map(|part| apart(part, any)).collect(),
        Node::If { when, then, otherwise, span } if leaves_out(otherwise, any) => {
            let one = |part| Node::If {
                when: when.clone(),
                then: Box::new(part),
                otherwise: otherwise.clone(),
                span: span.clone(),
            };
            apart(then, any).into_iter().map(one).collect()
        }
        Node::Not { of, span } => {
            let one = |part| Node::Not { of: Box::new(part), span: span.clone() };
            apart(of, !any).into_iter().map(one).collect()
        }
        Node::Leaf(leaf) if !any => ends(leaf).map_or_else(|| vec![node.clone()], Vec::from),
        _ => vec![node.clone()],
    }
}

/// Whether the people for whom a condition does not hold are not meant: they meet a demand, no exclusion meets them.
fn leaves_out(otherwise: &Node, any: bool) -> bool {
    matches!(otherwise, Node::Constant { value, .. } if *value != any)
}

/// A range as its lower and its upper end.
fn ends(leaf: &Leaf) -> Option<[Node; 2]> {
    let value = leaf.value.as_deref()?;
    let one = |end: fn(&Bounds) -> Bounds| Node::from(Leaf { value: Some(Box::new(cut(value, end))), ..leaf.clone() });
    let two = value.bounds.eq.is_none() && value.bounds.low().is_some() && value.bounds.high().is_some();
    two.then(|| [one(lower), one(upper)])
}

fn cut(value: &Value, end: fn(&Bounds) -> Bounds) -> Value {
    let mut cut = value.clone();
    cut.bounds = end(&value.bounds);
    if let Some(canonical) = &mut cut.canonical {
        canonical.bounds = end(&canonical.bounds);
    }
    cut.also = value.also.as_ref().map(|also| Box::new(self::cut(also, end)));
    cut
}

fn lower(bounds: &Bounds) -> Bounds {
    Bounds { ge: bounds.ge, gt: bounds.gt, ..Bounds::default() }
}

fn upper(bounds: &Bounds) -> Bounds {
    Bounds { le: bounds.le, lt: bounds.lt, ..Bounds::default() }
}
