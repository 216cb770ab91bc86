//! Ranges that say what is normal, listed behind words that say that something is not.
//!
//! | head | example | rule |
//! |---|---|---|
//! | no abnormality, demanded | *No clinically significant abnormality in vital signs:* SBP 90-139, pulse 50-100 | `all(SBP 90..139, …)` |
//! | nothing outside, demanded | *No vital signs outside:* SBP 90-139 | the same |
//! | outside | *Vital signs outside the following ranges:* SBP 90-139, pulse 50-100 | `not(all(SBP 90..139, …))` |
//! | abnormal, beside its range | *Abnormal vital signs (normal range:* SBP 90-139*)* | the same |
//!
//! Near misses: "no abnormal liver function: *ALT > 2 x ULN*", "abnormal fasting glucose: *100-125 mg/dL*", which say what is abnormal.

use super::list::ListHead;
use crate::grammar::{Chunk, ChunkKind};
use crate::lex::Cue;
use crate::lower::context::{Context, DEEPEST, Sort, bytes_of};
use crate::lower::head::EachItem;
use crate::rule::{Bounds, Node};
use crate::words;

/// What a head says of the ranges after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    /// Whoever is outside them is meant.
    Outside,
    /// Nobody is to be outside them.
    Within,
}

impl Context<'_, '_> {
    /// Ranges after a colon, behind a head that says that something is abnormal.
    pub(super) fn normal_ranges(&mut self, head: &[Chunk], items: &[&[Chunk]], nodes: &mut Vec<Node>) -> bool {
        let labelled = self.ends_in_range_label(head);
        let Some(said) = self.said_of_ranges(head, labelled).filter(|_| self.are_ranges(items)) else { return false };
        self.leave_to_limit(head);
        self.within_or_outside(said, items, nodes);
        true
    }

    /// "No abnormal vital signs *(SBP 90-139 mmHg, pulse 50-100 bpm)*": the same in brackets.
    pub(super) fn normal_ranges_in_brackets(&mut self, chunks: &[Chunk], nodes: &mut Vec<Node>) -> bool {
        let [head @ .., Chunk { kind: ChunkKind::Group(inner), .. }] = chunks else { return false };
        if head.is_empty() || self.depth >= DEEPEST {
            return false;
        }
        let colon = inner.iter().position(|c| self.sort(c) == Sort::Colon);
        let label = colon.filter(|at| self.ends_in_range_label(&inner[..*at])).map_or(0, |at| at + 1);
        let items: Vec<&[Chunk]> = inner[label..].split(|c| self.sort(c) == Sort::Semicolon).collect();
        let Some(said) = self.said_of_ranges(head, label > 0).filter(|_| self.are_ranges(&items)) else { return false };
        self.leave_to_limit(head);
        self.take(&chunks[head.len()..]);
        self.take(&inner[..label]);
        self.depth += 1;
        self.within_or_outside(said, &items, nodes);
        self.depth -= 1;
        true
    }

    /// "*Vital signs outside the following ranges:*", with the ranges nested under it.
    pub(super) fn ranges_of_group(&mut self, head: &[Chunk], list: &mut ListHead, each: &mut EachItem) -> bool {
        if head.is_empty() {
            return false;
        }
        let Some(said) = self.said_of_ranges(head, self.ends_in_range_label(head)) else { return false };
        self.leave_to_limit(head);
        (list.none, each.denied, list.all, list.beyond) = (false, false, Some(true), said == Said::Outside);
        true
    }

    fn within_or_outside(&mut self, said: Said, items: &[&[Chunk]], nodes: &mut Vec<Node>) {
        let read_as = (self.demand, self.excluding);
        (self.demand, self.excluding) = (true, false);
        let mut parts = Vec::new();
        items.iter().filter(|item| !item.is_empty()).for_each(|item| self.said(item, &mut parts));
        (self.demand, self.excluding) = read_as;
        if parts.is_empty() {
            return;
        }
        let bytes = bytes_of(items[0]).start..items.iter().rfind(|i| !i.is_empty()).map_or(0, |i| bytes_of(i).end);
        let node = self.joined(parts, true, &bytes);
        nodes.push(if said == Said::Outside { self.not(node, &bytes) } else { node });
    }

    /// What a head says of the ranges after it, if it says that something is abnormal or outside them.
    fn said_of_ranges(&self, head: &[Chunk], labelled: bool) -> Option<Said> {
        let words = self.words(&bytes_of(head)).to_ascii_lowercase();
        let outside = words::BEYOND_RANGES.iter().any(|said| words.contains(said));
        let abnormal = words.contains("abnormal");
        let within = |c: &Chunk| self.just_after(c.span.end).to_ascii_lowercase().starts_with("with");
        let denied = head.iter().any(|c| self.is_denial(c) && !within(c));
        let several = words::EXAMINED_AS_ONE.iter().any(|said| words.contains(said));
        match (outside, abnormal) {
            (true, _) | (false, true) if denied => self.demand.then_some(Said::Within),
            (true, _) => Some(Said::Outside),
            (false, true) if labelled || several => Some(Said::Outside),
            _ => None,
        }
    }

    /// "… *(normal range*: 50-100 bpm)".
    fn ends_in_range_label(&self, head: &[Chunk]) -> bool {
        let words = self.words(&bytes_of(head)).to_ascii_lowercase();
        words::RANGE_LABELS.iter().any(|label| words.ends_with(label))
    }

    /// Whether every limit among these has two ends, and is of what is measured.
    fn are_ranges(&self, items: &[&[Chunk]]) -> bool {
        let mut limits = 0;
        let plain = items.iter().flat_map(|item| item.iter()).all(|c| match &c.kind {
            ChunkKind::Quantity(q) => {
                limits += 1;
                let both = |b: &Bounds| b.low().is_some() && b.high().is_some();
                both(&q.bounds) && q.second.as_ref().is_none_or(both)
            }
            _ => !self.is_denial(c) && self.cue(c) != Some(Cue::Outside),
        });
        let named = |item: &&[Chunk]| item.is_empty() || item.iter().any(|c| self.measured(c).is_some());
        plain && limits > 0 && items.iter().all(named)
    }
}
