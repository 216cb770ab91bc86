//! The columns of the table and the cells of a row.

use super::Fact;
use crate::rule::{Direction, Number, Reference, Section};

pub use crate::emit::parquet::ColumnType;

use ColumnType::{Flag, Number as Decimal, Place, Text};

/// The columns, in order.
pub const COLUMNS: [(&str, ColumnType); 25] = [
    ("doc", Text),
    ("criterion", Text),
    ("key", Text),
    ("node", Text),
    ("section", Text),
    ("kind", Text),
    ("start", Place),
    ("end", Place),
    ("text", Text),
    ("subject", Text),
    ("subject_start", Place),
    ("subject_end", Place),
    ("concept", Text),
    ("low", Decimal),
    ("low_inclusive", Flag),
    ("high", Decimal),
    ("high_inclusive", Flag),
    ("unit", Text),
    ("ucum", Text),
    ("relative_to", Text),
    ("direction", Text),
    ("anchor", Text),
    ("anchor_start", Place),
    ("anchor_end", Place),
    ("negated", Flag),
];

/// One cell; `None` where the column is empty.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Cell<'a> {
    Text(Option<&'a str>),
    Place(Option<u32>),
    Number(Option<Number>),
    Flag(Option<bool>),
}

/// The row of a fact, in the order of [`COLUMNS`].
pub(super) fn cells<'a>(doc: &'a str, fact: &'a Fact<'a>) -> [Cell<'a>; COLUMNS.len()] {
    use Cell::{Flag, Number, Place, Text};
    [
        Text(Some(doc)),
        Text(fact.criterion),
        Text(Some(fact.key)),
        Text(Some(&fact.node)),
        Text(fact.section.map(section)),
        Text(Some(fact.kind)),
        Place(Some(fact.span.start)),
        Place(Some(fact.span.end)),
        Text(Some(fact.text)),
        Text(fact.subject),
        Place(fact.subject_span.map(|span| span.start)),
        Place(fact.subject_span.map(|span| span.end)),
        Text(fact.concept),
        Number(fact.low.map(|(n, _)| n)),
        Flag(fact.low.map(|(_, inclusive)| inclusive)),
        Number(fact.high.map(|(n, _)| n)),
        Flag(fact.high.map(|(_, inclusive)| inclusive)),
        Text(fact.unit),
        Text(fact.ucum),
        Text(fact.relative_to.map(reference)),
        Text(fact.direction.map(direction)),
        Text(fact.anchor),
        Place(fact.anchor_span.map(|span| span.start)),
        Place(fact.anchor_span.map(|span| span.end)),
        Flag(Some(fact.negated)),
    ]
}

/// As in the JSON.
fn section(section: Section) -> &'static str {
    match section {
        Section::Inclusion => "inclusion",
        Section::Exclusion => "exclusion",
    }
}

/// As in the JSON.
fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Before => "before",
        Direction::After => "after",
        Direction::Around => "around",
    }
}

/// As in the JSON.
fn reference(reference: Reference) -> &'static str {
    match reference {
        Reference::Uln => "uln",
        Reference::Lln => "lln",
        Reference::Predicted => "predicted",
        Reference::Baseline => "baseline",
        Reference::DetectionLimit => "detection_limit",
        Reference::QuantificationLimit => "quantification_limit",
        Reference::LowerQuantificationLimit => "lower_quantification_limit",
        Reference::UpperQuantificationLimit => "upper_quantification_limit",
        Reference::Normal => "normal",
    }
}
