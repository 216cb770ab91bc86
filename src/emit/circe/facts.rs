//! Tests of the record as groups: for each, when it is met and when it is not, as narrowly and as widely as Circe can say.

use super::Builder;
use super::events::{Fit, Shape};
use super::group::{Event, Group, Table, filled, selection};
use super::sets::Item;
use super::value::{Judged, any_number};
use crate::evaluate::date::{Day, FIRST, date};
use crate::evaluate::interval::Count;
use crate::evaluate::patient::Sex;
use crate::evaluate::program::{Days, FactTest, Pick, Test};

/// A condition that Circe may not be able to say: those for whom it surely holds, and those for whom it may. What is
/// missing in the record is in neither.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Limits {
    /// Nobody of whom it does not hold.
    pub lower: Group,
    /// Everybody of whom it holds.
    pub upper: Group,
}

impl Limits {
    pub(super) fn exactly(group: Group) -> Self {
        Self { lower: group.clone(), upper: group }
    }

    pub(super) const fn nothing_known() -> Self {
        Self { lower: Group::Constant(false), upper: Group::Constant(true) }
    }
}

/// When a test is met and when it is not; neither is unknown.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Rails {
    pub met: Limits,
    pub not_met: Limits,
}

impl Builder<'_> {
    pub(super) fn test(&mut self, test: &Test) -> Rails {
        match test {
            Test::Born { days, .. } => self.born(*days),
            Test::Sex(sex) => {
                let code = |sex| match sex {
                    Sex::Male => ("M", "male"),
                    Sex::Female => ("F", "female"),
                    Sex::Other => ("O", "other"),
                };
                let sexes = [Sex::Male, Sex::Female, Sex::Other];
                let [own, others] = [true, false].map(|own| {
                    let sexes = sexes.iter().filter(|other| (*other == sex) == own).map(|sex| code(*sex));
                    let items: Vec<_> = sexes.map(|(code, name)| Item::new("Gender", code, name)).collect();
                    let name = if own { code(*sex).1.to_owned() } else { format!("not {}", code(*sex).1) };
                    Group::Sex(self.sets.add(&name, items))
                });
                Rails { met: Limits::exactly(own), not_met: Limits::exactly(others) }
            }
            Test::Facts(test) => self.facts(test),
        }
    }

    /// Circe knows the year of birth and no day.
    fn born(&mut self, days: Days) -> Rails {
        let index = self.program.settings.index();
        let year = |day: Day| date(day).map(|date| (i64::from(date.year()), date));
        let this_year = year(index).map_or(0, |(year, _)| year);
        let first = (days.low > FIRST).then(|| year(days.low)).flatten();
        let last = (days.high < index).then(|| year(days.high)).flatten();
        let begins = |day: jiff::civil::Date| day == day.first_of_year();
        let ends = |day: jiff::civil::Date| day == day.last_of_year();
        let age = |first: Option<i64>, last: Option<i64>| match (first, last) {
            (None, None) => Group::Constant(true),
            (first, last) => {
                let (low, high) = (last.map(|year| this_year - year), first.map(|year| this_year - year));
                match (low, high) {
                    (Some(low), Some(high)) if low > high => Group::Constant(false),
                    _ => Group::Years(low, high),
                }
            }
        };
        let lower = age(
            first.map(|(year, day)| if begins(day) { year } else { year + 1 }),
            last.map(|(year, day)| if ends(day) { year } else { year - 1 }),
        );
        let upper = age(first.map(|(year, _)| year), last.map(|(year, _)| year));
        if lower != upper {
            self.losses
                .insert("Circe knows the year of birth alone: in the year of the birthday it can not tell".to_owned());
        }
        Rails {
            met: Limits { lower: lower.clone(), upper: upper.clone() },
            not_met: Limits { lower: !upper, upper: !lower },
        }
    }

    fn facts(&mut self, test: &FactTest) -> Rails {
        if let Some(subject) = &test.subject {
            self.losses.insert(format!("the CDM holds nothing of a {subject}"));
            return Rails { met: Limits::nothing_known(), not_met: Limits::nothing_known() };
        }
        let mut shapes = self.shapes(test);
        if let Pick::Some(count) = test.pick {
            if test.value.is_some() {
                shapes = shapes
                    .into_iter()
                    .flat_map(|shape| self.lose(shape, "the stage or the result of a disease"))
                    .collect();
            }
            return self.some(test, count, &shapes);
        }
        let reason = match &test.pick {
            Pick::Repeated { apart: Some(_), .. } => "values so many days apart",
            Pick::Each(Some(_)) => "the latest so many values",
            Pick::Highest | Pick::Lowest => "the highest or the lowest of several values",
            Pick::Mean(_) => "the mean of values",
            Pick::Derived(_) => "a value computed from two measurements",
            _ => return self.measured(test, &shapes),
        };
        self.losses.insert(reason.to_owned());
        Rails { met: Limits::nothing_known(), not_met: Limits::nothing_known() }
    }

    /// So many records.
    fn some(&mut self, test: &FactTest, count: Count, shapes: &[Shape]) -> Rails {
        let complete = self.complete(test);
        let low = count.low.unwrap_or(0);
        let at_least = |number: u32, fits: &[Fit]| {
            let events = shapes.iter().filter(|(_, fit)| fits.contains(fit)).map(|(event, _)| event);
            of_events(number, &events.cloned().collect::<Vec<_>>())
        };
        let (sure, wide) = (&[Fit::Sure][..], &[Fit::Sure, Fit::Lost][..]);
        let (open, all) = (&[Fit::Sure, Fit::Open][..], &[Fit::Sure, Fit::Open, Fit::Lost, Fit::Perhaps][..]);
        let counted = [low, count.high.map_or(0, |high| high + 1)].iter().all(|n| at_least(*n, all).is_some());
        if !counted {
            self.losses.insert("so many records in several tables".to_owned());
            return Rails { met: Limits::nothing_known(), not_met: Limits::nothing_known() };
        }
        let at_least = |number: u32, fits| at_least(number, fits).unwrap_or(Group::Constant(false));
        let below = |fits| Group::all([complete.clone(), !at_least(low, fits)]);
        let above = |fits| count.high.map_or(Group::Constant(false), |high| at_least(high + 1, fits));
        let not_above = |fits| match count.high {
            None => Group::Constant(true),
            Some(high) => Group::all([complete.clone(), !at_least(high + 1, fits)]),
        };
        Rails {
            met: Limits {
                lower: Group::all([at_least(low, sure), not_above(all)]),
                upper: Group::all([at_least(low, wide), not_above(open)]),
            },
            not_met: Limits {
                lower: Group::any([below(all), above(sure)]),
                upper: Group::any([below(open), above(wide)]),
            },
        }
    }

    /// The concept is recorded, as present at any time or as absent.
    fn complete(&mut self, test: &FactTest) -> Group {
        if test.closed {
            return Group::Constant(true);
        }
        let present: Vec<_> = test.kinds.iter().map(|kind| Group::some(self.base(*kind, test.set, &[]))).collect();
        let denied = Group::some(self.denied(test));
        Group::any(present.into_iter().chain([denied]))
    }

    /// Records with a result.
    fn measured(&mut self, test: &FactTest, shapes: &[Shape]) -> Rails {
        let nothing = || Limits::exactly(Group::Constant(false));
        if shapes.iter().all(|(_, fit)| *fit == Fit::Open) {
            return Rails { met: nothing(), not_met: nothing() };
        }
        let Some(value) = &test.value else { return Rails { met: nothing(), not_met: nothing() } };
        let events: Vec<_> = shapes.iter().map(|(event, _)| event.clone()).collect();
        let base = self.base(crate::evaluate::patient::EventKind::Measurement, test.set, &[]);
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
            _ => (self.latest(&events, &judged), self.latest(&events, &judged.opposite())),
        };
        if shapes.iter().all(|(_, fit)| *fit == Fit::Sure) {
            return Rails { met: Limits::exactly(met), not_met: Limits::exactly(not_met) };
        }
        let possible = |judged: &[Event]| {
            let groups = events.iter().flat_map(|event| judged.iter().filter_map(|j| placed(j, event)));
            Limits { lower: Group::Constant(false), upper: Group::any(groups.map(Group::some)) }
        };
        Rails { met: possible(&judged.ok), not_met: possible(&judged.bad) }
    }

    /// Every record of a measurement that has a result: a number, a concept, a plain yes or no.
    fn sources(&mut self, event: &Event) -> Vec<Event> {
        let answer = self.snomed("yes, no", &["373066001", "373067005"]);
        let answered = Event { table: Table::Observation, ..event.clone() };
        vec![
            event.clone().with(&[("ValueAsNumber", any_number())]),
            event.clone().with(&[("ValueAsConceptCS", filled(true))]),
            answered.with(&[("ValueAsConceptCS", selection(answer))]),
        ]
    }

    /// Those whose latest result is within the limit: some result is, and on that day and later none is not.
    fn latest(&mut self, events: &[Event], judged: &Judged) -> Group {
        let since = |event: &Event, days: &Event, first| {
            let event = placed(event, days)?;
            Some(Event { after: Some((first, None)), start: Days { low: FIRST, ..event.start }, ..event })
        };
        let answers = judged.ok.iter().chain(&judged.bad).any(|event| event.table == Table::Observation);
        let numeric = |event: &Event| event.fields.iter().any(|(name, _)| is_number(name));
        let mut out = Vec::new();
        for event in events {
            let against = judged.bad.iter().chain(&judged.undecided).chain(&judged.not_ok).cloned();
            // A result of another kind decides nothing, and is one.
            let mut others: Vec<_> = self.sources(event);
            others.retain(|source| source.table == Table::Measurement || answers);
            others.retain(|source| {
                let same = |other: &Event| other.table == source.table && numeric(other) == numeric(source);
                !judged.ok.iter().chain(&judged.bad).any(same)
            });
            let against = against.chain(others).map(|event| (event, 0));
            let none = against.chain(judged.later.iter().map(|event| (event.clone(), 1))).map(|(other, first)| {
                let later = events.iter().filter_map(|days| since(&other, days, first)).map(Group::some);
                !Group::any(later.collect::<Vec<_>>())
            });
            let none = Group::all(none.collect::<Vec<_>>());
            for source in self.sources(event) {
                let same = |other: &&Event| other.table == source.table && numeric(other) == numeric(&source);
                let ok: Vec<_> = judged.ok.iter().filter(same).collect();
                // Of several ways to be within, one must be that of a result of the same day.
                let of_day = |ok: &Event| Event { after: Some((0, Some(0))), ..ok.clone() };
                let (source, ok) = match &ok[..] {
                    [] => continue,
                    [one] => match placed(one, event) {
                        Some(one) => (one, Group::Constant(true)),
                        None => continue,
                    },
                    several => (source, Group::any(several.iter().map(|ok| Group::some(of_day(ok))))),
                };
                out.push(Group::some(Event { nested: Group::all([ok, none.clone()]), ..source }));
            }
        }
        Group::any(out)
    }
}

