//! A rule in plain words: an outline of short lines that somebody can read who knows the field and not the notation.
//!
//! It says what the rule says and nothing else: every piece that stands for words of the text has their place, so that
//! a page can show which words each is made from. What the program did not understand is quoted and called so.
//!
//! ```text
//! Haemoglobin (Hb) at least 80 g/L, within 7 days before enrollment
//! ```
//!
//! Brackets, signs and abbreviations of the compact [`reading`](super::reading()) are spelled out; the two say the same.

mod lead;
mod leaf;
mod logic;
mod name;
mod relation;
#[cfg(test)]
mod tests;
mod time;
mod value;

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::fmt;

use crate::rule::{Concept, Criterion, NodeSpan, Reads, Section};

/// What a piece of a line stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Words that join parts: "all of these", "or", "other than".
    Join,
    /// What a statement is about, by a name that the vocabulary has.
    Name,
    /// What it is about, by words that no vocabulary has: nobody's data can match them.
    Unknown,
    /// A limit, a class, a result.
    Value,
    /// A time and what it is counted from.
    Time,
    /// Words understood as something no data can decide.
    Narrative,
    /// Words that were not understood.
    Unread,
    /// The id of another criterion, or words that name something outside the document.
    Reference,
    /// Anything else that is said of a fact: status, severity, method, dose.
    Detail,
}

/// A part of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Some words.
    Words {
        /// What they stand for.
        kind: Kind,
        /// The words.
        text: String,
        /// The words of the text that they stand for; none where the program joins on its own.
        place: Option<NodeSpan>,
    },
    /// All pieces of one statement.
    Leaf {
        /// The words of the whole statement.
        place: NodeSpan,
        /// The pieces.
        of: Vec<Piece>,
    },
}

/// A line of the outline, with the lines under it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// What it says, with the spaces between.
    pub pieces: Vec<Piece>,
    /// The lines that belong to it.
    pub below: Vec<Line>,
}

/// The rule of a criterion as an outline in plain words; none where it has none.
///
/// `concepts` are the root's: a concept is called by its usual name there, and by the words of the text where it has
/// none. The criterion's text tells "unless" from "or" and "requiring" from "with"; whether it excludes tells how to say
/// that something is allowed; the criteria nested in it are named, for a reader sees them right under it.
///
/// ```
/// use trial_extract::{Options, emit::plain, extract, source::Document};
/// let text = "Inclusion Criteria:\n* Hemoglobin ≥ 80 g/L within 7 days before enrollment".to_owned();
/// let trial = extract(&Document { text, ..Document::default() }, &Options::default());
/// let line = plain(&trial.criteria[1], &trial.concepts).unwrap();
/// assert_eq!(line.to_string(), "Hemoglobin (Hb) at least 80 g/L, within 7 days before enrollment");
/// assert_eq!(plain(&trial.criteria[0], &trial.concepts), None);
/// ```
pub fn plain(criterion: &Criterion, concepts: &BTreeMap<String, Concept>) -> Option<Line> {
    let nested = criterion.criteria.iter().filter_map(|nested| nested.id.as_deref()).collect();
    let excludes = match criterion.reads {
        Some(reads) => reads == Reads::Excludes,
        None => criterion.section == Some(Section::Exclusion),
    };
    let mut line = Plain { text: &criterion.text, lower: OnceCell::new(), concepts, nested, excludes }
        .line(criterion.rule.as_ref()?);
    capitalize(&mut line);
    Some(line)
}

/// What plain words are made with.
struct Plain<'a> {
    text: &'a str,
    /// The same in lower case, once somebody asks.
    lower: OnceCell<String>,
    concepts: &'a BTreeMap<String, Concept>,
    nested: Vec<&'a str>,
    excludes: bool,
}

