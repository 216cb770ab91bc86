//! "A (or B)": what stands in brackets after "or" is one more thing, of which either is meant.
//!
//! | words | rule |
//! |---|---|
//! | stroke *(or TIA)* within 6 months | `any(stroke, TIA)`, both within 6 months |
//! | thrombosis *(PE, MI, stroke too)* | `any(thrombosis, PE, MI, stroke)` |
//! | PHQ-9 ≥ 5 *(or history of depression)* | `any(PHQ-9 ≥ 5, history of depression)` |
//! | LMWH > 72 h *(or > 2 doses of a vitamin K antagonist)* | `any(LMWH, VKA)`, each with its own limit |
//! | KPS *(or Lansky)* ≥ 80 | `any(KPS ≥ 80, Lansky ≥ 80)` |
//! | furosemide ≥ 80 mg *(or torsemide 40 mg, bumetanide 2 mg)* | `any(furosemide, torsemide, bumetanide)` |
//!
//! Near misses: "prednisone > 10 mg *(or equivalent)*", a dose of others; "ALT > 3 × ULN *(or > 5 × ULN)*", a limit of the same;
//! "asthma *(mild or moderate)*", kinds of it; "angina *(or HR > 100/min)*", a finding in those who have it.

use crate::grammar::{Bytes, Chunk, ChunkKind, QuantityForm};
use crate::lex::{Cue, Entry, Kind};
use crate::lower::atom::is_measured;
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::partial::Partial;
use crate::words;

