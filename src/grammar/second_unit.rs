//! The same limit in another unit: "≤ 34 μmol/L (≤ 2.0 mg/dL)", "80 g/L (8 g/dL)", "(or 1.5 mg/dL)".
//!
//! Both units measure the same kind of thing. Near misses: "(≤ 5 × ULN if liver metastases)" holds more than a limit,
//! "≥ 30 kg/m² (≥ 27 kg/m²)" has the same unit twice, "18-45 years, 12-20 weeks" two amounts, "< 3.9 mmol/L or > 250 mg/dL" is
//! two limits.

use rust_decimal::Decimal;

use crate::lex::{Comparator, Cue, Lex};
use crate::rule::{Bounds, Number};

use super::cursor::{Cursor, skip_cues};
use super::quantity::{ReadQuantity, past_unit_again, plain};
use super::{Quantity, QuantityForm};

/// The same limit in another unit.
pub fn also<'a>(input: Cursor<'a>, first: &ReadQuantity) -> Option<(Cursor<'a>, Quantity, super::Bytes)> {
    let unit = first.unit.as_ref()?;
    let (open, close) = match input.peek(0)?.lex {
        Lex::Sign('(') => (1, Some(')')),
        Lex::Sign('[') => (1, Some(']')),
        Lex::Sign(',' | '/' | ';') => (1, None),
        Lex::Term(_) if input.has_cue(0, &[Cue::Or]) => (0, None),
        Lex::Comparator(Comparator::Eq) => (0, None),
        _ => return None,
    };
    let inner = skip_cues(input.skip(open), &[Cue::Or, Cue::Equivalent, Cue::Including, Cue::Approximately], 2);
    // "(approx*.* 11 lb)"
    let inner = inner.skip(usize::from(inner.has_sign(0, '.')));
    let (rest, mut other) = plain(inner).ok()?;
    let same_form = other.quantity.form == first.quantity.form
        || other.quantity.form == QuantityForm::Bare
        || other.quantity.doubtful;
    if !same_form || other.unit.as_ref()?.unit.code == unit.unit.code || !other.unit.as_ref()?.converts_to(unit) {
        return None;
    }
    // "(1.69 millimoles per liter *[mmol/L]*)"
    let rest = past_unit_again(rest, &other).unwrap_or(rest);
    if let Some(sign) = close
        && !rest.has_sign(0, sign)
    {
        return None;
    }
    let sides = |b: &Bounds| (b.eq.is_none() && b.low().is_some(), b.eq.is_none() && b.high().is_some());
    let limit = !other.quantity.doubtful && other.quantity.form == QuantityForm::Limit;
    if limit && sides(&other.quantity.bounds) != sides(&first.quantity.bounds) {
        // "glucose < 3.9 mmol/L or > 250 mg/dL"
        return None;
    }
    if let Some(value) = other.quantity.bounds.eq.filter(|_| other.quantity.bounds.ge.is_none()) {
        other.quantity.bounds = with_sides(&first.quantity.bounds, value)?;
        other.quantity.form = first.quantity.form;
        other.quantity.doubtful = false;
    }
    if is_another_amount(first, &other) {
        return None;
    }
    let bytes = inner.bytes_to(&rest);
    Some((rest.skip(usize::from(close.is_some())), other.quantity, bytes))
}

/// Lengths of time, lengths and masses, in the smallest of each.
const SIZES: [(&str, Decimal); 14] = [
    ("min", Decimal::ONE),
    ("h", Decimal::from_parts(60, 0, 0, false, 0)),
    ("d", Decimal::from_parts(1440, 0, 0, false, 0)),
    ("wk", Decimal::from_parts(10_080, 0, 0, false, 0)),
    ("mo", Decimal::from_parts(43_830, 0, 0, false, 0)),
    ("a", Decimal::from_parts(525_960, 0, 0, false, 0)),
    ("mm", Decimal::ONE),
    ("cm", Decimal::TEN),
    ("m", Decimal::ONE_THOUSAND),
    ("[in_i]", Decimal::from_parts(254, 0, 0, false, 1)),
    ("[ft_i]", Decimal::from_parts(3048, 0, 0, false, 1)),
    ("g", Decimal::ONE),
    ("kg", Decimal::ONE_THOUSAND),
    ("[lb_av]", Decimal::from_parts(45_359, 0, 0, false, 2)),
];

/// "18-45 years, *12-20 weeks*", "> 2 drinks/day or *> 10 cigarettes/day*": an amount that is not the same, and so of something
/// else. A year is some 52 weeks to people, and a month 4: as far apart as a fifth counts as the same.
fn is_another_amount(first: &ReadQuantity, other: &ReadQuantity) -> bool {
    let code = |q: &ReadQuantity| q.unit.as_ref().and_then(|u| u.unit.code.clone()).unwrap_or_default();
    let (one, two) = (code(first), code(other));
    if one.starts_with('{') && two.starts_with('{') {
        return true;
    }
    let size = |code: &str| SIZES.iter().find(|(unit, _)| *unit == code).map(|(_, size)| *size);
    let Some((one, two)) = size(&one).zip(size(&two)) else { return false };
    let low = |q: &ReadQuantity| q.quantity.bounds.low().or(q.quantity.bounds.high()).map(|(n, _)| n.0);
    let Some((first, other)) = low(first).zip(low(other)) else { return false };
    let (Some(first), Some(other)) = (first.checked_mul(one), other.checked_mul(two)) else { return true };
    (first - other).abs() > first.abs().max(other.abs()) / Decimal::from(5)
}

/// The comparator of a limit with one side, on another number.
fn with_sides(bounds: &Bounds, value: Number) -> Option<Bounds> {
    let set = |slot: Option<Number>| slot.map(|_| value);
    let sides = [bounds.ge, bounds.gt, bounds.le, bounds.lt, bounds.eq];
    if sides.iter().flatten().count() != 1 {
        return None;
    }
    Some(Bounds { ge: set(bounds.ge), gt: set(bounds.gt), le: set(bounds.le), lt: set(bounds.lt), eq: set(bounds.eq) })
}
