//! "If tolerated" behind a drug: said of that drug, and no condition of the whole.
//!
//! | form | rule |
//! |---|---|
//! | hypertension despite a diuretic*, if tolerated,* and an ACE inhibitor | without the words, which a warning names |
//!
//! Near misses: "and*, if tolerated,* spironolactone", said of what follows; "*if tolerated*, the dose must be stable" and "ACE inhibitor or
//! ARB*, if tolerated*", of the whole.

use crate::grammar::Chunk;
use crate::lex::Cue;
use crate::lower::context::{Context, Sort, bytes_of};
use crate::words;

impl Context<'_, '_> {
    /// The chunks without "if tolerated" behind what it is said of.
    pub(super) fn without_if_tolerated(&mut self, chunks: &[Chunk]) -> Option<Vec<Chunk>> {
        let at = self.find(chunks, &[Cue::If]).filter(|at| *at > 0)?;
        let comma = usize::from(self.sort(&chunks[at - 1]) == Sort::Comma);
        let before = chunks.get((at - comma).checked_sub(1)?)?;
        let rest = &chunks[at + 1..];
        let ends =
            |c: &Chunk| matches!(self.sort(c), Sort::Comma | Sort::Stop | Sort::Semicolon) || self.is_cue(c, Cue::And);
        let end = rest.iter().position(ends).unwrap_or(rest.len());
        let said = rest.get(..end).filter(|said| !said.is_empty())?;
        let alone = words::TOLERATED.contains(&&*self.words(&bytes_of(said)).to_ascii_lowercase());
        if !alone
            || matches!(self.cue(before), Some(Cue::And | Cue::Or | Cue::AndOr | Cue::But))
            || self.is_idle(before)
        {
            return None;
        }
        let given = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind().is_treatment());
        let named = |c: &Chunk| matches!(self.sort(c), Sort::Concept(_) | Sort::Word);
        let drugs = chunks[..at].iter().all(|c| given(c) || !named(c));
        if drugs && !rest[end..].iter().any(named) {
            return None;
        }
        let bytes = bytes_of(&chunks[at..at + 1 + end]);
        self.take_whole(&chunks[at..at + 1 + end]);
        self.not_understood(&bytes);
        let closed = comma > 0 && rest.get(end).is_some_and(|c| self.sort(c) == Sort::Comma);
        let next = at + 1 + end + usize::from(closed && rest.len() == end + 1);
        Some(chunks[..at - comma].iter().chain(&chunks[next..]).cloned().collect())
    }
}
