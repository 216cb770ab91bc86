//! Another limit for those with a disease, in a clause or a sentence that does not name again what it is of.
//!
//! | form | rule |
//! |---|---|
//! | bilirubin ≤ 1.5 × ULN. *Patients with Gilbert syndrome: ≤ 3 × ULN* | as in brackets behind the first limit |
//! | ALT ≤ 3 × ULN. *For patients with liver metastases ≤ 5 × ULN is allowed* | the same |
//! | ALT ≤ 3 × ULN; *patients with liver metastases ≤ 5 × ULN* | the same |
//! | ALT ≤ 3 × ULN. *Up to 5 × ULN is acceptable in patients with liver metastases* | the same |
//!
//! Near misses: "ALT ≤ 3 × ULN. *Patients with liver metastases: bilirubin ≤ 3 × ULN*", which names its own; "*Lymph nodes ≥ 15 mm*", in
//! which a disease may be measured; "ALT ≤ 3 × ULN, *bilirubin ≤ 2 × ULN*. Patients with liver metastases: ≤ 5 × ULN", where it may be of either.

use std::borrow::Cow;

use crate::grammar::{Chunk, ChunkKind, Quantity, QuantityForm};
use crate::lex::{Cue, Kind};
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::elliptic::is_no_measure_of_disease;

/// The most chunks of such a clause.
const LONGEST: usize = 12;

fn limit_of(chunk: &Chunk) -> Option<&Quantity> {
    match &chunk.kind {
        ChunkKind::Quantity(q) if q.form == QuantityForm::Limit && q.bounds.eq.is_none() => Some(q),
        _ => None,
    }
}

impl Context<'_, '_> {
    /// Puts each sentence of this form in brackets behind the limit that the sentence before it ends in.
    pub(super) fn with_limits_for_some<'c>(&mut self, sentences: Vec<&'c [Chunk]>) -> Vec<Cow<'c, [Chunk]>> {
        let mut out: Vec<Cow<'c, [Chunk]>> = Vec::new();
        for sentence in sentences {
            let both = out.last().and_then(|before| self.limit_of_those_named(before, sentence));
            match both {
                Some(both) => *out.last_mut().expect("a sentence before") = Cow::Owned(both),
                None => out.push(Cow::Borrowed(sentence)),
            }
        }
        out
    }

    /// The clause before with another limit for some, which the next one gives, in brackets behind it.
    pub(super) fn with_limit_of_some(&mut self, before: &[Chunk], next: &[Chunk]) -> Option<Vec<Chunk>> {
        self.with_limit_for_some(before, next).or_else(|| self.limit_of_those_named(before, next))
    }

    /// The clause before with such a clause in brackets behind it.
    pub(super) fn limit_of_those_named(&mut self, before: &[Chunk], next: &[Chunk]) -> Option<Vec<Chunk>> {
        let own = self.only_limit(before)?;
        let excepts = next.first().is_some_and(|c| self.is_cue(c, Cue::Except));
        let lead = if excepts { 1 + usize::from(next.get(1).is_some_and(|c| self.sort(c) == Sort::Colon)) } else { 0 };
        let said = |c: &Chunk| !self.is_cue(c, Cue::Allowed) && !self.is_idle(c);
        let end = next.iter().rposition(said)?;
        let whole = next.get(lead..=end)?;
        // "*up to 5 × ULN is acceptable in* patients with liver metastases"
        let first = whole.first().is_some_and(|c| self.sort(c) == Sort::Quantity);
        let limit = if first { whole.first()? } else { whole.last()? };
        let parts = |c: &Chunk| matches!(self.sort(c), Sort::Colon | Sort::Comma);
        let who = if first { &whole[1..] } else { &whole[..whole.len() - 1] };
        let start = if first { who.iter().position(said)? } else { 0 };
        let named = &who[start..who.len() - usize::from(who.last().is_some_and(parts))];
        let other = limit_of(limit)?;
        let alike = own.shares_unit(other) && self.is_wider(&own.bounds, &other.bounds);
        if !alike || !is_no_measure_of_disease(limit) || !self.names_those_with_disease(named) {
            return None;
        }
        self.take(&next[..lead]);
        self.take(&who[..start]);
        self.take(&who[start + named.len()..]);
        self.take(&next[end + 1..]);
        let last = if first { None } else { Some(limit) };
        let inner: Vec<Chunk> = whole[..usize::from(first)].iter().chain(named).chain(last).cloned().collect();
        let lexemes = inner[0].lexemes.start..inner[inner.len() - 1].lexemes.end;
        let group = Chunk { span: bytes_of(&inner), lexemes, kind: ChunkKind::Group(inner) };
        Some(before.iter().cloned().chain([group]).collect())
    }

    /// The limit that a sentence ends in, where its last clause has no other, and names what it is of.
    fn only_limit(&self, before: &[Chunk]) -> Option<Quantity> {
        let start = before.iter().rposition(|c| self.sort(c) == Sort::Semicolon).map_or(0, |at| at + 1);
        let clause = &before[start..];
        let mut limits = clause.iter().filter(|c| self.sort(c) == Sort::Quantity);
        let only = limits.next().filter(|_| limits.next().is_none())?;
        let last = clause.last().is_some_and(|c| c.span == only.span);
        let measured = clause.iter().any(|c| self.measured(c).is_some());
        limit_of(only).filter(|_| last && measured).cloned()
    }

    /// "*patients with liver metastases*", "*for patients with known Gilbert syndrome*", "*liver metastases*".
    pub(in crate::lower) fn names_those_with_disease(&self, who: &[Chunk]) -> bool {
        let disease = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind() == Kind::Condition);
        let leads = |cue| {
            let people = matches!(cue, Cue::Patient | Cue::Who | Cue::The);
            people || matches!(cue, Cue::With | Cue::In | Cue::For | Cue::If | Cue::Or | Cue::And | Cue::Known)
        };
        let plain = |c: &Chunk| match self.sort(c) {
            Sort::Cue(cue) => leads(cue),
            Sort::Term(entry) => entry.kind() == Kind::Qualifier,
            sort => disease(c) || sort == Sort::Word,
        };
        who.len() <= LONGEST && who.last().is_some_and(disease) && who.iter().all(plain)
    }
}
