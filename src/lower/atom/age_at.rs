//! The age at an event that is named between "age" and its limit: "age at *migraine onset* < 50", "age of *onset of psychosis*
//! 16-35", "age at *menarche* < 12". Nobody's present age is limited, and nobody need have the event within a time.
//!
//! Near misses: "age at *diagnosis* ≤ 18", a moment with a name of its own; "age of *patients* 18-65"; "age *at least* 18".

use crate::grammar::Chunk;
use crate::lex::{Cue, Kind};
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::partial::Partial;
use crate::rule::{Anchor, Time, TimeKind};

/// The most chunks between "age" and its limit.
const LONGEST_EVENT: usize = 6;

impl Context<'_, '_> {
    /// Reads "at migraine onset" behind the "age" at `at`; gives where to go on.
    pub(super) fn age_at_event(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> Option<usize> {
        let nothing = partial.head.is_none() && partial.value.is_none() && partial.times.is_empty();
        if !self.is_cue(&chunks[at], Cue::Age) || !nothing {
            return None;
        }
        let rest = &chunks[at + 1..];
        let limit = rest.iter().take(LONGEST_EVENT + 1).position(|c| self.sort(c) == Sort::Quantity)?;
        let named = &rest[..limit];
        let moment = |c: &Chunk| matches!(self.sort(c), Sort::Term(e) if e.kind() == Kind::Anchor);
        let led = named.first().is_some_and(|c| self.is_cue(c, Cue::At));
        let onset = named.first().is_some_and(moment) && named.get(1).is_some_and(|c| self.is_cue(c, Cue::Of));
        let idle = |c: &Chunk| moment(c) || matches!(self.cue(c), Some(Cue::At | Cue::Of | Cue::The | Cue::Be));
        let first = named.iter().position(|c| !idle(c))?;
        let last = named.iter().rposition(|c| !idle(c))?;
        let event = &named[first..=last];
        let plain = |c: &Chunk| match self.sort(c) {
            Sort::Word | Sort::Dash => true,
            Sort::Concept(entry) => matches!(entry.kind(), Kind::Condition | Kind::Procedure | Kind::Observation),
            Sort::Term(entry) => entry.kind() == Kind::Qualifier,
            _ => false,
        };
        if !(led || onset) || !event.iter().all(plain) {
            return None;
        }
        let bytes = bytes_of(named);
        let said = named.iter().position(|c| moment(c) || !idle(c)).unwrap_or(first);
        self.take_whole(&chunks[at..=at + limit]);
        let mut time = Time::new(TimeKind::At, self.words(&bytes), self.span(&bytes));
        // A moment that is known by its words alone: no table has when somebody's migraine began.
        time.anchor = Some(Anchor::Point(self.mention(None, &bytes_of(&named[said..]))));
        partial.age = true;
        partial.times.push(time);
        Some(at + 1 + limit)
    }
}
