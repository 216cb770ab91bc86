//! Whose history it is: "*personal or family history of* thyroid carcinoma", and "*family or personal history of*", where the relatives come
//! first.

use crate::lower::context::Context;
use crate::lower::coordination::Join;
use crate::lower::partial::Partial;
use crate::words;

impl Context<'_, '_> {
    /// "*personal* or family history of thyroid carcinoma", "*past history* or family history of epilepsy": takes out the word; what a relative
    /// has had, the person may have had as well. Whether it was there.
    pub(super) fn personal_or_family(&self, items: &mut Vec<Partial>, joins: &mut Vec<Join>) -> bool {
        let relative = |p: &Partial| p.subject == Some("relative") && p.head.is_some();
        if items.iter().any(|item| self.says_own_history(item)) {
            return true;
        }
        if let Some(at) =
            (1..items.len()).find(|at| self.is_turned_history(&items[at - 1], &items[*at], &joins[at - 1]))
        {
            items[at].subject = Some("relative");
            items[at].status = None;
            items.remove(at - 1);
            joins.remove(at - 1);
            return true;
        }
        let Some(at) = items.iter().skip(1).position(relative) else { return false };
        let words = self.words(&items[at].bytes).to_lowercase();
        let own = words::OWN_HISTORY.contains(&words.trim()) || words.trim_end().ends_with(" personal");
        if own && joins[at].all == Some(false) {
            items.remove(at);
            joins.remove(at);
        }
        own
    }

    /// "*past history or family history of* seizures": whether the words before a disease of a relative say that it may be the own one,
    /// too. Near miss: "*family history* of seizures".
    pub(super) fn says_own_history(&self, item: &Partial) -> bool {
        let words = self.words(&item.bytes).to_ascii_lowercase();
        let own = words.find(" or family history").map(|at| &words[..at]);
        let own = own.map(|own| own.trim_start_matches("no ").trim_start_matches("any ").trim_start_matches("known "));
        item.subject == Some("relative")
            && item.head.is_some()
            && own.is_some_and(|own| words::OWN_HISTORY.contains(&own))
    }

    /// "*family or personal history of* thyroid carcinoma", "*family history or personal history of* …": whether the relatives come
    /// first. Near miss: "family history, or *history of* epilepsy", which says nothing of whose it is.
    fn is_turned_history(&self, item: &Partial, next: &Partial, join: &Join) -> bool {
        let family = matches!(&*self.words(&item.bytes).to_ascii_lowercase(), "family" | "familial" | "family history");
        let own = self.words(&next.bytes).to_ascii_lowercase();
        let named = next.head.is_some() && next.subject.is_none();
        family && own.starts_with("personal") && named && join.all == Some(false) && join.tight
    }
}
