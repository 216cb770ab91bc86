//! "CKD, stage ≥ 3": after a comma, a stage or a class says of the disease before it which of those who have it are meant.
//!
//! | words | rule |
//! |---|---|
//! | CKD*, stage ≥ 3* | `condition CKD having (CKD stage ≥ 3)` |
//! | cirrhosis*, Child-Pugh B or C* | `condition cirrhosis having (Child-Pugh class in {B, C})` |
//!
//! Near misses: "CKD, *dialysis*" and "diabetes, *NYHA III*", another item each; "diabetes, *stage 3 CKD*", another disease.

use crate::grammar::{Chunk, ChunkKind, QuantityForm};
use crate::lex::{Cue, Entry, Kind};
use crate::rule::Node;
use crate::words;

use super::context::{Context, Sort};
use super::coordination::Join;
use super::partial::{Partial, Relation};

impl Context<'_, '_> {
    /// Whether a stage of the disease before the comma at `at`, and nothing else, stands behind it. Among demands both are
    /// asked of the same person in any case.
    pub(super) fn is_stage_beside(&self, chunks: &[Chunk], at: usize) -> bool {
        let Some(disease) = at.checked_sub(1).and_then(|n| self.disease(&chunks[n])).filter(|_| !self.demand) else {
            return false;
        };
        let graded = |c: &Chunk| match &c.kind {
            ChunkKind::Quantity(q) => {
                q.form == QuantityForm::Class || q.form != QuantityForm::Bare && q.unit.is_none() && !q.age
            }
            _ => false,
        };
        let of_disease = |c: &Chunk| match self.sort(c) {
            Sort::Concept(entry) => entry.is_graded() && grades(entry, disease),
            _ => self.is_cue(c, Cue::ClassWord),
        };
        let mut rest = chunks[at + 1..].iter().peekable();
        let mut named = false;
        while rest.next_if(|c| of_disease(c)).is_some() {
            named = true;
        }
        // "stage 3" may be one class.
        let says_stage =
            |c: &Chunk| self.words(&c.span).get(..5).is_some_and(|word| word.eq_ignore_ascii_case("stage"));
        let class = rest.next().is_some_and(|c| graded(c) && (named || says_stage(c)));
        let ends = rest.next().is_none_or(|c| {
            self.is_separator(c) || matches!(self.sort(c), Sort::Time | Sort::Stop) || self.is_cue(c, Cue::With)
        });
        class && ends
    }

    /// "*papillary or follicular* thyroid cancer*, pT1b-3, N0*": the stages after the comma are of each of the diseases that "or"
    /// joins before it. Near misses: "breast cancer*, or* colon cancer, stage III"; "diabetes or heart failure, *NYHA III*".
    pub(super) fn stages_of_each(&mut self, partials: &mut Vec<Partial>, joins: &mut Vec<Join>) {
        let or = |join: &Join| join.all == Some(false) && join.tight && !join.bare && !join.but;
        let named = |p: &Partial| {
            p.entry().is_some_and(|e| e.kind() == Kind::Condition)
                && p.is_unvalued()
                && !p.negated
                && p.relation.as_ref().is_none_or(|r| r.relation == Relation::After)
        };
        let staged = |p: &Partial, last: &Partial| {
            let class = p.value.as_ref().is_some_and(|q| q.form == QuantityForm::Class);
            let same = p.head.as_ref().map(|h| &h.bytes) == last.head.as_ref().map(|h| &h.bytes);
            class && same && !p.negated && p.times.is_empty()
        };
        let mut at = 1;
        while at + 1 < partials.len() {
            let and = joins[at].all == Some(true) && !joins[at].but;
            let whole = and && named(&partials[at]) && staged(&partials[at + 1], &partials[at]);
            let others = || (0..at).rev().take_while(|n| or(&joins[*n]) && named(&partials[*n]));
            let Some(first) = whole.then(|| others().last()).flatten() else {
                at += 1;
                continue;
            };
            let stage = partials.remove(at + 1);
            joins.remove(at);
            let end = stage.bytes.end;
            let node = match self.node_of(stage) {
                Node::Leaf(leaf) => leaf.having.map(|node| *node),
                _ => None,
            };
            // "… thyroid cancer *after total thyroidectomy*, N0"
            let after = partials[at].relation.clone();
            for disease in &mut partials[first..=at] {
                disease.having.extend(node.clone());
                disease.relation.clone_from(&after);
            }
            partials[at].bytes.end = end;
        }
    }

    fn disease(&self, chunk: &Chunk) -> Option<Entry> {
        match self.sort(chunk) {
            Sort::Concept(entry) if entry.kind() == Kind::Condition => Some(entry),
            _ => None,
        }
    }
}

/// Whether a scale is one of this disease.
fn grades(scale: Entry, disease: Entry) -> bool {
    let mut sets = words::SCALES_OF_DISEASES.iter().map(|set| set.split(' '));
    sets.any(|mut set| set.next() == Some(scale.id()) && set.any(|id| id == disease.id()))
}
