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

fn run(view: &View<'_>, findings: &mut Findings) {
    for (at, _, rule) in view.rules() {
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
    time.kind == TimeKind::Window
        && time.direction.is_some_and(|d| d != Direction::After || !time.bounds.is_empty())
        && point.is_some_and(|id| LAST.contains(&id))
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
        let early = trial(vec![], vec![("x", surgery("lymphodepletion", None))]);
        assert!(said("window-in-future", &early).is_empty());
    }
}
