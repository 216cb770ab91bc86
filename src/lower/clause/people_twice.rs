//! People named twice: "patients who smoke *and patients who* have COPD" are two kinds of people, for each is named anew.
//!
//! | form | rule |
//! |---|---|
//! | girls who smoke, *and girls who* are pregnant | `any(all(sex female, smoking), all(sex female, pregnancy))`, with a note |
//!
//! Near misses: "patients who smoke *and who* have COPD", the same people; "patients who smoke and *their partners*".

use crate::grammar::Chunk;
use crate::lex::{Cue, Kind};
use crate::lower::context::{Context, Sort, bytes_of};
use crate::rule::{Node, Severity};

impl Context<'_, '_> {
    /// "*People who* A and *people who* B": either.
    pub(super) fn people_twice(&mut self, chunks: &[Chunk]) -> Option<Node> {
        if !self.names_people_who_are(chunks) {
            return None;
        }
        let and = |at: &usize| self.is_cue(&chunks[*at], Cue::And) && self.names_people_who_are(&chunks[at + 1..]);
        let at = (2..chunks.len()).find(and)?;
        let comma = usize::from(self.sort(&chunks[at - 1]) == Sort::Comma);
        let nodes: Vec<Node> =
            [&chunks[..at - comma], &chunks[at + 1..]].into_iter().filter_map(|part| self.clause(part)).collect();
        self.take(&chunks[at - comma..=at]);
        if nodes.len() < 2 {
            return nodes.into_iter().next();
        }
        let bytes = bytes_of(chunks);
        let message = "\"and\" between people of two kinds: read as \"or\"";
        self.say("and-read-as-or", Severity::Note, message, &bytes);
        Some(self.joined(nodes, false, &bytes))
    }

    /// "patients *who*", "girls *who*", and what is said of them.
    fn names_people_who_are(&self, chunks: &[Chunk]) -> bool {
        let people = |c: &Chunk| {
            matches!(self.cue(c), Some(Cue::Patient | Cue::Female | Cue::Male | Cue::Adult))
                || matches!(self.sort(c), Sort::Term(e) if e.kind() == Kind::Subject)
        };
        let start = chunks.iter().take_while(|c| self.is_cue(c, Cue::The) || self.is_cue(c, Cue::Any)).count();
        match &chunks[start..] {
            [those, who, _, ..] => people(those) && self.is_cue(who, Cue::Who),
            _ => false,
        }
    }
}
