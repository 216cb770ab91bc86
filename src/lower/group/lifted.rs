//! Brackets that lift a limit up to another one, for some of the people.
//!
//! | form | rule |
//! |---|---|
//! | bilirubin ≤ 1.5 × ULN *(unless Gilbert's with bilirubin ≤ 3 × ULN)* | `any(≤ 1.5, all(Gilbert, ≤ 3))` |
//! | among what excludes, bilirubin > 1.5 × ULN *(unless Gilbert's, then ≤ 3 × ULN)* | `all(> 1.5, not(all(Gilbert, ≤ 3)))` |
//! | among what excludes, ALT > 3 × ULN *(unless liver metastases, then > 5 × ULN)* | `if metastases: > 5 else > 3` |
//! | INR ≤ 1.5 *(unless on warfarin with platelets ≥ 100)* | `any(≤ 1.5, all(warfarin, platelets ≥ 100))` |
//! | bilirubin ≤ 1.5 × ULN *(Gilbert's syndrome: ≤ 3 × ULN)* | `any(≤ 1.5, all(Gilbert, ≤ 3))` |
//!
//! Near misses: "HBsAg negative *(unless on antivirals)*", which has no other limit; "(*diastolic:* ≤ 90 mmHg)", the limit of something else.

use crate::grammar::{Chunk, Quantity, QuantityForm};
use crate::lex::{Cue, Kind};
use crate::lower::context::{Context, Sort};
use crate::lower::partial::Partial;
use crate::rule::Bounds;

impl Context<'_, '_> {
    /// Whether an item has a limit, so that "unless" behind it can but lift that.
    pub(super) fn is_limited(&self, partial: &Partial) -> bool {
        let limit = partial.value.as_ref().is_some_and(|q| q.form == QuantityForm::Limit);
        limit && (partial.head.is_some() || partial.grade.is_some() || !partial.unknown.is_empty())
    }

    /// "*due to marrow involvement*, then ≥ 50 × 10⁹/L": those of whom another limit is said, without the words for the cause.
    pub(super) fn without_cause<'c>(&self, those: &'c [Chunk]) -> &'c [Chunk] {
        let cause = |c: &&Chunk| self.is_idle(c) || self.is_cue(c, Cue::AttributableTo);
        let opens = those.iter().take_while(cause).count();
        if self.find(&those[..opens], &[Cue::AttributableTo]).is_some() { &those[opens..] } else { those }
    }

    /// "*Gilbert's syndrome:* ≤ 3 × ULN", "*transfused patients:* ≥ 8 g/dL", "*Gilbert's syndrome* ≤ 3 × ULN": whether words before a further
    /// limit name those who have it. Near misses: "(*diastolic:* ≤ 90 mmHg)", "(*mean of three:* ≤ 140 mmHg)".
    pub(super) fn labels_limit(&self, label: &[Chunk], end: usize, own: &Quantity) -> bool {
        let Some((last, before)) = label[..end].split_last() else { return false };
        let colon = label.last().is_some_and(|c| self.sort(c) == Sort::Colon);
        let disease = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind() == Kind::Condition);
        let had = |c: &Chunk| disease(c) || matches!(self.sort(c), Sort::Concept(e) if e.kind().is_treatment());
        let people = self.is_cue(last, Cue::Patient) && before.iter().any(|c| had(c) || self.sort(c) == Sort::Word);
        // Nothing but what is measured can be a multiple of what is normal.
        colon && (had(last) || people) || own.relative_to.is_some() && disease(last)
    }
}

/// Whether of two limits with one end each the one is an upper and the other a lower one.
pub fn is_other_side(own: &Bounds, other: &Bounds) -> bool {
    let ends = |b: &Bounds| (b.low().is_some(), b.high().is_some());
    matches!((ends(own), ends(other)), ((true, false), (false, true)) | ((false, true), (true, false)))
}
