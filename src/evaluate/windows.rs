//! Statements about time, lowered to day numbers.
//!
//! The one rule for months and years: a window's end is the anchor's day, less (or plus) the months, clamped to the end
//! of the month, then the days. Lengths below a day are compared in whole days.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::date::{Day, FIRST, LAST, Length, day};
use super::interval::Count;
use super::lowering::Lowering;
use super::program::{Days, Lengths, Reason, When};
use crate::rule::{Anchor, Bounds, Direction, Time, TimeKind};

/// A number of units of time on the calendar, as far as it has whole days: `(length, part of a day left over)`.
pub(super) fn length(x: Decimal, unit: &str) -> Option<(Length, bool)> {
    let whole = |x: Decimal| Some((x.floor().to_i32()?, x.floor() != x));
    let days = |x: Decimal| whole(x).map(|(days, rest)| (Length { months: 0, days }, rest));
    let months = |x: Decimal| {
        let (months, _) = whole(x)?;
        let (days, rest) = whole((x - x.floor()) * Decimal::from(30))?;
        Some((Length { months, days }, rest))
    };
    match unit {
        "a" | "a_g" | "a_j" => months(x.checked_mul(Decimal::from(12))?),
        "mo" | "mo_g" | "mo_j" => months(x),
        "wk" => days(x.checked_mul(Decimal::from(7))?),
        "d" => days(x),
        "h" => days(x / Decimal::from(24)),
        "min" => days(x / Decimal::from(1440)),
        "s" => days(x / Decimal::from(86_400)),
        _ => None,
    }
}

/// The ends of a distance in whole days: `low` and `high` as lengths, both included.
struct Distance {
    low: Option<(Length, i32)>,
    high: Option<(Length, i32)>,
}

/// A limit of a distance: the length, and how many days more.
fn distance(bounds: &Bounds, unit: &str) -> Option<Distance> {
    let end = |limit: Option<(crate::rule::Number, bool)>, lower: bool| match limit {
        None => Some(None),
        Some((n, closed)) => {
            let (length, rest) = length(n.0, unit)?;
            let more = match (lower, closed, rest) {
                // At least 1.5 days is 2 whole days; more than 1 day is 2, more than 1.5 days is 2.
                (true, true, true) | (true, false, _) => 1,
                // At most 1.5 days is 1; less than 2 days is 1, less than 1.5 days is 1.
                (false, false, false) => -1,
                _ => 0,
            };
            Some(Some((length, more)))
        }
    };
    Some(Distance { low: end(bounds.low(), true)?, high: end(bounds.high(), false)? })
}

