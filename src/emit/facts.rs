//! The facts table: the content of a trial flat, one fact a row, for a data frame or a database.
//!
//! | kind | what |
//! |---|---|
//! | `comparison` | a numeric limit: of a measurement, an age, a dose, a count, a class or grade; an interval at which something recurs |
//! | `window` | a length of time: a window, a duration, for how long something is unchanged |
//! | `age_at_event` | an age before or after which something was ("asthma before the age of 12 years") |
//! | `drug` | a mention of a drug or a class of drugs |
//! | `therapy`, `generic` | a mention of a treatment ("chemotherapy"), of a class that names nothing ("investigational product") |
//! | `condition`, `procedure`, `observation`, `allergy` | a mention of one |
//! | `result` | a result that is no number ("positive") |
//! | `calendar` | a window of the calendar ("between 2010 and 2018"): its dates are the anchor, it has no limits |
//! | `repetition` | how many observations are needed, and how far apart |
//!
//! Limits are as written. Two subjects of one limit are two facts. A length of time that several leaves share is one
//! fact, and so is a mention that several share. A length of time is said of the event where the words name one beside the
//! concept: "use of rituximab". Spans are absolute, in code points of the document.

mod beside;
mod beyond;
mod collect;
mod columns;
mod count;
mod csv;
mod dimension;
mod drug;
mod event;
mod lasting;
mod limit_of;
mod limits;
mod ndjson;
mod parquet;
mod performed;
mod said_of;
mod seen;
mod stray;
mod subject;

pub use collect::facts;
pub use columns::{COLUMNS, ColumnType};
pub use csv::CsvWriter;
pub use ndjson::write_ndjson;
pub use parquet::{ParquetError, ParquetWriter};

use crate::rule::{Direction, Number, Reference, Section, Span, Trial};

/// One row of the facts table, without its document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact<'a> {
    /// The criterion's id; absent in headings and definitions.
    pub criterion: Option<&'a str>,
    /// The criterion's key.
    pub key: &'a str,
    /// JSON pointer to the node, into the criterion's rule.
    pub node: String,
    /// Which list the criterion stands in.
    pub section: Option<Section>,
    /// `comparison`, `window`, `drug` or another.
    pub kind: &'static str,
    /// The words, absolute.
    pub span: Span,
    /// The words.
    pub text: &'a str,
    /// What it is said of: a concept; of a length of time with what is done with it, "use of rituximab".
    pub subject: Option<&'a str>,
    /// Where that stands, absolute; an age has none where the text does not say "age".
    pub subject_span: Option<Span>,
    /// The subject's id (a mention's own).
    pub concept: Option<&'a str>,
    /// The lower limit, and whether it is in.
    pub low: Option<(Number, bool)>,
    /// The upper limit, and whether it is in.
    pub high: Option<(Number, bool)>,
    /// The unit as written.
    pub unit: Option<&'a str>,
    /// The unit in UCUM.
    pub ucum: Option<&'a str>,
    /// What the number is a multiple or a share of.
    pub relative_to: Option<Reference>,
    /// On which side of the anchor a window lies.
    pub direction: Option<Direction>,
    /// The words of the anchor; of another event, those of its concept.
    pub anchor: Option<&'a str>,
    /// Where they stand, absolute.
    pub anchor_span: Option<Span>,
    /// Whether it stands under an odd number of negations.
    pub negated: bool,
}

/// What the table calls the document: its id, else the file's name without its ending.
pub fn document_name(trial: &Trial) -> &str {
    let name = trial.source.name.as_str();
    match name.rsplit_once('.') {
        _ if !trial.source.id.is_empty() => &trial.source.id,
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => name,
    }
}

/// Whether a list of words has this one, in capitals or not.
fn has(list: &[&str], word: &str) -> bool {
    list.iter().any(|known| known.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests;
