//! A hyphen that waits for the rest of its name: "*drug-* or alcohol-related disorder", "*first-* or second-degree heart block".
//!
//! Near misses: "*drug* or alcohol-related disorder", without a hyphen; "*hypo-* or hyperglycemia", whose rest has no hyphen.

use crate::lex::look_up;
use crate::lower::context::Context;
use crate::lower::coordination::Join;
use crate::lower::partial::{Head, Partial};

impl Context<'_, '_> {
    /// Gives a word that ends with a hyphen the rest of the next one's name.
    pub(super) fn suspended(&self, items: &mut [Partial], joins: &[Join]) {
        for at in (0..joins.len()).rev() {
            let (before, rest) = items.split_at_mut(at + 1);
            let (item, Some(next)) = (&mut before[at], &rest[0].head) else { continue };
            let Some(own) = self.words(&item.bytes).strip_suffix('-').filter(|own| !own.contains(' ')) else {
                continue;
            };
            let name = self.words(&next.bytes);
            let first = name.split(' ').next().unwrap_or_default();
            let whole = self.lexed.text.get(item.bytes.start..next.bytes.end).is_some_and(|w| !w.contains('('));
            let plain = whole && item.is_blank()
                || whole && item.entry().is_none() && item.head.is_some() && item.is_limitless();
            let Some((_, tail)) = name.split_once('-').filter(|_| plain && first.contains('-')) else { continue };
            let kind = next.entry.map(|e| e.kind());
            let named = look_up(&format!("{own}-{tail}"));
            let entry = named.and_then(|group| group.entries().find(|e| kind.is_none_or(|kind| e.kind() == kind)));
            let bytes = if entry.is_some() { item.bytes.clone() } else { item.bytes.start..next.bytes.end };
            item.head = Some(Head { entry, bytes, named: true });
            item.unknown.clear();
        }
    }
}
