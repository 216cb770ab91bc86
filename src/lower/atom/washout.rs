//! How long something must not have been taken, by the word "washout".
//!
//! | form | example | rule |
//! |---|---|---|
//! | none | *no washout of statins* for at least 4 weeks | a statin in the past 4 weeks |
//! | demanded | *washout of at least 4 weeks for fluoxetine* | no fluoxetine in the past 4 weeks |
//! | too short a one, in an exclusion | *washout < 4 weeks for ACE inhibitors* | an ACE inhibitor in the past 4 weeks |
//! | beside what excludes | NSAIDs *(washout 2 weeks)* | NSAIDs in the past 2 weeks |
//! | of nothing that is named | *washout period of ≥ 18 weeks* | a length |
//!
//! Near misses: "statins *every* 4 weeks"; "washout of *less than* 2 weeks", whose limit is on the other side.

use crate::grammar::{Chunk, ChunkKind, TimePhrase};
use crate::lex::Cue;
use crate::lower::atom::is_measured;
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::partial::Partial;
use crate::rule::{Bounds, Direction, TimeKind};

/// The most words of "after *at least 4 weeks of a* washout".
const MOST_WORDS: usize = 8;

impl Context<'_, '_> {
    /// Reads the washout that begins at `at`; gives where to go on.
    pub(super) fn washed_out(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> Option<usize> {
        let starts = self.words(&chunks[at].span).get(..4).is_some_and(|word| word.eq_ignore_ascii_case("wash"));
        if !starts {
            return None;
        }
        let of = chunks.get(at + 1).is_some_and(|c| matches!(self.cue(c), Some(Cue::Of | Cue::From | Cue::For)));
        let next = chunks.get(at + 1 + usize::from(of));
        let next = next.is_some_and(|c| matches!(self.sort(c), Sort::Concept(e) if e.kind().is_treatment()));
        let missed = partial.negated || partial.outcome == Some("failed");
        let given = partial.entry().is_some_and(|e| e.kind().is_treatment());
        let named = partial.head.is_none() && next;
        match &chunks[at].kind {
            ChunkKind::Time(t) if named && of && !self.demand && !missed && is_most(t) => {
                let mut time = self.time(t);
                (time.kind, time.direction) = (TimeKind::Window, Some(Direction::Before));
                partial.times.push(time);
            }
            ChunkKind::Time(t) if is_least(t) && (named && of || given && !missed) => {
                let low = t.bounds.low().map(|(n, _)| n);
                let mut time = self.time(t);
                time.bounds = Bounds { lt: low, ..Bounds::default() };
                (time.kind, time.direction) = (TimeKind::Window, time.direction.or(Some(Direction::Before)));
                partial.times.push(time);
            }
            ChunkKind::Lexeme(_) if named && (missed != self.demand) && self.lasts_at_least(&chunks[at + 1..]) => {
                partial.washed_out = true;
            }
            ChunkKind::Time(t) if is_least(t) && !given && !next && !self.opens_bracket(&chunks[at]) => {
                let mut time = self.time(t);
                time.kind = TimeKind::Duration;
                partial.times.push(time);
                self.take(&chunks[at..=at]);
                return Some(at + 1);
            }
            _ => return None,
        }
        self.take(&chunks[at..=at + usize::from(of)]);
        if missed {
            partial.outcome = None;
            self.hear_denial(partial.bytes.start..chunks[at].span.start);
        }
        (partial.negated, partial.absent) = (self.demand && !missed, false);
        Some(at + 1 + usize::from(of))
    }

    /// "LDL-C > 100 *after 4-week washout of statins*": so long without it before the test, which no rule says of a test; gives
    /// where these words end.
    pub(super) fn tested_after_washout(&mut self, chunks: &[Chunk], at: usize, partial: &Partial) -> Option<usize> {
        let measured = partial.value.is_some() && partial.entry().is_some_and(is_measured);
        let opening = self.words(&chunks[at].span).to_ascii_lowercase();
        let after = ["after", "following"].iter().any(|word| opening.split(' ').next() == Some(word));
        if !measured || !after {
            return None;
        }
        let ends = |c: &Chunk| matches!(self.sort(c), Sort::Comma | Sort::Semicolon | Sort::Stop | Sort::Group);
        let end = chunks[at..].iter().position(ends).map_or(chunks.len(), |n| at + n);
        let bytes = bytes_of(&chunks[at..end]);
        let washed = self.words(&bytes).to_ascii_lowercase().split(' ').take(MOST_WORDS).any(|w| w.starts_with("wash"));
        if !washed {
            return None;
        }
        self.take_whole(&chunks[at..end]);
        self.not_understood(&bytes);
        Some(end)
    }

    /// Whether a chunk is the first of a bracket, which says more of what stands before it.
    fn opens_bracket(&self, chunk: &Chunk) -> bool {
        self.just_before(chunk.span.start).trim_end().ends_with(['(', '['])
    }

    /// Whether no length in these chunks is "less than" something.
    fn lasts_at_least(&self, chunks: &[Chunk]) -> bool {
        let least = |c: &Chunk| match &c.kind {
            ChunkKind::Time(t) => t.bounds.high().is_none() || t.bounds.eq.is_some(),
            _ => true,
        };
        chunks.iter().all(least)
    }
}

/// "washout *< 4 weeks*": a length that has an upper end alone.
fn is_most(t: &TimePhrase) -> bool {
    t.bounds.low().is_none() && t.bounds.eq.is_none() && t.bounds.high().is_some()
}

/// "washout *of at least 4 weeks*": a length that has no upper end.
fn is_least(time: &TimePhrase) -> bool {
    let length = time.bounds.eq.is_some() || time.bounds.low().is_some() && time.bounds.high().is_none();
    time.kind == TimeKind::Frequency && length && time.longest_of.is_empty() && time.shortest_of.is_empty()
}
