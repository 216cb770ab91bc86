//! "diuretic dose above *furosemide 120 mg equivalents*": a limit whose comparator stands before the drug that the dose is
//! counted in.
//!
//! "> 90 *morphine milligram equivalents* per day": a limit whose unit stands behind the drug.
//!
//! "benzodiazepines greater than *the equivalent of 6 mg/day of lorazepam*", "glucocorticoid dose ≤ *prednisone 7.5 mg/day*": the same,
//! with the drug behind the dose, or as a member of the class that is given.
//!
//! Near misses: "diuretic above 120 mg furosemide equivalents", where it stands before the number; "furosemide 120 mg".

use super::is_counted;
use crate::grammar::{Chunk, ChunkKind, Quantity, QuantityForm, Unit, bound};
use crate::lex::{Comparator, Cue, Kind, Lex};
use crate::lower::concept::covers;
use crate::lower::context::{Context, Sort};
use crate::lower::partial::{Head, Partial};

impl Context<'_, '_> {
    /// Reads such a limit; gives where to go on.
    pub(super) fn limit_before_equivalent(
        &mut self,
        chunks: &[Chunk],
        at: usize,
        partial: &mut Partial,
    ) -> Option<usize> {
        let comparator = self.comparator_alone(chunks.get(at)?)?;
        if let Some(end) = self.limit_of_equivalent(chunks, at, comparator, partial) {
            return Some(end);
        }
        let (drug, dose) = (chunks.get(at + 1)?, chunks.get(at + 2)?);
        let Sort::Concept(entry) = self.sort(drug) else { return None };
        let class = partial.entry().filter(|e| e.kind().is_drug() && entry.kind().is_drug())?;
        let limit = limit_from(comparator, dose).filter(|_| partial.value.is_none())?;
        let said = usize::from(chunks.get(at + 3).is_some_and(|c| self.is_cue(c, Cue::Equivalent)));
        if said == 0 && !covers(class, entry) {
            return None;
        }
        let sign = self.span(&chunks[at].span);
        self.placed.push(sign);
        partial.value = Some(limit);
        partial.equivalent = Some(Head::new(Some(entry), drug.span.clone()));
        self.take(&chunks[at..at + 3 + said]);
        Some(at + 3 + said)
    }

    /// Reads "> *the equivalent of 6 mg of lorazepam*"; gives where to go on. Near miss: "> 6 mg or equivalent".
    fn limit_of_equivalent(
        &mut self,
        chunks: &[Chunk],
        at: usize,
        comparator: Comparator,
        partial: &mut Partial,
    ) -> Option<usize> {
        let the = usize::from(chunks.get(at + 1).is_some_and(|c| self.is_cue(c, Cue::The)));
        let equivalent = at + 1 + the;
        let given = partial.entry().is_some_and(|e| e.kind().is_drug()) && partial.value.is_none();
        if !given || !self.is_cue(chunks.get(equivalent)?, Cue::Equivalent) {
            return None;
        }
        let mut limit = limit_from(comparator, chunks.get(equivalent + 1)?)?;
        limit.value.start = chunks[at].span.start;
        partial.value = Some(limit);
        let of = chunks.get(equivalent + 2).filter(|c| self.is_cue(c, Cue::Of)).and(chunks.get(equivalent + 3));
        let drug = of.and_then(|c| match self.sort(c) {
            Sort::Concept(entry) if entry.kind().is_drug() => Some(Head::new(Some(entry), c.span.clone())),
            _ => None,
        });
        let end = equivalent + if drug.is_some() { 4 } else { 2 };
        partial.equivalent = drug.or_else(|| partial.head.clone());
        self.take(&chunks[at..end]);
        Some(end)
    }

    /// The comparator that a chunk is, with no number of its own.
    fn comparator_alone(&self, chunk: &Chunk) -> Option<Comparator> {
        if let ChunkKind::Lexeme(at) = chunk.kind
            && let Lex::Comparator(comparator) = self.lexed.lexemes[at].lex
        {
            return Some(comparator).filter(|c| *c != Comparator::Eq);
        }
        Some(match self.cue(chunk)? {
            Cue::GeBefore => Comparator::Ge,
            Cue::GtBefore => Comparator::Gt,
            Cue::LeBefore => Comparator::Le,
            Cue::LtBefore => Comparator::Lt,
            _ => return None,
        })
    }

    /// Reads "90 *morphine milligram equivalents*" at `at`; gives where to go on. Near miss: "2 *morphine milligram* doses".
    pub(super) fn unit_after_drug(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> Option<usize> {
        let [number, drug, unit, equivalent] = chunks.get(at..at + 4)? else { return None };
        let ChunkKind::Quantity(quantity) = &number.kind else { return None };
        let Sort::Concept(entry) = self.sort(drug) else { return None };
        let ChunkKind::Lexeme(lexeme) = unit.kind else { return None };
        let mass = self.lexed.lexemes[lexeme].entry(Kind::Unit).filter(|unit| unit.dimension() == "mass")?;
        let plain = quantity.unit.is_none() && quantity.form == QuantityForm::Limit && !quantity.age;
        if !plain || !entry.kind().is_drug() || !self.is_cue(equivalent, Cue::Equivalent) || partial.value.is_some() {
            return None;
        }
        let unit = Some(Unit { span: unit.span.clone(), code: Some(mass.id().to_owned()) });
        partial.value = Some(Box::new(Quantity { unit, ..(**quantity).clone() }));
        let head = Head::new(Some(entry), drug.span.clone());
        partial.equivalent = Some(head.clone());
        partial.head = partial.head.take().or(Some(head));
        self.take(&chunks[at..at + 4]);
        Some(at + 4)
    }

    /// "prednisone equivalent", "(or equivalent drug)": the dose is counted in that drug. Near misses: "BCVA 20/40 (Snellen
    /// equivalent)", "smoker of 10 cigarettes or equivalent", which are counted in no drug.
    pub(super) fn equivalent(&mut self, chunk: &Chunk, partial: &mut Partial) {
        let given = |head: &&Head| !head.entry.is_some_and(is_counted);
        if partial.equivalent.is_none() {
            partial.equivalent = partial.head.as_ref().filter(given).cloned();
        }
        self.used[chunk.lexemes.clone()].fill(true);
    }
}

/// A number in a unit, as the limit that a comparator before it makes of it.
fn limit_from(comparator: Comparator, dose: &Chunk) -> Option<Box<Quantity>> {
    let ChunkKind::Quantity(number) = &dose.kind else { return None };
    let bare = number.form == QuantityForm::Bare && number.unit.is_some() && !number.approximate;
    let n = number.bounds.eq.filter(|_| bare)?;
    Some(Box::new(Quantity { form: QuantityForm::Limit, bounds: bound(comparator, n), ..(**number).clone() }))
}
