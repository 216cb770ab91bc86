//! An exclusion that says the opposite of an inclusion again, exactly, with a gap, or with an overlap.

use std::collections::BTreeMap;

use super::Lint;
use super::limits_contradict::{comparable, words};
use crate::check::limit::Edge;
use crate::check::signature;
use crate::check::standing::Polarity;
use crate::check::view::{Findings, Stated, View};
use crate::rule::{LeafKind, Severity};

pub static OPPOSITE: Lint = Lint {
    code: "opposite-repeated",
    severity: Severity::Note,
    title: "an exclusion that repeats an inclusion's opposite",
    explanation: "Whoever is excluded here fails the inclusion criterion anyway. Nothing is wrong, but when one is amended \
                  the other is easily forgotten.",
    example: "Inclusion Criteria:\n- Age ≥ 18 years.\nExclusion Criteria:\n- Age < 18 years.",
    near_miss: "Inclusion Criteria:\n- Age ≥ 18 years.\nExclusion Criteria:\n- Age > 80 years.",
    run: |view, findings| {
        run(view, findings, "opposite-repeated");
        said_again(view, findings);
    },
};

pub static GAP: Lint = Lint {
    code: "edge-gap",
    severity: Severity::Warning,
    title: "a gap between an inclusion and the exclusion that repeats it",
    explanation: "People between both limits are not excluded, and not included either. One of the limits is probably \
                  wrong; as written, the inclusion criterion decides.",
    example: "Inclusion Criteria:\n- LVEF ≥ 60 %.\nExclusion Criteria:\n- LVEF < 50 %.",
    near_miss: "Inclusion Criteria:\n- LVEF ≥ 50 %.\nExclusion Criteria:\n- LVEF < 50 %.",
    run: |view, findings| run(view, findings, "edge-gap"),
};

pub static OVERLAP: Lint = Lint {
    code: "edge-overlap",
    severity: Severity::Warning,
    title: "an inclusion and an exclusion that overlap",
    explanation: "Somebody between both limits meets the inclusion criterion and is excluded all the same. One of the limits \
                  is probably wrong; as written, the exclusion decides.",
    example: "Inclusion Criteria:\n- Age ≥ 18 years.\nExclusion Criteria:\n- Age ≤ 18 years.",
    near_miss: "Inclusion Criteria:\n- Age > 18 years.\nExclusion Criteria:\n- Age ≤ 18 years.",
    run: |view, findings| run(view, findings, "edge-overlap"),
};

fn run(view: &View<'_>, findings: &mut Findings, code: &str) {
    let mut demanded: BTreeMap<(&str, bool), &Stated<'_>> = BTreeMap::new();
    for stated in view.stated.iter().filter(|s| !s.bars) {
        for (high, edge) in [(false, stated.limit.low), (true, stated.limit.high)] {
            if edge.is_some() {
                demanded.entry((&stated.scope, high)).or_insert(stated);
            }
        }
    }
    for excluded in view.stated.iter().filter(|s| s.bars) {
        // Below the lower limit that is demanded, or above the upper one.
        let (edge, high) = match (excluded.limit.low, excluded.limit.high) {
            (None, Some(edge)) => (edge, false),
            (Some(edge), None) => (edge, true),
            _ => continue,
        };
        let Some(demand) = demanded.get(&(excluded.scope.as_str(), high)) else { continue };
        let Some(wanted) = (if high { demand.limit.high } else { demand.limit.low }) else { continue };
        if !comparable(&demand.limit, &excluded.limit) || demand.at == excluded.at || leaves_nothing(demand, excluded) {
            continue;
        }
        let (lint, message) = told(view, demand, excluded, meeting(wanted, edge, high));
        if lint.code == code {
            findings.several(lint.is(), view.absolute(excluded.at, &excluded.leaf.span), message);
        }
    }
}

/// "Not pregnant" under Inclusion and "pregnancy" under Exclusion.
fn said_again(view: &View<'_>, findings: &mut Findings) {
    let mut demanded = BTreeMap::new();
    let mut excluded = Vec::new();
    view.each_settled(|at, leaf, bars| {
        let decided = leaf.value.is_none() && !matches!(leaf.kind, LeafKind::Narrative | LeafKind::Unparsed);
        if !decided || leaf.concept.is_none() {
            return;
        }
        let said = (signature::leaf(leaf), bars);
        match view.placed[at].polarity {
            Polarity::Admits => drop(demanded.entry(said).or_insert(at)),
            _ => excluded.push((said, at, leaf)),
        }
    });
    for (said, at, leaf) in excluded {
        if let Some(&demand) = demanded.get(&said) {
            let message =
                format!("{} says again what {} demands of {}", view.name(at), view.name(demand), view.subject(leaf));
            findings.several(OPPOSITE.is(), view.absolute(at, &leaf.span), message);
        }
    }
}

