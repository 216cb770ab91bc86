//! "diuretic dose above *furosemide 120 mg equivalents*": a limit whose comparator stands before the drug that the dose is
//! counted in.
//!
//! "> 90 *morphine milligram equivalents* per day": a limit whose unit stands behind the drug.
//!
//! Near misses: "diuretic above 120 mg furosemide equivalents", where it stands before the number; "furosemide 120 mg".

use super::is_counted;
use crate::grammar::{Chunk, ChunkKind, Quantity, QuantityForm, Unit, bound};
use crate::lex::{Comparator, Cue, Kind};
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
        let [sign, drug, dose, equivalent] = chunks.get(at..at + 4)? else { return None };
        let comparator = match self.cue(sign)? {
            Cue::GeBefore => Comparator::Ge,
            Cue::GtBefore => Comparator::Gt,
            Cue::LeBefore => Comparator::Le,
            Cue::LtBefore => Comparator::Lt,
            _ => return None,
        };
        let Sort::Concept(entry) = self.sort(drug) else { return None };
        let ChunkKind::Quantity(number) = &dose.kind else { return None };
        let given = partial.entry().is_some_and(|e| e.kind().is_drug()) && entry.kind().is_drug();
        let bare = number.form == QuantityForm::Bare && number.unit.is_some() && !number.approximate;
        let n = number.bounds.eq.filter(|_| given && bare && partial.value.is_none())?;
        if !self.is_cue(equivalent, Cue::Equivalent) {
            return None;
        }
        let limit = Quantity { form: QuantityForm::Limit, bounds: bound(comparator, n), ..(**number).clone() };
        partial.value = Some(Box::new(limit));
        partial.equivalent = Some(Head::new(Some(entry), drug.span.clone()));
        self.take(&chunks[at..at + 4]);
        Some(at + 4)
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
