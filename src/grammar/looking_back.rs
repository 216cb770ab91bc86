//! On which side of what it is counted from a window lies that says "from" or "in".
//!
//! - "less than 6 months *from enrollment*", "diagnosis *within 3 years from screening*" look back; "*planned surgery* in 2-8 weeks"
//!   looks ahead.
//!
//! Near misses: "less than 6 months *from injury*", "within 28 days from *the first dose*".

use crate::lex::{Cue, Lex};
use crate::rule::Bounds;
use crate::words;

use super::cursor::Cursor;
use super::lead::Lead;
use super::time::Tail;

/// "*planned surgery* in 2-8 weeks", "*scheduled* for surgery in 2 weeks": what is to come, so long from now. Near miss: "surgery
/// in 2 weeks", which may have been.
pub fn is_planned(input: Cursor<'_>) -> bool {
    let near = (0..4).map_while(|n| input.back(n)).take_while(|l| !matches!(l.lex, Lex::Sign(_)));
    near.into_iter().any(|l| {
        let first = input.lexed.normal(l).split(' ').next().unwrap_or("");
        l.cue() == Some(Cue::Planned) || matches!(first, "planned" | "scheduled")
    })
}

/// "less than 6 months *from enrollment*", "< 1 year *from the date of consultation*": so long before where the trial begins, and
/// not after it. Near misses: "less than 6 months *from injury*", "at least 6 months from enrollment".
pub fn is_looking_back(tail: &Tail, bounds: &Bounds, at: Cursor<'_>) -> bool {
    let moment = tail.anchor.as_ref().and_then(|a| a.id).is_some_and(|id| words::STARTS_OF_TRIAL.contains(&id));
    let most = bounds.high().is_some() && bounds.low().is_none();
    moment && most && at.normal(0).split(' ').next() == Some("from")
}

/// "diagnosis *within 3 years from screening*": what is known before the trial begins. Near misses: "surgery *planned* within 6
/// weeks from randomization"; "within 12 hours from *symptom onset*"; "within 28 days from *the first dose*", which may come after.
pub fn is_dated_back_from(input: Cursor<'_>, lead: &Lead, tail: &Tail, at: Cursor<'_>) -> bool {
    let looks =
        tail.anchor.as_ref().and_then(|a| a.id).is_some_and(|id| matches!(id, "screening" | "informed_consent"));
    looks && lead.within && at.normal(0).split(' ').next() == Some("from") && !is_planned(input)
}
