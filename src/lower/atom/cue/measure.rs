//! Cues of amounts: what is counted or graded, how it changes, and limits that words give.

use super::CueAt;
use crate::grammar::{Chunk, ChunkKind, QuantityForm, bound};
use crate::lex::{Comparator, Cue};
use crate::lower::atom::change::is_drop;
use crate::lower::context::{Context, Sort};
use crate::lower::partial::{Head, Partial};

impl Context<'_, '_> {
    /// "*item 9* of the PHQ-9": a part of a score, with what brackets explain of it; gives where to go on.
    pub(super) fn part_of_score(&mut self, here: &CueAt<'_>, partial: &mut Partial) -> usize {
        let rest = here.rest;
        if !self.names_part_of_score(here.chunk, rest.first(), partial) {
            return here.next();
        }
        self.take(&rest[..1]);
        let explained = rest.get(1).filter(|c| matches!(c.kind, ChunkKind::Group(_)));
        self.take_whole(explained.map(std::slice::from_ref).unwrap_or_default());
        here.behind(1 + usize::from(explained.is_some()))
    }

    /// "*score* ≥ 4", "*class* III", "*response* for 6 months", "the *mean of* two readings": what a limit is on.
    pub(super) fn scale_cue(&self, here: &CueAt<'_>, partial: &mut Partial) {
        let (chunk, rest) = (here.chunk, here.rest);
        match here.cue {
            Cue::ScoreWord if !here.has_head => partial.score_word = Some(chunk.span.clone()),
            Cue::ClassWord if partial.grade.is_none() && !here.has_head => {
                partial.grade = Some(Head::new(None, chunk.span.clone()));
            }
            Cue::ResponseWord
                if rest.first().is_some_and(|c| self.says_how_long(c)) || self.is_remission_from(chunk, rest) =>
            {
                partial.response = Some(chunk.span.clone());
            }
            Cue::MeanOf => partial.mean = Some(chunk.span.clone()),
            _ => {}
        }
    }

    /// "*change* in medication", "*increase* of ≥ 20 %": of what is given, or of an amount.
    pub(super) fn change_cue(&mut self, here: &CueAt<'_>, partial: &mut Partial) {
        if !here.has_head && self.changes_treatment(here.rest) {
            partial.outcome = Some(match here.cue {
                Cue::Increase => "dose_increased",
                Cue::Decrease => "dose_reduced",
                _ => "changed",
            });
        } else if here.cue == Cue::Decrease && !is_drop(self.words(&here.chunk.span), here.rest, partial) {
            self.atom_unknown(here.chunk, partial);
        } else {
            self.change(here.cue, here.chunk, partial);
        }
    }

    /// "*outside* 90-140 mmHg", "40 kg *minimum*", "*at least* 40 kg": a limit that words give.
    pub(super) fn limit_cue(&self, here: &CueAt<'_>, partial: &mut Partial) {
        let rest = here.rest;
        let comparator = match here.cue {
            Cue::Outside => {
                partial.outside |= rest.iter().any(|c| self.sort(c) == Sort::Quantity) || gives_range(rest.last());
                return;
            }
            Cue::GeBefore => Comparator::Ge,
            _ => Comparator::Le,
        };
        let said = partial.value.as_mut().filter(|q| q.form == QuantityForm::Bare && rest.is_empty());
        match said.and_then(|q| q.bounds.eq.map(|n| (q, n))) {
            // "weight of 40 kg minimum"
            Some((quantity, n)) => (quantity.bounds, quantity.form) = (bound(comparator, n), QuantityForm::Limit),
            None => (partial.waiting, partial.extreme) = (Some(comparator), Some(comparator)),
        }
    }
}

/// "outside the normal range *(0.4-4.0)*": whether brackets give the two ends of a range and nothing else.
fn gives_range(last: Option<&Chunk>) -> bool {
    let Some(Chunk { kind: ChunkKind::Group(inner), .. }) = last else { return false };
    let [Chunk { kind: ChunkKind::Quantity(range), .. }] = inner.as_slice() else { return false };
    range.bounds.low().is_some() && range.bounds.high().is_some() && range.bounds.eq.is_none()
}
