//! A condition inside an alternative: "NT-proBNP ≥ 600; or *≥ 400 if hospitalised*". As `if` it would be true of everybody who is
//! not hospitalised, and with it the whole; what does as well as something else is the condition together with what it asks.
//!
//! | parts | rule |
//! |---|---|
//! | R, or S if C | `any(R, all(C, S))` |
//! | R if C, or S if D | `all(if C: R, if D: S)`: each is asked of its own people |
//! | R if C, or S if C | `if C: any(R, S)` |
//! | women must R, or S | `if sex female: any(R, S)` |
//!
//! Near miss: "R, and S if C", where `if` is a demand beside another.

use crate::rule::{Criterion, Node, NodeSpan};

/// Several alternatives as one node.
pub fn alternatives(of: Vec<Node>, span: NodeSpan) -> Node {
    let bound = of.iter().filter(|node| is_bound(node)).count();
    if bound == 0 {
        return Node::Any { of, span };
    }
    if bound == of.len() {
        return of_bound(of, span);
    }
    if of.first().is_some_and(is_of_subject) && !of[1..].iter().any(is_bound) {
        return asked_of_subject(of, span);
    }
    Node::Any { of: of.into_iter().flat_map(|node| conjunctive(node).into_alternatives()).collect(), span }
}

/// Makes the conditions hold of whom they are said where criteria that are nested in one are alternatives to others.
pub fn settle_nested(criterion: &mut Criterion) {
    let mut alternative: Vec<String> = Vec::new();
    if let Some(rule) = &criterion.rule {
        ids_in_any(rule, &mut alternative);
    }
    for nested in &mut criterion.criteria {
        if nested.id.as_ref().is_some_and(|id| alternative.contains(id)) {
            nested.rule = nested.rule.take().map(conjunctive);
        }
    }
}

/// Whether a node asks something of some people alone, and is true of all the others.
fn is_bound(node: &Node) -> bool {
    matches!(node, Node::If { otherwise, .. } if matches!(**otherwise, Node::Constant { value: true, .. }))
}

fn conjunctive(node: Node) -> Node {
    if !is_bound(&node) {
        return node;
    }
    let Node::If { when, then, span, .. } = node else { return node };
    let mut of = Vec::new();
    for part in [*when, *then] {
        match part {
            Node::All { of: parts, .. } => of.extend(parts),
            part => of.push(part),
        }
    }
    Node::All { of, span }
}

/// "*Women must* R": whether a node says first of whom something is asked.
fn is_of_subject(node: &Node) -> bool {
    let start = |node: &Node| node.span().span().start;
    is_bound(node) && matches!(node, Node::If { when, then, .. } if start(when) < start(then))
}

/// "Women must be A, or B": all of the alternatives are asked of those that the first says.
fn asked_of_subject(of: Vec<Node>, span: NodeSpan) -> Node {
    let mut of = of.into_iter();
    match of.next() {
        Some(Node::If { when, then, otherwise, .. }) => {
            let asked = then.into_alternatives().into_iter().chain(of.flat_map(Node::into_alternatives)).collect();
            let then = Box::new(Node::Any { of: asked, span: span.clone() });
            Node::If { when, then, otherwise, span }
        }
        first => Node::Any { of: first.into_iter().chain(of).collect(), span },
    }
}

/// Parts of which each is asked of some people alone.
fn of_bound(of: Vec<Node>, span: NodeSpan) -> Node {
    let condition = |node: &Node| match node {
        Node::If { when, .. } => Some((**when).clone()),
        _ => None,
    };
    let first = of.first().and_then(condition);
    if of.iter().any(|node| condition(node) != first) {
        return Node::All { of, span };
    }
    let mut asked = Vec::new();
    let mut shared = None;
    for node in of {
        if let Node::If { when, then, otherwise, .. } = node {
            asked.push(*then);
            shared.get_or_insert((when, otherwise));
        }
    }
    let then = Node::Any { of: asked, span: span.clone() };
    match shared {
        Some((when, otherwise)) => Node::If { when, then: Box::new(then), otherwise, span },
        None => then,
    }
}

/// The criteria that are named as alternatives.
fn ids_in_any(node: &Node, ids: &mut Vec<String>) {
    match node {
        Node::Any { of, .. } => of.iter().for_each(|part| match part {
            Node::Ref { to, .. } => ids.push(to.clone()),
            part => ids_in_any(part, ids),
        }),
        Node::All { of, .. } => of.iter().for_each(|part| ids_in_any(part, ids)),
        _ => {}
    }
}
