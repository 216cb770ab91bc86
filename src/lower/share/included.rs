//! Members of a treatment or a disease that has a window, named behind it: "systemic therapy *within 28 days*, including surgery,
//! radiotherapy or chemotherapy" is any of them within 28 days.
//!
//! Near misses: "therapy within 28 days, including surgery *within 3 months*", with a window of its own; "…, including chemotherapy, or
//! *active infection*", which is no treatment; "therapy including surgery *within 28 days*", where the window is said behind.

use crate::lex::Kind;
use crate::lower::coordination::Join;
use crate::lower::partial::Partial;
use crate::rule::{Time, TimeKind};

use super::objects::is_plain;

/// Gives each member the window of what it is a member of.
pub(super) fn window_of_members(items: &mut [Partial], joins: &[Join]) {
    let Some(first) = items.iter().position(|item| item.included || item.of_open_list).filter(|at| *at > 0) else {
        return;
    };
    let (before, members) = items.split_at_mut(first);
    let Some(whole) = before.last() else { return };
    let windows: Vec<Time> = whole.times.iter().filter(|t| is_window(t)).cloned().collect();
    let anything = whole.head.is_none() && whole.therapy.is_none();
    if windows.is_empty() || anything || members.iter().any(|member| !member.times.is_empty()) {
        return;
    }
    let treated = whole.entry().is_none_or(|e| e.kind().is_treatment());
    let of_kind = |member: &Partial| match member.entry() {
        Some(entry) if treated => entry.kind().is_treatment(),
        Some(entry) => entry.kind() == Kind::Condition,
        None => true,
    };
    let plain = |member: &Partial| is_plain(member) && member.status.is_none() && !member.verb && of_kind(member);
    let mut joined = true;
    for (at, member) in members.iter_mut().enumerate() {
        joined &= !joins.get(first + at - 1).is_some_and(|join| join.but);
        if !joined || !plain(member) {
            return;
        }
        member.times.clone_from(&windows);
        member.own_times = true;
    }
}

/// A window that looks back, with a length.
fn is_window(time: &Time) -> bool {
    time.kind == TimeKind::Window && time.bounds.high().is_some()
}