/// What lies where a demand ends and an exclusion begins.
enum Meeting {
    Exactly,
    Gap,
    Overlap,
}

fn meeting(wanted: Edge, excluded: Edge, high: bool) -> Meeting {
    let beyond = if high { excluded.at > wanted.at } else { excluded.at < wanted.at };
    match (excluded.at == wanted.at, excluded.closed, wanted.closed) {
        (true, a, b) if a != b => Meeting::Exactly,
        (true, true, _) => Meeting::Overlap,
        (true, false, _) => Meeting::Gap,
        _ if beyond => Meeting::Gap,
        _ => Meeting::Overlap,
    }
}

fn told(view: &View<'_>, demand: &Stated<'_>, excluded: &Stated<'_>, meeting: Meeting) -> (&'static Lint, String) {
    let subject = view.subject(demand.leaf);
    let (a, b) = (view.name(demand.at), view.name(excluded.at));
    let (one, other) = (words(demand), words(excluded));
    match meeting {
        Meeting::Exactly => (&OPPOSITE, format!("{b} says again what {a} demands of {subject}")),
        Meeting::Gap => (&GAP, format!("{subject}: {a} demands {one}, {b} {other}; between both is a gap")),
        Meeting::Overlap => (&OVERLAP, format!("{subject}: {a} demands {one}, {b} {other}; both hold for some")),
    }
}

/// Nobody left is worse, and said elsewhere.
fn leaves_nothing(demand: &Stated<'_>, excluded: &Stated<'_>) -> bool {
    let gap = |high: Option<Edge>, low: Option<Edge>| match (high, low) {
        (Some(high), Some(low)) => high.at < low.at || (high.at == low.at && !(high.closed && low.closed)),
        _ => false,
    };
    gap(demand.high(), excluded.low()) || gap(excluded.high(), demand.low())
}

#[cfg(test)]
mod tests {
    use crate::check::lints::fixture::*;
    use crate::rule::Trial;

    fn ages(inclusion: &str, exclusion: &str) -> Trial {
        trial(vec![("age", age(inclusion))], vec![("age", age(exclusion))])
    }

    fn codes(trial: &Trial) -> Vec<String> {
        crate::check::check(trial, None).into_iter().map(|d| d.code).collect()
    }

    #[test]
    fn exactly_the_opposite() {
        assert_eq!(codes(&ages(">= 18 a", "< 18 a")), ["opposite-repeated"]);
        assert_eq!(codes(&ages("<= 75 a", "> 75 a")), ["opposite-repeated"]);
    }

    #[test]
    fn the_opposite_of_what_may_not_be() {
        let opposite = trial(vec![("x", not(condition("pregnancy")))], vec![("y", condition("pregnancy"))]);
        assert_eq!(codes(&opposite), ["opposite-repeated"]);
        let contrary = trial(vec![("x", condition("asthma"))], vec![("y", condition("pregnancy"))]);
        assert!(codes(&contrary).is_empty());
        let alternatives = any(vec![not(condition("pregnancy")), condition("asthma")]);
        let one_of = trial(vec![("x", alternatives)], vec![("y", condition("pregnancy"))]);
        assert!(codes(&one_of).is_empty(), "it is not demanded of everybody");
    }

    #[test]
    fn a_gap() {
        assert_eq!(codes(&ages(">= 60 a", "< 50 a")), ["edge-gap"]);
        assert_eq!(codes(&ages("> 18 a", "< 18 a")), ["edge-gap"]);
    }

    #[test]
    fn an_overlap() {
        assert_eq!(codes(&ages(">= 18 a", "<= 18 a")), ["edge-overlap"]);
        assert_eq!(codes(&ages(">= 18 a", "< 20 a")), ["edge-overlap"]);
    }

    #[test]
    fn the_other_end_is_another_matter() {
        assert!(codes(&ages(">= 18 a", "> 75 a")).is_empty());
    }
}
