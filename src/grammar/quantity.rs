//! Limits on numbers: comparators, ranges, pairs, titres, and the same limit in a second unit.
//!
//! - "≥ 1.5×10⁹/L", "no less than 6 months", "18 years or older", "up to 3 × ULN";
//! - ranges: "18 to 70 years", "between 18 and 69 (inclusive)", "0 or 1", "≥ 7.5 mg/day and ≤ 30 mg/day";
//! - pairs `140/90 mmHg`, titres `1:80`;
//! - `also`: "≤ 34 μmol/L (≤ 2.0 mg/dL)".
//!
//! Near misses: "<18 or >65" are two quantities; "12-lead" and a plain year give a bare number at most.

use rust_decimal::Decimal;

use crate::lex::{Comparator, Cue, Kind, Lex};
use crate::rule::{Bounds, Number};

use super::comparator::{self, Compare};
use super::cursor::{Cursor, Read, comparator_sign, dash, fail, skip_cues};
use super::number::{bare_power, number};
use super::unit::{ReadUnit, unit};
use super::{Quantity, QuantityForm};

/// A quantity and its unit as read.
#[derive(Debug, Clone)]
pub struct ReadQuantity {
    /// The quantity.
    pub quantity: Quantity,
    /// Its unit, with what it measures.
    pub unit: Option<ReadUnit>,
    /// Words that are said of ages stand in it.
    pub is_age: bool,
}

/// One side of a range, or a plain limit.
struct Side<'a> {
    compare: Option<Compare>,
    value: Number,
    unit: Option<ReadUnit>,
    approximate: bool,
    /// Words that are said of ages stand in it.
    is_age: bool,
    /// Something that is measured is named shortly before.
    measured: bool,
    /// The next place after number, unit and comparator.
    rest: Cursor<'a>,
}

/// An empty quantity of a form.
pub fn empty(form: QuantityForm) -> Quantity {
    Quantity {
        form,
        bounds: Bounds::default(),
        classes: Vec::new(),
        scale: None,
        unit: None,
        relative_to: None,
        second: None,
        also: None,
        doubtful: false,
        age: false,
        approximate: false,
        inclusive: false,
        value: 0..0,
    }
}

/// The bounds of one comparator.
pub fn bound(comparator: Comparator, value: Number) -> Bounds {
    let mut bounds = Bounds::default();
    let slot = match comparator {
        Comparator::Ge => &mut bounds.ge,
        Comparator::Gt => &mut bounds.gt,
        Comparator::Le => &mut bounds.le,
        Comparator::Lt => &mut bounds.lt,
        Comparator::Eq => &mut bounds.eq,
    };
    *slot = Some(value);
    bounds
}

fn merge(a: Bounds, b: Bounds) -> Bounds {
    Bounds { ge: a.ge.or(b.ge), gt: a.gt.or(b.gt), le: a.le.or(b.le), lt: a.lt.or(b.lt), eq: a.eq.or(b.eq) }
}

/// Words that may stand between a comparator and its number.
const FILLERS: &[Cue] = &[Cue::Of, Cue::The, Cue::Approximately, Cue::Age];

