//! What is known of one person: the facts a rule is evaluated on, however they were recorded.

use rust_decimal::Decimal;
use serde::Serialize;

use super::date::When;
use super::interval::Interval;

/// One person's record.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Patient {
    /// The record's own id.
    pub id: String,
    /// When the person was born.
    pub birth: Option<When>,
    /// Administrative sex.
    pub sex: Option<Sex>,
    /// Everything recorded, in the order of the record.
    pub events: Vec<Event>,
    /// What in the record could not be used, in words.
    pub warnings: Vec<String>,
}

/// Administrative sex, as FHIR has it, without its "unknown".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// Male.
    Male,
    /// Female.
    Female,
    /// Neither.
    Other,
}

/// What kind of thing was recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// Something measured, scored or tested.
    Measurement,
    /// A disease, symptom or state.
    Condition,
    /// A procedure.
    Procedure,
    /// A drug or vaccine given or taken.
    Drug,
    /// An allergy or intolerance.
    Allergy,
    /// Anything else observed to hold or not to hold.
    Observation,
}

/// How certain and how real a recorded event is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// It is so.
    #[default]
    Actual,
    /// It is suspected, provisional or a differential diagnosis.
    Suspected,
    /// It is intended.
    Planned,
    /// It is recorded not to be so.
    Refuted,
}

/// A concept as recorded: codes, and words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Coded {
    /// Codes in public systems.
    pub codings: Vec<Code>,
    /// The words for it: the text and the displays, as recorded.
    pub names: Vec<String>,
}

impl Coded {
    /// A concept that has nothing but words.
    pub fn named(name: impl Into<String>) -> Self {
        Self { codings: Vec::new(), names: vec![name.into()] }
    }

    /// A concept with one code and the words for it.
    pub fn with_code(system: impl Into<String>, code: impl Into<String>, name: impl Into<String>) -> Self {
        Self { codings: vec![Code { system: system.into(), code: code.into() }], names: vec![name.into()] }
    }

    /// What to call it: the first words there are, else its first code.
    pub fn label(&self) -> &str {
        self.names.first().or_else(|| self.codings.first().map(|c| &c.code)).map_or("", String::as_str)
    }
}

/// A code and its system's URI.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Code {
    /// The system's URI.
    pub system: String,
    /// The code.
    pub code: String,
}

/// A number with its unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// The number, or the limits a comparator leaves it.
    pub number: Interval,
    /// Its unit in UCUM; `None` where none is recorded or it is no UCUM.
    pub unit: Option<String>,
    /// Number and unit as recorded.
    pub text: String,
}

impl Quantity {
    /// An exact number with a UCUM unit.
    pub fn new(number: Decimal, unit: &str) -> Self {
        Self {
            number: Interval::exact(number),
            unit: (!unit.is_empty()).then(|| unit.to_owned()),
            text: format!("{number} {unit}").trim_end().to_owned(),
        }
    }
}

/// The result of a measurement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Result {
    /// A number.
    Quantity(Quantity),
    /// A class, a grade, a finding, in words or coded.
    Coded(Coded),
    /// Yes or no.
    Boolean(bool),
}

/// What a result means, as the laboratory said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Finding {
    /// Positive, reactive, detected.
    Positive,
    /// Negative, non-reactive, not detected.
    Negative,
    /// Above the reference range.
    High,
    /// Below the reference range.
    Low,
    /// Within the reference range.
    Normal,
    /// Not normal, without saying how.
    Abnormal,
}

/// One thing that happened or holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Where it stands in the record: `Observation/anc-1`.
    pub source: String,
    /// What kind.
    pub kind: EventKind,
    /// What it is.
    pub concept: Coded,
    /// Of whom, if not of the patient: `relative`.
    pub subject: Option<String>,
    /// How certain.
    pub certainty: Certainty,
    /// When it happened, or began.
    pub start: When,
    /// When it ended; the same as `start` for what has no duration, and [`super::date::LAST`] for what goes on.
    pub end: When,
    /// Whether it has a duration at all: a disease or a course of treatment, against a test or an operation.
    pub lasting: bool,
    /// Its result.
    pub result: Option<Result>,
    /// What the laboratory said of the result.
    pub findings: Vec<Finding>,
    /// Lower limit of normal.
    pub lower_limit: Option<Quantity>,
    /// Upper limit of normal.
    pub upper_limit: Option<Quantity>,
    /// The parts of a score with their results.
    pub components: Vec<(Coded, Quantity)>,
    /// Severity, clinical status and the like, in words: `severe`, `active`.
    pub qualifiers: Vec<String>,
    /// Its stage, class or grade, in words ("NYHA class III").
    pub stages: Vec<Coded>,
    /// How it was established or measured.
    pub method: Vec<Coded>,
    /// How a drug is given: `oral`, `intravenous`, …
    pub route: Option<String>,
    /// The dose a day.
    pub dose: Option<Quantity>,
    /// How it turned out, in words.
    pub outcome: Option<String>,
    /// What it was done or given for, or is due to.
    pub reasons: Vec<Coded>,
    /// The `source`s of the events it is recorded to belong to.
    pub part_of: Vec<String>,
}

impl Event {
    /// An event that happened to the patient on one day and of which nothing more is known.
    pub fn new(kind: EventKind, concept: Coded, start: When) -> Self {
        Self {
            source: String::new(),
            kind,
            concept,
            subject: None,
            certainty: Certainty::Actual,
            start,
            end: start,
            lasting: false,
            result: None,
            findings: Vec::new(),
            lower_limit: None,
            upper_limit: None,
            components: Vec::new(),
            qualifiers: Vec::new(),
            stages: Vec::new(),
            method: Vec::new(),
            route: None,
            dose: None,
            outcome: None,
            reasons: Vec::new(),
            part_of: Vec::new(),
        }
    }

    /// The fact in a few words, for a person to read: `hemoglobin 82 g/L, 2024-03-01`.
    pub fn text(&self) -> String {
        self.text_as(self.concept.label())
    }

    /// The same, with another name for what it is about.
    pub fn text_as(&self, name: &str) -> String {
        let mut text = match self.certainty {
            Certainty::Actual => name.to_owned(),
            Certainty::Refuted => format!("no {name}"),
            other => format!("{name} ({})", format!("{other:?}").to_lowercase()),
        };
        match &self.result {
            Some(Result::Quantity(quantity)) => text = format!("{text} {}", quantity.text),
            Some(Result::Coded(coded)) => text = format!("{text} {}", coded.label()),
            Some(Result::Boolean(value)) => text = format!("{text} {value}"),
            None => {}
        }
        if let Some(dose) = &self.dose {
            text = format!("{text} {}", dose.text);
        }
        let (start, end) = (self.start.text(), self.end.text());
        if self.certainty == Certainty::Refuted && self.start.first <= super::date::FIRST {
            return text;
        }
        match (self.lasting, start.is_empty(), end.is_empty()) {
            (true, false, true) => format!("{text}, since {start}"),
            (true, false, false) => format!("{text}, {start} to {end}"),
            (true, true, true) => text,
            (true, true, false) => format!("{text}, until {end}"),
            (false, true, _) => format!("{text}, no date"),
            (false, false, _) => format!("{text}, {start}"),
        }
    }
}
