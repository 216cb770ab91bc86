//! How far beyond the normal range: "> 10 % above the ULN" is more than 1.1 times it, "no more than 20 % below the LLN" at least 0.8
//! times.
//!
//! Near misses: "10 % above the ULN" without a comparator, which may be any of them; "> 3 times above the ULN"; "> 10 % above
//! baseline", which is a change.

use rust_decimal::Decimal;

use crate::lex::Cue;
use crate::rule::{Bounds, Number, Reference};

use super::cursor::{Cursor, skip_cues};
use super::quantity::ReadQuantity;
use super::unit::{ReadUnit, abbreviation};
use super::{QuantityForm, Unit};

/// Whether a quantity is a share, and what follows says that it is so much beyond the normal range; where its limit stands then.
pub fn limit_beyond<'a>(rest: Cursor<'a>, read: &ReadQuantity) -> Option<Cursor<'a>> {
    let percent = read.unit.as_ref().is_some_and(|u| u.unit.code.as_deref() == Some("%") && u.relative_to.is_none());
    let limit = skip_cues(rest.skip(1), &[Cue::The], 1);
    let beyond = rest.has_cue(0, &[Cue::GtBefore, Cue::LtBefore]) && limit.has_cue(0, &[Cue::Uln, Cue::Lln]);
    (percent && beyond).then_some(limit)
}

/// Makes such a share a multiple of the limit of the normal range.
pub fn beyond_normal<'a>(input: Cursor<'a>, rest: Cursor<'a>, read: &mut ReadQuantity) -> Cursor<'a> {
    let Some(limit) = limit_beyond(rest, read).filter(|_| read.quantity.form == QuantityForm::Limit) else {
        return rest;
    };
    let below = rest.has_cue(0, &[Cue::LtBefore]);
    let part = |n: Number| {
        let part = n.0 / Decimal::ONE_HUNDRED;
        Number(if below { Decimal::ONE - part } else { Decimal::ONE + part }.normalize())
    };
    let multiple = |n: Option<Number>| n.map(part);
    let written = &read.quantity.bounds;
    let [ge, gt, le, lt, eq] = [written.ge, written.gt, written.le, written.lt, written.eq].map(multiple);
    let bounds = if below { Bounds { ge: le, gt: lt, le: ge, lt: gt, eq } } else { Bounds { ge, gt, le, lt, eq } };
    if [ge, gt, le, lt, eq].into_iter().flatten().any(|n| n.0 <= Decimal::ZERO) {
        return rest;
    }
    let reference = if limit.has_cue(0, &[Cue::Uln]) { Reference::Uln } else { Reference::Lln };
    let end = limit.skip(1);
    let unit = Unit { span: limit.bytes_to(&end), code: None };
    let quantity = &mut read.quantity;
    (quantity.bounds, quantity.relative_to, quantity.unit) = (bounds, Some(reference), Some(unit.clone()));
    quantity.value = input.bytes_to(&end);
    read.unit = Some(ReadUnit { unit, relative_to: Some(reference), dimension: String::new() });
    abbreviation(end, reference)
}