impl Context<'_, '_> {
    /// Reads brackets of this form after a name.
    pub(super) fn alternative_in_brackets(&mut self, inner: &[Chunk], partial: &mut Partial) -> bool {
        // "thrombosis *(PE, MI, stroke too)*"
        let too = |c: &Chunk| matches!(&*self.words(&c.span).to_ascii_lowercase(), "too" | "as well");
        let opened = inner.split_first().filter(|(or, _)| self.is_cue(or, Cue::Or));
        let Some((or, others)) = opened.or_else(|| inner.split_last().filter(|(last, _)| too(last))) else {
            return false;
        };
        if self.counts_otherwise(others, partial) {
            return true;
        }
        let Some(entry) = partial.entry() else { return false };
        // "PHQ-9 ≥ 5 *(or history of depression)*": what those may have instead who have not the result.
        let happens = |e: Entry| e.kind() == Kind::Condition || e.kind().is_treatment();
        let alike = |e: Entry| is_measured(e) == is_measured(entry) || is_measured(entry) && happens(e);
        let concept = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if alike(e));
        // "(or *after* bronchodilation)" says when it is measured.
        let opens = |c: &Chunk| match self.sort(c) {
            Sort::Concept(_) | Sort::Term(_) => true,
            Sort::Cue(Cue::HistoryOf | Cue::Prior | Cue::Current | Cue::Known | Cue::Exposure | Cue::The) => true,
            _ => self.words(&c.span).eq_ignore_ascii_case("on"),
        };
        let told = |item: &[Chunk]| !is_measured(entry) || opens(&item[0]);
        let items: Vec<&[Chunk]> = others.split(|c| self.separates(c)).filter(|item| !item.is_empty()).collect();
        let own = |c: &Chunk| {
            matches!(self.cue(c), Some(Cue::Equivalent | Cue::If | Cue::Unless | Cue::Except | Cue::Allowed))
        };
        // "(or *2 weeks for* minor surgery)" is another window or limit.
        let limited = |item: &[Chunk]| {
            matches!(self.sort(&item[0]), Sort::Time | Sort::Quantity) && !self.is_amount_of_other(item, entry)
        };
        let named = items.iter().all(|item| item.iter().any(concept) && !limited(item) && told(item))
            && !others.iter().any(own);
        if !named || items.is_empty() || is_measured(entry) && partial.value.is_none() {
            return false;
        }
        self.take(std::slice::from_ref(or));
        for item in items {
            let mut other = self.atom(item);
            other.status = other.status.or(partial.status);
            other.exposure = other.exposure.or(partial.exposure);
            partial.or_else.push(other);
        }
        for at in 0..others.len() {
            if self.separates(&others[at]) {
                self.take(&others[at..=at]);
            }
        }
        true
    }

    /// "≥ 2 exacerbations *(or 1 severe exacerbation)*": another number of them, of some kind, does as well. "*(or 1 requiring hospitalization)*"
    /// does not say of what, and is not understood. Near miss: "≥ 2 exacerbations *(1 of them severe)*".
    fn counts_otherwise(&mut self, others: &[Chunk], partial: &mut Partial) -> bool {
        let [number, rest @ ..] = others else { return false };
        let counts = matches!(&number.kind, ChunkKind::Quantity(q) if q.unit.is_none() && q.relative_to.is_none());
        let measured = partial.entry().is_some_and(is_measured);
        if !counts || partial.count.is_none() || measured || rest.iter().any(|c| self.is_separator(c)) {
            return false;
        }
        let stem = |bytes: &Bytes| {
            let words = self.words(bytes).to_lowercase();
            words.rsplit(' ').next().unwrap_or("").trim_end_matches('s').to_owned()
        };
        let own = partial.head.as_ref().map(|head| &head.bytes).or(partial.unknown.last()).map(stem);
        if !rest.iter().any(|c| own.as_ref().is_some_and(|own| stem(&c.span) == *own)) {
            self.take_whole(others);
            self.not_understood(&bytes_of(others));
            return true;
        }
        let mut other = self.atom(others);
        other.status = other.status.or(partial.status);
        partial.or_else.push(other);
        true
    }

    /// "LMWH > 72 h *(or > 2 doses of a vitamin K antagonist)*": how much of another treatment does as well. Near miss: "(or *2 weeks for*
    /// minor surgery)".
    fn is_amount_of_other(&self, item: &[Chunk], entry: Entry) -> bool {
        let [amount, between @ .., last] = item else { return false };
        let Sort::Concept(other) = self.sort(last) else { return false };
        let of = |c: &Chunk| self.is_cue(c, Cue::Of);
        let said = between.iter().any(of) || self.sort(amount) == Sort::Quantity;
        let treated = entry.kind().is_treatment() && other.kind().is_treatment() && other != entry;
        let counted = |c: &Chunk| matches!(self.cue(c), Some(Cue::Of | Cue::The | Cue::Dose));
        treated
            && said
            && between
                .iter()
                .all(|c| counted(c) || words::DOSE_COUNTS.contains(&&*self.words(&c.span).to_ascii_lowercase()))
    }

    /// "rectal *≥ 38.0*" in "axillary temperature ≥ 37.5 °C *(or rectal ≥ 38.0)*": another limit that does as well, of the same thing where
    /// only the way of measuring is named. Near misses: "(or *> 5 × ULN if liver metastases*)", read before.
    pub(super) fn other_limited(&mut self, inner: &[Chunk], partial: &mut Partial) -> bool {
        let Some((or, rest)) = inner.split_first().filter(|(or, _)| self.is_cue(or, Cue::Or)) else { return false };
        let limited = partial.value.as_ref().is_some_and(|q| q.form == QuantityForm::Limit);
        let said = partial.head.is_some() || !partial.unknown.is_empty();
        let named = partial.entry().map_or(said, is_measured);
        let limit = |c: &&Chunk| matches!(&c.kind, ChunkKind::Quantity(q) if q.form == QuantityForm::Limit);
        let one = rest.iter().filter(limit).count() == 1 && !rest.iter().any(|c| self.is_separator(c));
        let opens = rest.first().is_some_and(|c| !limit(&c)) && !rest.iter().any(|c| self.is_denial(c));
        if !limited || !named || !one || !opens {
            return false;
        }
        let mut other = self.atom(rest);
        self.take(std::slice::from_ref(or));
        if partial.head.is_none() {
            let at = self.last_phrase(&partial.unknown);
            partial.head = Some(self.unknown_head(at, partial));
        }
        if other.route.is_some() && other.entry().is_none() {
            other.head.clone_from(&partial.head);
            other.unknown.clear();
            if let (Some(own), Some(value)) = (&partial.value, &mut other.value)
                && value.unit.is_none()
            {
                value.unit.clone_from(&own.unit);
            }
        }
        partial.or_else.push(other);
        true
    }

    /// "KPS *(or Lansky)* ≥ 80", "AST *(and ALT)* ≤ 3 × ULN": a second name before the limit of both, without its brackets. Near misses:
    /// "KPS ≥ 80 *(or Lansky)*"; "AST *(or > 5 × ULN)*".
    pub(in crate::lower) fn other_name_opened(&mut self, chunks: &[Chunk]) -> Option<Vec<Chunk>> {
        let at = (1..chunks.len().saturating_sub(1)).find(|at| self.is_other_name(chunks, *at))?;
        let ChunkKind::Group(inner) = &chunks[at].kind else { return None };
        self.take(&chunks[at..=at]);
        let opened = chunks[..at].iter().chain(inner).chain(&chunks[at + 1..]);
        Some(opened.cloned().collect())
    }

    fn is_other_name(&self, chunks: &[Chunk], at: usize) -> bool {
        let ChunkKind::Group(inner) = &chunks[at].kind else { return false };
        let [joint, names @ ..] = inner.as_slice() else { return false };
        let joins = matches!(self.cue(joint), Some(Cue::Or | Cue::And | Cue::AndOr));
        let measured = |c: &Chunk| self.measured(c).is_some();
        let says =
            |c: &Chunk| measured(c) || self.is_cue(c, Cue::The) || self.words(&c.span).eq_ignore_ascii_case("score");
        let own = chunks[..at].iter().rev().find(|c| !self.words(&c.span).eq_ignore_ascii_case("score"));
        let after = chunks[at + 1..].iter().find(|c| {
            !self.is_idle(c) && self.sort(c) != Sort::Time && !self.words(&c.span).eq_ignore_ascii_case("score")
        });
        let limit = |c: &Chunk| matches!(&c.kind, ChunkKind::Quantity(q) if q.form == QuantityForm::Limit);
        joins
            && names.iter().any(measured)
            && names.iter().all(says)
            && own.is_some_and(measured)
            && after.is_some_and(limit)
    }

    fn separates(&self, chunk: &Chunk) -> bool {
        self.sort(chunk) == Sort::Comma || self.is_cue(chunk, Cue::Or)
    }
}
