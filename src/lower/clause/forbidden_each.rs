//! What is not allowed in a time, and further things each with a time of its own, of which that is said once.
//!
//! | form | rule |
//! |---|---|
//! | G-CSF *not allowed* within 7 days, pegfilgrastim within 14 days | `not(any(…))` of both |
//!
//! Near misses: "G-CSF not allowed within 7 days, *transfusion allowed* within 14 days"; "G-CSF not allowed within 7 days, *Hb ≥ 8 g/dL*", a
//! demand of its own; among what excludes, where the words lift nothing.

use crate::grammar::Chunk;
use crate::lex::Cue;
use crate::lower::context::{Context, Sort, bytes_of};
use crate::rule::Node;

impl Context<'_, '_> {
    /// Reads a clause of this form.
    pub(super) fn forbidden_each(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let at = self.find(chunks, &[Cue::NotAllowed]).filter(|at| *at > 0 && self.demand)?;
        let (before, after) = (&chunks[..at], &chunks[at + 1..]);
        let time = |c: &Chunk| self.sort(c) == Sort::Time;
        let given = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind().is_treatment());
        let parts = |c: &Chunk| self.sort(c) == Sort::Comma || matches!(self.cue(c), Some(Cue::And | Cue::Or));
        let more = after.split_first().filter(|(first, _)| time(first)).map(|(_, more)| more)?;
        let members: Vec<&[Chunk]> = more.split(parts).filter(|part| !part.is_empty()).collect();
        let plain = |c: &Chunk| given(c) || matches!(self.sort(c), Sort::Word | Sort::Term(_)) || self.is_idle(c);
        let member = |part: &&[Chunk]| match part.split_last() {
            Some((last, named)) => time(last) && named.iter().any(given) && named.iter().all(plain),
            None => false,
        };
        let opens = more.first().is_some_and(parts);
        if !opens || members.is_empty() || !members.iter().all(member) || !before.iter().any(given) {
            return None;
        }
        self.take(&chunks[at..=at]);
        let said: Vec<Chunk> = before.iter().chain(after).cloned().collect();
        let demand = std::mem::replace(&mut self.demand, false);
        let excluding = std::mem::replace(&mut self.excluding, true);
        let node = self.clause(&said);
        (self.demand, self.excluding) = (demand, excluding);
        Some(self.not(node?, &bytes_of(chunks)))
    }
}
