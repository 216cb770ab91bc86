//! Limits that leave nobody.

use std::collections::BTreeMap;

use super::Lint;
use crate::check::limit::{Edge, Limit};
use crate::check::view::{Findings, Stated, View};
use crate::rule::Severity;

pub static LINT: Lint = Lint {
    code: "limits-contradict",
    severity: Severity::Error,
    title: "limits that leave nobody",
    explanation: "No value meets both limits, so nobody can enter the trial. One of them is wrong, or is meant for some \
                  people only.",
    example: "Inclusion Criteria:\n- Hemoglobin ≥ 10 g/dL.\nExclusion Criteria:\n- Hemoglobin > 9 g/dL.",
    near_miss: "Inclusion Criteria:\n- Hemoglobin ≥ 10 g/dL.\nExclusion Criteria:\n- Hemoglobin > 16 g/dL.",
    run,
};

/// The tightest end so far, and who states it.
type Tightest<'v, 'a> = Option<(Edge, &'v Stated<'a>)>;

fn run(view: &View<'_>, findings: &mut Findings) {
    let mut groups: BTreeMap<(&str, &str), [Tightest<'_, '_>; 2]> = BTreeMap::new();
    for stated in &view.stated {
        let group = groups.entry((&stated.scope, &stated.limit.basis.dimension)).or_default();
        keep(&mut group[0], stated.low(), stated, |new, old| new.at > old.at || (new.at == old.at && !new.closed));
        keep(&mut group[1], stated.high(), stated, |new, old| new.at < old.at || (new.at == old.at && !new.closed));
    }
    for [low, high] in groups.into_values() {
        let (Some((low, a)), Some((high, b))) = (low, high) else { continue };
        if a.limit.basis != b.limit.basis || !(low.at > high.at || (low.at == high.at && !(low.closed && high.closed)))
        {
            continue;
        }
        let (first, second) = if a.at <= b.at { (a, b) } else { (b, a) };
        if !view.same_people(a, b) {
            continue;
        }
        let (subject, one, other) = (view.subject(a.leaf), view.name(first.at), view.name(second.at));
        let message = format!("no {subject} meets both {one} ({}) and {other} ({})", words(first), words(second));
        let span = view.absolute(second.at, &second.leaf.span);
        findings.several(LINT.is(), span, message);
    }
}

fn keep<'v, 'a>(
    best: &mut Tightest<'v, 'a>,
    edge: Option<Edge>,
    stated: &'v Stated<'a>,
    tighter: impl Fn(&Edge, &Edge) -> bool,
) {
    if let Some(edge) = edge
        && best.as_ref().is_none_or(|(old, _)| tighter(&edge, old))
    {
        *best = Some((edge, stated));
    }
}

/// The limit as written, and whether it excludes.
pub fn words(stated: &Stated<'_>) -> String {
    let text = stated.leaf.value.as_ref().map_or("", |v| v.text.as_str());
    if stated.bars { format!("excludes {text}") } else { text.to_owned() }
}

/// Whether both limits are on the same scale.
pub fn comparable(a: &Limit, b: &Limit) -> bool {
    a.basis == b.basis
}

#[cfg(test)]
mod tests {
    use crate::check::lints::fixture::*;

    #[test]
    fn nobody_is_left() {
        let trial = trial(vec![("Hb", limit("hb", ">= 10 g/dL"))], vec![("Hb", limit("hb", "> 90 g/L"))]);
        assert_eq!(said("limits-contradict", &trial), ["no hb meets both I1 (>= 10 g/dL) and E1 (excludes > 90 g/L)"]);
    }

    #[test]
    fn somebody_is_left() {
        let none: [&str; 0] = [];
        let one = trial(vec![("Hb", limit("hb", ">= 9 g/dL"))], vec![("Hb", limit("hb", "> 90 g/L"))]);
        assert_eq!(said("limits-contradict", &one), none, "90 g/L itself");
        let either = any(vec![limit("hb", ">= 10 g/dL"), condition("x")]);
        let alternative = trial(vec![("Hb", either)], vec![("Hb", limit("hb", "> 90 g/L"))]);
        assert_eq!(said("limits-contradict", &alternative), none, "only an alternative");
        let other = trial(vec![("Hb", limit("hb", ">= 10 g/dL"))], vec![("PLT", limit("plt", "> 9 g/dL"))]);
        assert_eq!(said("limits-contradict", &other), none);
    }
}
