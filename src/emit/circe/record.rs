//! Records in the tables of a CDM, and how Circe asks for them.

use serde_json::{Map, Value, json};

use super::group::Group;
use crate::evaluate::date::{Day, FIRST, LAST, date};
use crate::evaluate::program::Days;

/// The tables of the CDM that events are looked for in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Table {
    Condition,
    Procedure,
    Drug,
    /// Spans of a constant dose a day.
    Dose,
    Measurement,
    Observation,
}

impl Table {
    const fn criterion(self) -> &'static str {
        match self {
            Self::Condition => "ConditionOccurrence",
            Self::Procedure => "ProcedureOccurrence",
            Self::Drug => "DrugExposure",
            Self::Dose => "DoseEra",
            Self::Measurement => "Measurement",
            Self::Observation => "Observation",
        }
    }

    const fn dates(self) -> (&'static str, &'static str) {
        match self {
            Self::Dose => ("EraStartDate", "EraEndDate"),
            _ => ("OccurrenceStartDate", "OccurrenceEndDate"),
        }
    }
}

/// What is asked of the length of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lasting {
    /// Nothing.
    Any,
    /// It has no end, or that of a visit: it ends on the day it begins or on the day after, which is also what Circe
    /// takes a missing end for.
    Open,
    /// It begins and ends on one day.
    OneDay,
    /// It ends at least so many days after it begins.
    AtLeast(i32),
}

/// Some record in a table of the CDM.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Event {
    pub(super) table: Table,
    /// Its concept set.
    pub(super) set: usize,
    /// When it begins.
    pub(super) start: Days,
    /// When it ends.
    pub(super) end: Days,
    pub(super) lasting: Lasting,
    /// Other fields, as Circe has them.
    pub(super) fields: Vec<(&'static str, Value)>,
    /// How many days it begins after the event that the group is about; no limit where there is none.
    pub(super) after: Option<(i32, Option<i32>)>,
    /// What else there is, relative to this event.
    pub(super) nested: Group,
    /// The day that the definition is about.
    pub(super) index: Day,
}

impl Event {
    pub(super) fn new(table: Table, set: usize, index: Day) -> Self {
        Self {
            table,
            set,
            start: Days::ALL,
            end: Days::ALL,
            lasting: Lasting::Any,
            fields: Vec::new(),
            after: None,
            nested: Group::Constant(true),
            index,
        }
    }

