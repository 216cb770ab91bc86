//! So much either way: "a z-score within *± 2 SD*" is from -2 to 2, "refraction *± 3 D*" from -3 to 3.
//!
//! Near misses: "temperature *± 2 °C*", of which nobody has less than nothing, is no more than so much beside another; "38 *± 2*
//! weeks" is a mean; "within *-2 SD*" has one end.

use crate::rule::{Bounds, Number};

use super::cursor::Cursor;
use super::quantity::ReadQuantity;

/// Gives a limit that a sign for both ways stands before its lower end, in the units that go below zero.
pub fn either_way(start: Cursor<'_>, read: &mut ReadQuantity) {
    let signed = start.peek(0).is_some_and(|l| matches!(start.lexed.written(l), "±" | "+/-"));
    let code = read.unit.as_ref().and_then(|u| u.unit.code.as_deref());
    let Bounds { le: Some(most), ge: None, gt: None, lt: None, eq: None } = read.quantity.bounds else { return };
    if signed && matches!(code, Some("{SD}" | "[diop]")) {
        read.quantity.bounds.ge = Some(Number(-most.0));
    }
}
