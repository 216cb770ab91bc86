//! What must hold of one fact beside its result: when it is, how certain, how severe, by which route.

use rust_decimal::Decimal;

use super::Truth;
use super::date::{Day, FIRST, LAST, Length};
use super::patient::{Certainty, Coded, Event, EventKind, Quantity};
use super::program::{Days, Equivalence, FactTest, Field, Lengths, StatusTest, When};
use super::run::Run;
use super::same_event::Scope;
use super::settings::Unrecorded;
use super::value::{Judged, Lack, ValueTest};
use crate::lex::{Kind, look_up, normal};

/// Qualifiers of which a fact has one at most.
pub(crate) const EXCLUSIVE: [&[&str]; 4] = [
    &["mild", "moderate", "severe"],
    &["active", "inactive", "remission", "resolved"],
    &["acute", "chronic"],
    &["controlled", "uncontrolled"],
];

/// Routes by which a drug comes to the whole body.
pub(crate) const SYSTEMIC: [&str; 5] = ["intramuscular", "intravenous", "oral", "subcutaneous", "sublingual"];

impl Run<'_> {
    pub(super) fn field(&mut self, at: u32, field: &Field, test: &FactTest) -> Judged {
        let event = self.event(at);
        match field {
            Field::Status(StatusTest::Current { on, since })
                if event.kind == EventKind::Observation && !event.lasting =>
            {
                self.observed(event, *on, *since, test)
            }
            Field::Status(status) => status_of(event, *status),
            Field::When(when) => Judged::of(self.when(at, when, test), Lack::Date),
            Field::Qualifier(qualifier) => self.qualifier(event, qualifier),
            Field::Route(route) => self.same(event.route.as_deref(), route, Lack::Route),
            Field::Outcome(outcome) => self.outcome(event, outcome),
            Field::Method(id, words) => self.method(event, id, words),
            Field::Setting(id, words) => {
                let named = event.method.iter().any(|method| is_named(method, id, words));
                // "serum hCG" says in its name what it was measured in.
                let key = format!(" {} ", normal::key(words));
                let in_name = |name: &String| format!(" {} ", normal::key(name)).contains(&key);
                if named || event.concept.names.iter().any(in_name) {
                    Judged::MET
                } else {
                    self.unrecorded(Lack::Setting)
                }
            }
            Field::Dose(value, equivalence) => dose(event, value, equivalence.as_ref()),
            Field::DueTo(scoped) => Judged::of(self.predicate(&scoped.0, Some(Scope::Cause(at))), Lack::Cause),
            Field::Having(scoped) => Judged::of(self.predicate(&scoped.0, Some(Scope::SameEvent(at))), Lack::SameEvent),
            Field::Unknown(_) => Judged::unknown(Lack::Uncomputable),
        }
    }

    /// A state that was observed once: it holds for a while, unless it was denied since; after that nobody knows.
    fn observed(&self, event: &Event, on: Day, since: Day, test: &FactTest) -> Judged {
        let denied = self.refuted[test.set].iter().map(|at| self.event(*at));
        let mut denied = denied.filter(|other| other.kind == EventKind::Observation && other.start.first <= on);
        let seen = status_of(event, StatusTest::Begun { by: on });
        if denied.any(|other| other.start.order().0 > event.start.order().1) {
            return Judged { truth: Truth::NotMet, lack: None };
        }
        seen.and(|| match event.start.from(since) {
            Truth::Met => Judged::MET,
            _ => Judged::unknown(Lack::Date),
        })
    }

    pub(super) fn unrecorded(&self, lack: Lack) -> Judged {
        match self.program.settings.unrecorded {
            Unrecorded::Accept => Judged::MET,
            Unrecorded::Unknown => Judged::unknown(lack),
        }
    }

    fn same(&self, recorded: Option<&str>, wanted: &str, lack: Lack) -> Judged {
        match recorded {
            Some(recorded) => Judged { truth: (recorded == wanted).into(), lack: None },
            None => self.unrecorded(lack),
        }
    }

    fn outcome(&self, event: &Event, wanted: &str) -> Judged {
        let Some(words) = &event.outcome else { return self.unrecorded(Lack::Outcome) };
        let entry = look_up(words).and_then(|group| group.of(Kind::Outcome)).map_or(words.as_str(), |e| e.id());
        let either = wanted == "failed_or_intolerant" && matches!(entry, "failed" | "intolerant");
        Judged { truth: (entry == wanted || either).into(), lack: None }
    }

    /// A fact that names methods was established by these and no others.
    fn method(&self, event: &Event, id: &str, words: &str) -> Judged {
        if event.method.iter().any(|method| is_named(method, id, words)) {
            Judged::MET
        } else if event.method.is_empty() {
            self.unrecorded(Lack::Method)
        } else {
            Judged { truth: Truth::NotMet, lack: None }
        }
    }

    fn qualifier(&self, event: &Event, wanted: &str) -> Judged {
        let index = self.program.settings.index();
        let has = |word: &str| event.qualifiers.iter().any(|q| normal::key(q) == word);
        let words = normal::key(&wanted.replace('_', " "));
        let named = |name: &String| format!(" {} ", normal::key(name)).contains(&format!(" {words} "));
        if has(&words) || event.concept.names.iter().any(named) {
            return Judged::MET;
        }
        let truth = match wanted {
            "systemic" if event.route.is_some() => event.route.as_deref().is_some_and(|r| SYSTEMIC.contains(&r)).into(),
            "active" if has("recurrence") || has("relapse") => Truth::Met,
            "cured" | "adequately_treated" if event.lasting => event.end.by(index),
            _ => {
                let group = EXCLUSIVE.iter().find(|group| group.contains(&wanted));
                let other = group.is_some_and(|group| group.iter().any(|word| has(word)));
                if other { Truth::NotMet } else { return self.unrecorded(Lack::Qualifier) }
            }
        };
        Judged::of(truth, Lack::Date)
    }

    fn when(&mut self, at: u32, when: &When, test: &FactTest) -> Truth {
        let event = self.event(at);
        match when {
            When::Within(days) if event.lasting => Truth::all([event.start.by(days.high), event.end.from(days.low)]),
            When::Within(days) | When::Began(days) => within(event, *days),
            When::Any(whens) => whens.iter().fold(Truth::NotMet, |truth, when| truth.max(self.when(at, when, test))),
            When::All(whens) => whens.iter().fold(Truth::Met, |truth, when| truth.min(self.when(at, when, test))),
            When::Lasted { length, until } => lasted(event, length, *until),
            When::Over { length, on } => long_ago((event.end.first, event.end.last), length, (*on, *on)),
            When::Stable { length, on } => self.stable(event, length, *on, test),
            When::Every(days) => self.every(at, *days, test),
            When::From { anchor, low, high } => match self.anchored(*anchor) {
                Some(other) => from_other(event, other, *low, *high),
                None => Truth::Unknown,
            },
            When::Unknown(_) => Truth::Unknown,
        }
    }

    /// A course of treatment that is recorded once has had one dose; a shorter one may continue an earlier one.
    fn stable(&self, event: &Event, length: &Lengths, on: Day, test: &FactTest) -> Truth {
        if !event.lasting {
            return Truth::Unknown;
        }
        let covered = lasted(event, length, on);
        let earlier =
            |other: &&u32| self.event(**other).start < event.start && self.event(**other).source != event.source;
        if covered == Truth::NotMet && self.facts[test.set].iter().any(|other| earlier(&other)) {
            return Truth::Unknown;
        }
        covered
    }

    /// Another fact of the same concept is so many days away.
    fn every(&self, at: u32, days: super::interval::Count, test: &FactTest) -> Truth {
        let event = self.event(at);
        let others = self.facts[test.set].iter().filter(|other| **other != at).map(|other| self.event(*other));
        let actual = |other: &&Event| other.certainty == Certainty::Actual && test.kinds.contains(&other.kind);
        let others: Vec<_> = others.filter(actual).collect();
        if others.is_empty() || !event.start.is_day() {
            return Truth::Unknown;
        }
        Truth::any(others.iter().map(|other| {
            if !other.start.is_day() {
                return Truth::Unknown;
            }
            let apart = event.start.first.abs_diff(other.start.first);
            days.holds(apart, Some(apart))
        }))
    }
}

