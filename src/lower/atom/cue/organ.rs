//! Cues of the body: an organ and what it does, and which part of it is meant.

use super::CueAt;
use crate::grammar::Chunk;
use crate::lower::context::Context;
use crate::lower::partial::{Head, Partial};

impl Context<'_, '_> {
    /// Reads "*hepatic* impairment", "*function score* ≥ 1"; gives where to go on.
    pub(super) fn function_cue(&mut self, here: &CueAt<'_>, partial: &mut Partial) -> usize {
        let (chunk, rest) = (here.chunk, here.rest);
        if !here.has_head && self.is_site_of(chunk, rest) {
            self.atom_unknown(chunk, partial);
        } else if !here.has_head && here.at == 0 && self.is_score_of_function(chunk, rest) {
            // "*function score* ≥ 1": the name of a score, and not the score named before.
            self.take(&rest[..1]);
            partial.head = Some(Head::new(None, chunk.span.start..rest[0].span.end));
            return here.behind(1);
        } else if self.is_place(chunk, partial) {
            self.place(chunk, partial);
        } else if !here.has_head && self.is_organ(&chunk.span) {
            partial.organ = Some(chunk.span.clone());
        }
        here.next()
    }

    /// "*upper* extremity weakness": a part of the name, without which it would be another.
    pub(super) fn side_cue(&mut self, here: &CueAt<'_>, partial: &mut Partial) {
        if !here.has_head && self.names_side(here.chunk, here.rest) {
            self.atom_unknown(here.chunk, partial);
        }
    }

    /// "*function score*": near misses are "*liver function* score", and "function *tests*".
    fn is_score_of_function(&self, chunk: &Chunk, rest: &[Chunk]) -> bool {
        let word = |c: &Chunk, words: &[&str]| words.contains(&&*self.words(&c.span).to_ascii_lowercase());
        word(chunk, &["function", "functional"]) && rest.first().is_some_and(|c| word(c, &["score", "scores"]))
    }
}
