//! Weeks of a pregnancy that say when something was: "HbA1c > 6.5 % *prior to 20 weeks gestation*".
//!
//! Near miss: "32 weeks of gestation" alone is what is measured.

use crate::grammar::{Chunk, ChunkKind, Quantity, QuantityForm, bound};
use crate::lex::{Comparator, Cue, Entry, Kind};
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::partial::{Head, Partial};

/// The id of how far a pregnancy is.
const GESTATIONAL_AGE: &str = "gestational_age";

impl Context<'_, '_> {
    /// Reads "before 20 weeks of gestation" at `at` as how far the pregnancy was at the same event; gives where to go on.
    pub(super) fn before_week(
        &mut self,
        cue: Cue,
        chunks: &[Chunk],
        at: usize,
        partial: &mut Partial,
    ) -> Option<usize> {
        let comparator = match cue {
            Cue::Before | Cue::Until => Comparator::Lt,
            Cue::After => Comparator::Gt,
            _ => return None,
        };
        if partial.is_headless() && partial.unknown.is_empty() {
            return None;
        }
        let ChunkKind::Quantity(weeks) = &chunks.get(at + 1)?.kind else { return None };
        let number = weeks.bounds.eq.filter(|_| weeks.form == QuantityForm::Bare)?;
        let of = usize::from(chunks.get(at + 2).is_some_and(|c| self.is_cue(c, Cue::Of)));
        let named = chunks.get(at + 2 + of)?;
        let entry = Entry::find(Kind::Analyte, GESTATIONAL_AGE)?;
        if !self.names_gestation(named) {
            return None;
        }
        let end = at + 3 + of;
        self.take(&chunks[at..end]);
        let limit = Quantity { bounds: bound(comparator, number), form: QuantityForm::Limit, ..(**weeks).clone() };
        let head = Some(Head::new(Some(entry), named.span.clone()));
        let bytes = bytes_of(&chunks[at..end]);
        let node = self.node_of(Partial { head, value: Some(limit.into()), bytes, ..Partial::default() });
        partial.having.push(node);
        Some(end)
    }

    /// "gestation", "of gestation".
    fn names_gestation(&self, chunk: &Chunk) -> bool {
        match self.sort(chunk) {
            Sort::Concept(entry) => entry.id() == GESTATIONAL_AGE,
            Sort::Cue(cue) => cue == Cue::Gestation,
            _ => false,
        }
    }
}
