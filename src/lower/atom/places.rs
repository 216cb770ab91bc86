//! Places that a number counts behind a preposition, and what is found there: "progression *in > 4 lesions*", "biopsy *of ≥ 1 site(s)*".
//!
//! Near misses: "ST elevation in *≥ 2 leads*", which says where; "eGFR < 30 in *≥ 2 samples*", how often it is measured; "Ki-67 in *≥ 20 %*",
//! a share.

use crate::grammar::{Chunk, ChunkKind, QuantityForm};
use crate::lex::Cue;
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::partial::{Head, Partial};
use crate::words;

use super::is_measured;

/// The most chunks of what is counted: "measurable target *lesions*".
const LONGEST: usize = 3;

impl Context<'_, '_> {
    /// Reads a preposition, a number and the places it counts at `at`, as more that is demanded; gives where to go on.
    pub(super) fn places_counted(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> Option<usize> {
        let [joint, number, rest @ ..] = chunks.get(at..)? else { return None };
        let named = partial.head.as_ref().filter(|h| !h.entry.is_some_and(is_measured))?;
        let limit = match &number.kind {
            ChunkKind::Quantity(q) if q.form == QuantityForm::Limit => q,
            _ => return None,
        };
        let plain = limit.unit.is_none() && limit.relative_to.is_none() && !limit.age;
        let free = partial.value.is_none() && partial.count.is_none() && named.bytes.end <= joint.span.start;
        if !matches!(self.cue(joint), Some(Cue::In | Cue::Of)) || !plain || !free {
            return None;
        }
        let place = |c: &Chunk| words::COUNTED_PLACES.contains(&&*self.words(&c.span).to_ascii_lowercase());
        let noun = rest.iter().take(LONGEST).position(place)?;
        if !rest[..noun].iter().all(|c| matches!(self.sort(c), Sort::Word | Sort::Term(_))) {
            return None;
        }
        let bytes = bytes_of(&rest[..=noun]);
        let many = rest.get(noun + 1).is_some_and(|c| self.words(&c.span).eq_ignore_ascii_case("(s)"));
        let end = at + 3 + noun + usize::from(many);
        let count = Some(limit.clone());
        self.take_whole(&chunks[at..end]);
        let head = Some(Head::new(None, bytes.clone()));
        partial.also.push(Partial { head, count, bytes: number.span.start..bytes.end, ..Partial::default() });
        Some(end)
    }
}
