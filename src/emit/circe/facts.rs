//! Tests of the record as groups: for each, when it is met and when it is not, as narrowly and as widely as Circe can say.

use super::Builder;
use super::events::{Fit, Shape};
use super::group::Group;
use super::record::{Event, Table};
use super::sets::Item;
use crate::evaluate::date::{Day, FIRST, LAST, date};
use crate::evaluate::interval::Count;
use crate::evaluate::patient::{EventKind, Sex};
use crate::evaluate::program::{Days, FactTest, Field, Pick, StatusTest, Test};

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

    /// Circe itself knows the year of birth and no day: where the year leaves it open, the day that is recorded decides.
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
        if lower == upper {
            return Rails { met: Limits::exactly(lower.clone()), not_met: Limits::exactly(!lower) };
        }
        let birth = self.sets.add("birth date", vec![Item::new("LOINC", "21112-8", "birth date")]);
        let recorded = |low, high| {
            let event = Event::new(Table::Observation, birth, index).starting(Days { low, high });
            event.map_or(Group::Constant(false), Group::some)
        };
        let mut outside = vec![!upper];
        if days.low > FIRST {
            outside.push(recorded(FIRST, days.low - 1));
        }
        if days.high < index {
            outside.push(recorded(days.high + 1, LAST));
        }
        Rails {
            met: Limits::exactly(Group::any([lower, recorded(days.low, days.high)])),
            not_met: Limits::exactly(Group::any(outside)),
        }
    }

    fn facts(&mut self, test: &FactTest) -> Rails {
        let timed =
            test.fields.iter().any(|field| matches!(field, Field::When(_) | Field::Status(StatusTest::Planned)));
        if let Some(subject) = test.subject.as_ref().filter(|_| timed || !matches!(test.pick, Pick::Some(_))) {
            self.losses.insert(format!("when something was, or what was measured, of a {subject}"));
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
        let planned = test.fields.contains(&Field::Status(StatusTest::Planned));
        let present = |kind: &EventKind| {
            let (base, _) = self.base_of(*kind, test);
            Group::some(if planned { self.told(base, "planned") } else { base })
        };
        let present: Vec<_> = test.kinds.iter().map(present).collect();
        if test.subject.is_some() {
            return Group::any(present);
        }
        let denied = Group::some(self.denied(test));
        Group::any(present.into_iter().chain([denied]))
    }
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