/// Fields that are compared with a number.
fn is_number(name: &str) -> bool {
    matches!(name, "ValueAsNumber" | "RangeHighRatio" | "RangeLowRatio")
}

impl Judged {
    /// The same of being outside the limit.
    fn opposite(&self) -> Self {
        let Self { ok, bad, undecided, later, not_ok, not_bad } = self.clone();
        Self { ok: bad, bad: ok, undecided, later, not_ok: not_bad, not_bad: not_ok }
    }
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
    let (ok, bad) = (some(&judged.ok), some(&judged.bad));
    (ok.clone(), Group::all([bad, !ok, !some(&judged.undecided), !some(&judged.not_bad)]))
}

/// At least so many records of several shapes; `None` where they can not be counted together.
fn of_events(number: u32, events: &[Event]) -> Option<Group> {
    match (number, events) {
        (0, _) => Some(Group::Constant(true)),
        (_, []) => Some(Group::Constant(false)),
        (1, events) => Some(Group::any(events.iter().cloned().map(Group::some))),
        (n, [event]) => Some(Group::Events(n, Box::new(event.clone()))),
        (n, [first, rest @ ..]) if n <= 10 && rest.iter().all(|event| event.table != first.table) => {
            // So many here and the others there.
            let ways = (0..=n).map(|here| {
                Some(Group::all([of_events(here, std::slice::from_ref(first))?, of_events(n - here, rest)?]))
            });
            ways.collect::<Option<Vec<_>>>().map(Group::any)
        }
        _ => None,
    }
}
