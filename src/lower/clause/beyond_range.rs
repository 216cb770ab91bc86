//! Numbers beside a limit that are not the limit: how far below the normal range something is, and the year of criteria.
//!
//! | form | example | rule |
//! |---|---|---|
//! | so much beyond the normal range | Hb *> 2 g/dL* below the LLN | `Hb < LLN`, and how far is left open |
//! | of how many a class is said | two areas, *one of which is* Hurley stage II | `all(areas, class)` |
//! | the year after who published criteria | criteria of the Chinese Medical Association *in 2018* | no window |
//!
//! Near misses: "> 10 % below the LLN", which is a multiple of it; "surgery *in 2018*".

use crate::grammar::{Chunk, ChunkKind};
use crate::lex::Cue;
use crate::lower::context::{Context, Sort, bytes_of};
use crate::rule::{Node, Reference, Severity};
use crate::words;

impl Context<'_, '_> {
    /// The clause without such numbers, which are named.
    pub(super) fn without_spare_numbers(&mut self, chunks: &[Chunk]) -> Option<Vec<Chunk>> {
        let far = (0..chunks.len().saturating_sub(1)).find(|at| self.says_how_far(&chunks[*at], &chunks[at + 1]));
        let year = (1..chunks.len()).find(|at| self.is_year_of_criteria(chunks, *at));
        let at = far.or(year)?;
        self.take(&chunks[at..=at]);
        let bytes = chunks[at].span.clone();
        if far.is_some() {
            self.in_no_rule(&bytes);
        } else {
            let message = format!("\"{}\" says which edition is meant, and is in no rule", self.words(&bytes));
            self.say("number-not-in-rule", Severity::Note, message, &bytes);
        }
        Some(chunks[..at].iter().chain(&chunks[at + 1..]).cloned().collect())
    }

    /// "*> 2 g/dL* below the lower limit of normal".
    fn says_how_far(&self, amount: &Chunk, limit: &Chunk) -> bool {
        let (ChunkKind::Quantity(amount), ChunkKind::Quantity(limit)) = (&amount.kind, &limit.kind) else {
            return false;
        };
        let code = amount.unit.as_ref().and_then(|u| u.code.as_deref());
        let counted =
            code.is_some_and(|code| code != "%") && amount.relative_to.is_none() && amount.bounds.low().is_some();
        let normal = matches!(limit.relative_to, Some(Reference::Lln | Reference::Uln));
        let words = self.words(&limit.value).to_ascii_lowercase();
        let beyond = words.starts_with("below") || words.starts_with("above") || words.starts_with("under");
        counted && normal && beyond && !words.contains(|c: char| c.is_ascii_digit())
    }

    /// "two areas, *one of which is* Hurley stage II or III": the class is demanded of one, which is said and counts nothing. Near miss:
    /// "three drugs, *one of which is* a diuretic".
    pub(super) fn one_with_class(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let said = |at: &usize| {
            let one = &chunks[*at];
            let after = self.just_after(one.span.end).to_ascii_lowercase();
            let number =
                matches!(one.kind, ChunkKind::Quantity(_)) && self.words(&one.span).eq_ignore_ascii_case("one");
            number && ["of which is ", "of them is "].iter().any(|said| after.starts_with(said))
        };
        let at = (1..chunks.len()).find(said)?;
        let class = chunks[at + 1..].iter().position(|c| match self.sort(c) {
            Sort::Concept(entry) => entry.is_graded(),
            Sort::Quantity => true,
            _ => false,
        })? + at
            + 1;
        let idle = |c: &Chunk| self.is_idle(c) || matches!(self.cue(c), Some(Cue::Who));
        if !chunks[at + 1..class].iter().all(idle) {
            return None;
        }
        self.take(&chunks[at..class]);
        let bytes = chunks[at].span.clone();
        let message = format!("\"{}\" says of how many a class is said, and is in no rule", self.words(&bytes));
        self.say("number-not-in-rule", Severity::Note, message, &bytes);
        let parts = [&chunks[..at], &chunks[class..]];
        let nodes: Vec<Node> = parts.into_iter().filter_map(|part| self.clause(part)).collect();
        (!nodes.is_empty()).then(|| self.joined(nodes, true, &bytes_of(chunks)))
    }

    /// "the criteria of the Chinese Medical Association *in 2018*".
    fn is_year_of_criteria(&self, chunks: &[Chunk], at: usize) -> bool {
        let ChunkKind::Time(_) = &chunks[at].kind else { return false };
        let said = self.words(&chunks[at].span).to_ascii_lowercase();
        let year = said.strip_prefix("in ").is_some_and(|y| y.len() == 4 && y.bytes().all(|b| b.is_ascii_digit()));
        let before = self.just_before(chunks[at].span.start).to_ascii_lowercase();
        let publisher = before.rsplit(' ').next().is_some_and(|word| words::PUBLISHERS.contains(&word));
        let published = || {
            let text = self.lexed.text[..chunks[at].span.start].to_ascii_lowercase();
            text.split(|c: char| !c.is_alphabetic()).any(|word| words::PUBLISHED.contains(&word))
        };
        year && publisher && published()
    }
}
