//! A site that is a route of drugs as well, before the site and the noun of the next disease: "*ocular* or periocular infection", "*oral*
//! or esophageal candidiasis".
//!
//! Near misses: "*oral* or intravenous antibiotics", a route; "*oral* lesions or infection", which has a noun of its own.

use crate::grammar::Bytes;
use crate::lex::{Entry, Kind, look_up};
use crate::lower::context::Context;
use crate::lower::coordination::Join;
use crate::lower::partial::{Head, Partial};
use crate::words;

/// The most characters from such a site to the noun.
const LONGEST: usize = 64;

impl Context<'_, '_> {
    /// Gives sites that stand alone the noun of the disease after them, and that disease how the first is described.
    pub(super) fn sites_before(&self, items: &mut [Partial], joins: &[Join]) {
        for at in (0..joins.len()).rev() {
            let (before, rest) = items.split_at_mut(at + 1);
            let (item, next) = (&mut before[at], &mut rest[0]);
            let joined = joins[at].all.is_some() && !joins[at].but;
            let site = item.is_modifier() && item.route.is_some_and(|id| words::ROUTES_THAT_ARE_SITES.contains(&id));
            let described = next.route.is_none() && !next.verb && next.status.is_none();
            let Some(head) = next.head.clone().filter(|_| joined && site && described) else { continue };
            let Some((entry, bytes)) = self.disease_at_site(item, &head) else { continue };
            item.route = None;
            item.head = Some(Head { entry, bytes, named: true });
            if next.qualifiers.is_empty() {
                next.qualifiers.clone_from(&item.qualifiers);
            }
        }
    }

    /// The disease that the site of an item makes with the noun of the next, and its bytes.
    fn disease_at_site(&self, item: &Partial, next: &Head) -> Option<(Option<Entry>, Bytes)> {
        let site = self.words(&item.bytes).rsplit(' ').next()?;
        let noun = self.words(&next.bytes).rsplit(' ').next()?;
        let disease = |name: &str| look_up(name).and_then(|group| group.of(Kind::Condition));
        let named = next.entry.is_none_or(|e| e.kind() == Kind::Condition);
        let plain = words::DISEASE_NOUNS.contains(&noun.trim_end_matches('s')) || disease(noun).is_some();
        if !named || !plain {
            return None;
        }
        let whole = item.bytes.end - site.len()..next.bytes.end;
        if let Some(entry) = disease(&format!("{site} {noun}")) {
            return Some((Some(entry), item.bytes.end - site.len()..item.bytes.end));
        }
        (whole.len() <= LONGEST).then_some((None, whole))
    }
}
