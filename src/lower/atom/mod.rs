//! One item of a coordination, read left to right: modifiers, head, limit, times, and what is said in brackets.

mod age;
mod age_at;
mod begun;
mod change;
mod changed;
mod criteria;
mod cue;
mod days;
mod denied;
mod donated;
mod done_in_time;
mod each;
mod elapsed;
mod elided_unit;
mod enrolled;
mod equivalent;
mod example;
mod free;
mod free_since;
mod gestation;
mod limit;
mod lying_between;
mod named;
mod near;
mod non;
mod norm_group;
mod of_age_group;
mod part;
mod place;
mod places;
mod planned_for;
mod ratio;
mod recent;
mod relation;
mod repeats;
mod second_name;
mod setting;
mod shown;
mod societies;
mod stable;
mod tested_at;
mod treated;
mod trial;
mod unknown;
mod used_within;
mod washout;
mod without;
mod word;

pub use self::age::is_limit_of_other_sex;
use self::age::is_plain_age;
pub use self::change::change_of_each;
pub use self::limit::{is_extent_of_score, is_most};
use crate::grammar::{Chunk, ChunkKind, Quantity, QuantityForm, TimePhrase, bound};
use crate::lex::{Cue, Entry, Kind};
use crate::lower::context::{Context, DEEPEST, Sort, bytes_of};
use crate::lower::partial::{Before, Head, Partial};
use crate::lower::since::is_event;
use crate::rule::{Anchor, Direction, Node, Time, TimeKind};
use crate::words;

/// The most chunks of a description in brackets: "(non-infectious)".
const LONGEST_ADJECTIVE: usize = 4;

impl Context<'_, '_> {
    /// Reads one item.
    pub fn atom(&mut self, chunks: &[Chunk]) -> Partial {
        self.atom_about(chunks, None)
    }

    /// Reads one item; one that begins with a predicate ("treated", "stable") is said of `subject`.
    pub fn atom_about(&mut self, chunks: &[Chunk], subject: Option<&Head>) -> Partial {
        let mut partial = Partial { bytes: bytes_of(chunks), ..Partial::default() };
        partial.head = subject.filter(|_| self.is_predicate(chunks) || self.says_since_when(chunks)).cloned();
        if self.depth >= DEEPEST {
            self.take_whole(chunks);
            partial.unknown.push(partial.bytes.clone());
            return partial;
        }
        if let Some(category) = self.narrative_item(chunks) {
            self.take_whole(chunks);
            let head = Some(Head::new(None, partial.bytes.clone()));
            return Partial { narrative: Some(category), head, verb: true, ..partial };
        }
        if let Some(whole) = self.limits_in_brackets_alone(chunks) {
            let head = Some(Head::new(None, partial.bytes.clone()));
            return Partial { whole: Some(Box::new(whole)), head, verb: true, ..partial };
        }
        self.depth += 1;
        let mut at = self.opening(chunks, &mut partial);
        while at < chunks.len() {
            at = self.atom_step(chunks, at, &mut partial);
        }
        self.free_of_that(chunks, subject, &mut partial);
        self.settle_head(&mut partial);
        self.limit_after_related(&mut partial);
        self.settle_part_of_score(&mut partial);
        if partial.times.iter().any(|t| matches!(&t.anchor, Some(Anchor::Point(p)) if p.id.as_deref() == Some("birth")))
        {
            // "less than 6 weeks postpartum" is a state of its own, also in a list.
            self.event_counted_from(&mut partial);
        }
        let own = |t: &Time| matches!(&t.anchor, Some(Anchor::Point(p)) if p.id.as_deref() == Some("own_birth"));
        partial.own_times |= partial.times.iter().any(own);
        self.depth -= 1;
        self.settle_naive(&mut partial);
        self.settle_small_change(&mut partial);
        let people = chunks.iter().any(|c| self.names_people(c)) || partial.head.as_ref().is_some_and(age::is_healthy);
        self.people_of_one_sex(&mut partial);
        let of_group = self.limit_for_age_group(chunks, &mut partial);
        let of_other = of_group || self.is_said_of_sex(&partial);
        partial.age |= people && is_plain_age(&partial) && !of_other && !self.counts_what_is_had(&partial);
        self.split_age(people, &mut partial);
        partial
    }

