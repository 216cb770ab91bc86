//! "Patients who have undergone prior systemic therapy *are eligible*": what people may have been given before, and take part all the
//! same. It is demanded of nobody.
//!
//! Near misses: "*Only* patients who have undergone prior therapy are eligible", "patients who have received *at least 2* prior lines are
//! eligible", "patients with *asthma* who have received prior steroids are eligible", which say who takes part.

use crate::grammar::Chunk;
use crate::lex::{Cue, Kind};
use crate::lower::context::{Context, Sort};

impl Context<'_, '_> {
    /// Whether a clause only lets people take part who were given something before; `allowed` is where that is said.
    pub(super) fn may_have_been_treated(&self, chunks: &[Chunk], allowed: usize) -> bool {
        let (who, said) = match &chunks[..allowed] {
            [people, who, said @ ..] if self.is_cue(people, Cue::Patient) => (who, said),
            _ => return false,
        };
        let opens = matches!(self.cue(who), Some(Cue::Who | Cue::With | Cue::Exposure | Cue::Undergone));
        let treatment = |c: &Chunk| match self.sort(c) {
            Sort::Concept(entry) => entry.kind().is_treatment(),
            Sort::Cue(cue) => cue == Cue::TherapyWord,
            _ => false,
        };
        let narrows = |c: &Chunk| match self.sort(c) {
            Sort::Concept(entry) => !entry.kind().is_treatment(),
            Sort::Term(entry) => entry.kind() != Kind::Qualifier && entry.kind() != Kind::Route,
            Sort::Cue(cue) => !matches!(
                cue,
                Cue::Prior
                    | Cue::TherapyWord
                    | Cue::Exposure
                    | Cue::Undergone
                    | Cue::Who
                    | Cue::With
                    | Cue::Or
                    | Cue::The
                    | Cue::Any
                    | Cue::Be
            ),
            Sort::Word => !matches!(&*self.words(&c.span).to_ascii_lowercase(), "have" | "had"),
            _ => true,
        };
        opens
            && self.find(said, &[Cue::Prior]).is_some()
            && said.iter().any(treatment)
            && !said.iter().any(narrows)
            && chunks[allowed + 1..].iter().all(|c| self.is_idle(c) || self.is_cue(c, Cue::StudyWord))
    }
}
