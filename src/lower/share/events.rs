//! A window said first, with a list of events after its preposition: "within 3 months *of stroke, MI or PCI*".
//!
//! Near misses: "within 3 months of *enrolment*, MI or PCI", a moment of the trial; "within 30 days of PCI, *or* bleeding", where the
//! comma parts the two; "within 30 days of PCI or MI *within 60 days*", each with its own; "within 72 hours after vaccination,
//! fever or rash", what follows it.

use crate::lex::{Entry, Kind};
use crate::lower::context::Context;
use crate::lower::coordination::Join;
use crate::lower::partial::Partial;
use crate::rule::TimeKind;

use super::settings::is_for_life;

/// The most events of such a list.
const MOST_EVENTS: usize = 16;

impl Context<'_, '_> {
    /// Gives each event of such a list the window, counted back from today.
    pub(super) fn events_listed(&mut self, items: &mut [Partial], joins: &[Join]) {
        let Some(end) = end_of_list(joins) else { return };
        // "within 6 weeks of *delivery*, abortion or miscarriage": what has been read as an event already.
        let born = items[0].own_times && items[0].entry().is_some_and(|e| e.kind() == Kind::Procedure);
        let since = (items[0].event_before.is_some() || born) && items[0].times.len() == 1;
        if !since || !items[1..=end].iter().all(is_event_alone) {
            return;
        }
        let mut first = items[0].clone();
        self.event_counted_from(&mut first);
        let happens = |p: &Partial| p.entry().is_some_and(is_event) && !is_for_life(p);
        let windows = first.times.iter().all(|t| t.kind == TimeKind::Window && t.anchor.is_none());
        if !happens(&first) || !windows || self.follows_from(&first, &items[1..=end]) {
            return;
        }
        for item in &mut items[1..=end] {
            item.times.clone_from(&first.times);
            item.own_times = true;
        }
        items[0] = first;
    }

    /// Whether a list rather tells what came of its first: "within 72 hours after *vaccination, fever or rash*"; in a demand,
    /// "within 3 months after *surgery, infection or bleeding*".
    fn follows_from(&self, first: &Partial, others: &[Partial]) -> bool {
        let kind = |p: &Partial| p.entry().map(Entry::kind);
        let treatment = kind(first).is_some_and(Kind::is_treatment);
        let diseases = others.len() > 1 && others.iter().all(|p| kind(p) == Some(Kind::Condition));
        let recent = first.times.iter().any(|t| t.bounds.high().is_some());
        let given = kind(first).is_some_and(Kind::is_drug);
        treatment && diseases && recent && (self.demand || given)
    }
}

/// The last item of a list that begins with the first: commas, and the "or" that ends it.
pub(super) fn end_of_list(joins: &[Join]) -> Option<usize> {
    let commas = joins.iter().take(MOST_EVENTS).take_while(|join| join.bare).count();
    let last = joins.get(commas)?;
    let ends = last.all == Some(false) && !last.but && (last.tight || commas > 0);
    // "within 30 days of surgery or trauma*, infection …" may open another list.
    let closed = joins.get(commas + 1).is_none_or(|next| !next.bare && !next.tight);
    (ends && closed).then_some(commas + 1)
}

/// Whether a row stands for what happens to a patient.
fn is_event(entry: Entry) -> bool {
    entry.kind() == Kind::Condition || entry.kind().is_treatment()
}

/// Whether an item only names something that happens.
pub(super) fn is_event_alone(item: &Partial) -> bool {
    let said = item.negated || item.verb || item.status.is_some() || item.outcome.is_some() || item.sex.is_some();
    let plain = item.is_limitless() && item.is_unvalued() && item.lead_times.is_empty() && item.other_times.is_empty();
    let now = item.qualifiers.iter().any(|q| matches!(*q, "active" | "uncontrolled" | "chronic"));
    item.entry().is_some_and(is_event) && plain && !said && !now && !is_for_life(item)
}
