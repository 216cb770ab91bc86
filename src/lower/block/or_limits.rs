//! A limit, or a list of limits of something else: "*creatinine clearance ≥ 70 mL/min OR serum creatinine* based on age as follows:".
//!
//! Near misses: "creatinine clearance ≥ 70 mL/min *or one of the following:*", a list of anything; "ANC or *platelets ≥ 100* as follows:",
//! where the limit stands behind.

use crate::grammar::{Chunk, ChunkKind, QuantityForm};
use crate::lex::Cue;
use crate::lower::context::{Context, Sort};

use super::own_head::OwnDemand;

impl Context<'_, '_> {
    /// Where the limit of such a head ends, and the words of its list begin.
    pub(super) fn limit_or_list(&self, head: &[Chunk]) -> Option<OwnDemand> {
        let or = head.iter().rposition(|c| self.is_cue(c, Cue::Or)).filter(|at| *at > 0 && self.demand)?;
        let (said, list) = (&head[..or], &head[or + 1..]);
        let limit = |c: &Chunk| matches!(&c.kind, ChunkKind::Quantity(q) if q.form == QuantityForm::Limit && !q.age);
        let named = |chunks: &[Chunk]| chunks.iter().any(|c| self.measured(c).is_some());
        let dated = list.iter().any(|c| matches!(self.sort(c), Sort::Quantity | Sort::Time));
        let limited = said.last().is_some_and(limit) && named(said) && named(list) && !dated;
        limited.then_some(OwnDemand { said: or, list: or + 1, any: true, people: false })
    }
}
