//! On how many days of so many something was: a count, and no dose and no length of time.
//!
//! | text | meaning |
//! |---|---|
//! | used cannabis on at least *8 of the last 30 days* | `[count ≥ 8] [within past 30 d]` |
//! | methamphetamine use *≥ 18 of 30 days* | `[count ≥ 18] [within past 30 d]` |
//!
//! Near misses: "cannabis *for 8 of 10 weeks*" is of weeks; "at least *8 of the following*" is a list.

use super::is_measured;
use crate::grammar::{Chunk, ChunkKind, Quantity, QuantityForm, Unit};
use crate::lex::Cue;
use crate::lower::context::Context;
use crate::lower::partial::Partial;

impl Context<'_, '_> {
    /// "at least *8* of the last 30 days", "≥ *18* of 30 days".
    pub(super) fn counts_of_days(&self, q: &Quantity, rest: &[Chunk], partial: &Partial) -> bool {
        let number = q.unit.is_none() && !q.age && matches!(q.form, QuantityForm::Limit | QuantityForm::Bare);
        let of = rest.first().is_some_and(|c| self.is_cue(c, Cue::Of));
        let days = |unit: Option<&Unit>| unit.and_then(|u| u.code.as_deref()) == Some("d");
        let named = match rest.get(usize::from(of)).map(|c| (&c.kind, self.words(&c.span))) {
            Some((ChunkKind::Time(t), words)) => days(t.unit.as_ref()) && (of || words.starts_with("of ")),
            Some((ChunkKind::Quantity(all), _)) => of && days(all.unit.as_ref()),
            _ => false,
        };
        number && named && happens(partial)
    }
}

/// Whether an item is of what may happen on some days.
fn happens(partial: &Partial) -> bool {
    partial.count.is_none() && partial.value.is_none() && partial.entry().is_some_and(|e| !is_measured(e))
}
