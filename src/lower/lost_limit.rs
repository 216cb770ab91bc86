//! Limits that found no place in the rule: what each is, and of what, so that it is not lost with its words.
//!
//! | text | what is kept |
//! |---|---|
//! | normal *BMI (18-25)* | the words, 18..25 of BMI |
//! | *fibrosis (FIB-4 ≥ 1.6) and one of:* | the words, ≥ 1.6 of FIB-4 |
//! | *mild (8-15)* | the words alone: nothing says what the numbers count |
//!
//! It decides nothing: its words are as open as they were.

use crate::grammar::{Chunk, ChunkKind, Quantity, QuantityForm};
use crate::lex::{Cue, Kind};
use crate::rule::{ConceptRef, Diagnostic, LeafKind, Node, NodeSpan, Severity, Span, Value};

use super::context::{Context, Sort, bytes_of};
use super::leaves::node_leaves;

/// The most chunks before a limit that are looked at for what it is of.
const LONGEST_NAME: usize = 8;

/// The most chunks of a name that is in no table.
const LONGEST_NOUN: usize = 3;

/// A limit that found no place.
pub struct LostLimit {
    /// Its words, with those of what it is of.
    pub span: Span,
    /// What it is.
    pub value: Value,
    /// What it is of.
    pub concept: Option<ConceptRef>,
}

impl Context<'_, '_> {
    /// The limits among the words that diagnostics name as numbers of no rule.
    pub fn lost_limits(&mut self, chunks: &[Chunk], diagnostics: &[Diagnostic], rule: Option<&Node>) -> Vec<LostLimit> {
        let lost = |d: &&Diagnostic| d.code == "number-not-in-rule" && d.severity != Severity::Note;
        let spans: Vec<Span> = diagnostics.iter().filter(lost).map(|d| d.span).collect();
        let mut limits = Vec::new();
        if !spans.is_empty() {
            self.lost_among(&[], chunks, &spans, &mut limits);
            let told = rule.map(of_illustrations).unwrap_or_default();
            limits.retain(|limit| !told.iter().any(|span| span.contains(limit.value.span)));
        }
        limits
    }

    /// The limits among chunks; `before` stands before the brackets around them.
    fn lost_among(&mut self, before: &[Chunk], chunks: &[Chunk], spans: &[Span], limits: &mut Vec<LostLimit>) {
        for (at, chunk) in chunks.iter().enumerate() {
            match &chunk.kind {
                ChunkKind::Group(inner) => self.lost_among(&chunks[..at], inner, spans, limits),
                ChunkKind::Quantity(quantity) => {
                    let own = self.span(&quantity.value);
                    if spans.iter().any(|lost| lost.start < own.end && own.start < lost.end) {
                        limits.extend(self.lost_limit(before, chunks, at, quantity));
                    }
                }
                _ => {}
            }
        }
    }

    /// The limit at `at`, if it surely is one: with a sign or words that compare, or a range of something that is named.
    fn lost_limit(&mut self, before: &[Chunk], chunks: &[Chunk], at: usize, quantity: &Quantity) -> Option<LostLimit> {
        let limits = match quantity.form {
            QuantityForm::Limit => !quantity.doubtful,
            QuantityForm::Pair | QuantityForm::Class => quantity.bounds.eq.is_none() && !quantity.bounds.is_empty(),
            QuantityForm::Bare | QuantityForm::Titer | QuantityForm::Reference => false,
        };
        // "> 2 g/dL *below the lower limit of normal*" is no limit of what is measured.
        let beyond = chunks
            .get(at + 1)
            .is_some_and(|next| matches!(&next.kind, ChunkKind::Quantity(q) if q.form == QuantityForm::Reference));
        if !limits || beyond || quantity.value.is_empty() {
            return None;
        }
        // "see *2-3*", "day *3-7*" may be no limits; "a score of *8-12*" is one.
        let bare = quantity.unit.is_none() && quantity.bounds.low().is_some() && quantity.bounds.high().is_some();
        let (said, concept) = self.lost_of(before, chunks, at, bare);
        if bare && concept.is_none() {
            return None;
        }
        let value = self.value(quantity, None);
        let span = said.map_or(value.span, |said| said.join(value.span));
        Some(LostLimit { span, value, concept })
    }