    /// "ALT > 10 × ULN or *(ALT > 3 × ULN and bilirubin > 1.5 × ULN)*": brackets that are an item of their own, with limits
    /// that a conjunction joins. Near misses: "*(non-infectious)* pneumonitis", "ALT *(> 3 × ULN)*".
    fn limits_in_brackets_alone(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let [Chunk { kind: ChunkKind::Group(inner), .. }] = chunks else { return None };
        let limited = |two: &[Chunk]| {
            matches!(self.sort(&two[0]), Sort::Concept(e) if is_measured(e)) && self.sort(&two[1]) == Sort::Quantity
        };
        let limits = inner.windows(2).filter(|two| limited(two)).count();
        if limits < 2 || self.find(inner, &[Cue::And, Cue::Or, Cue::AndOr]).is_none() {
            return None;
        }
        self.take(chunks);
        self.depth += 1;
        // Between brackets "and" joins what is met together, also in what excludes.
        let excluding = std::mem::take(&mut self.excluding);
        let node = self.coordination(inner);
        self.excluding = excluding;
        self.depth -= 1;
        node
    }

    /// Whether an item begins with what it says of something, and does not name it.
    pub fn is_predicate(&self, chunks: &[Chunk]) -> bool {
        let first = chunks.iter().find(|c| !self.is_idle(c));
        let says = first.is_some_and(|c| match self.sort(c) {
            Sort::Term(entry) => matches!(entry.kind(), Kind::Qualifier | Kind::Outcome | Kind::Finding),
            Sort::Cue(Cue::Dose) => self.find(chunks, &[Cue::Stable]).is_some(),
            Sort::Cue(cue) => matches!(cue, Cue::Stable | Cue::StableDose | Cue::ResponseWord),
            Sort::Time => self.says_only_when(chunks),
            _ => false,
        });
        let names = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind() == Kind::Condition);
        says && !chunks.iter().any(names)
    }

    /// "unless *started ≥ 3 months before baseline*": when it began, and nothing else.
    pub fn says_since_when(&self, chunks: &[Chunk]) -> bool {
        let begun = |c: &Chunk| words::STARTS.contains(&&*self.words(&c.span).to_ascii_lowercase());
        let Some((first, rest)) = chunks.split_first() else { return false };
        begun(first) && rest.iter().any(|c| self.sort(c) == Sort::Time) && self.says_only_when(rest)
    }

    /// "unless *more than 1 year ago*": nothing but a time.
    pub fn says_only_when(&self, chunks: &[Chunk]) -> bool {
        chunks.iter().all(|c| self.sort(c) == Sort::Time || self.is_idle(c))
    }

    /// "No prior chemotherapy within 4 weeks": none in that time; without a time, none ever.
    fn settle_naive(&self, partial: &mut Partial) {
        let words = |t: &Time| t.kind == TimeKind::Window && !t.bounds.is_empty();
        if partial.outcome == Some("naive") && partial.head.is_some() && partial.times.iter().any(words) {
            partial.outcome = None;
            partial.negated = !partial.negated;
        }
    }

    /// "signs or symptoms of", which say of a disease how it shows.
    fn names_signs(&self, chunk: &Chunk) -> bool {
        let words = self.words(&chunk.span).to_ascii_lowercase();
        words.contains("sign") || words.contains("symptom")
    }

    /// "as confirmed by …", "all of which …": an item that speaks of those before it.
    fn opening(&mut self, chunks: &[Chunk], partial: &mut Partial) -> usize {
        let idle = |c: &Chunk| matches!(self.cue(c), Some(Cue::As | Cue::All | Cue::Of | Cue::Also));
        // "HER2 positive, *either by* IHC or FISH"
        let either = usize::from(chunks.first().is_some_and(|c| self.is_cue(c, Cue::Either)));
        let either = either * usize::from(chunks.get(1).is_some_and(|c| self.is_cue(c, Cue::AccordingTo)));
        let at = either + chunks[either..].iter().position(|c| !idle(c)).unwrap_or(0);
        match chunks.get(at).and_then(|c| self.cue(c)) {
            Some(Cue::AccordingTo) if self.is_taking(&chunks[at..]) => {
                partial.exposure = Some(Cue::Exposure);
                partial.verb = true;
                self.take(&chunks[..=at]);
                at + 1
            }
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
            _ if self.is_done_in_time_by(&chunks[at..]) => {
                partial.says_of_before = Some(Before::Last);
                self.take(&chunks[..=at]);
                at + 1
            }
            _ => 0,
        }
    }

    /// Reads the chunk at `at`; gives where to go on.
    fn atom_step(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> usize {
        let chunk = &chunks[at];
        if at > 0
            && partial.head.is_some()
            && let Some(end) = self.region_from(chunks, at).or_else(|| self.bone_sites(chunks, at))
        {
            self.take_whole(&chunks[at..end]);
            let setting = self.mention(None, &bytes_of(&chunks[at + 1..end]));
            partial.settings.push(setting);
            return end;
        }
        if at > 0
            && let Some(end) =
                self.read_during_or_within(chunks, at, partial).or_else(|| self.read_either_side(chunks, at, partial))
        {
            return end;
        }
        if at > 0
            && let Some(end) = self.said_in_clause(&chunks[at..])
            && let Some(head) = self.judged_head(partial)
        {
            if partial.therapy.as_ref() == Some(&head.bytes) {
                // "*drugs* known to prolong the QT interval" are taken.
                partial.exposure = partial.exposure.or(Some(Cue::Exposure));
            }
            partial.unknown.retain(|bytes| *bytes != head.bytes);
            partial.head = Some(head);
            let node = self.narrative_leaf("judgement", &chunks[at..at + end]);
            partial.having.push(node);
            return at + end;
        }
        if at > 0
            && self.is_class_alone(&chunks[..at], partial)
            && let Some(end) = self.unfit_clause(&chunks[at..])
        {
            // "stage C, or *stage B not amenable to* ablation"
            let node = self.narrative_leaf("judgement", &chunks[at..at + end]);
            partial.having.push(node);
            return at + end;
        }
        let special = self.trial_of(chunks, at, partial).or_else(|| self.place_between(chunks, at, partial));
        let special = special.or_else(|| self.between_two(chunks, at, partial));
        let special = special.or_else(|| self.elapsed_up_to(chunks, at, partial));
        let special = special.or_else(|| self.lying_between(chunks, at, partial));
        let special = special.or_else(|| self.time_from(chunks, at, partial));
        let special = special.or_else(|| self.counted_criteria(chunks, at, partial));
        let special = special.or_else(|| self.at_weeks(chunks, at, partial));
        let special = special.or_else(|| self.age_at_event(chunks, at, partial));
        let special = special.or_else(|| self.onset_at_age(chunks, at, partial));
        let special = special.or_else(|| self.tested_at(chunks, at));
        let special = special.or_else(|| self.beside_treatment(chunks, at, partial));
        let special = special.or_else(|| self.before_pregnancy(chunks, at, partial));
        let special = special.or_else(|| self.ineligible_for(chunks, at, partial));
        let special = special.or_else(|| self.washed_out(chunks, at, partial));
        let special = special.or_else(|| self.tested_after_washout(chunks, at, partial));
        let special = special.or_else(|| self.elapsed_since(chunks, at, partial));
        let special = special.or_else(|| self.without_help(chunks, at, partial));
        let special = special.or_else(|| self.version_before(chunks, at, partial));
        let special = special.or_else(|| self.version_behind(chunks, at, partial));
        let special = special.or_else(|| self.part_by_name(chunks, at, partial));
        let special = special.or_else(|| self.at_sites(chunks, at, partial));
        let special = special.or_else(|| self.in_setting(chunks, at, partial));
        let special = special.or_else(|| self.limit_before_equivalent(chunks, at, partial));
        let special = special.or_else(|| self.unit_after_drug(chunks, at, partial));
        let special = special.or_else(|| self.ratio_of_two(chunks, at, partial));
        let special = special.or_else(|| self.donated(chunks, at, partial));
        let special = special.or_else(|| self.places_counted(chunks, at, partial));
        let special = special.or_else(|| self.part_after_limit(chunks, at, partial));
        let special = special.or_else(|| self.change_dated(chunks, at, partial));
        let special = special.or_else(|| self.society(chunks, at, partial));
        let special = special.or_else(|| self.planned_for(chunks, at, partial));
        let special = special.or_else(|| self.numbered_day(chunks, at, partial));
        let special = special.or_else(|| self.corrected_for(chunks, at, partial));
        let special = special.or_else(|| self.for_traits(chunks, at, partial));
        let special = special.or_else(|| self.see_criterion(chunks, at));
        let special = special.or_else(|| self.free_since(chunks, at, partial));
        if let Some(end) = special.or_else(|| self.after_rest(chunks, at, partial)) {
            return end;
        }
        self.take(std::slice::from_ref(chunk));
        match &chunk.kind {
            ChunkKind::Quantity(q) if self.counts_of_days(q, &chunks[at + 1..], partial) => {
                partial.count = Some(q.clone());
            }
            ChunkKind::Quantity(q) if self.is_length_of_history(q, &chunks[at + 1..], partial) => {
                let time = self.duration(q);
                partial.times.push(time);
            }
            ChunkKind::Quantity(q) if self.is_length_of_result(q, partial) => {
                let time = self.duration(q);
                partial.times.push(time);
            }
            ChunkKind::Quantity(q) if self.dates_pregnancy(q, partial) => {}
            ChunkKind::Quantity(q) if self.counts_shown(q, chunks, at, partial) => {
                self.event_within(chunks, at, partial);
                return chunks.len();
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
                if self.used_within(t, partial) {
                    return at + 1;
                }
                let open = self.is_in_either_way(t, partial) || self.is_after_unnamed(t, partial);
                if open || self.is_age_of_limit(t, partial) || self.is_between_two(t, chunks.get(at + 1), partial) {
                    self.not_understood(&t.value);
                    return at + 1;
                }
                if t.is_of_day() || self.is_point_of_test(t, partial) {
                    let setting = self.mention(None, &chunk.span);
                    partial.settings.push(setting);
                    return at + 1;
                }
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
                let ago = self.as_time_ago(t, partial).or_else(|| self.since_last_of(t, &chunks[at + 1..], partial));
                let mut time = self.time(ago.as_ref().unwrap_or(t));
                self.settle_period(t, &mut time, partial);
                self.settle_direction(t, &mut time, partial);
                let event = t.anchor.as_ref().filter(|a| is_event(a) || self.begins_symptoms(&a.span));
                let within = t.direction.is_none() && t.kind == TimeKind::Window && t.bounds.high().is_some();
                let event = event.filter(|_| t.direction == Some(Direction::After) || within);
                partial.event_before = event.map(|a| a.span.clone()).filter(|_| !t.bounds.is_empty());
                if t.direction == Some(Direction::After) && t.anchor.is_none() && chunk.span.end > t.value.end {
                    // "at least 4 weeks since *the last dose of rituximab*": what comes next was so long ago.
                    time.direction = time.direction.filter(|_| !partial.is_headless()).or(Some(Direction::Before));
                }
                self.settle_time(&mut time, partial);
                if partial.says_of_before == Some(Before::Every) && time.kind == TimeKind::Duration {
                    // "all of which must have been cured for one year": the cure lasts, not the disease.
                    time.of = partial.last_qualifier.clone().map(|b| self.mention(None, &b));
                }
                let leads = chunks[..at].iter().all(|c| matches!(self.cue(c), Some(Cue::The | Cue::Also)));
                if leads && chunks.len() > at + 1 { partial.lead_times.push(time) } else { partial.times.push(time) }
            }
            ChunkKind::Group(inner) if at > 0 && self.says_how_recent(&chunks[at - 1], inner) => {
                // "recent (< 3 months) stroke, TIA or MI", "prior (within 1 year) use of A or B": of every item.
                for chunk in inner.iter() {
                    let ChunkKind::Time(phrase) = &chunk.kind else { continue };
                    self.take(std::slice::from_ref(chunk));
                    let phrase = TimePhrase { kind: TimeKind::Window, ..(**phrase).clone() };
                    let time = self.time(&phrase);
                    partial.lead_times.push(time);
                }
            }
            ChunkKind::Group(inner) if self.length_of_line(inner, &chunks[at + 1..], partial) => {}
            ChunkKind::Group(inner) if self.describes_next(inner, chunks.get(at + 1), partial) => {
                // "*(non-infectious)* pneumonitis": what stands in the brackets is a part of the name.
                let mut next = 0;
                while next < inner.len() {
                    next = self.atom_step(inner, next, partial).max(next + 1);
                }
            }
            ChunkKind::Group(inner) => {
                let outside = std::mem::replace(&mut self.in_brackets, true);
                self.group(inner, partial);
                self.in_brackets = outside;
            }
            ChunkKind::Compares => {}
            ChunkKind::Lexeme(_) if at == 0 && self.moment_alone(chunks, partial) => return chunks.len(),
            ChunkKind::Lexeme(_) => return self.atom_word(chunks, at, partial),
        }
        at + 1
    }

    /// "*stage III* not suitable for surgery": whether but a class stands before.
    fn is_class_alone(&self, before: &[Chunk], partial: &Partial) -> bool {
        let class = |c: &Chunk| matches!(&c.kind, ChunkKind::Quantity(q) if q.form == QuantityForm::Class);
        partial.unknown.is_empty() && partial.having.is_empty() && before.last().is_some_and(class)
    }

    /// Whether brackets before the name of a disease hold but words that describe it. Near miss: "(asthma) exacerbation".
    fn describes_next(&self, inner: &[Chunk], next: Option<&Chunk>, partial: &Partial) -> bool {
        let disease = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind() == Kind::Condition);
        let adjective = |c: &Chunk| {
            matches!(self.sort(c), Sort::Word | Sort::Dash | Sort::Cue(Cue::Non))
                || matches!(self.sort(c), Sort::Term(e) if e.kind() == Kind::Qualifier)
        };
        let few = inner.len() <= LONGEST_ADJECTIVE;
        partial.head.is_none() && few && next.is_some_and(disease) && inner.iter().all(adjective)
    }

    /// "injection *in 6 months*", as a demand: it may have been, or is to come. Near misses: "*no* injection in 6 months", "*2*
    /// injections in 6 months", "which has *not* relapsed in 6 months"; as what excludes, it has been.
    fn is_in_either_way(&self, time: &TimePhrase, partial: &Partial) -> bool {
        let open = time.kind == TimeKind::Window && time.direction.is_none() && time.anchor.is_none();
        let mut words = self.words(&time.value).split(' ');
        let bare = words.next().is_some_and(|word| word.eq_ignore_ascii_case("in"))
            && words.next().is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()));
        let counted = partial.value.is_some() || partial.count.is_some() || partial.next_count.is_some();
        let before = self.just_before(time.value.start).to_ascii_lowercase();
        let denied = before.split_whitespace().rev().take(3).any(|word| matches!(word, "not" | "without"));
        self.demand && open && bare && !partial.negated && !denied && !counted && partial.change.is_none()
    }

    /// "Apgar score < 7 *at 5 minutes*": when in a test it is measured, which is no window of the trial.
    fn is_point_of_test(&self, time: &TimePhrase, partial: &Partial) -> bool {
        let at = self.words(&time.value).get(..3).is_some_and(|word| word.eq_ignore_ascii_case("at "));
        let measured = partial.entry().is_some_and(is_measured);
        at && measured && time.anchor.is_none() && time.direction.is_none() && time.bounds.eq.is_some()
    }

    /// "*of screening*", all that an item says: what the windows before it are counted from.
    fn moment_alone(&mut self, chunks: &[Chunk], partial: &mut Partial) -> bool {
        let [of, named] = chunks else { return false };
        let entry = match &named.kind {
            ChunkKind::Lexeme(at) => self.lexed.lexemes[*at].entry(Kind::Anchor),
            _ => None,
        };
        let Some(entry) = entry.filter(|_| self.is_cue(of, Cue::Of)) else { return false };
        self.take(chunks);
        let bytes = bytes_of(chunks);
        let mut time = Time::new(TimeKind::At, self.words(&bytes), self.span(&bytes));
        time.anchor = Some(Anchor::Point(self.mention(Some(entry.id()), &named.span)));
        time.direction = Some(Direction::Before);
        partial.times.push(time);
        true
    }
}

/// Whether words name what a score is given for, each of which has one ("organ domain score"), and not a site.
pub fn is_what_is_scored(words: &str) -> bool {
    matches!(&*words.to_ascii_lowercase(), "organ domain" | "organ" | "domain" | "organ system" | "organ systems")
}

/// Whether a concept is measured.
pub fn is_measured(entry: Entry) -> bool {
    matches!(entry.kind(), Kind::Analyte | Kind::Score)
}

/// Whether an amount of this is counted in itself or in a unit, never in a drug.
pub fn is_counted(entry: Entry) -> bool {
    is_measured(entry) || entry.kind() == Kind::Observation
}

/// Whether a concept is an allergy or intolerance, whose object is what it is about.
pub fn is_allergy(entry: Entry) -> bool {
    entry.kind() == Kind::Condition && (entry.id() == "allergy" || entry.id().ends_with("_allergy"))
}

/// Whether what is named is a reaction to something that is named after "to": "anaphylaxis *to latex*".
pub fn is_reaction_to(head: &Head) -> bool {
    head.entry.is_some_and(|e| e.kind() == Kind::Condition && e.id() == "anaphylaxis")
}
