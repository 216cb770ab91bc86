//! People of one sex, and what is demanded of them alone after "if".
//!
//! | form | rule |
//! |---|---|
//! | *a female participant is eligible if* she is not pregnant | `if sex female: not(pregnancy)` |
//! | *women are eligible to take part if* one of the following applies: | `if sex female: any(…)` |
//! | *male subjects, if* sexually active*,* must use condoms | `if all(sex male, C): R` |
//! | *men and women are eligible if* they have asthma | `asthma` |
//!
//! Near misses: "patients *with asthma* are eligible if …", "women *of childbearing potential* are eligible if …", whom a concept names;
//! "men are *excluded* if …"; "asthma, if treated, must be stable", which is of no people.

use crate::grammar::{Bytes, Chunk};
use crate::lex::Cue;
use crate::lower::block::OwnDemand;
use crate::lower::context::{Context, Sort, bytes_of};
use crate::rule::Node;
use crate::words;

impl Context<'_, '_> {
    /// Reads "people are eligible if C": `rest` stands before "if", and `condition` after it.
    pub(super) fn eligible_if(&mut self, rest: &[Chunk], condition: &[Chunk], bytes: &Bytes) -> Option<Node> {
        let subject = self.people_eligible(rest).filter(|_| self.demand)?;
        self.take(&rest[subject.len()..]);
        let when = if self.of_one_sex(subject) { self.clause(subject) } else { None };
        if when.is_none() {
            self.take(subject);
        }
        let then = self.condition(condition)?;
        Some(match when {
            Some(when) => self.if_node(when, then, bytes),
            None => then,
        })
    }

    /// Reads "people, if C, must R"; `at` is where "if" stands.
    pub(super) fn people_if(&mut self, chunks: &[Chunk], at: usize) -> Option<Node> {
        let (comma, subject) = chunks[..at].split_last()?;
        let end = at + chunks[at..].iter().position(|c| self.is_cue(c, Cue::Must))?;
        let last = chunks.get(end.checked_sub(1)?)?;
        let commas = self.sort(comma) == Sort::Comma && self.sort(last) == Sort::Comma && end > at + 2;
        let people = !subject.is_empty() && subject.iter().all(|c| self.names_sex(c)) && self.of_one_sex(subject);
        if !self.demand || !commas || !people {
            return None;
        }
        self.take(&chunks[at - 1..=at]);
        self.take(&chunks[end - 1..=end]);
        let who = self.clause(subject)?;
        let condition = self.condition(&chunks[at + 1..end - 1])?;
        let then = self.clause(&chunks[end + 1..])?;
        let when = self.joined(vec![who, condition], true, &(bytes_of(subject).start..chunks[end - 1].span.end));
        Some(self.if_node(when, then, &bytes_of(chunks)))
    }

    /// What a head of this form says beside its list, which is of the same people.
    pub fn sex_eligible_if(&self, head: &[Chunk]) -> Option<OwnDemand> {
        let at = self.find(head, &[Cue::If]).filter(|_| self.demand)?;
        let subject = self.people_eligible(&head[..at]).filter(|subject| self.of_one_sex(subject))?;
        let rest = &head[at + 1..];
        if self.opens_members(rest) {
            return Some(OwnDemand { said: subject.len(), list: at + 1, any: false, people: true });
        }
        let and =
            (1..rest.len()).rev().find(|n| self.is_cue(&rest[*n], Cue::And) && self.opens_members(&rest[n + 1..]))?;
        let names = rest[..and].iter().any(|c| matches!(self.sort(c), Sort::Concept(_) | Sort::Quantity));
        names.then_some(OwnDemand { said: at + 1 + and, list: at + and + 2, any: false, people: false })
    }

    /// The people before "are eligible", where nothing else is said of them than their sex.
    fn people_eligible<'c>(&self, rest: &'c [Chunk]) -> Option<&'c [Chunk]> {
        let at = self.find(rest, &[Cue::Allowed])?;
        let (subject, [said, purpose @ ..]) = rest.split_at(at) else { return None };
        // "eligible *to participate*"
        let purpose = purpose.first().map_or("", |_| self.words(&bytes_of(purpose))).to_ascii_lowercase();
        let taking_part = purpose.is_empty() || words::TO_TAKE_PART.iter().any(|start| purpose.starts_with(start));
        let eligible = taking_part && self.words(&said.span).to_ascii_lowercase().contains("eligible");
        let people = subject.iter().any(|c| self.is_person(c)) && subject.iter().all(|c| self.names_sex(c));
        (eligible && people).then_some(subject)
    }

    fn names_sex(&self, chunk: &Chunk) -> bool {
        self.is_person(chunk) || self.is_idle(chunk) && !matches!(self.sort(chunk), Sort::Comma | Sort::Colon)
    }

    fn is_person(&self, chunk: &Chunk) -> bool {
        matches!(self.cue(chunk), Some(Cue::Patient | Cue::Female | Cue::Male | Cue::SexAny))
    }

    fn of_one_sex(&self, subject: &[Chunk]) -> bool {
        let has = |sex| subject.iter().any(|c| self.is_cue(c, sex));
        has(Cue::Female) != has(Cue::Male) && !has(Cue::SexAny)
    }
}
