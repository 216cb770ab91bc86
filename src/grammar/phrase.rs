//! What the grammar gives: the phrases of one criterion, in the order of its words.

use std::ops::Range;

use crate::rule::{Bounds, Direction, Reference, TimeKind};

/// A run of bytes of the criterion's text.
pub type Bytes = Range<usize>;

/// A piece of a criterion.
#[derive(Debug, Clone, PartialEq)]
pub struct Chunk {
    /// What it is.
    pub kind: ChunkKind,
    /// Its bytes in the criterion's text.
    pub span: Bytes,
    /// Its lexemes.
    pub lexemes: Range<usize>,
}

/// What a chunk is.
#[derive(Debug, Clone, PartialEq)]
pub enum ChunkKind {
    /// A limit on a number, class, titre: "≥ 1.5×10⁹/L", "III or IV", "18 to 70 years".
    Quantity(Box<Quantity>),
    /// A statement about time: "within 7 days before screening", "for at least 2 months", "at screening".
    Time(Box<TimePhrase>),
    /// A parenthesis; its lexemes include both brackets, and a unit after them that is of the limits before
    /// ("≥ 12 (women) or ≥ 13 (men) *g/dL*"). Inside is what stands between the brackets.
    Group(Vec<Chunk>),
    /// Words that have made a limit of a number before what it counts ("3 falls *or more*"), and say nothing else.
    Compares,
    /// Any other lexeme, by its index.
    Lexeme(usize),
}

/// How a quantity is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuantityForm {
    /// A comparator (sign or words) and a number, or a range with or without one: "≥ 8", "at least two", "18-65".
    Limit,
    /// A number and unit, or a plain number, without any comparator: "2 weeks", "two". Never a limit by itself.
    Bare,
    /// Roman, letter or small-number classes and grades: "III or IV", "grade 3 or higher", "Class III-IV", "≥ II".
    Class,
    /// A titre or dilution, 1:80, as its reciprocal.
    Titer,
    /// A limit of the assay or the normal range without a number: "above the detection limit", "> ULN".
    Reference,
    /// A pair of limits such as a blood pressure, 140/90: `bounds` is the first, `second` the other.
    Pair,
}

/// A limit on a number. Bounds are as written: the power of ten belongs to the unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// How it is written.
    pub form: QuantityForm,
    /// The limits.
    pub bounds: Bounds,
    /// For [`QuantityForm::Class`]: the classes named, as written on the scale ("III", "IV"), lowest first. With a
    /// bound ("≥ II") only those named.
    pub classes: Vec<String>,
    /// Whether what stands between the classes named is meant as well ("3a to 4").
    pub spread: bool,
    /// The scale named inside the phrase ("≤CTCAE Grade 1"): the id of a row of `scores.tsv`.
    pub scale: Option<&'static str>,
    /// The unit.
    pub unit: Option<Unit>,
    /// What the number is a multiple or a share of.
    pub relative_to: Option<Reference>,
    /// The other limit of a pair.
    pub second: Option<Bounds>,
    /// The same limit in another unit, in brackets or after a comma: "(≤ 2.0 mg/dL)", with its own bytes.
    pub also: Option<(Box<Quantity>, Bytes)>,
    /// The same unit once more, in brackets: "milliliters per minute *(mL/min)*".
    pub unit_again: Option<Bytes>,
    /// The only comparator is a bare `=`, which may be a lost ≥ or ≤.
    pub doubtful: bool,
    /// The words tell that it is an age: "older than 18", "under the age of 18", "18 years of age".
    pub age: bool,
    /// "approximately", "about".
    pub approximate: bool,
    /// The text says whether the ends belong to it ("inclusive").
    pub inclusive: bool,
    /// The bytes of comparator, number and unit (the chunk's span may be wider: "(inclusive)", `also`).
    pub value: Bytes,
}

impl Quantity {
    /// The limit of an age that is written as a length of time: "< 18 years".
    pub fn age_of(length: &TimePhrase) -> Self {
        Self {
            form: QuantityForm::Limit,
            bounds: length.bounds.clone(),
            classes: Vec::new(),
            spread: false,
            scale: None,
            unit: length.unit.clone(),
            relative_to: None,
            second: None,
            also: None,
            unit_again: None,
            doubtful: false,
            age: true,
            approximate: false,
            inclusive: false,
            value: length.value.clone(),
        }
    }

    /// Its unit in UCUM.
    pub fn code(&self) -> Option<&str> {
        self.unit.as_ref().and_then(|unit| unit.code.as_deref())
    }

    /// Whether another is in the same unit and relative to the same: "2.5 × ULN" and "5 × ULN".
    pub fn shares_unit(&self, other: &Self) -> bool {
        self.code() == other.code() && self.relative_to == other.relative_to
    }
}

/// A unit as written and in UCUM.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Its bytes, powers of ten and reference words ("times ULN") included.
    pub span: Bytes,
    /// UCUM, where every part of it is known.
    pub code: Option<String>,
}

/// A statement about time.
#[derive(Debug, Clone, PartialEq)]
pub struct TimePhrase {
    /// Window, duration, frequency or at, as far as the words themselves tell ("≥ 6 months" alone is a duration).
    pub kind: TimeKind,
    /// The limits, in `unit`.
    pub bounds: Bounds,
    /// The unit; a `{half-life}` too.
    pub unit: Option<Unit>,
    /// On which side of the anchor, where the words tell.
    pub direction: Option<Direction>,
    /// What it is counted from, where the words name it.
    pub anchor: Option<AnchorPhrase>,
    /// The longest of these ("4 weeks or 3 half-lives, whichever is longer"); then there are no bounds here.
    pub longest_of: Vec<TimePhrase>,
    /// The shortest of these.
    pub shortest_of: Vec<TimePhrase>,
    /// A window of the calendar as an ISO 8601 interval of days, `..` where it is open ("since 2010": `2010-01-01/..`). Then
    /// there are no bounds, and the anchor is the dates.
    pub calendar: Option<String>,
    /// The bytes of the time words without the anchor: "within 7 days" of "within 7 days prior to screening".
    pub value: Bytes,
}

/// The words a window is counted from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnchorPhrase {
    /// The id of a row of `anchors.tsv`; `None` where the words are another event or unknown.
    pub id: Option<&'static str>,
    /// Its bytes, determiners left out.
    pub span: Bytes,
    /// Its lexemes.
    pub lexemes: Range<usize>,
}

impl TimePhrase {
    /// Whether it is a length alone ("≥ 12 weeks"): nothing says where it is counted from, or on which side.
    pub fn is_bare_length(&self) -> bool {
        self.kind == TimeKind::Duration && self.anchor.is_none() && self.direction.is_none()
    }

    /// Whether it is a time of day ("between 8:00 and 10:00 AM"), which is counted from nothing.
    pub fn is_of_day(&self) -> bool {
        self.kind == TimeKind::At && self.anchor.is_none() && self.calendar.is_none() && self.bounds.is_empty()
    }
}
