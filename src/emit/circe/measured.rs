//! Measurements: which of several results counts, and whether it is within a limit.

use super::Builder;
use super::events::{Fit, Shape};
use super::facts::{Limits, Rails};
use super::group::{Group, outside, selection};
use super::numbers::{Side, any_number};
use super::record::{Event, Table};
use super::value::Judged;
use crate::evaluate::date::FIRST;
use crate::evaluate::interval::Count;
use crate::evaluate::patient::EventKind;
use crate::evaluate::program::{Days, FactTest, Pick};
use crate::evaluate::value::ValueTest;

impl Builder<'_> {
    /// Records with a result.
    pub(super) fn measured(&mut self, test: &FactTest, shapes: &[Shape]) -> Rails {
        let nothing = || Limits::exactly(Group::Constant(false));
        if shapes.iter().all(|(_, fit)| *fit == Fit::Open) {
            return Rails { met: nothing(), not_met: nothing() };
        }
        let Some(value) = &test.value else { return Rails { met: nothing(), not_met: nothing() } };
        let events: Vec<_> = shapes.iter().map(|(event, _)| event.clone()).collect();
        let base = self.base(EventKind::Measurement, test.set, &[]);
        if let (Pick::Latest, Some((sure, rest))) = (&test.pick, narrowed(&base, shapes)) {
            return self.latest_narrowed(value, &sure, rest);
        }
        let judged = match self.judged(&base, value) {
            Ok(judged) => judged,
            Err(reason) => {
                self.losses.insert(reason);
                let any = Group::any(events.iter().flat_map(|event| self.sources(event)).map(Group::some));
                let limits = Limits { lower: Group::Constant(false), upper: any };
                return Rails { met: limits.clone(), not_met: limits };
            }
        };
        let (met, not_met) = match &test.pick {
            Pick::Repeated { count, .. } if *count != Count::SOME => {
                self.losses.insert("so many values".to_owned());
                return Rails { met: Limits::nothing_known(), not_met: Limits::nothing_known() };
            }
            Pick::Repeated { .. } => any_of(&events, &judged),
            Pick::Each(_) => {
                let (not_met, met) = any_of(&events, &judged.opposite());
                (met, not_met)
            }
            _ => {
                self.unseen("which of several results of a day is the later one");
                (latest(&events, &judged.ok, &judged.later), latest(&events, &judged.bad, &judged.later))
            }
        };
        if shapes.iter().all(|(_, fit)| *fit == Fit::Sure) {
            return Rails { met: Limits::exactly(met), not_met: Limits::exactly(not_met) };
        }
        if self.losses.is_empty() {
            self.losses.insert("a value in a window of which a part is unknown".to_owned());
        }
        let possible = |judged: &[Event]| {
            let groups = events.iter().flat_map(|event| judged.iter().filter_map(|j| placed(j, event)));
            Limits { lower: Group::Constant(false), upper: Group::any(groups.map(Group::some)) }
        };
        Rails { met: possible(&judged.ok.within), not_met: possible(&judged.bad.within) }
    }

    /// The latest record of a setting, where the others may be of it: none of these since then may say otherwise.
    fn latest_narrowed(&mut self, value: &ValueTest, sure: &[Event], rest: &Event) -> Rails {
        let judged = match self.judged(rest, value) {
            Ok(judged) => judged,
            Err(reason) => {
                self.losses.insert(reason);
                return Rails { met: Limits::nothing_known(), not_met: Limits::nothing_known() };
            }
        };
        self.unseen("which of several results of a day is the later one");
        let side = |side: &Side| {
            let of = |event: &Event, set| Event { set, ..event.clone() };
            let groups = sure.iter().map(|one| {
                let loose = side.loose.iter().map(|event| of(event, one.set)).collect();
                latest(std::slice::from_ref(one), &Side { loose, ..side.clone() }, &judged.later)
            });
            Limits::exactly(Group::any(groups.collect::<Vec<_>>()))
        };
        Rails { met: side(&judged.ok), not_met: side(&judged.bad) }
    }

    /// Every record of a measurement that has a result: a number, a concept, a plain yes or no.
    fn sources(&mut self, event: &Event) -> Vec<Event> {
        let answer = self.snomed("yes, no", &["373066001", "373067005"]);
        let unmapped = self.unmapped();
        let answered = Event { table: Table::Observation, ..event.clone() };
        vec![
            event.clone().with(&[("ValueAsNumber", any_number())]),
            event.clone().with(&[("ValueAsConceptCS", outside(unmapped))]),
            answered.with(&[("ValueAsConceptCS", selection(answer))]),
        ]
    }
}

/// The records that are surely as a test asks, and all that may be, where that is a matter of their concept alone.
fn narrowed<'a>(base: &Event, shapes: &'a [Shape]) -> Option<(Vec<Event>, &'a Event)> {
    let sure: Vec<_> = shapes.iter().filter(|(_, fit)| *fit == Fit::Sure).map(|(event, _)| event.clone()).collect();
    let rest: Vec<_> = shapes.iter().filter(|(_, fit)| *fit != Fit::Sure).collect();
    match (&sure[..], &rest[..]) {
        ([one], [(all, Fit::Open)]) if one.set != base.set && one.start == all.start => Some((sure, all)),
        _ => None,
    }
}

/// Those whose latest result is on this side: some result is, and on that day and later there is none against it.
fn latest(events: &[Event], side: &Side, later: &[Event]) -> Group {
    let since = |event: &Event, days: &Event, first| {
        let event = placed(event, days)?;
        Some(Event { after: Some((first, None)), start: Days { low: FIRST, ..event.start }, ..event })
    };
    // Of several ways to be within, one must be that of a result of the same day.
    let of_day = |ok: &&Event| Group::some(Event { after: Some((0, Some(0))), ..(*ok).clone() });
    let mut out = Vec::new();
    for event in events {
        let against = side.against.iter().map(|other| (other, 0)).chain(later.iter().map(|other| (other, 1)));
        let none = against.map(|(other, first)| {
            let later = events.iter().filter_map(|days| since(other, days, first)).map(Group::some);
            !Group::any(later.collect::<Vec<_>>())
        });
        let none = Group::all(none.collect::<Vec<_>>());
        for table in [Table::Measurement, Table::Observation] {
            let ok: Vec<_> = side.loose.iter().filter(|ok| ok.table == table).collect();
            let (source, ok) = match &ok[..] {
                [] => continue,
                [one] => match placed(one, event) {
                    Some(one) => (one, Group::Constant(true)),
                    None => continue,
                },
                several => (Event { table, ..event.clone() }, Group::any(several.iter().map(of_day))),
            };
            out.push(Group::some(Event { nested: Group::all([ok, none.clone()]), ..source }));
        }
    }
    Group::any(out)
}

/// A record within the dates of another.
fn placed(event: &Event, dates: &Event) -> Option<Event> {
    event.clone().starting(dates.start)
}

/// Some record is within the limit; of those there are, none may be.
fn any_of(events: &[Event], judged: &Judged) -> (Group, Group) {
    let some = |list: &[Event]| {
        let placed = events.iter().flat_map(|event| list.iter().filter_map(|j| placed(j, event)));
        Group::any(placed.map(Group::some).collect::<Vec<_>>())
    };
    (some(&judged.ok.within), Group::all([some(&judged.bad.within), !some(&judged.bad.against)]))
}
