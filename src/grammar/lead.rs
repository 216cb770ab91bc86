//! The words before a length of time: "within the past", "for", "after", "at intervals", "the longer of".
//!
//! Near miss: "in the" is a lead only before a length ("in the 6 months preceding"), which the caller looks for.

use crate::lex::{Comparator, Cue, Kind, Lex};
use crate::rule::Direction;

use super::comparator;
use super::cursor::{Cursor, dash};
use super::reached::{of_age, past_weeks};

/// What the words before a length say.
#[derive(Default, Clone, Copy)]
pub struct Lead {
    pub within: bool,
    /// "in the first 28 days", the beginning of what lasts longer.
    pub first: bool,
    /// "during the two years".
    pub during: bool,
    pub duration: bool,
    pub after: bool,
    pub interval: bool,
    pub until: bool,
    pub direction: Option<Direction>,
    pub longest: Option<bool>,
    /// "at 5 minutes".
    pub at: bool,
    /// "in 6 months", a window only where "before" or "after" follows.
    pub loose: bool,
    /// "for at least the last 6 months".
    pub compare: Option<Comparator>,
}

impl Lead {
    /// Whether nothing was said.
    pub fn is_empty(&self) -> bool {
        !(self.within || self.duration || self.after || self.interval || self.until || self.at)
    }
}

/// Reads the words before a length: the place after them, what they say, and where the value begins.
pub fn lead(input: Cursor<'_>) -> (Cursor<'_>, Lead, Cursor<'_>) {
    let (mut rest, mut lead, mut value) = (input, Lead::default(), input);
    for _ in 0..4 {
        match rest.cue(0) {
            Some(cue @ (Cue::Within | Cue::During)) => {
                lead.within = true;
                lead.during |= cue == Cue::During;
                lead.first |=
                    rest.peek(0).is_some_and(|l| rest.lexed.written(l).to_ascii_lowercase().ends_with(" first"));
            }
            Some(Cue::The) if lead.within && rest.normal(1) == "first" => {}
            _ if lead.within && rest.normal(0) == "first" => lead.first = true,
            // "contraception *through 90 days* after the last dose"
            _ if rest.at == input.at && rest.normal(0) == "through" && starts_length(rest.skip(1)) => lead.until = true,
            Some(Cue::Past) if past_weeks(rest) => break,
            Some(Cue::Past) if is_verb(rest) => lead.duration = true,
            Some(Cue::Past) => (lead.within, lead.direction) = (true, Some(Direction::Before)),
            Some(Cue::Future) => (lead.within, lead.direction) = (true, Some(Direction::After)),
            Some(Cue::Prior | Cue::Before) if rest.at > input.at => {
                (lead.within, lead.direction) = (true, Some(Direction::Before))
            }
            Some(Cue::Prior) if rest.at == input.at && starts_length(rest.skip(1)) => {
                (lead.within, lead.direction) = (true, Some(Direction::Before));
            }
            Some(Cue::For) => lead.duration = true,
            // "metformin *x 3 months*"
            _ if rest.at == input.at && multiplies_nothing(rest) && starts_length(rest.skip(1)) => lead.duration = true,
            Some(Cue::After) => lead.after = true,
            Some(Cue::Interval | Cue::Per) => lead.interval = true,
            Some(Cue::Until) if of_age(rest).is_none() => lead.until = true,
            Some(Cue::WhicheverLonger) => lead.longest = Some(true),
            Some(Cue::WhicheverShorter) => lead.longest = Some(false),
            Some(Cue::The | Cue::Of) if rest.at > input.at => {}
            Some(Cue::GeBefore) if rest.has_cue(1, &[Cue::Past]) => lead.compare = Some(Comparator::Ge),
            // "*at least for* one week"
            Some(Cue::GeBefore)
                if rest.at == input.at && rest.has_cue(1, &[Cue::For]) && starts_length(rest.skip(2)) =>
            {
                lead.compare = Some(Comparator::Ge);
            }
            Some(Cue::In) if rest.has_cue(1, &[Cue::Past, Cue::Prior]) => {}
            Some(Cue::In) if rest.has_cue(1, &[Cue::The]) => lead.within = true,
            Some(Cue::In) if rest.at == input.at && rest.normal(0) == "in" && starts_length(rest.skip(1)) => {
                (lead.within, lead.loose) = (true, true);
            }
            Some(Cue::At) if rest.at == input.at => lead.at = true,
            _ => break,
        }
        rest = rest.skip(1);
        if lead.after && !lead.within || lead.until {
            value = rest;
        }
    }
    (rest, lead, value)
}

/// "symptoms *last at least* 20 minutes": how long they do. Near misses: "in the *last* 20 minutes", "at least the *last* 6
/// months".
fn is_verb(input: Cursor<'_>) -> bool {
    let least = |at| comparator::before(at).is_ok_and(|(_, c)| comparator::side(c.comparator) == Some(true));
    input.normal(0) == "last" && least(input.skip(1))
}

/// Whether a multiplication sign stands here that no number is before: "x 3 months".
fn multiplies_nothing(input: Cursor<'_>) -> bool {
    let sign = |l: &crate::lex::Lexeme| l.lex == Lex::Times || l.cue() == Some(Cue::Times);
    let times = input.peek(0).is_some_and(sign) && matches!(input.normal(0), "x" | "×");
    times && input.back(0).is_some_and(|l| matches!(l.lex, Lex::Word | Lex::Term(_)))
}

/// Whether a number or a unit of time comes next: "prior 6 months", "past-month".
fn starts_length(input: Cursor<'_>) -> bool {
    let rest = dash(input).map_or(input, |(rest, ())| rest);
    super::number::number(rest).is_ok() || rest.entry(0, Kind::Unit).is_some_and(|e| e.dimension() == "time")
}
