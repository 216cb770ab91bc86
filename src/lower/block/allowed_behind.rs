//! What is allowed, or is not, after the comma behind what a clause demands or excludes.
//!
//! Near misses: "ECOG 0-1*, ECOG 2 allowed*", another limit; "asthma*, COPD and bronchitis are allowed*", a list; "a dose of midazolam*,
//! on the day, is allowed*".

use crate::grammar::{Chunk, ChunkKind, QuantityForm};
use crate::lex::Cue;
use crate::lower::atom::is_measured;
use crate::lower::context::{Context, Sort};
use crate::words;

impl Context<'_, '_> {
    /// "potassium ≥ 3.8 and magnesium ≥ 0.7*, supplementation allowed*", "Hb ≥ 9 g/dL*, transfusion not permitted*": after the comma
    /// behind a limit that is demanded, what is allowed besides, or is not; the limit is demanded all the same. Near misses:
    /// "ECOG 0-1*, ECOG 2 allowed*", "asthma, *COPD and bronchitis allowed*".
    pub(super) fn allowed_behind_demand(&self, chunks: &[Chunk]) -> Option<usize> {
        let allows = |c: &Chunk| matches!(self.cue(c), Some(Cue::Allowed | Cue::NotAllowed));
        let last = chunks.iter().rposition(|c| !self.is_idle(c)).filter(|at| *at > 0 && allows(&chunks[*at]))?;
        // "asthma, *wheezing alone is fine*"
        let alone = self.words(&chunks[last - 1].span).to_ascii_lowercase().ends_with("alone");
        let comma = chunks[..last].iter().rposition(|c| self.sort(c) == Sort::Comma);
        // "Hb ≥ 9 g/dL *and* transfusions are permitted": no level of blood is what is let pass.
        let and = chunks[..last].iter().rposition(|c| self.is_cue(c, Cue::And));
        let and = and.filter(|at| self.limits_what_is_measured(&chunks[..*at]));
        let comma = comma.filter(|at| *at > 1 || alone && *at > 0).or(and)?;
        let (demand, allowed) = (&chunks[..comma], &chunks[comma + 1..last]);
        // "…*, and* G-CSF is permitted"
        let one_more = allowed.first().is_some_and(|c| self.is_cue(c, Cue::And));
        let allowed = &allowed[usize::from(one_more)..];
        let limited = (!one_more || self.limits_what_is_measured(demand))
            && demand.iter().any(|c| matches!(&c.kind, ChunkKind::Quantity(q) if q.form == QuantityForm::Limit));
        // "surgery within 28 days, *a central line is fine*": one thing alone is.
        let one = self.words(&chunks[last].span).to_ascii_lowercase().starts_with("is ");
        let joined = |c: &Chunk| matches!(self.cue(c), Some(Cue::And | Cue::Or | Cue::AndOr | Cue::But));
        let names =
            |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if !is_measured(e)) || self.sort(c) == Sort::Word;
        let preposition = |c: &Chunk| {
            let words = self.words(&c.span).to_ascii_lowercase();
            words::AFTER_THE_NOUN.contains(&words.split(' ').next().unwrap_or(""))
        };
        let opens = |c: &Chunk| {
            joined(c) || preposition(c) || matches!(self.cue(c), Some(Cue::With | Cue::Who | Cue::Patient | Cue::Be))
        };
        let plain = allowed.iter().any(names)
            && !allowed.first().is_some_and(opens)
            && !allowed.iter().any(|c| self.sort(c) == Sort::Quantity);
        let hears = [Cue::If, Cue::Unless, Cue::Except, Cue::Allowed, Cue::NotAllowed, Cue::Must, Cue::No, Cue::Not];
        let parted = limited && self.demand || one && !allowed.iter().any(joined) && !demand.iter().any(joined);
        let heard = self.find(demand, &hears).or(self.find(allowed, &hears)).is_some();
        (parted && plain && !heard).then_some(comma)
    }

    /// Whether something measured has a limit among these. Near miss: "prednisone ≤ 10 mg".
    fn limits_what_is_measured(&self, chunks: &[Chunk]) -> bool {
        let measured = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if is_measured(e));
        let limit = |c: &Chunk| matches!(&c.kind, ChunkKind::Quantity(q) if q.form == QuantityForm::Limit);
        chunks.iter().any(measured) && chunks.iter().any(limit)
    }

    /// "men must use *an acceptable form* of contraception": an adjective of what is demanded, which lets nothing pass. Near misses:
    /// "prior steroids are acceptable", "insulin *acceptable if* stable".
    pub(super) fn demands_acceptable(&self, chunks: &[Chunk]) -> bool {
        let Some(at) = self.find(chunks, &[Cue::Allowed]) else { return false };
        let adjective = self.words(&chunks[at].span).eq_ignore_ascii_case("acceptable");
        let noun =
            chunks.get(at + 1).is_some_and(|c| matches!(self.sort(c), Sort::Word | Sort::Concept(_) | Sort::Term(_)));
        adjective && noun && self.find(&chunks[..at], &[Cue::Must]).is_some()
    }
}
