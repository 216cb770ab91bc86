//! A treatment that is to come, behind the disease it is for: "prostate cancer *who will receive docetaxel*", "HCC *planned for TACE*". The
//! disease is there; the treatment is planned.
//!
//! Near misses: "asthma *expected to resolve*", where no treatment is named; "*planned* surgery for prostate cancer", before the disease;
//! "prostate cancer *who have received docetaxel*".

use crate::grammar::Chunk;
use crate::lex::{Cue, Kind};
use crate::lower::context::{Context, Sort};
use crate::lower::partial::{Partial, Related, Relation};

impl Context<'_, '_> {
    /// Reads what is planned behind a disease, at `at`; gives where to go on.
    pub(super) fn planned_for(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> Option<usize> {
        let disease = partial.entry().is_some_and(|e| e.kind() == Kind::Condition);
        let free = partial.relation.is_none() && !partial.negated && partial.status.is_none();
        if !disease || !free || !self.is_cue(&chunks[at], Cue::Planned) {
            return None;
        }
        let leads = |c: &Chunk| match self.sort(c) {
            Sort::Cue(cue) => matches!(
                cue,
                Cue::To | Cue::For | Cue::Exposure | Cue::Undergone | Cue::The | Cue::Be | Cue::Planned | Cue::Adult
            ),
            Sort::Term(entry) => matches!(entry.kind(), Kind::Qualifier | Kind::Route | Kind::Outcome),
            _ => false,
        };
        let named = chunks[at + 1..].iter().find(|c| !leads(c))?;
        let treatment = match self.sort(named) {
            Sort::Concept(entry) => entry.kind().is_treatment(),
            sort => sort == Sort::Cue(Cue::TherapyWord),
        };
        if !treatment {
            return None;
        }
        partial.relation = Some(Related::new(Relation::Having, self.atom(&chunks[at..])));
        Some(chunks.len())
    }
}