fn status_of(event: &Event, status: StatusTest) -> Judged {
    let certain = match (event.certainty, status) {
        (Certainty::Planned, StatusTest::Planned) | (Certainty::Suspected, StatusTest::Suspected) => {
            return Judged::MET;
        }
        (_, StatusTest::Planned | StatusTest::Suspected) | (Certainty::Planned, _) => {
            return Judged { truth: Truth::NotMet, lack: None };
        }
        (Certainty::Refuted, _) => return Judged { truth: event.result.is_some().into(), lack: None },
        (Certainty::Suspected, _) => Judged::unknown(Lack::Confirmation),
        (Certainty::Actual, _) => Judged::MET,
    };
    let placed = match status {
        StatusTest::Current { on, .. } if event.lasting => Truth::all([begun(event, on), event.end.from(on)]),
        StatusTest::Current { on, since } => Truth::all([event.start.by(on), event.start.from(since)]),
        StatusTest::Begun { by } => begun(event, by),
        _ => Truth::Met,
    };
    // What is over or was later is so whether it is confirmed or not.
    Judged::of(placed, Lack::Date).and(|| certain)
}

/// Whether it began by the day; something recorded without any date was there before it was recorded.
fn begun(event: &Event, by: Day) -> Truth {
    if event.start.first <= FIRST && event.start.last >= LAST { Truth::Met } else { event.start.by(by) }
}

