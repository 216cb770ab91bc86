//! What a treatment is, in brackets before what it is for: "any therapy *(anti-VEGF, laser)* for macular edema within 8 months". The
//! brackets are put behind the first disease, where "therapy for macular edema (anti-VEGF, laser)" has them, so that the treatment is what
//! the clause is about, and its time with it.
//!
//! Near misses: "*surgery* (trabeculectomy) for glaucoma", which has a name; "therapy (≥ 2 lines) for macular edema", a limit; "therapy (A)
//! for *so long*".

use crate::grammar::{Chunk, ChunkKind};
use crate::lex::{Cue, Kind};
use crate::lower::context::{Context, Sort};

impl Context<'_, '_> {
    /// The chunks with such brackets behind the disease.
    pub(super) fn treated_with(&self, chunks: &[Chunk]) -> Option<Vec<Chunk>> {
        let group = |at: &usize| {
            self.is_cue(&chunks[at - 1], Cue::TherapyWord)
                && self.lists_treatments(&chunks[*at])
                && chunks.get(at + 1).is_some_and(|c| self.is_cue(c, Cue::For))
        };
        let at = (1..chunks.len()).find(group)?;
        let named = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind() == Kind::Condition);
        let describes = |c: &Chunk| {
            self.is_cue(c, Cue::The) || matches!(self.sort(c), Sort::Term(e) if e.kind() == Kind::Qualifier)
        };
        let of = &chunks[at + 2..];
        let first = of.iter().position(|c| !describes(c)).filter(|first| named(&of[*first]))?;
        let (disease, rest) = of.split_at(first + 1);
        let open = chunks[..at].iter().any(|c| matches!(self.sort(c), Sort::Concept(_) | Sort::Quantity | Sort::Group));
        (!open).then(|| {
            let order = [&chunks[..at], &chunks[at + 1..at + 2], disease, &chunks[at..=at], rest];
            order.into_iter().flatten().cloned().collect()
        })
    }

    /// Whether a chunk is brackets that name treatments and limit nothing.
    fn lists_treatments(&self, chunk: &Chunk) -> bool {
        let ChunkKind::Group(inner) = &chunk.kind else { return false };
        let treatment = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind().is_treatment());
        let says = |c: &Chunk| matches!(self.sort(c), Sort::Quantity | Sort::Time | Sort::Group | Sort::Stop);
        inner.iter().any(treatment) && !inner.iter().any(says)
    }
}
