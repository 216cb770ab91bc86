//! Quantities inside one item: what is limited, counted or only gives the length of something.

use super::is_measured;
use super::named::ends_in_preposition;
use crate::grammar::{Chunk, ChunkKind, Quantity, QuantityForm, is_dated};
use crate::lex::{Cue, Entry, Kind};
use crate::lower::build::is_length;
use crate::lower::concept::is_scored_in_parts;
use crate::lower::context::{Context, Sort};
use crate::lower::partial::{Head, Partial};
use crate::rule::{Bounds, Direction, Number, Severity, Time, TimeKind};
use crate::words;
use rust_decimal::Decimal;

/// The most chunks from a number to the leads that it counts: "2 contiguous *limb leads*".
const FEW_LEADS: usize = 3;

impl Context<'_, '_> {
    /// "from 28 days before to 90 days after treatment": on one side of the anchor or on the other.
    pub(super) fn both_sides(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> Option<usize> {
        let (ChunkKind::Time(before), ChunkKind::Time(after)) = (&chunks[at].kind, &chunks.get(at + 2)?.kind) else {
            return None;
        };
        let sides = (before.direction, after.direction) == (Some(Direction::Before), Some(Direction::After));
        let length = |t: &crate::grammar::TimePhrase| {
            t.bounds.eq.is_some() || t.kind == TimeKind::Window && t.bounds.le.is_some()
        };
        let lengths = length(before) && length(after);
        let joined = matches!(self.cue(&chunks[at + 1])?, Cue::To | Cue::And | Cue::Until);
        if !(sides && lengths && joined && before.anchor.is_none() && after.anchor.is_some()) {
            return None;
        }
        let (mut before, mut after) = ((**before).clone(), (**after).clone());
        before.anchor.clone_from(&after.anchor);
        for side in [&mut before, &mut after] {
            side.kind = TimeKind::Window;
            side.bounds.le = side.bounds.eq.take().or(side.bounds.le);
        }
        self.take(&chunks[at..at + 3]);
        let (before, after) = (self.time(&before), self.time(&after));
        partial.times.push(before);
        partial.other_times.push((vec![after], None));
        Some(at + 3)
    }

    /// "the *24-hour* mean blood pressure", "a *3-week* diary": a length with a hyphen is part of the name after it.
    pub(super) fn is_span_of_name(&self, q: &Quantity, next: Option<&Chunk>) -> bool {
        let time = q.unit.as_ref().is_some_and(|u| matches!(u.code.as_deref(), Some("h" | "min" | "d" | "wk" | "mo")));
        let hyphened = self.words(&q.value).contains('-');
        let named = next.is_some_and(|c| {
            c.span.start <= q.value.end + 1 && matches!(self.sort(c), Sort::Word | Sort::Concept(_) | Sort::Term(_))
                || matches!(self.words(&c.span), "mean" | "average" | "median")
        });
        time && hyphened && named && q.form == QuantityForm::Bare && !q.age
    }

    /// "norepinephrine ≥ 0.2 µg/kg/min for *MAP* ≥ 65 mmHg": something else that is measured, and its limit.
    pub(super) fn opens_own_limit(&self, entry: Entry, rest: &[Chunk], partial: &Partial) -> bool {
        let other = partial.head.as_ref().is_some_and(|h| h.entry != Some(entry));
        let idle = |c: &&Chunk| matches!(self.cue(c), Some(Cue::Of | Cue::Be | Cue::ScoreWord | Cue::Must));
        let limit = rest.iter().find(|c| !idle(c) && !matches!(c.kind, ChunkKind::Group(_)));
        is_measured(entry)
            && !entry.is_graded()
            && other
            && partial.value.as_ref().is_some_and(|q| q.form != QuantityForm::Bare)
            && limit.is_some_and(is_limited)
    }

    /// "at least one temperature *reading* > 38 °C", "≥ 1 *lesion* ≥ 10 mm": a number before what has a limit of its own
    /// is how often that is found.
    fn counts_limited(&self, rest: &[Chunk]) -> bool {
        // "two *confirmed* values of < 1500/µL"
        let told = |c: &Chunk| words::CONFIRMED_ADJECTIVES.contains(&&*self.words(&c.span).to_ascii_lowercase());
        let idle = |c: &&Chunk| matches!(self.cue(c), Some(Cue::Of | Cue::The | Cue::Other | Cue::Repeated)) || told(c);
        let mut rest = rest.iter().skip_while(idle);
        let next = rest.next();
        // "at least one *BILAG A* score": a grade of one of its parts.
        let in_parts = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if is_scored_in_parts(e));
        let class = |c: &Chunk| matches!(&c.kind, ChunkKind::Quantity(q) if q.form == QuantityForm::Class);
        if next.is_some_and(in_parts) && rest.clone().take_while(|c| !self.is_separator(c)).any(class) {
            return true;
        }
        // "*two measurements* of potassium > 5.5 mmol/L", "≥ 2 *readings* showing eGFR < 25": how often it is measured.
        let reading = |c: &Chunk| words::READINGS.contains(&&*self.words(&c.span).to_ascii_lowercase());
        let named = next.is_some_and(|c| matches!(self.sort(c), Sort::Concept(_) | Sort::Word) || reading(c));
        let mut before_separator = rest.take_while(|c| !self.is_separator(c));
        let limited =
            |q: &Quantity| q.form == QuantityForm::Limit || q.form == QuantityForm::Pair && q.bounds.eq.is_none();
        named && before_separator.any(|c| matches!(&c.kind, ChunkKind::Quantity(q) if limited(q)))
    }

