//! One item of a coordination, read left to right: modifiers, head, limit, times, and what is said in brackets.

use rust_decimal::Decimal;

use crate::grammar::{Bytes, Chunk, ChunkKind, Quantity, QuantityForm, TimePhrase, bound};
use crate::lex::{Comparator, Cue, Entry, Kind, Lex, look_up};
use crate::rule::{Anchor, Bounds, Direction, Mention, Node, Number, Status, Time, TimeKind};

use super::context::{Context, DEEPEST, Sort, bytes_of};
use super::partial::{Before, Head, Partial, Related, Relation};
use super::share::{prefixed, suffixed};

/// The greatest number that is an age without the text saying so.
const OLDEST: Decimal = Decimal::from_parts(120, 0, 0, false, 0);

/// Column of `analytes.tsv`: the usual unit.
const ANALYTE_UNIT: usize = 5;

/// So many characters before an age can make it the age at an event, and more than these words have: "before the age
/// of".
const ONSET: usize = 32;

impl Context<'_, '_> {
    /// Reads one item.
    pub fn atom(&mut self, chunks: &[Chunk]) -> Partial {
        self.atom_about(chunks, None)
    }

    /// Reads one item; one that begins with a predicate ("treated", "stable") is said of `subject`.
    pub fn atom_about(&mut self, chunks: &[Chunk], subject: Option<&Head>) -> Partial {
        let mut partial = Partial { bytes: bytes_of(chunks), ..Partial::default() };
        partial.head = subject.filter(|_| self.is_predicate(chunks)).cloned();
        if self.depth >= DEEPEST {
            self.take_whole(chunks);
            partial.unknown.push(partial.bytes.clone());
            return partial;
        }
        self.depth += 1;
        let mut at = self.opening(chunks, &mut partial);
        while at < chunks.len() {
            at = self.atom_step(chunks, at, &mut partial);
        }
        self.settle_head(&mut partial);
        if partial.times.iter().any(|t| matches!(&t.anchor, Some(Anchor::Point(p)) if p.id.as_deref() == Some("birth")))
        {
            // "less than 6 weeks postpartum" is a state of its own, also in a list.
            self.event_counted_from(&mut partial);
        }
        self.depth -= 1;
        self.settle_naive(&mut partial);
        let people = chunks.iter().any(|c| self.names_people(c));
        partial.age |= people && is_plain_age(&partial);
        self.split_age(people, &mut partial);
        partial
    }

