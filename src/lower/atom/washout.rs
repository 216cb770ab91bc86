//! How long something must not have been taken, by the word "washout".
//!
//! | form | example | rule |
//! |---|---|---|
//! | none | *no washout of statins* for at least 4 weeks | a statin in the past 4 weeks |
//! | demanded | *washout of at least 4 weeks for fluoxetine* | no fluoxetine in the past 4 weeks |
//! | too short a one, in an exclusion | *washout < 4 weeks for ACE inhibitors* | an ACE inhibitor in the past 4 weeks |
//! | beside what excludes | NSAIDs *(washout 2 weeks)* | NSAIDs in the past 2 weeks |
//! | the head of a list | *Washout:* stimulants 5 days, atomoxetine 14 days | any of them in that time |
//! | of nothing that is named | *washout period of ≥ 18 weeks* | a length |
//!
//! Near misses: "statins *every* 4 weeks"; "washout of *less than* 2 weeks", whose limit is on the other side.

use super::recent::washed_out_for;
use crate::grammar::{Chunk, ChunkKind, Quantity, TimePhrase};
use crate::lex::Cue;
use crate::lower::atom::is_measured;
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::partial::Partial;
use crate::rule::{Bounds, Direction, Node, TimeKind};
use crate::words;

/// The most words of "after *at least 4 weeks of a* washout".
const MOST_WORDS: usize = 8;

impl Context<'_, '_> {
    /// Reads the washout that begins at `at`; gives where to go on.
    pub(super) fn washed_out(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> Option<usize> {
        let starts = self.words(&chunks[at].span).get(..4).is_some_and(|word| word.eq_ignore_ascii_case("wash"));
        if !starts {
            return None;
        }
        let of = chunks.get(at + 1).is_some_and(|c| matches!(self.cue(c), Some(Cue::Of | Cue::From | Cue::For)));
        let next = chunks.get(at + 1 + usize::from(of));
        let next = next.is_some_and(|c| matches!(self.sort(c), Sort::Concept(e) if e.kind().is_treatment()));
        let missed = partial.negated || partial.outcome == Some("failed");
        let given = partial.entry().is_some_and(|e| e.kind().is_treatment());
        let named = partial.head.is_none() && next;
        match &chunks[at].kind {
            ChunkKind::Time(t) if named && of && !self.demand && !missed && is_most(t) => {
                let mut time = self.time(t);
                (time.kind, time.direction) = (TimeKind::Window, Some(Direction::Before));
                partial.times.push(time);
            }
            ChunkKind::Time(t) if is_least(t) && (named && of || given && !missed) => {
                let low = t.bounds.low().map(|(n, _)| n);
                let mut time = self.time(t);
                time.bounds = Bounds { lt: low, ..Bounds::default() };
                (time.kind, time.direction) = (TimeKind::Window, time.direction.or(Some(Direction::Before)));
                partial.times.push(time);
            }
            ChunkKind::Lexeme(_) if named && (missed != self.demand) && self.lasts_at_least(&chunks[at + 1..]) => {
                partial.washed_out = true;
            }
            ChunkKind::Time(t) if is_least(t) && !given && !next && !self.opens_bracket(&chunks[at]) => {
                let mut time = self.time(t);
                time.kind = TimeKind::Duration;
                partial.times.push(time);
                self.take(&chunks[at..=at]);
                return Some(at + 1);
            }
            _ => return None,
        }
        self.take(&chunks[at..=at + usize::from(of)]);
        if missed {
            partial.outcome = None;
            self.hear_denial(partial.bytes.start..chunks[at].span.start);
        }
        (partial.negated, partial.absent) = (self.demand && !missed, false);
        Some(at + 1 + usize::from(of))
    }

    /// "Washout: stimulants *5 days*": a number of days under the head of such a list; whether it is one.
    pub(super) fn washed_out_before(&mut self, q: &Quantity, partial: &mut Partial) -> bool {
        let time = matches!(q.code(), Some("h" | "d" | "wk" | "mo" | "a"));
        let bounds = washed_out_for(&q.bounds).filter(|_| self.washing && time && !partial.is_blank());
        let Some(bounds) = bounds else { return false };
        let mut time = self.duration(&Quantity { bounds, ..q.clone() });
        (time.kind, time.direction) = (TimeKind::Window, Some(Direction::Before));
        partial.times.push(time);
        true
    }

    /// "*Washouts:* fingolimod 6 weeks; natalizumab 2 months", "inhibitors *washed out* ≥ 4 weeks; mitotane ≥ 6 months": drugs, and for
    /// how long none was taken. As a demand it denies that any was; in an exclusion it names who has taken one later. Near misses:
    /// "Washout *of methotrexate:* ≥ 4 weeks", of one drug; "*After washout:* IOP > 20", which is measured then.
    pub fn washed_out_list(&mut self, sentence: &[Chunk]) -> Option<Node> {
        if self.washing {
            return None;
        }
        let rest = self.list_of_washouts(sentence)?;
        let (demand, excluding) = (std::mem::take(&mut self.demand), std::mem::replace(&mut self.excluding, true));
        self.washing = true;
        let mut nodes = Vec::new();
        self.sentence(&rest, &mut nodes);
        (self.demand, self.excluding, self.washing) = (demand, excluding, false);
        let bytes = bytes_of(sentence);
        if nodes.is_empty() {
            return None;
        }
        let node = self.joined(nodes, false, &bytes);
        Some(if demand { self.not(node, &bytes) } else { node })
    }

    /// The chunks of such a list without its head, and without "never" behind a drug that must not have been taken at all.
    fn list_of_washouts(&mut self, sentence: &[Chunk]) -> Option<Vec<Chunk>> {
        let length = |c: &Chunk| match &c.kind {
            ChunkKind::Time(t) => t.is_bare_length(),
            ChunkKind::Quantity(q) => matches!(q.code(), Some("d" | "wk" | "mo" | "a")),
            _ => false,
        };
        let colon = sentence.iter().position(|c| self.sort(c) == Sort::Colon);
        let treatment = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind().is_treatment());
        let headed = colon.filter(|at| {
            let (head, list) = (&sentence[..*at], &sentence[at + 1..]);
            let said = self.words(&bytes_of(head)).to_ascii_lowercase();
            let washed = words::WASHOUT_HEADS.iter().any(|word| said.contains(word));
            let after = said.starts_with("after") || self.demand && said.contains("not ");
            let named =
                head.iter().any(|c| treatment(c) && !self.words(&c.span).to_ascii_lowercase().starts_with("med"));
            // "The following washout periods are required: *2 weeks for* topical therapy" says the lengths first.
            let last = list.first().is_some_and(|c| !length(c));
            washed && last && !after && !named && head.len() <= MOST_WORDS && list.iter().any(length)
        });
        if let Some(at) = headed {
            self.take_whole(&sentence[..=at]);
            self.hear_denial(bytes_of(&sentence[..=at]));
            return Some(self.without_never(&sentence[at + 1..]));
        }
        let at = (0..sentence.len()).find(|at| {
            let pair = &sentence[*at..(at + 2).min(sentence.len())];
            matches!(&*self.words(&bytes_of(pair)).to_ascii_lowercase(), "washed out" | "washed-out")
        })?;
        let several = sentence.iter().any(|c| self.sort(c) == Sort::Semicolon);
        let next = sentence.get(at + 2).is_some_and(length);
        if !(self.demand && several && next && at > 0 && colon.is_none()) {
            return None;
        }
        self.take_whole(&sentence[at..at + 2]);
        Some(sentence[..at].iter().chain(&sentence[at + 2..]).cloned().collect())
    }

