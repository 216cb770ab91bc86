//! A range that nothing lies within.

use std::collections::BTreeMap;

use super::Lint;
use crate::check::limit::{Basis, Edge, Limit};
use crate::check::view::{Findings, Stated, View};
use crate::rule::{LeafKind, Severity};

pub static LINT: Lint = Lint {
    code: "wrong-direction",
    severity: Severity::Error,
    title: "a range whose lower limit is above its upper limit",
    explanation: "Nothing lies within it, so nobody can meet the rule. The limits are probably swapped.",
    example: "Inclusion Criteria:\n- Age 65 to 18 years.",
    near_miss: "Inclusion Criteria:\n- Age 18 to 65 years.",
    run,
};

fn run(view: &View<'_>, findings: &mut Findings) {
    // In one value, wherever it stands.
    for (at, _, rule) in view.rules() {
        rule.each_leaf(&mut |leaf| {
            let Some(value) = leaf.value.as_ref().filter(|_| leaf.kind != LeafKind::Unparsed) else { return };
            if Limit::of_value(value).is_some_and(|limit| crossed(limit.low, limit.high)) {
                let message = format!("no {} is within {}", view.subject(leaf), value.text);
                findings.one(LINT.is(), at, view.absolute(at, &leaf.span), message);
            }
        });
    }
    // In two limits that one criterion demands together: a lower and then an upper one, each without another end. "From
    // ≤ 5 mm to ≥ 6 mm" are two groups.
    let mut in_order: Vec<&Stated<'_>> = view.stated.iter().filter(|stated| !stated.bars).collect();
    in_order.sort_by_key(|stated| (stated.at, stated.leaf.value.as_ref().map(|value| value.span)));
    let mut highest: BTreeMap<(usize, &str, &Basis), &Stated<'_>> = BTreeMap::new();
    for stated in in_order {
        let key = (stated.at, stated.scope.as_str(), &stated.limit.basis);
        match (stated.limit.low, stated.limit.high) {
            (Some(edge), None) => {
                let low = highest.entry(key).or_insert(stated);
                if low.limit.low.is_some_and(|before| edge.at > before.at) {
                    *low = stated;
                }
            }
            (None, high) => {
                let Some(low) = highest.get(&key).filter(|low| crossed(low.limit.low, high)) else { continue };
                let words = |s: &Stated<'_>| s.leaf.value.as_ref().map_or("", |v| v.text.as_str()).to_owned();
                let message = format!("no {} is both {} and {}", view.subject(low.leaf), words(low), words(stated));
                findings.one(LINT.is(), low.at, view.absolute(low.at, &low.leaf.span), message);
            }
            _ => {}
        }
    }
}

fn crossed(low: Option<Edge>, high: Option<Edge>) -> bool {
    matches!((low, high), (Some(low), Some(high)) if low.at > high.at)
}

#[cfg(test)]
mod tests {
    use crate::check::lints::fixture::*;
    use crate::rule::{Leaf, LeafKind, Node, Span};

    fn range(low: &str, high: &str) -> Node {
        let mut value = value(&format!(">= {low} a"));
        value.bounds.le = number(high);
        Leaf { value: Some(value.into()), ..Leaf::new(LeafKind::Age, Span::default()) }.into()
    }

    #[test]
    fn swapped_ends() {
        let swapped = trial(vec![("age", range("65", "18"))], vec![]);
        assert_eq!(said("wrong-direction", &swapped), ["no age is within >= 65 a"]);
        let two = trial(vec![("age", all(vec![age("> 65 a"), age("< 18 a")]))], vec![]);
        assert_eq!(said("wrong-direction", &two), ["no age is both > 65 a and < 18 a"]);
    }

    #[test]
    fn either_of_two_ends_may_exclude() {
        let none: [&str; 0] = [];
        let either = trial(vec![("age", range("18", "65"))], vec![("age", any(vec![age("> 65 a"), age("< 18 a")]))]);
        assert_eq!(said("wrong-direction", &either), none);
        let values = trial(vec![("age", all(vec![age("= 65 a"), age("= 18 a")]))], vec![]);
        assert_eq!(said("wrong-direction", &values), none);
    }
}
