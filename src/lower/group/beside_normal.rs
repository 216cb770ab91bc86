//! A limit for those with a disease, in brackets behind what is to be normal for everybody else.
//!
//! | form | rule |
//! |---|---|
//! | bilirubin within normal range *(if Gilbert syndrome < 3 × ULN)* | `any(normal, all(Gilbert, < 3 × ULN))` |
//! | bilirubin ≤ ULN *(Gilbert syndrome: ≤ 3 × ULN)* | the same |
//!
//! Near misses: "bilirubin within normal range *(direct bilirubin ≤ 3 × ULN)*", which names its own; "normal *(liver metastasis ≤ 5 cm)*", in
//! which the disease is measured.

use crate::grammar::{Chunk, ChunkKind, QuantityForm};
use crate::lower::atom::is_measured;
use crate::lower::context::{Context, Sort};
use crate::lower::elliptic::is_no_measure_of_disease;
use crate::lower::partial::Partial;

impl Context<'_, '_> {
    /// Reads such brackets.
    pub(super) fn limit_beside_normal(&mut self, inner: &[Chunk], partial: &mut Partial) -> bool {
        let Some((last, who)) = inner.split_last() else { return false };
        let ChunkKind::Quantity(limit) = &last.kind else { return false };
        let parts = |c: &Chunk| matches!(self.sort(c), Sort::Colon | Sort::Comma);
        let named = who.split_last().filter(|(last, _)| parts(last)).map_or(who, |(_, named)| named);
        let of_normal = match &partial.value {
            Some(own) => own.form == QuantityForm::Reference,
            None => partial.finding.as_ref().is_some_and(|(is, _)| *is == "normal"),
        };
        let measured = self.demand && of_normal && partial.entry().is_some_and(is_measured);
        let wider =
            limit.form == QuantityForm::Limit && limit.bounds.high().is_some() && is_no_measure_of_disease(last);
        if !measured || !wider || !self.names_those_with_disease(named) {
            return false;
        }
        self.take(&who[named.len()..]);
        self.take(std::slice::from_ref(last));
        let Some(when) = self.coordination(named) else { return false };
        partial.alternatives.push(((**limit).clone(), when));
        true
    }
}
