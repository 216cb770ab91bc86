//! Of whom a clause is said: ages beside consent, and limits that bind some of the people only.
//!
//! | pattern | example | rule |
//! |---|---|---|
//! | an age beside what no data decide | patients *aged 18 or older* who have signed consent | `all(age, «consent»)` |
//! | some of the people, last | negative pregnancy test *for women of childbearing potential* | `if C: R` |
//!
//! Near misses: "contraception for 18 months" is no age; "for women" alone is a sex beside a limit.

use crate::grammar::{Chunk, ChunkKind, Quantity, QuantityForm, part_people_by_age};
use crate::lex::{Cue, Entry, Kind};
use crate::rule::Node;

use super::context::{Context, Sort, bytes_of};
use super::narrative::category;

impl Context<'_, '_> {
    /// The age that the head of a list names ("Patients *≥ 18 years of age* with one of the following:"), and whether it is
    /// of those alone that the list is demanded ("*For* patients ≥ 40 years of age:").
    pub fn age_of_head(&mut self, chunks: &[Chunk]) -> Option<(Node, bool)> {
        let is_age = |c: &Chunk| matches!(&c.kind, ChunkKind::Quantity(q) if q.age && q.form == QuantityForm::Limit);
        let at = chunks.iter().position(is_age)?;
        let end = at + chunks[at..].iter().take_while(|c| is_age(c)).count();
        if chunks[end..].iter().any(is_age) {
            return None;
        }
        let node = self.coordination(&chunks[at..end])?;
        let only =
            chunks.first().is_some_and(|c| matches!(self.cue(c), Some(Cue::For | Cue::If | Cue::When | Cue::In)));
        Some((node, only))
    }