    /// "MRI showing *> 4 microhemorrhages*", "men reporting *≥ 1 episode* of condomless sex": how many are shown, by what
    /// has no limit of its own. Near misses: "MRI showing *ejection fraction* > 40 %", "tumor showing *> 1 %* staining".
    pub(super) fn counts_shown(&self, q: &Quantity, chunks: &[Chunk], at: usize, partial: &Partial) -> bool {
        let shown = at.checked_sub(1).is_some_and(|n| {
            let before = self.words(&chunks[n].span).to_ascii_lowercase();
            words::SHOWN_BY.contains(&&*before)
        });
        let counted = q.unit.as_ref().is_none_or(|u| matches!(u.code.as_deref(), Some("{episode}" | "{event}")));
        let found = |e: Entry| matches!(e.kind(), Kind::Condition | Kind::Observation);
        let mut rest = chunks[at + 1..].iter().skip_while(|c| self.is_cue(c, Cue::Of));
        let named = rest.next().is_some_and(|c| matches!(self.sort(c), Sort::Concept(e) if found(e)));
        let plain = q.form == QuantityForm::Limit && q.relative_to.is_none();
        shown && counted && named && plain && partial.head.is_some() && partial.value.is_none()
    }

    /// "CNV > 50 % of *total lesion area*": of what the share is. Near miss: "total lesion area > 50 mm²".
    pub(super) fn is_share_of_whole(&self, entry: Entry, chunk: &Chunk, partial: &Partial) -> bool {
        let Some(value) = partial.value.as_ref().filter(|_| words::WHOLES.contains(&entry.id())) else { return false };
        let between = self.lexed.text.get(value.value.end..chunk.span.start).unwrap_or_default().trim();
        let percent = value.unit.as_ref().is_some_and(|u| u.code.as_deref() == Some("%"));
        percent && matches!(&*between.to_ascii_lowercase(), "of" | "of the" | "of its")
    }

    /// "on *2 or more* occasions", "in 3 consecutive measurements": how often a limit is found.
    fn counts_findings(&self, q: &Quantity, rest: &[Chunk]) -> bool {
        let times = q.unit.as_ref().is_some_and(|u| u.code.as_deref() == Some("{times}"));
        // "on two or more *antihypertensive drugs*", "on 3 *drugs*" counts what is given.
        let finding = |e: Entry| is_measured(e) || e.kind() == Kind::Observation;
        let given = |c: &Chunk| match self.sort(c) {
            Sort::Concept(e) => !finding(e),
            sort => sort == Sort::Cue(Cue::TherapyWord),
        };
        let given = rest.iter().take(3).take_while(|c| !self.is_separator(c)).any(given);
        let word = |c: &Chunk| matches!(self.sort(c), Sort::Word | Sort::Concept(_) | Sort::Term(_) | Sort::Cue(_));
        let word = |c: &Chunk| word(c) && !given;
        let plain = q.form != QuantityForm::Class && q.relative_to.is_none();
        let named = plain && q.unit.is_none() && rest.first().is_some_and(word);
        let times = times || self.words(&q.value).to_lowercase().contains("separate");
        let before = self.lexed.text[..q.value.start].trim_end();
        ends_in_preposition(before) && (times || named)
    }