    /// Whether an item begins with what it says of something, and does not name it.
    pub fn is_predicate(&self, chunks: &[Chunk]) -> bool {
        let first = chunks.iter().find(|c| !self.is_idle(c));
        let says = first.is_some_and(|c| match self.sort(c) {
            Sort::Term(entry) => matches!(entry.kind(), Kind::Qualifier | Kind::Outcome | Kind::Finding),
            Sort::Cue(cue) => matches!(cue, Cue::Stable),
            _ => false,
        });
        let names = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind() == Kind::Condition);
        says && !chunks.iter().any(names)
    }

    /// "No prior chemotherapy within 4 weeks": none in that time; without a time, none ever.
    fn settle_naive(&self, partial: &mut Partial) {
        let words = |t: &Time| t.kind == TimeKind::Window && !t.bounds.is_empty();
        if partial.outcome == Some("naive") && partial.head.is_some() && partial.times.iter().any(words) {
            partial.outcome = None;
            partial.negated = !partial.negated;
        }
    }

    /// Whether a chunk is a word for people ("patients", "women").
    fn names_people(&self, chunk: &Chunk) -> bool {
        matches!(self.cue(chunk), Some(Cue::Patient | Cue::Male | Cue::Female | Cue::SexAny | Cue::Adult))
    }

    /// "Patients *aged 18 or older* with heart failure": the age is the person's, whatever else the item is about.
    /// "Before the age of 60" is when that began, and stays with it.
    fn split_age(&mut self, people: bool, partial: &mut Partial) {
        let years = |q: &Quantity| q.age || q.unit.as_ref().is_some_and(|u| u.code.as_deref() == Some("a"));
        if partial.age
            && partial.head.is_some()
            && partial.value.as_ref().is_some_and(|q| q.form == QuantityForm::Class)
            && let Some(second) = partial.second.take_if(|q| years(q))
        {
            // "ASA I-III patients aged 18 to 80".
            let bytes = second.value.clone();
            partial.age = false;
            partial.also.push(Partial { value: Some(second), age: true, bytes, ..Partial::default() });
            return;
        }
        let (Some(head), Some(quantity)) = (&partial.head, &partial.value) else { return };
        let unit = quantity.unit.as_ref().and_then(|u| u.code.as_deref());
        let time = matches!(unit, Some("a" | "mo" | "wk" | "d"));
        let measured = head.entry.is_some_and(is_measured);
        if measured && head.entry.is_some_and(|e| matches!(e.cell(ANALYTE_UNIT), "a" | "mo" | "wk" | "d")) {
            // "gestational age < 32 weeks", "life expectancy of at least 1 year".
            return;
        }
        let things = head.entry.is_some_and(|e| e.kind() == Kind::Condition) && !people && !partial.age;
        if things && quantity.age && limited_in_time(quantity) && quantity.value.start <= head.bytes.end + 1 {
            // "ulcers *older than 1 year*"
            let quantity = quantity.clone();
            partial.value = partial.second.take();
            let time = self.duration(&quantity);
            partial.times.push(time);
            return;
        }
        let said = (partial.age || quantity.age) && (time || quantity.unit.is_none() && !measured);
        let limited = quantity.form == QuantityForm::Limit;
        let implied = people && limited && unit == Some("a") && quantity.value.end <= head.bytes.start;
        let onset = self.follows_onset(&quantity.value);
        if !(said && (limited || quantity.bounds.eq.is_some()) || implied) || onset {
            return;
        }
        let value = partial.value.take();
        let bytes = value.as_ref().map_or(0..0, |q| q.value.clone());
        partial.age = false;
        partial.value = partial.second.take();
        partial.also.push(Partial { value, age: true, bytes, ..Partial::default() });
    }

    /// "Children aged *6 months to 5 years* with z-score < -3": an age before something measured is the person's.
    fn settle_age_before(&mut self, partial: &mut Partial) {
        let years = |q: &Quantity| {
            let unit = q.unit.as_ref().and_then(|u| u.code.as_deref());
            q.form == QuantityForm::Limit && matches!(unit, Some("a" | "mo" | "wk" | "d"))
        };
        let aged = partial.age && partial.value.as_deref().is_some_and(years);
        if !aged || partial.value.as_ref().is_some_and(|q| self.follows_onset(&q.value)) {
            return;
        }
        for quantity in [partial.value.take(), partial.second.take_if(|q| years(q))].into_iter().flatten() {
            let bytes = quantity.value.clone();
            partial.also.push(Partial { value: Some(quantity), age: true, bytes, ..Partial::default() });
        }
        partial.age = false;
    }

    /// Whether the words before an age make it the age at an event: "before", "at", "since".
    fn follows_onset(&self, value: &Bytes) -> bool {
        let before = self.lexed.text[..value.start].trim_end();
        let near = before.char_indices().nth_back(ONSET - 1).map_or(0, |(at, _)| at);
        let before = before[near..].to_ascii_lowercase();
        let before = before.strip_suffix(" of").unwrap_or(&before);
        let before = before.strip_suffix(" age").unwrap_or(before);
        let before = before.strip_suffix(" the").unwrap_or(before);
        before
            .rsplit(' ')
            .next()
            .is_some_and(|word| matches!(word, "before" | "after" | "at" | "since" | "until" | "by"))
    }

    /// "signs or symptoms of", which say of a disease how it shows.
    fn names_signs(&self, chunk: &Chunk) -> bool {
        let words = self.words(&chunk.span).to_ascii_lowercase();
        words.contains("sign") || words.contains("symptom")
    }

    /// "as confirmed by …", "all of which …": an item that speaks of those before it.
    fn opening(&mut self, chunks: &[Chunk], partial: &mut Partial) -> usize {
        let idle = |c: &Chunk| matches!(self.cue(c), Some(Cue::As | Cue::All | Cue::Of | Cue::Also));
        let at = chunks.iter().position(|c| !idle(c)).unwrap_or(0);
        match chunks.get(at).and_then(|c| self.cue(c)) {
            Some(Cue::AccordingTo | Cue::DefinedAs) if chunks.len() > at + 1 => {
                partial.says_of_before = Some(Before::Last);
                self.take(&chunks[..=at]);
                at + 1
            }
            Some(Cue::Who) if at > 0 => {
                partial.says_of_before = Some(Before::Every);
                self.take(&chunks[..=at]);
                at + 1
            }
            _ => 0,
        }
    }

    /// Reads the chunk at `at`; gives where to go on.
    fn atom_step(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> usize {
        let chunk = &chunks[at];
        self.take(std::slice::from_ref(chunk));
        match &chunk.kind {
            ChunkKind::Quantity(q) if self.is_length_of_history(q, chunks.get(at + 1), partial) => {
                let time = self.duration(q);
                partial.times.push(time);
            }
            ChunkKind::Quantity(q) if self.is_span_of_name(q, chunks.get(at + 1)) => {
                // "the *24-hour* mean blood pressure": over how long it is measured.
                let setting = self.mention(None, &q.value);
                partial.settings.push(setting);
            }
            ChunkKind::Quantity(q) => {
                let limit = partial.waiting.take().filter(|_| q.form == QuantityForm::Bare && !q.approximate);
                match (limit, q.bounds.eq) {
                    (Some(comparator), Some(n)) => {
                        let bounds = bound(comparator, n);
                        let limit = Quantity { form: QuantityForm::Limit, bounds, ..(**q).clone() };
                        self.atom_quantity(&limit, &chunks[at + 1..], partial);
                    }
                    _ => self.atom_quantity(q, &chunks[at + 1..], partial),
                }
            }
            ChunkKind::Time(t) => {
                if let Some(end) = self.both_sides(chunks, at, partial) {
                    return end;
                }
                let mut time = self.time(t);
                if partial.head.is_none()
                    && partial.sex.is_none()
                    && t.kind != TimeKind::At
                    && !partial.unknown.is_empty()
                {
                    // "Melasma persisting for 6 months that failed treatment": what stands before a time has it.
                    let at = self.last_phrase(&partial.unknown);
                    let head = self.unknown_head(at, partial);
                    partial.head = Some(head);
                }
                let event = t.anchor.as_ref().filter(|a| a.id.is_none_or(|id| id == "birth"));
                let event = event.filter(|_| t.direction == Some(Direction::After));
                partial.event_before = event.map(|a| a.span.clone()).filter(|_| !t.bounds.is_empty());
                self.settle_time(&mut time, partial);
                if partial.says_of_before == Some(Before::Every) && time.kind == TimeKind::Duration {
                    // "all of which must have been cured for one year": the cure lasts, not the disease.
                    time.of = partial.last_qualifier.clone().map(|b| self.mention(None, &b));
                }
                let leads = chunks[..at].iter().all(|c| matches!(self.cue(c), Some(Cue::The | Cue::Also)));
                if leads && chunks.len() > at + 1 { partial.lead_times.push(time) } else { partial.times.push(time) }
            }
            ChunkKind::Group(inner) if at > 0 && self.says_how_recent(&chunks[at - 1], inner) => {
                // "recent (< 3 months) stroke, TIA or MI": of every item.
                for chunk in inner.iter() {
                    let ChunkKind::Time(phrase) = &chunk.kind else { continue };
                    self.take(std::slice::from_ref(chunk));
                    let phrase = TimePhrase { kind: TimeKind::Window, ..(**phrase).clone() };
                    let time = self.time(&phrase);
                    partial.lead_times.push(time);
                }
            }
            ChunkKind::Group(inner) => self.group(inner, partial),
            ChunkKind::Lexeme(_) => return self.atom_word(chunks, at, partial),
        }
        at + 1
    }

    /// "from 28 days before to 90 days after treatment": on one side of the anchor or on the other.
    fn both_sides(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> Option<usize> {
        let (ChunkKind::Time(before), ChunkKind::Time(after)) = (&chunks[at].kind, &chunks.get(at + 2)?.kind) else {
            return None;
        };
        let sides = (before.direction, after.direction) == (Some(Direction::Before), Some(Direction::After));
        let lengths = before.bounds.eq.is_some() && after.bounds.eq.is_some();
        let joined = matches!(self.cue(&chunks[at + 1])?, Cue::To | Cue::And | Cue::Until);
        if !(sides && lengths && joined && before.anchor.is_none() && after.anchor.is_some()) {
            return None;
        }
        let (mut before, mut after) = ((**before).clone(), (**after).clone());
        before.anchor.clone_from(&after.anchor);
        for side in [&mut before, &mut after] {
            side.kind = TimeKind::Window;
            side.bounds.le = side.bounds.eq.take();
        }
        self.take(&chunks[at..at + 3]);
        let (before, after) = (self.time(&before), self.time(&after));
        partial.times.push(before);
        partial.other_times.push((vec![after], None));
        Some(at + 3)
    }

    /// "recent (< 3 months)", "recent (within 6 months)".
    fn says_how_recent(&self, word: &Chunk, inner: &[Chunk]) -> bool {
        let recent = matches!(&*self.words(&word.span).to_ascii_lowercase(), "recent" | "recently");
        let short = |c: &Chunk| matches!(&c.kind, ChunkKind::Time(t) if t.bounds.low().is_none());
        recent && matches!(inner, [only] if short(only))
    }

    fn atom_word(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> usize {
        let chunk = &chunks[at];
        let rest = &chunks[at + 1..];
        match self.sort(chunk) {
            Sort::Concept(entry) if self.opens_own_limit(entry, rest, partial) => {
                let part = self.atom(&chunks[at..]);
                partial.also.push(part);
                return chunks.len();
            }
            Sort::Concept(entry) if self.opens_event(entry, &chunks[..at], rest, partial) => {
                self.event_within(chunks, at, partial);
                return chunks.len();
            }
            Sort::Concept(entry) => return at + 1 + self.atom_concept(entry, chunk, rest.first(), partial),
            Sort::Word if self.begins_abused(chunks, at, partial) => {
                self.event_within(chunks, at, partial);
                return chunks.len();
            }
            Sort::Term(entry) if entry.kind() == Kind::Setting && self.missing_before(chunk, rest, partial) => {
                return chunks.len();
            }
            Sort::Term(entry) => self.atom_term(entry, chunk, partial),
            Sort::Cue(cue) => return self.atom_cue(cue, chunk, rest, at, chunks.len(), partial),
            Sort::Word => self.atom_unknown(chunk, partial),
            _ => {}
        }
        at + 1
    }

    /// "the *24-hour* mean blood pressure", "a *3-week* diary": a length with a hyphen is part of the name after it.
    fn is_span_of_name(&self, q: &Quantity, next: Option<&Chunk>) -> bool {
        let time = q.unit.as_ref().is_some_and(|u| matches!(u.code.as_deref(), Some("h" | "min" | "d" | "wk" | "mo")));
        let hyphened = self.words(&q.value).contains('-');
        let named = next.is_some_and(|c| {
            c.span.start <= q.value.end + 1 && matches!(self.sort(c), Sort::Word | Sort::Concept(_) | Sort::Term(_))
                || matches!(self.words(&c.span), "mean" | "average" | "median")
        });
        time && hyphened && named && q.form == QuantityForm::Bare && !q.age
    }

    /// "norepinephrine ≥ 0.2 µg/kg/min for *MAP* ≥ 65 mmHg": something else that is measured, and its limit.
    fn opens_own_limit(&self, entry: Entry, rest: &[Chunk], partial: &Partial) -> bool {
        let other = partial.head.as_ref().is_some_and(|h| h.entry != Some(entry));
        let idle = |c: &&Chunk| matches!(self.cue(c), Some(Cue::Of | Cue::Be | Cue::ScoreWord | Cue::Must));
        let limit = rest.iter().find(|c| !idle(c) && !matches!(c.kind, ChunkKind::Group(_)));
        is_measured(entry)
            && !is_graded(entry)
            && other
            && partial.value.as_ref().is_some_and(|q| q.form != QuantityForm::Bare)
            && limit.is_some_and(is_limited)
    }

    /// "at least one temperature *reading* > 38 °C", "≥ 1 *lesion* ≥ 10 mm": a number before what has a limit of its own
    /// is how often that is found.
    fn counts_limited(&self, rest: &[Chunk]) -> bool {
        let mut rest = rest.iter().skip_while(|c| matches!(self.cue(c), Some(Cue::Of | Cue::The | Cue::Other)));
        let named = rest.next().is_some_and(|c| matches!(self.sort(c), Sort::Concept(_) | Sort::Word));
        let mut before_separator = rest.take_while(|c| !self.is_separator(c));
        named && before_separator.any(|c| matches!(&c.kind, ChunkKind::Quantity(q) if q.form == QuantityForm::Limit))
    }

    /// "on *2 or more* occasions", "in 3 consecutive measurements": how often a limit is found.
    fn counts_findings(&self, q: &Quantity, rest: &[Chunk]) -> bool {
        let times = q.unit.as_ref().is_some_and(|u| u.code.as_deref() == Some("{times}"));
        // "on two or more *antihypertensive drugs*" counts what is given.
        let finding = |e: Entry| is_measured(e) || e.kind() == Kind::Observation;
        let given = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if !finding(e));
        let given = rest.iter().take(3).take_while(|c| !self.is_separator(c)).any(given);
        let word = |c: &Chunk| matches!(self.sort(c), Sort::Word | Sort::Concept(_) | Sort::Term(_) | Sort::Cue(_));
        let word = |c: &Chunk| word(c) && !given;
        let plain = q.form != QuantityForm::Class && q.relative_to.is_none();
        let named = plain && q.unit.is_none() && rest.first().is_some_and(word);
        let times = times || self.words(&q.value).to_lowercase().contains("separate");
        let before = self.lexed.text[..q.value.start].trim_end();
        ends_in_preposition(before) && (times || named)
    }

    /// A quantity is a count where it stands before what it counts, else the limit.
    fn atom_quantity(&mut self, q: &Quantity, rest: &[Chunk], partial: &mut Partial) {
        let counts = q.unit.is_none()
            && matches!(q.form, QuantityForm::Bare | QuantityForm::Limit)
            && partial.head.is_none()
            && partial.value.is_none()
            && !partial.age
            && !q.age
            && rest.iter().any(|c| match self.sort(c) {
                Sort::Concept(e) => !matches!(e.kind(), Kind::Analyte | Kind::Score),
                Sort::Word => true,
                Sort::Cue(cue) => cue == Cue::OfFollowing,
                _ => false,
            });
        let next = rest.iter().find(|c| !matches!(self.cue(c), Some(Cue::The | Cue::Of | Cue::Prior | Cue::Other)));
        let counts_next = q.unit.is_none()
            && (q.form == QuantityForm::Bare || q.form == QuantityForm::Limit && partial.value.is_some())
            && partial.head.is_some()
            && next.is_some_and(
                |c| matches!(self.sort(c), Sort::Concept(e) if !matches!(e.kind(), Kind::Analyte | Kind::Score)),
            );
        let limited = q.unit.is_none() && partial.count.is_none() && !partial.age && !q.age && partial.head.is_none();
        let limited = limited && matches!(q.form, QuantityForm::Bare | QuantityForm::Limit) && partial.value.is_none();
        let found = partial.value.is_some() && partial.count.is_none() && self.counts_findings(q, rest);
        if let Some(time) = self.counted_within(q, partial) {
            partial.times.push(time);
        } else if found {
            // "on 2 occasions" and "2 times" count alike.
            let count = Quantity { unit: q.unit.clone().filter(|u| u.code.as_deref() != Some("{times}")), ..q.clone() };
            partial.count = Some(count.into());
        } else if counts || limited && self.counts_limited(rest) {
            partial.count = Some(q.clone().into());
        } else if counts_next {
            partial.next_count = Some(q.clone().into());
        } else if partial.value.is_none() {
            partial.value = Some(q.clone().into());
        } else if partial.second.is_none()
            && q.form != QuantityForm::Bare
            && partial.value.as_ref().is_some_and(|first| goes_with(self.lexed.text, first, q))
        {
            partial.second = Some(q.clone().into());
        } else if partial.second.is_none() && q.form == QuantityForm::Limit && q.unit.is_some() {
            self.another_limit(q, partial);
        } else {
            // A third limit in one item, and a further number that nothing compares, are beyond what is understood: the
            // number is reported, not dropped.
            partial.unknown.push(q.value.clone());
        }
    }

    /// "at least 6 transfusions *in 24 weeks*": the time that a count is of.
    fn counted_within(&mut self, q: &Quantity, partial: &Partial) -> Option<Time> {
        let before = self.lexed.text[..q.value.start].trim_end().to_ascii_lowercase();
        let time = q.unit.as_ref().is_some_and(|u| matches!(u.code.as_deref(), Some("a" | "mo" | "wk" | "d" | "h")));
        let counted = partial.count.is_some() && partial.head.is_some() && partial.value.is_none();
        if !(counted && time && q.form == QuantityForm::Bare && before.ends_with(" in")) {
            return None;
        }
        let bounds = Bounds { le: q.bounds.eq, ..Bounds::default() };
        let mut time = self.duration(&Quantity { bounds, ..q.clone() });
        time.kind = TimeKind::Window;
        time.direction = Some(Direction::Before);
        Some(time)
    }

    /// A second limit in a unit of something else: of the words directly before it ("over 18 *weighing 65 to 85 kg*"). A
    /// number without a comparator before it was but part of the name ("*2-hour* C-peptide < 1.8 ng/mL").
    fn another_limit(&self, q: &Quantity, partial: &mut Partial) {
        let Some(first) = &partial.value else { return };
        if first.form == QuantityForm::Bare {
            partial.unknown.push(first.value.clone());
            partial.value = Some(q.clone().into());
            return;
        }
        let bytes = first.value.end..q.value.end;
        partial.also.push(Partial { value: Some(q.clone().into()), bytes, ..Partial::default() });
    }

    /// Reads a concept; gives how many of the chunks after it, of which `next` is the first, were read with it.
    fn atom_concept(&mut self, entry: Entry, chunk: &Chunk, next: Option<&Chunk>, partial: &mut Partial) -> usize {
        let head = Head::new(Some(entry), chunk.span.clone());
        match entry.kind() {
            Kind::Condition => self.last_condition = Some(head.clone()),
            Kind::Score if !is_graded(entry) => self.last_score = Some(head.clone()),
            _ => {}
        }
        if let Some((condition, class)) = is_graded(entry).then(|| self.graded_condition(&head)).flatten()
            && partial.head.is_none()
        {
            self.last_condition = Some(condition.clone());
            partial.head = Some(condition);
            partial.grade = Some(class);
            return 0;
        }
        if is_measured(entry) && partial.head.is_none() {
            self.settle_age_before(partial);
        }
        if let Some(treatment) = self.treatment_of(&head, partial) {
            // "treatment for syphilis": the treatment is what happened, the syphilis what it was for.
            partial.therapy = Some(treatment.bytes.clone());
            partial.head = Some(treatment);
        }
        match &partial.head {
            None if is_graded(entry) && partial.grade.is_none() && partial.value.is_none() => {
                partial.grade = Some(head)
            }
            None if entry.kind() == Kind::Procedure && self.is_measured_on(chunk, partial) => {
                let method = self.method(&chunk.span);
                partial.methods.push(method);
            }
            None => partial.head = Some(head),
            Some(first) if first.entry == Some(entry) => {}
            Some(_) if is_graded(entry) => partial.grade = Some(head),
            Some(_) if next.is_some_and(|c| self.is_cue(c, Cue::Equivalent)) && partial.equivalent.is_none() => {
                // "opioids > 60 mg *morphine equivalent*"
                partial.equivalent = Some(head);
            }
            Some(_) if partial.relation.is_some() => {}
            Some(first) => return self.second_concept(first.clone(), head, next, partial),
        }
        0
    }

    /// "> 450 ms *on* ECG", "≥ 50 % *on* echocardiography": after a limit, a procedure that the limit was found on.
    fn is_measured_on(&self, chunk: &Chunk, partial: &Partial) -> bool {
        let limited = partial.value.as_ref().is_some_and(|q| q.form == QuantityForm::Limit && q.unit.is_some());
        let before = self.lexed.text[..chunk.span.start].trim_end();
        let word = before.rsplit(' ').next().unwrap_or("").to_ascii_lowercase();
        limited && !partial.age && (matches!(&*word, "on" | "by" | "via") || !partial.times.is_empty())
    }

    /// Whether a measured thing is what the item's limit is of: there is none yet, or it stands before both, or directly
    /// before it ("infants *< 32 weeks gestation*").
    fn is_limited_before(&self, first: &Head, second: &Head, partial: &Partial) -> bool {
        let Some(quantity) = &partial.value else { return true };
        let leads = quantity.value.end <= first.bytes.start && !partial.age && !quantity.age;
        let between = self.lexed.text.get(quantity.value.end..second.bytes.start);
        leads || quantity.unit.is_some() && between.is_some_and(|b| matches!(b.trim(), "" | "of"))
    }

    /// "hemorrhage *on CT*": a procedure by which a disease is seen.
    fn is_found_on(&self, first: &Head, second: &Head) -> bool {
        let kind = |h: &Head| h.entry.map(Entry::kind);
        let between = self.lexed.text.get(first.bytes.end..second.bytes.start).unwrap_or("").trim();
        let seen = second.entry.is_some_and(|e| Entry::find(Kind::Method, e.id()).is_some());
        kind(first) == Some(Kind::Condition) && kind(second) == Some(Kind::Procedure) && seen && between == "on"
    }

    /// "lupus nephritis class" is a lupus nephritis and its class.
    fn graded_condition(&self, head: &Head) -> Option<(Head, Head)> {
        let words = self.words(&head.bytes);
        let split = words.trim_end().rfind(' ')?;
        let first = words[..split].trim_end_matches([' ', ')']).split(" (").next()?;
        let entry = look_up(first)?.of(Kind::Condition)?;
        let start = head.bytes.start;
        let condition = Head::new(Some(entry), start..start + first.len());
        Some((condition, Head::new(head.entry, start + split + 1..head.bytes.end)))
    }

    /// Two concepts in one item: the measured one is what a limit is said of; a condition at, or a drug in, another
    /// event is said of the same event.
    fn second_concept(&mut self, first: Head, second: Head, next: Option<&Chunk>, partial: &mut Partial) -> usize {
        let measured = |h: &Head| h.entry.is_some_and(is_measured);
        if let Some(base) = self.base_of(&first, &second) {
            // "oxaliplatin-based chemotherapy" is a chemotherapy with oxaliplatin.
            let node = self.bare_node(&base, None);
            partial.having.push(node);
            partial.head = Some(second);
        } else if first.entry.is_some_and(|e| e.id() == "blood_pressure") && is_pressure(&second) {
            // "blood pressure 90-140 mmHg *systolic*"
            partial.head = Some(second);
        } else if self.is_found_on(&first, &second) {
            let method = self.method(&second.bytes);
            partial.methods.push(method);
        } else if measured(&first) && measured(&second) {
            let setting = self.mention(second.entry.map(Entry::id), &second.bytes);
            partial.settings.push(setting);
        } else if measured(&second) && !measured(&first) && self.is_limited_before(&first, &second, partial) {
            let context = self.bare_node(&first, partial.status.take());
            partial.having.push(context);
            partial.head = Some(second);
        } else {
            let count = partial.next_count.take();
            let bytes = second.bytes.clone();
            let examples = next.filter(|c| self.gives_examples(c) && self.is_example_of(c, &second, &first));
            let mut object = Partial { head: Some(second), count, bytes, ..Partial::default() };
            if let Some(chunk) = examples
                && let ChunkKind::Group(inner) = &chunk.kind
            {
                self.take(std::slice::from_ref(chunk));
                self.group(inner, &mut object);
            }
            let node = self.node_of(object);
            partial.having.push(node);
            return usize::from(examples.is_some());
        }
        0
    }

    /// "tuberculosis on chest imaging (e.g., chest X-ray)": the examples are of the kind of the second thing named, and
    /// not of the first.
    fn is_example_of(&self, group: &Chunk, second: &Head, first: &Head) -> bool {
        let kind = |h: &Head| h.entry.map(Entry::kind);
        let ChunkKind::Group(inner) = &group.kind else { return false };
        let example = inner.iter().find_map(|c| match self.sort(c) {
            Sort::Concept(entry) => Some(entry.kind()),
            _ => None,
        });
        example.is_some() && example == kind(second) && kind(second) != kind(first)
    }

    fn atom_term(&mut self, entry: Entry, chunk: &Chunk, partial: &mut Partial) {
        let mention = |me: &Self| me.mention(Some(entry.id()), &chunk.span);
        match entry.kind() {
            Kind::Qualifier => {
                partial.qualifiers.push(entry.id());
                partial.last_qualifier = Some(chunk.span.clone());
            }
            Kind::Finding => partial.finding = partial.finding.take().or(Some((entry.id(), chunk.span.clone()))),
            Kind::Route => partial.route = Some(entry.id()),
            Kind::Outcome => partial.outcome = Some(entry.id()),
            Kind::Subject => partial.subject = Some(entry.id()),
            Kind::Method if partial.head.is_none() && partial.value.is_none() && self.gives_number(chunk) => {
                // "*FISH* ratio ≥ 2.0"
                partial.head = Some(Head::new(None, chunk.span.clone()));
            }
            Kind::Setting => partial.settings.push(mention(self)),
            Kind::Method => partial.methods.push(mention(self)),
            Kind::Anchor if partial.head.is_none() && self.next_is_measured(chunk, partial.value.is_some()) => {
                let anchor = mention(self);
                let mut time = Time::new(TimeKind::At, anchor.text.clone(), self.span(&chunk.span));
                time.anchor = Some(Anchor::Point(anchor));
                partial.times.push(time);
            }
            _ => self.atom_unknown(chunk, partial),
        }
    }

    /// Whether a word for a number stands directly after a method.
    fn gives_number(&self, chunk: &Chunk) -> bool {
        let next = self.lexed.lexemes.get(chunk.lexemes.end);
        next.is_some_and(|l| matches!(l.cue(), Some(Cue::Ratio)))
    }

    /// "Hb ≥ 9 g/dL *without transfusion within 7 days*": no such thing in that time, which is not the time of the test.
    fn missing_before(&mut self, chunk: &Chunk, rest: &[Chunk], partial: &mut Partial) -> bool {
        let words = self.words(&chunk.span);
        let Some(named) = words.to_ascii_lowercase().strip_prefix("without ").map(str::len) else { return false };
        if rest.is_empty() || !rest.iter().all(|c| self.sort(c) == Sort::Time) {
            return false;
        }
        let bytes = chunk.span.end - named..chunk.span.end;
        let concept = |words: &str| look_up(words)?.entries().find(|e| e.kind().is_concept());
        let words = self.words(&bytes);
        let last = words.rsplit(' ').next().unwrap_or(words);
        let first = words.split(' ').next().unwrap_or(words);
        let Some(entry) = concept(words).or_else(|| concept(last)).or_else(|| concept(first)) else { return false };
        let head = Head::new(Some(entry), bytes.clone());
        let mut missing = self.atom(rest);
        missing.head = Some(head);
        missing.bytes.start = bytes.start;
        self.excluded(missing, partial);
        true
    }

    /// "Screening period *SLEDAI-2K*", "baseline *oxygen saturation*".
    /// After a limit a procedure is how it is measured: "> 450 ms on screening *ECG*".
    fn next_is_measured(&self, chunk: &Chunk, limited: bool) -> bool {
        let next = self.lexed.lexemes.get(chunk.lexemes.end);
        next.and_then(|l| l.concept())
            .is_some_and(|e| matches!(e.kind(), Kind::Analyte | Kind::Score) || limited && e.kind() == Kind::Procedure)
    }

    /// A word in no table joins the words beside it: with a known head it makes another, unknown one.
    fn atom_unknown(&mut self, chunk: &Chunk, partial: &mut Partial) {
        if matches!(self.words(&chunk.span), "st" | "nd" | "rd" | "th") {
            // "8th edition"
            return;
        }
        let adjacent = |b: &Bytes| {
            let between = &self.lexed.text[b.end.min(chunk.span.start)..chunk.span.start];
            between.chars().all(|c| c.is_whitespace() || crate::lex::normal::is_dash(c))
        };
        if let Some(head) = partial.head.as_mut().filter(|h| adjacent(&h.bytes)) {
            head.bytes.end = chunk.span.end;
            head.entry = None;
            return;
        }
        match partial.unknown.last_mut().filter(|b| adjacent(b)) {
            Some(last) => last.end = chunk.span.end,
            None => partial.unknown.push(chunk.span.clone()),
        }
    }

    /// Joins unknown words that stand directly before the head to it, and makes them the head where there is none.
    fn settle_head(&mut self, partial: &mut Partial) {
        if partial.head.is_none() && partial.grade.is_some() && partial.unknown.is_empty() {
            partial.head = partial.grade.take();
        }
        let class = partial.value.as_ref().is_some_and(|q| q.form == QuantityForm::Class);
        let named = partial.head.as_ref().is_none_or(|h| h.entry.is_none()) && !partial.unknown.is_empty()
            || partial.head.as_ref().is_some_and(|h| h.entry.is_none());
        if class && named && partial.grade.as_ref().is_some_and(|g| g.entry.is_some()) {
            // "BILAG-2004 A-grade organ domain score": the score is what is graded, the other words say where.
            let site = partial.head.take().map(|h| h.bytes).into_iter().chain(std::mem::take(&mut partial.unknown));
            let sites: Vec<Mention> =
                site.filter(|b| !is_what_is_scored(self.words(b))).map(|b| self.mention(None, &b)).collect();
            partial.settings.extend(sites);
            partial.head = partial.grade.take();
        }
        self.name_counted(partial);
        let text = self.lexed.text;
        let treated = partial.unknown.is_empty()
            && partial.therapy.is_some()
            && !(partial.is_modifier_only() && partial.times.is_empty());
        match &mut partial.head {
            Some(head) => {
                if let Some(last) = partial.unknown.last().cloned()
                    && last.end <= head.bytes.start
                    && text[last.end..head.bytes.start].chars().all(|c| c.is_whitespace() || c == '-')
                {
                    head.bytes.start = last.start;
                    head.entry = None;
                    partial.unknown.pop();
                }
            }
            None if treated => {
                partial.head = partial.therapy.clone().map(|bytes| Head::new(None, bytes));
            }
            None if partial.sex.is_none() && !partial.unknown.is_empty() => {
                // "participation in *at least one* official match": what stands after a count is what is counted.
                let counts = |c: &&Quantity| ends_in_preposition(&text[..c.value.start]);
                let counted = partial.count.as_deref().filter(counts).map_or(0, |c| c.value.end);
                let limited = self.named_before_limit(partial);
                let at = limited.or_else(|| partial.unknown.iter().position(|b| b.start >= counted)).unwrap_or(0);
                let head = self.unknown_head(at, partial);
                partial.head = Some(head);
            }
            None => {}
        }
    }

    /// Which unknown words stand directly before the limit, and so name what it is of: "spectroscopy demonstrating a
    /// *lipid content* < 2 %".
    fn named_before_limit(&self, partial: &Partial) -> Option<usize> {
        let limit = partial.value.as_ref().filter(|q| q.form == QuantityForm::Limit && !partial.age && !q.age)?;
        let between = |b: &Bytes| self.lexed.text.get(b.end..limit.value.start).map(str::trim);
        partial.unknown.iter().position(|b| matches!(between(b), Some("" | ":" | "of" | "is" | "was")))
    }

    /// The phrase that begins with the unknown words at `at`, up to the word for a treatment that ends it.
    pub fn unknown_head(&self, at: usize, partial: &mut Partial) -> Head {
        let mut first = partial.unknown[at].clone();
        let mut end = at + 1;
        while let Some(next) = partial.unknown.get(end).filter(|next| self.is_one_phrase(&first, next)) {
            first.end = next.end;
            end += 1;
        }
        partial.unknown.drain(at..end);
        if let Some(therapy) = partial.therapy.take_if(|t| self.names_treatment(&first, t)) {
            // "a surgical *procedure*", "anti-myeloma *treatment*".
            first.end = therapy.end;
        } else if let Some(treatment) = self.treatment_of_unknown(&first, partial.therapy.as_ref()) {
            partial.therapy = Some(treatment.clone());
            first = treatment;
        }
        Head::new(None, first)
    }

    /// Words in no table directly after a count or directly before a limit are what it is said of, even where a known
    /// concept stands elsewhere: "at least 2 *lesions* amenable to stenting", "*lipid content* < 2 % by spectroscopy".
    fn name_counted(&mut self, partial: &mut Partial) {
        let Some(head) = partial.head.clone() else { return };
        if partial.unknown.is_empty() || head.entry.is_none_or(is_measured) {
            return;
        }
        let text = self.lexed.text;
        let touch = |a: usize, b: usize| a <= b && text[a..b].chars().all(|c| c.is_whitespace() || c == ':');
        let phrase = |b: &Bytes| b.end <= head.bytes.start && self.is_within_name(b.end..head.bytes.start);
        let counted = |b: &Bytes| partial.count.as_ref().is_some_and(|c| touch(c.value.end, b.start)) && !phrase(b);
        let limit = partial.value.as_ref().filter(|q| q.form == QuantityForm::Limit && !partial.age && !q.age);
        let limited = |b: &Bytes| limit.is_some_and(|q| touch(b.end, q.value.start));
        let found = partial.unknown.iter().position(|b| b.end - b.start > 2 && (counted(b) || limited(b)));
        let Some(at) = found.filter(|at| head.bytes.start > partial.unknown[*at].end || limited(&partial.unknown[*at]))
        else {
            return;
        };
        let bytes = partial.unknown.remove(at);
        partial.head = Some(Head::new(None, bytes));
        let context = self.bare_node(&head, None);
        partial.having.push(context);
    }

    /// Whether nothing but adjectives stands here: "two *preoperative ocular* hypotensive medications".
    fn is_within_name(&self, between: Bytes) -> bool {
        let lexemes = &self.lexed.lexemes;
        let start = lexemes.partition_point(|l| (l.start as usize) < between.start);
        let end = lexemes.partition_point(|l| (l.start as usize) < between.end);
        lexemes[start..end].iter().all(|l| match l.lex {
            Lex::Word => true,
            Lex::Term(group) => group.cue().is_none() && l.concept().is_none(),
            _ => false,
        })
    }

    /// "stable for 2 weeks" is a stability; a duration beside "stable dose" is said of the dose.
    pub fn settle_time(&mut self, time: &mut Time, partial: &mut Partial) {
        // "on a stable dose at least 30 days before screening" is stable so long, too.
        let lasts = time.kind == TimeKind::Duration
            || time.kind == TimeKind::Window && time.bounds.low().is_some() && time.bounds.high().is_none();
        if let Some(of) = partial.stable.take_if(|_| lasts) {
            time.kind = TimeKind::Stability;
            // "stable" alone is said of the head, "stable dose" of the dose.
            let alone = self.words(&of).eq_ignore_ascii_case("stable") && partial.head.is_some();
            time.of = (!alone).then(|| self.mention(None, &of));
        }
    }

    fn atom_cue(
        &mut self,
        cue: Cue,
        chunk: &Chunk,
        rest: &[Chunk],
        at: usize,
        end: usize,
        partial: &mut Partial,
    ) -> usize {
        let has_head = partial.head.is_some();
        match cue {
            Cue::With | Cue::Without | Cue::No if !has_head && is_graded_limit(partial) => {
                // "ECOG 0-1 with no deterioration": the class is the head, and the rest is about it.
                partial.head = partial.grade.take();
                return self.atom_cue(cue, chunk, rest, at, end, partial);
            }
            Cue::With if !has_head && is_own_limit(partial) && rest.iter().any(|c| self.sort(c) == Sort::Quantity) => {
                // "100 to 299 ng/mL *with TSAT < 20 %*": the first limit is of something named before.
                let part = self.atom(rest);
                partial.also.push(part);
                return end;
            }
            Cue::No | Cue::Not | Cue::Non if !has_head => partial.negated = !partial.negated,
            Cue::Not if has_head && self.is_predicate(rest) => {
                // "hypertension *not controlled*": such a hypertension that is not a controlled one.
                let head = partial.head.clone();
                let mut part = self.atom_about(rest, head.as_ref());
                partial.times.extend(part.times.extract_if(.., |t| t.kind == TimeKind::Window));
                let node = self.node_of(part);
                partial.other_than.push(node);
                return end;
            }
            Cue::HistoryOf | Cue::Prior => partial.status = Some(Status::History),
            // Without a length: "malignant tumours in the past".
            Cue::Past if has_head => partial.status = partial.status.or(Some(Status::History)),
            Cue::Current => partial.status = partial.status.or(Some(Status::Current)),
            Cue::CurrentOrPrior => partial.status = Some(Status::Ever),
            Cue::Planned => partial.status = Some(Status::Planned),
            Cue::Suspected => partial.status = Some(Status::Suspected),
            Cue::Exposure | Cue::Undergone if !has_head => {
                partial.exposure = Some(cue);
                partial.verb = true;
            }
            Cue::Known => partial.known = true,
            Cue::TherapyWord if self.is_treated_condition(chunk, partial) => {
                // "diabetic macular edema *treatment*".
                if let Some(condition) = partial.head.take() {
                    let bytes = condition.bytes.start..chunk.span.end;
                    let node = self.bare_node(&condition, None);
                    partial.having.push(node);
                    partial.therapy = Some(bytes.clone());
                    partial.head = Some(Head::new(None, bytes));
                }
            }
            Cue::TherapyWord if !has_head => partial.therapy = Some(chunk.span.clone()),
            Cue::ScoreWord if !has_head => partial.score_word = Some(chunk.span.clone()),
            Cue::Age | Cue::Old => partial.age = true,
            Cue::SexAny => partial.sex = Some(("any", chunk.span.clone())),
            Cue::Male => partial.sex = partial.sex.take().or(Some(("male", chunk.span.clone()))),
            Cue::Female => partial.sex = partial.sex.take().or(Some(("female", chunk.span.clone()))),
            Cue::Other => partial.other = true,
            Cue::Stable | Cue::StableDose => self.atom_stable(chunk, rest, partial),
            Cue::Dose if partial.stable.is_some() || !has_head => {
                partial.stable = partial.stable.take().map(|_| chunk.span.clone());
            }
            Cue::Equivalent => self.equivalent(chunk, partial),
            Cue::Including if at == 0 => partial.included = true,
            Cue::Be if !has_head && self.names_signs(chunk) => partial.signs = Some(chunk.span.clone()),
            Cue::Need
            | Cue::AttributableTo
            | Cue::After
            | Cue::Without
            | Cue::With
            | Cue::AccordingTo
            | Cue::DefinedAs
            | Cue::Exposure
            | Cue::Undergone
            | Cue::To
                if self.related(cue, rest, partial) =>
            {
                return end;
            }
            Cue::For | Cue::In if self.names_those(rest) && (has_head || partial.value.is_some()) => {
                partial.those = self.coordination(rest);
                return end;
            }
            Cue::Without if !has_head => partial.negated = true,
            Cue::Outside if rest.iter().any(|c| self.sort(c) == Sort::Quantity) => partial.outside = true,
            Cue::GeBefore | Cue::LeBefore => {
                let comparator = if cue == Cue::GeBefore { Comparator::Ge } else { Comparator::Le };
                let said = partial.value.as_mut().filter(|q| q.form == QuantityForm::Bare && rest.is_empty());
                match said.and_then(|q| q.bounds.eq.map(|n| (q, n))) {
                    // "weight of 40 kg minimum"
                    Some((quantity, n)) => {
                        (quantity.bounds, quantity.form) = (bound(comparator, n), QuantityForm::Limit)
                    }
                    None => partial.waiting = Some(comparator),
                }
            }
            // "a distance *that is* ≥ 150 m"
            Cue::Including if rest.first().is_some_and(is_limited) && self.words(&chunk.span).starts_with("that") => {}
            Cue::SuchAs | Cue::Including | Cue::OpenList if has_head => {
                // A time after the names is said of what they are examples of.
                let named = rest.iter().position(|c| self.sort(c) == Sort::Time).unwrap_or(rest.len());
                let (open, first) = self.opened(cue, &rest[..named]);
                self.take(&rest[..first]);
                self.examples(if open { Cue::OpenList } else { cue }, &rest[first..named], partial);
                return at + 1 + named;
            }
            Cue::WithOrWithout => {
                let mut part = self.atom(rest);
                // "class III, with or without class V (ISN/RPS 2003)": one classification gives both.
                partial.methods.extend(part.methods.extract_if(.., |m| is_classification(m)));
                if part.is_headless() && part.outcome.is_some() {
                    part.head = part.therapy.clone().map(|bytes| Head::new(None, bytes));
                }
                if !part.is_headless() || part.value.is_some() {
                    let node = self.node_of(part);
                    partial.permits.push(node);
                }
                return end;
            }
            Cue::ClassWord if partial.grade.is_none() && !has_head => {
                partial.grade = Some(Head::new(None, chunk.span.clone()));
            }
            _ => {}
        }
        at + 1
    }

    fn atom_stable(&mut self, chunk: &Chunk, rest: &[Chunk], partial: &mut Partial) {
        // "a stable regimen for 8 weeks" has been given so long and is stable; a "stable dose" has been so as long.
        let next = rest
            .iter()
            .find(|c| matches!(self.sort(c), Sort::Time | Sort::Concept(_)) || self.is_cue(c, Cue::TherapyWord));
        let dose = self.is_cue(chunk, Cue::StableDose) || rest.iter().any(|c| self.is_cue(c, Cue::Dose));
        let timed = rest.iter().any(|c| self.sort(c) == Sort::Time);
        let next_is_time = timed && (dose || next.is_some_and(|c| self.sort(c) == Sort::Time));
        let waiting = partial.times.iter_mut().find(|t| t.kind == TimeKind::Duration && t.of.is_none());
        if next_is_time {
            partial.stable = Some(chunk.span.clone());
        } else if let Some(time) = waiting.filter(|_| !rest.is_empty()) {
            time.kind = TimeKind::Stability;
        } else {
            partial.qualifiers.push("stable");
        }
    }

    /// "prednisone equivalent", "(or equivalent drug)": the dose is counted in that drug.
    fn equivalent(&mut self, chunk: &Chunk, partial: &mut Partial) {
        if partial.equivalent.is_none() && partial.head.is_some() {
            partial.equivalent.clone_from(&partial.head);
        }
        self.used[chunk.lexemes.clone()].fill(true);
    }

    /// Reads what follows a cue that relates it to the head. False where the cue relates nothing here.
    fn related(&mut self, cue: Cue, rest: &[Chunk], partial: &mut Partial) -> bool {
        let Some(head) = partial.head.clone() else { return false };
        if rest.is_empty() {
            return false;
        }
        let allergy = head.entry.is_some_and(is_allergy);
        match cue {
            Cue::To if !allergy => return false,
            Cue::To => partial.relation = Some(Related::new(Relation::AllergyTo, self.atom(rest))),
            Cue::AttributableTo => {
                let mut cause = self.atom(rest);
                let limited = cause.head.as_ref().and_then(|h| h.entry).is_none_or(|e| !is_measured(e));
                if limited && head.entry.is_some_and(is_measured) && partial.is_unvalued() {
                    // "survival due to comorbidities *< 14 days*".
                    partial.value = cause.value.take();
                }
                partial.relation = Some(Related::new(Relation::DueTo, cause));
            }
            Cue::After => {
                let condition = head.entry.is_some_and(|e| e.kind() == Kind::Condition);
                let event = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if matches!(e.kind(), Kind::Procedure | Kind::Drug | Kind::DrugClass));
                if !condition || partial.value.is_some() || !rest.iter().any(event) {
                    return false;
                }
                partial.relation = Some(Related::new(Relation::After, self.atom(rest)));
            }
            Cue::Without => {
                let part = self.atom(rest);
                if head.entry.is_some_and(is_measured) && !part.is_headless() && !part.times.is_empty() {
                    // "ANC ≥ 1.0 without growth factors within 2 weeks".
                    self.excluded(part, partial);
                    return true;
                }
                partial.relation = Some(Related::new(Relation::NotHaving, part));
            }
            Cue::AccordingTo | Cue::DefinedAs => return self.established(rest, partial),
            Cue::With if partial.head.as_ref().and_then(|h| h.entry).is_none() && partial.value.is_none() => {
                return false;
            }
            _ => self.relate_having(cue, rest, partial),
        }
        true
    }

    /// "requiring X", "with X": times and methods in X that X cannot carry come back to the head.
    fn relate_having(&mut self, cue: Cue, rest: &[Chunk], partial: &mut Partial) {
        let rest = self.without_examples(rest, partial);
        let mut part = self.atom(rest);
        if cue == Cue::Need && part.is_headless() && part.value.is_none() && !part.times.is_empty() {
            // "requiring *treatment* within the previous 3 years": the time is the treatment's.
            part.head = part.therapy.clone().map(|bytes| Head::new(None, bytes));
        }
        let limited = part.value.as_ref().is_some_and(|q| q.form != QuantityForm::Class);
        let unknown = part.head.as_ref().is_some_and(|h| h.entry.is_none());
        if cue == Cue::Need && unknown && part.exposure.is_none() {
            // "requiring clinical intervention": what a disease requires is done.
            part.exposure = Some(Cue::Undergone);
        }
        if part.head.is_none() && limited && part.score_word.is_some() {
            part.head = part.score_word.take().map(|bytes| Head::new(None, bytes));
            part.methods.clone_from(&partial.methods);
        } else if limited && part.head.as_ref().and_then(|h| h.entry).is_some_and(is_measured) {
            partial.also.push(part);
            return;
        }
        let measured = partial.head.as_ref().and_then(|h| h.entry).is_some_and(is_measured);
        let limits_head = cue == Cue::With && measured && limited && partial.is_unvalued() && part.unknown.is_empty();
        if part.is_modifier() && part.route.is_some() && matches!(cue, Cue::Need | Cue::Exposure) {
            // "requiring *oral* or IV steroids": the route waits for the drug.
            partial.relation = Some(Related::new(Relation::Having, part));
            return;
        }
        if part.is_headless() && (part.value.is_none() || limits_head) {
            self.absorb(part, partial);
            return;
        }
        if part.stable.is_some() || part.times.iter().any(|t| t.kind == TimeKind::Stability) && part.value.is_none() {
            part.stable = None;
            partial.times.append(&mut part.times);
            partial.qualifiers.append(&mut part.qualifiers);
            return;
        }
        partial.relation = Some(Related::new(Relation::Having, part));
    }

    /// "arrhythmias requiring hospitalization (e.g., atrial fibrillation)": examples of what stands first are read; what
    /// else there is.
    fn without_examples<'c>(&mut self, rest: &'c [Chunk], partial: &mut Partial) -> &'c [Chunk] {
        match rest.split_last() {
            Some((last, before)) if !before.is_empty() && self.gives_examples(last) => {
                self.take(std::slice::from_ref(last));
                if let ChunkKind::Group(inner) = &last.kind {
                    self.group(inner, partial);
                }
                before
            }
            _ => rest,
        }
    }

    /// Whether a chunk is "(e.g., …)".
    fn gives_examples(&self, chunk: &Chunk) -> bool {
        matches!(&chunk.kind, ChunkKind::Group(inner) if inner.first().is_some_and(|c| self.is_cue(c, Cue::SuchAs)))
    }

    /// What a headless part says, it says of the head before it.
    pub fn absorb(&mut self, part: Partial, partial: &mut Partial) {
        partial.qualifiers.extend(part.qualifiers);
        partial.times.extend(part.lead_times);
        partial.times.extend(part.times);
        partial.settings.extend(part.settings);
        partial.methods.extend(part.methods);
        partial.having.extend(part.having);
        partial.other_than.extend(part.other_than);
        partial.permits.extend(part.permits);
        partial.unknown.extend(part.unknown);
        partial.finding = partial.finding.take().or(part.finding);
        partial.age |= part.age && partial.value.is_none();
        partial.value = partial.value.take().or(part.value);
        partial.status = partial.status.or(part.status);
        partial.outcome = partial.outcome.or(part.outcome);
        partial.not_due_to.extend(part.not_due_to);
        partial.also.extend(part.also);
        if part.says_of_before.is_some()
            && let Some(head) = part.head
        {
            let method = self.method(&head.bytes);
            partial.methods.push(method);
        }
    }

    /// "according to", "defined as", "confirmed by": a method, a definition, or the words that say how.
    fn established(&mut self, rest: &[Chunk], partial: &mut Partial) -> bool {
        let rest = self.without_examples(rest, partial);
        let part = self.atom(rest);
        let measured = part.value.is_some() && (part.head.is_some() || part.grade.is_some());
        if measured {
            let node = self.node_of(part);
            partial.defined_by.push(node);
            return true;
        }
        let limited = part.value.as_ref().is_some_and(|q| q.form != QuantityForm::Class);
        if part.head.is_none() && limited && part.score_word.is_some() {
            let mut scored = part;
            partial.methods.extend(scored.methods.iter().cloned());
            // A classification's own score has its id with `_score` after it.
            let score_of = |m: &Mention| Entry::find(Kind::Score, &format!("{}_score", m.id.as_deref()?));
            let score = scored.methods.iter().find_map(score_of);
            scored.head = scored.score_word.take().map(|bytes| Head::new(score, bytes));
            if score.is_some() {
                // The score of a classification is measured of the person, as any other; which it is of, its name says.
                scored.methods.clear();
                partial.also.push(scored);
                return true;
            }
            let node = self.node_of(scored);
            partial.having.push(node);
            return true;
        }
        if let Some(grade) = part.grade.clone().or(part.head.clone()).filter(|h| h.entry.is_some_and(is_graded))
            && partial.value.as_ref().is_some_and(|q| q.form == QuantityForm::Class)
        {
            partial.grade = Some(grade);
            return true;
        }
        let method = part.head.as_ref().map(|h| self.method(&h.bytes));
        partial.methods.extend(method.or_else(|| self.judge(rest)));
        let (head, value) = (part.head.clone(), part.value.clone());
        self.absorb(Partial { head: None, value: None, ..part }, partial);
        if head.is_none() && partial.value.is_none() {
            partial.value = value;
        }
        true
    }

    /// "as judged by *the investigator*": the one whose judgement it is.
    fn judge(&self, rest: &[Chunk]) -> Option<Mention> {
        let who = rest.iter().find(|c| !matches!(self.cue(c), Some(Cue::The)))?;
        let Sort::Term(entry) = self.sort(who) else { return None };
        let judges = entry.kind() == Kind::Subject && entry.id() == "investigator";
        judges.then(|| self.mention(Some("investigator_judgement"), &who.span))
    }

    /// Words that say how something is established, with the id of the method they name.
    fn method(&self, bytes: &Bytes) -> Mention {
        let words = self.words(bytes);
        let entry = look_up(words).or_else(|| look_up(words.split(" (").next()?)).and_then(|g| g.of(Kind::Method));
        self.mention(entry.map(Entry::id), bytes)
    }

    /// The members a list of examples names.
    pub fn examples(&mut self, cue: Cue, rest: &[Chunk], partial: &mut Partial) {
        partial.open |= cue == Cue::OpenList;
        let of = partial.head.as_ref().map(|h| h.bytes.clone());
        let mentions = self.mentions(rest, of.as_ref());
        partial.examples.extend(mentions);
        let limited = self.limited_examples(rest);
        partial.illustrations.extend(limited);
    }

    /// The examples of a list that carry a limit, as rules.
    pub fn limited_examples(&mut self, chunks: &[Chunk]) -> Vec<Node> {
        let items: Vec<&[Chunk]> = chunks.split(|c| self.is_separator(c)).collect();
        let mut out = Vec::new();
        for item in items {
            if self.says_more(item) {
                let part = self.atom(item);
                out.push(self.node_of(part));
            }
        }
        out
    }

    /// Whether an example is more than a name: it has a limit, or a qualifier of its concept.
    fn says_more(&self, item: &[Chunk]) -> bool {
        let qualified = item.iter().any(|c| matches!(self.sort(c), Sort::Term(e) if e.kind() == Kind::Qualifier));
        let named = item.iter().any(|c| matches!(self.sort(c), Sort::Concept(_)));
        // "ventricular arrhythmias requiring intervention".
        let related = item.iter().any(|c| self.is_cue(c, Cue::Need));
        item.iter().any(limits_within) || (qualified || related) && named
    }

    /// "hepatitis B or *C*": the rest of a name begun before.
    fn completed_name(&self, item: &[Chunk], before: Option<&Bytes>) -> Option<(Entry, Bytes)> {
        let [only] = item else { return None };
        let before = before.filter(|_| self.sort(only) == Sort::Word)?;
        let entry = prefixed(self.words(before), self.words(&only.span))?;
        Some((entry, only.span.clone()))
    }

    /// The things a plain list names, split at commas and conjunctions.
    /// "organ transplantation (such as heart, lung)": `of` is what they are examples of, whose last words may complete a
    /// name.
    pub fn mentions(&mut self, chunks: &[Chunk], of: Option<&Bytes>) -> Vec<Mention> {
        let mut out = Vec::new();
        let items: Vec<&[Chunk]> = chunks.split(|c| self.is_separator(c)).collect();
        self.take(chunks);
        let mut before: Option<Bytes> = None;
        for item in items {
            if self.says_more(item) {
                continue;
            }
            let completed = self.completed_name(item, before.as_ref());
            let concept = item.iter().find_map(|c| match self.sort(c) {
                Sort::Concept(e) => Some((e, c.span.clone())),
                _ => None,
            });
            let begun = || {
                let [only] = item else { return None };
                let entry = suffixed(self.words(&only.span), self.words(of?))?;
                Some((entry, only.span.clone()))
            };
            match concept.or(completed).or_else(begun) {
                Some((entry, bytes)) => {
                    before = Some(bytes.clone());
                    let id = self.concepts.note(entry);
                    out.push(self.mention(Some(id), &bytes));
                }
                None if item.iter().any(|c| !self.is_idle(c)) => {
                    out.push(self.mention(None, &bytes_of(item)));
                }
                None => {}
            }
        }
        out
    }

    /// Whether a chunk separates the items of a list.
    pub fn is_separator(&self, chunk: &Chunk) -> bool {
        match self.sort(chunk) {
            Sort::Comma | Sort::Semicolon | Sort::Slash => true,
            Sort::Cue(cue) => matches!(cue, Cue::And | Cue::Or | Cue::AndOr | Cue::Nor | Cue::Etc),
            _ => false,
        }
    }
}

