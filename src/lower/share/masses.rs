//! What is found at a place that the one before it names.
//!
//! | form | rule |
//! |---|---|
//! | *CNS* infection or *tumor* | `any(CNS infection, CNS tumor)` |
//! | *brain* abscess or *mass* | each in the brain |
//!
//! Near misses: "renal failure or *infection*", which may be of anything; "CNS infection*, or* tumor"; "CNS infection or *lung
//! tumor*"; "liver transplant or *tumor*".

use crate::lex::{Kind, look_up};
use crate::lower::context::Context;
use crate::lower::coordination::Join;
use crate::lower::partial::{Head, Partial};
use crate::rule::Severity;
use crate::words;

impl Context<'_, '_> {
    /// Gives what is found the place that is named before it.
    pub(super) fn at_same_place(&mut self, items: &mut [Partial], joins: &[Join]) {
        for at in 0..joins.len() {
            let (before, rest) = items.split_at_mut(at + 1);
            let (item, next) = (&before[at], &mut rest[0]);
            let (Some(first), Some(second)) = (&item.head, &next.head) else { continue };
            let found = |word: &str| words::FOUND_AT_A_PLACE.contains(&&*word.to_ascii_lowercase());
            let or = joins[at].tight && !joins[at].slash && !joins[at].but && joins[at].all == Some(false);
            let Some((place, noun)) = self.words(&first.bytes).rsplit_once(' ') else { continue };
            let alone = second.bytes == next.bytes && next.is_limitless() && next.is_unvalued();
            if !(or && alone && item.bytes.end == first.bytes.end && found(noun) && found(self.words(&second.bytes))) {
                continue;
            }
            let named = look_up(&format!("{place} {}", self.words(&second.bytes)));
            let Some(entry) = named.and_then(|group| group.of(Kind::Condition)) else { continue };
            let bytes = second.bytes.clone();
            let message = format!("\"{place}\" is read of each that is listed after it");
            self.say("qualifier-shared", Severity::Note, message, &(first.bytes.start..bytes.end));
            next.head = Some(Head { entry: Some(entry), bytes, named: true });
        }
    }
}
