//! What is allowed except for something: "concurrent radiotherapy *is allowed except for whole brain irradiation*", "all medications are
//! permitted *except* strong CYP3A4 inhibitors".
//!
//! What is allowed is demanded of nobody; what is excepted from it is forbidden. Near misses: "radiotherapy *except* whole brain
//! irradiation *is allowed*", where the exception stands before; "*not* allowed except for".

use crate::grammar::Chunk;
use crate::lex::Cue;
use crate::lower::clause::either_excepted;
use crate::lower::context::{Context, bytes_of};
use crate::rule::Node;

impl Context<'_, '_> {
    /// Reads such a clause, where the exception at `at` stands directly behind what is allowed.
    pub(super) fn allowed_but(&mut self, chunks: &[Chunk], at: usize) -> Option<Node> {
        let said = &chunks[..at];
        let last = said.iter().rposition(|c| !self.is_idle(c) && !self.is_separator(c))?;
        let more = [Cue::If, Cue::Unless, Cue::NotAllowed, Cue::Must, Cue::No, Cue::Not];
        let allows = self.is_cue(&said[last], Cue::Allowed) && last > 0 && self.find(said, &more).is_none();
        let names = !self.lets_take_part(&said[last]) && self.find(said, &[Cue::Patient]).is_none();
        let exception = self.find(&chunks[at + 1..], &[Cue::If, Cue::Unless]).is_none();
        if !(allows && names && exception) || chunks.len() == at + 1 {
            return None;
        }
        let end = last - said[..last].iter().rev().take_while(|c| self.is_cue(c, Cue::Be)).count();
        self.take(&chunks[end..=at]);
        let permission = Node::permission(self.clause(&said[..end])?, self.demand);
        let forbidden = self.clause(&chunks[at + 1..]).map(either_excepted)?;
        let bytes = bytes_of(chunks);
        let forbidden = if self.demand { self.not(forbidden, &bytes) } else { forbidden };
        Some(self.joined(vec![permission, forbidden], self.demand, &bytes))
    }
}
