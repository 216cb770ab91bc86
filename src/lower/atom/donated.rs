//! How much blood was given or lost: the amount stands between the verb and what is given.
//!
//! - "*donated > 400 mL of blood* within 12 weeks", "*donation of more than 450 mL of whole blood*", "*lost ≥ 400 mL blood*".
//!
//! Near misses: "donated blood", which the vocabulary has; "donated > 2 eggs"; "> 400 mL of blood", with no verb.

use crate::grammar::{Chunk, ChunkKind};
use crate::lex::{Cue, Entry, Kind};
use crate::lower::context::{Context, bytes_of};
use crate::lower::partial::{Head, Partial};
use crate::words;

impl Context<'_, '_> {
    /// "a transplant *from any donor*": whoever it is from, which is said and limits nothing.
    pub(super) fn is_from_any(&mut self, chunk: &Chunk) -> bool {
        let any = self.just_before(chunk.span.start).to_ascii_lowercase().ends_with("from any");
        if any {
            self.take(std::slice::from_ref(chunk));
            let donor = self.span(&chunk.span);
            self.placed.push(donor);
        }
        any
    }

    /// Reads an amount that was donated or lost from `at` on; gives where to go on.
    pub(super) fn donated(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> Option<usize> {
        let is_one_of = |chunk: &Chunk, list: &[&str]| list.contains(&&*self.words(&chunk.span).to_ascii_lowercase());
        let id = match &chunks[at] {
            verb if is_one_of(verb, words::DONATED) => "blood_donation",
            verb if is_one_of(verb, words::LOST_BLOOD) => "blood_loss",
            _ => return None,
        };
        if partial.head.is_some() {
            return None;
        }
        let of = |n: usize| chunks.get(n).is_some_and(|c| self.is_cue(c, Cue::Of));
        let amount = at + 1 + usize::from(of(at + 1));
        let ChunkKind::Quantity(quantity) = &chunks.get(amount)?.kind else { return None };
        let given = amount + 1 + usize::from(of(amount + 1));
        if quantity.unit.is_none() || !is_one_of(chunks.get(given)?, words::DONATIONS) {
            return None;
        }
        partial.head = Some(Head::new(Entry::find(Kind::Procedure, id), bytes_of(&chunks[at..=at])));
        self.take_whole(&chunks[at..=given]);
        self.atom_quantity(quantity, &chunks[given + 1..], partial);
        Some(given + 1)
    }
}
