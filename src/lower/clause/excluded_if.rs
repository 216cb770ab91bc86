//! "Patients will be excluded *if they have diabetes or if they are pregnant*": among what excludes, what follows "if" is all that is said,
//! and a further "if" joins as the word before it does.
//!
//! Near misses: "*not* excluded if", which lets people in; "pregnant women are excluded *if* < 20 weeks", whom it is said of; among demands.

use crate::grammar::Chunk;
use crate::lex::Cue;
use crate::lower::context::{Context, Sort};
use crate::rule::Node;

impl Context<'_, '_> {
    /// Reads a clause of this form; `at` is where "if" stands.
    pub(super) fn excluded_if(&mut self, chunks: &[Chunk], at: usize) -> Option<Node> {
        let (opening, said) = (&chunks[..at], chunks.get(at + 1..)?);
        let excludes = |c: &Chunk| {
            let words = self.words(&c.span).to_ascii_lowercase();
            self.is_cue(c, Cue::NotAllowed)
                && ["exclu", "ineligible", "not eligible", "not participate"].iter().any(|said| words.contains(said))
        };
        let people = |c: &Chunk| self.is_idle(c) || matches!(self.cue(c), Some(Cue::Patient | Cue::Also | Cue::Be));
        let plain = opening.iter().any(excludes) && opening.iter().all(|c| excludes(c) || people(c));
        if self.demand || said.is_empty() || !plain {
            return None;
        }
        self.take(&chunks[..=at]);
        let again = |n: &usize| self.is_cue(&said[*n], Cue::If) && *n > 0 && self.joins(&said[*n - 1]);
        let further: Vec<usize> = (0..said.len()).filter(again).collect();
        let kept = |n: &usize| !further.contains(n);
        let clause: Vec<Chunk> = (0..said.len()).filter(kept).map(|n| said[n].clone()).collect();
        for n in &further {
            self.take(&said[*n..=*n]);
        }
        self.clause(&clause)
    }

    fn joins(&self, chunk: &Chunk) -> bool {
        self.sort(chunk) == Sort::Comma || matches!(self.cue(chunk), Some(Cue::Or | Cue::And | Cue::AndOr))
    }
}
