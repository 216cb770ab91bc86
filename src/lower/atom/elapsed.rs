//! "*time from liver transplant* ≥ 12 months", "*duration since last radiotherapy* ≥ 2 weeks": how long ago something was done
//! that is named before the length; "*time since surgery* > 4 weeks", how long ago an event was.
//!
//! Near misses: "*duration of* diabetes ≥ 2 years", which it lasts; "time from symptom onset *to randomization* ≤ 8 h";
//! "time since *enrollment* ≥ 4 weeks", which is a moment of the trial.

use crate::grammar::{Chunk, ChunkKind, TimePhrase};
use crate::lex::Cue;
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::partial::{Head, Partial};
use crate::lower::since::is_event;
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
        if let (true, ChunkKind::Time(event)) = (length, &since.kind) {
            return self.elapsed_since_event(chunks, 1, event, partial);
        }
        if let ChunkKind::Time(event) = &chunks[0].kind
            && opening.starts_with("post")
            && matches!(since.kind, ChunkKind::Time(_))
        {
            return self.elapsed_since_event(chunks, 0, event, partial);
        }
        let named = 2 + chunks.get(2..)?.iter().take(2).take_while(idle).count();
        let [treatment, Chunk { kind: ChunkKind::Time(t), .. }] = chunks.get(named..named + 2)? else { return None };
        let Sort::Concept(entry) = self.sort(treatment) else { return None };
        let cue = matches!(self.cue(since), Some(Cue::From | Cue::After));
        if !(length && from && cue && has_one_end(t) && entry.kind().is_treatment()) {
            return None;
        }
        partial.head = Some(Head::new(Some(entry), treatment.span.clone()));
        self.so_long_ago(t, partial);
        self.take_whole(&chunks[..named + 2]);
        Some(named + 2)
    }

    /// "time *since injury* > 1 year", "*post transplant* > 6 months": the event is among those that a time is counted from.
    fn elapsed_since_event(
        &mut self,
        chunks: &[Chunk],
        since_at: usize,
        event: &TimePhrase,
        partial: &mut Partial,
    ) -> Option<usize> {
        let anchor = event.anchor.as_ref().filter(|anchor| is_event(anchor) || anchor.id == Some("diagnosis"))?;
        let since = self.words(&chunks[since_at].span).to_ascii_lowercase();
        let since = ["since ", "from ", "after ", "post"].iter().any(|word| since.starts_with(word));
        let idle = |c: &&Chunk| matches!(self.cue(c), Some(Cue::Be | Cue::Must | Cue::Of));
        let next = since_at + 1;
        let at = next + chunks[next..].iter().take_while(idle).count();
        let Chunk { kind: ChunkKind::Time(t), .. } = chunks.get(at)? else { return None };
        if !(since && event.bounds.is_empty() && has_one_end(t)) {
            return None;
        }
        let (entry, bytes) = self.event_named(anchor.span.clone(), None)?;
        partial.head = Some(Head::new(entry, bytes));
        self.so_long_ago(t, partial);
        self.take_whole(&chunks[..=at]);
        Some(at + 1)
    }

    fn so_long_ago(&mut self, length: &TimePhrase, partial: &mut Partial) {
        let mut time = self.time(length);
        (time.kind, time.direction) = (TimeKind::Window, Some(Direction::Before));
        partial.times.push(time);
    }
}

/// "≥ 12 months": a length with one end, and nothing said of where it is counted from.
fn has_one_end(t: &TimePhrase) -> bool {
    t.is_bare_length() && t.bounds.eq.is_none() && t.bounds.low().is_some() != t.bounds.high().is_some()
}
