//! Adjectives with brackets of their own, before a disease that is named once: "*chronic (≥ 2 months)* or recurrent low back pain",
//! "*mild (AHI 5-15)* or moderate (AHI 15-30) sleep apnea".
//!
//! Near misses: "*severe (> 3 months)* or diabetes", where the next one has no adjective; "severe (> 3 months) pain or recurrent
//! infection", which names its own.

use crate::lex::{Kind, look_up};
use crate::lower::atom::is_measured;
use crate::lower::context::Context;
use crate::lower::coordination::Join;
use crate::lower::partial::{Partial, Related, Relation};
use crate::rule::Time;

impl Context<'_, '_> {
    /// The times in brackets of an adjective that waits for the disease after the next adjective, taken out of it.
    pub(super) fn times_in_brackets(&self, items: &mut [Partial], joins: &[Join], at: usize) -> Vec<Time> {
        if !self.is_before_adjective(items, joins, at) || !self.names_disease_of(&items[at + 1]) {
            return Vec::new();
        }
        let times = std::mem::take(&mut items[at].times);
        if times.is_empty() || !items[at].is_modifier() || items[at].qualifiers.is_empty() {
            items[at].times = times;
            return Vec::new();
        }
        times
    }

    /// Gives what is measured in such brackets the disease that the next item has.
    pub(super) fn measured_in_brackets(&self, items: &mut [Partial], joins: &[Join]) {
        for at in (0..items.len().saturating_sub(1)).rev() {
            let measured =
                |p: &Partial| p.entry().is_some_and(is_measured) && p.value.is_some() && !p.qualifiers.is_empty();
            let (item, next) = (&items[at], &items[at + 1]);
            if !(measured(item)
                && item.relation.is_none()
                && item.having.is_empty()
                && self.is_before_adjective(items, joins, at))
            {
                continue;
            }
            if measured(next) {
                // The disease that the second one limits is that of the first as well.
                items[at].having = next.having.clone();
                continue;
            }
            let relation = if self.names_disease_of(next) && !next.qualifiers.is_empty() {
                let (head, bytes) = (next.head.clone(), next.bytes.clone());
                Some(Related::new(Relation::Having, Partial { head, bytes, ..Partial::default() }))
            } else {
                None
            };
            items[at].relation = relation;
        }
    }

    /// Whether an item ends with a bracket after an adjective, and "or" or "and" joins another to it.
    fn is_before_adjective(&self, items: &[Partial], joins: &[Join], at: usize) -> bool {
        let item = &items[at];
        let closed = self.lexed.text.get(..item.bytes.end).is_some_and(|before| before.ends_with([')', ']']));
        let first = item.last_qualifier.as_ref().is_some_and(|adjective| {
            let between = self.lexed.text.get(adjective.end..item.bytes.end).unwrap_or_default();
            between.trim_start().starts_with(['(', '['])
        });
        closed && first && !item.negated && joins.get(at).is_some_and(|j| j.tight && j.all.is_some() && !j.but)
    }

    /// Whether an item is a disease with an adjective before it, which may be part of its name ("chronic hepatitis").
    fn names_disease_of(&self, next: &Partial) -> bool {
        let disease = next.head.as_ref().filter(|h| h.entry.is_none_or(|e| e.kind() == Kind::Condition));
        disease.is_some_and(|head| {
            let first = self.words(&head.bytes).split(' ').next().and_then(look_up);
            !next.qualifiers.is_empty() || first.is_some_and(|group| group.of(Kind::Qualifier).is_some())
        })
    }
}
