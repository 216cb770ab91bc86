//! A range whose ends are each given again in another unit, in brackets of their own, and a limit that is so and stands before its
//! subject.
//!
//! - "HbA1c from 7 % *(53 mmol/mol)* to 10 % *(86 mmol/mol)*", "between 100 mg/dL *(2.6 mmol/L)* and 160 mg/dL *(4.1 mmol/L)*";
//! - "2.6 mmol/L *(100 mg/dL)* ≤ LDL-C < 4.1 mmol/L (160 mg/dL)".
//!
//! Near misses: "≥ 7 % (53 mmol/mol) and ≤ 10 % (86 mmol/mol)" are two limits; "from 7 to 10 % (53 to 86 mmol/mol)" is a range that
//! is given again whole.

use crate::lex::Cue;
use crate::rule::Bounds;

use super::Quantity;
use super::cursor::{Cursor, comparator_sign};
use super::number::number;
use super::quantity::{ReadQuantity, finish, mirrored_sign, single};
use super::range::{Joiner, joiner, range, second};
use super::second_unit::also;
use super::side::{Side, side};
use super::{Bytes, QuantityForm};

/// The range of two ends with brackets.
pub fn range_of_converted(input: Cursor<'_>) -> Option<(Cursor<'_>, ReadQuantity)> {
    let between = input.has_cue(0, &[Cue::Between, Cue::From]);
    let start = input.skip(usize::from(between));
    let first = side(start).ok()?;
    if !first.rest.has_sign(0, '(') && !first.rest.has_sign(0, '[') {
        return None;
    }
    let (after, low, low_bytes) = converted(&first)?;
    let (join, _) = joiner(after)?;
    if !(matches!(join, Joiner::Dash | Joiner::To) || between && matches!(join, Joiner::And)) {
        return None;
    }
    let first = Side { rest: after, ..first };
    let last = second(&first, between)?;
    let (end, high, high_bytes) = converted(&last)?;
    let (mut read, limit) = range(&first, last);
    let value_from = if input.has_cue(0, &[Cue::From]) { start } else { input };
    let rest = finish(&mut read, value_from, end);
    read.quantity.value = value_from.bytes_to(&limit);
    let bytes = low_bytes.start..high_bytes.end;
    let again = Quantity { value: bytes.clone(), ..joined(&low, &high) };
    read.quantity.also = Some((Box::new(again), bytes));
    Some((rest, read))
}

/// What the brackets after one end say: where they end, the limit in the other unit, and its bytes.
fn converted<'a>(end: &Side<'a>) -> Option<(Cursor<'a>, Quantity, Bytes)> {
    let rest = end.rest;
    let (read, _) = single(end.clone());
    also(rest, &read)
}

/// The range of two ends in the other unit.
fn joined(low: &Quantity, high: &Quantity) -> Quantity {
    let (below, above) = (&low.bounds, &high.bounds);
    let bounds = Bounds { ge: below.ge.or(below.eq), gt: below.gt, le: above.le.or(above.eq), lt: above.lt, eq: None };
    Quantity { bounds, form: QuantityForm::Limit, unit: high.unit.clone(), ..low.clone() }
}

/// "2.6 mmol/L (100 mg/dL) *≤ LDL-C*": the sign after the brackets, which is of both numbers. Near miss: "7 % (53 mmol/mol) < 8 %".
pub fn before_subject<'a>(input: Cursor<'a>, rest: Cursor<'a>, read: &mut ReadQuantity) -> Cursor<'a> {
    let quantity = &mut read.quantity;
    let (Some(value), Some((other, _)), Ok((after, sign))) =
        (quantity.bounds.eq, &mut quantity.also, comparator_sign(rest))
    else {
        return rest;
    };
    if quantity.form != QuantityForm::Bare || number(after).is_ok() || after.peek(0).is_none() {
        return rest;
    }
    let comparator = mirrored_sign(sign);
    (quantity.form, quantity.bounds) = (QuantityForm::Limit, super::bound(comparator, value));
    quantity.value = input.bytes_to(&after);
    other.form = QuantityForm::Limit;
    other.bounds = other.bounds.eq.map(|n| super::bound(comparator, n)).unwrap_or_default();
    after
}
