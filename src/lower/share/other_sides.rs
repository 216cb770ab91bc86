//! Two sides before one name: *unilateral or contralateral* hernia, *ipsilateral or contralateral* stroke. The second is part of a
//! name that no table has, and no part of what is on the first side.
//!
//! Near miss: "*contralateral* hernia", which has one side.

use crate::lex::look_up;
use crate::lower::context::Context;
use crate::lower::coordination::Join;
use crate::lower::partial::{Head, Partial};

impl Context<'_, '_> {
    /// Takes the second side from the name of what is on the first.
    pub(super) fn other_sides(&self, items: &mut [Partial], joins: &[Join]) {
        for at in 0..joins.len() {
            let (before, rest) = items.split_at_mut(at + 1);
            let (first, next) = (&mut before[at], &rest[0]);
            let or = joins[at].tight && joins[at].all == Some(false);
            let Some((own, head)) = first.head.as_ref().zip(next.head.as_ref()).filter(|_| or) else { continue };
            let words = self.words(&head.bytes);
            let Some((_, name)) = words.split_once(' ').filter(|(side, _)| is_side(side)) else { continue };
            let before = self.lexed.text[..head.bytes.start].trim_end();
            let joined = before.strip_suffix("or").or(before.strip_suffix('/')).map(str::trim_end);
            let told = joined.and_then(|text| text.rsplit(' ').next()).is_some_and(is_side);
            if !told || own.entry != head.entry || own.bytes.end != head.bytes.end {
                continue;
            }
            let entry = look_up(name).and_then(|group| group.entries().find(|e| e.kind().is_concept()));
            let bytes = head.bytes.end - name.len()..head.bytes.end;
            first.head = Some(Head::new(entry, bytes));
        }
    }
}

/// Whether a word says on which side.
fn is_side(word: &str) -> bool {
    matches!(word.to_ascii_lowercase().as_str(), "bilateral" | "contralateral" | "ipsilateral" | "unilateral")
}
