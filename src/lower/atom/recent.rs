//! "stroke *< 6 months*", "PCI *< 30 days*": how long ago something was, where only an upper limit stands beside its name.
//!
//! | what it is beside | example |
//! |---|---|
//! | a past status | *recent* infection < 2 weeks |
//! | what happens at once | stroke < 6 months, diabetic ketoacidosis < 1 year |
//! | what is done once | PCI < 1 month, BCG vaccination < 1 year |
//! | a test, with no result | creatinine ≤ 48 h |
//! | what is over at once, and long ago | prior MI > 30 days, stroke (≥ 3 months) |
//! | in an exclusion, what is given | chemotherapy < 4 weeks, NSAID use < 7 days, dabigatran < 48 h |
//! | in an exclusion, what is looked for in the past | malignancy < 5 years, infection < 2 weeks |
//!
//! Near misses: "diabetes < 1 year", "dialysis < 3 months", "antiretroviral therapy < 6 months" and "surgery < 2 hours" last
//! so long, as does what a word says so of ("AF *lasting* < 12 months", "steroids *for* < 4 weeks"); "detachment *on OCT*
//! < 6 weeks" is no date of the OCT.

use crate::grammar::{Bytes, Chunk, ChunkKind, TimePhrase};
use crate::lex::{Cue, Entry, Kind, look_up};
use crate::lower::atom::is_measured;
use crate::lower::build::is_length;
use crate::lower::context::{Context, Sort};
use crate::lower::partial::Partial;
use crate::rule::{Bounds, Direction, Severity, Status, TimeKind};
use crate::words;

impl Context<'_, '_> {
    /// "recent (< 3 months)", "current or prior (within 6 months)".
    pub(super) fn says_how_recent(&self, word: &Chunk, inner: &[Chunk]) -> bool {
        let recent = matches!(self.cue(word), Some(Cue::Prior | Cue::CurrentOrPrior));
        let short = |c: &Chunk| matches!(&c.kind, ChunkKind::Time(t) if t.bounds.low().is_none());
        recent && matches!(inner, [only] if short(only))
    }

    /// "remission *for 3 years*": how long it lasts, and not "response *after 6 months* of treatment".
    pub(super) fn says_how_long(&self, chunk: &Chunk) -> bool {
        let after = self.lexed.lexemes.get(chunk.lexemes.start).and_then(|l| l.cue()) == Some(Cue::After);
        matches!(&chunk.kind, ChunkKind::Time(t) if t.kind == TimeKind::Duration && !after)
    }

    /// "in *remission from* malignancy for less than 5 years": a state, what it is of and how long it has lasted.
    pub(super) fn is_remission_from(&self, chunk: &Chunk, rest: &[Chunk]) -> bool {
        let of = rest.first().is_some_and(|c| matches!(self.cue(c), Some(Cue::From | Cue::Of)));
        let remission = self.words(&chunk.span).to_ascii_lowercase().ends_with("remission");
        let lasts = rest.iter().take_while(|c| !self.is_separator(c)).any(|c| self.says_how_long(c));
        of && remission && lasts
    }

