//! The intent of a treatment before another one, and one noun for both: "*definitive* or adjuvant *radiotherapy*".
//!
//! "Definitive" says of a diagnosis that it is known, and names a treatment of its own. Near miss: "*definite* or probable *asthma*".

use crate::lower::context::Context;
use crate::lower::coordination::Join;
use crate::lower::partial::{Head, Partial};

use super::names::suffixed;

impl Context<'_, '_> {
    /// Gives such a word the noun of the treatment after it.
    pub(super) fn intents_of_treatments(&self, items: &mut [Partial], joins: &[Join]) {
        for at in 1..items.len() {
            let (before, rest) = items.split_at_mut(at);
            let (item, next) = (&mut before[at - 1], &rest[0]);
            let Some(head) = next.head.as_ref().filter(|_| item.head.is_none() && item.known && joins[at - 1].tight)
            else {
                continue;
            };
            let words = self.words(&item.bytes);
            let word = words.rsplit(' ').next().unwrap_or_default();
            let named = suffixed(word, self.words(&head.bytes)).filter(|e| e.kind().is_treatment());
            if word.eq_ignore_ascii_case("definitive")
                && let Some(entry) = named
            {
                let bytes = item.bytes.end - word.len()..item.bytes.end;
                item.head = Some(Head { entry: Some(entry), bytes, named: true });
                item.known = false;
                item.exposure = item.exposure.or(next.exposure);
            }
        }
    }
}
