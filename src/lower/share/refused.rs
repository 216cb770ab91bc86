//! Treatments that somebody is not fit for, where the list says so once: "ineligible for cisplatin *or carboplatin*".
//!
//! Near misses: "ineligible for cisplatin, or *asthma*" names a disease, "ineligible for cisplatin or *received
//! carboplatin*" has a verb of its own.

use crate::lower::context::Context;
use crate::lower::coordination::Join;
use crate::lower::partial::Partial;
use crate::words;

/// Makes the treatments after a judgement on the first of them a part of it.
pub fn refused_each(context: &Context<'_, '_>, items: &mut Vec<Partial>, joins: &mut Vec<Join>) {
    let mut at = 0;
    while at + 1 < items.len() {
        let refuses = items[at].narrative == Some("judgement") && opens_so(context, &items[at]);
        let same = if refuses { items[at + 1..].iter().take_while(|item| is_treatment(item)).count() } else { 0 };
        // "ineligible for A, B or C": with commas alone the list may go on to something else.
        let joined = joins[at..at + same].iter().rposition(|join| join.tight).map_or(0, |last| last + 1);
        if let Some(end) = items[at + 1..at + 1 + joined].last().map(|item| item.bytes.end) {
            items[at].bytes.end = end;
            items[at].head.iter_mut().for_each(|head| head.bytes.end = end);
            items.drain(at + 1..at + 1 + joined);
            joins.drain(at..at + joined);
        }
        at += 1;
    }
}

/// Whether an item opens with a word for who is not fit for something: "ineligible for", "not eligible for".
fn opens_so(context: &Context<'_, '_>, item: &Partial) -> bool {
    let words = item.head.as_ref().map_or("", |h| context.words(&h.bytes)).to_ascii_lowercase();
    let fit = words
        .strip_prefix("not ")
        .is_some_and(|rest| ["eligible", "suitable", "fit "].iter().any(|fit| rest.starts_with(fit)));
    fit || words::UNFIT.iter().any(|unfit| words.starts_with(unfit))
}

/// Whether an item is nothing but the name of a treatment.
fn is_treatment(item: &Partial) -> bool {
    item.entry().is_some_and(|e| e.kind().is_treatment())
        && item.is_unvalued()
        && item.is_limitless()
        && item.exposure.is_none()
        && item.outcome.is_none()
        && item.status.is_none()
        && !item.verb
        && !item.negated
        && item.unknown.is_empty()
        && item.having.is_empty()
}
