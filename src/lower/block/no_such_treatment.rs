//! What is said not to count as a treatment that was named before, and so is let pass.
//!
//! | form | rule |
//! |---|---|
//! | systemic treatment in the past 2 years. *Insulin is not considered a form of systemic treatment* | `… permits insulin` |
//!
//! Near misses: "patients who *are not considered candidates* for surgery", who they are; "women are *not considered of childbearing potential*
//! if sterile".

use crate::grammar::Chunk;
use crate::lex::Cue;
use crate::lower::context::{Context, Sort, bytes_of};
use crate::rule::Node;

impl Context<'_, '_> {
    /// Says of what was read before that it lets pass what a clause of this form names; alone, it demands nothing.
    pub(super) fn no_such_treatment(&mut self, chunks: &[Chunk], nodes: &mut Vec<Node>) -> bool {
        let Some(at) = self.find(chunks, &[Cue::NotConsidered]).filter(|at| *at > 0) else { return false };
        let (what, class) = (&chunks[..at], &chunks[at + 1..]);
        let given = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind().is_treatment());
        let plain = |c: &Chunk| {
            let words = self.words(&c.span).to_ascii_lowercase();
            given(c)
                || self.is_idle(c)
                || matches!(self.cue(c), Some(Cue::Allowed | Cue::TherapyWord))
                || matches!(self.sort(c), Sort::Term(_))
                || matches!(&*words, "form" | "a" | "to" | "type")
        };
        let more = [Cue::If, Cue::Unless, Cue::Except, Cue::Must, Cue::Who, Cue::No, Cue::Not, Cue::NotAllowed];
        let names = |c: &Chunk| given(c) || self.sort(c) == Sort::Group || self.is_cue(c, Cue::TherapyWord);
        if !class.iter().any(given) || !class.iter().all(plain) || self.find(what, &more).is_some() {
            return false;
        }
        if !what.iter().any(names) {
            return false;
        }
        self.take_whole(&chunks[at..]);
        let placed = self.span(&bytes_of(class));
        self.placed.push(placed);
        self.may_also_receive(what, nodes)
    }
}
