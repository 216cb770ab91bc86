//! A further limit that does not name again what it is of.
//!
//! | form | example | rule |
//! |---|---|---|
//! | of those with something | weight loss > 5 %, BMI < 20, *or > 2 % with sarcopenia* | the limit is of weight loss |
//! | on so many of something | IOP > 25 mmHg, *or > 21 mmHg on two drugs* | of IOP |
//! | in brackets behind those it is for | bilirubin ≤ 1.5 × ULN, except in Gilbert syndrome *(≤ 3 × ULN)* | of bilirubin, for those |
//!
//! Near misses: "HbA1c ≥ 7 %, *BMI ≥ 30*", "HCC with *metastasis ≤ 5 cm*", which name their own.

use crate::grammar::{Chunk, ChunkKind, Quantity, QuantityForm};
use crate::lex::{Cue, Kind, look_up};
use crate::rule::Node;

use super::atom::is_measured;
use super::context::{Context, Sort, bytes_of};
use super::coordination::Join;
use super::partial::{Head, Partial};

/// The most chunks behind such a limit that say of whom it is.
const LONGEST_STATE: usize = 6;

impl Context<'_, '_> {
    /// What an item that begins with a limit, and goes on with what people have or are given, is a limit of: the nearest thing before
    /// it that is measured and limited in the same unit, where no such unit measures what is named behind the limit.
    pub(super) fn measured_again(&mut self, item: &[Chunk], chunks: &[Chunk]) -> Option<Partial> {
        let (measured, those) = self.named_before(item, chunks)?;
        let limited = [measured, item[0].clone()];
        self.take(&item[1..item.len() - those.len()]);
        let also = vec![self.atom(those)];
        Some(Partial { bytes: bytes_of(item), also, ..self.atom(&limited) })
    }

