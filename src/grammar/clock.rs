//! Times of day: "between 8:00 and 10:00 AM", "before 10 am", "at 08:00 hours", "8-10 am". They say when something is done,
//! and limit nothing that is measured.
//!
//! Near misses: "ratio 8:10", "between 8 and 10 mg", "AM" without a number.

use crate::lex::{Cue, Lex};
use crate::rule::{Bounds, TimeKind};

use super::TimePhrase;
use super::cursor::{Cursor, Read, fail, skip_cues};

/// The hours of a day.
const HOURS: u32 = 24;

/// A time of day, or the span between two: a moment that is counted from nothing.
pub fn clock(input: Cursor<'_>) -> Read<'_, TimePhrase> {
    let led = skip_cues(input, &[Cue::Between, Cue::From, Cue::At, Cue::Before, Cue::After], 1);
    let Some((mut rest, mut named)) = hour(led) else { return fail() };
    let joins = rest.peek(0).is_some_and(|l| l.lex == Lex::Dash) || rest.has_cue(0, &[Cue::And, Cue::To]);
    if let Some((end, last)) = joins.then(|| hour(rest.skip(1))).flatten() {
        (rest, named) = (end, named || last);
    }
    if !named {
        return fail();
    }
    let phrase = TimePhrase {
        kind: TimeKind::At,
        bounds: Bounds::default(),
        unit: None,
        direction: None,
        anchor: None,
        longest_of: Vec::new(),
        shortest_of: Vec::new(),
        calendar: None,
        value: input.bytes_to(&rest),
    };
    Ok((rest, phrase))
}

/// "8", "8:00", "10:00 AM": an hour, and whether the words say that it is one of the day.
fn hour(input: Cursor<'_>) -> Option<(Cursor<'_>, bool)> {
    let whole = |n: usize, most: u32| match input.peek(n)?.lex {
        Lex::Number(Some(value)) if value.is_integer() && value <= most.into() => Some(()),
        _ => None,
    };
    whole(0, HOURS)?;
    let minutes = input.has_sign(1, ':') && whole(2, 59).is_some();
    let rest = input.skip(if minutes { 3 } else { 1 });
    let half = matches!(rest.normal(0), "am" | "pm" | "a.m" | "p.m" | "a.m." | "p.m." | "o'clock");
    let hours = minutes && matches!(rest.normal(0), "h" | "hr" | "hrs" | "hour" | "hours");
    Some((rest.skip(usize::from(half || hours)), half || hours))
}
