//! Brackets that say a limit once more, in another unit: "BCVA 78 to 24 letters *(Snellen equivalent 20/32 to 20/320)*".
//!
//! Near misses: "prednisone > 10 mg *(or equivalent)*", a dose of others; "BCVA ≤ 73 letters *(20/40 or worse in the other eye)*", more
//! than the limit again.

use crate::grammar::{Chunk, ChunkKind};
use crate::lower::atom::is_measured;
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::partial::Partial;
use crate::lower::share::one_sided;
use crate::rule::Bounds;

impl Context<'_, '_> {
    /// "BCVA ≥ 24 letters *(20/320)*", "*(approximately 20/320 Snellen)*": letters as the fraction of the other chart.
    pub(super) fn fraction_of_letters(&mut self, inner: &[Chunk], partial: &mut Partial) -> bool {
        let code = |c: &Chunk| match &c.kind {
            ChunkKind::Quantity(q) => q.unit.as_ref().and_then(|u| u.code.clone()),
            _ => None,
        };
        let own = partial.value.as_ref().and_then(|own| own.unit.as_ref()?.code.as_deref());
        let plain = |c: &Chunk| code(c).is_some_and(|code| code.contains("/N")) || matches!(self.sort(c), Sort::Word);
        own == Some("{letters}") && inner.iter().all(plain) && self.in_other_unit(inner, partial)
    }

    /// Takes the one limit of such brackets beside that of what is measured before them.
    pub(super) fn in_other_unit(&mut self, inner: &[Chunk], partial: &mut Partial) -> bool {
        let Some(own) = partial.value.as_mut().filter(|own| own.also.is_none()) else { return false };
        if !partial.head.as_ref().and_then(|h| h.entry).is_some_and(is_measured) {
            return false;
        }
        let mut limits = inner.iter().filter_map(|c| match &c.kind {
            ChunkKind::Quantity(q) if q.unit.is_some() => Some(q),
            _ => None,
        });
        let (Some(limit), None) = (limits.next(), limits.next()) else { return false };
        let mut limit = limit.clone();
        if let Some(number) = limit.bounds.eq {
            // "≥ 24 letters (20/320)": the better the eye, the more letters and the smaller the number.
            let fraction = limit.unit.as_ref().and_then(|u| u.code.as_deref()).is_some_and(|code| code.contains("/N"));
            let Bounds { ge, gt, le, lt, eq } = own.bounds.clone();
            let bounds = if fraction { Bounds { ge: le, gt: lt, le: ge, lt: gt, eq } } else { own.bounds.clone() };
            let Some(bounds) = one_sided(&bounds, number) else { return false };
            limit.bounds = bounds;
        }
        let bytes = limit.value.clone();
        own.also = Some((limit, bytes));
        let span = self.span(&bytes_of(inner));
        self.placed.push(span);
        self.take_whole(inner);
        true
    }
}
