//! A disease said first, without a comma, of whom alone a limit is: "*In glioma* KPS ≥ 60".
//!
//! | form | rule |
//! |---|---|
//! | *In glioma* KPS ≥ 60 | `if glioma: KPS ≥ 60` |
//! | *In patients with diabetes* HbA1c ≤ 8 % | `if diabetes: HbA1c ≤ 8 %` |
//!
//! Near misses: "*In patients with diabetes,* …", which has a comma; "*for diabetes* HbA1c ≥ 7 %", which may be what is demanded; "KPS ≥ 60
//! *in glioma*".

use crate::grammar::{Chunk, ChunkKind, QuantityForm};
use crate::lex::{Cue, Kind};
use crate::lower::context::{Context, Sort, bytes_of};
use crate::rule::Node;

/// The most chunks before the limit.
const LONGEST: usize = 8;

impl Context<'_, '_> {
    /// Reads a clause of this form.
    pub(super) fn in_those(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let first = chunks.first()?;
        let word = self.words(&first.span).to_ascii_lowercase();
        let opens = self.is_cue(first, Cue::In) || self.is_cue(first, Cue::If) && word.starts_with("in ");
        let at = chunks.iter().position(|c| self.measured(c).is_some()).filter(|at| opens && *at < LONGEST)?;
        let (named, rest) = (&chunks[1..at], &chunks[at..]);
        let disease = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind() == Kind::Condition);
        let plain = |c: &Chunk| {
            disease(c)
                || matches!(self.cue(c), Some(Cue::Patient | Cue::With | Cue::Or | Cue::The | Cue::Who | Cue::Adult))
                || matches!(self.sort(c), Sort::Term(e) if e.kind() == Kind::Qualifier)
        };
        let limit = |c: &Chunk| matches!(&c.kind, ChunkKind::Quantity(q) if q.form == QuantityForm::Limit);
        let one = !rest.iter().any(|c| self.is_separator(c) && !self.is_cue(c, Cue::Or));
        if !named.last().is_some_and(disease) || !named.iter().all(plain) || !rest.iter().any(limit) || !one {
            return None;
        }
        self.take(&chunks[..1]);
        let when = self.coordination(named)?;
        let then = self.clause(rest)?;
        Some(self.if_node(when, then, &bytes_of(chunks)))
    }
}