    /// The phrase as a look back, where what stands directly before it has happened so long ago at most.
    pub fn as_time_ago(&mut self, phrase: &TimePhrase, partial: &Partial) -> Option<TimePhrase> {
        let below = |b: &Bounds| b.low().is_none() && b.high().is_some();
        let bare = phrase.is_bare_length();
        if bare && self.washing {
            return washed_out_for(&phrase.bounds).map(|bounds| TimePhrase {
                kind: TimeKind::Window,
                direction: Some(Direction::Before),
                bounds,
                ..phrase.clone()
            });
        }
        if let Some(first) = phrase.shortest_of.first().or(phrase.longest_of.first()) {
            // "chemotherapy *< 28 days or 5 half-lives (whichever is shorter)*"
            let one = TimePhrase { value: phrase.value.clone(), ..first.clone() };
            let dated = bare && below(&first.bounds) && self.is_dated_by(&one, partial);
            let strict = first.bounds.lt.is_some();
            let mut back = TimePhrase { kind: TimeKind::Window, direction: Some(Direction::Before), ..phrase.clone() };
            for part in back.shortest_of.iter_mut().chain(&mut back.longest_of) {
                let bare = part.bounds.eq.take();
                (part.kind, part.direction) = (TimeKind::Window, Some(Direction::Before));
                part.bounds.lt = part.bounds.lt.or(bare.filter(|_| strict));
                part.bounds.le = part.bounds.le.or(bare.filter(|_| !strict));
            }
            return dated.then_some(back);
        }
        let below = below(&phrase.bounds);
        if bare && self.is_long_ago(phrase, partial) {
            return Some(TimePhrase { kind: TimeKind::Window, direction: Some(Direction::Before), ..phrase.clone() });
        }
        if !(below && bare && self.is_dated_by(phrase, partial)) {
            return None;
        }
        let kind = partial.entry().map(Entry::kind);
        if partial.status.is_none() && kind.is_some_and(Kind::is_drug) {
            let message = format!(
                "\"{}\" is read as so long ago at most, not as how long it was taken",
                self.words(&phrase.value)
            );
            let span = self.span(&phrase.value);
            self.say_at("within-implied", Severity::Note, message, span);
        }
        Some(TimePhrase { kind: TimeKind::Window, direction: Some(Direction::Before), ..phrase.clone() })
    }

    /// "> 3 months *since last treatment with* rituximab", "*since last dose of* rituximab", before anything is named: so long ago, for what
    /// was given says which treatment is meant. Near misses: "relapse > 3 months *since last treatment*"; "≥ 30 days since *last dose*".
    pub fn since_last_of(&self, phrase: &TimePhrase, rest: &[Chunk], partial: &Partial) -> Option<TimePhrase> {
        let anchor = phrase.anchor.as_ref().filter(|a| a.id == Some("last_dose"))?;
        let between = self.lexed.text.get(phrase.value.end..anchor.span.start)?.to_ascii_lowercase();
        let since = between.split_whitespace().next() == Some("since");
        let with = self.words(&anchor.span).ends_with(" with");
        let link = rest.first().is_some_and(|c| matches!(self.cue(c), Some(Cue::Of | Cue::With)));
        let given = rest[usize::from(link)..]
            .iter()
            .take(2)
            .any(|c| matches!(self.sort(c), Sort::Concept(e) if e.kind().is_treatment()));
        let blank = partial.is_headless() && partial.value.is_none() && partial.unknown.is_empty();
        (since && (with || link) && given && blank).then(|| TimePhrase {
            kind: TimeKind::Window,
            direction: Some(Direction::Before),
            anchor: None,
            ..phrase.clone()
        })
    }

    /// "prior MI *> 30 days*", "stroke *(≥ 3 months)*": how long ago at least, of what is over at once. Near misses: "history of
    /// diabetes *> 5 years*", "bleeding *> 7 days*", "stroke *for* ≥ 3 months".
    fn is_long_ago(&self, phrase: &TimePhrase, partial: &Partial) -> bool {
        let above = phrase.bounds.low().is_some() && phrase.bounds.high().is_none();
        let days = matches!(phrase.unit.as_ref().and_then(|u| u.code.as_deref()), Some("d" | "wk" | "mo" | "a"));
        let past = matches!(partial.status, None | Some(Status::History | Status::Ever));
        let at_once = |head: &crate::lower::partial::Head| {
            head.entry.is_some_and(|e| e.kind() == Kind::Condition && ends_with(e, words::OVER_AT_ONCE))
                && self.stands_beside(&head.bytes, phrase)
        };
        above && days && past && partial.head.as_ref().is_some_and(at_once)
    }