fn is_pressure(head: &Head) -> bool {
    head.entry.is_some_and(|e| matches!(e.id(), "systolic_blood_pressure" | "diastolic_blood_pressure"))
}

/// Whether an item has named a class and its limit, and nothing yet that has the class.
fn is_graded_limit(partial: &Partial) -> bool {
    partial.grade.as_ref().is_some_and(|g| g.entry.is_some()) && partial.value.is_some()
}

/// Whether an item begins with a limit in some unit.
fn is_own_limit(partial: &Partial) -> bool {
    let limit = |q: &Quantity| q.form == QuantityForm::Limit && !q.age && q.unit.is_some();
    partial.value.as_deref().is_some_and(limit) && partial.unknown.is_empty() && !partial.age && partial.sex.is_none()
}

/// Whether a second limit can be one of the same thing: in the same unit, or directly beside the first.
fn goes_with(text: &str, first: &Quantity, second: &Quantity) -> bool {
    let code = |q: &Quantity| q.unit.as_ref().map(|u| u.code.clone());
    let between = text.get(first.value.end..second.value.start).unwrap_or("").trim_matches([' ', ',', ';']);
    let beside = matches!(&*between.to_ascii_lowercase(), "" | "and" | "but" | "or" | "and/or" | "to");
    let years = first.age || code(first).flatten().as_deref() == Some("a");
    years || first.unit.is_none() || beside || code(first) == code(second)
}

