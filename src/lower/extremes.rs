//! "Minimum" and "maximum" before a list: what they make of one plain number they make of those of all its items.
//!
//! - "*a minimum* hemoglobin *of 9 g/dL* and platelets *of 100,000/mm³*", "*maximum* AST and ALT *of 2.5 × ULN*".
//!
//! Near misses: "a minimum hemoglobin of 9 g/dL and platelets *< 100,000/mm³*", which has a comparator; "minimum hemoglobin of 9 g/dL and
//! *a BMI of 30*", where an article begins anew.

use crate::grammar::{QuantityForm, bound};

use super::atom::is_measured;
use super::context::Context;
use super::partial::Partial;

impl Context<'_, '_> {
    /// Makes limits of the plain numbers in a list that a "minimum" or "maximum" opens.
    pub(super) fn extremes_of_list(&self, partials: &mut [Partial]) {
        let Some(comparator) = partials.first().and_then(|first| first.extreme) else { return };
        for item in &mut partials[1..] {
            if item.extreme.is_some() || !item.entry().is_some_and(is_measured) || self.begins_anew(item) {
                return;
            }
            let Some(quantity) = &mut item.value else { continue };
            let plain = quantity.bounds.eq.filter(|_| quantity.form == QuantityForm::Bare && !quantity.approximate);
            let Some(number) = plain else { return };
            (quantity.bounds, quantity.form) = (bound(comparator, number), QuantityForm::Limit);
        }
    }

    /// Whether an article stands before what an item names.
    fn begins_anew(&self, item: &Partial) -> bool {
        let first = self.words(&item.bytes).split(' ').next().unwrap_or_default();
        first.eq_ignore_ascii_case("a") || first.eq_ignore_ascii_case("an")
    }
}
