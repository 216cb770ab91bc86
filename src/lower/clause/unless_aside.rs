//! Who is excused, said between people and what they must: "Men*, unless surgically sterile,* must use condoms". It is put behind the
//! demand, where "must use condoms unless surgically sterile" has it.
//!
//! Near misses: "HIV*, unless treated,* or hepatitis", of no demand; "must, *unless treated, have* …", which stands within the demand.

use crate::grammar::{Chunk, ChunkKind};
use crate::lex::Cue;
use crate::lower::context::{Context, Sort};

/// The most chunks of such an aside, and before it.
const LONGEST: usize = 24;

impl Context<'_, '_> {
    /// The chunks with the excuse behind the demand.
    pub(super) fn unless_aside(&self, chunks: &[Chunk]) -> Option<Vec<Chunk>> {
        let near = &chunks[..chunks.len().min(LONGEST)];
        let bracketed = |c: &Chunk| matches!(&c.kind, ChunkKind::Group(inner) if inner.len() > 1 && self.is_cue(&inner[0], Cue::Unless));
        let comma = |c: &Chunk| self.sort(c) == Sort::Comma;
        let ends = |c: &Chunk| matches!(self.sort(c), Sort::Semicolon | Sort::Stop | Sort::Colon);
        let (people, excuse, demand) = if let Some(at) = near.iter().position(bracketed) {
            let ChunkKind::Group(inner) = &chunks[at].kind else { return None };
            (&chunks[..at], inner.as_slice(), &chunks[at + 1..])
        } else {
            let at = near.windows(2).position(|two| comma(&two[0]) && self.is_cue(&two[1], Cue::Unless))?;
            let close = at + 2 + chunks[at + 2..].iter().take(LONGEST).position(comma)?;
            let must = |c: &Chunk| self.is_cue(c, Cue::Must);
            // "unless surgically sterile, *postmenopausal, or abstinent,* must use …"
            let close = (close..chunks.len().min(close + LONGEST))
                .find(|n| comma(&chunks[*n]) && chunks.get(n + 1).is_some_and(must))?;
            (&chunks[..at], &chunks[at + 1..close], &chunks[close + 1..])
        };
        let end = demand.iter().position(ends).unwrap_or(demand.len());
        let opens = demand.first().is_some_and(|c| self.is_cue(c, Cue::Must));
        let said = |c: &Chunk| ends(c) || matches!(self.cue(c), Some(Cue::Must | Cue::If | Cue::Unless | Cue::Except));
        let plain = !people.iter().any(said) && !excuse[1..].iter().any(said);
        let again = self.find(&demand[..end], &[Cue::If, Cue::Unless, Cue::Except]).is_some();
        if people.is_empty() || !opens || !plain || again {
            return None;
        }
        let order = [people, &demand[..end], excuse, &demand[end..]];
        Some(order.into_iter().flatten().cloned().collect())
    }
}
