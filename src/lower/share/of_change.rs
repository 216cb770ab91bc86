//! "increase in FEV1 of ≥ 12 % *and 200 mL* after salbutamol": the second number is of the same change, under the same comparator,
//! whatever is named after it.
//!
//! Near miss: "increase in FEV1 of ≥ 12 % and *FEV1 200 mL*", which names its own.

use crate::grammar::QuantityForm;
use crate::lower::atom::is_measured;
use crate::lower::coordination::Join;
use crate::lower::partial::Partial;

use super::limits::one_sided;

/// Gives the amount beside a change in percent what the change is of.
pub(super) fn amounts_of_change(items: &mut [Partial], joins: &[Join]) {
    for at in 1..items.len() {
        let (done, rest) = items.split_at_mut(at);
        let (before, item) = (&done[at - 1], &mut rest[0]);
        let both = joins[at - 1].all == Some(true) && joins[at - 1].tight && !before.negated && !item.negated;
        let share = before.value.as_ref().filter(|q| q.form == QuantityForm::Limit && q.code() == Some("%"));
        let (Some(share), Some(amount)) = (share, item.value.as_mut()) else { continue };
        let changes = before.change.is_some() && item.change.is_none() && before.entry().is_some_and(is_measured);
        let volume = amount.form == QuantityForm::Bare && matches!(amount.code(), Some("mL" | "L"));
        let leads = item
            .head
            .as_ref()
            .is_none_or(|head| amount.value.end <= head.bytes.start && !head.entry.is_some_and(is_measured));
        let bounds = amount.bounds.eq.and_then(|number| one_sided(&share.bounds, number));
        let Some(bounds) = bounds.filter(|_| both && changes && volume && leads) else { continue };
        (amount.bounds, amount.form) = (bounds, QuantityForm::Limit);
        let named = std::mem::replace(&mut item.head, before.head.clone());
        item.unknown.extend(named.map(|head| head.bytes));
        item.change.clone_from(&before.change);
    }
}
