//! Words before the first of two T stages that stand for a tumor: *recurrent high-grade* Ta/T1.
//!
//! | form | rule |
//! |---|---|
//! | *high-grade* Ta/T1 | either stage is high grade |
//! | *recurrent* Ta or T1 bladder cancer | either is recurrent |
//!
//! Near misses: "recurrent Ta, *low-grade* T1", which says how the second is; "recurrent Ta or *asthma*".

use crate::lower::context::Context;
use crate::lower::coordination::Join;
use crate::lower::partial::Partial;

impl Context<'_, '_> {
    /// Gives the second stage the words before the first.
    pub(super) fn words_of_stages(&self, items: &mut [Partial], joins: &[Join]) {
        for at in 1..items.len() {
            let (before, rest) = items.split_at_mut(at);
            let (first, next) = (&before[at - 1], &mut rest[0]);
            let or = joins[at - 1].tight && joins[at - 1].all == Some(false);
            let only_stage = first.head.as_ref().is_some_and(|head| is_t_stage(self.words(&head.bytes)));
            let opens = self.words(&next.bytes).split_whitespace().next().is_some_and(is_t_stage);
            if or && only_stage && opens && next.qualifiers.is_empty() && !first.negated && !next.negated {
                next.qualifiers.clone_from(&first.qualifiers);
            }
        }
    }
}

/// "Ta", "T1", "T2b", "Tis".
fn is_t_stage(word: &str) -> bool {
    let Some(stage) = word.strip_prefix('T') else { return false };
    let numbered =
        stage.strip_prefix(['0', '1', '2', '3', '4']).is_some_and(|part| matches!(part, "" | "a" | "b" | "c"));
    numbered || matches!(stage, "a" | "is")
}
