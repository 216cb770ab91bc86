//! "Girls and boys 9 to 14 years, women 16 to 26 years": people of two kinds, each by its sex and its age, of which nobody is both.
//!
//! Near misses: "Men 18 to 50, women 18 to 60", whose ages are each of one sex alone; "adults aged 18 to 75, women aged 18 to 50 on
//! contraception", who are among the others.

use crate::rule::{Bounds, Leaf, LeafKind, Node};

/// Makes one of them enough, where demands name several such kinds next to each other.
pub(super) fn either_population(nodes: Vec<Node>) -> Vec<Node> {
    let Some(first) = nodes.windows(2).position(|two| are_apart(&two[0], &two[1])) else { return nodes };
    let end = (first + 1..nodes.len()).find(|at| !are_apart(&nodes[at - 1], &nodes[*at])).unwrap_or(nodes.len());
    let mut nodes = nodes;
    let of: Vec<Node> = nodes.drain(first..end).collect();
    let span = of.iter().skip(1).fold(of[0].span().span(), |span, node| span.join(node.span().span()));
    nodes.insert(first, Node::Any { of, span: span.into() });
    nodes
}

/// Whether nobody is of both kinds: by their ages, or by their sexes.
fn are_apart(first: &Node, second: &Node) -> bool {
    let (Some((sex, age)), Some((other_sex, other_age))) = (kind_of_people(first), kind_of_people(second)) else {
        return false;
    };
    let one_sex = |sex: &str| matches!(sex, "male" | "female");
    let below = |a: &Bounds, b: &Bounds| a.high().zip(b.low()).is_some_and(|((high, _), (low, _))| high < low);
    one_sex(sex) && one_sex(other_sex) && sex != other_sex || below(age, other_age) || below(other_age, age)
}

/// The sex and the age of a demand that names one of each.
fn kind_of_people(node: &Node) -> Option<(&str, &Bounds)> {
    let Node::All { of, .. } = node else { return None };
    let leaves = |kind: LeafKind| {
        of.iter().filter_map(move |node| match node {
            Node::Leaf(leaf) if leaf.kind == kind => Some(&**leaf),
            _ => None,
        })
    };
    let only = |kind: LeafKind| -> Option<&Leaf> {
        let mut found = leaves(kind);
        let first = found.next()?;
        found.next().is_none().then_some(first)
    };
    let sex = only(LeafKind::Sex)?.value.as_ref()?.is.as_deref()?;
    let age = only(LeafKind::Age)?.value.as_ref().filter(|value| value.code.as_deref() == Some("a"))?;
    Some((sex, &age.bounds))
}
