//! Tests of two viruses in the brackets behind the second of them: "HBV or HCV (*HBV DNA > 2000 IU/mL*; *HCV RNA > 1000 IU/mL*)". Each
//! is of its own virus.
//!
//! Near misses: "HBV (HBV DNA > 2000 IU/mL) or HCV (HCV RNA > 1000 IU/mL)", where each has its brackets; "HBV or HCV (*viral load* > 1000
//! IU/mL)", which names neither.

use crate::lower::partial::Partial;
use crate::rule::Node;
use crate::words;

/// Gives tests of hepatitis B that stand with those of hepatitis C to the item before it that names hepatitis B.
pub(super) fn tests_of_each_virus(items: &mut [Partial]) {
    let named = |item: &Partial, id: &str| item.entry().is_some_and(|e| e.id() == id);
    for at in 1..items.len() {
        let (before, rest) = items.split_at_mut(at);
        let (first, second) = (&mut before[at - 1], &mut rest[0]);
        let free = first.having.is_empty() && first.relation.is_none() && first.is_unvalued();
        if !named(first, "hepatitis_b") || !named(second, "hepatitis_c") || !free {
            continue;
        }
        let tests: Vec<Node> = std::mem::take(&mut second.having).into_iter().flat_map(parts).collect();
        let (of_first, of_second): (Vec<Node>, Vec<Node>) = tests.into_iter().partition(is_of_hepatitis_b);
        (first.having, second.having) = (of_first, of_second);
    }
}

/// The parts of a conjunction.
fn parts(node: Node) -> Vec<Node> {
    match node {
        Node::All { of, .. } => of,
        node => vec![node],
    }
}

fn is_of_hepatitis_b(node: &Node) -> bool {
    let mut tests = 0;
    let mut other = false;
    node.each_leaf(&mut |leaf| match leaf.concept_id() {
        Some(id) if words::TESTS_OF_HEPATITIS_B.contains(&id) => tests += 1,
        _ => other = true,
    });
    tests > 0 && !other
}
