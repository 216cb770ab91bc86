//! Of whom alone a demand is, said last behind a comma: "negative pregnancy test within 7 days*, for women of childbearing potential
//! only*".
//!
//! Near misses: "negative test*, for women only*, and contraception", in the middle of a list; "for pain *only*", which names nobody.

use crate::grammar::{Chunk, ChunkKind};
use crate::lex::{Cue, Kind};
use crate::lower::context::{Context, Sort, bytes_of};
use crate::rule::Node;

impl Context<'_, '_> {
    /// Reads such a clause.
    pub(super) fn only_for(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let (last, _) = chunks.split_last().filter(|_| self.demand)?;
        let only = self.words(&last.span).eq_ignore_ascii_case("only");
        let comma = chunks.iter().rposition(|c| self.sort(c) == Sort::Comma).filter(|at| only && *at > 0)?;
        let (opens, who) = chunks.get(comma + 1..chunks.len() - 1)?.split_first()?;
        let person = |c: &Chunk| {
            let state = matches!(self.sort(c), Sort::Concept(e) if e.kind() == Kind::Observation);
            let aged = matches!(&c.kind, ChunkKind::Quantity(q) if q.age);
            state || aged || matches!(self.cue(c), Some(Cue::Patient | Cue::Female | Cue::Male | Cue::Adult))
        };
        let plain = |c: &Chunk| person(c) || self.is_idle(c) && !self.is_separator(c);
        let named = |c: &Chunk| person(c) && !self.is_cue(c, Cue::Patient);
        let for_some = matches!(self.cue(opens), Some(Cue::For | Cue::In));
        if !for_some || !who.iter().all(plain) || !who.iter().any(named) {
            return None;
        }
        self.take(&chunks[comma..=comma + 1]);
        self.take_whole(std::slice::from_ref(last));
        let when = self.clause(who)?;
        let then = self.clause(&chunks[..comma])?;
        Some(self.if_node(when, then, &bytes_of(chunks)))
    }
}
