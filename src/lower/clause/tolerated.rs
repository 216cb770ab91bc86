//! "If tolerated" behind a drug: said of that drug, and no condition of the whole.
//!
//! | form | rule |
//! |---|---|
//! | an ACE inhibitor and a beta blocker*, as tolerated,* at stable doses | the same |
//! | hypertension despite a diuretic*, if tolerated,* and an ACE inhibitor | without the words, which a warning names |
//!
//! Near misses: "and*, if tolerated,* spironolactone", said of what follows; "*if tolerated*, the dose must be stable" and "ACE inhibitor or
//! ARB*, if tolerated*", of the whole.

use crate::grammar::Chunk;
use crate::lex::Cue;
use crate::lower::context::{Context, Sort, bytes_of};
use crate::words;

/// The most chunks of "as clinically indicated and tolerated".
const LONGEST_ASIDE: usize = 7;

impl Context<'_, '_> {
    /// The chunks without ", *as clinically indicated and tolerated,*", of which a warning tells. Near misses: "a statin *as tolerated*",
    /// with no comma; "*as tolerated* by the eye", which goes on.
    pub(super) fn without_as_tolerated(&mut self, chunks: &[Chunk]) -> Option<Vec<Chunk>> {
        let comma = |at: usize| chunks.get(at).is_some_and(|c| self.sort(c) == Sort::Comma);
        let says = |from: usize, to: usize| {
            chunks
                .get(from..to)
                .is_some_and(|said| words::AS_TOLERATED.contains(&&*self.words(&bytes_of(said)).to_ascii_lowercase()))
        };
        let (from, to) = (1..chunks.len()).filter(|at| comma(at - 1)).find_map(|from| {
            let to = (from + 1..=from + LONGEST_ASIDE).find(|to| says(from, *to))?;
            (to == chunks.len() || comma(to)).then_some((from, to))
        })?;
        let end = if to < chunks.len() { to + 1 } else { to };
        let bytes = bytes_of(&chunks[from..to]);
        self.take_whole(&chunks[from - 1..end]);
        self.not_understood(&bytes);
        Some(chunks[..from - 1].iter().chain(&chunks[end..]).cloned().collect())
    }

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
