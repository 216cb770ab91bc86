//! The limit of those who are named in a condition, behind them.
//!
//! | form | rule |
//! |---|---|
//! | ALT ≤ 2.5 × ULN, if liver metastases*, ALT ≤ 5 × ULN* | `any(≤ 2.5, all(metastases, ≤ 5))` |
//! | bilirubin > 1.5 × ULN *except in Gilbert (≤ 3.0 × ULN)* | the same as the next |
//! | bilirubin > 1.5 × ULN *unless Gilbert (then ≤ 3.0 × ULN)* | `all(> 1.5, not(all(Gilbert, ≤ 3.0)))` |
//!
//! Near miss: "ALT > 2.5 × ULN *unless liver metastases (then > 5 × ULN)*", what excludes those.

use crate::grammar::{Bytes, Chunk, ChunkKind, Quantity, QuantityForm};
use crate::lex::{Cue, Entry};
use crate::lower::atom::is_measured;
use crate::lower::context::{Context, Sort};
use crate::lower::group::is_other_side;
use crate::rule::Node;

impl Context<'_, '_> {
    /// "unless Gilbert syndrome, *in which case ≤ 3 × ULN*": the limit for those, and the condition without it.
    pub(super) fn limit_in_case<'c>(
        &mut self,
        rest: &[Chunk],
        condition: &'c [Chunk],
    ) -> Option<(&'c [Chunk], Quantity)> {
        let end = condition.iter().rposition(|c| !self.is_cue(c, Cue::Allowed) && !self.is_idle(c))?;
        let (last, before) = condition[..=end].split_last()?;
        let limited = rest.iter().rev().find_map(|c| self.measured(c));
        let ChunkKind::Quantity(limit) = &last.kind else { return None };
        let then = self.find(before, &[Cue::Then]).filter(|at| *at > 0)?;
        let named = |c: &Chunk| match self.sort(c) {
            Sort::Cue(cue) => matches!(cue, Cue::Must | Cue::Be | Cue::The | Cue::Then | Cue::Of),
            Sort::Concept(entry) => limited == Some(entry),
            _ => false,
        };
        if !before[then..].iter().all(named) {
            return None;
        }
        self.take(&condition[then..]);
        Some((&condition[..then], (**limit).clone()))
    }

    /// "ALT ≤ 2.5 × ULN, if liver metastases*, ALT ≤ 5 × ULN*", "…, in case of liver metastases *≤ 5 × ULN*": the same thing's wider
    /// limit for those, and the condition without it. Near miss: "ALT ≤ 3 × ULN, if *bilirubin < 2 × ULN*", a condition.
    pub(super) fn limit_of_those<'c>(
        &mut self,
        rest: &[Chunk],
        condition: &'c [Chunk],
    ) -> Option<(&'c [Chunk], Quantity)> {
        let (last, before) = condition.split_last()?;
        let limit = |c: &'_ Chunk| match &c.kind {
            ChunkKind::Quantity(q) if q.form == QuantityForm::Limit => Some((**q).clone()),
            _ => None,
        };
        let (wider, first) = (limit(last)?, rest.iter().rev().find_map(limit)?);
        let side = |q: &Quantity| (q.bounds.low().is_some(), q.bounds.high().is_some());
        // "HbA1c > 8 % unless on insulin*, ≤ 9 %*": among what excludes it may be what those keep who are not excluded.
        let kept = !self.demand && is_other_side(&first.bounds, &wider.bounds);
        let alike = wider.shares_unit(&first) && (kept || side(&wider) == side(&first));
        let names = self.named_at_limit(rest);
        let several = before.iter().filter_map(|c| self.measured(c)).filter(|e| names.contains(e)).count();
        let joins =
            |c: &Chunk| matches!(self.cue(c), Some(Cue::And | Cue::AndOr | Cue::Or)) || self.sort(c) == Sort::Slash;
        let again = |c: &Chunk| {
            let named = self.measured(c).is_some_and(|e| names.contains(&e));
            named || several > 1 && joins(c) || matches!(self.cue(c), Some(Cue::Be | Cue::The))
        };
        if names.is_empty() || several > 0 && several != names.len() && names.len() > 1 {
            return None;
        }
        let end = before.iter().rposition(|c| !again(c))? + 1;
        let end = if self.sort(&before[end - 1]) == Sort::Comma { end - 1 } else { end };
        let those = &before[..end];
        let state = those.iter().any(|c| matches!(self.sort(c), Sort::Concept(e) if !is_measured(e)));
        let plain = !those.iter().any(|c| matches!(self.sort(c), Sort::Quantity | Sort::Time | Sort::Comma));
        if !alike || !state || !plain {
            return None;
        }
        self.take(&condition[end..]);
        Some((those, wider))
    }

    /// "Hb ≥ 9 g/dL, *ALT and AST* ≤ 3 × ULN": what the last limit of some words is of.
    fn named_at_limit(&self, chunks: &[Chunk]) -> Vec<Entry> {
        let Some(limit) = chunks.iter().rposition(|c| self.sort(c) == Sort::Quantity) else { return Vec::new() };
        let joins = |c: &Chunk| {
            matches!(self.cue(c), Some(Cue::And | Cue::AndOr | Cue::Or | Cue::Be | Cue::The))
                || matches!(self.sort(c), Sort::Slash | Sort::Comma | Sort::Group)
        };
        let run = chunks[..limit].iter().rev().take_while(|c| joins(c) || self.measured(c).is_some());
        run.filter_map(|c| self.measured(c)).collect()
    }

    /// "bilirubin > 1.5 × ULN *except in Gilbert's (≤ 3 × ULN)*": the limit that those have who are excepted, as it stands in brackets behind
    /// the first. Near miss: "except Gilbert's *(documented)*".
    pub(super) fn limit_of_excepted(&mut self, chunks: &[Chunk], at: usize) -> Option<Vec<Chunk>> {
        let (group, before) = chunks.split_last().filter(|(_, before)| before.len() > at + 1)?;
        let ChunkKind::Group(inner) = &group.kind else { return None };
        let limit = |c: &Chunk| match &c.kind {
            ChunkKind::Quantity(q) if q.form == QuantityForm::Limit && !q.age => Some((**q).clone()),
            _ => None,
        };
        let (last, words) = inner.split_last()?;
        let own = before[..at].last().and_then(limit)?;
        let other = limit(last).filter(|other| other.shares_unit(&own))?;
        let then = |c: &Chunk| self.is_idle(c) || self.is_cue(c, Cue::Then) || self.measured(c).is_some();
        let those = &before[at + 1..];
        let named = those.iter().any(|c| matches!(self.sort(c), Sort::Concept(e) if !is_measured(e)));
        let plain = !those.iter().any(|c| matches!(self.sort(c), Sort::Quantity | Sort::Time | Sort::Comma));
        if !named || !plain || !words.iter().all(then) || other.bounds.eq.is_some() {
            return None;
        }
        self.take(&chunks[before.len()..]);
        self.take(words);
        let said: Vec<Chunk> = before[at..].iter().chain([last]).cloned().collect();
        let lexemes = chunks[at].lexemes.start..group.lexemes.end;
        let kind = ChunkKind::Group(said);
        let behind = Chunk { span: chunks[at].span.start..group.span.end, lexemes, kind };
        Some(before[..at].iter().cloned().chain([behind]).collect())
    }

    /// The words of a limit on the other side of the last one that excludes, with the name of what that limits.
    pub(super) fn limit_kept(&self, rest: &[Chunk], limit: &Quantity) -> Option<Vec<Chunk>> {
        let at =
            rest.iter().rposition(|c| matches!(&c.kind, ChunkKind::Quantity(q) if q.form == QuantityForm::Limit))?;
        let ChunkKind::Quantity(own) = &rest[at].kind else { return None };
        if self.demand || !is_other_side(&own.bounds, &limit.bounds) {
            return None;
        }
        let part = |c: &Chunk| {
            self.measured(c).is_some()
                || matches!(self.cue(c), Some(Cue::And | Cue::AndOr | Cue::Or | Cue::Be | Cue::The))
                || matches!(self.sort(c), Sort::Slash | Sort::Term(_))
        };
        let start = rest[..at].iter().rposition(|c| !part(c)).map_or(0, |n| n + 1);
        let mut kept = limit.clone();
        if kept.unit.is_none() && kept.relative_to.is_none() {
            kept.unit.clone_from(&own.unit);
            kept.relative_to = own.relative_to;
        }
        let mut said = rest[start..=at].to_vec();
        said[at - start].kind = ChunkKind::Quantity(Box::new(kept));
        said.iter().any(|c| self.measured(c).is_some()).then_some(said)
    }

    /// What excludes, but for those of a condition who keep a limit.
    pub(super) fn unless_kept(
        &mut self,
        rest: &[Chunk],
        condition: &[Chunk],
        kept: &[Chunk],
        bytes: &Bytes,
    ) -> Option<Node> {
        let when = self.condition(condition)?;
        let excluding = std::mem::replace(&mut self.excluding, false);
        let limit = self.clause(kept);
        self.excluding = excluding;
        let then = self.clause(rest)?;
        let saved = self.joined(std::iter::once(when).chain(limit).collect(), true, bytes);
        Some(self.unless(then, saved, bytes))
    }
}
