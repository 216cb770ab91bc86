//! What of an alternative a condition, or a number, governs.
//!
//! | form | example |
//! |---|---|
//! | a condition after the last of two limits of one thing | ECOG 0-1, *or ECOG 2 if due to bone metastases* |
//! | so many of a list within the sentence | *two or more of* fever, cough and dyspnoea |
//!
//! Near misses: "asthma or COPD *if treated with steroids*" is said of both; "*two of the* last three scans" is no list.

use crate::grammar::{Chunk, ChunkKind, Quantity, QuantityForm};
use crate::lex::{Cue, Entry};
use crate::lower::atom::is_measured;
use crate::lower::context::{Context, Sort, bytes_of};
use crate::rule::{Bounds, Node, Number};

impl Context<'_, '_> {
    /// "NYHA class I-II, *or class III if stable*": the condition is of the last of the limits alone, and the others hold
    /// of everybody.
    pub(super) fn last_limit_if(&mut self, rest: &[Chunk], condition: &[Chunk]) -> Option<Node> {
        let [first, joint, last] = self.last_alternative(rest, &[Cue::Or])?;
        let limit = |c: &Chunk| self.sort(c) == Sort::Quantity;
        let only_limits = |c: &Chunk| {
            limit(c)
                || self.measured(c).is_some()
                || self.is_idle(c)
                || matches!(self.cue(c), Some(Cue::Age | Cue::Old))
        };
        let at = first.iter().position(limit)?;
        let head = &first[..at];
        let of = head.iter().find_map(|c| self.measured(c));
        let again = last.iter().find_map(|c| self.measured(c));
        let aged = |c: &Chunk| matches!(&c.kind, ChunkKind::Quantity(q) if q.age);
        let aged = first.iter().any(aged) && last.iter().any(aged);
        let same = if again.is_some() { again == of } else { of.is_some() || aged };
        if !same || !last.iter().all(only_limits) || last.iter().filter(|c| limit(c)).count() != 1 {
            return None;
        }
        self.take(joint);
        let named = if again.is_some() || aged { &head[..0] } else { head };
        let bytes = bytes_of(last).start..bytes_of(condition).end;
        let last: Vec<Chunk> = named.iter().chain(last).cloned().collect();
        let first_node = self.clause(first)?;
        let when = self.condition(condition)?;
        let then = self.clause(&last)?;
        let then = self.joined(vec![when, then], true, &bytes);
        Some(self.joined(vec![first_node, then], false, &(bytes_of(first).start..bytes.end)))
    }

    /// What stands before the last of these conjunctions, the conjunction with its comma, and what stands after it.
    pub(super) fn last_alternative<'c>(&self, chunks: &'c [Chunk], joints: &[Cue]) -> Option<[&'c [Chunk]; 3]> {
        let or =
            chunks.iter().rposition(|c| self.cue(c).is_some_and(|cue| joints.contains(&cue))).filter(|at| *at > 0)?;
        let end = or - usize::from(self.sort(&chunks[or - 1]) == Sort::Comma);
        Some([&chunks[..end], &chunks[end..=or], &chunks[or + 1..]])
    }

    fn measured(&self, chunk: &Chunk) -> Option<Entry> {
        match self.sort(chunk) {
            Sort::Concept(entry) => Some(entry).filter(|e| is_measured(*e)),
            _ => None,
        }
    }

    /// "*At least two of* diabetes, stroke and smoking": so many of the list that follows.
    pub(super) fn so_many_of(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let opens = |c: &Chunk| matches!(self.cue(c), Some(Cue::Any | Cue::The | Cue::With | Cue::Be | Cue::Must));
        let at = chunks.iter().position(|c| !opens(c))?;
        let ChunkKind::Quantity(count) = &chunks[at].kind else { return None };
        let count = Quantity { bounds: at_least(count)?, ..(**count).clone() };
        let list = chunks.get(at + 2..).filter(|_| self.is_cue(&chunks[at + 1], Cue::Of))?;
        let members = self.members(list)?;
        if Number::from(members.len() as u32) < count.bounds.low()?.0 {
            return None;
        }
        self.take(&chunks[..at + 2]);
        let of: Vec<Node> = members.into_iter().filter_map(|member| self.clause(member)).collect();
        let bytes = bytes_of(chunks);
        if count.bounds.ge == Some(1.into()) {
            return Some(self.joined(of, false, &bytes));
        }
        let value = self.value(&Quantity { form: QuantityForm::Limit, ..count }, None);
        Some(Node::AtLeast { count: Box::new(value), distinct: false, of, span: self.span(&bytes).into() })
    }

    /// The members of a list of things that a patient has, one of which each begins with a name.
    fn members<'c>(&self, list: &'c [Chunk]) -> Option<Vec<&'c [Chunk]>> {
        let joins =
            |c: &Chunk| self.sort(c) == Sort::Comma || matches!(self.cue(c), Some(Cue::And | Cue::Or | Cue::AndOr));
        let named = |part: &&[Chunk]| {
            let mut names = part.iter().filter_map(|c| match self.sort(c) {
                Sort::Concept(entry) => Some(entry),
                _ => None,
            });
            let says = |c: &Chunk| !matches!(self.sort(c), Sort::Stop | Sort::Semicolon | Sort::Colon | Sort::Group);
            names.next().is_some() && names.next().is_none() && part.iter().all(says)
        };
        let members: Vec<&[Chunk]> = list.split(joins).filter(|part| !part.is_empty()).collect();
        (members.len() > 1 && members.iter().all(named)).then_some(members)
    }
}

/// How many there must be at least: "two of them" has also who has three.
pub fn at_least(count: &Quantity) -> Option<Bounds> {
    let low = match count.form {
        QuantityForm::Bare => count.bounds.eq,
        QuantityForm::Limit if count.bounds.high().is_none() => count.bounds.ge,
        _ => None,
    };
    let low = low.filter(|_| count.unit.is_none() && !count.age)?;
    Some(Bounds { ge: Some(low), ..Bounds::default() })
}
