//! Times ago whose two ends are in different units: "between 6 months and 5 years ago", "at least 3 months but not more than
//! 5 years before enrolment". In one unit the two are a range.

use crate::lex::{Comparator, Cue, Kind};
use crate::rule::{Bounds, Direction, TimeKind};

use super::cursor::{Cursor, Read, fail};
use super::lead::Lead;
use super::length::length;
use super::range::{Joiner, is_but_not, joiner};
use super::time::{Tail, tail};
use super::{TimePhrase, comparator, quantity};

/// "≥ 3 months *and ≤ 5 years before enrolment*", "between 6 months *and 5 years ago*": what says from when on, where the
/// other end of the time, in another unit, follows. Near misses: "≥ 3 months and 2 weeks before enrolment", "for ≥ 3 months
/// and ≤ 5 years ago".
pub fn ago_until<'a>(rest: Cursor<'a>, from: Cursor<'a>) -> Option<Tail> {
    let (kind, next) = joiner(rest)?;
    let between = from.has_cue(0, &[Cue::Between]) || from.back(0).is_some_and(|l| l.cue() == Some(Cue::Between));
    let lead = Lead::default();
    let (after, other) = length(next, &lead).ok()?;
    let limited = comparator::starts(next) && !other.bare;
    if matches!(kind, Joiner::Or) || !(limited || between || matches!(kind, Joiner::To | Joiner::Dash)) {
        return None;
    }
    tail(after, &lead, false).1.filter(|t| t.direction == Some(Direction::Before))
}

/// "at least 3 months *but not more than 5 years ago*": the other end of a time, in another unit. In one unit the two are a
/// range.
pub fn later_limit(input: Cursor<'_>) -> Read<'_, TimePhrase> {
    let denied = input.has_cue(0, &[Cue::Except]) && is_but_not(input.peek(0), input.lexed);
    let after_length = input.back(0).is_some_and(|l| l.entry(Kind::Unit).is_some_and(|e| e.dimension() == "time"));
    let lead = Lead::default();
    if !(denied && after_length) {
        return fail();
    }
    let (after, other) = length(input.skip(1), &lead)?;
    let (rest, Some(tail)) = tail(after, &lead, false) else { return fail() };
    let longest = match &other.bounds {
        Bounds { gt: Some(n), .. } => quantity::bound(Comparator::Le, *n),
        Bounds { ge: Some(n), .. } => quantity::bound(Comparator::Lt, *n),
        _ => return fail(),
    };
    if tail.direction != Some(Direction::Before) {
        return fail();
    }
    let value = input.bytes_to(&if tail.ago { rest } else { after });
    let phrase = TimePhrase {
        kind: TimeKind::Window,
        bounds: longest,
        unit: other.unit,
        direction: tail.direction,
        anchor: tail.anchor,
        longest_of: Vec::new(),
        shortest_of: Vec::new(),
        calendar: None,
        value,
    };
    Ok((rest, phrase))
}
