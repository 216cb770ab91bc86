//! Limits without a number: "above the detection threshold", "> ULN", "or upper limit of normal".
//!
//! They come out as one times the limit. Near miss: "3 × ULN" is a number with a unit, see [`super::unit`].

use crate::lex::{Comparator, Cue, Kind, Lex};
use crate::rule::{Number, Reference};
use crate::words;

use super::comparator;
use super::cursor::{Cursor, Read, fail, skip_cues};
use super::number::number;
use super::quantity::{ReadQuantity, bound, empty};
use super::unit::unit;
use super::{Bytes, Quantity, QuantityForm, Unit};

/// Passes over what is added to a limit of the normal range ("> ULN *+ 4 seconds*"): it cannot be said, and is no limit
/// of its own.
pub fn past_addition(input: Cursor<'_>) -> Cursor<'_> {
    if input.normal(0) != "+" {
        return input;
    }
    match number(input.skip(1)) {
        Ok((rest, _)) => unit(rest).map_or(rest, |(rest, _)| rest),
        Err(_) => input,
    }
}

/// Passes over what the normal value is looked up by ("80 % predicted *for age, height and sex*"): no demand on these.
pub fn past_dependence(input: Cursor<'_>) -> Cursor<'_> {
    let named = input.entry(0, Kind::Setting).is_some_and(|e| e.id() == "for_age_and_sex");
    if !named && !input.has_cue(0, &[Cue::For, Cue::AccordingTo]) {
        return input;
    }
    let mut end = if named { input.skip(1) } else { input };
    let mut rest = input.skip(1);
    for _ in 0..2 * words::NORM_DEPENDS_ON.len() {
        let joins = rest.has_sign(0, ',') || rest.has_cue(0, &[Cue::And, Cue::The, Cue::AndOr]);
        let depends = words::NORM_DEPENDS_ON.contains(&rest.normal(0));
        if !joins && !depends {
            break;
        }
        rest = rest.skip(1);
        if depends {
            end = rest;
        }
    }
    end
}

/// "> ULN *(40 U/L)*": the limit of the normal range as a number. Near misses: "> ULN *(> 40 U/L at baseline)*"; "> 2 × ULN (40 U/L)",
/// where the number may be the one or the other.
fn number_in_brackets(input: Cursor<'_>, comparator: Comparator) -> Option<(Cursor<'_>, Quantity, Bytes)> {
    let start = input.skip(1);
    let (rest, value) = number(start).ok().filter(|_| input.has_sign(0, '('))?;
    let (rest, unit) = unit(rest).ok().filter(|(_, unit)| unit.relative_to.is_none())?;
    let bytes = start.bytes_to(&rest);
    let mut quantity = empty(QuantityForm::Limit);
    quantity.bounds = bound(comparator, value);
    quantity.unit = Some(unit.unit);
    quantity.value = bytes.clone();
    rest.has_sign(0, ')').then(|| (rest.skip(1), quantity, bytes))
}

/// "> ULN *3 times*", "≤ the upper limit of normal *by 2.5 fold*": the multiple behind the limit. Near misses: "> ULN*,* 3 times";
/// "> ULN *3 times a week*", which is how often.
fn multiple_behind(input: Cursor<'_>) -> Option<(Cursor<'_>, Number)> {
    let (rest, multiple) = number(input.skip(usize::from(input.normal(0) == "by"))).ok()?;
    let times = rest.is_times(0) && !rest.peek(0).is_some_and(|l| l.lex == Lex::Times);
    let after = rest.skip(1);
    let joined = after.has_cue(0, &[Cue::And, Cue::Or, Cue::AndOr]);
    let ends = joined || after.peek(0).is_none_or(|l| matches!(l.lex, Lex::Sign(',' | ';' | '.' | ')' | '(')));
    (times && ends).then_some((after, multiple))
}

/// "calcium *within ULN*": no more than that. Near miss: "within *ULN and LLN*", both ends of what is normal.
fn is_within_upper(input: Cursor<'_>) -> bool {
    let limit = skip_cues(input.skip(1), &[Cue::The], 1);
    let both = (1..=3).any(|n| limit.has_cue(n, &[Cue::Lln]));
    input.has_cue(0, &[Cue::Within]) && limit.has_cue(0, &[Cue::Uln]) && !both
}

/// A comparator and a limit of the assay or the normal range; without a comparator the limit alone is `doubtful`.
pub fn reference(input: Cursor<'_>) -> Read<'_, ReadQuantity> {
    let (rest, compare) = match comparator::before(input) {
        Ok((rest, compare)) => (rest, Some(compare.comparator)),
        Err(_) if is_within_upper(input) => (input.skip(1), Some(Comparator::Le)),
        Err(_) => (input, None),
    };
    let rest = skip_cues(rest, &[Cue::The, Cue::Of], 2);
    let relative_to = match rest.cue(0) {
        Some(Cue::Uln) => Reference::Uln,
        Some(Cue::Lln) => Reference::Lln,
        Some(Cue::DetectionLimit) => Reference::DetectionLimit,
        Some(Cue::QuantificationLimit) => Reference::QuantificationLimit,
        Some(Cue::LowerQuantificationLimit) => Reference::LowerQuantificationLimit,
        Some(Cue::UpperQuantificationLimit) => Reference::UpperQuantificationLimit,
        _ => return fail(),
    };
    let mut end = rest.skip(1);
    let again = matches!(
        end.cue(1),
        Some(
            Cue::Uln
                | Cue::Lln
                | Cue::DetectionLimit
                | Cue::QuantificationLimit
                | Cue::LowerQuantificationLimit
                | Cue::UpperQuantificationLimit
        )
    );
    if end.has_sign(0, '(')
        && end.has_sign(2, ')')
        && (again || end.peek(1).is_some_and(|l| end.lexed.written(l).len() <= 5))
    {
        end = end.skip(3);
    }
    let mut quantity = empty(QuantityForm::Reference);
    quantity.relative_to = Some(relative_to);
    quantity.doubtful = compare.is_none();
    quantity.bounds = bound(compare.unwrap_or(Comparator::Eq), 1_u32.into());
    quantity.value = input.bytes_to(&end);
    if let Some((after, number, bytes)) = compare.and_then(|compare| number_in_brackets(end, compare)) {
        quantity.also = Some((Box::new(number), bytes));
        return Ok((after, ReadQuantity { quantity, unit: None, is_age: false }));
    }
    if let (Some(comparator), Some((after, multiple))) = (compare, multiple_behind(end)) {
        quantity.form = QuantityForm::Limit;
        quantity.bounds = bound(comparator, multiple);
        quantity.unit = Some(Unit { span: rest.bytes_to(&end), code: None });
        quantity.value = input.bytes_to(&after);
        return Ok((after, ReadQuantity { quantity, unit: None, is_age: false }));
    }
    Ok((past_addition(end), ReadQuantity { quantity, unit: None, is_age: false }))
}
