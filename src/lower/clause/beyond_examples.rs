//! Exceptions whose end something else shows than a comma: examples in brackets and the excepted named again.
//!
//! | form | example | rule |
//! |---|---|---|
//! | examples of what is left | arthritis other than RA *(e.g., gout)* | `arthritis {examples: gout} other than RA` |
//! | an alternative behind them | arthritis other than RA (e.g., gout) *or psoriasis* | `any(arthritis other than RA, psoriasis)` |
//! | the excepted again | arthritis other than RA, *or vasculitis secondary to RA* | the same |
//!
//! Near misses: "malignancy other than skin cancer *(e.g., basal cell carcinoma)*", examples of what is excepted; "arthritis other than
//! RA *(seropositive)*"; "malignancy other than melanoma, or *carcinoma in situ*".

use crate::grammar::{Chunk, ChunkKind};
use crate::lex::{Cue, Entry, Kind};
use crate::lower::concept::covers;
use crate::lower::context::{Context, Sort, bytes_of};
use crate::rule::Node;

impl Context<'_, '_> {
    /// "arthritis other than RA *(e.g., gout) or psoriasis*": what the examples are of, and what stands behind them.
    pub(super) fn beyond_examples(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let except = self.find(chunks, &[Cue::Except]).filter(|at| *at > 0)?;
        let (said, exception) = (&chunks[..except], &chunks[except + 1..]);
        let at = exception.iter().position(|c| self.sort(c) == Sort::Group).filter(|at| *at > 0)?;
        let (excepted, rest) = (&exception[..at], &exception[at + 1..]);
        let class = self.only_condition(said)?.entry;
        let of_left = self.are_examples_of_left(&exception[at], class, excepted)?;
        let comma = usize::from(rest.first().is_some_and(|c| self.sort(c) == Sort::Comma));
        let or = rest.get(comma).is_some_and(|c| self.is_cue(c, Cue::Or));
        let other = or.then(|| rest.get(comma + 1..)).flatten().filter(|other| {
            let named = self.first_condition(other);
            let kind = named.zip(class).is_some_and(|(named, class)| named == class || covers(class, named));
            of_left || self.says_other(other) && !kind
        });
        if !of_left && other.is_none() {
            return None;
        }
        let last = exception.last().filter(|c| other.is_some() && self.sort(c) == Sort::Time);
        let (kept, time) = match other {
            Some(_) => (&rest[..0], last),
            None => (rest, None),
        };
        let except = &chunks[except..=except];
        let first: Vec<Chunk> =
            [said, &exception[at..=at], except, excepted, kept].into_iter().flatten().chain(time).cloned().collect();
        let Some(other) = other else { return self.excepted(&first) };
        self.take(&rest[..=comma]);
        let second: Vec<Chunk> = self.shared_lead(said, other).iter().chain(other).cloned().collect();
        let first = self.excepted(&first)?;
        let second = self.clause(&second);
        Some(self.joined(std::iter::once(first).chain(second).collect(), false, &bytes_of(chunks)))
    }

    /// "arthritis other than RA, *or vasculitis secondary to RA*": what names again what is excepted is no exception itself.
    pub(super) fn beyond_again(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let except = self.find(chunks, &[Cue::Except]).filter(|at| *at > 0)?;
        let (said, exception) = (&chunks[..except], &chunks[except + 1..]);
        let comma = exception.iter().position(|c| self.is_separator(c)).filter(|at| *at > 0)?;
        let joined = self.sort(&exception[comma]) == Sort::Comma && self.is_cue(exception.get(comma + 1)?, Cue::Or);
        let other = exception.get(comma + 2..).filter(|_| joined)?;
        let excepted = self.first_condition(&exception[..comma])?;
        let again = |c: &Chunk| self.sort(c) == Sort::Concept(excepted);
        let own = other.first().is_some_and(|c| !again(c)) && other.iter().any(again);
        if !own || other.iter().any(|c| self.is_separator(c)) {
            return None;
        }
        self.take(&exception[comma..comma + 2]);
        let second: Vec<Chunk> = self.shared_lead(said, other).iter().chain(other).cloned().collect();
        let first = self.excepted(&chunks[..except + 1 + comma])?;
        let second = self.clause(&second);
        Some(self.joined(std::iter::once(first).chain(second).collect(), false, &bytes_of(chunks)))
    }

    /// Whether what stands in brackets are examples of what an exception leaves, and surely so: cases of its class, and none of what
    /// is excepted. Nothing where they may be examples of that.
    fn are_examples_of_left(&self, group: &Chunk, class: Option<Entry>, excepted: &[Chunk]) -> Option<bool> {
        let ChunkKind::Group(inner) = &group.kind else { return None };
        let opens = |c: &Chunk| matches!(self.cue(c), Some(Cue::SuchAs | Cue::Including | Cue::OpenList));
        if !inner.first().is_some_and(opens) || excepted.iter().any(|c| self.is_separator(c)) {
            return None;
        }
        let excepted = self.first_condition(excepted)?;
        let examples: Vec<Entry> = inner.iter().filter_map(|c| self.condition_of(c)).collect();
        let of_excepted = |e: &Entry| *e == excepted || covers(excepted, *e);
        if examples.is_empty() || examples.iter().any(of_excepted) {
            return None;
        }
        let of_class = |class: Entry| covers(class, excepted) && examples.iter().any(|e| covers(class, *e));
        Some(class.is_some_and(of_class))
    }

    /// "*other* systemic disease", "*any other* infection".
    fn says_other(&self, chunks: &[Chunk]) -> bool {
        let any = usize::from(chunks.first().is_some_and(|c| self.is_cue(c, Cue::Any)));
        let words = |c: &Chunk| self.words(&c.span).to_ascii_lowercase();
        chunks.get(any).is_some_and(|c| matches!(&*words(c), "other" | "any other" | "another"))
    }

    /// "*history of or current* arthritis other than RA …": what opens the first alternative, where the second does not open so itself.
    fn shared_lead<'c>(&self, said: &'c [Chunk], other: &[Chunk]) -> &'c [Chunk] {
        let leads = |c: &Chunk| {
            matches!(self.cue(c), Some(Cue::HistoryOf | Cue::Prior | Cue::Current | Cue::CurrentOrPrior | Cue::Known))
        };
        let joins = |c: &Chunk| matches!(self.cue(c), Some(Cue::Or | Cue::And));
        let end = said.iter().take_while(|c| leads(c) || joins(c)).count();
        let end = said[..end].iter().rposition(leads).map_or(0, |last| last + 1);
        if other.first().is_some_and(leads) { &said[..0] } else { &said[..end] }
    }

    fn first_condition(&self, chunks: &[Chunk]) -> Option<Entry> {
        chunks.iter().find_map(|c| self.condition_of(c))
    }

    fn condition_of(&self, chunk: &Chunk) -> Option<Entry> {
        match self.sort(chunk) {
            Sort::Concept(entry) => Some(entry).filter(|e| e.kind() == Kind::Condition),
            _ => None,
        }
    }
}