impl Lowering<'_> {
    /// When a fact must be. `acute` says that its beginning counts even if it lasts.
    pub(super) fn when(&mut self, time: &Time, acute: bool) -> When {
        match time.kind {
            TimeKind::Window => self.window(time, acute),
            TimeKind::At => self.at(time, acute),
            TimeKind::Duration => self.lasting(time, |length, until| When::Lasted { length, until }),
            TimeKind::Stability => self.lasting(time, |length, on| When::Stable { length, on }),
            TimeKind::Frequency => self.every(time),
        }
    }

    fn window(&mut self, time: &Time, acute: bool) -> When {
        let (longest, parts) = match (&time.longest_of[..], &time.shortest_of[..]) {
            ([], []) => return self.simple_window(time, acute),
            ([], parts) => (false, parts),
            (parts, _) => (true, parts),
        };
        let windows = parts.iter().map(|part| {
            let mut part = part.clone();
            part.anchor = part.anchor.or_else(|| time.anchor.clone());
            part.direction = part.direction.or(time.direction);
            self.simple_window(&part, acute)
        });
        let windows: Vec<_> = windows.collect();
        // Within the longer of two is within either; beyond the longer of two is beyond both.
        let beyond = parts.iter().any(|part| part.bounds.low().is_some());
        if longest != beyond { When::Any(windows) } else { When::All(windows) }
    }

    fn simple_window(&mut self, time: &Time, acute: bool) -> When {
        if let Some((first, last)) = time.calendar() {
            let days = Days { low: first.map_or(FIRST, day), high: last.map_or(LAST, day) };
            return if acute { When::Began(days) } else { When::Within(days) };
        }
        let unit = time.code.as_deref().unwrap_or_default();
        let Some(distance) = distance(&time.bounds, unit) else {
            return When::Unknown(Reason {
                code: "time",
                text: format!("{:?} is no length of time on a calendar", time.text),
            });
        };
        let direction = time.direction.unwrap_or_else(|| {
            self.take(
                "direction",
                "before",
                "a window that does not say on which side of its anchor it lies is before it",
            );
            Direction::Before
        });
        if let Some(Anchor::Event(node)) = &time.anchor {
            return self.counted_from(node, &distance, direction);
        }
        let anchor = match self.anchor(time) {
            Ok(day) => day,
            Err(reason) => return When::Unknown(reason),
        };
        let within = |low, high| {
            let days = Days { low, high };
            if acute { When::Began(days) } else { When::Within(days) }
        };
        let skip = self.near_end(&distance, direction);
        let back = |(length, more): (Length, i32)| length.negated().after(anchor).saturating_sub(more);
        let on = |(length, more): (Length, i32)| length.after(anchor).saturating_add(more);
        match (direction, distance.low, distance.high) {
            (Direction::Before, low, high) => within(high.map_or(FIRST, back), low.map_or(anchor - skip, back)),
            (Direction::After, low, high) => within(low.map_or(anchor + skip, on), high.map_or(LAST, on)),
            (Direction::Around, None, high) => within(high.map_or(FIRST, back), high.map_or(LAST, on)),
            (Direction::Around, Some(low), high) => {
                When::Any(vec![within(high.map_or(FIRST, back), back(low)), within(on(low), high.map_or(LAST, on))])
            }
        }
    }

    /// How many days from its anchor a window begins that says nothing of it.
    fn near_end(&mut self, distance: &Distance, direction: Direction) -> i32 {
        if distance.low.is_some() || direction == Direction::Around {
            return 0;
        }
        self.take("inclusive", &self.settings.inclusive.to_string(), "a window includes the day of its anchor");
        i32::from(!self.settings.inclusive)
    }

    fn counted_from(&mut self, node: &crate::rule::Node, distance: &Distance, direction: Direction) -> When {
        let Some(anchor) = self.anchor_test(node) else {
            return When::Unknown(Reason {
                code: "anchor",
                text: "the event it is counted from is not computable".into(),
            });
        };
        let back = |end: Option<(Length, i32)>| end.map(|(length, more)| (length.negated(), -more));
        let skip = self.near_end(distance, direction);
        let near = |side: i32| Some((Length::default(), side * skip));
        let (low, high) = match direction {
            Direction::Before => (back(distance.high), back(distance.low).or(near(-1))),
            Direction::After => (distance.low.or(near(1)), distance.high),
            Direction::Around => (back(distance.high), distance.high),
        };
        When::From { anchor, low, high }
    }

    fn at(&mut self, time: &Time, acute: bool) -> When {
        if let (Some(Anchor::Event(node)), Some(direction)) = (&time.anchor, time.direction) {
            return self.counted_from(node, &Distance { low: None, high: None }, direction);
        }
        match self.anchor(time) {
            Ok(day) => {
                let days = self.settings.at_days;
                self.take(
                    "at",
                    &format!("{days} d"),
                    "a fact is \"at\" an anchor from so many days before it up to it",
                );
                let low = day.saturating_sub(i32::try_from(days).unwrap_or(i32::MAX / 4));
                let days = Days { low, high: day };
                if acute { When::Began(days) } else { When::Within(days) }
            }
            Err(reason) => When::Unknown(reason),
        }
    }

    fn lasting(&mut self, time: &Time, make: impl Fn(Lengths, Day) -> When) -> When {
        let until = match self.anchor(time) {
            Ok(day) => day,
            Err(reason) => return When::Unknown(reason),
        };
        let parts: Vec<&Time> = match (&time.longest_of[..], &time.shortest_of[..]) {
            ([], []) => vec![time],
            ([], parts) | (parts, _) => parts.iter().collect(),
        };
        let whens = parts.iter().map(|part| match lengths(part) {
            Some(length) => make(length, until),
            None => When::Unknown(Reason {
                code: "time",
                text: format!("{:?} is no length of time on a calendar", part.text),
            }),
        });
        let mut whens: Vec<_> = whens.collect();
        match whens.len() {
            1 => whens.remove(0),
            _ if time.shortest_of.is_empty() => When::All(whens),
            _ => When::Any(whens),
        }
    }

    /// A `cured` or `resolved` event has been over for so long.
    pub(super) fn over(&mut self, time: &Time) -> When {
        self.lasting(time, |length, on| When::Over { length, on })
    }

    fn every(&mut self, time: &Time) -> When {
        let days = distance(&time.bounds, time.code.as_deref().unwrap_or_default());
        let days = days.filter(|d| [d.low, d.high].iter().flatten().all(|(length, _)| length.months == 0));
        let whole = |end: Option<(Length, i32)>| {
            end.map(|(length, more)| length.days.saturating_add(more).max(0).unsigned_abs())
        };
        match days {
            Some(d) => When::Every(Count { low: whole(d.low), high: whole(d.high) }),
            None => When::Unknown(Reason { code: "time", text: format!("{:?} is no interval in days", time.text) }),
        }
    }

    /// The day a statement about time is counted from; where it names none, the index date.
    pub(super) fn anchor(&mut self, time: &Time) -> Result<Day, Reason> {
        let index = self.settings.index();
        let unknown = |text: String| Reason { code: "anchor", text };
        match &time.anchor {
            None => {
                if time.kind == TimeKind::Window {
                    self.take("anchor", "index date", "a window that names no anchor is counted from the index date");
                }
                Ok(index)
            }
            Some(Anchor::Point(mention)) => {
                let Some(id) = &mention.id else {
                    return Err(unknown(format!("{:?} is no moment that is known", mention.text)));
                };
                if !self.settings.events.contains_key(id) && self.settings.anchor(id).is_some() {
                    let meaning = "moments of enrolment that are given no date are on the index date";
                    self.take("enrolment", "index date", meaning);
                }
                let known = self.settings.anchor(id);
                known.ok_or_else(|| unknown(format!("the day of {id} is not given (--event {id}=DATE)")))
            }
            Some(Anchor::Event(_)) => Err(unknown("it is counted from another event".into())),
        }
    }
}

