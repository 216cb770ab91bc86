//! "CKD, stage ≥ 3": after a comma, a stage or a class says of the disease before it which of those who have it are meant.
//!
//! | words | rule |
//! |---|---|
//! | CKD*, stage ≥ 3* | `condition CKD having (CKD stage ≥ 3)` |
//! | cirrhosis*, Child-Pugh B or C* | `condition cirrhosis having (Child-Pugh class in {B, C})` |
//!
//! Near misses: "CKD, *dialysis*" and "diabetes, *NYHA III*", another item each; "diabetes, *stage 3 CKD*", another disease.

use crate::grammar::{Chunk, ChunkKind, QuantityForm};
use crate::lex::{Cue, Entry, Kind};
use crate::words;

use super::context::{Context, Sort};

impl Context<'_, '_> {
    /// Whether a stage of the disease before the comma at `at`, and nothing else, stands behind it. Among demands both are
    /// asked of the same person in any case.
    pub(super) fn is_stage_beside(&self, chunks: &[Chunk], at: usize) -> bool {
        let Some(disease) = at.checked_sub(1).and_then(|n| self.disease(&chunks[n])).filter(|_| !self.demand) else {
            return false;
        };
        let graded = |c: &Chunk| match &c.kind {
            ChunkKind::Quantity(q) => {
                q.form == QuantityForm::Class || q.form != QuantityForm::Bare && q.unit.is_none() && !q.age
            }
            _ => false,
        };
        let of_disease = |c: &Chunk| match self.sort(c) {
            Sort::Concept(entry) => entry.is_graded() && grades(entry, disease),
            _ => self.is_cue(c, Cue::ClassWord),
        };
        let mut rest = chunks[at + 1..].iter().peekable();
        let mut named = false;
        while rest.next_if(|c| of_disease(c)).is_some() {
            named = true;
        }
        // "stage 3" may be one class.
        let says_stage =
            |c: &Chunk| self.words(&c.span).get(..5).is_some_and(|word| word.eq_ignore_ascii_case("stage"));
        let class = rest.next().is_some_and(|c| graded(c) && (named || says_stage(c)));
        let ends = rest.next().is_none_or(|c| {
            self.is_separator(c) || matches!(self.sort(c), Sort::Time | Sort::Stop) || self.is_cue(c, Cue::With)
        });
        class && ends
    }

    fn disease(&self, chunk: &Chunk) -> Option<Entry> {
        match self.sort(chunk) {
            Sort::Concept(entry) if entry.kind() == Kind::Condition => Some(entry),
            _ => None,
        }
    }
}

/// Whether a scale is one of this disease.
fn grades(scale: Entry, disease: Entry) -> bool {
    let mut sets = words::SCALES_OF_DISEASES.iter().map(|set| set.split(' '));
    sets.any(|mut set| set.next() == Some(scale.id()) && set.any(|id| id == disease.id()))
}
