//! "respectively": several lengths of time for as many subjects, each for the one in its place.
//!
//! | form | example |
//! |---|---|
//! | joined by "and" | steroids and sprays were stopped *3 months and 1 month* before surgery, *respectively* |
//! | joined by "or" | aspirin or warfarin within *7 days or 14 days* before surgery, *respectively* |
//!
//! Near miss: "aspirin, warfarin and heparin within 7 days and 14 days, respectively", where one has no length of time, and nothing is
//! distributed.

use crate::rule::Time;

use super::coordination::Join;
use super::partial::Partial;

/// Gives each subject the length of time in its place; whether that fits.
pub(super) fn times_each(items: &mut Vec<Partial>, joins: &mut Vec<Join>) -> bool {
    let subjects = items.iter().take_while(|p| p.head.is_some()).count();
    let Some(last) = subjects.checked_sub(1).filter(|last| *last > 0) else { return false };
    let rest = &items[subjects..];
    let plain = |p: &Partial| p.head.is_none() && p.value.is_none() && p.relation.is_none();
    if !rest.iter().all(|p| plain(p) && p.times.len() < 2) || !items[..last].iter().all(|p| p.times.is_empty()) {
        return false;
    }
    let other = items[last].other_times.iter().flat_map(|(times, _)| times);
    let times: Vec<Time> =
        items[last].times.iter().chain(other).chain(rest.iter().flat_map(|p| &p.times)).cloned().collect();
    let Some(counted) = times.last().cloned().filter(|_| times.len() == subjects) else { return false };
    items.truncate(subjects);
    joins.truncate(last);
    for (item, mut time) in items.iter_mut().zip(times) {
        time.direction = time.direction.or(counted.direction);
        time.anchor = time.anchor.or_else(|| counted.anchor.clone());
        item.times = vec![time];
        item.other_times.clear();
    }
    true
}
