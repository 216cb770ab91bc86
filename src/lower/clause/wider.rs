//! A second limit of one thing for some of the people, as chunks say it before they are read.
//!
//! | form | example |
//! |---|---|
//! | the comparator said once | ALT ≤ 3 × ULN or *5 × ULN with liver metastases* |
//! | with and without | AST ≤ 2.5 × ULN *without* liver metastases or ≤ 5 × ULN *with* liver metastases |
//! | in brackets after "unless" | ALT ≤ 3 × ULN unless due to liver metastases *(then ≤ 5 × ULN)* |
//!
//! Near misses: "ALT ≤ 3 × ULN or *5 × ULN*", which names nobody; "≤ 2.5 × ULN without liver metastases or ≤ 5 × ULN with *lymphoma*",
//! two things; "unless due to liver metastases *(CT)*".

use crate::grammar::{Chunk, ChunkKind, Quantity, QuantityForm};
use crate::lex::{Cue, Entry};
use crate::lower::atom::is_measured;
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::share::one_sided;
use crate::rule::Node;

/// The most chunks of a clause that gives two limits.
const LONGEST: usize = 64;

fn limit(chunk: &Chunk) -> Option<&Quantity> {
    match &chunk.kind {
        ChunkKind::Quantity(q) if q.form == QuantityForm::Limit => Some(q),
        _ => None,
    }
}

impl Context<'_, '_> {
    /// "ALT ≤ 3 × ULN or *5 × ULN* with liver metastases": a number in the unit of the limit before it, and for whom, has the
    /// comparator of that limit. The chunks with it.
    pub(super) fn comparator_again(&self, chunks: &[Chunk]) -> Option<Vec<Chunk>> {
        let at = (2..chunks.len().saturating_sub(1)).find(|at| self.is_limit_again(chunks, *at))?;
        let own = chunks[..at].iter().rev().find_map(limit)?;
        let ChunkKind::Quantity(number) = &chunks[at].kind else { return None };
        let bounds = one_sided(&own.bounds, number.bounds.eq?)?;
        let mut again = chunks.to_vec();
        let wider = Quantity { bounds, form: QuantityForm::Limit, ..(**number).clone() };
        again[at].kind = ChunkKind::Quantity(Box::new(wider));
        Some(again)
    }

    fn is_limit_again(&self, chunks: &[Chunk], at: usize) -> bool {
        let ChunkKind::Quantity(number) = &chunks[at].kind else { return false };
        let joined = self.is_cue(&chunks[at - 1], Cue::Or) || self.sort(&chunks[at - 1]) == Sort::Comma;
        let opens = matches!(self.cue(&chunks[at + 1]), Some(Cue::If | Cue::For | Cue::In | Cue::With));
        let written = self.words(&number.value).starts_with(|c: char| c.is_ascii_digit());
        if !joined || !opens || !written || number.bounds.eq.is_none() || number.age {
            return false;
        }
        let before = if self.sort(&chunks[at - 2]) == Sort::Comma { at - 2 } else { at - 1 };
        let own = before.checked_sub(1).and_then(|n| limit(&chunks[n]));
        let named = before >= 2 && self.measured(&chunks[before - 2]).is_some();
        let state = |c: &Chunk| match self.sort(c) {
            Sort::Concept(entry) => !is_measured(entry),
            sort => sort == Sort::Word,
        };
        let relative = number.relative_to.is_some() || number.unit.as_ref().is_some_and(|u| u.code.is_some());
        named && relative && own.is_some_and(|own| number.shares_unit(own)) && chunks[at + 2..].iter().any(state)
    }

    /// "AST ≤ 2.5 × ULN *without* liver metastases or ≤ 5 × ULN *with* them": each limit for its own people.
    pub(super) fn limits_with_and_without(&mut self, chunks: &[Chunk]) -> Option<Node> {
        if chunks.len() > LONGEST {
            return None;
        }
        let first = chunks.iter().position(|c| limit(c).is_some()).filter(|at| *at > 0)?;
        let head = &chunks[..first];
        let second = first + 1 + chunks[first + 1..].iter().position(|c| limit(c).is_some())?;
        let joins = |c: &Chunk| {
            matches!(self.cue(c), Some(Cue::And | Cue::Or | Cue::AndOr))
                || matches!(self.sort(c), Sort::Comma | Sort::Semicolon)
        };
        let end = first + 1 + chunks[first + 1..second].iter().rposition(|c| !joins(c))? + 1;
        let (one, joint, other) = (&chunks[first..end], &chunks[end..second], &chunks[second..]);
        let of_one = self.with_or_without(&one[1..])?;
        // "LDL-C ≥ 70 mg/dL with diabetes, or ≥ 100 mg/dL *without*"
        let alone = |c: &[Chunk]| matches!(c, [_, without] if self.is_cue(without, Cue::Without));
        let elided = of_one.0 && alone(other);
        let opposed =
            elided || self.with_or_without(&other[1..]).is_some_and(|of| of_one.0 != of.0 && of_one.1 == of.1);
        if !opposed || joint.is_empty() || !head.iter().any(|c| self.measured(c).is_some()) {
            return None;
        }
        self.take(joint);
        let (mut nodes, mut of_those) = (Vec::new(), None::<Node>);
        for part in [one, other] {
            let said: Vec<Chunk> = head.iter().chain(&part[..1]).cloned().collect();
            let when = match &of_those {
                Some(those) if elided => {
                    self.take(&part[1..]);
                    Some(self.not(those.clone(), &bytes_of(&part[1..])))
                }
                _ => self.condition(&part[1..]),
            };
            of_those.clone_from(&when);
            let then = self.clause(&said);
            nodes.extend(when.zip(then).map(|(when, then)| self.if_node(when, then, &bytes_of(part))));
        }
        (!nodes.is_empty()).then(|| self.joined(nodes, self.demand, &bytes_of(chunks)))
    }