/// Whether a limit is a length of time that is too short to be an adult's age.
fn limited_in_time(quantity: &Quantity) -> bool {
    let unit = quantity.unit.as_ref().and_then(|u| u.code.as_deref());
    let years = |n: Option<(Number, bool)>| n.is_none_or(|(n, _)| n.0 < Decimal::TEN);
    quantity.form == QuantityForm::Limit
        && match unit {
            Some("mo" | "wk" | "d" | "h") => true,
            Some("a") => years(quantity.bounds.low()) && years(quantity.bounds.high()),
            _ => false,
        }
}

/// Whether an item about people says nothing but a whole number they are above or below: "patients under 18".
fn is_plain_age(partial: &Partial) -> bool {
    let whole = |n: Option<(Number, bool)>| n.is_none_or(|(n, _)| n.0.is_integer() && n.0 <= OLDEST);
    let plain = |q: &Quantity| {
        q.form == QuantityForm::Limit && q.unit.is_none() && whole(q.bounds.low()) && whole(q.bounds.high())
    };
    partial.head.is_none()
        && partial.count.is_none()
        && partial.unknown.is_empty()
        && partial.relation.is_none()
        && partial.value.as_deref().is_some_and(plain)
}

/// Whether words name what a score is given for, each of which has one ("organ domain score"), and not a site.
pub fn is_what_is_scored(words: &str) -> bool {
    matches!(&*words.to_ascii_lowercase(), "organ domain" | "organ" | "domain" | "organ system" | "organ systems")
}

