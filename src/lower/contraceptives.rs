//! Clauses that name contraceptives as drugs, and ask nobody to use them.
//!
//! | form | example |
//! |---|---|
//! | excepted | any prescription drug within 14 days, *except hormonal contraceptives* |
//! | allowed in brackets | prescription drugs *(birth control is allowed)* |
//! | listed with other drugs | use of antibiotics, steroids *or hormonal contraceptives within 6 months* |
//!
//! Near misses: "use of hormonal contraceptives within 6 months"; "willing to use contraceptives".

use crate::grammar::{Chunk, ChunkKind};
use crate::lex::Cue;
use crate::rule::{Direction, TimeKind};
use crate::words;

use super::context::{Context, Sort, bytes_of};

impl Context<'_, '_> {
    /// Whether a clause that speaks of contraceptives names them as drugs alone.
    pub(super) fn names_contraceptives_alone(&self, chunks: &[Chunk]) -> bool {
        self.excepts_contraceptives(chunks)
            || self.are_excepted(chunks)
            || self.lists_drugs(chunks)
            || self.allowed_in_brackets(chunks)
    }

    /// "any prescription drug within 14 days, *except hormonal contraceptives*": what is excepted is one more thing given, and
    /// the clause no demand of contraception.
    fn excepts_contraceptives(&self, chunks: &[Chunk]) -> bool {
        let Some(at) = self.find(chunks, &[Cue::Except]) else { return false };
        let given = |c: &Chunk| match self.sort(c) {
            Sort::Concept(entry) => entry.kind().is_treatment(),
            Sort::Cue(cue) => cue == Cue::TherapyWord,
            _ => false,
        };
        chunks[..at].iter().any(given) && self.spoken_category(&chunks[..at]) != Some("contraception")
    }

    /// "prescription drugs *(birth control is allowed)*", "any medication *(except oral contraceptives)*": brackets that except them from
    /// what is given. Near miss: "women of childbearing potential *(contraception is required)*".
    fn allowed_in_brackets(&self, chunks: &[Chunk]) -> bool {
        let given = |c: &Chunk| match self.sort(c) {
            Sort::Concept(entry) => entry.kind().is_drug(),
            Sort::Cue(cue) => cue == Cue::TherapyWord,
            _ => false,
        };
        let excepts = |c: &Chunk| match &c.kind {
            ChunkKind::Group(inner) => self.find(inner, &[Cue::Except, Cue::Allowed]).is_some(),
            _ => false,
        };
        chunks.iter().any(given) && chunks.iter().any(excepts) && !self.says_outside_brackets(chunks, "contraception")
    }

    /// Whether these are drugs that stand after "except": "except *hormonal contraceptives and paracetamol*".
    fn are_excepted(&self, chunks: &[Chunk]) -> bool {
        let Some(before) = chunks.first().and_then(|c| c.lexemes.start.checked_sub(1)) else { return false };
        let excepted = self.lexed.lexemes[before].cue() == Some(Cue::Except);
        excepted
            && chunks.iter().all(|c| match self.sort(c) {
                Sort::Concept(entry) => entry.kind().is_drug(),
                Sort::Cue(cue) => matches!(cue, Cue::The | Cue::And | Cue::Or | Cue::AndOr | Cue::Any),
                Sort::Comma | Sort::Time => true,
                _ => false,
            })
    }

    /// "use of antibiotics, steroids *or hormonal contraceptives within 6 months*": what was taken in that time, among it other drugs, and
    /// no demand of contraception. Near misses: "*use of hormonal contraceptives* within 6 months"; "isotretinoin within 6 months,
    /// *willing to use* contraceptives".
    fn lists_drugs(&self, chunks: &[Chunk]) -> bool {
        let drugs = chunks.iter().filter_map(|c| match self.sort(c) {
            Sort::Concept(entry) if entry.kind().is_drug() => Some(entry),
            _ => None,
        });
        let other = drugs.into_iter().any(|e| !e.id().contains("contracept"));
        let dated = |c: &Chunk| matches!(&c.kind, ChunkKind::Time(t) if t.kind == TimeKind::Window && t.direction != Some(Direction::After));
        let said = self.words(&bytes_of(chunks)).to_ascii_lowercase();
        let told = words::MEANS_OF_CONTRACEPTION.iter().any(|word| said.contains(word));
        let joins = |c: &Chunk| self.is_separator(c) || matches!(self.cue(c), Some(Cue::Or | Cue::And | Cue::AndOr));
        let listed = chunks.iter().any(joins) && chunks.last().is_some_and(dated);
        other && listed && !told
    }
}