impl Plain<'_> {
    /// The words of the text between two places, in lower case; none where one of them is elsewhere or nothing is between.
    fn between(&self, before: &NodeSpan, after: &NodeSpan) -> Option<String> {
        let (NodeSpan::Here(before), NodeSpan::Here(after)) = (before, after) else { return None };
        (before.end < after.start).then(|| self.words_from(before.end, after.start))
    }

    /// The characters of the text from one code point to another.
    fn chars_from(&self, start: u32, end: u32) -> impl Iterator<Item = char> {
        self.text.chars().skip(start as usize).take(end.saturating_sub(start) as usize)
    }

    /// The words of the text from one code point to another, in lower case.
    fn words_from(&self, start: u32, end: u32) -> String {
        let words = self.chars_from(start, end);
        // Of other letters the lower case may be longer, and then places in the words are not those in the text.
        words.map(|c| c.to_ascii_lowercase()).collect()
    }
}

impl Line {
    /// A line of one piece that the program joins with.
    fn joining(text: &str, below: Vec<Line>) -> Self {
        Self { pieces: vec![Piece::new(Kind::Join, text)], below }
    }
}

impl Piece {
    fn new(kind: Kind, text: impl Into<String>) -> Self {
        Self::Words { kind, text: text.into(), place: None }
    }

    fn at(kind: Kind, text: impl Into<String>, place: impl Into<NodeSpan>) -> Self {
        Self::Words { kind, text: text.into(), place: Some(place.into()) }
    }
}

impl fmt::Display for Piece {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Words { text, .. } => f.write_str(text),
            Self::Leaf { of, .. } => of.iter().try_for_each(|piece| piece.fmt(f)),
        }
    }
}

/// Lines under a line are indented by two spaces and begin with a dash.
impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fn write(line: &Line, depth: usize, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            line.pieces.iter().try_for_each(|piece| piece.fmt(f))?;
            for below in &line.below {
                write!(f, "\n{:1$}- ", "", 2 * depth)?;
                write(below, depth + 1, f)?;
            }
            Ok(())
        }
        write(self, 0, f)
    }
}

/// How many characters the pieces have.
fn width(pieces: &[Piece]) -> usize {
    pieces
        .iter()
        .map(|piece| match piece {
            Piece::Words { text, .. } => text.chars().count(),
            Piece::Leaf { of, .. } => width(of),
        })
        .sum()
}

/// Words of the text, on one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether one of these words stands in a text.
fn has_word(text: &str, words: &[&str]) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|word| words.iter().any(|wanted| word.eq_ignore_ascii_case(wanted)))
}

/// "Screening period" within a line; names that are written otherwise stay as they are (`ICF`, `Day 1`,
/// `Cockcroft-Gault`).
fn lower_first(words: &str) -> String {
    let mut chars = words.chars();
    let first = words.split(' ').next().unwrap_or_default();
    let is_name = words.contains(|c: char| c.is_ascii_digit()) || first.chars().skip(1).any(char::is_uppercase);
    match (chars.next(), chars.next()) {
        (Some(a), Some(b)) if a.is_uppercase() && b.is_lowercase() && !is_name => {
            a.to_lowercase().chain(words.chars().skip(1)).collect()
        }
        _ => words.to_owned(),
    }
}

/// An id of a lexicon as words.
fn of_id(id: &str) -> String {
    id.replace('_', " ")
}

/// Begins every line with a capital, unless its first word is one that is written otherwise (`hCG`, `pH`).
fn capitalize(line: &mut Line) {
    fn first(pieces: &mut [Piece]) -> Option<&mut String> {
        match pieces.first_mut()? {
            Piece::Words { text, .. } => Some(text),
            Piece::Leaf { of, .. } => first(of),
        }
    }
    if let Some(text) = first(&mut line.pieces) {
        let mut chars = text.chars();
        if let (Some(a), second) = (chars.next(), chars.next())
            && a.is_lowercase()
            && second.is_none_or(|b| b.is_lowercase() || b == ' ')
        {
            *text = a.to_uppercase().chain(text.chars().skip(1)).collect();
        }
    }
    line.below.iter_mut().for_each(capitalize);
}
