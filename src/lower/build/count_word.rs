//! Numbers that say how often, and are neither a result nor a dose.
//!
//! | form | example | rule |
//! |---|---|---|
//! | a word for a number, of what has another scale | PSA rising in *two* consecutive rises; cocaine *once* | no limit, and a warning |
//! | before a noun for tests | PSA with *2* consecutive rises | the same |
//! | times | cannabis *> 10 times* in a lifetime | `[count > 10]` |
//!
//! Near misses: "ECOG of *one*", "PSA *= 2*", "cannabis *> 10 mg*", "ALT *> 2 times* the upper limit".

use crate::grammar::{Quantity, QuantityForm};
use crate::lex::Kind;
use crate::lower::context::Context;
use crate::lower::partial::Head;
use crate::words;

/// The most words from a number to the noun that it counts: "two *consecutive PSA* rises".
const FEW: usize = 3;

impl Context<'_, '_> {
    /// Whether a number beside what has a scale of its own counts something else.
    pub(super) fn is_mere_count(&self, head: &Head, quantity: &Quantity) -> bool {
        let bare = quantity.form == QuantityForm::Bare && quantity.unit.is_none() && quantity.scale.is_none();
        let scaled = head.entry.is_some_and(|e| e.kind() == Kind::Analyte || e.kind().is_drug());
        if !bare || !scaled || quantity.relative_to.is_some() || quantity.age {
            return false;
        }
        let word = self.words(&quantity.value).chars().all(char::is_alphabetic);
        word || self.counts_noun(quantity)
    }

    fn counts_noun(&self, quantity: &Quantity) -> bool {
        let after = self.just_after(quantity.value.end).to_ascii_lowercase();
        let clause = after.split([',', ';', '(', ')', '.', ':']).next().unwrap_or("");
        let counted = |word: &str| words::READINGS.contains(&word) || words::CHANGES_COUNTED.contains(&word);
        clause.split_whitespace().take(FEW).any(counted)
    }

    /// "cannabis *> 10 times* in a lifetime": how often it was taken.
    pub(super) fn counts_uses(&self, quantity: &Quantity) -> bool {
        let after = self.just_after(quantity.value.end).to_ascii_lowercase();
        let times = after.split(|c: char| !c.is_alphanumeric()).next() == Some("times");
        let unit = quantity.code() == Some("{times}") || quantity.unit.is_none() && times;
        unit && quantity.form == QuantityForm::Limit && quantity.relative_to.is_none()
    }
}
