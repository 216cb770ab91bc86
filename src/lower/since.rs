//! Events that a length of time is counted from, where they are what an item is about.
//!
//! | form | example | meaning |
//! |---|---|---|
//! | during or within | progression *during or within 6 months of* therapy | during it, or so long after it |
//! | a result of treatment | relapse *within 6 months of* transplant | so long after it, not before |
//! | a reaction | *anaphylaxis* within 72 hours of vaccination | so long after it |
//! | what the trial does | enrolled *within 72 hours of* admission | so long after it |
//! | each its own | *28 days since A, 21 days since B* | A and B were so long ago |
//!
//! Near misses: "infarction within 3 months of surgery" looks back from the surgery; "within 28 days of enrollment" is
//! counted from a moment of the trial, which is no event of the patient's.

use crate::grammar::{AnchorPhrase, Bytes, Chunk, ChunkKind, TimePhrase};
use crate::lex::{Cue, Entry, Kind, look_up};
use crate::rule::{Anchor, Bounds, Direction, Time, TimeKind};
use crate::words;

use super::atom::is_measured;
use super::context::{Context, Sort};
use super::partial::{Head, Partial};

/// Rows of `anchors.tsv` that are events of the patient's, of which an item can be.
const EVENTS: [&str; 6] = ["birth", "discharge", "last_dose", "surgery", "transplantation", "vaccination"];

/// Rows of `anchors.tsv` after which the result of a treatment shows.
const TREATMENTS: [&str; 5] = ["end_of_treatment", "last_dose", "remission", "surgery", "transplantation"];

/// Whether an anchor is an event of the patient's rather than a moment of the trial.
pub fn is_event(anchor: &AnchorPhrase) -> bool {
    anchor.id.is_none_or(|id| EVENTS.contains(&id))
}

impl Context<'_, '_> {
    /// "progression *during or within 6 months of* therapy": where the time stands, if the conjunction at `at` joins
    /// the two.
    pub fn during_or_within(&self, chunks: &[Chunk], at: usize) -> Option<usize> {
        let or = at + usize::from(self.sort(&chunks[at]) == Sort::Comma);
        if !matches!(self.cue(chunks.get(or)?)?, Cue::Or | Cue::AndOr) {
            return None;
        }
        let before = chunks.get(at.checked_sub(1)?)?;
        let ChunkKind::Time(time) = &chunks.get(or + 1)?.kind else { return None };
        let during = self.words(&before.span).to_ascii_lowercase().ends_with("during");
        let window = time.kind == TimeKind::Window && time.anchor.is_some() && time.bounds.high().is_some();
        (during && window).then_some(or + 1)
    }