    /// "at least *3/4* of the lumen", "*a quarter* of the lumen": a part of one thing, and no number of them. Near miss: "*1.5* seizures
    /// per day".
    fn is_share(&self, q: &Quantity) -> bool {
        let words = self.words(&q.value).to_ascii_lowercase();
        let part = words.contains('/') || ["quarter", "quarters", "fourths"].iter().any(|part| words.ends_with(part));
        part && [q.bounds.low(), q.bounds.high()].into_iter().flatten().all(|(n, _)| n.0 < Decimal::ONE)
    }

    /// "ST elevation in *2 or more* contiguous leads": in how many leads it is found, and not how much. Near miss: "ST elevation of *2 mm*
    /// in leads V1 to V3".
    fn counts_leads(&self, q: &Quantity, rest: &[Chunk], partial: &Partial) -> bool {
        let lead = |c: &Chunk| {
            let words = self.words(&c.span).to_ascii_lowercase();
            matches!(words.rsplit(' ').next(), Some("lead" | "leads"))
        };
        let plain = q.unit.is_none() && matches!(q.form, QuantityForm::Limit | QuantityForm::Bare);
        let before = self.lexed.text[..q.value.start].trim_end();
        let near = rest.iter().take(FEW_LEADS).take_while(|c| !self.is_separator(c));
        plain && partial.head.is_some() && ends_in_preposition(before) && near.into_iter().any(lead)
    }

    /// "HBsAg positive for *6 months*": how long the result is there, of what is not measured in time. Near miss: "bleeding time
    /// prolonged to *12 min*".
    pub(super) fn is_length_of_result(&self, q: &Quantity, partial: &Partial) -> bool {
        let found = partial.finding.as_ref().is_some_and(|(_, said)| said.end <= q.value.start);
        let timed = |e: Entry| is_length(e.usual_unit()) || matches!(e.usual_unit(), Some("s" | "ms"));
        let head = partial.entry().is_some_and(|e| is_measured(e) && !timed(e));
        let length = matches!(q.code(), Some("a" | "mo" | "wk" | "d" | "h")) && !q.age && q.form == QuantityForm::Bare;
        found && head && length && partial.value.is_none() && self.just_before(q.value.start).ends_with("for")
    }

    /// "cervical length ≤ 25 mm *between 18 0/7 and 23 6/7 weeks*": weeks and days are the age of the pregnancy at which
    /// what the item is about is found. Near miss: "gestational age *24 0/7 to 28 6/7 weeks*".
    pub(super) fn dates_pregnancy(&mut self, q: &Quantity, partial: &mut Partial) -> bool {
        let weeks = |e: Entry| e.kind() == Kind::Analyte && matches!(e.usual_unit(), Some("wk" | "mo"));
        let Some(head) = &partial.head else { return false };
        let days = q.unit.as_ref().and_then(|u| u.code.as_deref()) == Some("d");
        if !days || q.age || head.entry.is_none_or(weeks) || !is_dated(self.words(&q.value)) {
            return false;
        }
        let age = Head::new(Entry::find(Kind::Analyte, "gestational_age"), q.value.clone());
        let bytes = q.value.clone();
        let node =
            self.node_of(Partial { head: Some(age), value: Some(q.clone().into()), bytes, ..Partial::default() });
        partial.having.push(node);
        true
    }

    /// "NRS *0-10* ≥ 4": the points that the score has at all, before its limit.
    fn is_whole_scale(&self, q: &Quantity, rest: &[Chunk], partial: &Partial) -> bool {
        let next = rest.iter().find(|c| !matches!(self.cue(c), Some(Cue::Of | Cue::Be | Cue::ScoreWord)));
        is_extent_of_score(q, partial) && next.is_some_and(is_limited)
    }