    fn named_before<'c>(&self, item: &'c [Chunk], chunks: &[Chunk]) -> Option<(Chunk, &'c [Chunk])> {
        let (first, state) = item.split_first()?;
        let limit = limit_of(first)?;
        let on = |c: &Chunk| matches!(&*self.words(&c.span).to_ascii_lowercase(), "on" | "under");
        let opens = |c: &Chunk| {
            let with = is_no_measure_of_disease(first) || is_percent(first);
            on(c) || with && matches!(self.cue(c), Some(Cue::With | Cue::In | Cue::Exposure))
        };
        let measured = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if is_measured(e));
        let named = |c: &Chunk| match self.sort(c) {
            Sort::Concept(entry) => !is_measured(entry),
            sort => matches!(sort, Sort::Word | Sort::Cue(Cue::TherapyWord)),
        };
        let (joint, those) = state.split_first()?;
        let limited = |c: &Chunk| limit_of(c).is_some() || measured(c) || self.sort(c) == Sort::Group;
        // "with sarcopenia *(muscle index < 7 kg/m²)*"
        let group = usize::from(those.last().is_some_and(|c| self.sort(c) == Sort::Group));
        let said = &those[..those.len() - group];
        let plain = said.len() <= LONGEST_STATE && said.iter().any(named) && !said.iter().any(limited);
        if !opens(joint) || !plain {
            return None;
        }
        let before = chunks.iter().position(|c| c.span == first.span)?;
        // "weight loss*:* > 5 %"
        let idle = |c: &&Chunk| self.sort(c) == Sort::Colon || self.is_cue(c, Cue::Be);
        let name = |at: usize| chunks[..at].iter().rev().find(|c| !idle(c)).filter(|c| measured(c));
        let own = |at: &usize| {
            let same = limit_of(&chunks[*at]).is_some_and(|own| own.shares_unit(limit) && is_same_side(own, limit));
            same && name(*at).is_some()
        };
        let at = (0..before).rev().find(own)?;
        Some((name(at)?.clone(), those))
    }

    /// "AST/ALT ratio > 1.5, *both < 400 IU/L*": a limit of both that the ratio is of. Near miss: "ALT and AST, *both < 400 IU/L*".
    pub(super) fn both_of_ratio(&mut self, item: &[Chunk], partials: &mut Vec<Partial>, joins: &mut Vec<Join>) -> bool {
        let [both, limit] = item else { return false };
        let Some(quantity) = limit_of(limit).filter(|_| self.words(&both.span).eq_ignore_ascii_case("both")) else {
            return false;
        };
        let Some(head) = partials.last().and_then(|before| before.head.as_ref()) else { return false };
        let words = self.words(&head.bytes);
        let ends = words.to_ascii_lowercase().ends_with("ratio");
        let names = words.split_whitespace().next().filter(|_| ends).map(|names| (names, names.split_once(['/', ':'])));
        let Some((names, Some((first, second)))) = names else { return false };
        let start = head.bytes.start;
        let of = [(first, start), (second, start + names.len() - second.len())];
        let mut parts = Vec::new();
        for (name, at) in of {
            let Some(entry) = look_up(name).and_then(|group| group.of(Kind::Analyte)) else { return false };
            let head = Some(Head::new(Some(entry), at..at + name.len()));
            let value = Some(Box::new(quantity.clone()));
            parts.push(Partial { head, value, bytes: bytes_of(item), ..Partial::default() });
        }
        self.take(item);
        let join = Join { all: Some(true), tight: true, bare: false, slash: false, but: false };
        joins.insert(partials.len(), join);
        partials.append(&mut parts);
        true
    }

    /// "bilirubin ≤ 1.5 × ULN, except in *Gilbert syndrome (≤ 3 × ULN)*": the limit of those whom the first does not bind, and who
    /// they are. Near miss: "except Gilbert syndrome *(confirmed)*".
    fn who_is_excepted<'c>(&self, rest: &[Chunk], those: &'c [Chunk]) -> Option<(&'c [Chunk], Quantity)> {
        let (last, before) = those.split_last()?;
        let own = rest.iter().rev().find_map(limit_of)?;
        let inner = match &last.kind {
            ChunkKind::Group(inner) => inner.as_slice(),
            _ => std::slice::from_ref(last),
        };
        let [only] = inner else { return None };
        let limit = limit_of(only).filter(|limit| limit.shares_unit(own) && is_same_side(own, limit))?;
        let about = |c: &Chunk| matches!(self.cue(c), Some(Cue::If | Cue::For | Cue::In | Cue::With | Cue::Patient));
        let start = before.iter().position(|c| !about(c))?;
        let who = &before[start..];
        let named = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if !is_measured(e));
        let limited = |c: &Chunk| matches!(self.sort(c), Sort::Quantity | Sort::Time | Sort::Comma | Sort::Group);
        (who.iter().any(named) && !who.iter().any(limited)).then(|| (who, limit.clone()))
    }

    /// Reads "M ≤ a, except in C (≤ b)" as `any(M ≤ a, all(C, M ≤ b))`.
    pub(super) fn excepted_with_limit(&mut self, chunks: &[Chunk], at: usize) -> Option<Node> {
        let (rest, those) = (&chunks[..at], &chunks[at + 1..]);
        let (who, limit) = self.who_is_excepted(rest, those)?;
        self.take(&chunks[at..]);
        let when = self.coordination(who)?;
        self.wider = Some((limit, when));
        let node = self.clause(rest);
        self.wider = None;
        node
    }
}

/// "≤ 5 × ULN", "≤ 3 mg/dL", "> 21 mmHg": whether a limit is in a unit in which a disease is never measured. Near misses: "≤ 5 cm",
/// "≥ 50 %".
pub(super) fn is_no_measure_of_disease(chunk: &Chunk) -> bool {
    let Some(limit) = limit_of(chunk) else { return false };
    let code = limit.code().unwrap_or("");
    limit.relative_to.is_some() || ["/dL", "/L", "/mL", "/uL", "mm[Hg]"].iter().any(|end| code.ends_with(end))
}

fn is_percent(chunk: &Chunk) -> bool {
    limit_of(chunk).is_some_and(|limit| limit.code() == Some("%"))
}

fn limit_of(chunk: &Chunk) -> Option<&Quantity> {
    match &chunk.kind {
        ChunkKind::Quantity(q) if q.form == QuantityForm::Limit && !q.age => Some(q),
        _ => None,
    }
}

fn is_same_side(one: &Quantity, other: &Quantity) -> bool {
    let side = |q: &Quantity| (q.bounds.low().is_some(), q.bounds.high().is_some());
    side(one) == side(other)
}
