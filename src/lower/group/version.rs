//! Which version of a scale is meant: of how many items it is made, or how many points each has.
//!
//! | text | meaning |
//! |---|---|
//! | HAM-D *(17 items)* ≥ 17 | `HAM-D ≥ 17 [setting: 17 items]` |
//! | *24-item* HAM-D > 20 | `HAM-D > 20 [setting: 24-item]` |
//!
//! Near misses: "VAS (0-10)" is the extent of a scale, "≥ 4 points" a limit, "(2 items)" after a disease no version.

use crate::grammar::{Bytes, Chunk, ChunkKind, QuantityForm};
use crate::lex::{Kind, Lex};
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::partial::Partial;

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

    /// Where "17 items", "24-item" ends.
    pub(super) fn items_at(&self, chunks: &[Chunk], at: usize) -> Option<usize> {
        let number = match &chunks[at].kind {
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