    /// Whether the limit that an item begins with is not of what "with" goes on to: it has a unit, is an age, or the other
    /// has a limit of its own. Near miss: "≥ 4 with pain".
    pub(super) fn is_limit_of_other(&self, partial: &Partial, rest: &[Chunk]) -> bool {
        if partial.value.as_deref().is_none_or(|q| q.form != QuantityForm::Limit) {
            return false;
        }
        let limited = rest.iter().any(|c| self.sort(c) == Sort::Quantity);
        // "≤ 10 mIU/L with *normal* free T4"
        let found = rest.first().is_some_and(|c| matches!(self.sort(c), Sort::Term(e) if e.kind() == Kind::Finding));
        let concept = rest.iter().take_while(|c| !self.is_separator(c)).find_map(|c| match self.sort(c) {
            Sort::Concept(entry) => Some(entry),
            _ => None,
        });
        let bare = partial.unknown.is_empty() && partial.score_word.is_none() && partial.grade.is_none();
        limited && is_own_limit(partial)
            || bare && concept.is_some_and(is_measured) && (limited || found || partial.is_age())
    }

    /// "*≥ ASA III*": the scale that stands between a comparator and its class, where nothing else is named, and
    /// a criterion begins with it. Near misses: "heart failure *≥ NYHA III*", which is graded; "ALT ≤ 3 × ULN or *≤ CTCAE grade 1*".
    fn scale_within(&self, q: &Quantity, rest: &[Chunk], partial: &Partial) -> Option<Head> {
        let alone = partial.head.is_none() && partial.unknown.is_empty() && partial.therapy.is_none();
        let entry = q.scale.and_then(|id| Entry::find(Kind::Score, id)).filter(|_| alone && rest.is_empty())?;
        let lexemes = &self.lexed.lexemes;
        let from = lexemes.partition_point(|l| (l.start as usize) < q.value.start);
        let within = lexemes[from..].iter().take_while(|l| from == 0 && (l.start as usize) < q.value.end);
        let named = within.into_iter().find(|l| l.entry(Kind::Score) == Some(entry))?;
        Some(Head::new(Some(entry), named.start as usize..named.end as usize))
    }

    /// "steroids *for more than 40 %* of the year": how much of the time, and no dose. Near miss: "steroid cream *> 1 %*".
    fn is_share_of_time(&self, q: &Quantity, partial: &Partial) -> bool {
        let drug = partial.entry().is_some_and(|e| e.kind().is_drug());
        let percent = q.unit.as_ref().is_some_and(|u| u.code.as_deref() == Some("%"));
        let lasts = self.words(&q.value).get(..4).is_some_and(|word| word.eq_ignore_ascii_case("for "));
        drug && percent && (lasts || self.just_before(q.value.start).to_ascii_lowercase().ends_with(" for"))
    }