    /// What the limit at `at` is of, and where the words for it stand that are to be with it.
    /// Of a `bare` range only what is measured, or a score, is taken for its name.
    fn lost_of(
        &mut self,
        before: &[Chunk],
        chunks: &[Chunk],
        at: usize,
        bare: bool,
    ) -> (Option<Span>, Option<ConceptRef>) {
        let name = self.name_before(&chunks[..at]);
        if !name.is_empty() {
            let joins = |c: &&Chunk| matches!(self.sort(c), Sort::Cue(Cue::Of | Cue::Be));
            let scored = name.iter().rev().find(|c| !joins(c)).is_some_and(|c| self.is_cue(c, Cue::ScoreWord));
            let known = |concept: &ConceptRef| !bare || scored || concept.id.is_some();
            let concept = self.tried(&chunks[at - name.len()..=at]).filter(known);
            let concept = concept.or_else(|| self.noun_of(name).filter(known));
            return (concept.as_ref().map(|_| self.span(&bytes_of(name))), concept);
        }
        if chunks.get(at + 1).is_some_and(|next| self.measured(next).is_some()) {
            // "≥ 34 weeks *gestational age*"
            return (None, self.tried(&chunks[at..=at + 1]));
        }
        // "normal *BMI* (18-25)"
        let name = self.name_before(before);
        let first = at == 0 && name.last().is_some_and(|c| self.measured(c).is_some());
        let concept = if first { self.tried(&[name, &chunks[..=at]].concat()) } else { None };
        (None, concept)
    }

    /// The words before a limit that may name what it is of, nearest last.
    fn name_before<'c>(&self, before: &'c [Chunk]) -> &'c [Chunk] {
        let near = &before[before.len().saturating_sub(LONGEST_NAME)..];
        let names = |c: &Chunk| match self.sort(c) {
            Sort::Concept(_) | Sort::Word | Sort::Dash | Sort::Group | Sort::Slash => true,
            Sort::Term(entry) => entry.kind() != Kind::Finding,
            Sort::Cue(cue) => matches!(cue, Cue::Of | Cue::Be | Cue::ScoreWord),
            _ => false,
        };
        let from = near.iter().rposition(|c| !names(c)).map_or(0, |last| last + 1);
        let opens = |c: &Chunk| {
            let sort = self.sort(c);
            matches!(sort, Sort::Cue(Cue::Of | Cue::Be) | Sort::Dash | Sort::Group | Sort::Slash)
        };
        let opened = near[from..].iter().take_while(|c| opens(c)).count();
        &near[from + opened..]
    }

    /// "*score* of 8-12": the words that stand last in a name that is in no table.
    fn noun_of(&self, name: &[Chunk]) -> Option<ConceptRef> {
        let joins = |c: &Chunk| matches!(self.sort(c), Sort::Cue(Cue::Of | Cue::Be) | Sort::Group);
        let end = name.len() - name.iter().rev().take_while(|c| joins(c)).count();
        let plain = |c: &Chunk| {
            matches!(self.sort(c), Sort::Word | Sort::Term(_) | Sort::Concept(_)) || self.is_cue(c, Cue::ScoreWord)
        };
        let from = name[..end].iter().rposition(|c| !plain(c)).map_or(0, |last| last + 1);
        let words = name[from..end].last_chunk::<LONGEST_NOUN>().map_or(&name[from..end], |last| &last[..]);
        let bytes = bytes_of(words);
        let (text, span) = (self.words(&bytes).to_owned(), self.span(&bytes).into());
        (!text.is_empty()).then(|| ConceptRef { id: None, text, span, open: false, examples: Vec::new() })
    }

    /// What a limit is of, as its words are read by themselves; nothing else comes of reading them.
    fn tried(&mut self, chunks: &[Chunk]) -> Option<ConceptRef> {
        let (diagnostics, used, placed) = (self.diagnostics.len(), self.used.clone(), self.placed.len());
        let node = self.clause(chunks);
        self.diagnostics.truncate(diagnostics);
        self.placed.truncate(placed);
        self.used = used;
        limited(&node?)
    }
}

/// The concept of the first limit in a rule.
fn limited(node: &Node) -> Option<ConceptRef> {
    let mut found = None;
    node_leaves(node, &mut |leaf| {
        let named = leaf.concept.as_ref().filter(|_| leaf.value.is_some() && leaf.kind != LeafKind::Unparsed);
        found = found.take().or_else(|| named.cloned());
    });
    found
}

/// Where the limits of what is only told stand: "heart disease *such as LVEF < 40 %*".
fn of_illustrations(rule: &Node) -> Vec<Span> {
    let mut spans = Vec::new();
    node_leaves(rule, &mut |leaf| {
        for told in &leaf.illustrations {
            node_leaves(told, &mut |leaf| {
                let here = |value: &&Value| matches!(leaf.span, NodeSpan::Here(_)) && !value.text.is_empty();
                spans.extend(leaf.limits().chain(&leaf.quantities).filter(here).map(|value| value.span));
            });
        }
    });
    spans
}
