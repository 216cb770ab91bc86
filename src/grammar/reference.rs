//! Limits without a number: "above the detection threshold", "> ULN", "or upper limit of normal".
//!
//! They come out as one times the limit. Near miss: "3 × ULN" is a number with a unit, see [`super::unit`].

use crate::lex::{Comparator, Cue, Kind};
use crate::rule::Reference;
use crate::words;

use super::QuantityForm;
use super::comparator;
use super::cursor::{Cursor, Read, fail, skip_cues};
use super::number::number;
use super::quantity::{ReadQuantity, bound, empty};
use super::unit::unit;

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

/// A comparator and a limit of the assay or the normal range; without a comparator the limit alone is `doubtful`.
pub fn reference(input: Cursor<'_>) -> Read<'_, ReadQuantity> {
    let (rest, compare) = match comparator::before(input) {
        Ok((rest, compare)) => (rest, Some(compare.comparator)),
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
    Ok((past_addition(end), ReadQuantity { quantity, unit: None, is_age: false }))
}
