//! Adjectives with brackets of their own, before a disease that is named once: "*chronic (≥ 2 months)* or recurrent low back pain",
//! "*mild (AHI 5-15)* or moderate (AHI 15-30) sleep apnea".
//!
//! Near misses: "*severe (> 3 months)* or diabetes", where the next one has no adjective; "severe (> 3 months) pain or recurrent
//! infection", which names its own.

use crate::grammar::Bytes;
use crate::lex::{Kind, look_up};
use crate::lower::atom::is_measured;
use crate::lower::context::Context;
use crate::lower::coordination::Join;
use crate::lower::partial::{Partial, Related, Relation};
use crate::rule::Time;
use crate::words;

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

    /// "*reduced (≤ 40 %)*, mid-range (41-49 %) or preserved (≥ 50 %) LVEF": levels with limits of their own, before what is measured
    /// and named once. Near miss: "*anemia (< 8 g/dL)* or low (< 3 g/dL) albumin", which names something.
    pub(super) fn levels_in_brackets(&mut self, items: &mut [Partial], joins: &[Join]) {
        let Some((last, others)) = items.split_last_mut().filter(|(_, others)| !others.is_empty()) else { return };
        let (Some(head), Some(value)) = (last.head.clone(), &last.value) else { return };
        let behind = value.value.end < head.bytes.start && head.entry.is_some_and(is_measured);
        let or = joins.last().is_some_and(|join| join.all.is_some() && !join.but);
        if !behind || !or || self.level_before_limit(last).is_none() {
            return;
        }
        let plain = |p: &Partial| p.entry().is_none() && p.relation.is_none() && p.times.is_empty() && !p.negated;
        if !others.iter().all(|p| plain(p) && self.level_before_limit(p).is_some()) {
            return;
        }
        for item in items {
            let Some(level) = self.level_before_limit(item) else { continue };
            let span = self.span(&level);
            self.placed.push(span);
            item.unknown.retain(|words| words.start < level.start || words.end > level.end);
            item.qualifiers.clear();
            (item.finding, item.head) = (None, Some(head.clone()));
        }
    }

    /// The word for a level that an item begins with, directly before the limit in brackets that it has.
    fn level_before_limit(&self, item: &Partial) -> Option<Bytes> {
        let value = item.value.as_ref()?;
        let words = self.lexed.text.get(item.bytes.start..value.value.start)?.trim_end();
        let level = words.strip_suffix(['(', '['])?.trim_end();
        let known = words::LEVELS.iter().any(|known| known.eq_ignore_ascii_case(level));
        known.then(|| item.bytes.start..item.bytes.start + level.len())
    }

    /// "cyclophosphamide (at least 1.5 g) and mycophenolate *(for at least 3 months)*": whether each of two has brackets that tell more
    /// of it, so that the time in the second is said of that alone. Near misses: "stroke or infarction *(within 3 months)*"; "coronary
    /// intervention *(PCI)* or stroke (within 3 months)".
    pub(super) fn each_has_brackets(&self, item: &Partial, next: &Partial) -> bool {
        let text = self.lexed.text;
        let (Some(first), Some(second)) = (&item.head, &next.head) else { return false };
        let after = text.get(first.bytes.end..item.bytes.end.max(first.bytes.end)).unwrap_or_default().trim();
        let told = after.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).is_some_and(|w| w.contains(' '));
        let time = next.times.iter().map(|t| self.points.byte(t.span.span().start)).min();
        let before = time.and_then(|at| text.get(second.bytes.end..at)).unwrap_or_default();
        let inside = before.trim_start().starts_with('(') && !before.contains(')');
        told && inside
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
