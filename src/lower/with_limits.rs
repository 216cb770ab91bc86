//! A disease, and behind "with" a list of what is measured, of which only the last name has the limit.
//!
//! | form | example | rule |
//! |---|---|---|
//! | either of two | liver disease *with ALT or AST > 3 × ULN* | `all(liver disease, any(ALT > 3, AST > 3))` |
//! | a list | hepatitis *with ALT, AST or ALP ≥ 3 × ULN* | the same, of three |
//!
//! Near misses: "liver disease *with ALT > 3 × ULN*, or *AST > 3 × ULN*", each with its own limit; "*patients* with ALT or AST > 3 × ULN";
//! "diabetes with *neuropathy* or HbA1c > 9 %", which measures nothing.

use crate::grammar::Chunk;
use crate::lex::{Cue, Kind};
use crate::rule::Node;

use super::atom::is_measured;
use super::context::{Context, Sort, bytes_of};

impl Context<'_, '_> {
    /// The disease beside the list of limits behind its "with".
    pub(super) fn with_limits(&mut self, chunks: &[Chunk], items: &[&[Chunk]]) -> Option<Node> {
        let (first, others) = items.split_first().filter(|(_, others)| !others.is_empty())?;
        let with = first.iter().rposition(|c| self.is_cue(c, Cue::With))?;
        let measured = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if is_measured(e));
        let disease = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind() == Kind::Condition);
        let limited = |item: &[Chunk]| item.iter().any(|c| self.sort(c) == Sort::Quantity);
        let (last, described) = first[with + 1..].split_last()?;
        let names = measured(last) && described.iter().all(|c| matches!(self.sort(c), Sort::Term(_)));
        let listed =
            others.iter().all(|item| item.first().is_some_and(measured) && self.find(item, &[Cue::With]).is_none());
        let once =
            others.split_last().is_some_and(|(last, rest)| limited(last) && !rest.iter().any(|item| limited(item)));
        if !first[..with].iter().any(disease) || limited(first) || !names || !listed || !once {
            return None;
        }
        let at = chunks.iter().position(|c| c.span == first[with].span)?;
        let own = self.coordination(&chunks[..at])?;
        self.take(&chunks[at..=at]);
        let list = self.coordination(&chunks[at + 1..])?;
        Some(self.joined(vec![own, list], true, &bytes_of(chunks)))
    }
}
