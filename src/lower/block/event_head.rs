//! "Prior radical prostatectomy: PSA > 0.2 ng/mL": an event of the past before a colon, and a limit after it.
//!
//! Near misses: "*Blood routine*: Hb > 9 g/dL", "*Renal function*: creatinine < 1.5 mg/dL", labels; "*Prior stroke*: ischaemic or
//! haemorrhagic", its kinds.

use crate::grammar::Chunk;
use crate::lex::{Cue, Kind};
use crate::lower::atom::is_measured;
use crate::lower::context::{Context, Sort};

impl Context<'_, '_> {
    /// Whether a head names what somebody has had, and its one item is a limit of something else: both are asked.
    pub(super) fn is_event_with_limit(&self, head: &[Chunk], items: &[&[Chunk]]) -> bool {
        let ([prior, between @ .., event], [item]) = (head, items) else { return false };
        let had = matches!(self.cue(prior), Some(Cue::Prior | Cue::HistoryOf));
        let said = |c: &Chunk| {
            matches!(self.sort(c), Sort::Term(e) if e.kind() == Kind::Qualifier)
                || matches!(self.cue(c), Some(Cue::The | Cue::Of))
        };
        let Sort::Concept(entry) = self.sort(event) else { return false };
        let happened = entry.kind().is_treatment() || entry.kind() == Kind::Condition;
        let limited = item.iter().any(|c| self.sort(c) == Sort::Quantity)
            && item.iter().any(|c| matches!(self.sort(c), Sort::Concept(e) if is_measured(e)));
        had && happened && limited && between.iter().all(said)
    }
}
