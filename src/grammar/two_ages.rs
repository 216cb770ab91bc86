//! Limits of years that are ages because of another limit beside them.
//!
//! | form | example |
//! |---|---|
//! | two that part all people between them, each beside a score | Lansky *(≤ 16 years)* or Karnofsky *(> 16 years)* ≥ 50 |
//! | the other end of an age at an event | age at diagnosis ≥ 365 days *and ≤ 18 years* |
//!
//! Near misses: "HbA1c > 7 % for *≥ 1 year*"; "remission ≤ 2 years or remission > 2 years", where no score is named; "age at
//! diagnosis ≥ 40 years and *≥ 6 months*", which may be since then.

use rust_decimal::Decimal;

use crate::lex::{Comparator, Cue, Kind, Lexed};
use crate::rule::{Bounds, Number};

use super::comparator::{before, opposite};
use super::cursor::{Cursor, skip_cues};
use super::number::number;
use super::quantity::ReadQuantity;
use super::side::side;

/// The oldest age from which another scale is used.
const OLDEST: u32 = 25;

/// How far from a limit the other one is looked for, in lexemes.
const FARTHEST: usize = 40;

/// How far from a limit the score is named that it is said of.
const NEAR: usize = 6;

/// The most lexemes between an age and its first limit: "age *at initial diagnosis* ≥ 365 days".
const LONGEST_EVENT: usize = 4;

/// Whether the limit that begins at a lexeme and another one shortly before or behind it part the people by age, each beside a
/// score of its own.
pub fn part_people_by_age(lexed: &Lexed<'_>, at: usize, bounds: &Bounds) -> bool {
    let Some((comparator, number)) = one_sided(bounds).filter(|(_, n)| n.0 > Decimal::ZERO && n.0 <= OLDEST.into())
    else {
        return false;
    };
    let (first, last) = (at.saturating_sub(FARTHEST), (at + FARTHEST).min(lexed.lexemes.len()));
    let Some(own) = score_beside(lexed, at) else { return false };
    (first..last).any(|other| {
        other.abs_diff(at) > 1
            && is_limit_at(lexed, other, opposite(comparator), number)
            && score_beside(lexed, other).is_some_and(|score| score != own)
    })
}

/// The score that is named last before a limit.
fn score_beside(lexed: &Lexed<'_>, at: usize) -> Option<&'static str> {
    let near = lexed.lexemes[at.saturating_sub(NEAR)..at].iter().rev();
    near.filter_map(|l| l.entry(Kind::Score).or(l.entry(Kind::Analyte))).map(|entry| entry.id()).next()
}

fn is_limit_at(lexed: &Lexed<'_>, at: usize, comparator: Comparator, value: Number) -> bool {
    let cursor = Cursor { lexed, at, start: 0, end: lexed.lexemes.len() };
    let Ok((rest, compare)) = before(cursor) else { return false };
    compare.comparator == comparator && number(rest).is_ok_and(|(_, n)| n == value)
}

fn one_sided(bounds: &Bounds) -> Option<(Comparator, Number)> {
    let Bounds { ge, gt, le, lt, eq: None } = *bounds else { return None };
    let ends = [(Comparator::Ge, ge), (Comparator::Gt, gt), (Comparator::Le, le), (Comparator::Lt, lt)];
    let mut given = ends.into_iter().filter_map(|(c, n)| Some((c, n?)));
    given.next().filter(|_| given.next().is_none())
}

/// Whether a limit of years from above comes after a limit from below that is of an age at an event.
pub fn is_other_end_at_event(from: Cursor<'_>, read: &ReadQuantity) -> bool {
    let bounds = &read.quantity.bounds;
    if bounds.low().is_some() || !from.back(0).is_some_and(|l| matches!(l.cue(), Some(Cue::And | Cue::But))) {
        return false;
    }
    let place = |at: usize| Cursor { at, ..from };
    let first = (2..=5).filter_map(|n| from.at.checked_sub(n)).filter(|at| *at >= from.start).find(|at| {
        side(place(*at)).is_ok_and(|s| {
            let below = s.compare.is_some_and(|c| matches!(c.comparator, Comparator::Ge | Comparator::Gt));
            below && s.unit.as_ref().is_some_and(super::unit::ReadUnit::is_time) && s.rest.at + 1 == from.at
        })
    });
    let Some(first) = first else { return false };
    let aged = |n: usize| place(first).back(n).is_some_and(|l| l.cue() == Some(Cue::Age));
    let event = (1..=LONGEST_EVENT).find(|n| aged(*n)).map(|n| place(first - n));
    event.is_some_and(|event| skip_cues(event, &[Cue::At, Cue::Of], 1).at > event.at || names_event(event))
}

/// "age *at diagnosis*", where the words are one term.
fn names_event(input: Cursor<'_>) -> bool {
    input.peek(0).is_some_and(|l| input.lexed.written(l).to_ascii_lowercase().starts_with("at "))
}