fn within(event: &Event, days: Days) -> Truth {
    Truth::all([event.start.from(days.low), event.start.by(days.high)])
}

/// How long it had lasted on the day, or when it ended before.
fn lasted(event: &Event, length: &Lengths, until: Day) -> Truth {
    if !event.lasting {
        return Truth::Unknown;
    }
    let end = (event.end.first.min(until), event.end.last.min(until));
    long_ago((event.start.first, event.start.last), length, end)
}

/// Whether a moment lies so long before another, of both of which the earliest and latest days are known.
fn long_ago(moment: (Day, Day), length: &Lengths, before: (Day, Day)) -> Truth {
    let by = |(length, closed): (Length, bool)| {
        let back = length.negated();
        let strict = i32::from(!closed);
        if moment.1 <= back.after(before.0) - strict {
            Truth::Met
        } else if moment.0 > back.after(before.1) - strict {
            Truth::NotMet
        } else {
            Truth::Unknown
        }
    };
    let low = length.low.map_or(Truth::Met, by);
    // At most so long is not more than so long.
    let high = length.high.map_or(Truth::Met, |(length, closed)| !by((length, !closed)));
    Truth::all([low, high])
}

/// Whether an event lies in a window around another event.
fn from_other(
    event: &Event,
    other: super::date::When,
    low: Option<(Length, i32)>,
    high: Option<(Length, i32)>,
) -> Truth {
    let end = |(length, more): (Length, i32)| {
        (length.after(other.first).saturating_add(more), length.after(other.last).saturating_add(more))
    };
    let after_low = low.map(end).map_or(Truth::Met, |(first, last)| {
        if event.start.first >= last {
            Truth::Met
        } else if event.start.last < first {
            Truth::NotMet
        } else {
            Truth::Unknown
        }
    });
    let before_high = high.map(end).map_or(Truth::Met, |(first, last)| {
        if event.start.last <= first {
            Truth::Met
        } else if event.start.first > last {
            Truth::NotMet
        } else {
            Truth::Unknown
        }
    });
    Truth::all([after_low, before_high])
}

/// Whether a concept is what an id or words name, by the vocabulary or by the words themselves.
fn is_named(coded: &Coded, id: &str, words: &str) -> bool {
    let wanted = normal::key(words);
    coded.names.iter().any(|name| {
        let known = look_up(name).is_some_and(|group| group.entries().any(|entry| entry.id() == id));
        known || normal::key(name) == wanted || normal::key(name) == normal::key(&id.replace('_', " "))
    })
}

/// Whether the dose a day is within the limit, in the reference drug's milligrams where the limit is given in these.
fn dose(event: &Event, value: &ValueTest, equivalence: Option<&Equivalence>) -> Judged {
    let Some(dose) = &event.dose else { return Judged::unknown(Lack::Dose) };
    let Some(equivalence) = equivalence else { return value.judge_quantity(dose) };
    let drug = event.concept.names.iter().find_map(|name| drug_id(name, equivalence));
    let own = drug.and_then(|id| equivalence.doses.get(&id).copied());
    let (Some(own), Some(to)) = (own, equivalence.doses.get(&equivalence.to)) else {
        return Judged::unknown(Lack::Dose);
    };
    let convert = |x: Decimal| x.checked_mul(*to)?.checked_div(own);
    match dose.number.map(convert) {
        Some(number) => value.judge_quantity(&Quantity { number, ..dose.clone() }),
        None => Judged::unknown(Lack::Dose),
    }
}

/// The id of a drug by its name, or by the beginning of the name of a product.
fn drug_id(name: &str, equivalence: &Equivalence) -> Option<String> {
    let key = normal::key(name);
    let known = look_up(name).and_then(|group| group.of(Kind::Drug)).map(|entry| entry.id().to_owned());
    let known = known.filter(|id| equivalence.doses.contains_key(id));
    let first = || equivalence.doses.keys().find(|id| key == **id || key.starts_with(&format!("{id} "))).cloned();
    known.or_else(first)
}

/// The dose a day of a glucocorticoid in milligrams of prednisone.
pub(crate) fn prednisone_equivalent(event: &Event) -> Option<super::interval::Interval> {
    let doses = super::leaves::EQUIVALENTS.clone();
    let equivalence = Equivalence { to: "prednisone".to_owned(), doses };
    let own = event.concept.names.iter().find_map(|name| drug_id(name, &equivalence))?;
    let (own, to) = (equivalence.doses.get(&own)?, equivalence.doses.get(&equivalence.to)?);
    event.dose.as_ref()?.number.map(|x| x.checked_mul(*to)?.checked_div(*own))
}
