//! What became of every character of a document.

use super::notes::Note;
use crate::check::standing::Join;
use crate::emit::plain::{Kind, Line, Piece};
use crate::rule::{Coverage, Criterion, Diagnostic, NodeSpan, Role, Span};

/// What became of a piece of text. Where several apply, the later one is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fate {
    /// Between criteria: list markers, blank lines.
    Layout,
    /// A heading.
    Heading,
    /// Kept, and no rule: a note.
    Note,
    /// Words of a criterion that join statements and make none.
    Joining,
    /// In a statement of a rule.
    Rule,
    /// The name of something that no vocabulary has.
    Unknown,
    /// In a statement that no data can decide.
    Narrative,
    /// Not understood.
    Unread,
}

impl Fate {
    /// All, in the order of the legend.
    pub const ALL: [Self; 8] = [
        Self::Rule,
        Self::Unknown,
        Self::Narrative,
        Self::Unread,
        Self::Joining,
        Self::Note,
        Self::Heading,
        Self::Layout,
    ];

    /// The class that the style sheet knows it by.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Layout => "layout",
            Self::Heading => "heading",
            Self::Note => "note",
            Self::Joining => "joining",
            Self::Rule => "rule",
            Self::Unknown => "unknown",
            Self::Narrative => "narrative",
            Self::Unread => "unread",
        }
    }
}

/// How a criterion stands in the whole.
#[derive(Debug, Clone, Copy)]
pub struct Stands {
    /// How it is joined with its neighbours.
    pub join: Join,
    /// Whether it is a demand, or an exclusion, on its own.
    pub alone: bool,
}

/// A criterion with its place in the outline and its rule in words.
#[derive(Debug)]
pub struct Placed<'a> {
    /// The criterion.
    pub criterion: &'a Criterion,
    /// The criteria it stands under, outermost first.
    pub above: Vec<&'a Criterion>,
    /// Its rule in words.
    pub words: Option<Line>,
    /// How it stands in the whole.
    pub stands: Stands,
    /// The diagnostics that stand in its row.
    pub notes: Vec<Note<'a>>,
    /// The codes of all diagnostics that are about it, each once.
    pub codes: Vec<&'a str>,
}

impl<'a> Placed<'a> {
    /// A criterion with its rule in words, of which nothing else is known yet.
    pub fn new(criterion: &'a Criterion, above: Vec<&'a Criterion>, words: Option<Line>) -> Self {
        let stands = Stands { join: Join::Other, alone: false };
        Self { criterion, above, words, stands, notes: Vec::new(), codes: Vec::new() }
    }

    /// Whether a reviewer decides on it.
    pub fn is_subject(&self) -> bool {
        self.criterion.role != Role::Heading || self.criterion.rule.is_some()
    }

    /// What its row counts as: how much of a criterion a program can decide, `group`, or `other`.
    pub fn counts_as(&self) -> &'static str {
        match (self.criterion.role, self.criterion.coverage) {
            (Role::Group, _) => "group",
            (Role::Criterion, Some(Coverage::Computable)) => "computable",
            (Role::Criterion, Some(Coverage::Partial)) => "partial",
            (Role::Criterion, Some(Coverage::Narrative)) => "narrative",
            _ => "other",
        }
    }
}

/// What became of each code point of a text of `length` code points, and where pieces of it begin and end.
pub struct Paint {
    fates: Vec<Fate>,
    cuts: Vec<bool>,
}

