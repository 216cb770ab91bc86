//! How much blood was given *or lost*: the amount is said once, of both.
//!
//! - "*Donated or* lost ≥ 400 mL of blood", "*lost or* donated more than 500 mL of blood", "*Donation or* loss of more than 450 mL of blood".
//!
//! Near misses: "donated *blood* or lost > 400 mL of blood", whose first verb has its own object; "donated *or sold* eggs".

use crate::lex::{Entry, Kind};
use crate::lower::context::Context;
use crate::lower::coordination::Join;
use crate::lower::partial::{Head, Partial};
use crate::words;

impl Context<'_, '_> {
    /// Gives a bare verb of giving or losing the amount that stands with the other.
    pub(super) fn donated_or_lost(&self, items: &mut [Partial], joins: &[Join]) {
        for at in 0..joins.len() {
            let (done, rest) = items.split_at_mut(at + 1);
            let (before, item) = (&mut done[at], &rest[0]);
            let amount = item.value.as_ref().filter(|_| {
                item.entry().is_some_and(|e| matches!(e.id(), "blood_donation" | "blood_loss")) && !item.negated
            });
            let Some(amount) = amount.filter(|_| joins[at].all == Some(false) && joins[at].tight) else { continue };
            let words = self.words(&before.bytes).to_ascii_lowercase();
            let verb = words.split(' ').next_back().unwrap_or_default();
            let id = match verb {
                verb if words::DONATED.contains(&verb) => "blood_donation",
                verb if words::LOST_BLOOD.contains(&verb) => "blood_loss",
                _ => continue,
            };
            if before.is_unvalued() && before.is_limitless() && before.entry().is_none() {
                before.unknown.clear();
                before.head = Some(Head::new(Entry::find(Kind::Procedure, id), before.bytes.clone()));
                before.value = Some(amount.clone());
            }
        }
    }
}
