//! "*time from liver transplant* ≥ 12 months", "*duration since last radiotherapy* ≥ 2 weeks": how long ago something was done
//! that is named before the length; "*time since surgery* > 4 weeks", "*time since stroke:* 3-12 months", how long ago an event
//! was.
//!
//! Near misses: "*duration of* diabetes ≥ 2 years", which it lasts; "time from symptom onset *to randomization* ≤ 8 h";
//! "time since *enrollment* ≥ 4 weeks", which is a moment of the trial; "time *in target range*: > 70 %".

use crate::grammar::{Chunk, ChunkKind, TimePhrase};
use crate::lex::{Cue, Kind, look_up};
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::partial::{Head, Partial};
use crate::lower::since::is_event;
use crate::rule::{Anchor, Direction, Time, TimeKind};
use crate::words;

/// The most chunks of the length: "6 weeks *to 12 months*" is two.
const MOST_LENGTHS: usize = 2;

impl Context<'_, '_> {
    /// "*Time since stroke:* 3-12 months": whether a label is such words, and a length of time is all that stands after it.
    pub fn is_elapsed_label(&self, label: &[Chunk], item: &[Chunk]) -> bool {
        let opening = self.words(&bytes_of(label)).to_ascii_lowercase();
        let mut words = opening.split([' ', '-']);
        let length = words.next().is_some_and(|word| matches!(word, "time" | "duration" | "interval" | "period"));
        let since = words
            .find(|word| *word != "elapsed")
            .is_some_and(|word| matches!(word, "from" | "since" | "after") || word.starts_with("post"));
        let lengths = self.lengths(item);
        length && since && lengths > 0 && lengths == item.len()
    }

    /// How many chunks in a row say nothing but a length of time.
    fn lengths(&self, chunks: &[Chunk]) -> usize {
        let length = |c: &&Chunk| match &c.kind {
            ChunkKind::Time(t) => t.is_bare_length(),
            ChunkKind::Quantity(q) => {
                let code = q.unit.as_ref().and_then(|u| u.code.as_deref());
                matches!(code, Some("h" | "d" | "wk" | "mo" | "a"))
            }
            _ => false,
        };
        chunks.iter().take(MOST_LENGTHS).take_while(length).count()
    }

