//! How long something must not have been taken, by the word "washout".
//!
//! | form | example | rule |
//! |---|---|---|
//! | none | *no washout of statins* for at least 4 weeks | a statin in the past 4 weeks |
//! | demanded | *washout of at least 4 weeks for fluoxetine* | no fluoxetine in the past 4 weeks |
//! | beside what excludes | NSAIDs *(washout 2 weeks)* | NSAIDs in the past 2 weeks |
//!
//! Near misses: "statins *every* 4 weeks"; "washout of *less than* 2 weeks", whose limit is on the other side.

use crate::grammar::{Chunk, ChunkKind, TimePhrase};
use crate::lex::Cue;
use crate::lower::context::{Context, Sort};
use crate::lower::partial::Partial;
use crate::rule::{Bounds, Direction, TimeKind};

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

    /// Whether no length in these chunks is "less than" something.
    fn lasts_at_least(&self, chunks: &[Chunk]) -> bool {
        let least = |c: &Chunk| match &c.kind {
            ChunkKind::Time(t) => t.bounds.high().is_none() || t.bounds.eq.is_some(),
            _ => true,
        };
        chunks.iter().all(least)
    }
}

/// "washout *of at least 4 weeks*": a length that has no upper end.
fn is_least(time: &TimePhrase) -> bool {
    let length = time.bounds.eq.is_some() || time.bounds.low().is_some() && time.bounds.high().is_none();
    time.kind == TimeKind::Frequency && length && time.longest_of.is_empty() && time.shortest_of.is_empty()
}
