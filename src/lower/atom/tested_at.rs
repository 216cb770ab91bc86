//! The sounds that hearing is tested with, where they stand outside brackets.
//!
//! | form | example | read |
//! |---|---|---|
//! | frequencies | pure tone average *at 0.5, 1 and 2 kHz* > 70 dB | a limit of 70 dB |
//! | how loud | word recognition score *at 60 dB SPL* ≤ 30 % | a limit of 30 % |
//!
//! They limit nothing, and are named in a note. Near misses: "stimulation *at > 10 Hz*", a limit; "hearing threshold *at 40 dB*", which says
//! not of what sound; "PTA *(0.5 and 1 kHz)*" is read with brackets, see [`crate::lower::group`].

use crate::grammar::{Chunk, ChunkKind, Quantity, QuantityForm};
use crate::lex::Cue;
use crate::lower::context::Context;

/// The most chunks of a list of frequencies.
const LONGEST: usize = 16;

impl Context<'_, '_> {
    /// Where the sounds end that "at" names in a list of chunks.
    pub fn sounds_end(&self, chunks: &[Chunk], at: usize) -> Option<usize> {
        if at == 0 || !self.is_cue(&chunks[at], Cue::At) {
            return None;
        }
        let rest = &chunks[at + 1..];
        let bare = |c: &Chunk| match &c.kind {
            ChunkKind::Quantity(q) => is_told(q).then(|| (**q).clone()),
            _ => None,
        };
        let first = bare(rest.first()?)?;
        let loud = |c: &Chunk| matches!(self.words(&c.span).rsplit(' ').next(), Some("SPL" | "SNR"));
        if let Some(own) = rest.iter().take(2).position(loud).filter(|_| first.code() == Some("dB")) {
            return Some(at + 2 + own);
        }
        let listed = |c: &&Chunk| bare(c).is_some_and(|q| q.unit.is_none() || is_frequency(&q)) || self.is_separator(c);
        let listed = rest.iter().take(LONGEST).take_while(listed).count();
        let last = rest[..listed].iter().rposition(|c| bare(c).is_some_and(|q| is_frequency(&q)))?;
        let plain = rest[..last].iter().all(|c| self.is_separator(c) || bare(c).is_some());
        // "at 1 and 2 kilohertz *(kHz)*"
        let again = |c: &Chunk| self.words(&c.span).trim_matches(['(', ')']).eq_ignore_ascii_case("khz");
        let again = usize::from(rest.get(last + 1).is_some_and(again));
        plain.then_some(at + 2 + last + again)
    }

    /// Passes over the sounds that "at" names; gives where to go on.
    pub(super) fn tested_at(&mut self, chunks: &[Chunk], at: usize) -> Option<usize> {
        let end = self.sounds_end(chunks, at)?;
        self.take(&chunks[at..=at]);
        self.take_as_said(&chunks[at + 1..end], "at what it is tested");
        Some(end)
    }
}

fn is_told(q: &Quantity) -> bool {
    let bounds = &q.bounds;
    let range = bounds.low().is_some() && bounds.high().is_some();
    !q.age && (q.form == QuantityForm::Bare && bounds.eq.is_some() || range)
}

fn is_frequency(q: &Quantity) -> bool {
    matches!(q.code(), Some("Hz" | "kHz"))
}
