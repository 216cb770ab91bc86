//! The defaults of an evaluation.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use super::date::{Day, day};

/// Anchors that stand for the day of evaluation where nobody says otherwise.
pub const AT_INDEX: [&str; 7] =
    ["assessment", "baseline", "enrollment", "informed_consent", "randomization", "registration", "screening"];

/// What is taken for granted where neither the rule nor the record says: every default of the evaluation, each with a
/// name, each to be overridden. Those that mattered for a trial stand in the result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The index date: the day on which the rules are applied.
    pub on: Date,
    /// Days of the trial's events by the id of the anchor: `lymphodepletion` → 2025-05-28.
    pub events: BTreeMap<String, Date>,
    /// `absence`: what it means that a concept is recorded nowhere, neither as present nor as absent.
    pub absence: Absence,
    /// `unrecorded`: what it means that a matching fact does not say its method, setting, severity, route, outcome or cause.
    pub unrecorded: Unrecorded,
    /// `unitless`: what a number without a unit means.
    pub unitless: Unitless,
    /// `current`: for so many days something without a duration (one administration, one finding) still counts as current.
    pub current_days: u32,
    /// `at`: a fact counts as being "at" an anchor from so many days before it.
    pub at_days: u32,
    /// `lookback`: where a rule has no window, measurements older than so many days do not count.
    pub lookback_days: Option<u32>,
    /// `inclusive`: whether a window includes the day of its anchor.
    pub inclusive: bool,
}

/// What it means that a concept is recorded nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Absence {
    /// Nobody knows (open world).
    #[default]
    Unknown,
    /// It is not there (closed world). Measurements stay unknown all the same.
    NotMet,
}

/// What it means that a fact does not say something a rule asks of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unrecorded {
    /// Nobody knows.
    #[default]
    Unknown,
    /// It is as the rule asks.
    Accept,
}

/// What a number without a unit means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unitless {
    /// Nobody knows.
    #[default]
    Unknown,
    /// It is in the unit of the limit.
    AsLimit,
}

impl Settings {
    /// The defaults, on this day.
    pub fn new(on: Date) -> Self {
        Self {
            on,
            events: BTreeMap::new(),
            absence: Absence::default(),
            unrecorded: Unrecorded::default(),
            unitless: Unitless::default(),
            current_days: 30,
            at_days: 0,
            lookback_days: None,
            inclusive: true,
        }
    }

    /// The index date as a day number.
    pub fn index(&self) -> Day {
        day(self.on)
    }

    /// The day of an anchor: as given, else the index date for those in [`AT_INDEX`].
    pub fn anchor(&self, id: &str) -> Option<Day> {
        let given = self.events.get(id).copied().map(day);
        given.or_else(|| AT_INDEX.contains(&id).then(|| self.index()))
    }
}

/// A default that a trial's answers rest on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Taken {
    /// Its name, stable.
    pub name: &'static str,
    /// What it was.
    pub value: String,
    /// What that means.
    pub meaning: String,
}
