//! Where something is or lies: sites of the body, and between what.
//!
//! | form | example |
//! |---|---|
//! | a place after two prepositions | infection *in or near the catheter* |
//! | between two things | distance *between the gallbladder and the stomach* > 1 cm |
//! | from one thing to another | *time from symptom onset to treatment* > 4.5 hours |
//! | an organ after a preposition | radiotherapy to > 25 % *of the bone marrow* |
//! | a name turned round | cancer *of the liver* |
//! | how long at rest before something is measured | heart rate < 100 bpm after *5 minutes of rest* |
//! | a side before a name | *upper* extremity weakness |
//!
//! Near misses: "between 18 and 65" is a range, "lower than 5" a comparison.

use super::is_measured;
use crate::grammar::{Chunk, ChunkKind};
use crate::lex::{Cue, Entry, Kind, Lexeme, look_up};
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::partial::{Head, Partial};
use crate::rule::TimeKind;
use crate::words;

/// Rows of `settings.tsv` in which somebody is for a while before something is measured.
const RESTING: [&str; 3] = ["at_rest", "sitting", "supine"];

impl Context<'_, '_> {
    /// "low back pain with *radiation* to the knee": where the pain goes. Near misses: "bone pain treated with *radiation* to the hip",
    /// "pain with *radiation therapy*", which are given.
    pub(super) fn is_where_pain_goes(&self, entry: Entry, chunk: &Chunk, rest: &[Chunk]) -> bool {
        let lexemes = &self.lexed.lexemes;
        let back = |n: usize| chunk.lexemes.start.checked_sub(n).and_then(|at| lexemes.get(at));
        let with = back(1).is_some_and(|l| matches!(l.cue(), Some(Cue::With | Cue::Without | Cue::WithOrWithout)));
        let pain = |e: Entry| e.kind() == Kind::Condition && e.name().split(' ').any(|word| word == "pain");
        let site = |c: &Chunk| words::BODY_SITES.contains(&&*self.words(&c.span).to_ascii_lowercase());
        entry.id() == "radiotherapy"
            && self.words(&chunk.span).eq_ignore_ascii_case("radiation")
            && with
            && back(2).and_then(|l| l.concept()).is_some_and(pain)
            && rest.iter().take(4).any(site)
    }

