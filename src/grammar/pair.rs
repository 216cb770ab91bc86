//! Two numbers that are one value: pairs, titres and ratios to one.
//!
//! - `140/90 mmHg`, "90/60-140/90 mmHg", visual acuity `20/40`; `1:80`, "≥ 1/80"; "≥ 1.5:1" is a ratio of at least 1.5.
//!
//! - "90-140/50-90 mmHg" is a range of each;
//! - "Gleason 3+4" is a score of 7.
//!
//! Near misses: `12/23` without a unit, a comparator or something measured before it; `1:2` is a ratio, and `2:1` without
//! a comparator may be one of numbers of people.

use rust_decimal::Decimal;

use crate::lex::{Cue, Lex};
use crate::rule::{Bounds, Number};

use super::QuantityForm;
use super::comparator;
use super::cursor::{Cursor, dash};
use super::number::number;
use super::quantity::{ReadQuantity, bound, empty};
use super::range::{Joiner, joiner};
use super::unit::{ReadUnit, unit};
use crate::lex::Comparator;

/// The "/90 mmHg" of a pair.
pub fn pair(input: Cursor<'_>) -> Option<(Cursor<'_>, Number, Option<ReadUnit>)> {
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

/// "90/60-140/90 mmHg", "between 90/50 and 140/90": the lower ends of both numbers, then the upper ones.
pub fn pair_range(input: Cursor<'_>) -> Option<(Cursor<'_>, ReadQuantity)> {
    let led = input.has_cue(0, &[Cue::Between, Cue::From]);
    let start = if led { input.skip(1) } else { input };
    if !matches!(start.peek(0)?.lex, Lex::Number(_)) || !start.has_sign(1, '/') {
        return None;
    }
    let (rest, low) = number(start).ok()?;
    let (rest, second_low, unit) = pair(rest)?;
    let (join, rest) = joiner(rest)?;
    if !(matches!(join, Joiner::Dash | Joiner::To) || led && matches!(join, Joiner::And)) {
        return None;
    }
    let (rest, high) = number(rest).ok()?;
    let (end, second_high, second_unit) = pair(rest)?;
    if low > high || second_low > second_high {
        return None;
    }
    let unit = second_unit.or(unit);
    let within = |low, high| Bounds { ge: Some(low), le: Some(high), ..Bounds::default() };
    let mut quantity = empty(QuantityForm::Pair);
    quantity.bounds = within(low, high);
    quantity.second = Some(within(second_low, second_high));
    quantity.unit = unit.as_ref().map(|read| read.unit.clone());
    quantity.value = start.bytes_to(&end);
    Some((end, ReadQuantity { quantity, unit, is_age: false }))
}

/// "90-140/50-90 mmHg": the range of each of the two numbers.
pub fn pair_of_ranges(input: Cursor<'_>) -> Option<(Cursor<'_>, ReadQuantity)> {
    let range = |at: Cursor<'_>| {
        let (rest, low) = number(at).ok()?;
        let rest = dash(rest).ok()?.0;
        let (rest, high) = number(rest).ok()?;
        (low < high).then_some((rest.at, Bounds { ge: Some(low), le: Some(high), ..Bounds::default() }))
    };
    if !matches!(input.peek(0)?.lex, Lex::Number(_)) || !matches!(input.peek(1)?.lex, Lex::Dash) {
        return None;
    }
    let (at, first) = range(input)?;
    let slash = input.skip(at - input.at);
    let (at, second) = range(slash.skip(1)).filter(|_| slash.has_sign(0, '/'))?;
    let rest = input.skip(at - input.at);
    let (end, unit) = unit(rest).map_or((rest, None), |(end, unit)| (end, Some(unit)));
    let mut quantity = empty(QuantityForm::Pair);
    (quantity.bounds, quantity.second) = (first, Some(second));
    quantity.unit = unit.as_ref().map(|read| read.unit.clone());
    quantity.value = input.bytes_to(&end);
    Some((end, ReadQuantity { quantity, unit, is_age: false }))
}

