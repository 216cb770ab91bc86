//! What is planned beside what is or was: of "planned" each item of a list keeps its own.
//!
//! | text | meaning |
//! |---|---|
//! | *current* or planned pregnancy | a pregnancy, or one that is planned |
//! | planned or *performed* surgery | the second is past |
//!
//! Near misses: "currently *planning* a pregnancy"; "planned surgery or radiotherapy", where both are planned.

use crate::lex::{Entry, Kind};
use crate::lower::context::Context;
use crate::lower::partial::Partial;
use crate::rule::Status;
use crate::words;

/// The id of the wish to become pregnant, which "planned pregnancy" names.
const PLANNING: &str = "planning_pregnancy";

impl Context<'_, '_> {
    pub(super) fn planned_or_not(&self, items: &mut [Partial]) {
        for item in items {
            if let Some(head) = item.head.as_mut().filter(|h| h.entry.is_some_and(|e| e.id() == PLANNING)) {
                let shared = head.bytes.start >= item.bytes.end;
                if shared && let Some(pregnancy) = Entry::find(Kind::Condition, "pregnancy") {
                    // "*Known* or planned pregnancy": what is shared with it is the pregnancy.
                    head.entry = Some(pregnancy);
                } else if item.status != Some(Status::Planned) {
                    // "Suspected, or *planned pregnancy*": the wish itself is not suspected.
                    item.status = None;
                }
            }
            if item.status != Some(Status::Planned) {
                continue;
            }
            if item.entry().is_some_and(|e| e.id() == "contraindication" || e.id() == "mri_contraindication") {
                // "plan for cesarean delivery or *contraindication to labor*"
                item.status = None;
                continue;
            }
            let own = self.words(&item.bytes).to_lowercase();
            let plans = own.contains("plan") || own.contains("inten");
            let done = own.split(|c: char| !c.is_alphanumeric()).any(|word| words::DONE.contains(&word));
            if done && !plans {
                item.status = None;
            }
        }
    }
}
