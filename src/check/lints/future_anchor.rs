//! A window in the future.

use super::Lint;
use crate::check::view::{Findings, View};
use crate::rule::{Anchor, Direction, Leaf, LeafKind, Severity, Status, Time, TimeKind};

pub static LINT: Lint = Lint {
    code: "window-in-future",
    severity: Severity::Warning,
    title: "a time window that is not over when people are screened",
    explanation: "The window is counted from, or lies after, a moment that comes after enrollment. Nobody can know then \
                  whether the criterion will be met; say \"planned\" if a plan is meant, or count from an earlier moment.",
    example: "Exclusion Criteria:\n- Major surgery within 4 weeks before the end of the study.",
    near_miss: "Exclusion Criteria:\n- Major surgery planned within 4 weeks before the end of the study.",
    run,
};

/// Moments after which a trial is over for a person.
const LAST: [&str; 2] = ["end_of_study", "end_of_treatment"];

/// Moments with which it begins: nobody knows yet what comes after them.
const FIRST: [&str; 3] = ["enrollment", "first_dose", "randomization"];

/// The beginnings of words for what can be known before it happens.
const FORESEEN: [&str; 10] =
    ["anticipat", "desir", "expect", "inten", "likel", "need", "plan", "schedul", "willing", "wish"];

fn run(view: &View<'_>, findings: &mut Findings) {
    for (at, placed, rule) in view.rules() {
        let text = placed.criterion.text.to_lowercase();
        if FORESEEN.iter().any(|word| text.contains(word)) {
            continue;
        }
        rule.each_leaf(&mut |leaf| {
            if let Some(time) = leaf.time.iter().find(|time| observed(leaf) && in_future(time)) {
                let subject = view.subject(leaf);
                let message = format!("nobody can know of {subject} in this window when people are screened");
                findings.one(LINT.is(), at, view.absolute(at, &time.span), message);
            }
        });
    }
}

fn observed(leaf: &Leaf) -> bool {
    !matches!(leaf.kind, LeafKind::Narrative | LeafKind::Unparsed)
        && !matches!(leaf.status, Some(Status::Planned))
        && leaf.qualifiers.iter().all(|q| q != "planned")
}

fn in_future(time: &Time) -> bool {
    let point = match &time.anchor {
        Some(Anchor::Point(point)) => point.id.as_deref(),
        _ => None,
    };
    let after = time.direction == Some(Direction::After);
    let late = |id| LAST.contains(&id) && (!after || !time.bounds.is_empty());
    let coming = |id| FIRST.contains(&id) && after && time.bounds.high().is_some() && !time.inherited;
    time.kind == TimeKind::Window && point.is_some_and(|id| late(id) || coming(id))
}

#[cfg(test)]
mod tests {
    use crate::check::lints::fixture::*;
    use crate::rule::{Anchor, Direction, Leaf, LeafKind, Mention, Node, Span, Status, Time, TimeKind};

    fn surgery(anchor: &str, status: Option<Status>) -> Node {
        let mut time = Time::new(TimeKind::Window, "within 4 weeks", Span::default());
        time.bounds.le = number("4");
        time.direction = Some(Direction::Before);
        time.anchor = Some(Anchor::Point(Mention { id: Some(anchor.into()), text: anchor.into(), span: here() }));
        Leaf { time: vec![time], status, ..leaf(LeafKind::Procedure, "surgery") }.into()
    }

    #[test]
    fn only_what_nobody_can_know() {
        let late = trial(vec![], vec![("x", surgery("end_of_study", None))]);
        assert_eq!(said("window-in-future", &late).len(), 1);
        let planned = trial(vec![], vec![("x", surgery("end_of_study", Some(Status::Planned)))]);
        assert!(said("window-in-future", &planned).is_empty());
        let mut coming = surgery("randomization", None);
        coming.each_leaf_mut(&mut |leaf| leaf.time[0].direction = Some(Direction::After));
        assert_eq!(said("window-in-future", &trial(vec![], vec![("x", coming)])).len(), 1);
        let early = trial(vec![], vec![("x", surgery("randomization", None)), ("y", surgery("lymphodepletion", None))]);
        assert!(said("window-in-future", &early).is_empty());
    }
}