    fn is_dated_by(&self, phrase: &TimePhrase, partial: &Partial) -> bool {
        let Some(code) = phrase.unit.as_ref().and_then(|u| u.code.as_deref()) else { return false };
        let days = matches!(code, "d" | "wk" | "mo" | "a");
        let Some(head) = partial.head.as_ref().filter(|h| self.stands_beside(&h.bytes, phrase)) else { return false };
        let Some(entry) = head.entry else {
            let happens = partial.status.is_none_or(is_past) && self.names_what_happens(&head.bytes);
            return (days || code == "h") && happens;
        };
        if let Some(status) = partial.status {
            return days && is_past(status);
        }
        match entry.kind() {
            Kind::Condition if ends_with(entry, words::SUDDEN_EVENTS) => days || code == "h",
            Kind::Condition if ends_with(entry, words::PASSING_EVENTS) => days,
            Kind::Condition => {
                let past = (words::LOOKED_BACK_FOR.contains(&entry.id()) || ends_with(entry, &["malignancy"]))
                    && partial.qualifiers.is_empty();
                days && past && !self.demand
            }
            Kind::Procedure => days && !self.is_lasting(entry, code, phrase) && !self.is_means_of_finding(&head.bytes),
            Kind::Analyte | Kind::Score => {
                let timed =
                    is_length(entry.usual_unit()) || matches!(entry.usual_unit(), Some("s" | "ms" | "min" | "h"));
                let bracketed = self.just_before(phrase.value.start).ends_with(['(', '[']);
                let plain = !timed && !bracketed && partial.value.is_none() && partial.finding.is_none();
                matches!(code, "h" | "d" | "wk" | "mo") && plain
            }
            // "quit smoking *less than two years*": who has stopped for so long at most has stopped so long ago.
            Kind::Observation => days && entry.id() == "former_smoker",
            kind if kind.is_drug() => {
                let passing = !self.demand && self.is_given_once(entry, partial);
                (days || code == "h") && (passing || entry.name().ends_with("vaccine"))
            }
            _ => false,
        }
    }

    /// "creatinine > 1.5 mg/dL *after 48 h*", "cardioversion *after > 48 h*": when it is so, counted from what nothing names, and not how
    /// long. Near misses: "persisting *after 6 months*", "response *after 6 months of* treatment".
    pub(super) fn is_after_unnamed(&self, phrase: &TimePhrase, partial: &Partial) -> bool {
        let before = self.just_before(phrase.value.start).to_ascii_lowercase();
        let after = before.rsplit(' ').next() == Some("after");
        let next = self.lexed.text[phrase.value.end..].trim_start();
        let of = next.get(..3).is_some_and(|word| word.eq_ignore_ascii_case("of "));
        let done = |e: Entry| is_measured(e) || e.kind() == Kind::Procedure;
        after && !of && phrase.is_bare_length() && partial.entry().is_some_and(done)
    }

    /// "respiratory rate ≥ 60/min *under 2 months*", "≥ 50 *from 2 to 12 months*": how old those are whom the limit is of, and not how long
    /// it lasts. Near misses: "PHQ-9 ≥ 10 *for 2 months*", "rise ≥ 2 *over 3 months*", "LVEF < 40 % *> 3 months*".
    pub(super) fn is_age_of_limit(&self, phrase: &TimePhrase, partial: &Partial) -> bool {
        let value = self.words(&phrase.value).to_ascii_lowercase();
        let before = self.just_before(phrase.value.start).to_ascii_lowercase();
        let aged =
            ["under ", "below ", "from "].iter().any(|word| value.starts_with(word)) || before.ends_with(" from");
        let grown = matches!(phrase.unit.as_ref().and_then(|u| u.code.as_deref()), Some("mo" | "a"));
        let limited = partial.value.as_ref().is_some_and(|q| !q.age) && partial.entry().is_none_or(is_measured);
        aged && grown && limited && phrase.is_bare_length()
    }

    /// "*at least 2 weeks* between chemotherapy and leukapheresis": how far apart two things are, of which neither lasts so long.
    /// Near miss: "no pain-free period *< 8 hours* between attacks", which lasts so long.
    pub(super) fn is_between_two(&self, phrase: &TimePhrase, next: Option<&Chunk>, partial: &Partial) -> bool {
        let first = partial.head.is_none() && partial.unknown.is_empty();
        first && phrase.is_bare_length() && next.is_some_and(|c| self.is_cue(c, Cue::Between))
    }

