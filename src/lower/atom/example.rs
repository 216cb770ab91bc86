//! Examples and members of one item: "such as", "including", and lists of mentions.

use super::limit::limits_within;
use crate::grammar::{Bytes, Chunk, ChunkKind};
use crate::lex::{Cue, Entry, Kind};
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::partial::Partial;
use crate::lower::share::{prefixed, suffixed};
use crate::rule::{Mention, Node};

impl Context<'_, '_> {
    /// "arrhythmias requiring hospitalization (e.g., atrial fibrillation)": examples of what stands first are read; what
    /// else there is.
    pub(super) fn without_examples<'c>(&mut self, rest: &'c [Chunk], partial: &mut Partial) -> &'c [Chunk] {
        match rest.split_last() {
            Some((last, before)) if !before.is_empty() && self.gives_examples(last) => {
                self.take(std::slice::from_ref(last));
                if let ChunkKind::Group(inner) = &last.kind {
                    self.group(inner, partial);
                }
                before
            }
            _ => rest,
        }
    }

    /// Whether a chunk is "(e.g., …)".
    pub(super) fn gives_examples(&self, chunk: &Chunk) -> bool {
        matches!(&chunk.kind, ChunkKind::Group(inner) if inner.first().is_some_and(|c| self.is_cue(c, Cue::SuchAs)))
    }

    /// The members a list of examples names.
    pub fn examples(&mut self, cue: Cue, rest: &[Chunk], partial: &mut Partial) {
        partial.open |= cue == Cue::OpenList;
        let of = partial.head.as_ref().map(|h| h.bytes.clone());
        let mentions = self.mentions(rest, of.as_ref());
        partial.examples.extend(mentions);
        let limited = self.limited_examples(rest);
        partial.illustrations.extend(limited);
    }

    /// The examples of a list that carry a limit, as rules.
    pub fn limited_examples(&mut self, chunks: &[Chunk]) -> Vec<Node> {
        let items: Vec<&[Chunk]> = chunks.split(|c| self.is_separator(c)).collect();
        let mut out = Vec::new();
        for item in items {
            if self.says_more(item) {
                let part = self.atom(item);
                out.push(self.node_of(part));
            }
        }
        out
    }

    /// Whether an example is more than a name: it has a limit, or a qualifier of its concept.
    fn says_more(&self, item: &[Chunk]) -> bool {
        let qualified = item.iter().any(|c| matches!(self.sort(c), Sort::Term(e) if e.kind() == Kind::Qualifier));
        let named = item.iter().any(|c| matches!(self.sort(c), Sort::Concept(_)));
        // "ventricular arrhythmias requiring intervention".
        let related = item.iter().any(|c| self.is_cue(c, Cue::Need));
        item.iter().any(limits_within) || (qualified || related) && named
    }

    /// "hepatitis B or *C*": the rest of a name begun before.
    fn completed_name(&self, item: &[Chunk], before: Option<&Bytes>) -> Option<(Entry, Bytes)> {
        let [only] = item else { return None };
        let before = before.filter(|_| self.sort(only) == Sort::Word)?;
        let entry = prefixed(self.words(before), self.words(&only.span))?;
        Some((entry, only.span.clone()))
    }

    /// The things a plain list names, split at commas and conjunctions.
    /// "organ transplantation (such as heart, lung)": `of` is what they are examples of, whose last words may complete a
    /// name.
    pub fn mentions(&mut self, chunks: &[Chunk], of: Option<&Bytes>) -> Vec<Mention> {
        let mut out = Vec::new();
        let items: Vec<&[Chunk]> = chunks.split(|c| self.is_separator(c)).collect();
        self.take(chunks);
        let mut before: Option<Bytes> = None;
        for item in items {
            if self.says_more(item) {
                continue;
            }
            let completed = self.completed_name(item, before.as_ref());
            let concept = item.iter().find_map(|c| match self.sort(c) {
                Sort::Concept(e) => Some((e, c.span.clone())),
                _ => None,
            });
            let begun = || {
                let [only] = item else { return None };
                let entry = suffixed(self.words(&only.span), self.words(of?))?;
                Some((entry, only.span.clone()))
            };
            match concept.or(completed).or_else(begun) {
                Some((entry, bytes)) => {
                    before = Some(bytes.clone());
                    let id = self.concepts.note(entry);
                    out.push(self.mention(Some(id), &bytes));
                }
                None if item.iter().any(|c| !self.is_idle(c)) => {
                    out.push(self.mention(None, &bytes_of(item)));
                }
                None => {}
            }
        }
        out
    }

    /// Whether a chunk separates the items of a list.
    pub fn is_separator(&self, chunk: &Chunk) -> bool {
        match self.sort(chunk) {
            Sort::Comma | Sort::Semicolon | Sort::Slash => true,
            Sort::Cue(cue) => matches!(cue, Cue::And | Cue::Or | Cue::AndOr | Cue::Nor | Cue::Etc),
            _ => false,
        }
    }
}
