//! A failure said after the last of several treatments.
//!
//! | form | rule |
//! |---|---|
//! | previous IVF *or ART failure* | each has failed |
//! | methotrexate *failure* | a treatment that has failed, and no disease |
//!
//! Near misses: "dialysis or *heart failure*", "*liver failure*", which are diseases; "surgery or *treatment failure*", which names no
//! other treatment; "IVF*, or* ART failure".

use crate::lex::{Entry, Kind, look_up};
use crate::lower::context::Context;
use crate::lower::coordination::Join;
use crate::lower::partial::{Head, Partial};

/// What such a name ends in.
const ENDINGS: [&str; 2] = [" failure", " failures"];

impl Context<'_, '_> {
    /// Reads such a failure as the outcome of each treatment.
    pub(super) fn failed_each(&self, items: &mut [Partial], joins: &[Join]) {
        for at in 0..items.len() {
            let (before, rest) = items.split_at_mut(at);
            let item = &mut rest[0];
            let tight = at > 0 && joins[at - 1].tight && joins[at - 1].all == Some(false) && !joins[at - 1].but;
            let first = before.last_mut().filter(|p| tight && is_bare_treatment(p));
            let Some(treatment) = self.treatment_failed(item, first.as_ref().and_then(|p| p.entry())) else { continue };
            (item.head, item.outcome) = (Some(treatment), Some("failed"));
            if let Some(first) = first {
                first.outcome = Some("failed");
            }
        }
    }

    /// The treatment whose failure an item names; `beside` another treatment, an abbreviation is of one of its kind.
    fn treatment_failed(&self, item: &Partial, beside: Option<Entry>) -> Option<Head> {
        let head = item.head.as_ref().filter(|h| h.entry.is_none() && item.outcome.is_none() && item.is_unvalued())?;
        let words = self.words(&head.bytes);
        let name = ENDINGS.iter().find_map(|ending| words.strip_suffix(ending))?;
        let abbreviated = beside.is_some() && name.len() > 1 && name.bytes().all(|b| b.is_ascii_uppercase());
        let fits = |e: Entry| is_treatment(e) && (!abbreviated || beside.is_none_or(|b| b.kind() == e.kind()));
        let entry = look_up(name).and_then(|group| group.entries().find(|e| fits(*e)));
        let bytes = head.bytes.start..head.bytes.start + name.len();
        (entry.is_some() || abbreviated).then(|| Head { entry, bytes, ..head.clone() })
    }
}

fn is_treatment(entry: Entry) -> bool {
    entry.kind().is_drug() || entry.kind() == Kind::Procedure
}

/// Whether an item names a treatment and says nothing else than when.
fn is_bare_treatment(item: &Partial) -> bool {
    let named = item.head.as_ref().filter(|h| h.entry.is_none_or(is_treatment));
    named.is_some_and(|h| h.bytes.end == item.bytes.end)
        && item.entry().is_some()
        && item.outcome.is_none()
        && item.is_unvalued()
        && item.is_limitless()
        && !item.negated
}
