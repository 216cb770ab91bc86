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
use crate::words;

use super::acuity::acuity;
use super::age::{past_old, since_birth};
use super::beyond_normal::beyond_normal;
use super::comparator::{self, Compare};
use super::converted;
use super::cursor::{Cursor, Read, comparator_sign, fail, skip_cues};
use super::either_way::either_way;
use super::length::{is_counted_in_time, is_distance};
use super::number::number;
use super::pair::{pair, pair_of_ranges, pair_range, ratio_to_one, sum_of_patterns, titer};
use super::plus;
use super::range::{goes_on_in_another_unit, past_ordinal, range, second, unit_ahead, upper_in_another_unit};
use super::reference::{past_addition, past_dependence};
use super::second_unit::also;
use super::side::{FILLERS, Side, said_of_age, side};
use super::unit::{ReadUnit, unit};
use super::{Quantity, QuantityForm, TimePhrase};

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

/// An empty quantity of a form.
pub fn empty(form: QuantityForm) -> Quantity {
    Quantity {
        form,
        bounds: Bounds::default(),
        classes: Vec::new(),
        spread: false,
        scale: None,
        unit: None,
        relative_to: None,
        second: None,
        also: None,
        unit_again: None,
        doubtful: false,
        age: false,
        approximate: false,
        inclusive: false,
        value: 0..0,
    }
}

