//! Times and states said once, before the first item or after the last: those that stand alone, and what windows are counted
//! from. `forward` and `backward` are how far what is said beside a name goes.

use super::windows::looks_back;
use crate::lower::atom::is_measured;
use crate::lower::context::Context;
use crate::lower::coordination::Join;
use crate::lower::partial::{Partial, Relation};
use crate::rule::{Anchor, Direction, Status, Time, TimeKind};
use crate::words;

/// "Before screening, the subject must …": times alone at the beginning hold for all that follows.
pub(super) fn opening_times(items: &mut Vec<Partial>, joins: &mut Vec<Join>) {
    if items[0].is_only_time() && items[0].status.is_none() && joins[0].bare {
        let first = items.remove(0);
        joins.remove(0);
        items[0].lead_times.splice(0..0, first.times.into_iter().chain(first.lead_times));
    }
}

/// "Presence of, or suspicion of, infection": the last status before a comma is the head's own.
pub(super) fn merge_statuses(items: &mut Vec<Partial>, joins: &mut Vec<Join>) {
    let mut at = 0;
    while at + 1 < items.len() {
        let item = &items[at];
        let only_status =
            item.is_modifier() && item.qualifiers.is_empty() && item.finding.is_none() && item.route.is_none();
        if only_status && joins[at].bare && items[at + 1].status.is_none() && items[at + 1].head.is_some() {
            let first = items.remove(at);
            joins.remove(at);
            items[at].status = first.status;
            items[at].bytes.start = first.bytes.start;
        } else {
            at += 1;
        }
    }
}

/// "*HIV infection*, or surgery within 6 months": what nobody gets rid of has no window of the past; and a pregnancy is asked
/// for as it is now. So does "*allergy to penicillin*, or seizure within 6 months". Near misses: "*newly diagnosed* HIV infection or …",
/// "*history of* pregnancy or …", "*anaphylaxis to penicillin* or seizure within 6 months".
pub(super) fn is_for_life(item: &Partial) -> bool {
    let to = item.relation.as_ref().is_some_and(|r| r.relation == Relation::AllergyTo);
    let allergic = to && item.entry().is_some_and(|e| matches!(e.id(), "allergy" | "drug_allergy"));
    let named = allergic || item.entry().is_some_and(|e| words::FOR_LIFE.contains(&e.id()));
    named && item.status.is_none() && item.qualifiers.is_empty() && item.exposure.is_none()
}

/// "*Known or suspected* pregnancy or lactation": each of the list is meant with either status.
///
/// Near misses: "current pregnancy or *suspected* infection", each with its own; "suspected or proven infection and *SOFA ≥ 2*".
pub(super) fn statuses_of_each(items: &mut Vec<Partial>, joins: &mut Vec<Join>, own: &[Option<Status>]) {
    let head = |p: &Partial| p.head.as_ref().map(|h| h.bytes.clone());
    let pair = |at: &usize| {
        let (first, second) = (&items[*at], &items[at + 1]);
        let said = own[at + 1] == second.status && first.status != second.status;
        // "*possible or confirmed* X or Y": the second has none of its own.
        let told = second.status.is_some() && first.known || own[*at].is_some();
        let doubted = second.status.is_some() || first.status == Some(Status::Suspected);
        said && told && doubted && head(first) == head(second) && joins[*at].all == Some(false)
    };
    let Some(at) = (0..items.len().saturating_sub(2)).find(pair) else { return };
    if head(&items[at]).is_none() {
        return;
    }
    let (first, second) = (items[at].status, items[at + 1].status);
    let plans = |p: &Partial| p.entry().is_some_and(|e| e.id().starts_with("planning_"));
    let limited = |p: &Partial| p.value.is_some() && p.entry().is_some_and(is_measured);
    let unsaid = |n: &usize| own[*n].is_none() && items[*n].status == second && !joins[n - 1].but;
    let shares = |n: &usize| unsaid(n) && !plans(&items[*n]) && !limited(&items[*n]);
    let last = (at + 2..items.len()).take_while(shares).last().unwrap_or(at + 1);
    for n in (at + 2..=last).rev() {
        let other = Partial { status: first, ..items[n].clone() };
        items.insert(n, other);
        joins.insert(n, Join { all: Some(false), tight: true, bare: false, slash: false, but: false });
    }
}

/// Whether a time is a window that says neither what it is counted from nor that it looks back from today.
pub fn is_unanchored(time: &Time) -> bool {
    time.kind == TimeKind::Window
        && time.anchor.is_none()
        && time.direction == Some(Direction::Before)
        && !time.bounds.is_empty()
        && !looks_back(time)
}

impl Context<'_, '_> {
    /// "surgery (within 4 weeks) or chemotherapy (within 3 weeks) *before the first dose*", "A within 2 weeks or B within
    /// 4 weeks *of screening*": what the last window is counted from, those before it are counted from as well.
    pub(super) fn same_anchors(&mut self, items: &mut [Partial]) {
        for item in items.iter_mut() {
            self.anchor_said_after(item);
        }
        for at in (0..items.len().saturating_sub(1)).rev() {
            let (first, rest) = items.split_at_mut(at + 1);
            let known = |t: &&Time| {
                let point = matches!(&t.anchor, Some(Anchor::Point(p)) if p.id.is_some());
                point && t.kind == TimeKind::Window && t.direction == Some(Direction::Before)
            };
            let [said] = rest[0].times.as_slice() else { continue };
            if !known(&said) {
                continue;
            }
            for time in first[at].times.iter_mut().filter(|t| is_unanchored(t)) {
                time.anchor.clone_from(&said.anchor);
                self.is_anchored(time);
            }
        }
    }

    /// "(within 3 weeks) before the first dose": a moment alone after a window is what that is counted from.
    fn anchor_said_after(&mut self, item: &mut Partial) {
        let moment = |t: &Time| t.kind == TimeKind::At && t.direction == Some(Direction::Before) && t.bounds.is_empty();
        let Some(at) = item.times.iter().position(moment).filter(|at| *at > 0) else { return };
        if !item.times[..at].iter().all(is_unanchored) {
            return;
        }
        let said = item.times.remove(at);
        for time in &mut item.times[..at] {
            time.anchor.clone_from(&said.anchor);
            self.is_anchored(time);
        }
    }

    /// Takes back that a window has no anchor.
    fn is_anchored(&mut self, time: &Time) {
        let span = time.span.span();
        self.has_anchor(span);
    }
}

/// Where the name of an item begins; past all else where it has none.
pub(super) fn head_start(item: &Partial) -> usize {
    item.head.as_ref().map_or(usize::MAX, |h| h.bytes.start)
}