    /// Whether these words name people by more than their sex: "all women of childbearing potential".
    pub fn names_those(&self, chunks: &[Chunk]) -> bool {
        let article = |c: &&Chunk| matches!(self.cue(c), Some(Cue::The | Cue::All | Cue::Any));
        let mut rest = chunks.iter().skip_while(article);
        let Some(first) = rest.next() else { return false };
        let fertile = |e: Entry| e.id().contains("childbearing") || e.id() == "reproductive_potential";
        let observed =
            |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind() == Kind::Observation && fertile(e));
        let people = matches!(self.cue(first), Some(Cue::Patient | Cue::Female | Cue::Male));
        people && rest.any(|c| matches!(self.sort(c), Sort::Concept(_))) || observed(first)
    }

    /// "*subject's*", "*patients'*": whose what is named after it is.
    pub(in crate::lower) fn is_possessive(&self, chunk: &Chunk) -> bool {
        let words = self.words(&chunk.span);
        let after = self.lexed.text.get(chunk.span.end..).unwrap_or("");
        let quote = |words: &str, end: &str| ["'", "’", "`"].iter().any(|q| words.ends_with(&format!("{q}{end}")));
        quote(words, "s") || quote(words, "") || after.starts_with(['\'', '’'])
    }

    /// Whether these words name people by their age alone, for whom a limit holds: "Lansky ≥ 50 for *patients ≤ 16 years*".
    pub fn names_aged(&self, chunks: &[Chunk]) -> bool {
        let Some((first, rest)) = chunks.split_first() else { return false };
        if let (ChunkKind::Quantity(q), []) = (&first.kind, rest) {
            // "Lansky ≥ 60 for *≤ 16 years*", after "Karnofsky ≥ 60 for patients > 16 years".
            return q.age && part_people_by_age(self.lexed, first.lexemes.start, &q.bounds);
        }
        let child = matches!(self.sort(first), Sort::Term(e) if e.kind() == Kind::Subject && e.id() == "child");
        let people = matches!(self.cue(first), Some(Cue::Patient | Cue::Female | Cue::Male | Cue::Adult));
        let age = |c: &Chunk| matches!(&c.kind, ChunkKind::Quantity(q) if q.age && q.form == QuantityForm::Limit);
        let of_age = |c: &Chunk| age(c) || matches!(self.cue(c), Some(Cue::Age | Cue::Old | Cue::Of));
        (people || child) && rest.iter().any(age) && rest.iter().all(of_age)
    }

    /// A narrative clause with an age: the age is a demand of its own.
    pub fn aged_beside(&mut self, chunks: &[Chunk]) -> Option<Node> {
        if let Some(node) = self.either_age(chunks) {
            return Some(node);
        }
        let at = chunks.iter().position(|c| self.is_age_of_person(c, chunks))?;
        let parts = |c: &Chunk| {
            matches!(self.sort(c), Sort::Comma) || matches!(self.cue(c), Some(Cue::And | Cue::Who | Cue::Or))
        };
        let start = chunks[..at].iter().rposition(parts).map_or(0, |n| n + 1);
        let end = chunks[at..].iter().position(parts).map_or(chunks.len(), |n| at + n);
        if self.spoken_category(&chunks[start..end]).is_some() {
            return None;
        }
        let bytes = bytes_of(chunks);
        let mut nodes: Vec<Node> = Vec::new();
        if start > 0 {
            self.take(&chunks[start - 1..start]);
            nodes.extend(self.clause(&chunks[..start - 1]));
        }
        nodes.extend(self.coordination(&chunks[start..end]));
        if end < chunks.len() {
            self.take(&chunks[end..=end]);
            nodes.extend(self.clause(&chunks[end + 1..]));
        }
        (!nodes.is_empty()).then(|| self.joined(nodes, self.demand, &bytes))
    }

    /// "Aged 60 years or above, *or 18-59 years and unfit for chemotherapy*": one of two ages, and what is left to judgement is
    /// said with the second alone. Near miss: "men or women aged 18-65 and able to consent".
    fn either_age(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let or = self.find(chunks, &[Cue::Or]).filter(|at| *at > 0 && self.demand)?;
        let (before, after) = (&chunks[..or], &chunks[or + 1..]);
        let at = after.iter().position(|c| !matches!(self.cue(c), Some(Cue::Age | Cue::Be)))?;
        let (first, second) = (before.iter().rev().find(|c| self.is_age_of_person(c, chunks))?, &after[at]);
        let ChunkKind::Quantity(quantity) = &second.kind else { return None };
        let beside = matches!(self.cue(after.get(at + 1)?)?, Cue::And | Cue::With | Cue::But);
        let limit = |c: &Chunk| matches!(&c.kind, ChunkKind::Quantity(q) if q.form == QuantityForm::Limit);
        if !self.is_age_of_person(second, chunks) || !limit(first) || !limit(second) || !beside {
            return None;
        }
        self.take(&chunks[or..=or]);
        let aged = Quantity { age: true, ..(**quantity).clone() };
        let mut other = after.to_vec();
        other[at].kind = ChunkKind::Quantity(Box::new(aged));
        let nodes: Vec<Node> = [self.clause(before), self.clause(&other)].into_iter().flatten().collect();
        (!nodes.is_empty()).then(|| self.joined(nodes, false, &bytes_of(chunks)))
    }

    /// An age by its words ("older than 18"), or years after a word for age or people.
    fn is_age_of_person(&self, chunk: &Chunk, chunks: &[Chunk]) -> bool {
        let ChunkKind::Quantity(quantity) = &chunk.kind else { return false };
        let years = quantity.unit.as_ref().is_some_and(|u| u.code.as_deref() == Some("a"));
        let named = |c: &Chunk| matches!(self.cue(c), Some(Cue::Age | Cue::Old | Cue::Patient | Cue::Adult));
        // "age over 18", without a unit.
        let led = chunks.iter().any(|c| self.is_cue(c, Cue::Age) && c.lexemes.end == chunk.lexemes.start);
        quantity.age || years && chunks.iter().any(named) || led && quantity.unit.is_none()
    }

    /// The category of what is said outside statements of time, and brackets directly after one: "at the time of *signing
    /// consent (ICF)*" demands none.
    pub fn spoken_category(&self, chunks: &[Chunk]) -> Option<&'static str> {
        let runs = chunks.split(|c| self.sort(c) == Sort::Time).enumerate().map(|(n, run)| {
            let closed = n > 0 && run.first().is_some_and(|c| self.is_abbreviation_in_brackets(c));
            &run[usize::from(closed)..]
        });
        let runs = runs.filter(|run| !run.is_empty());
        runs.filter_map(|run| category(self.words(&bytes_of(run)))).min_by_key(|c| super::narrative::rank(c))
    }

    /// "(ICF)"
    fn is_abbreviation_in_brackets(&self, chunk: &Chunk) -> bool {
        let ChunkKind::Group(inner) = &chunk.kind else { return false };
        let words = self.words(&bytes_of(inner));
        inner.len() == 1 && words.len() > 1 && words.bytes().all(|c| c.is_ascii_uppercase())
    }
}
