//! A grade said once of several diseases.
//!
//! | form | rule |
//! |---|---|
//! | cardiac or renal toxicity *grade ≥ 3* | each of the two has the grade |
//! | *grade ≥ 2* neuropathy, nausea or nephrotoxicity | each of the toxicities has it, and a note says so |
//!
//! Near misses: "asthma or renal toxicity *grade ≥ 3*", where the first has a name of its own; "cardiac*, or* renal toxicity
//! grade ≥ 3"; "*grade ≥ 2* neuropathy or asthma", which is no toxicity that is graded so; "*grade 3* glioma or neuropathy".

use crate::grammar::QuantityForm;
use crate::lex::{Kind, look_up};
use crate::lower::context::Context;
use crate::lower::coordination::Join;
use crate::lower::partial::{Head, Partial};
use crate::rule::Severity;
use crate::words;

impl Context<'_, '_> {
    /// Gives each toxicity of a list the grade that stands before the first.
    pub(super) fn grade_of_each(&mut self, items: &mut [Partial], joins: &[Join]) {
        for at in 0..items.len().saturating_sub(1) {
            let Some(first) = items[at].value.clone().filter(|_| self.is_graded_toxicity(&items[at])) else { continue };
            let grade = items[at].grade.clone();
            let listed = items[at + 1..].iter().zip(&joins[at..]);
            let listed = listed.take_while(|(item, join)| {
                let or = !join.but && (join.all == Some(false) || !self.demand);
                or && self.is_toxicity(item) && item.is_unvalued() && item.is_limitless() && item.qualifiers.is_empty()
            });
            let count = listed.count();
            for item in &mut items[at + 1..=at + count] {
                item.value = Some(first.clone());
                item.grade.clone_from(&grade);
            }
            if count > 0 {
                let bytes = items[at].bytes.start..items[at + count].bytes.end;
                let message = format!("\"{}\" is read of each that is listed after it", self.words(&first.value));
                self.say("qualifier-shared", Severity::Note, message, &bytes);
            }
        }
    }

    /// "*grade 2-4 acute* or extensive chronic GVHD": the kind that has the grade is one of the disease that is named after the other
    /// kind. Near miss: "*grade 2-4* or extensive chronic GVHD", which names no kind.
    pub(super) fn graded_kind(&self, items: &mut [Partial], joins: &[Join]) {
        for at in 0..joins.len() {
            let (before, rest) = items.split_at_mut(at + 1);
            let (item, next) = (&mut before[at], &rest[0]);
            let or = joins[at].tight && !joins[at].bare && joins[at].all == Some(false);
            let graded = item.value.as_ref().is_some_and(|q| q.form == QuantityForm::Class) && item.head.is_none();
            let disease = next.entry().is_some_and(|e| e.kind() == Kind::Condition) && next.is_unvalued();
            let kind = item.last_qualifier.clone().filter(|said| said.end == item.bytes.end);
            let (Some(kind), Some(head)) = (kind, next.head.as_ref().filter(|_| or && graded && disease)) else {
                continue;
            };
            let (word, name) = (self.words(&kind), self.words(&head.bytes));
            let nouns = std::iter::successors(Some(name), |name| name.split_once(' ').map(|(_, rest)| rest));
            let mut named = nouns.filter_map(|noun| look_up(&format!("{word} {noun}"))?.of(Kind::Condition));
            if let Some(entry) = named.next() {
                item.qualifiers.pop();
                item.last_qualifier = None;
                item.head = Some(Head { entry: Some(entry), bytes: kind, named: true });
            }
        }
    }

    /// "*grade ≥ 2* nausea": a toxicity with its grade before it.
    fn is_graded_toxicity(&self, item: &Partial) -> bool {
        let before = item.value.as_ref().zip(item.head.as_ref()).is_some_and(|(q, head)| {
            let said = self.lexed.text.get(item.bytes.start..head.bytes.start);
            let word = said.unwrap_or("").to_ascii_lowercase();
            q.form == QuantityForm::Class && q.value.end <= head.bytes.start && word.contains("grade")
        });
        before && self.is_toxicity(item) && item.relation.is_none() && item.times.is_empty()
    }

    /// Whether what an item names is an effect of a treatment that is graded by how bad it is.
    fn is_toxicity(&self, item: &Partial) -> bool {
        let Some(head) = item.head.as_ref().filter(|_| !item.negated && item.status.is_none()) else { return false };
        match head.entry {
            Some(entry) => words::GRADED_TOXICITIES.contains(&entry.id()),
            None => self.words(&head.bytes).to_ascii_lowercase().ends_with("toxicity"),
        }
    }
}

/// Gives the first of two that have one noun the grade that stands behind it.
pub(super) fn grade_of_both(items: &mut [Partial], joins: &[Join]) {
    for at in (0..joins.len()).rev() {
        let (before, rest) = items.split_at_mut(at + 1);
        let (item, next) = (&mut before[at], &rest[0]);
        let (Some(own), Some(noun)) = (&item.head, &next.head) else { continue };
        let or = joins[at].tight && !joins[at].bare && joins[at].all == Some(false);
        let plain = item.is_unvalued() && item.is_limitless() && item.grade.is_none() && !item.negated;
        let graded = next.grade.is_some() || next.value.as_ref().is_some_and(|q| q.form == QuantityForm::Class);
        let after = next.value.as_ref().is_some_and(|q| q.value.start >= noun.bytes.end);
        if or && own.named && plain && graded && after {
            item.grade.clone_from(&next.grade);
            item.value.clone_from(&next.value);
        }
    }
}
