//! An exception that stands before what it excepts from: "*except for alopecia,* toxicities must have resolved to grade ≤ 1", "*apart from
//! controlled hypertension,* no cardiac disease", "*other than psoriasis,* any skin disease".
//!
//! Near misses: "*Exceptions: alopecia, vitiligo*", a list of exceptions and no more; "*except basal cell carcinoma, melanoma or* …".

use crate::grammar::Chunk;
use crate::lex::{Cue, Kind};
use crate::lower::context::{Context, Sort};
use crate::lower::except::except_from;
use crate::rule::Node;

use super::either_excepted;

/// The most chunks of names that are excepted.
const LONGEST: usize = 24;

impl Context<'_, '_> {
    /// Reads a clause that opens with what it excepts.
    pub(super) fn excepted_first(&mut self, chunks: &[Chunk]) -> Option<Node> {
        if !self.is_cue(chunks.first()?, Cue::Except) || self.names_events_alone(&chunks[1..]) {
            return None;
        }
        let comma = |at: &usize| self.sort(&chunks[*at]) == Sort::Comma;
        let ends = |at: &usize| self.names_events_alone(&chunks[1..*at]) && self.begins_clause(&chunks[*at + 1..]);
        let at = (2..chunks.len().min(LONGEST)).rev().filter(comma).find(ends)?;
        let exception = self.clause(&chunks[1..at]).map(either_excepted)?;
        let said = self.clause(&chunks[at + 1..])?;
        self.take(&chunks[..1]);
        self.take(&chunks[at..=at]);
        except_from(Some(said), Some(exception), self.demand)
    }

    /// Whether chunks after a comma begin a clause: they are no further names.
    fn begins_clause(&self, chunks: &[Chunk]) -> bool {
        let joins = |c: &Chunk| matches!(self.cue(c), Some(Cue::And | Cue::Or | Cue::AndOr));
        let opens = |c: &Chunk| {
            matches!(self.cue(c), Some(Cue::Any | Cue::All | Cue::No | Cue::HistoryOf | Cue::Current | Cue::Exposure))
        };
        chunks.first().is_some_and(|c| opens(c) || !joins(c) && !self.names_events_alone(chunks))
    }

    /// Whether chunks name diseases or treatments and nothing else, each joined to the last.
    pub fn names_events_alone(&self, chunks: &[Chunk]) -> bool {
        let joins = |c: &Chunk| matches!(self.cue(c), Some(Cue::And | Cue::Or | Cue::AndOr));
        let named = |c: &Chunk| match self.sort(c) {
            Sort::Concept(entry) => entry.kind() == Kind::Condition || entry.kind().is_treatment(),
            _ => false,
        };
        let plain = |c: &Chunk| {
            let said = matches!(self.sort(c), Sort::Term(_) | Sort::Word | Sort::Comma | Sort::Slash | Sort::Time);
            let link = matches!(self.cue(c), Some(Cue::Patient | Cue::With | Cue::Of | Cue::The | Cue::In | Cue::For));
            said || link || joins(c) || named(c) || self.is_idle(c) && !self.is_cue(c, Cue::Must)
        };
        let listed = !chunks.iter().any(|c| self.sort(c) == Sort::Comma) || chunks.iter().any(joins);
        listed && chunks.iter().any(named) && chunks.iter().all(plain)
    }
}
