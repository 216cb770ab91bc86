//! "*family or personal history of* thyroid carcinoma": the relatives come before the person.

use crate::lower::context::Context;
use crate::lower::coordination::Join;
use crate::lower::partial::Partial;

impl Context<'_, '_> {
    /// "*family or personal history of* thyroid carcinoma", "*family history or personal history of* …": whether the relatives come
    /// first. Near miss: "family history, or *history of* epilepsy", which says nothing of whose it is.
    pub(super) fn is_turned_history(&self, item: &Partial, next: &Partial, join: &Join) -> bool {
        let family = matches!(&*self.words(&item.bytes).to_ascii_lowercase(), "family" | "familial" | "family history");
        let own = self.words(&next.bytes).to_ascii_lowercase();
        let named = next.head.is_some() && next.subject.is_none();
        family && own.starts_with("personal") && named && join.all == Some(false) && join.tight
    }
}