    /// "alemtuzumab*: never*": at no time.
    fn without_never(&mut self, chunks: &[Chunk]) -> Vec<Chunk> {
        let never = |c: &Chunk| self.words(&c.span).eq_ignore_ascii_case("never");
        let drop: Vec<usize> = (1..chunks.len())
            .filter(|at| never(&chunks[*at]) && self.sort(&chunks[at - 1]) == Sort::Colon)
            .flat_map(|at| [at - 1, at])
            .collect();
        for at in &drop {
            self.take_whole(&chunks[*at..=*at]);
            self.hear_denial(chunks[*at].span.clone());
        }
        (0..chunks.len()).filter(|at| !drop.contains(at)).map(|at| chunks[at].clone()).collect()
    }

    /// "LDL-C > 100 *after 4-week washout of statins*": so long without it before the test, which no rule says of a test; gives
    /// where these words end.
    pub(super) fn tested_after_washout(&mut self, chunks: &[Chunk], at: usize, partial: &Partial) -> Option<usize> {
        let measured = partial.value.is_some() && partial.entry().is_some_and(is_measured);
        let opening = self.words(&chunks[at].span).to_ascii_lowercase();
        let after = ["after", "following"].iter().any(|word| opening.split(' ').next() == Some(word));
        if !measured || !after {
            return None;
        }
        let ends = |c: &Chunk| matches!(self.sort(c), Sort::Comma | Sort::Semicolon | Sort::Stop | Sort::Group);
        let end = chunks[at..].iter().position(ends).map_or(chunks.len(), |n| at + n);
        let bytes = bytes_of(&chunks[at..end]);
        let washed = self.words(&bytes).to_ascii_lowercase().split(' ').take(MOST_WORDS).any(|w| w.starts_with("wash"));
        if !washed {
            return None;
        }
        self.take_whole(&chunks[at..end]);
        self.not_understood(&bytes);
        Some(end)
    }

    /// Whether a chunk is the first of a bracket, which says more of what stands before it.
    fn opens_bracket(&self, chunk: &Chunk) -> bool {
        self.just_before(chunk.span.start).trim_end().ends_with(['(', '['])
    }

    /// Whether no length in these chunks is "less than" something.
    fn lasts_at_least(&self, chunks: &[Chunk]) -> bool {
        let least = |c: &Chunk| match &c.kind {
            ChunkKind::Time(t) => t.bounds.high().is_none() || t.bounds.eq.is_some(),
            _ => true,
        };
        chunks.iter().all(least)
    }
}

/// "washout *< 4 weeks*": a length that has an upper end alone.
fn is_most(t: &TimePhrase) -> bool {
    t.bounds.low().is_none() && t.bounds.eq.is_none() && t.bounds.high().is_some()
}

/// "washout *of at least 4 weeks*": a length that has no upper end.
fn is_least(time: &TimePhrase) -> bool {
    let length = time.bounds.eq.is_some() || time.bounds.low().is_some() && time.bounds.high().is_none();
    time.kind == TimeKind::Frequency && length && time.longest_of.is_empty() && time.shortest_of.is_empty()
}
