//! Two counts of one thing, which is named after the second: "*fewer than 3* or more than 10 headaches per month".
//!
//! Near misses: "< 18 or > 65 years", which has a unit; "more than 3 or more than 10 headaches", of which each says the same side.

use crate::grammar::{Quantity, QuantityForm};
use crate::lower::coordination::Join;
use crate::lower::partial::Partial;

use super::behind_last::{counted_of_both_sexes, used_so_often};

/// Gives the first of two such counts what the second counts.
pub(super) fn counts_on_either_side(items: &mut [Partial], joins: &[Join]) {
    used_so_often(items, joins);
    counted_of_both_sexes(items);
    for at in 1..items.len() {
        let (done, rest) = items.split_at_mut(at);
        let (before, item) = (&mut done[at - 1], &rest[0]);
        let Some((head, count)) = item.head.as_ref().zip(item.count.as_deref()) else { continue };
        let first = before.value.as_deref().filter(|_| before.is_limit_alone() && !before.age && !before.negated);
        let Some(first) = first.filter(|first| are_two_sides(first, count)) else { continue };
        if joins[at - 1].all != Some(false) || count.value.end > head.bytes.start {
            continue;
        }
        let unit = count.unit.clone().filter(|_| first.unit.is_none());
        let mut counted = first.clone();
        counted.unit = counted.unit.or(unit);
        (before.head, before.count, before.value) = (Some(head.clone()), Some(Box::new(counted)), None);
    }
}

/// Whether one is a limit from below, and the other one from above.
fn are_two_sides(first: &Quantity, second: &Quantity) -> bool {
    let plain = |q: &Quantity| q.form == QuantityForm::Limit && q.relative_to.is_none();
    let sides = |q: &Quantity| (q.bounds.low().is_some(), q.bounds.high().is_some());
    plain(first)
        && plain(second)
        && first.unit.is_none()
        && matches!((sides(first), sides(second)), ((true, false), (false, true)) | ((false, true), (true, false)))
}