    /// A quantity is a count where it stands before what it counts, else the limit.
    pub(super) fn atom_quantity(&mut self, q: &Quantity, rest: &[Chunk], partial: &mut Partial) {
        if self.is_whole_scale(q, rest, partial)
            || self.numbers_enrolled(q, rest)
            || self.window_without_unit(q, rest, partial)
            || self.washed_out_before(q, partial)
        {
            return;
        }
        if self.is_nearness(q, rest) || self.numbers_criterion(q) {
            return self.in_no_rule(&q.value);
        }
        if self.is_all_of_counted(q, partial) {
            let message = format!("\"{}\" is how many there are in all and in no rule", self.words(&q.value));
            return self.say("number-not-in-rule", Severity::Note, message, &q.value);
        }
        if self.is_share_of_time(q, partial) || partial.value.is_some() && self.numbers_days(q) {
            partial.unknown.push(q.value.clone());
            return;
        }
        if self.multiplies_unknown(q, rest) {
            self.not_understood(&q.value);
            return;
        }
        if partial.count.is_none() && self.is_over_tests(q, rest) {
            let bounds = Bounds { eq: q.bounds.gt, ..Bounds::default() };
            partial.count = Some(Box::new(Quantity { bounds, form: QuantityForm::Bare, ..q.clone() }));
            return;
        }
        let of_others = rest.first().is_some_and(|c| {
            let opens = matches!(self.cue(c), Some(Cue::With | Cue::For | Cue::If | Cue::When));
            opens && q.form == QuantityForm::Limit
        });
        let counts = q.unit.is_none()
            && !self.is_share(q)
            && !of_others
            && matches!(q.form, QuantityForm::Bare | QuantityForm::Limit)
            && partial.head.is_none()
            && partial.value.is_none()
            // "a *score of 23* or less on the Brief Alzheimer Screen"
            && partial.score_word.is_none()
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
            && partial.head.as_ref().is_some_and(|head| !self.is_points_of(q, head))
            && next.is_some_and(
                |c| matches!(self.sort(c), Sort::Concept(e) if !matches!(e.kind(), Kind::Analyte | Kind::Score)),
            );
        let limited = q.unit.is_none() && partial.count.is_none() && !partial.age && !q.age && partial.head.is_none();
        let limited = limited && matches!(q.form, QuantityForm::Bare | QuantityForm::Limit) && partial.value.is_none();
        let found = partial.count.is_none()
            && (partial.value.is_some() && self.counts_findings(q, rest) || self.counts_leads(q, rest, partial));
        let averaged = partial.mean.is_some() && q.form == QuantityForm::Bare && q.unit.is_none();
        let found = found || self.counts_tests(q, rest, partial) || self.counts_days_of_limit(q, partial);
        if averaged && partial.count.is_none() && partial.value.is_none() {
            // "mean of *3* readings"
            partial.count = Some(q.clone().into());
        } else if let Some(time) = self.counted_within(q, partial) {
            partial.times.push(time);
        } else if found {
            // "on 2 occasions" and "2 times" count alike.
            let count = Quantity { unit: q.unit.clone().filter(|u| u.code.as_deref() != Some("{times}")), ..q.clone() };
            partial.count = Some(count.into());
        } else if (counts || limited && self.counts_limited(rest)) && !self.opens_range(q, rest) {
            let mut count = q.clone();
            if count.form == QuantityForm::Bare && self.is_of_those(q) {
                (count.bounds.ge, count.form) = (count.bounds.eq.take(), QuantityForm::Limit);
            }
            partial.count = Some(count.into());
        } else if counts_next {
            partial.next_count = Some(q.clone().into());
        } else if q.age && partial.value.is_some() && partial.entry().is_some_and(is_measured) {
            // "gestational age 29 to 35 weeks *and up to 21 days old*": the age of the person, beside what is limited.
            let value = Some(q.clone().into());
            partial.also.push(Partial { value, age: true, bytes: q.value.clone(), ..Partial::default() });
        } else if partial.value.is_none() {
            let scale = self.scale_within(q, rest, partial);
            let q = if scale.is_some() { &Quantity { scale: None, ..q.clone() } } else { q };
            partial.head = scale.or(partial.head.take());
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

    /// "at least 26 diary days *out of 28*": how many there are, after a limit on how many of them. Near miss: "28 out of 30".
    fn is_all_of_counted(&self, q: &Quantity, partial: &Partial) -> bool {
        let said = self.just_before(q.value.start).to_ascii_lowercase().ends_with("out of");
        let counted = partial.count.as_ref().or(partial.value.as_ref()).filter(|own| own.form == QuantityForm::Limit);
        let own = counted.and_then(|own| own.bounds.low().or(own.bounds.high()));
        said && q.form == QuantityForm::Bare && own.zip(q.bounds.eq).is_some_and(|((own, _), all)| own <= all)
    }

    /// "creatinine > 2 on postoperative day *3-7*": which days, and no second limit. Near miss: "*3-7* days".
    fn numbers_days(&self, q: &Quantity) -> bool {
        let before = self.just_before(q.value.start);
        let word = before.rsplit([' ', '-']).next().unwrap_or_default();
        let day = ["day", "days", "visit", "visits", "cycle"].iter().any(|day| word.eq_ignore_ascii_case(day));
        day && q.unit.is_none()
            && !matches!(q.form, QuantityForm::Limit if q.bounds.high().is_none() || q.bounds.low().is_none())
    }

    /// "≥ 3 drugs, *one of which* is a diuretic": one at least of those named before.
    fn is_of_those(&self, q: &Quantity) -> bool {
        let after = self.lexed.text[q.value.end..].trim_start();
        ["of which", "of whom"].iter().any(|of| after.get(..of.len()).is_some_and(|w| w.eq_ignore_ascii_case(of)))
    }

    /// "*18 ≤* BMI ≤ 30": one end of a range, whose name and other end follow. Near miss: "*≥ 2* Hb < 10 g/dL", a count of them.
    fn opens_range(&self, q: &Quantity, rest: &[Chunk]) -> bool {
        let sign = |words: &str| words.trim_end().ends_with(['<', '≤', '=', '>', '≥']);
        let [named, limit, ..] = rest else { return false };
        let measured = matches!(self.sort(named), Sort::Concept(e) if matches!(e.kind(), Kind::Analyte | Kind::Score));
        let before = &self.lexed.text[..named.span.start];
        let limited = matches!(&limit.kind, ChunkKind::Quantity(q) if q.form == QuantityForm::Limit);
        measured && limited && sign(before) && q.unit.is_none()
    }

    /// "at least 6 transfusions *in 24 weeks*": the time that a count is of.
    fn counted_within(&mut self, q: &Quantity, partial: &Partial) -> Option<Time> {
        let before = self.lexed.text[..q.value.start].trim_end();
        let time = matches!(q.code(), Some("a" | "mo" | "wk" | "d" | "h" | "min"));
        let named = partial.head.is_some() || !partial.unknown.is_empty();
        // "> 2 *episodes* in 6 months"
        let things = |q: &Quantity| q.unit.as_ref().and_then(|u| u.code.as_deref()).is_some_and(|c| c.starts_with('{'));
        let counted =
            partial.count.is_some() && named && partial.value.is_none() || partial.value.as_deref().is_some_and(things);
        // "≥ 18 *of 30 days*"
        let days = before.ends_with(" of") && q.unit.as_ref().is_some_and(|u| u.code.as_deref() == Some("d"));
        let within = before.ends_with(" in") || before.ends_with(" IN") || days;
        if !(counted && time && q.form == QuantityForm::Bare && within) {
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
        let between = &self.lexed.text[first.value.end..q.value.end];
        let bytes = q.value.end - between.trim_start().len()..q.value.end;
        partial.also.push(Partial { value: Some(q.clone().into()), bytes, ..Partial::default() });
    }
}

/// Whether a range is that of all points of the score that an item is about, which has no limit yet: "VAS *(0-10)*".
pub fn is_extent_of_score(q: &Quantity, partial: &Partial) -> bool {
    let score = partial.entry().filter(|e| e.kind() == Kind::Score);
    let ends = q.bounds.ge.zip(q.bounds.le).filter(|(low, _)| low.0 <= Decimal::ONE);
    partial.value.is_none() && ends.zip(score).is_some_and(|((_, high), score)| is_most(score, &high.0.to_string()))
}

/// Whether a score has at most so many points; a scale may be given in tens or hundreds whatever its table says.
pub fn is_most(score: Entry, points: &str) -> bool {
    score.extremes()[1] == points || matches!(points, "10" | "100")
}

/// Whether an item has named a class and its limit, and nothing yet that has the class.
pub(super) fn is_graded_limit(partial: &Partial) -> bool {
    partial.grade.as_ref().is_some_and(|g| g.entry.is_some()) && partial.value.is_some()
}

/// Whether an item begins with a limit in some unit.
pub(super) fn is_own_limit(partial: &Partial) -> bool {
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
pub(super) fn limited_in_time(quantity: &Quantity) -> bool {
    let unit = quantity.unit.as_ref().and_then(|u| u.code.as_deref());
    let years = |n: Option<(Number, bool)>| n.is_none_or(|(n, _)| n.0 < Decimal::TEN);
    quantity.form == QuantityForm::Limit
        && match unit {
            Some("mo" | "wk" | "d" | "h") => true,
            Some("a") => years(quantity.bounds.low()) && years(quantity.bounds.high()),
            _ => false,
        }
}

/// Whether a chunk is a limit or a length of time, rather than a number that is part of a name.
pub(super) fn is_limited(chunk: &Chunk) -> bool {
    match &chunk.kind {
        ChunkKind::Quantity(q) => !matches!(q.form, QuantityForm::Bare | QuantityForm::Pair),
        ChunkKind::Time(t) => !t.bounds.is_empty(),
        _ => false,
    }
}

/// As `is_limited`, or brackets in which there is such a chunk: "neutropenia [ANC < 500]".
pub(super) fn limits_within(chunk: &Chunk) -> bool {
    match &chunk.kind {
        ChunkKind::Group(inner) => inner.iter().any(is_limited),
        _ => is_limited(chunk),
    }
}