    /// Reads both times of "during or within 6 months of therapy"; gives where to go on.
    pub fn read_during_or_within(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> Option<usize> {
        let end = self.during_or_within(chunks, at)?;
        let ChunkKind::Time(within) = &chunks[end].kind else { return None };
        self.take(&chunks[at..=end]);
        self.name_progression(&chunks[at - 1], partial);
        let word = chunks[at - 1].span.end - "during".len()..chunks[at - 1].span.end;
        let during = TimePhrase {
            kind: TimeKind::At,
            bounds: Bounds::default(),
            unit: None,
            direction: None,
            anchor: within.anchor.as_ref().map(|a| self.treatment_itself(a)),
            longest_of: Vec::new(),
            shortest_of: Vec::new(),
            calendar: None,
            value: word,
        };
        let during = self.time(&during);
        let mut time = self.time(within);
        time.direction = within.direction.or(Some(Direction::After));
        partial.times.push(during);
        partial.other_times.push((vec![time], None));
        Some(end + 1)
    }

    /// "pregnancy *before or during the study*": where the time stands, if the conjunction at `at` joins a bare side of its
    /// moment to it, and which side.
    pub fn either_side_of(&self, chunks: &[Chunk], at: usize) -> Option<(usize, Option<Direction>)> {
        if !matches!(self.cue(chunks.get(at)?)?, Cue::Or | Cue::AndOr) {
            return None;
        }
        let before = chunks.get(at.checked_sub(1)?)?;
        let ChunkKind::Time(time) = &chunks.get(at + 1)?.kind else { return None };
        let moment = time.kind == TimeKind::At && time.anchor.is_some() && time.bounds.is_empty();
        let side = match &*self.words(&before.span).to_ascii_lowercase() {
            "before" | "prior to" => Some(Direction::Before),
            "after" | "following" => Some(Direction::After),
            "during" => None,
            _ => return None,
        };
        (moment && matches!(before.kind, ChunkKind::Lexeme(_))).then_some((at + 1, side))
    }

    /// "depression *before or during pregnancy*": where the event ends that is no moment of the trial. It says when something
    /// was in a way that no rule has, and is nothing that excludes by itself.
    pub fn side_of_event(&self, chunks: &[Chunk], at: usize) -> Option<usize> {
        let side = |c: &Chunk| matches!(self.cue(c), Some(Cue::Before | Cue::During | Cue::After));
        let joins = matches!(self.cue(chunks.get(at)?)?, Cue::Or | Cue::AndOr);
        let named = |c: &Chunk| matches!(self.sort(c), Sort::Concept(_));
        let event = joins && side(chunks.get(at.checked_sub(1)?)?) && side(chunks.get(at + 1)?);
        (event && named(chunks.get(at + 2)?)).then_some(at + 2)
    }

    /// Reads both times of "before or during the study"; gives where to go on.
    pub fn read_either_side(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> Option<usize> {
        if let Some(end) = self.side_of_event(chunks, at) {
            self.take(&chunks[at - 1..=end]);
            let bytes = chunks[at - 1].span.start..chunks[end].span.end;
            self.not_understood(&bytes);
            return Some(end + 1);
        }
        let (end, side) = self.either_side_of(chunks, at)?;
        let ChunkKind::Time(moment) = &chunks[end].kind else { return None };
        self.take(&chunks[at..=end]);
        let first = TimePhrase { direction: side, value: chunks[at - 1].span.clone(), ..(**moment).clone() };
        if !partial.other_times.is_empty() {
            // Each would be an alternative to all times before it.
            let bytes = chunks[at - 1].span.start..chunks[end].span.end;
            self.not_understood(&bytes);
            return Some(end + 1);
        }
        let (first, second) = (self.time(&first), self.time(moment));
        partial.times.push(first);
        partial.other_times.push((vec![second], None));
        Some(end + 1)
    }

    /// "*progression during*" names what happened, and not the outcome of what comes next.
    fn name_progression(&self, before: &Chunk, partial: &mut Partial) {
        let words = self.words(&before.span);
        let Some(name) = words.len().checked_sub(" during".len()).map(|end| &words[..end]) else { return };
        let entry = look_up(name).and_then(|g| g.entries().find(|e| e.kind().is_concept()));
        if partial.head.is_none() && partial.outcome.is_some() && entry.is_some() {
            partial.outcome = None;
            partial.head = Some(Head::new(entry, before.span.start..before.span.start + name.len()));
        }
    }

    /// "completion of *chemotherapy*": what lasted, of the words that say when it was over.
    fn treatment_itself(&self, anchor: &AnchorPhrase) -> AnchorPhrase {
        let bytes = self.without_end(&anchor.span);
        let id = anchor.id.filter(|_| bytes == anchor.span);
        AnchorPhrase { id, span: bytes, lexemes: anchor.lexemes.clone() }
    }

    /// The words after those that say when a treatment was over.
    pub fn without_end(&self, bytes: &Bytes) -> Bytes {
        let lower = self.words(bytes).to_ascii_lowercase();
        let opens = |end: &&&str| lower.strip_prefix(**end).is_some_and(|rest| rest.starts_with(' '));
        let opening = words::TREATMENT_ENDS.iter().filter(opens).map(|end| end.len() + 1).max();
        bytes.start + opening.unwrap_or(0)..bytes.end
    }

    /// On which side of its moment a window lies that says "of": "relapse within 6 months *of transplant*".
    pub fn settle_direction(&self, phrase: &TimePhrase, time: &mut Time, partial: &Partial) {
        let Some(anchor) = phrase.anchor.as_ref().filter(|_| phrase.direction.is_none()) else { return };
        if time.kind == TimeKind::Window && phrase.bounds.high().is_some() && self.follows(anchor, phrase, partial) {
            time.direction = Some(Direction::After);
        } else if time.kind == TimeKind::Window && self.is_on_either_side(anchor, phrase, partial) {
            time.direction = Some(Direction::Around);
        }
    }

    /// "*septic shock* within 12 hours *of admission*", "*delirium* within 24 hours *of surgery*": a disease that may begin before
    /// that event of the same illness or after it. Near misses: "symptom onset within 6 h of hospital *arrival*", to which somebody
    /// comes with it; "infarction within 3 *months* of surgery"; "*history of* sepsis within 12 hours of admission".
    fn is_on_either_side(&self, anchor: &AnchorPhrase, phrase: &TimePhrase, partial: &Partial) -> bool {
        let words = self.words(&anchor.span).to_ascii_lowercase();
        let within = |word: &str| words::EVENTS_IN_ILLNESS.contains(&word);
        let hours = phrase.unit.as_ref().is_some_and(|u| u.code.as_deref() == Some("h"));
        let disease = partial.entry().is_some_and(|e| e.kind() == Kind::Condition);
        let named = partial.head.as_ref().map_or("", |h| self.words(&h.bytes)).to_ascii_lowercase();
        let begun = ["onset", "symptom", "symptoms"].iter().any(|word| named.ends_with(word));
        hours && disease && !begun && partial.status.is_none() && words.split(' ').any(within)
    }

    /// Whether what an item tells comes after the moment: the result of a treatment after it, what the trial does after an
    /// event of the patient's ("*enrolled* within 72 hours of admission"), and what is done within hours of an admission after
    /// that ("*surgery* within 48 hours of admission"); a reaction to a vaccine ("*myocarditis* within 6 weeks of vaccination"),
    /// and a change as somebody stands up ("*a drop in* blood pressure within 3 minutes of standing"). Near misses: "stroke within 24 h of *randomization*", "surgery within
    /// *6 months* of admission".
    fn follows(&self, anchor: &AnchorPhrase, phrase: &TimePhrase, partial: &Partial) -> bool {
        let id = anchor.id;
        if id.is_none_or(|id| TREATMENTS.contains(&id)) && self.is_result(partial) {
            return true;
        }
        let reaction = partial.entry().is_some_and(|e| words::REACTIONS_TO_VACCINES.contains(&e.id()));
        let stood = || words::CHANGES_OF_POSTURE.contains(&&*self.words(&anchor.span).to_ascii_lowercase());
        let code = phrase.unit.as_ref().and_then(|u| u.code.as_deref());
        // "SBP fall ≥ 20 mmHg *within 3 minutes of standing*"
        let rises = partial.change.is_some() || code == Some("min") && partial.value.is_some();
        if id == Some("vaccination") && reaction || rises && stood() {
            return true;
        }
        let own = id.is_none_or(|id| EVENTS.contains(&id) || id == "admission");
        let ended = partial.status.is_none() && self.names_last(partial, words::ENDS_OF_STAYS);
        if own && (ended || self.names_last(partial, words::ACTS_OF_TRIAL)) {
            return true;
        }
        let hours = matches!(code, Some("h" | "min"));
        let done = partial.entry().is_some_and(|e| e.kind() == Kind::Procedure && !words::STAYS.contains(&e.id()));
        let begun = partial.unknown.iter().any(|b| words::STARTS.contains(&&*self.words(b).to_ascii_lowercase()));
        let begun = begun || partial.outcome == Some("initiated");
        // "*prior* surgery within 48 hours of admission"
        let before = self.lexed.text.get(partial.bytes.start..phrase.value.start).unwrap_or("").to_ascii_lowercase();
        let past = partial.status.is_some() || words::LOOKING_BACK_OR_RECENT.iter().any(|word| before.contains(word));
        // "*lactate > 2 mmol/L* within 6 h of ICU admission": a test of whoever has come.
        let tested = partial.entry().is_some_and(|e| e.kind() == Kind::Analyte) && partial.value.is_some();
        let words = self.words(&anchor.span).to_ascii_lowercase();
        let admission = id == Some("admission") || tested && words.ends_with(" admission");
        admission && hours && !past && (done || begun || tested)
    }

    /// "weight loss > 10 % *over 6 months*", "averaged *over 7 days*": a period in which that was found, and not longer than
    /// that. Near miss: "hypertension *over 6 months*".
    pub fn settle_period(&self, phrase: &TimePhrase, time: &mut Time, partial: &Partial) {
        let over = self.words(&phrase.value).get(..5).is_some_and(|word| word.eq_ignore_ascii_case("over "));
        let before = self.just_before(phrase.value.start).trim_end().to_ascii_lowercase();
        let visits = before.rsplit(' ').next().is_some_and(|word| words::VISIT_NOUNS.contains(&word));
        let counted = partial.value.is_some() || partial.count.is_some() || visits;
        let averaged = before.ends_with("averaged");
        let Some(length) = time.bounds.gt.filter(|_| over && (counted || averaged) && time.anchor.is_none()) else {
            return;
        };
        let short = matches!(time.code.as_deref(), Some("s" | "min" | "h"));
        if short && partial.entry().is_some_and(|e| e.kind().is_drug()) {
            // "saline 20 ml/kg *over 1 hour*": how long it is given.
            (time.bounds.gt, time.bounds.eq) = (None, Some(length));
            return;
        }
        if visits {
            // "4 visits *over 10-11 weeks*": how long they take.
            let limit = (time.bounds.gt.take(), time.bounds.le);
            match limit.1 {
                Some(_) => time.bounds.ge = limit.0,
                None => time.bounds.eq = limit.0,
            }
            return;
        }
        // "over *1-3* months" has an upper end of its own.
        (time.bounds.gt, time.bounds.le) = (None, time.bounds.le.or(Some(length)));
        time.kind = TimeKind::Window;
        time.direction = time.direction.or(Some(Direction::Before));
    }

    /// Whether what an item has named so far is the result of a treatment.
    fn is_result(&self, partial: &Partial) -> bool {
        partial.entry().is_some_and(|e| e.id() == "disease_progression")
            || self.names_last(partial, words::TREATMENT_RESULTS)
            || matches!(partial.outcome, Some("progressed" | "relapsed"))
            || partial.is_headless() && partial.qualifiers.last() == Some(&"relapsed")
    }

    /// Whether the name of an item, or the last of its words where it has none, ends in one of these.
    fn names_last(&self, partial: &Partial, ends: &[&str]) -> bool {
        let named = partial.head.as_ref().map(|h| &h.bytes).or(partial.unknown.last());
        named.is_some_and(|bytes| {
            let words = self.words(bytes).to_ascii_lowercase();
            ends.contains(&words.rsplit(' ').next().unwrap_or_default())
        })
    }

    /// "At least *28 days since A, 21 days since B*": each is an event of its own, and "at least" is said of every length.
    pub fn events_each(&mut self, partials: &mut [Partial]) {
        let alone = |p: &Partial| {
            p.event_before.is_some()
                && p.other_times.is_empty()
                && Partial { sex: None, status: None, ..p.clone() }.is_only_time()
        };
        if partials.len() < 2 || partials.iter().filter(|p| p.event_before.is_some()).count() < 2 {
            return;
        }
        let mut least: Option<bool> = None;
        for partial in partials.iter_mut() {
            if !alone(partial) {
                least = None;
                continue;
            }
            if let [time] = partial.times.as_mut_slice() {
                match (least, time.bounds.eq) {
                    (Some(strict), Some(length)) => {
                        let (ge, gt) = if strict { (None, Some(length)) } else { (Some(length), None) };
                        time.bounds = Bounds { ge, gt, ..Bounds::default() };
                    }
                    _ => {
                        least = time.bounds.low().map(|_| time.bounds.gt.is_some()).filter(|_| time.bounds.eq.is_none())
                    }
                }
            }
            self.event_counted_from(partial);
        }
    }

    /// Whether an item that says only how long since an event stands beside a result, which has no such time.
    pub fn is_event_since(&self, item: &Partial, before: &Partial) -> bool {
        let measured = before.entry().is_some_and(is_measured);
        let [time] = item.times.as_slice() else { return false };
        let Some(event) = &item.event_before else { return false };
        if before.is_age() && time.direction == Some(Direction::After) {
            // "age ≥ 18 years and *> 6 months from stroke*"
            return item.other_times.is_empty();
        }
        let since = self.just_before(event.start).split_whitespace().rev().take(3);
        let since = since.map(|word| word.to_ascii_lowercase()).any(|word| word == "since");
        measured && since && item.other_times.is_empty() && time.bounds.low().is_some()
    }

    /// "≤ 12 days since *symptom onset*": what begins an illness. Near miss: "≤ 12 days since *diagnosis*", of something named
    /// before.
    pub fn begins_symptoms(&self, bytes: &Bytes) -> bool {
        let words = self.words(bytes).to_ascii_lowercase();
        words.contains("symptom") && words.contains("onset")
    }

    /// The row that the words of an event stand for; none where they are those of a moment of the trial.
    pub fn event_named(&self, bytes: Bytes, anchor: Option<&Anchor>) -> Option<(Option<Entry>, Bytes)> {
        let id = match anchor {
            Some(Anchor::Point(point)) => point.id.as_deref(),
            _ => None,
        };
        let named =
            |bytes: &Bytes| look_up(self.words(bytes)).and_then(|g| g.entries().find(|e| e.kind().is_concept()));
        let treatment = |e: &Entry| e.kind().is_treatment();
        let inner = self.without_end(&bytes);
        if inner != bytes
            && let Some(entry) = named(&inner).filter(treatment)
        {
            return Some((Some(entry), inner));
        }
        let entry = named(&bytes);
        let own = id.is_none_or(|id| id == "birth") || self.begins_symptoms(&bytes);
        (own || entry.is_some()).then_some((entry, bytes))
    }
}
