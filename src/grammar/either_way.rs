//! So much either way: "a z-score within *± 2 SD*" is from -2 to 2, "refraction *± 3 D*" from -3 to 3.
//!
//! Near misses: "temperature *± 2 °C*", of which nobody has less than nothing, is no more than so much beside another; "38 *± 2*
//! weeks" is a mean; "within *-2 SD*" has one end, which in dioptres is the lower one: "myopia *within -4 D*".

use rust_decimal::Decimal;

use crate::lex::{Cue, Lex};
use crate::rule::{Bounds, Number};

use super::cursor::Cursor;
use super::quantity::ReadQuantity;

/// Gives a limit that a sign for both ways stands before its lower end, in the units that go below zero.
pub fn either_way(start: Cursor<'_>, read: &mut ReadQuantity) {
    // "refraction *≤ ±3 D*"
    let sign = |n: usize| start.peek(n).is_some_and(|l| matches!(start.lexed.written(l), "±" | "+/-"));
    let signed = sign(0) || start.peek(0).is_some_and(|l| matches!(l.lex, Lex::Comparator(_))) && sign(1);
    let code = read.unit.as_ref().and_then(|u| u.unit.code.as_deref());
    let Bounds { le: Some(most), ge: None, gt: None, lt: None, eq: None } = read.quantity.bounds else { return };
    let within = start.has_cue(0, &[Cue::Within]) || start.back(0).is_some_and(|l| l.cue() == Some(Cue::Within));
    if within && most.0 < Decimal::ZERO && code == Some("[diop]") {
        (read.quantity.bounds.le, read.quantity.bounds.ge) = (None, Some(most));
        return;
    }
    if signed && matches!(code, Some("{SD}" | "[diop]")) {
        read.quantity.bounds.ge = Some(Number(-most.0));
    }
}
