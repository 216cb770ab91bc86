//! What somebody has been free of: "*seizure-free* for 12 months" has had none for so long.
//!
//! Near misses: "gluten-free diet", "disease-free survival", "free T4".

use crate::grammar::{Chunk, ChunkKind};
use crate::lex::Cue;
use crate::lex::normal::is_dash;
use crate::lower::context::Context;
use crate::lower::partial::{Head, Partial};
use crate::rule::TimeKind;

impl Context<'_, '_> {
    /// Reads the "free" of "seizure-free" at `at`. False where it says no such thing.
    pub(super) fn free_of(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> bool {
        let chunk = &chunks[at];
        let Some(name) = partial
            .head
            .as_ref()
            .map(|h| h.bytes.clone())
            .or_else(|| partial.unknown.last().or(partial.therapy.as_ref()).cloned())
        else {
            return false;
        };
        let Some(between) = self.lexed.text.get(name.end..chunk.span.start) else { return false };
        let joined = between.chars().all(|c| c.is_whitespace() || is_dash(c));
        let lasts = |c: &Chunk| matches!(&c.kind, ChunkKind::Time(t) if t.kind != TimeKind::Frequency);
        let ends = chunks.get(at + 1).is_none_or(|c| lasts(c) || self.is_separator(c));
        if !self.words(&chunk.span).eq_ignore_ascii_case("free") || !joined || !ends {
            return false;
        }
        if partial.head.is_none() && partial.unknown.is_empty() {
            // "*medication*-free for 2 weeks"
            partial.head = Some(Head::new(None, name));
            partial.exposure = partial.exposure.or(Some(Cue::Exposure));
        } else if partial.head.is_none() {
            let last = self.last_phrase(&partial.unknown);
            partial.head = Some(self.unknown_head(last, partial));
        }
        partial.negated = !partial.negated;
        partial.absent = true;
        true
    }
}
