//! Words between commas that narrow nothing: "on buprenorphine*, as prescribed,* for ≤ 4 weeks".
//!
//! Near misses: "asthma, *as defined by GINA*", "stroke, *clinical signs of it*", which say something.

use crate::lower::context::Context;
use crate::lower::coordination::Join;
use crate::lower::filler::says_nothing;
use crate::lower::partial::Partial;

impl Context<'_, '_> {
    /// Takes such words out of a list, so that what stands behind them is said of what stands before them.
    pub(super) fn without_asides(&mut self, items: &mut Vec<Partial>, joins: &mut Vec<Join>) {
        for at in (1..items.len()).rev() {
            let words = self.words(&items[at].bytes);
            let opens = words.get(..3).is_some_and(|word| word.eq_ignore_ascii_case("as "));
            if !opens || !joins[at - 1].bare || !says_nothing(words) {
                continue;
            }
            let span = self.span(&items[at].bytes);
            self.placed.push(span);
            items.remove(at);
            joins.remove(at - 1);
        }
    }
}

/// "UPCR ≥ 1 g/g, or protein ≥ 1 g*, with or without sediment*": what is allowed after the last of several limits, any of
/// which will do, is allowed with each.
pub(super) fn allow_with_each(items: &mut [Partial], joins: &[Join], addition: &Partial) {
    let limits = items.iter().all(|item| item.value.is_some() && item.head.is_some());
    if limits && joins.iter().all(|join| join.all == Some(false)) {
        items.iter_mut().for_each(|item| item.permits.extend_from_slice(&addition.permits));
    }
}
