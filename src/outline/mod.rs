//! Decoded text to sections and the nested list of criteria. No medicine.
//!
//! The outline is found in steps, each a module: `line` splits and joins physical lines into entries and reads their
//! `marker`, `heading` knows section and population headings, `wording` sentences that open a section, `sequence` tells list letters from initials, `run_on`
//! splits lines of several sentences, `inline` finds lists inside an entry, `tree` nests entries by marker and indent,
//! `indent` lifts what an indent nests for no reason, `colon` finds the end of groups that only a colon introduces, and
//! `assemble` gives each item its section and headings.

mod assemble;
mod colon;
mod cue;
mod heading;
mod indent;
mod inline;
mod line;
mod marker;
mod population;
mod run_on;
mod sequence;
mod tree;
mod wording;

use std::ops::Range;
use std::sync::Arc;

pub use population::{People, people, section_for};

use crate::rule::Section;

/// The nested list that a text is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// The outermost items, in the order of the text. Headings stand among them, without children.
    pub items: Vec<Item>,
}

/// One item of an outline. Ranges are in bytes of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The list marker as written: `*`, `\-`, `1.`, `a)`, `①`; two where the text has two (`-  •`).
    pub label: Option<Range<usize>>,
    /// The item's own words, without marker, surrounding layout and children. May span several lines.
    pub text: Range<usize>,
    /// What kind of item it is.
    pub role: Role,
    /// The section it stands in.
    pub section: Option<Section>,
    /// The headings above it, outermost first.
    pub heading: Arc<[Heading]>,
    /// Why its place in the tree is a guess, if it is one.
    pub inferred: Option<Inference>,
    /// The items nested below it, in the order of the text.
    pub children: Vec<Item>,
}

/// What kind of item it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// It names a section, a population or a topic; or the whole list.
    Heading,
    /// A criterion or a group of them.
    Item,
    /// No words at all (a rule of dashes, a lone marker), or a remark that begins "Note:".
    Note,
}

/// A heading above an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Where it stands.
    pub text: Range<usize>,
    /// What it names.
    pub kind: HeadingKind,
}

/// What a heading names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HeadingKind {
    /// All criteria ("Eligibility Criteria:"). It is never in a heading path.
    Title,
    /// Inclusion or exclusion.
    Section,
    /// A cohort, an arm, a group of people.
    Population,
    /// A subject ("DISEASE CHARACTERISTICS:").
    Topic,
}

/// Why an item's place in the tree is a guess.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Inference {
    /// It stands below an item that ends in a colon, at the same level, and has the form of the others there.
    ColonGroup,
    /// As `ColonGroup`, and nothing shows where the group ends.
    OpenColonGroup,
    /// It has no marker and stands between two numbered items.
    UnmarkedPart,
    /// It stands in the middle of a line; the sentences there are read as separate items.
    RunOn,
    /// It is indented below an item that introduces nothing.
    MeaninglessIndent,
}

impl Inference {
    /// The reason, as the end of a sentence that begins "the place of this item is inferred: ".
    pub const fn reason(self) -> &'static str {
        match self {
            Self::ColonGroup => "it follows an item that ends in a colon, at the same level, and is alike in form",
            Self::OpenColonGroup => {
                "it follows an item that ends in a colon, at the same level, and nothing shows where the group ends"
            }
            Self::UnmarkedPart => "it has no list marker and stands between two numbered items",
            Self::RunOn => "it is a sentence in a line that holds several criteria",
            Self::MeaninglessIndent => "it is indented below an item that introduces nothing",
        }
    }
}

impl Outline {
    /// All items, each before its children.
    pub fn items(&self) -> Items<'_> {
        Items { stack: vec![self.items.iter()] }
    }
}

/// Iterates over an outline, depth first; gives the depth of each item too, 0 for the outermost.
#[derive(Debug, Clone)]
pub struct Items<'a> {
    stack: Vec<std::slice::Iter<'a, Item>>,
}

impl<'a> Iterator for Items<'a> {
    type Item = (usize, &'a Item);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let depth = self.stack.len().checked_sub(1)?;
            match self.stack[depth].next() {
                Some(item) => {
                    self.stack.push(item.children.iter());
                    return Some((depth, item));
                }
                None => self.stack.pop(),
            };
        }
    }
}

/// Finds the outline of `text`, in time linear in its length. Without any heading, items stand in `default_section`.
///
/// Every character that is no white space is in exactly one item's label or text.
pub fn outline(text: &str, default_section: Option<Section>) -> Outline {
    let entries = line::entries(text);
    let nodes = tree::build(text, entries);
    Outline { items: assemble::assemble(text, nodes, default_section) }
}

#[cfg(test)]
mod tests;
