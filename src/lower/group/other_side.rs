//! Brackets with the other end of the limit before them: "CD4 > 200 *(< 500 cells/mm3)*", "platelets ≥ 50 *(but less than 100)*".
//!
//! Near misses: "ALT ≤ 3 × ULN *(≤ 5 × ULN if liver metastases)*", which is on the same side and for some; "≥ 30 kg/m² *(< 18
//! years)*", which is in another unit.

use crate::grammar::{Chunk, ChunkKind, Quantity, QuantityForm};
use crate::lex::Cue;
use crate::lower::context::Context;
use crate::lower::partial::Partial;
use crate::rule::Bounds;

impl Context<'_, '_> {
    /// Reads the other end of the limit into it; whether it is one.
    pub(super) fn other_end(&mut self, inner: &[Chunk], partial: &mut Partial) -> bool {
        let lead = inner.iter().take_while(|c| matches!(self.cue(c), Some(Cue::But | Cue::And))).count();
        let [Chunk { kind: ChunkKind::Quantity(other), span, .. }] = &inner[lead..] else { return false };
        let Some(own) = partial.value.as_mut().filter(|own| is_other_end(own, other)) else { return false };
        let low_first = own.bounds.low().is_some();
        let (low, high) = if low_first { (&own.bounds, &other.bounds) } else { (&other.bounds, &own.bounds) };
        own.bounds = Bounds { ge: low.ge, gt: low.gt, le: high.le, lt: high.lt, eq: None };
        if own.unit.is_none() {
            own.unit.clone_from(&other.unit);
        }
        let closed = usize::from(self.lexed.text[span.end..].starts_with(')'));
        own.value.end = span.end + closed;
        self.take(inner);
        true
    }
}

/// Whether one limit is from below and the other from above, so that a value can be between them, in one unit.
fn is_other_end(own: &Quantity, other: &Quantity) -> bool {
    let limits = |q: &Quantity| q.form == QuantityForm::Limit && q.relative_to.is_none() && q.also.is_none();
    let low = own.bounds.low().xor(other.bounds.low()).map(|(n, _)| n);
    let high = own.bounds.high().xor(other.bounds.high()).map(|(n, _)| n);
    let one_each = own.bounds.low().is_some() != own.bounds.high().is_some();
    let same = own.unit.is_none() || other.unit.is_none() || own.code() == other.code();
    let between = low.zip(high).is_some_and(|(low, high)| low < high);
    limits(own) && limits(other) && one_each && same && between && own.age == other.age
}