    /// "*KPS ≥ 60 if > 16 years old* or *Lansky ≥ 60 if ≤ 16 years old*": two limits, each under its own condition; so
    /// are "LVEF ≥ 40 % *if male* or LVEF ≥ 45 % *if female*". Near miss:
    /// "KPS ≥ 60 or Lansky ≥ 60 if ≤ 16 years old", one condition.
    pub(super) fn each_under_its_own(&mut self, chunks: &[Chunk]) -> Option<Node> {
        if chunks.len() > LONGEST {
            return None;
        }
        let opens = |c: &Chunk| matches!(self.cue(c), Some(Cue::If | Cue::For | Cue::When));
        let limited = |part: &[Chunk]| {
            part.iter().any(|c| self.measured(c).is_some()) && part.iter().any(|c| self.sort(c) == Sort::Quantity)
        };
        let first = chunks.iter().position(opens).filter(|at| limited(&chunks[..*at]))?;
        let joins = |c: &Chunk| matches!(self.cue(c), Some(Cue::And | Cue::Or));
        let joint = (first + 1..chunks.len().saturating_sub(1))
            .find(|at| joins(&chunks[*at]) && self.measured(&chunks[at + 1]).is_some())?;
        let second = joint + 1 + chunks[joint + 1..].iter().position(opens)?;
        let aged = |part: &[Chunk]| part.iter().any(|c| matches!(&c.kind, ChunkKind::Quantity(q) if self.is_age(q)));
        let plain = !chunks[second + 1..].iter().any(opens) && limited(&chunks[joint + 1..second]);
        let conditions = [&chunks[first + 1..joint], &chunks[second + 1..]];
        let each = conditions.iter().all(|part| aged(part)) || conditions.iter().all(|part| self.says_who_has_it(part));
        if !plain || !each {
            return None;
        }
        self.take(&chunks[joint..=joint]);
        let parts = [self.clause(&chunks[..joint]), self.clause(&chunks[joint + 1..])];
        let nodes: Vec<Node> = parts.into_iter().flatten().collect();
        (!nodes.is_empty()).then(|| self.joined(nodes, self.demand, &bytes_of(chunks)))
    }

    /// "LVEF < 40 % in patients with *atrial fibrillation*", "if *male*": a disease or a sex, and no limit of its own.
    fn says_who_has_it(&self, condition: &[Chunk]) -> bool {
        let who = |c: &Chunk| match self.sort(c) {
            Sort::Concept(entry) => !is_measured(entry),
            Sort::Cue(cue) => matches!(cue, Cue::Female | Cue::Male),
            _ => false,
        };
        let limits = |c: &Chunk| matches!(self.sort(c), Sort::Quantity | Sort::Time | Sort::Semicolon);
        condition.iter().any(who) && !condition.iter().any(|c| limits(c) || self.measured(c).is_some())
    }

    /// A limit of years.
    pub(super) fn is_age(&self, quantity: &Quantity) -> bool {
        quantity.age || quantity.unit.as_ref().is_some_and(|u| u.code.as_deref() == Some("a"))
    }

    /// "without liver metastases", "(with liver metastases)": whether it is with, and the one thing named.
    fn with_or_without(&self, chunks: &[Chunk]) -> Option<(bool, Entry)> {
        if let [Chunk { kind: ChunkKind::Group(inner), .. }] = chunks {
            return self.with_or_without(inner);
        }
        let (first, named) = chunks.split_first()?;
        let with = match self.cue(first)? {
            Cue::With => true,
            Cue::Without => false,
            _ => return None,
        };
        let mut entries = named.iter().filter_map(|c| match self.sort(c) {
            Sort::Concept(entry) => Some(entry),
            _ => None,
        });
        let entry = entries.next().filter(|e| !is_measured(*e))?;
        let plain = |c: &Chunk| !matches!(self.sort(c), Sort::Quantity | Sort::Time | Sort::Comma | Sort::Semicolon);
        (entries.next().is_none() && named.iter().all(plain)).then_some((with, entry))
    }

    /// "unless due to liver metastases *(then ≤ 5 × ULN)*": the chunks with what is in the brackets behind the condition.
    pub(super) fn then_in_brackets(&mut self, chunks: &[Chunk]) -> Option<Vec<Chunk>> {
        let unless = self.find(chunks, &[Cue::Unless, Cue::If]).filter(|at| *at > 0)?;
        let (last, before) = chunks.split_last().filter(|(_, before)| before.len() > unless + 1)?;
        let ChunkKind::Group(inner) = &last.kind else { return None };
        let (wider, words) = inner.split_last()?;
        let own = chunks[..unless].iter().rev().find_map(limit)?;
        let then = words.first().is_some_and(|c| self.is_cue(c, Cue::Then));
        let told = |q: &Quantity| then || q.relative_to.is_some() || q.unit.is_some();
        let alike = limit(wider).is_some_and(|q| q.shares_unit(own) && told(q));
        let said = |c: &Chunk| {
            matches!(self.cue(c), Some(Cue::Then | Cue::Be | Cue::Must | Cue::The))
                || self.sort(c) == Sort::Comma
                || self.measured(c).is_some()
        };
        if !alike || !words.iter().all(said) || before[unless..].iter().any(|c| self.sort(c) == Sort::Quantity) {
            return None;
        }
        self.take(std::slice::from_ref(last));
        Some(before.iter().chain(inner).cloned().collect())
    }
}
