//! A limit that stands twice.

use std::collections::BTreeMap;

use super::Lint;
use crate::check::view::{Findings, Stated, View};
use crate::rule::Severity;

pub static LINT: Lint = Lint {
    code: "limit-repeated",
    severity: Severity::Note,
    title: "a limit that stands twice",
    explanation: "Two criteria set the same limit on the same thing. When one is amended the other is easily forgotten.",
    example: "Inclusion Criteria:\n1. ANC ≥ 1.5 × 10⁹/L.\n2. Blood count: ANC ≥ 1.5 × 10⁹/L, hemoglobin ≥ 9 g/dL.",
    near_miss: "Inclusion Criteria:\n1. ANC ≥ 1.5 × 10⁹/L.\n2. Blood count: platelets ≥ 100 × 10⁹/L, hemoglobin ≥ 9 g/dL.",
    run,
};

fn run(view: &View<'_>, findings: &mut Findings) {
    let mut first: BTreeMap<(&str, bool, String), &Stated<'_>> = BTreeMap::new();
    let mut repeats: BTreeMap<(usize, usize), Vec<&Stated<'_>>> = BTreeMap::new();
    let mut people: BTreeMap<usize, bool> = BTreeMap::new();
    let mut names_people = |s: &Stated<'_>| *people.entry(s.at).or_insert_with(|| view.names_people(s));
    for stated in &view.stated {
        let known = *first.entry((&stated.about, stated.bars, stated.limit.signature())).or_insert(stated);
        if known.at == stated.at {
            continue;
        }
        // At two moments it is two demands.
        let once = known.leaf.time.is_empty() || stated.leaf.time.is_empty() || known.scope == stated.scope;
        // Parts of two groups are said of different people.
        let parents = (view.placed[known.at].parent, view.placed[stated.at].parent);
        let apart = matches!(parents, (Some(a), Some(b)) if a != b) || names_people(known) || names_people(stated);
        if once && !apart {
            repeats.entry((known.at, stated.at)).or_default().push(stated);
        }
    }
    for ((a, b), limits) in repeats {
        let whole = |at: usize| view.placed[at].criterion.rule.as_ref();
        if same(whole(a), whole(b)) {
            continue;
        }
        let subjects: Vec<&str> = limits.iter().map(|s| view.subject(s.leaf)).collect();
        let message = format!("{} repeats the limit of {} on {}", view.name(b), view.name(a), subjects.join(", "));
        findings.several(LINT.is(), view.absolute(b, &limits[0].leaf.span), message);
    }
}

/// Whether the criteria repeat each other as a whole, which another lint says.
fn same(a: Option<&crate::rule::Node>, b: Option<&crate::rule::Node>) -> bool {
    let text = |node: &crate::rule::Node| crate::check::signature::node(node, &|_| None);
    a.map(text) == b.map(text)
}

#[cfg(test)]
mod tests {
    use crate::check::lints::fixture::*;
    use crate::rule::{Node, Span, Time, TimeKind};

    fn at(mut node: Node, words: &str) -> Node {
        node.each_leaf_mut(&mut |leaf| {
            let mut time = Time::new(TimeKind::Window, words, Span::default());
            time.bounds.le = number("7");
            time.code = Some(if words == "weeks" { "wk" } else { "d" }.into());
            leaf.time = vec![time];
        });
        node
    }

    #[test]
    fn the_same_limit_in_two_criteria() {
        let counts = all(vec![limit("anc", ">= 1.5 10*9/L"), limit("plt", ">= 50 10*9/L")]);
        let first = all(vec![at(counts.clone(), "days"), condition("sle")]);
        let trial = trial(vec![("a", first), ("b", counts)], vec![]);
        assert_eq!(said("limit-repeated", &trial), ["I2 repeats the limit of I1 on anc, plt"]);
    }

    #[test]
    fn at_two_moments_it_is_no_repetition() {
        let count = limit("anc", ">= 1.5 10*9/L");
        let first = all(vec![at(count.clone(), "days"), condition("sle")]);
        let trial = trial(vec![("a", first), ("b", at(count, "weeks"))], vec![]);
        assert!(said("limit-repeated", &trial).is_empty());
    }

    #[test]
    fn another_limit_is_no_repetition() {
        let first = all(vec![limit("anc", ">= 1.5 10*9/L"), condition("sle")]);
        let trial = trial(vec![("a", first), ("b", limit("anc", "<= 1.5 10*9/L"))], vec![]);
        assert!(said("limit-repeated", &trial).is_empty());
    }
}
