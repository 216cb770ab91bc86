//! What is demanded of those with a disease, behind it: "Gilbert syndrome *where direct bilirubin must be ≤ 1.5 × ULN*".
//!
//! | form | as it is read |
//! |---|---|
//! | Gilbert syndrome *where direct bilirubin must be ≤ 1.5 × ULN* | Gilbert syndrome *(direct bilirubin ≤ 1.5 × ULN)* |
//! | diabetes, *in whom HbA1c should be < 8 %* | diabetes *(HbA1c < 8 %)* |
//!
//! Near misses: "sites *where* hemoglobin must be ≥ 8 g/dL", of which nobody has a disease; "diabetes *whose* HbA1c rises".

use crate::grammar::{Chunk, ChunkKind, QuantityForm};
use crate::lex::{Cue, Kind};
use crate::lower::context::{Context, Sort, bytes_of};

impl Context<'_, '_> {
    /// The chunks with such a demand in brackets behind the disease.
    pub(super) fn where_limited(&mut self, chunks: &[Chunk]) -> Option<Vec<Chunk>> {
        let leads = |c: &Chunk| {
            matches!(self.cue(c), Some(Cue::When | Cue::Who))
                && matches!(&*self.words(&c.span).to_ascii_lowercase(), "where" | "whom")
        };
        let at = chunks.iter().position(leads)?;
        let after = &chunks[at + 1..];
        let must = after.iter().position(|c| self.is_cue(c, Cue::Must))?;
        let be = |c: &Chunk| self.is_cue(c, Cue::Be) || self.is_cue(c, Cue::Must);
        let end = must + after[must..].iter().position(|c| !be(c))?;
        let limited = matches!(&after.get(end)?.kind, ChunkKind::Quantity(q) if matches!(q.form, QuantityForm::Limit | QuantityForm::Reference));
        let named = after[..must].iter().all(|c| self.measured(c).is_some() || self.is_cue(c, Cue::The));
        let prepositions = |c: &Chunk| matches!(self.cue(c), Some(Cue::In | Cue::For)) || self.sort(c) == Sort::Comma;
        let behind = chunks[..at].iter().rposition(|c| !prepositions(c)).map_or(0, |n| n + 1);
        let disease = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind() == Kind::Condition);
        let of_disease = behind.checked_sub(1).is_some_and(|last| disease(&chunks[last]));
        let measured = after[..must].iter().any(|c| self.measured(c).is_some());
        if !limited || !named || !measured || !of_disease {
            return None;
        }
        self.take(&chunks[behind..=at]);
        self.take(&after[must..end]);
        let inner: Vec<Chunk> = after[..must].iter().chain(&after[end..=end]).cloned().collect();
        let lexemes = inner[0].lexemes.start..after[end].lexemes.end;
        let group = Chunk { span: bytes_of(&inner), lexemes, kind: ChunkKind::Group(inner) };
        Some(chunks[..behind].iter().cloned().chain([group]).chain(after[end + 1..].iter().cloned()).collect())
    }
}