/// Whether a method is a classification, whose classes it gives: all but how a finding is made.
fn is_classification(method: &Mention) -> bool {
    method.id.as_deref().is_some_and(|id| id.starts_with("isn_rps") || id.ends_with(|c: char| c.is_ascii_digit()))
}

/// Whether the words before a count relate it to them: "participation *in* two or more sessions".
fn ends_in_preposition(before: &str) -> bool {
    before.split_whitespace().next_back().is_some_and(|word| matches!(word, "of" | "in" | "on" | "for" | "to"))
}

/// Whether a chunk is a limit or a length of time, rather than a number that is part of a name.
fn is_limited(chunk: &Chunk) -> bool {
    match &chunk.kind {
        ChunkKind::Quantity(q) => !matches!(q.form, QuantityForm::Bare | QuantityForm::Pair),
        ChunkKind::Time(t) => !t.bounds.is_empty(),
        _ => false,
    }
}

/// As `is_limited`, or brackets in which there is such a chunk: "neutropenia [ANC < 500]".
fn limits_within(chunk: &Chunk) -> bool {
    match &chunk.kind {
        ChunkKind::Group(inner) => inner.iter().any(is_limited),
        _ => is_limited(chunk),
    }
}

/// Whether a concept is measured.
pub fn is_measured(entry: Entry) -> bool {
    matches!(entry.kind(), Kind::Analyte | Kind::Score)
}

/// Whether a concept is a class, grade or stage.
pub fn is_graded(entry: Entry) -> bool {
    entry.kind() == Kind::Score && matches!(entry.cell(6), "class" | "grade" | "stage")
}

/// Whether a concept is an allergy or intolerance, whose object is what it is about.
pub fn is_allergy(entry: Entry) -> bool {
    entry.kind() == Kind::Condition && (entry.id() == "allergy" || entry.id().ends_with("_allergy"))
}
