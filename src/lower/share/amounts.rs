//! How often, or how much, said once at the end of a list.
//!
//! | form | example |
//! |---|---|
//! | so often | triptans or opioids *on ≥ 10 days/month* |
//! | so much | blood donation or loss *≥ 400 mL* |
//!
//! Near misses: "triptans*, or* opioids on ≥ 10 days/month", where the comma parts the two; "triptans *≥ 10 days/month* or
//! opioids ≥ 4 days/month", each with its own; "surgery or blood loss ≥ 400 mL", of which only one has an amount.

use crate::grammar::{Quantity, QuantityForm};
use crate::lex::Kind;
use crate::lower::coordination::Join;
use crate::lower::partial::Partial;

/// Lets what is named before have the frequency, or the amount, of what is named last.
pub(super) fn amounts_of_each(items: &mut [Partial], joins: &[Join]) {
    for at in (0..joins.len()).rev() {
        let (before, rest) = items.split_at_mut(at + 1);
        let (item, next) = (&mut before[at], &rest[0]);
        let listed = joins[at].all == Some(false) && (joins[at].tight || joins[at].bare);
        let plain = item.is_limitless() && item.is_unvalued() && !item.negated && item.entry().is_some();
        if !(listed && plain) {
            continue;
        }
        // "ergots or *combination analgesics* ≥ 10 days/month"
        let given = |p: &Partial| is_drug(p) || p.entry().is_none() && p.head.is_some();
        let rate = is_drug(item) && given(next) && next.value.as_deref().is_some_and(is_rate);
        if rate || is_lost_alike(item, next) {
            item.value.clone_from(&next.value);
        }
    }
}

fn is_drug(item: &Partial) -> bool {
    item.entry().is_some_and(|e| e.kind().is_drug())
}

/// Whether a limit says how often: days, or times, of a week or of a month. Near miss: "20 mg/week", which is a dose.
fn is_rate(limit: &Quantity) -> bool {
    let code = limit.unit.as_ref().and_then(|u| u.code.as_deref());
    let often = |code: &str| matches!(code.split_once('/'), Some(("" | "d", "wk" | "mo" | "a")));
    limit.form == QuantityForm::Limit && code.is_some_and(often)
}

/// Whether two names that share a word are of things of which there is so much: "*blood* donation or *loss* ≥ 400 mL".
fn is_lost_alike(item: &Partial, next: &Partial) -> bool {
    let volume = |q: &Quantity| {
        let code = q.unit.as_ref().and_then(|u| u.code.as_deref());
        q.form == QuantityForm::Limit && matches!(code, Some("mL" | "L"))
    };
    let shared = next.head.as_ref().is_some_and(|h| h.named);
    let done = item.entry().is_some_and(|e| e.kind() == Kind::Procedure);
    shared && done && next.value.as_deref().is_some_and(volume)
}