/// "1:80", "≥ 1/80".
pub fn titer(input: Cursor<'_>) -> Option<(Cursor<'_>, ReadQuantity)> {
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
    if rest.has_sign(1, '/') && (end.has_cue(0, &[Cue::Of]) || unit(end).is_ok()) {
        // "< 1/5 *of* the liver", "< 1/5 *mEq/L*": a part, and no titre.
        return None;
    }
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

/// "≥ 1.5:1", "2:1 or greater": how many times the second of two things the first is.
pub fn ratio_to_one(input: Cursor<'_>) -> Option<(Cursor<'_>, ReadQuantity)> {
    let (rest, compare) = match comparator::before(input) {
        Ok((rest, compare)) => (rest, Some(compare)),
        Err(_) => (input, None),
    };
    let of = |ahead: usize| match rest.peek(ahead)?.lex {
        Lex::Number(value) => value,
        _ => None,
    };
    let value = of(0)?;
    if !rest.has_sign(1, ':') || of(2)? != Decimal::ONE || rest.has_sign(3, ':') {
        return None;
    }
    let (end, compare) = match compare {
        Some(compare) => (rest.skip(3), compare),
        None => comparator::after(rest.skip(3)).ok()?,
    };
    let mut quantity = empty(QuantityForm::Limit);
    quantity.bounds = bound(compare.comparator, value.into());
    quantity.doubtful = compare.comparator == Comparator::Eq;
    quantity.value = input.bytes_to(&end);
    Some((end, ReadQuantity { quantity, unit: None, is_age: false }))
}

/// "Gleason 3+4", "Gleason 3 + 4 = 7", "Gleason (3+4)", "≥ 4+3", "4 + 3 or higher": the score is the sum of its two patterns.
pub fn sum_of_patterns(input: Cursor<'_>) -> Option<(Cursor<'_>, ReadQuantity)> {
    let from = input;
    let (input, compare) = comparator::before(from).map_or((from, None), |(rest, read)| (rest, Some(read)));
    let pattern = |ahead: usize| match input.peek(ahead)?.lex {
        Lex::Number(Some(n)) if n.is_integer() && n >= Decimal::ONE && n <= Decimal::from(5) => Some(n),
        _ => None,
    };
    let (first, second) = (pattern(0)?, pattern(2)?);
    let graded = |l: &crate::lex::Lexeme| {
        let written = input.lexed.written(l).to_ascii_lowercase();
        ["gleason", "isup", "gg"].iter().any(|name| written.contains(name))
    };
    let sum = first + second;
    let listed = before_other_sums(input);
    let beside = (listed..listed + 5).map_while(|n| input.back(n)).chain(input.before_bracket());
    if input.normal(1) != "+" || !{ beside }.any(graded) {
        return None;
    }
    let again = matches!(input.peek(3).map(|l| l.lex), Some(Lex::Comparator(Comparator::Eq)))
        && matches!(input.peek(4).map(|l| l.lex), Some(Lex::Number(Some(n))) if n == sum);
    let end = input.skip(if again { 5 } else { 3 });
    let (end, compare) = match comparator::after(end) {
        Ok((after, read)) if compare.is_none() => (after, Some(read)),
        _ => (end, compare),
    };
    let mut quantity = empty(QuantityForm::Limit);
    quantity.bounds = bound(compare.map_or(Comparator::Eq, |c| c.comparator), sum.into());
    quantity.value = from.bytes_to(&end);
    Some((end, ReadQuantity { quantity, unit: None, is_age: false }))
}

/// How many lexemes before a sum are other scores of the same list, with their brackets: "Gleason *3+3, 3+4 or* 4+5", "Gleason score *8
/// [Grade Group 4] or* 4+5".
fn before_other_sums(input: Cursor<'_>) -> usize {
    let mut behind = 0;
    let mut closed = 0;
    while let Some(lexeme) = input.back(behind).filter(|_| behind < LONGEST_SUMS) {
        match lexeme.lex {
            Lex::Sign(')' | ']') => closed += 1,
            Lex::Sign('(' | '[') if closed > 0 => closed -= 1,
            Lex::Number(_) | Lex::Comparator(_) | Lex::Sign('+' | ',') => {}
            _ if closed > 0 || matches!(lexeme.cue(), Some(Cue::Or | Cue::And | Cue::CombinedWith)) => {}
            _ => break,
        }
        behind += 1;
    }
    behind
}

/// The most lexemes of other scores before a sum.
const LONGEST_SUMS: usize = 24;
