//! Which version of a scale is meant: of how many items it is made, how many points each has, or how long its line is.
//!
//! | text | meaning |
//! |---|---|
//! | HAM-D *(17 items)* ≥ 17 | `HAM-D ≥ 17 [setting: 17 items]` |
//! | *24-item* HAM-D > 20 | `HAM-D > 20 [setting: 24-item]` |
//! | HAM-D *- 17 items* ≥ 17 | the same |
//! | VAS *(100 mm)* ≥ 40 | `VAS ≥ 40`, and the length in no rule |
//!
//! Near misses: "VAS *(40 mm)*" and "tumor *(100 mm)* > 3 weeks" give a result; "VAS (0-10)" is the extent of a scale, "≥ 4 points" a limit, "(2 items)" after a disease no version.

use rust_decimal::Decimal;

use crate::grammar::{Bytes, Chunk, ChunkKind, QuantityForm};
use crate::lex::{Kind, Lex};
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::partial::Partial;
use crate::words;

impl Context<'_, '_> {
    /// Reads brackets that say of how many items the scale before them is made.
    pub(super) fn version_in_brackets(&mut self, inner: &[Chunk], partial: &mut Partial) -> bool {
        let score = partial.entry().is_some_and(|e| e.kind() == Kind::Score);
        let made = score && self.items_at(inner, 0) == Some(inner.len());
        if made {
            self.take_whole(inner);
            let version = self.mention(None, &bytes_of(inner));
            partial.settings.push(version);
        }
        made
    }

    /// Reads brackets that say how long the line of a visual analogue scale is, whose limit stands on either side of them.
    pub(in crate::lower) fn length_of_line(&mut self, inner: &[Chunk], rest: &[Chunk], partial: &Partial) -> bool {
        let Some((last, names)) = inner.split_last() else { return false };
        let ChunkKind::Quantity(length) = &last.kind else { return false };
        let unit = length.unit.as_ref().and_then(|u| u.code.as_deref());
        let whole = match unit {
            Some("mm") => Decimal::ONE_HUNDRED,
            Some("cm") => Decimal::TEN,
            _ => return false,
        };
        let bounds = &length.bounds;
        let from_none = bounds.ge.is_none_or(|n| n.0.is_zero());
        let all = bounds.eq.or(bounds.ge.and(bounds.le)).is_some_and(|n| n.0 == whole) && from_none;
        let head = partial.head.as_ref().filter(|h| h.entry.is_some_and(|e| e.kind() == Kind::Score));
        let line = head.and_then(|h| h.entry).is_some_and(|e| words::ANALOGUE_SCALES.contains(&e.id()));
        let again = |c: &Chunk| matches!(self.sort(c), Sort::Comma | Sort::Concept(_));
        let limit = |c: &Chunk| matches!(&c.kind, ChunkKind::Quantity(q) if q.form != QuantityForm::Bare);
        let next = rest.iter().take_while(|c| !self.is_separator(c)).any(limit);
        let said = all && line && names.iter().all(again) && (next || partial.value.is_some());
        if said {
            self.take_as_said(inner, "the extent of a scale");
        }
        said
    }

    /// Reads the same before the name of the scale, and gives where it ends.
    pub fn version_before(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> Option<usize> {
        let end = self.items_at(chunks, at)?;
        let score = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind() == Kind::Score);
        if !chunks.get(end).is_some_and(score) {
            return None;
        }
        self.take_whole(&chunks[at..end]);
        let version = self.mention(None, &bytes_of(&chunks[at..end]));
        partial.settings.push(version);
        Some(end)
    }

    /// Reads the same directly behind the name of the scale: "Hamilton Depression Rating Scale *- 17 item* (HRSD-17) > 17". Near misses:
    /// "≥ 4 *on 2 items*" and "CGI of 2 items", where another word leads to the number.
    pub fn version_behind(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> Option<usize> {
        let score = partial.entry().is_some_and(|e| e.kind() == Kind::Score) && partial.value.is_none();
        let name = |c: &Chunk| matches!(self.sort(c), Sort::Concept(_) | Sort::Group);
        let from = at + usize::from(self.sort(&chunks[at]) == Sort::Dash);
        if !score || from >= chunks.len() || !at.checked_sub(1).is_some_and(|n| name(&chunks[n])) {
            return None;
        }
        let end = self.items_at(chunks, from)?;
        self.take_whole(&chunks[at..end]);
        let version = self.mention(None, &bytes_of(&chunks[from..end]));
        partial.settings.push(version);
        Some(end)
    }

    /// Where "17 items", "24-item" ends.
    pub(super) fn items_at(&self, chunks: &[Chunk], at: usize) -> Option<usize> {
        let number = match &chunks.get(at)?.kind {
            ChunkKind::Quantity(q) => q.form == QuantityForm::Bare && q.unit.is_none(),
            ChunkKind::Lexeme(n) => matches!(self.lexed.lexemes[*n].lex, Lex::Number(_)),
            _ => false,
        };
        let dash = chunks.get(at + 1).is_some_and(|c| self.sort(c) == Sort::Dash);
        let noun = chunks.get(at + 1 + usize::from(dash)).filter(|_| number)?;
        self.is_item(&noun.span).then_some(at + 2 + usize::from(dash))
    }

    fn is_item(&self, bytes: &Bytes) -> bool {
        ["item", "items"].iter().any(|word| self.words(bytes).eq_ignore_ascii_case(word))
    }
}
