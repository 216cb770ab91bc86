//! How large something is in two directions or three, of which no one limit tells: "10 x 12 mm".
//!
//! | text | read as |
//! |---|---|
//! | a lesion of at least *10 x 10 mm* | one limit, since it is of either side |
//! | a stone of *5 x 7 mm* or less | numbers in no rule, each of which is told |
//!
//! Near misses: "1.5 x 10⁹/L" is a power of ten, "2 x 500 mg" a dose, "3 x ULN" a multiple.

use super::cursor::Cursor;
use super::number::number;
use super::quantity::ReadQuantity;
use super::unit::{ReadUnit, unit};
use crate::lex::{Cue, Kind, Lex};
use crate::rule::Number;

/// The most sides that are given after the first.
const SIDES: usize = 2;

/// The end and the unit of sides that are each as long as the first: "10 *x 10 mm*".
pub fn equal_sides(first: Cursor<'_>, value: Number) -> Option<(Cursor<'_>, ReadUnit)> {
    let (mut rest, mut found) = (first, None);
    for _ in 0..SIDES {
        let Some((next, length, unit)) = side_after(rest) else { break };
        if length != value {
            return None;
        }
        (rest, found) = (next, unit.or(found));
    }
    found.filter(is_length).map(|unit| (rest, unit))
}

/// Whether a quantity read from `from` to `to` is a side of something whose sides differ.
pub fn is_side(from: Cursor<'_>, to: Cursor<'_>, read: &ReadQuantity) -> bool {
    let own = read.unit.as_ref().is_some_and(is_length);
    let (mut rest, mut later) = (to, false);
    for _ in 0..SIDES {
        let Some((next, _, unit)) = side_after(rest) else { break };
        (rest, later) = (next, later || own || unit.as_ref().is_some_and(is_length));
    }
    let number = |n: usize| from.back(n).is_some_and(|l| matches!(l.lex, Lex::Number(_)));
    let unit = from.back(1).and_then(|l| l.entry(Kind::Unit)).is_some_and(|e| is_code_of_length(e.id()));
    let times = from.back(0).is_some_and(|l| l.lex == Lex::Times || l.cue() == Some(Cue::Times));
    let last = times && (number(1) && own || number(2) && unit);
    later || last
}

/// "*x 12 mm*": the next side, with its unit where it has one.
fn side_after(at: Cursor<'_>) -> Option<(Cursor<'_>, Number, Option<ReadUnit>)> {
    let (rest, length) = number(times_after(at)?).ok()?;
    match unit(rest) {
        Ok((end, read)) if is_length(&read) => Some((end, length, Some(read))),
        Ok(_) => None,
        Err(_) => Some((rest, length, None)),
    }
}

/// Past the sign between two sides, and the unit of the first: "10 *mm x* 10 mm".
fn times_after(at: Cursor<'_>) -> Option<Cursor<'_>> {
    let unit = at.entry(0, Kind::Unit).is_some_and(|e| is_code_of_length(e.id()));
    let times = at.skip(usize::from(unit));
    times.is_times(0).then(|| times.skip(1))
}

fn is_length(unit: &ReadUnit) -> bool {
    unit.relative_to.is_none() && unit.unit.code.as_deref().is_some_and(is_code_of_length)
}

fn is_code_of_length(code: &str) -> bool {
    matches!(code, "mm" | "cm" | "um")
}