    /// Reads how long ago a treatment was; gives where to go on.
    pub(super) fn elapsed_since(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> Option<usize> {
        let blank = at == 0 && partial.head.is_none() && partial.unknown.is_empty() && !partial.negated;
        let since = chunks.get(1).filter(|_| blank)?;
        let opening = self.words(&bytes_of(&chunks[..2])).to_ascii_lowercase();
        let mut words = opening.split(' ');
        let length = words.next().is_some_and(|word| matches!(word, "time" | "duration" | "interval" | "period"));
        let from = words.all(|word| matches!(word, "elapsed" | "from" | "since" | "after" | "the" | "last"));
        let idle = |c: &&Chunk| matches!(self.cue(c), Some(Cue::The | Cue::Prior)) || self.words(&c.span) == "last";
        if let (true, ChunkKind::Time(event)) = (length, &since.kind)
            && !self.is_last_of_treatment(event, chunks)
        {
            return self.elapsed_since_event(chunks, 1, event, partial);
        }
        if let ChunkKind::Time(event) = &chunks[0].kind
            && opening.starts_with("post")
            && matches!(since.kind, ChunkKind::Time(_))
        {
            return self.elapsed_since_event(chunks, 0, event, partial);
        }
        let last = matches!(since.kind, ChunkKind::Time(_));
        let named = 2 + chunks.get(2..)?.iter().take(2).take_while(|c| idle(c) || self.is_cue(c, Cue::Of)).count();
        let event = chunks.get(named)?;
        let Sort::Concept(entry) = self.sort(event) else { return None };
        let happened = entry.kind().is_treatment() || entry.kind() == Kind::Condition;
        let cue = last || matches!(self.cue(since), Some(Cue::From | Cue::After));
        let times = self.lengths_after(chunks, named + 1).filter(|_| length && (from || last) && cue && happened)?;
        partial.head = Some(Head::new(Some(entry), event.span.clone()));
        let end = named + 1 + times.len();
        partial.times.extend(times);
        self.take_whole(&chunks[..end]);
        Some(end)
    }

    /// "*interval from last surgery to randomisation* ≤ 12 weeks": how long before a moment of the trial something was done. Near miss:
    /// "time from *symptom onset* to randomization ≤ 8 h", which is nothing that is done.
    pub(super) fn elapsed_up_to(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> Option<usize> {
        let blank = at == 0 && partial.head.is_none() && partial.unknown.is_empty() && !partial.negated;
        let opens = |c: &Chunk| {
            let words = self.words(&c.span).split(' ').next().unwrap_or("").to_ascii_lowercase();
            matches!(&*words, "time" | "duration" | "interval" | "period")
        };
        if !blank || !chunks.first().is_some_and(opens) {
            return None;
        }
        let limit = (2..chunks.len()).find(|at| self.lengths(&chunks[*at..]) > 0)?;
        let said = bytes_of(&chunks[..limit]);
        let words = self.words(&said).to_ascii_lowercase();
        let (_, rest) = words.split_once(' ')?;
        let (from, rest) = rest.split_once(' ')?;
        let (event, moment) = rest.split_once(if from == "between" { " and " } else { " to " })?;
        let event = event.trim_start_matches("the ");
        let event = ["last ", "prior ", "previous ", "most recent "]
            .iter()
            .find_map(|w| event.strip_prefix(w))
            .unwrap_or(event);
        let moment = moment.trim_start_matches("the ").trim_end_matches([':', ' ']);
        let done = look_up(event)?.entries().find(|e| e.kind().is_treatment())?;
        let anchor = look_up(moment)?.of(Kind::Anchor).filter(|e| words::STARTS_OF_TRIAL.contains(&e.id()))?;
        let place = |part: &str| words.rfind(part).map(|at| said.start + at..said.start + at + part.len());
        let (event, moment) = (place(event)?, place(moment)?);
        let mut times = self.lengths_after(chunks, limit).filter(|_| matches!(from, "from" | "between" | "since"))?;
        for time in &mut times {
            time.anchor = Some(Anchor::Point(self.mention(Some(anchor.id()), &moment)));
        }
        let end = limit + times.len();
        partial.head = Some(Head::new(Some(done), event));
        partial.times.extend(times);
        self.take_whole(&chunks[..end]);
        Some(end)
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
        let times = self.lengths_after(chunks, at).filter(|_| since && event.bounds.is_empty())?;
        let (entry, bytes) = self.event_named(anchor.span.clone(), None)?;
        partial.head = Some(Head::new(entry, bytes));
        let end = at + times.len();
        partial.times.extend(times);
        self.take_whole(&chunks[..end]);
        Some(end)
    }

    /// "time *since the last dose of rituximab* > 6 months": whether it is a treatment of which the last dose was so long ago.
    fn is_last_of_treatment(&self, event: &TimePhrase, chunks: &[Chunk]) -> bool {
        let dose = event.anchor.as_ref().is_some_and(|a| a.id == Some("last_dose")) && event.bounds.is_empty();
        let of = chunks.get(2).is_some_and(|c| self.is_cue(c, Cue::Of));
        dose && of && chunks.get(3).is_some_and(|c| matches!(self.sort(c), Sort::Concept(e) if e.kind().is_treatment()))
    }

    /// The lengths that begin at `at`, as windows so long ago, where each has an end. Near miss: "time since surgery *4 weeks*",
    /// at least or at most.
    fn lengths_after(&mut self, chunks: &[Chunk], at: usize) -> Option<Vec<Time>> {
        let rest = chunks.get(at..)?;
        let lengths = &rest[..self.lengths(rest)];
        let mut times = Vec::new();
        for chunk in lengths {
            let mut time = match &chunk.kind {
                ChunkKind::Time(t) => self.time(t),
                ChunkKind::Quantity(q) => self.duration(q),
                _ => return None,
            };
            if time.bounds.eq.is_some() || time.bounds.is_empty() {
                return None;
            }
            (time.kind, time.direction) = (TimeKind::Window, Some(Direction::Before));
            times.push(time);
        }
        (!times.is_empty()).then_some(times)
    }
}