/// The limits of a duration.
fn lengths(time: &Time) -> Option<Lengths> {
    let unit = time.code.as_deref().unwrap_or_default();
    let end = |limit: Option<(crate::rule::Number, bool)>| match limit {
        None => Some(None),
        Some((n, closed)) => {
            let (mut length, rest) = length(n.0, unit)?;
            length.days = length.days.saturating_add(i32::from(rest));
            Some(Some((length, closed)))
        }
    };
    // "stable for 2 weeks" says how long at least.
    let high = time.bounds.high().filter(|_| time.bounds.eq.is_none());
    let lengths = Lengths { low: end(time.bounds.low())?, high: end(high)? };
    (lengths != Lengths::default()).then_some(lengths)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn lengths_on_the_calendar() {
        let d = |text: &str| text.parse::<Decimal>().unwrap();
        assert_eq!(length(d("1.5"), "a"), Some((Length { months: 18, days: 0 }, false)));
        assert_eq!(length(d("0.5"), "mo"), Some((Length { months: 0, days: 15 }, false)));
        assert_eq!(length(d("2"), "wk"), Some((Length { months: 0, days: 14 }, false)));
        assert_eq!(length(d("36"), "h"), Some((Length { months: 0, days: 1 }, true)));
        assert_eq!(length(d("3"), "{half-life}"), None);
    }

    #[test]
    fn hours_are_compared_in_whole_days() {
        let ends = |bounds: Bounds| {
            let d = distance(&bounds, "h").unwrap();
            let days = |end: Option<(Length, i32)>| end.map(|(length, more)| length.days + more);
            (days(d.low), days(d.high))
        };
        let n = |hours: u32| Some(crate::rule::Number::from(hours));
        assert_eq!(ends(Bounds { le: n(24), ..Bounds::default() }), (None, Some(1)));
        assert_eq!(ends(Bounds { lt: n(24), ..Bounds::default() }), (None, Some(0)));
        assert_eq!(ends(Bounds { le: n(36), ..Bounds::default() }), (None, Some(1)));
        assert_eq!(ends(Bounds { ge: n(36), ..Bounds::default() }), (Some(2), None));
        assert_eq!(ends(Bounds { gt: n(24), ..Bounds::default() }), (Some(2), None));
    }
}
