//! Numbers that look like limits and are none.
//!
//! | text | read before | what it is |
//! |---|---|---|
//! | hematocrit *within 5 %* of normal | `hematocrit ≤ 5 %` | how near to something |
//! | matched for age (*± 5 years*) | `age ≤ 5 a` | the same |
//! | the dose in exclusion criterion *2* | `[dose = 2]` | the number of a criterion |
//!
//! Near misses: "lesion *within 5 cm* of the skin", "weight change *± 5 %*", "*within 20 %*" alone.

use crate::grammar::{Chunk, Quantity};
use crate::lex::Cue;
use crate::lower::context::Context;

impl Context<'_, '_> {
    /// "*within 20 %* of ideal body weight", "age *(± 5 years)*": how near one thing is to another, in whichever direction.
    pub(super) fn is_nearness(&self, q: &Quantity, rest: &[Chunk]) -> bool {
        let said = self.words(&q.value);
        let percent = q.code() == Some("%");
        let within = said.get(..6).is_some_and(|word| word.eq_ignore_ascii_case("within"));
        let of_other = q.relative_to.is_some() || rest.first().is_some_and(|c| self.is_cue(c, Cue::Of));
        let either_way = said.starts_with('±') && self.just_before(q.value.start).trim_end().ends_with('(');
        let years = q.code() == Some("a");
        within && percent && of_other || either_way && (percent || years)
    }

    /// "inclusion criterion *8*": the number of a criterion. Near miss: "meets *2* criteria".
    pub(super) fn numbers_criterion(&self, q: &Quantity) -> bool {
        let before = self.just_before(q.value.start).to_ascii_lowercase();
        let mut words = before.rsplit(' ');
        let named = words.next().is_some_and(|word| matches!(word, "criterion" | "criteria"));
        let listed = words.next().is_some_and(|word| matches!(word, "inclusion" | "exclusion"));
        q.unit.is_none() && q.bounds.eq.is_some() && named && (listed || before.ends_with("criterion"))
    }
}
