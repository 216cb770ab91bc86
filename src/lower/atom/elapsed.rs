//! "*time from liver transplant* ≥ 12 months", "*duration since last radiotherapy* ≥ 2 weeks": how long ago something was done
//! that is named before the length.
//!
//! Near misses: "*duration of* diabetes ≥ 2 years", which it lasts; "time from symptom onset *to randomization* ≤ 8 h".

use crate::grammar::{Chunk, ChunkKind};
use crate::lex::Cue;
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::partial::{Head, Partial};
use crate::rule::{Direction, TimeKind};

impl Context<'_, '_> {
    /// Reads how long ago a treatment was; gives where to go on.
    pub(super) fn elapsed_since(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> Option<usize> {
        let blank = at == 0 && partial.head.is_none() && partial.unknown.is_empty() && !partial.negated;
        let since = chunks.get(1).filter(|_| blank)?;
        let opening = self.words(&bytes_of(&chunks[..2])).to_ascii_lowercase();
        let mut words = opening.split(' ');
        let length = words.next().is_some_and(|word| matches!(word, "time" | "duration" | "interval" | "period"));
        let from = words.all(|word| matches!(word, "elapsed" | "from" | "since" | "after" | "the" | "last"));
        let idle = |c: &&Chunk| matches!(self.cue(c), Some(Cue::The | Cue::Prior)) || self.words(&c.span) == "last";
        let named = 2 + chunks.get(2..)?.iter().take(2).take_while(idle).count();
        let [treatment, Chunk { kind: ChunkKind::Time(t), .. }] = chunks.get(named..named + 2)? else { return None };
        let Sort::Concept(entry) = self.sort(treatment) else { return None };
        let bare = t.kind == TimeKind::Duration && t.anchor.is_none() && t.direction.is_none() && !t.bounds.is_empty();
        let one_end = t.bounds.eq.is_none() && t.bounds.low().is_some() != t.bounds.high().is_some();
        let cue = matches!(self.cue(since), Some(Cue::From | Cue::After));
        if !(length && from && cue && bare && one_end && entry.kind().is_treatment()) {
            return None;
        }
        let mut time = self.time(t);
        (time.kind, time.direction) = (TimeKind::Window, Some(Direction::Before));
        partial.head = Some(Head::new(Some(entry), treatment.span.clone()));
        partial.times.push(time);
        self.take_whole(&chunks[..named + 2]);
        Some(named + 2)
    }
}