impl Paint {
    /// Paints the criteria over a text. `start_of` says where the criterion with an `id` or `key` begins.
    pub fn new(length: usize, placed: &[Placed<'_>], start_of: &impl Fn(&str) -> Option<u32>) -> Self {
        let mut paint = Self { fates: vec![Fate::Layout; length], cuts: vec![false; length + 1] };
        for Placed { criterion, .. } in placed {
            let fate = match (criterion.role, &criterion.rule) {
                (Role::Heading, _) => Fate::Heading,
                (_, None) => Fate::Note,
                _ => Fate::Joining,
            };
            paint.fill(criterion.span, fate);
        }
        let mut marks = Vec::new();
        for Placed { criterion, words, .. } in placed {
            let at = |place: &NodeSpan| absolute(place, criterion, start_of);
            if let Some(line) = words {
                marks_of_line(line, &at, &mut marks);
            }
        }
        // What is narrower says more of its words.
        marks.sort_by_key(|(span, fate)| (u32::MAX - (span.end - span.start), *fate));
        for (span, fate) in marks {
            paint.fill(span, fate);
        }
        for Placed { criterion, .. } in placed {
            for diagnostic in &criterion.diagnostics {
                let span = diagnostic.span.shifted(criterion.span.start);
                match names_unread(diagnostic) {
                    true => paint.fill(span, Fate::Unread),
                    false => paint.cut(span),
                }
            }
        }
        paint
    }

    fn cut(&mut self, span: Span) {
        for end in [span.start, span.end] {
            if let Some(cut) = self.cuts.get_mut(end as usize) {
                *cut = true;
            }
        }
    }

    fn fill(&mut self, span: Span, fate: Fate) {
        self.cut(span);
        let end = (span.end as usize).min(self.fates.len());
        let start = (span.start as usize).min(end);
        self.fates[start..end].fill(fate);
    }

    /// The pieces of a part of the text, each of one fate and whole under every mark.
    pub fn pieces(&self, from: usize, to: usize) -> Vec<(usize, usize, Fate)> {
        let mut pieces: Vec<(usize, usize, Fate)> = Vec::new();
        for place in from..to.min(self.fates.len()) {
            let fate = self.fates[place];
            match pieces.last_mut() {
                Some((_, end, last)) if *last == fate && !self.cuts[place] => *end = place + 1,
                _ => pieces.push((place, place + 1, fate)),
            }
        }
        pieces
    }

    /// How many characters that are no white space have each fate.
    pub fn counts(&self, text: &[char]) -> [usize; Fate::ALL.len()] {
        let mut counts = [0; Fate::ALL.len()];
        for (fate, c) in self.fates.iter().zip(text) {
            if !c.is_whitespace() {
                counts[*fate as usize] += 1;
            }
        }
        counts
    }
}

/// Whether a diagnostic names words that are in no rule.
pub fn names_unread(diagnostic: &Diagnostic) -> bool {
    matches!(diagnostic.code.as_str(), "not-understood" | "number-not-in-rule" | "unparsed")
}

/// A place in the document.
pub fn absolute(place: &NodeSpan, own: &Criterion, start_of: &impl Fn(&str) -> Option<u32>) -> Option<Span> {
    let start = match place.criterion() {
        None => Some(own.span.start),
        Some(other) => start_of(other),
    };
    Some(place.span().shifted(start?)).filter(|span| span.start < span.end)
}

fn marks_of_line(line: &Line, at: &impl Fn(&NodeSpan) -> Option<Span>, marks: &mut Vec<(Span, Fate)>) {
    marks_of(&line.pieces, at, marks);
    line.below.iter().for_each(|below| marks_of_line(below, at, marks));
}

fn marks_of(pieces: &[Piece], at: &impl Fn(&NodeSpan) -> Option<Span>, marks: &mut Vec<(Span, Fate)>) {
    for piece in pieces {
        match piece {
            Piece::Leaf { place, of } => {
                let kind = of.iter().find_map(|piece| match piece {
                    Piece::Words { kind: Kind::Narrative, .. } => Some(Fate::Narrative),
                    Piece::Words { kind: Kind::Unread, .. } => Some(Fate::Unread),
                    _ => None,
                });
                marks.extend(at(place).map(|span| (span, kind.unwrap_or(Fate::Rule))));
                marks_of(of, at, marks);
            }
            Piece::Words { kind, place: Some(place), .. } => {
                let fate = match kind {
                    Kind::Unknown => Fate::Unknown,
                    Kind::Narrative => Fate::Narrative,
                    Kind::Unread => Fate::Unread,
                    _ => Fate::Rule,
                };
                marks.extend(at(place).map(|span| (span, fate)));
            }
            Piece::Words { place: None, .. } => {}
        }
    }
}
