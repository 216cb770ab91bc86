//! "Even if" behind what is said: it holds all the same, and the words are no condition of it.
//!
//! | form | rule |
//! |---|---|
//! | HBcAb positive*, even if HBV DNA is undetectable* | `HBcAb positive`, and a note names the words |
//! | *even if treated*, HIV infection | `HIV infection` |
//!
//! Near misses: "HBcAb positive *if* HBV DNA is detectable", a condition; "platelets ≥ 50 *even after* transfusion".

use crate::grammar::Chunk;
use crate::lex::Cue;
use crate::lower::context::{Context, Sort};

impl Context<'_, '_> {
    /// The chunks without "even if …": up to the next comma, or to the end.
    pub(super) fn without_even_if(&mut self, chunks: &[Chunk]) -> Option<Vec<Chunk>> {
        let at = chunks.iter().position(|c| self.is_cue(c, Cue::If) || self.is_cue(c, Cue::When))?;
        let said = |c: &Chunk| self.words(&c.span).to_ascii_lowercase();
        let one = said(&chunks[at]).starts_with("even ");
        let start = if one { at } else { at.checked_sub(1).filter(|even| said(&chunks[*even]) == "even")? };
        let comma = |c: &Chunk| self.sort(c) == Sort::Comma;
        let parted = start > 0 && comma(&chunks[start - 1]);
        let opens = chunks[..start].iter().all(|c| self.is_idle(c));
        let next = chunks[at..].iter().position(comma).map(|n| at + n).filter(|_| parted || opens);
        let end = next.unwrap_or(chunks.len());
        let rest: Vec<Chunk> = match (opens, next) {
            (true, Some(comma)) => chunks[comma + 1..].to_vec(),
            (true, None) => return None,
            (false, _) => chunks[..start - usize::from(parted)].iter().chain(&chunks[end..]).cloned().collect(),
        };
        if rest.iter().all(|c| self.is_idle(c)) || end <= at + 1 {
            return None;
        }
        if parted {
            self.take(&chunks[start - 1..start]);
        }
        self.pass_over(&chunks[start..end], "changes nothing");
        Some(rest)
    }
}
