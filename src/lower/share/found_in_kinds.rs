//! A result before kinds of a disease, which is named after the last of them: "*HER2-positive* locally advanced or metastatic
//! breast cancer".
//!
//! | form | example | read |
//! |---|---|---|
//! | directly before the kinds | *HER2-positive* recurrent or metastatic breast cancer | either kind, with that result |
//! | several results | *ER-positive, HER2-negative* recurrent or metastatic breast cancer | with each of them |
//! | extents after a comma, in a demand | *HER2-positive*, advanced or metastatic breast cancer | the same |
//!
//! Near misses: "HIV-positive*, active or latent* tuberculosis", which may be listed; "HER2-positive or *metastatic breast cancer*",
//! where the result has no kind beside it; "HER2-positive *breast cancer* or melanoma".

use crate::lex::Kind;
use crate::lower::atom::is_measured;
use crate::lower::context::Context;
use crate::lower::coordination::Join;
use crate::lower::partial::Partial;
use crate::words;

impl Context<'_, '_> {
    /// Says the results before several kinds of a disease of each of these.
    pub(super) fn found_in_kinds(&mut self, items: &mut Vec<Partial>, joins: &mut Vec<Join>) {
        let mut at = 0;
        while at < items.len() {
            let Some(end) = self.disease_after_kinds(items, joins, at) else {
                at += 1;
                continue;
            };
            let first =
                at - items[..at].iter().zip(&joins[..at]).rev().take_while(|(p, j)| is_result_before(p, j)).count();
            for n in first..=at {
                let kinds = std::mem::take(&mut items[n].qualifiers);
                let bytes = items[n].bytes.clone();
                let (head, finding) = (items[n].head.take(), items[n].finding.take());
                let node = self.node_of(Partial { head, finding, bytes, ..Partial::default() });
                items[n].qualifiers = kinds;
                items[end].having.push(node);
            }
            let bare = items[at].qualifiers.is_empty();
            let (start, last) = (items[first].bytes.start, at + usize::from(bare));
            items[last].bytes.start = start;
            items.drain(first..last);
            joins.drain(first..last);
            at = first + 1;
        }
    }

    /// Where the disease stands that kinds after the result at `at` wait for.
    fn disease_after_kinds(&self, items: &[Partial], joins: &[Join], at: usize) -> Option<usize> {
        let (_, said) = items[at].finding.as_ref().filter(|_| is_result(&items[at]))?;
        let alone = items[at].qualifiers.is_empty();
        let behind = items[at].last_qualifier.as_ref().is_some_and(|q| q.start >= said.end);
        let first = at + usize::from(alone);
        if !(alone && joins.get(at)?.bare || behind && !joins.get(at)?.but) {
            return None;
        }
        let kinds =
            items[first + usize::from(!alone)..].iter().take_while(|p| p.is_modifier() && !p.qualifiers.is_empty());
        let end = first + usize::from(!alone) + kinds.count();
        let disease =
            items.get(end).filter(|p| p.entry().is_some_and(|e| e.kind() == Kind::Condition) && !p.negated)?;
        let or =
            end > first && joins[end - 1].all == Some(false) && joins[first..end].iter().all(|j| j.all != Some(true));
        // In an exclusion, and of what is no extent, a comma may list.
        let extent = |p: &Partial| p.qualifiers.iter().all(|q| words::EXTENTS.contains(q));
        let described = self.demand && items[first..end].iter().all(extent);
        (or && (described || !alone) && disease.having.is_empty()).then_some(end)
    }
}

/// Whether an item names a result, and beside it at most kinds of what has it.
fn is_result(item: &Partial) -> bool {
    let plain = item.is_limitless() && item.unknown.is_empty() && item.status.is_none() && !item.negated;
    plain && item.entry().is_some_and(is_measured) && item.having.is_empty() && item.outcome.is_none() && !item.known
}

/// Whether an item is but a result that a comma or "and" sets before the next.
fn is_result_before(item: &Partial, join: &Join) -> bool {
    is_result(item) && item.finding.is_some() && item.qualifiers.is_empty() && (join.bare || join.all == Some(true))
}