    pub(super) fn with(mut self, fields: &[(&'static str, Value)]) -> Self {
        self.fields.extend(fields.iter().cloned());
        self
    }

    /// It must begin within these days as well; `None` where it can not.
    pub(super) fn starting(mut self, days: Days) -> Option<Self> {
        self.start = Days { low: self.start.low.max(days.low), high: self.start.high.min(days.high) };
        (self.start.low <= self.start.high).then_some(self)
    }

    /// It must end within these days as well; `None` where it can not.
    pub(super) fn ending(mut self, days: Days) -> Option<Self> {
        if self.lasting == Lasting::Open {
            // It goes on.
            return (days.high == LAST).then_some(self);
        }
        self.end = Days { low: self.end.low.max(days.low), high: self.end.high.min(days.high) };
        (self.end.low <= self.end.high).then_some(self)
    }

    /// It must last so long as well; `None` where both can not be said of one record.
    pub(super) fn lasting(mut self, lasting: Lasting) -> Option<Self> {
        self.lasting = match (self.lasting, lasting) {
            (Lasting::Any, other) | (other, Lasting::Any) => other,
            (Lasting::AtLeast(a), Lasting::AtLeast(b)) => Lasting::AtLeast(a.max(b)),
            (a, b) if a == b => a,
            _ => return None,
        };
        if self.lasting == Lasting::Open {
            let end = std::mem::replace(&mut self.end, Days::ALL);
            return (end.high == LAST).then_some(self);
        }
        Some(self)
    }

    /// A `CorelatedCriteria`: exactly (0), at most (1) or at least (2) so many of these.
    pub(super) fn correlated(&self, kind: u32, count: u32) -> Value {
        let anywhere = json!({"Start": {"Days": null, "Coeff": -1}, "End": {"Days": null, "Coeff": 1},
            "UseIndexEnd": false, "UseEventEnd": false});
        let mut out = Map::new();
        out.insert("Criteria".to_owned(), self.criteria());
        out.insert(
            "StartWindow".to_owned(),
            match self.after {
                None => anywhere,
                Some((low, high)) => {
                    json!({"Start": days(low), "End": high.map_or(json!({"Days": null, "Coeff": 1}), days),
                    "UseIndexEnd": false, "UseEventEnd": false})
                }
            },
        );
        if self.table == Table::Drug && self.end != Days::ALL {
            // The end of an exposure has no date range of its own in Circe.
            let end = |day: Day, none: Day, side: i32| match day {
                day if day == none => json!({"Days": null, "Coeff": side}),
                day => days(day.saturating_sub(self.index)),
            };
            let (low, high) = (end(self.end.low, FIRST, -1), end(self.end.high, LAST, 1));
            out.insert(
                "EndWindow".to_owned(),
                json!({"Start": low, "End": high, "UseIndexEnd": false, "UseEventEnd": true}),
            );
        }
        out.insert("RestrictVisit".to_owned(), false.into());
        out.insert("IgnoreObservationPeriod".to_owned(), true.into());
        out.insert("Occurrence".to_owned(), json!({"Type": kind, "Count": count, "IsDistinct": false}));
        out.into()
    }

    /// A `Criteria`, wrapped in its type.
    fn criteria(&self) -> Value {
        let mut out = Map::new();
        out.insert("CodesetId".to_owned(), self.set.into());
        let (start, end) = self.table.dates();
        let (mut begins, mut ends) = (self.start, self.end);
        let adjustment = match self.lasting {
            Lasting::Any => None,
            Lasting::Open => {
                // The dates that Circe compares are the end, and the day after the beginning.
                (begins, ends) = (Days::ALL, shifted(self.start, 1));
                Some(("END_DATE", 0, "START_DATE", 1))
            }
            Lasting::OneDay => Some(("END_DATE", 0, "START_DATE", 0)),
            Lasting::AtLeast(n) => {
                begins = shifted(self.start, n);
                Some(("START_DATE", n, "END_DATE", 0))
            }
        };
        if let Some((start_with, start_offset, end_with, end_offset)) = adjustment {
            out.insert(
                "DateAdjustment".to_owned(),
                json!({"StartWith": start_with, "StartOffset": start_offset, "EndWith": end_with, "EndOffset": end_offset}),
            );
        }
        out.extend(range(begins).map(|range| (start.to_owned(), range)));
        if self.table != Table::Drug {
            out.extend(range(ends).map(|range| (end.to_owned(), range)));
        }
        out.extend(self.fields.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
        if self.nested != Group::Constant(true) {
            out.insert("CorrelatedCriteria".to_owned(), self.nested.json());
        }
        json!({self.table.criterion(): out})
    }
}

/// So many days before or after.
fn days(days: i32) -> Value {
    json!({"Days": days.abs(), "Coeff": if days < 0 { -1 } else { 1 }})
}

fn shifted(days: Days, by: i32) -> Days {
    let move_day = |day: Day| if day <= FIRST || day >= LAST { day } else { day.saturating_add(by) };
    Days { low: move_day(days.low), high: move_day(days.high) }
}

/// A `DateRange`; `None` where there is no limit.
fn range(days: Days) -> Option<Value> {
    let limit = |day: Day, none: Day| if day == none { None } else { date(day).map(|date| date.to_string()) };
    match (limit(days.low, FIRST), limit(days.high, LAST)) {
        (Some(low), Some(high)) => Some(json!({"Op": "bt", "Value": low, "Extent": high})),
        (Some(low), None) => Some(json!({"Op": "gte", "Value": low})),
        (None, Some(high)) => Some(json!({"Op": "lte", "Value": high})),
        (None, None) => None,
    }
}