/// The limit that a length of time is, without what it is counted from.
pub fn length(time: &TimePhrase) -> Quantity {
    let form = if time.bounds.eq.is_some() { QuantityForm::Bare } else { QuantityForm::Limit };
    let (bounds, unit, value) = (time.bounds.clone(), time.unit.clone(), time.value.clone());
    Quantity { bounds, unit, value, ..empty(form) }
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

/// A quantity with a second unit, if one is given.
pub fn quantity(input: Cursor<'_>) -> Read<'_, ReadQuantity> {
    if let Some(read) = converted::range_of_converted(input) {
        return Ok(read);
    }
    let (rest, mut read) = plain(input)?;
    let mut rest = if is_per_surface(&read) { past_body_surface(rest) } else { rest };
    if let Some(after) = past_unit_again(rest, &read) {
        read.quantity.unit_again = Some(rest.bytes_to(&after));
        rest = after;
    }
    if let Some((after, other, bytes)) = also(rest, &read) {
        read.quantity.also = Some((Box::new(other), bytes));
        rest = after;
    }
    let rest = compared_after(input, rest, &mut read);
    let rest = converted::before_subject(input, rest, &mut read);
    let rest = beyond_normal(input, rest, &mut read);
    let rest = from_mean(input, rest, &mut read);
    Ok((rest, read))
}

/// "50 kg (110 lb) *or more*", "0.7 log minimum angle of resolution (logMAR) *or better*", "8 mm in diameter *or less*": a comparator after the second unit, or after the words for what
/// is measured. Near miss: "8 mm in diameter or recurrent" compares nothing.
fn compared_after<'a>(input: Cursor<'a>, rest: Cursor<'a>, read: &mut ReadQuantity) -> Cursor<'a> {
    let quantity = &mut read.quantity;
    let Some(number) = quantity.bounds.eq.filter(|_| quantity.form == QuantityForm::Bare && read.unit.is_some()) else {
        return rest;
    };
    let extent = |n: &usize| {
        let last = rest.peek(*n).and_then(|l| rest.lexed.written(l).rsplit(' ').next());
        last.is_some_and(|word| words::EXTENT_NOUNS.contains(&word.to_ascii_lowercase().as_str()))
    };
    let named = rest.entry(0, Kind::Setting).is_some_and(|e| e.id().starts_with("in_"));
    let start = match (&quantity.also, rest.has_cue(0, &[Cue::In])) {
        _ if quantity.unit_again.is_some() => rest,
        (Some(_), _) => rest,
        (None, _) if named => rest.skip(1),
        (None, true) => match (1..=2).find(extent) {
            Some(noun) => rest.skip(noun + 1),
            None => return rest,
        },
        (None, false) => return rest,
    };
    let Ok((after, compare)) = comparator::after(start) else { return rest };
    (quantity.form, quantity.bounds) = (QuantityForm::Limit, bound(compare.comparator, number));
    match &mut quantity.also {
        Some((other, _)) => {
            other.form = QuantityForm::Limit;
            other.bounds = other.bounds.eq.map(|n| bound(compare.comparator, n)).unwrap_or_default();
        }
        None => quantity.value = input.bytes_to(&after),
    }
    after
}

/// "more than 2 SD *below the mean*": so many standard deviations less than nothing. Near miss: "2 SD *above the mean*", which
/// is passed over.
fn from_mean<'a>(input: Cursor<'a>, rest: Cursor<'a>, read: &mut ReadQuantity) -> Cursor<'a> {
    let deviations = read.unit.as_ref().and_then(|u| u.unit.code.as_deref()) == Some("{SD}");
    let below = matches!(rest.normal(0), "below" | "under");
    if !deviations || !(below || rest.normal(0) == "above") {
        return rest;
    }
    let word = |n: &usize| rest.peek(*n).is_some_and(|l| matches!(l.lex, Lex::Word | Lex::Term(_)));
    let mean = |n: &usize| matches!(rest.normal(*n), "mean" | "means" | "median" | "average" | "norm" | "normal");
    let Some(end) = (1..6).take_while(word).find(mean) else { return rest };
    let quantity = &mut read.quantity;
    if below {
        let minus = |n: Option<Number>| n.map(|n| Number(-n.0));
        let Bounds { ge, gt, le, lt, eq } = quantity.bounds;
        quantity.bounds = Bounds { ge: minus(le), gt: minus(lt), le: minus(ge), lt: minus(gt), eq: minus(eq) };
    }
    quantity.value = input.bytes_to(&rest);
    rest.skip(end + 1)
}

/// Passes over what the area under a line is of: "per 1.73 m² *of body surface area*", "/1.73 m² *BSA*".
fn past_body_surface(input: Cursor<'_>) -> Cursor<'_> {
    let rest = skip_cues(input, &[Cue::Of, Cue::The], 2);
    let named = rest.entry(0, Kind::Analyte).is_some_and(|e| e.id() == "body_surface_area");
    if named { rest.skip(1) } else { input }
}

fn is_per_surface(read: &ReadQuantity) -> bool {
    let code = read.unit.as_ref().and_then(|u| u.unit.code.as_deref());
    code.is_some_and(|code| code.contains("1.73_m2"))
}

/// Units of which each is a thousand of the one after it.
const THOUSANDS: [&[&str]; 3] =
    [&["g", "mg", "ug", "ng", "pg"], &["mol", "mmol", "umol", "nmol", "pmol"], &["U", "mU", "uU"]];

/// "14 ng/L *(pg/mL)*": so much in a thousandth of the volume.
fn is_same_amount(one: &str, other: &str) -> bool {
    let steps = |litre: &str, millilitre: &str| {
        let names = litre.strip_suffix("/L").zip(millilitre.strip_suffix("/mL"));
        names.is_some_and(|(a, b)| THOUSANDS.iter().any(|row| row.windows(2).any(|two| two == [a, b])))
    };
    steps(one, other) || steps(other, one)
}

/// Passes over the unit in brackets where it only writes the same unit again: "45 milliliters per minute (mL/min)", "of
/// 1.5 milligrams per deciliter [mg/dL]". Near miss: "1.5 mg/dL (mg)", which says something else.
pub fn past_unit_again<'a>(input: Cursor<'a>, read: &ReadQuantity) -> Option<Cursor<'a>> {
    let close = match input.peek(0)?.lex {
        Lex::Sign('(') => ')',
        Lex::Sign('[') => ']',
        _ => return None,
    };
    let inner = input.skip(1);
    let (rest, again) = unit(inner).ok()?;
    let same = read.unit.as_ref().is_some_and(|unit| {
        let codes = unit.unit.code.as_deref().zip(again.unit.code.as_deref());
        codes.is_some_and(|(one, other)| one == other || is_same_amount(one, other))
            && unit.relative_to == again.relative_to
    });
    (same && rest.has_sign(0, close)).then(|| rest.skip(1))
}

/// A quantity without its second unit.
pub fn plain(input: Cursor<'_>) -> Read<'_, ReadQuantity> {
    if let Some(graded) = plus::signs(input) {
        return Ok(graded);
    }
    let of_two =
        || titer(input).or_else(|| ratio_to_one(input)).or_else(|| pair_range(input)).or_else(|| pair_of_ranges(input));
    if let Some(read) = acuity(input).or_else(|| sum_of_patterns(input)).or_else(of_two) {
        return Ok(read);
    }
    if let Some((start, side)) = upper_in_another_unit(input) {
        let (mut read, rest) = single(side);
        let rest = finish(&mut read, start, rest);
        return Ok((rest, read));
    }
    if let Some(side) = since_birth(input) {
        let (mut read, rest) = single(side);
        let rest = finish(&mut read, input, rest);
        return Ok((rest, read));
    }
    let between = input.has_cue(0, &[Cue::Between, Cue::From]);
    let led = between || input.has_cue(0, &[Cue::Within]);
    let start = if led { skip_cues(input.skip(1), FILLERS, 4) } else { input };
    let first = side(start)?;
    let second = second(&first, between);
    let goes_on = if second.is_none() { goes_on_in_another_unit(&first, between) } else { None };
    // "life expectancy within 12 months" is a limit, for that is counted in time.
    let is_share = first
        .unit
        .as_ref()
        .is_some_and(|u| !u.is_time() || is_counted_in_time(input) || is_distance(Some(&u.unit), first.rest));
    if between && second.is_none() && goes_on.is_none() || led && !between && !is_share {
        return fail();
    }
    let value_from = if between && input.has_cue(0, &[Cue::From]) { start } else { input };
    let (mut read, rest) = match (second, goes_on) {
        (Some(second), _) => range(&first, second),
        (None, Some(comparator)) => single(or_compared(first, comparator)),
        (None, None) => single(within(input, mirrored(first))),
    };
    either_way(start, &mut read);
    read.is_age |= led && said_of_age(input, start);
    let rest = finish(&mut read, value_from, rest);
    Ok((rest, read))
}

/// Sets what follows from both sides: the value's bytes, the unit, whether the ends belong to it.
pub fn finish<'a>(read: &mut ReadQuantity, from: Cursor<'a>, rest: Cursor<'a>) -> Cursor<'a> {
    let quantity = &mut read.quantity;
    quantity.value = from.bytes_to(&rest);
    quantity.unit = read.unit.as_ref().map(|u| u.unit.clone());
    quantity.relative_to = read.unit.as_ref().and_then(|u| u.relative_to);
    point_of_thousands(quantity);
    if quantity.relative_to.is_some() {
        return past_dependence(past_addition(rest));
    }
    let Some(after) = inclusive(rest) else { return rest };
    quantity.inclusive = true;
    close(&mut quantity.bounds);
    let after = unit_after_inclusive(read, from, after);
    let quantity = &mut read.quantity;
    let years = quantity.unit.as_ref().is_some_and(|u| u.code.as_deref() == Some("a"));
    if let Some(age) = quantity.bounds.eq.filter(|_| years && quantity.form == QuantityForm::Bare) {
        // "18 years of age inclusive": an end that belongs to a limit, and no age alone.
        (quantity.bounds, quantity.form) = (bound(Comparator::Ge, age), QuantityForm::Limit);
    }
    after
}

/// "100.000/mm³", "3.500 cells/µL": cells are counted whole, so a point before three digits is one of thousands. Near
/// misses: "1.500 × 10³/µL", "1.50/mm³".
fn point_of_thousands(quantity: &mut Quantity) {
    const WHOLE: [&str; 4] = ["/mm3", "/uL", "{cells}/mm3", "{cells}/uL"];
    let whole = quantity.unit.as_ref().and_then(|u| u.code.as_deref()).is_some_and(|code| WHOLE.contains(&code));
    let bounds = &mut quantity.bounds;
    let ends = || [bounds.ge, bounds.gt, bounds.le, bounds.lt, bounds.eq].into_iter().flatten();
    let pointed = |n: Number| n.0.scale() == 3 && n.0 >= Decimal::ONE;
    if whole && ends().all(pointed) {
        *bounds = bounds.map(|n| n.checked_mul(Decimal::ONE_THOUSAND).unwrap_or(n).normalize());
    }
}

/// "between 7 and 12 (inclusive) *years* of age": the unit of a range that stands behind it. Near miss: "grade 1 to 2 (inclusive)".
fn unit_after_inclusive<'a>(read: &mut ReadQuantity, from: Cursor<'a>, after: Cursor<'a>) -> Cursor<'a> {
    if read.unit.is_some() {
        return after;
    }
    let Ok((rest, found)) = unit(after) else { return after };
    read.quantity.unit = Some(found.unit.clone());
    read.unit = Some(found);
    read.quantity.value = from.bytes_to(&rest);
    rest
}

/// "inclusive" makes both ends belong to the range.
fn close(bounds: &mut Bounds) {
    bounds.ge = bounds.ge.or(bounds.gt.take());
    bounds.le = bounds.le.or(bounds.lt.take());
}

/// A side of a range that has no comparator of its own.
fn or_compared(mut side: Side<'_>, comparator: Comparator) -> Side<'_> {
    side.compare = side.compare.or(Some(Compare { comparator, is_sign: false, is_age: false }));
    side
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
    // "18 years old ≤ age"
    let Ok((rest, sign)) = comparator_sign(past_old(side.rest)) else { return side };
    if number(rest).is_ok() || rest.peek(0).is_none() {
        return side;
    }
    side.compare = Some(Compare { comparator: mirrored_sign(sign), is_sign: true, is_age: false });
    side.rest = rest;
    side
}

/// A sign as the number before it is limited by it.
pub fn mirrored_sign(sign: Comparator) -> Comparator {
    match sign {
        Comparator::Ge => Comparator::Le,
        Comparator::Gt => Comparator::Lt,
        Comparator::Le => Comparator::Ge,
        Comparator::Lt => Comparator::Gt,
        Comparator::Eq => Comparator::Eq,
    }
}

/// The limit that one side is.
pub fn single(side: Side<'_>) -> (ReadQuantity, Cursor<'_>) {
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
        if side.compare.is_none()
            && let Ok((after, read)) = comparator::after(next)
        {
            // "20/40 or better"
            quantity.bounds = bound(read.comparator, side.value);
            quantity.second = Some(bound(read.comparator, second));
            return (ReadQuantity { quantity, unit, is_age: false }, after);
        }
        return (ReadQuantity { quantity, unit, is_age: false }, next);
    }
    let rest = past_ordinal(side.rest);
    let ahead = if side.unit.is_none() && side.compare.is_some() { unit_ahead(rest) } else { None };
    let rest = if ahead.is_some() { rest } else { side.rest };
    let (unit, is_age) = ahead.map_or((side.unit, side.is_age), |(unit, is_age)| (Some(unit), is_age || side.is_age));
    (ReadQuantity { quantity, unit, is_age }, rest)
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
