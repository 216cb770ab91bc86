//! When a record is, by its beginning and its end.

use super::Builder;
use super::events::{Fit, Shape, open};
use super::record::Lasting;
use crate::evaluate::date::{Day, FIRST, LAST, Length};
use crate::evaluate::patient::EventKind;
use crate::evaluate::program::{Days, Lengths, When};

impl Builder<'_> {
    pub(super) fn when(&mut self, kind: EventKind, shape: Shape, when: &When) -> Vec<Shape> {
        match when {
            When::Within(days) => overlapping(kind, shape, *days),
            When::Began(days) => starting(shape, *days),
            When::Any(whens) => whens.iter().flat_map(|when| self.when(kind, shape.clone(), when)).collect(),
            When::All(whens) => whens.iter().fold(vec![shape], |shapes, when| {
                shapes.into_iter().flat_map(|shape| self.when(kind, shape, when)).collect()
            }),
            When::Lasted { length, until } => self.lasted(kind, shape, length, *until),
            When::Stable { length, on } => {
                let shorter = self.lose(shape.clone(), "whether a course continues an earlier one");
                let shorter = shorter.into_iter().map(|(event, fit)| (event, fit.and(Fit::Perhaps)));
                self.lasted(kind, shape, length, *on).into_iter().chain(shorter).collect()
            }
            When::Over { length, on } => match (length.low, length.high) {
                (Some((length, closed)), None) if kind == EventKind::Condition => {
                    let high = before(length, closed, *on);
                    lasting(shape, Lasting::AtLeast(2)).into_iter().flat_map(|s| ending(s, FIRST, high)).collect()
                }
                _ => self.lose(shape, "how long ago something other than a disease ended"),
            },
            When::Every(_) => self.lose(shape, "how often something happens again"),
            When::From { .. } => self.lose(shape, "a window counted from the latest of other events"),
            When::Unknown(_) => vec![open(shape)],
        }
    }

    /// How long it had lasted on the day, or when it ended before.
    fn lasted(&mut self, kind: EventKind, shape: Shape, length: &Lengths, until: Day) -> Vec<Shape> {
        if !matches!(kind, EventKind::Condition | EventKind::Drug) {
            return vec![open(shape)];
        }
        let (Some((length, closed)), None) = (length.low, length.high) else {
            return self.lose(shape, "that something lasted no longer than so long");
        };
        let by = before(length, closed, until);
        let began = starting(shape, Days { low: FIRST, high: by });
        let ongoing = began.iter().flat_map(|shape| overlapping(kind, shape.clone(), Days { low: until, high: LAST }));
        let mut shapes: Vec<_> = ongoing.collect();
        let days = length.days.saturating_add(i32::from(!closed));
        for shape in began {
            for shape in ending(shape, FIRST, until.saturating_sub(1)) {
                // A record of a day or two is not told from one without an end.
                match lasting(shape.clone(), Lasting::AtLeast(days.max(2))).pop() {
                    Some(ended) if length.months == 0 => shapes.push(ended),
                    Some(_) => shapes.extend(self.lose(shape, "how many months something lasted that is over")),
                    None => {}
                }
            }
        }
        shapes
    }
}

pub(super) fn starting((event, fit): Shape, days: Days) -> Vec<Shape> {
    event.starting(days).map(|event| (event, fit)).into_iter().collect()
}

pub(super) fn ending((event, fit): Shape, low: Day, high: Day) -> Vec<Shape> {
    event.ending(Days { low, high }).map(|event| (event, fit)).into_iter().collect()
}

pub(super) fn lasting((event, fit): Shape, lasting: Lasting) -> Vec<Shape> {
    event.lasting(lasting).map(|event| (event, fit)).into_iter().collect()
}

/// Records that overlap these days; those without a duration begin in them.
pub(super) fn overlapping(kind: EventKind, shape: Shape, days: Days) -> Vec<Shape> {
    let begun = match kind {
        EventKind::Condition | EventKind::Drug | EventKind::Allergy => {
            starting(shape, Days { low: FIRST, high: days.high })
        }
        _ => return starting(shape, days),
    };
    let mut shapes = Vec::new();
    for shape in begun {
        if days.low == FIRST || kind == EventKind::Allergy {
            shapes.push(shape);
            continue;
        }
        if kind == EventKind::Condition {
            shapes.extend(lasting(shape.clone(), Lasting::Open));
        }
        shapes.extend(ending(shape, days.low, LAST));
    }
    shapes
}

/// The last day that lies so long before another.
fn before(length: Length, closed: bool, day: Day) -> Day {
    length.negated().after(day).saturating_sub(i32::from(!closed))
}
