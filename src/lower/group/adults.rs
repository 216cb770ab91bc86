//! "adults *(18-65)*": two numbers without a unit, between which the age of grown people lies.
//!
//! Near misses: "adults *(2-4)*", "adults *(18-65 kg)*", which are no ages of theirs.

use rust_decimal::Decimal;

use crate::grammar::{Chunk, ChunkKind, Quantity, QuantityForm};
use crate::lex::Cue;
use crate::lower::context::Context;
use crate::lower::partial::Partial;
use crate::rule::Number;

/// The ages that such numbers can mean.
const YOUNGEST: Decimal = Decimal::from_parts(14, 0, 0, false, 0);
/// See `YOUNGEST`.
const OLDEST: Decimal = Decimal::from_parts(120, 0, 0, false, 0);

impl Context<'_, '_> {
    /// Reads such brackets after a word for grown people.
    pub(super) fn ages_of_adults(&mut self, inner: &[Chunk], partial: &mut Partial) -> bool {
        let [only] = inner else { return false };
        let ChunkKind::Quantity(quantity) = &only.kind else { return false };
        let blank = partial.head.is_none() && partial.value.is_none();
        if !blank || !self.follows_adults(only) || !is_age_of_adults(quantity) {
            return false;
        }
        partial.value = Some(quantity.clone());
        partial.age = true;
        self.take(inner);
        true
    }

    /// Whether the word before an opening bracket is one for grown people.
    fn follows_adults(&self, first: &Chunk) -> bool {
        let before = first.lexemes.start.checked_sub(2).and_then(|at| self.lexed.lexemes.get(at));
        before.is_some_and(|l| matches!(l.cue(), Some(Cue::Adult | Cue::Male | Cue::Female | Cue::SexAny)))
    }
}

/// Whether a limit without a unit is one that ages of grown people have.
fn is_age_of_adults(quantity: &Quantity) -> bool {
    let bounds = &quantity.bounds;
    let ends = [bounds.ge, bounds.gt, bounds.le, bounds.lt];
    let age = |n: Number| n.0.is_integer() && n.0 >= YOUNGEST && n.0 <= OLDEST;
    quantity.form == QuantityForm::Limit && quantity.unit.is_none() && ends.into_iter().flatten().all(age)
}