    /// "arterial thromboembolic *event* ≤ 12 months", "catheter *placement* < 2 weeks": what no table has, by its last word.
    fn names_what_happens(&self, bytes: &Bytes) -> bool {
        // "*onset of* symptoms ≤ 5 days"
        let onset = self.words(bytes).get(..9).is_some_and(|word| word.eq_ignore_ascii_case("onset of "));
        let last = self.words(bytes).rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let last = last.to_ascii_lowercase();
        let one = last.strip_suffix('s').unwrap_or(&last);
        onset || words::SUDDEN_EVENTS.contains(&one) || words::DONE_AT_ONCE.contains(&one)
    }

    /// Whether nothing stands between the name and the length but brackets and a word for its use. "lasting", "for" and "x"
    /// say how long it was.
    fn stands_beside(&self, head: &Bytes, phrase: &TimePhrase) -> bool {
        let value = self.words(&phrase.value).to_lowercase();
        let mut first = value.split_whitespace();
        // "surgery *for it* ≤ 2 months": what it is for, and not how long it was.
        let lasting = first.next().is_some_and(|word| matches!(word, "for" | "lasting" | "x"));
        if lasting && first.next().is_none_or(|word| !words::PRONOUNS_OF_DISEASE.contains(&word)) {
            return false;
        }
        let Some(between) = self.lexed.text.get(head.end..phrase.value.start) else { return false };
        // "bispecific antibody *(blinatumomab)* < 3 months"
        let between = match between.trim_start().strip_prefix('(').and_then(|inner| inner.split_once(')')) {
            Some((examples, rest)) if !examples.contains(char::is_numeric) => rest,
            _ => between,
        };
        // "vaccination *BCG* < 1 year"
        let given = || look_up(between.trim()).is_some_and(|group| group.entries().any(|e| e.kind().is_drug()));
        let mut words = between.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.all(|word| words::USE_NOUNS.contains(&&*word.to_ascii_lowercase())) || given()
    }

    /// Whether a procedure goes on, so that a time may say how long. Days are how long a stay lasts ("hospitalization < 3 days",
    /// not "*in* < 30 days"), and weeks how old a pregnancy is at a delivery.
    fn is_lasting(&self, entry: Entry, code: &str, phrase: &TimePhrase) -> bool {
        let inside = || self.just_before(phrase.value.start).to_lowercase().ends_with(" in");
        words::LASTING_PROCEDURES.contains(&entry.id())
            || code == "d" && words::STAYS.contains(&entry.id()) && !inside()
            || code == "wk" && words::DATED_IN_WEEKS.contains(&entry.id())
    }

    /// "detachment *on* OCT", by which something is found.
    fn is_means_of_finding(&self, procedure: &Bytes) -> bool {
        let before = self.just_before(procedure.start).to_lowercase();
        before.rsplit(' ').next().is_some_and(|word| matches!(word, "on" | "by" | "per"))
    }

    /// Whether a drug is none of those that are taken for good, and nothing says that it is being taken.
    fn is_given_once(&self, entry: Entry, partial: &Partial) -> bool {
        let going_on = partial.by_verb.is_some() || partial.stable.is_some() || partial.qualifiers.contains(&"stable");
        let told = partial.exposure.is_some() || partial.outcome.is_some();
        !going_on && !told && !words::TAKEN_FOR_GOOD.contains(&entry.id())
    }
}

/// "*4 weeks*", "*≥ 4 weeks*" of a washout: what was taken later than that.
pub(super) fn washed_out_for(bounds: &Bounds) -> Option<Bounds> {
    let least = bounds.eq.or(bounds.ge).or(bounds.gt)?;
    let open = bounds.eq.is_some() || bounds.high().is_none();
    open.then(|| Bounds { lt: Some(least), ..Bounds::default() })
}

fn is_past(status: Status) -> bool {
    matches!(status, Status::History | Status::Ever)
}

fn ends_with(entry: Entry, endings: &[&str]) -> bool {
    let name = entry.name().to_lowercase();
    endings.iter().any(|end| name.strip_suffix(end).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric)))
}
