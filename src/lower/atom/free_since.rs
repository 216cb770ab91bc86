//! A disease of which nothing has been found for so long, said in a clause behind it: "another cancer *for which the patient has been
//! disease-free for 5 years*", "*from which they have been disease-free*", "*if the patient has been disease-free for > 5 years*".
//!
//! The clause narrows the disease that it stands behind. Near misses: "*unless* disease-free for 5 years", which lifts what was said;
//! "prior cancer *is allowed if* disease-free", whom the condition lets in; "disease-free survival *for 5 years*".

use crate::grammar::{Chunk, ChunkKind};
use crate::lex::{Cue, Kind};
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::partial::{Head, Partial};
use crate::rule::TimeKind;

/// The most chunks from the word that opens such a clause to "disease".
const FAR: usize = 7;

impl Context<'_, '_> {
    /// Where a clause that begins at `at` and says no more than this ends: where "disease" stands, and behind the length, if it has one.
    fn free_clause(&self, chunks: &[Chunk], at: usize) -> Option<(usize, usize)> {
        let word = |c: &Chunk| self.words(&c.span).to_ascii_lowercase();
        let first = chunks.get(at)?;
        let opened = self.is_cue(first, Cue::If)
            || matches!(self.cue(first), Some(Cue::For | Cue::From))
                && chunks.get(at + 1).is_some_and(|c| word(c) == "which");
        let disease = chunks.iter().skip(at).take(FAR).position(|c| word(c) == "disease").filter(|_| opened)? + at;
        let idle = |c: &Chunk| {
            matches!(self.cue(c), Some(Cue::If | Cue::For | Cue::From | Cue::Who | Cue::Patient | Cue::The | Cue::Be))
                || matches!(
                    &*word(c),
                    "which" | "has" | "have" | "had" | "been" | "they" | "he" | "she" | "has been" | "have been"
                )
        };
        let dash = usize::from(chunks.get(disease + 1).is_some_and(|c| self.sort(c) == Sort::Dash));
        let free = disease + 1 + dash;
        let said = chunks[at..disease].iter().all(idle) && chunks.get(free).is_some_and(|c| word(c) == "free");
        let length = |c: &Chunk| matches!(&c.kind, ChunkKind::Time(t) if t.kind == TimeKind::Duration);
        let end = free + 1 + usize::from(chunks.get(free + 1).is_some_and(length));
        let ends = chunks
            .get(end)
            .is_none_or(|c| self.is_separator(c) || matches!(self.sort(c), Sort::Stop | Sort::Semicolon));
        (said && ends).then_some((disease, end))
    }

    /// Whether a condition that begins at `at` only narrows the disease directly before it.
    pub(in crate::lower) fn narrows_to_free(&self, chunks: &[Chunk], at: usize) -> bool {
        let disease = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind() == Kind::Condition);
        let lets = [Cue::Allowed, Cue::NotAllowed, Cue::May, Cue::Must];
        at > 0
            && disease(&chunks[at - 1])
            && self.find(&chunks[..at], &lets).is_none()
            && self.free_clause(chunks, at).is_some()
    }

    /// Reads such a clause behind the disease that an item is about; gives where to go on.
    pub(super) fn free_since(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> Option<usize> {
        let entry = partial.entry().filter(|e| e.kind() == Kind::Condition && partial.relation.is_none())?;
        let (disease, end) = self.free_clause(chunks, at)?;
        let bytes = bytes_of(&chunks[at..end]);
        self.take_whole(&chunks[at..end]);
        let times = match &chunks[end - 1].kind {
            ChunkKind::Time(length) => vec![self.time(length)],
            _ => Vec::new(),
        };
        let head = Some(Head::new(Some(entry), chunks[disease].span.clone()));
        let free = Partial { bytes, head, times, negated: true, absent: true, ..Partial::default() };
        let node = self.node_of(free);
        partial.having.push(node);
        Some(end)
    }
}
