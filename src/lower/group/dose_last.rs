//! Brackets after a drug that end with a dose: "metformin *(immediate or extended release, ≥ 1000 mg/day)*", "prednisone *(oral, ≤ 10
//! mg/day)*". The dose is the drug's, and what stands before it is said of the drug as well.
//!
//! Near misses: "metformin *(≥ 1000 mg/day)*", a dose alone; "opioids *(morphine, codeine ≥ 30 mg/day)*", the dose of a member.

use crate::grammar::{Chunk, ChunkKind, QuantityForm};
use crate::lower::context::{Context, Sort};
use crate::lower::partial::Partial;

impl Context<'_, '_> {
    /// Reads brackets of this form.
    pub(super) fn dose_at_end(&mut self, inner: &[Chunk], partial: &mut Partial) -> bool {
        let [before @ .., comma, last] = inner else { return false };
        let drug = partial.entry().is_some_and(|e| e.kind().is_drug()) && partial.value.is_none();
        let ChunkKind::Quantity(dose) = &last.kind else { return false };
        let limit = dose.form == QuantityForm::Limit && dose.unit.is_some() && !dose.age;
        let named = |c: &Chunk| matches!(self.sort(c), Sort::Concept(_) | Sort::Quantity | Sort::Time | Sort::Group);
        if !drug || !limit || before.is_empty() || self.sort(comma) != Sort::Comma || before.iter().any(named) {
            return false;
        }
        partial.value = Some(dose.clone());
        self.take(std::slice::from_ref(last));
        self.group(before, partial);
        true
    }
}
