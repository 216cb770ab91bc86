//! On which side of what it is counted from a window lies that says "from" or "in".
//!
//! - "less than 6 months *from enrollment*", "diagnosis *within 3 years from screening*" look back; "*planned surgery* in 2-8 weeks"
//!   looks ahead.
//!
//! Near misses: "less than 6 months *from injury*", "within 28 days from *the first dose*".

use crate::lex::{Comparator, Cue, Lex, Lexeme};
use crate::rule::Bounds;
use crate::words;

use super::cursor::Cursor;
use super::lead::Lead;
use super::length::{Length, length};
use super::quantity::bound;
use super::time::{Tail, tail};

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

/// "the last dose *was* given > 12 months *from randomization*": what is over so long before the trial. Near misses: "survival > 12
/// months from randomization"; "> 12 months from *injury*".
pub fn is_over_before(input: Cursor<'_>, tail: &Tail, at: Cursor<'_>) -> bool {
    let moment = tail.anchor.as_ref().and_then(|a| a.id).is_some_and(|id| words::STARTS_OF_TRIAL.contains(&id));
    let over = |l: &Lexeme| matches!(input.lexed.normal(l), "was" | "were" | "completed" | "discontinued" | "stopped");
    let near = (0..3).map_while(|n| input.back(n)).take_while(|l| !matches!(l.lex, Lex::Sign(_)));
    moment && at.normal(0).split(' ').next() == Some("from") && near.into_iter().any(over)
}

/// Makes a limit from below of a length before which something must be over.
pub fn at_least_over(input: Cursor<'_>, lengths: &mut [Length]) {
    if let [Length { bounds, bare: bare @ true, .. }] = lengths
        && let Some(number) = bounds.eq.filter(|_| is_to_be_over(input))
    {
        (*bounds, *bare) = (bound(Comparator::Ge, number), false);
    }
}

/// "*must have been stopped* 2 weeks before baseline": so long before at least, for nothing asks that it was not earlier. Near
/// misses: "*stopped* 2 weeks before baseline", "must have been *started* 2 weeks before".
fn is_to_be_over(input: Cursor<'_>) -> bool {
    let near = (0..5).map_while(|n| input.back(n)).take_while(|l| !matches!(l.lex, Lex::Sign(_)));
    let Some(first) = near.last() else { return false };
    let last = input.back(0).map_or(0, |l| l.end as usize);
    let words = input.lexed.text[first.start as usize..last].to_ascii_lowercase();
    let said = |list: &[&str]| words.split(' ').any(|word| list.contains(&word));
    let over = words.rsplit(' ').next().is_some_and(|verb| words::ENDING_PARTICIPLES.contains(&verb));
    over && said(&["be", "been"]) && said(&["must", "should", "shall", "needs", "need", "required"]) && !said(&["not"])
}

/// "> 15 years *or < 6 months before screening*": what the other end is counted from, on the same side. Near miss: "for > 15 years
/// or *at screening*".
pub fn before_or_after_same<'a>(input: Cursor<'a>, first: &Bounds) -> Option<Tail> {
    let rest = input.has_cue(0, &[Cue::Or]).then(|| input.skip(1))?;
    let lead = Lead::default();
    let (end, second) = length(rest, &lead).ok()?;
    let ends = |b: &Bounds| (b.eq.is_none(), b.low().is_some(), b.high().is_some());
    let opposite =
        matches!((ends(first), ends(&second.bounds)), ((true, a, b), (true, c, d)) if a != b && c != d && a != c);
    let (_, tail) = tail(end, &lead, second.bounds.low().is_some());
    tail.filter(|tail| opposite && tail.direction.is_some() && tail.anchor.is_some())
}
