//! How long must lie between what was done and a moment of the trial, the length said first.
//!
//! | form | example |
//! |---|---|
//! | a length between | *at least 4 weeks between the last dose of chemotherapy and enrollment* |
//! | it must have elapsed | *at least 14 days must have elapsed between surgery and day 1* |
//! | an interval of it | *an interval of at least 3 months between transplantation and screening* |
//!
//! Near misses: "an interval of *6 months* between surgery and screening", at least or at most, which is left open; "patients *between* 2 and 3 months".

use super::is_measured;
use crate::grammar::{Chunk, ChunkKind};
use crate::lex::{Cue, Entry, Kind, look_up};
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::partial::{Head, Partial};
use crate::rule::{Anchor, Direction, TimeKind};
use crate::words;

/// The most chunks between a length and "between": "*must have elapsed*".
const LONGEST_VERB: usize = 4;

/// The most chunks that name what was done: "*the end of the first course of* radiotherapy".
const LONGEST_EVENT: usize = 12;

impl Context<'_, '_> {
    /// Reads such a length and its two ends; gives where to go on.
    pub(super) fn lying_between(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> Option<usize> {
        let blank = partial.head.is_none() && partial.unknown.is_empty() && !partial.negated;
        let ChunkKind::Time(length) = &chunks[at].kind else { return None };
        let bare = !length.bounds.is_empty() && length.anchor.is_none() && blank;
        if !bare || !matches!(length.kind, TimeKind::Duration | TimeKind::Frequency) {
            return None;
        }
        let near = at + 1..chunks.len().min(at + 2 + LONGEST_VERB);
        let between = near.into_iter().find(|n| self.is_cue(&chunks[*n], Cue::Between))?;
        let and = (between + 1..chunks.len()).find(|n| self.ends_between(chunks, *n))?;
        if !chunks[at + 1..between].iter().all(|c| self.is_verb_of_elapsing(c)) {
            return None;
        }
        let done = self.done_before(&chunks[between + 1..and]).filter(|_| length.bounds.eq.is_none());
        let ends = |c: &Chunk| self.is_separator(c) || matches!(self.sort(c), Sort::Group | Sort::Stop);
        let end = chunks[and + 1..].iter().position(ends).map_or(chunks.len(), |n| and + 1 + n);
        let read = done.and_then(|done| Some((done, self.other_end_named(&chunks[and + 1..end])?)));
        let Some(((entry, named), moment)) = read else {
            // "*interval of 6 months* between diagnosis and randomization" comes but once.
            let repeated = length.kind == TimeKind::Frequency;
            return repeated.then(|| {
                self.not_understood(&length.value);
                at + 1
            });
        };
        let mut time = self.time(length);
        (time.kind, time.direction, time.anchor) = (TimeKind::Window, Some(Direction::Before), Some(moment));
        partial.times.push(time);
        partial.head = Some(Head::new(Some(entry), named));
        self.take_whole(&chunks[at..end]);
        Some(end)
    }

    /// The moment that the words of the second end name: one of the trial, or what happened then.
    fn other_end_named(&mut self, chunks: &[Chunk]) -> Option<Anchor> {
        let bytes = bytes_of(chunks.get(..).filter(|moment| !moment.is_empty())?);
        let words = self.words(&bytes).to_ascii_lowercase();
        let anchor = look_up(words.trim_start_matches("the ")).and_then(|group| group.of(Kind::Anchor));
        let trial = anchor.filter(|e| words::STARTS_OF_TRIAL.contains(&e.id()));
        let event = trial.is_none() && self.done_before(chunks).is_some();
        (trial.is_some() || event).then(|| Anchor::Point(self.mention(trial.map(Entry::id), &bytes)))
    }

    /// "must have *elapsed*", "*interval*": words that say no more than that time goes by.
    fn is_verb_of_elapsing(&self, chunk: &Chunk) -> bool {
        let word = self.words(&chunk.span).to_ascii_lowercase();
        matches!(self.cue(chunk), Some(Cue::Be | Cue::Must | Cue::Interval | Cue::Period))
            || matches!(
                word.as_str(),
                "elapsed" | "elapse" | "passed" | "pass" | "have" | "has" | "should" | "time" | "gap"
            )
    }

    /// The one thing that was done or had among words that tell of its end: "*the last dose of* chemotherapy".
    fn done_before(&self, event: &[Chunk]) -> Option<(Entry, std::ops::Range<usize>)> {
        let concept = |c: &Chunk| match self.sort(c) {
            Sort::Concept(entry) if !is_measured(entry) => Some((entry, c.span.clone())),
            _ => None,
        };
        let mut named = event.iter().take(LONGEST_EVENT).filter_map(concept);
        let (entry, bytes) = named.next().filter(|_| named.next().is_none())?;
        let rest = event.iter().filter(|c| concept(c).is_none());
        let idle = |c: &Chunk| {
            let words = self.words(&c.span).to_ascii_lowercase();
            matches!(self.cue(c), Some(Cue::The | Cue::Of | Cue::Prior | Cue::From | Cue::Any))
                || words.split(' ').all(|word| words::ENDS_OF_TREATMENT.contains(&word))
        };
        let done = entry.kind().is_treatment() || entry.kind() == Kind::Condition || entry.kind() == Kind::Procedure;
        (done && rest.into_iter().all(idle)).then_some((entry, bytes))
    }
}
