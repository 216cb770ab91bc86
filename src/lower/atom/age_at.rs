//! The age at an event that is named between "age" and its limit: "age at *migraine onset* < 50", "age of *onset of psychosis*
//! 16-35", "age at *menarche* < 12". Nobody's present age is limited, and nobody need have the event within a time.
//!
//! So is the age that stands behind the event: "*onset of hearing loss at ≥ 6 years of age*".
//!
//! Near misses: "age at *diagnosis* ≤ 18", a moment with a name of its own; "age of *patients* 18-65"; "age *at least* 18"; "onset of
//! symptoms *≤ 6 hours*"; "diagnosis of asthma, age ≥ 12 years".

use crate::grammar::{Chunk, ChunkKind, Quantity, QuantityForm};
use crate::lex::{Cue, Kind};
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::partial::Partial;
use crate::rule::{Anchor, Time, TimeKind};
use crate::words;

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

    /// Reads "onset of hearing loss at ≥ 6 years of age" at `at`, where an item begins; gives where to go on.
    pub(super) fn onset_at_age(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> Option<usize> {
        let nothing = partial.head.is_none() && partial.value.is_none() && partial.times.is_empty();
        let onset = |c: &Chunk| words::ONSETS.contains(&&*self.words(&c.span).to_lowercase());
        let of = |c: &Chunk| self.is_cue(c, Cue::Of);
        if at > 0 || !nothing || !onset(&chunks[0]) || !chunks.get(1).is_some_and(of) {
            return None;
        }
        let rest = &chunks[2..];
        let limit = rest.iter().take(LONGEST_EVENT + 1).position(|c| self.sort(c) == Sort::Quantity)?;
        let lead = |c: &&Chunk| matches!(self.cue(c), Some(Cue::At | Cue::Age | Cue::The | Cue::Of));
        let lead = rest[..limit].iter().rev().take_while(lead).count();
        let event = &rest[..limit - lead];
        let ChunkKind::Quantity(quantity) = &rest[limit].kind else { return None };
        let aged = quantity.age || rest[limit - lead..limit].iter().any(|c| self.is_cue(c, Cue::Age));
        let limited = quantity.form != QuantityForm::Bare;
        let plain = |c: &Chunk| match self.sort(c) {
            Sort::Word | Sort::Dash | Sort::Concept(_) => true,
            Sort::Term(entry) => entry.kind() == Kind::Qualifier,
            _ => false,
        };
        if event.is_empty() || !event.iter().all(plain) || !aged || !limited {
            return None;
        }
        let quantity = (**quantity).clone();
        let said = bytes_of(&chunks[..2 + event.len()]);
        self.take_whole(&chunks[..=2 + limit]);
        let mut time = Time::new(TimeKind::At, self.words(&said), self.span(&said));
        time.anchor = Some(Anchor::Point(self.mention(None, &said)));
        partial.age = true;
        partial.value = Some(Box::new(Quantity { age: true, ..quantity }));
        partial.times.push(time);
        Some(3 + limit)
    }
}