    /// "infection *in or near the catheter*": the place, after two prepositions.
    pub(super) fn place_between(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> Option<usize> {
        let event = partial.entry().is_some_and(|e| matches!(e.kind(), Kind::Condition | Kind::Procedure));
        if !event || !self.joins_places(chunks, at + 1) {
            return None;
        }
        let ends = |c: &Chunk| {
            self.is_separator(c)
                || matches!(self.sort(c), Sort::Time | Sort::Group | Sort::Quantity | Sort::Stop)
                || matches!(
                    self.cue(c),
                    Some(Cue::SuchAs | Cue::Including | Cue::OpenList | Cue::With | Cue::Without | Cue::Who)
                )
        };
        let end = chunks[at + 3..].iter().position(ends).map_or(chunks.len(), |n| at + 3 + n);
        self.take_whole(&chunks[at..end]);
        let place = self.mention(None, &bytes_of(&chunks[at..end]));
        partial.settings.push(place);
        Some(end)
    }

    /// "distance *between the gallbladder and the stomach* > 1 cm": between what, up to the limit.
    pub(super) fn between_two(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> Option<usize> {
        if !self.is_cue(&chunks[at], Cue::Between) {
            return None;
        }
        let named = partial.head.is_some() || !partial.unknown.is_empty();
        // "*time* between diagnosis and surgery > 3 months"
        let span = self.time_before(chunks, at);
        if !named && span.is_none() {
            return None;
        }
        let and = (at + 1..chunks.len()).find(|n| self.ends_between(chunks, *n))?;
        let ends = |c: &Chunk| {
            matches!(self.sort(c), Sort::Quantity | Sort::Time | Sort::Group | Sort::Stop | Sort::Semicolon)
                || matches!(self.cue(c), Some(Cue::Be | Cue::Of | Cue::Must | Cue::With | Cue::Without | Cue::Who))
        };
        let end = chunks[and + 1..].iter().position(ends).map_or(chunks.len(), |n| and + 1 + n);
        self.take_whole(&chunks[at..end]);
        match span {
            Some(span) if !named => {
                partial.head = Some(Head::new(None, span.span.start..bytes_of(&chunks[at..end]).end));
            }
            _ => {
                let place = self.mention(None, &bytes_of(&chunks[at..end]));
                partial.settings.push(place);
            }
        }
        Some(end)
    }

    /// "after *5 minutes of rest*", "after *sitting for 5 minutes*": how long somebody rests before something is measured is
    /// no time of the result.
    pub(super) fn after_rest(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> Option<usize> {
        let posture = |c: &Chunk| match self.sort(c) {
            Sort::Term(entry) => RESTING.contains(&entry.id()).then(|| entry.id()),
            _ => None,
        };
        let short = match &chunks[at].kind {
            ChunkKind::Quantity(q) => q.unit.as_ref().and_then(|u| u.code.as_deref()),
            ChunkKind::Time(t) if t.kind == TimeKind::Duration => t.unit.as_ref().and_then(|u| u.code.as_deref()),
            _ => None,
        };
        let measured = partial.entry().is_some_and(is_measured);
        if !measured || !matches!(short, Some("min" | "h")) {
            return None;
        }
        let next = at + 1 + usize::from(chunks.get(at + 1).is_some_and(|c| self.is_cue(c, Cue::Of)));
        let before = at.checked_sub(1).and_then(|before| posture(&chunks[before]));
        let (id, start, end) = match (chunks.get(next).and_then(posture), before) {
            (Some(id), _) => (id, at, next + 1),
            (None, Some(id)) => (id, at - 1, at + 1),
            (None, None) => return None,
        };
        self.take_whole(&chunks[start..end]);
        partial.settings.retain(|setting| start == at || setting.id.as_deref() != Some(id));
        let rested = self.mention(Some(id), &bytes_of(&chunks[start..end]));
        partial.settings.push(rested);
        Some(end)
    }

    /// The word directly before that says that a length of time follows: "*time* from", "*interval* between".
    fn time_before<'a>(&self, chunks: &'a [Chunk], at: usize) -> Option<&'a Chunk> {
        let before = &chunks[at.checked_sub(1)?];
        let word = self.cue(before)?;
        matches!(word, Cue::Interval | Cue::Period | Cue::SpanWord | Cue::Times).then_some(before)
    }

    /// "*time from symptom onset to treatment* > 4.5 hours": how long it is from one to the other, up to the limit.
    pub(super) fn time_from(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> Option<usize> {
        let span = self.time_before(chunks, at)?;
        let nothing = partial.head.is_none() && partial.unknown.is_empty() && partial.times.is_empty();
        let from = self.cue(&chunks[at]) == Some(Cue::From)
            || matches!(&chunks[at].kind, ChunkKind::Time(t) if t.kind == TimeKind::At && t.bounds.is_empty())
                && self.words(&chunks[at].span).to_ascii_lowercase().starts_with("from ");
        let named = |c: &Chunk| matches!(self.sort(c), Sort::Word | Sort::Concept(_) | Sort::Term(_) | Sort::Cue(_));
        let limit = chunks[at + 1..].iter().position(|c| !named(c)).map(|n| at + 1 + n)?;
        let limited = matches!(self.sort(&chunks[limit]), Sort::Quantity | Sort::Time);
        let to = chunks[at + 1..limit].iter().any(|c| self.is_cue(c, Cue::To));
        if !(nothing && from && limited && to) {
            return None;
        }
        let idle = |c: &&Chunk| matches!(self.cue(c), Some(Cue::Of | Cue::Be | Cue::Must));
        let end = limit - chunks[at..limit].iter().rev().take_while(idle).count();
        self.take_whole(&chunks[at..end]);
        partial.head = Some(Head::new(None, span.span.start..chunks[end - 1].span.end));
        Some(end)
    }

    /// "radiotherapy to > 25 % of the *bone marrow*": an organ after a preposition.
    pub(super) fn is_place(&self, chunk: &Chunk, partial: &Partial) -> bool {
        let named = partial.head.is_some() || !partial.unknown.is_empty() && partial.value.is_some();
        named && matches!(self.preposition(chunk), Some(Cue::Of | Cue::In | Cue::To))
    }

    /// Where it is, or with the organ the name it makes: "cancer of the *liver*" is liver cancer.
    pub(super) fn place(&mut self, chunk: &Chunk, partial: &mut Partial) {
        if !self.is_named_after(chunk, partial) {
            let place = self.mention(None, &chunk.span);
            partial.settings.push(place);
        }
    }

    /// Whether words after "of" make another name of the head, which a table has: "pain of the *knee*", "biopsy of the
    /// *liver*". Near miss: "infection of the *port*".
    pub(super) fn is_named_after(&self, chunk: &Chunk, partial: &mut Partial) -> bool {
        let Some(head) = partial.head.as_mut() else { return false };
        let Some(entry) = head.entry.filter(|e| !is_measured(*e)) else { return false };
        let between = self.lexed.text.get(head.bytes.end..chunk.span.start).unwrap_or("").trim();
        if !matches!(between, "of" | "of the") {
            return false;
        }
        let name = format!("{} {}", self.words(&chunk.span), self.words(&head.bytes));
        let found = look_up(&name).and_then(|group| group.of(entry.kind()));
        if let Some(found) = found {
            (head.entry, head.bytes.end) = (Some(found), chunk.span.end);
        }
        found.is_some()
    }

    /// "*liver* neoplasm": an organ directly before a disease is part of its name, which no table has as a whole.
    pub(super) fn is_site_of(&self, chunk: &Chunk, rest: &[Chunk]) -> bool {
        let organ = matches!(&*self.words(&chunk.span).to_ascii_lowercase(), "hepatic" | "liver" | "renal");
        let disease = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind() == Kind::Condition);
        organ && rest.first().is_some_and(disease)
    }

    fn preposition(&self, chunk: &Chunk) -> Option<Cue> {
        let mut before = self.lexed.lexemes[..chunk.lexemes.start].iter().rev().map(Lexeme::cue);
        before.find(|cue| *cue != Some(Cue::The)).flatten()
    }

    /// "*upper* abdominal surgery", "*lower* lip": which part of the body the words directly after it name.
    pub(super) fn names_side(&self, chunk: &Chunk, rest: &[Chunk]) -> bool {
        let side = words::SIDES.contains(&&*self.words(&chunk.span).to_ascii_lowercase());
        let named = |c: &Chunk| match self.sort(c) {
            Sort::Word => true,
            Sort::Concept(entry) => !is_measured(entry),
            Sort::Cue(cue) => cue == Cue::BodyFunction,
            _ => false,
        };
        side && rest.first().is_some_and(named)
    }
}
