//! "Only if": of those who are named before it, what follows is demanded.
//!
//! | form | rule |
//! |---|---|
//! | women of childbearing potential *only if* a pregnancy test is negative | `if C: test negative` |
//! | diabetics *only if* HbA1c ≤ 8 % | `if diabetes: HbA1c ≤ 8 %` |
//! | among what excludes, smokers *only if* > 10 pack-years | `all(smoking, > 10 pack-years)` |
//!
//! Near misses: "contraception *only if* of childbearing potential", "an ECG *only if* QTc > 450 ms before", what those alone do; "negative
//! test *if* of childbearing potential".

use crate::grammar::Chunk;
use crate::lex::{Cue, Kind};
use crate::lower::context::{Context, Sort, bytes_of};
use crate::rule::Node;

impl Context<'_, '_> {
    /// Reads a clause of this form: `only` is the word, `rest` stands before and `condition` after it.
    pub(super) fn only_if(&mut self, only: &Chunk, rest: &[Chunk], condition: &[Chunk]) -> Option<Node> {
        let said = self.words(&only.span).to_ascii_lowercase();
        let who = |c: &Chunk| match self.sort(c) {
            Sort::Cue(cue) => matches!(cue, Cue::Female | Cue::Male),
            Sort::Concept(entry) => match entry.kind() {
                Kind::Condition => true,
                Kind::Observation => self.is_childbearing(c) || entry.id() == "smoking",
                _ => false,
            },
            _ => false,
        };
        let plain = |c: &Chunk| who(c) || self.is_idle(c) || matches!(self.sort(c), Sort::Term(_));
        if said != "only if" || !rest.iter().any(who) || !rest.iter().all(plain) {
            return None;
        }
        let when = self.clause(rest)?;
        let then = self.condition(condition)?;
        let bytes = bytes_of(rest).start..bytes_of(condition).end;
        if self.demand {
            return Some(self.if_node(when, then, &bytes));
        }
        Some(self.joined(vec![when, then], true, &bytes))
    }
}