/// A quantity with a second unit, if one is given.
pub fn quantity(input: Cursor<'_>) -> Read<'_, ReadQuantity> {
    let (rest, mut read) = plain(input)?;
    match also(rest, &read) {
        Some((rest, other, bytes)) => {
            read.quantity.also = Some((Box::new(other), bytes));
            Ok((rest, read))
        }
        None => Ok((rest, read)),
    }
}

/// A quantity without its second unit.
pub fn plain(input: Cursor<'_>) -> Read<'_, ReadQuantity> {
    if let Some(read) = titer(input) {
        return Ok(read);
    }
    let between = input.has_cue(0, &[Cue::Between, Cue::From]);
    let led = between || input.has_cue(0, &[Cue::Within]);
    let start = if led { skip_cues(input.skip(1), FILLERS, 4) } else { input };
    let first = side(start)?;
    let second = second(&first, between);
    let is_share = first.unit.as_ref().is_some_and(|u| !u.is_time());
    if between && second.is_none() || led && !between && !is_share {
        return fail();
    }
    let value_from = if between && input.has_cue(0, &[Cue::From]) { start } else { input };
    let (mut read, mut rest) = match second {
        Some(second) => range(&first, second),
        None => single(within(input, mirrored(first))),
    };
    read.quantity.value = value_from.bytes_to(&rest);
    if let Some(after) = inclusive(rest) {
        read.quantity.inclusive = true;
        close(&mut read.quantity.bounds);
        rest = after;
    }
    read.is_age |= led && said_of_age(input, start);
    read.quantity.unit = read.unit.as_ref().map(|u| u.unit.clone());
    read.quantity.relative_to = read.unit.as_ref().and_then(|u| u.relative_to);
    Ok((rest, read))
}

/// "inclusive" makes both ends belong to the range.
fn close(bounds: &mut Bounds) {
    bounds.ge = bounds.ge.or(bounds.gt.take());
    bounds.le = bounds.le.or(bounds.lt.take());
}

fn side(input: Cursor<'_>) -> Result<Side<'_>, nom::Err<()>> {
    let mut approximate = input.has_cue(0, &[Cue::Approximately]);
    let measured =
        (0..4).map_while(|n| input.back(n)).any(|l| l.entry(Kind::Analyte).or(l.entry(Kind::Score)).is_some());
    let mut rest = skip_cues(input, &[Cue::Approximately], 1);
    let mut compare = None;
    if let Ok((next, read)) = comparator::before(rest) {
        compare = Some(read);
        approximate |= next.has_cue(0, &[Cue::Approximately]);
        rest = fillers(next);
    }
    let mut is_age = compare.is_some_and(|c| c.is_age) || said_of_age(input, rest);
    let (next, value) = if bare_power(rest) { (rest, 1_u32.into()) } else { number(rest)? };
    let (mut rest, unit) = match unit_after(next) {
        Ok((rest, unit)) => (rest, Some(unit)),
        Err(_) => (next, None),
    };
    if compare.is_none() {
        let worded = skip_cues(rest, &[Cue::Old, Cue::Age], 2);
        if rest.normal(0) == "+" && rest.peek(0).is_some_and(|l| !l.spaced) {
            compare = Some(Compare { comparator: Comparator::Ge, is_sign: true, is_age: false });
            rest = rest.skip(1);
            if unit.is_none()
                && let Ok((next, unit)) = unit_after(rest)
            {
                return Ok(Side { compare, value, unit: Some(unit), approximate, is_age, measured, rest: next });
            }
        } else if let Ok((next, read)) = comparator::after(worded) {
            compare = Some(read);
            is_age |= read.is_age;
            rest = next;
            let plain = unit.is_none().then(|| unit_after(rest).ok()).flatten();
            if let Some((next, unit)) = plain {
                return Ok(Side { compare, value, unit: Some(unit), approximate, is_age, measured, rest: next });
            }
        }
    }
    Ok(Side { compare, value, unit, approximate, is_age, measured, rest })
}

/// Passes over words between a comparator and its number: "of", "about", "the age of", "age:".
fn fillers(input: Cursor<'_>) -> Cursor<'_> {
    let rest = skip_cues(input, FILLERS, 4);
    let colon = rest.has_sign(0, ':') && number(rest.skip(1)).is_ok();
    rest.skip(usize::from(colon))
}

/// Whether a word for age stands between two places.
fn said_of_age(from: Cursor<'_>, to: Cursor<'_>) -> bool {
    from.lexed.lexemes[from.at..to.at].iter().any(|l| l.cue() == Some(Cue::Age))
}

/// A unit, with a hyphen before it or not: "14-day", "5 mg".
fn unit_after(input: Cursor<'_>) -> Read<'_, ReadUnit> {
    if let Ok((rest, ())) = dash(input)
        && input.peek(0).is_some_and(|l| !l.spaced)
        && input.entry(1, Kind::Unit).is_some()
    {
        return unit(rest);
    }
    // "24 consecutive months"
    if input.has_cue(0, &[Cue::Repeated])
        && let Ok((rest, read)) = unit(input.skip(1))
        && read.is_time()
    {
        return Ok((rest, read));
    }
    unit(input)
}

/// The other side of a range.
fn second<'a>(first: &Side<'a>, between: bool) -> Option<Side<'a>> {
    let rest = skip_cues(first.rest, &[Cue::Old, Cue::Age], 2);
    let lower = first.compare.map_or(Some(true), |c| comparator::side(c.comparator));
    let joined = joiner(rest)?;
    let second = side(joined.1).ok()?;
    let compatible = match (&first.unit, &second.unit) {
        (Some(a), Some(b)) => a.dimension == b.dimension,
        (Some(_), None) => first.compare.is_some() || between,
        _ => true,
    };
    let upper = second.compare.map(|c| comparator::side(c.comparator));
    let holds = match joined.0 {
        Joiner::Dash | Joiner::To => {
            lower != Some(false) && upper.is_none_or(|u| u == Some(false)) && first.value <= second.value
        }
        Joiner::And if between => upper.is_none_or(|u| u == Some(false)) && first.value <= second.value,
        Joiner::And => match (first.compare.and(lower), upper) {
            (Some(true), Some(Some(false))) => first.value < second.value,
            (Some(false), Some(Some(true))) => first.value > second.value,
            _ => false,
        },
        Joiner::Or => consecutive(first, &second),
    };
    (holds && compatible).then_some(second)
}

/// "0 or 1".
fn consecutive(first: &Side<'_>, second: &Side<'_>) -> bool {
    let next = first.value.0 + Decimal::ONE == second.value.0 && first.value.0.is_integer();
    next && first.compare.is_none() && second.compare.is_none() && first.unit.is_none()
}

enum Joiner {
    Dash,
    To,
    And,
    Or,
}

fn joiner(input: Cursor<'_>) -> Option<(Joiner, Cursor<'_>)> {
    if let Ok((rest, ())) = dash(input) {
        // "between 18- and 65-years", "-1- to -10".
        return match rest.cue(0) {
            Some(Cue::And) => Some((Joiner::And, rest.skip(1))),
            Some(Cue::To) => Some((Joiner::To, rest.skip(1))),
            _ => Some((Joiner::Dash, rest)),
        };
    }
    let comma = usize::from(input.has_sign(0, ','));
    let kind = match input.cue(comma) {
        Some(Cue::To) if comma == 0 => Joiner::To,
        Some(Cue::And | Cue::But) => Joiner::And,
        Some(Cue::AndLeBefore | Cue::Nor) => return Some((Joiner::And, input.skip(comma))),
        Some(Cue::Or) if comma == 0 => Joiner::Or,
        _ if input.has_sign(0, '~') => return Some((Joiner::Dash, input.skip(1))),
        _ if comma == 1 && comparator::starts(input.skip(1)) => return Some((Joiner::And, input.skip(1))),
        _ if comparator_sign(input).is_ok() => return Some((Joiner::And, input)),
        _ => return None,
    };
    Some((kind, input.skip(comma + 1)))
}

fn range<'a>(first: &Side<'a>, second: Side<'a>) -> (ReadQuantity, Cursor<'a>) {
    let mut quantity = empty(QuantityForm::Limit);
    let side_of = |side: &Side<'_>, default| side.compare.map_or(default, |c| c.comparator);
    let low = bound(side_of(first, Comparator::Ge), first.value);
    let high = bound(side_of(&second, Comparator::Le), second.value);
    quantity.bounds = merge(low, high);
    if quantity.bounds.eq.is_some() && quantity.bounds.le.is_some() {
        quantity.bounds.ge = quantity.bounds.eq.take();
        quantity.doubtful = true;
    }
    quantity.approximate = first.approximate || second.approximate;
    let unit = second.unit.or_else(|| first.unit.clone());
    (ReadQuantity { quantity, unit, is_age: first.is_age || second.is_age }, second.rest)
}

/// The unit of the limit that follows, where this one has none: "< 45 or > 55 years", "18 ≤ BMI ≤ 32 kg/m²".
fn unit_ahead(input: Cursor<'_>) -> Option<(ReadUnit, bool)> {
    let mirrored = matches!(input.back(0).map(|l| l.lex), Some(Lex::Comparator(_)));
    let next = if mirrored {
        (1..5).map(|n| input.skip(n)).find(|c| comparator_sign(*c).is_ok())?
    } else {
        match joiner(input)? {
            (Joiner::Or | Joiner::And, next) => next,
            _ => return None,
        }
    };
    let other = side(next).ok()?;
    let is_age = other.is_age || other.rest.has_cue(0, &[Cue::Old, Cue::Age]);
    other.compare.and(other.unit).map(|unit| (unit, is_age))
}

/// "within 15 % of ideal weight" is at most 15 %.
fn within<'a>(input: Cursor<'_>, mut side: Side<'a>) -> Side<'a> {
    if side.compare.is_none() && input.has_cue(0, &[Cue::Within]) {
        side.compare = Some(Compare { comparator: Comparator::Le, is_sign: false, is_age: false });
    }
    side
}

/// A limit before its subject: "10 ≤ Hb ≤ 12", "20=AHI=65" (the signs lost).
fn mirrored(mut side: Side<'_>) -> Side<'_> {
    if side.compare.is_some() {
        return side;
    }
    let Ok((rest, sign)) = comparator_sign(side.rest) else { return side };
    if number(rest).is_ok() || rest.peek(0).is_none() {
        return side;
    }
    let comparator = match sign {
        Comparator::Ge => Comparator::Le,
        Comparator::Gt => Comparator::Lt,
        Comparator::Le => Comparator::Ge,
        Comparator::Lt => Comparator::Gt,
        Comparator::Eq => Comparator::Eq,
    };
    side.compare = Some(Compare { comparator, is_sign: true, is_age: false });
    side.rest = rest;
    side
}

fn single(side: Side<'_>) -> (ReadQuantity, Cursor<'_>) {
    let form = if side.compare.is_some() { QuantityForm::Limit } else { QuantityForm::Bare };
    let mut quantity = empty(form);
    let comparator = side.compare.map_or(Comparator::Eq, |c| c.comparator);
    quantity.bounds = bound(comparator, side.value);
    quantity.doubtful = side.compare.is_some_and(|c| c.comparator == Comparator::Eq && c.is_sign);
    quantity.approximate = side.approximate;
    if side.unit.is_none()
        && let Some((next, second, unit)) = pair(side.rest)
        && (unit.is_some() || side.compare.is_some() || side.measured)
    {
        quantity.form = QuantityForm::Pair;
        quantity.second = Some(bound(comparator, second));
        return (ReadQuantity { quantity, unit, is_age: false }, next);
    }
    let ahead = if side.unit.is_none() && side.compare.is_some() { unit_ahead(side.rest) } else { None };
    let (unit, is_age) = ahead.map_or((side.unit, side.is_age), |(unit, is_age)| (Some(unit), is_age || side.is_age));
    (ReadQuantity { quantity, unit, is_age }, side.rest)
}

/// The "/90 mmHg" of a pair.
fn pair(input: Cursor<'_>) -> Option<(Cursor<'_>, Number, Option<ReadUnit>)> {
    if !input.has_sign(0, '/') || input.peek(0)?.spaced != input.peek(1)?.spaced {
        return None;
    }
    if !matches!(input.peek(1)?.lex, Lex::Number(_)) {
        return None;
    }
    let (rest, value) = number(input.skip(1)).ok()?;
    Some(match unit(rest) {
        Ok((rest, unit)) => (rest, value, Some(unit)),
        Err(_) => (rest, value, None),
    })
}

/// "1:80", "≥ 1/80".
fn titer(input: Cursor<'_>) -> Option<(Cursor<'_>, ReadQuantity)> {
    let (rest, compare) = match comparator::before(input) {
        Ok((rest, compare)) => (rest, Some(compare)),
        Err(_) => (input, None),
    };
    let whole = |ahead: usize| match rest.peek(ahead)?.lex {
        Lex::Number(Some(n)) if n.is_integer() => Some(n),
        _ => None,
    };
    let ratio = rest.has_sign(1, ':') || rest.has_sign(1, '：') || compare.is_some() && rest.has_sign(1, '/');
    let reciprocal = whole(2)?;
    if whole(0)? != Decimal::ONE || !ratio || reciprocal < Decimal::from(4) {
        return None;
    }
    let end = rest.skip(3);
    let (end, compare) = match comparator::after(end) {
        Ok((after, read)) if compare.is_none() => (after, Some(read)),
        _ => (end, compare),
    };
    let mut quantity = empty(QuantityForm::Titer);
    quantity.bounds = bound(compare.map_or(Comparator::Eq, |c| c.comparator), reciprocal.into());
    quantity.doubtful = compare.is_some_and(|c| c.comparator == Comparator::Eq);
    quantity.value = input.bytes_to(&end);
    Some((end, ReadQuantity { quantity, unit: None, is_age: false }))
}

/// "(inclusive)", ", inclusive", "inclusive".
fn inclusive(input: Cursor<'_>) -> Option<Cursor<'_>> {
    let rest = skip_cues(input, &[Cue::Old, Cue::Age], 2);
    if rest.has_cue(0, &[Cue::Inclusive]) {
        return Some(rest.skip(1));
    }
    if rest.has_sign(0, ',') && rest.has_cue(1, &[Cue::Inclusive]) {
        return Some(rest.skip(2));
    }
    let bracket = rest.has_sign(0, '(') && rest.has_cue(1, &[Cue::Inclusive]) && rest.has_sign(2, ')');
    bracket.then(|| rest.skip(3))
}

/// The same limit in another unit.
fn also<'a>(input: Cursor<'a>, first: &ReadQuantity) -> Option<(Cursor<'a>, Quantity, super::Bytes)> {
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
    let (rest, mut other) = plain(inner).ok()?;
    let same_form = other.quantity.form == first.quantity.form
        || other.quantity.form == QuantityForm::Bare
        || other.quantity.doubtful;
    if !same_form || other.unit.as_ref()?.unit.code == unit.unit.code || !other.unit.as_ref()?.converts_to(unit) {
        return None;
    }
    if let Some(sign) = close
        && !rest.has_sign(0, sign)
    {
        return None;
    }
    if let Some(value) = other.quantity.bounds.eq.filter(|_| other.quantity.bounds.ge.is_none()) {
        other.quantity.bounds = with_sides(&first.quantity.bounds, value)?;
        other.quantity.form = first.quantity.form;
        other.quantity.doubtful = false;
    }
    let bytes = inner.bytes_to(&rest);
    Some((rest.skip(usize::from(close.is_some())), other.quantity, bytes))
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
