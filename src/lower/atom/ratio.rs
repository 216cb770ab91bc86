//! "*PaO2 (arterial oxygen)/FiO2* ≤ 250", "*FEV1/forced vital capacity (FVC) ratio* < 0.7": two that are measured, with a slash
//! between and one of them said twice, which are one ratio where the table has it by their names.
//!
//! Where only a word is lacking ("*AST/ALT* > 1.5"), a number without a unit says that a ratio is meant.
//!
//! Near misses: "AST (aspartate aminotransferase)/ALT > 3 × ULN", of which no such ratio is measured; "PaO2, FiO2".

use crate::grammar::{Chunk, ChunkKind, QuantityForm};
use crate::lex::{Entry, Kind, look_up};
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::partial::{Head, Partial};
use crate::rule::Number;
use rust_decimal::Decimal;

impl Context<'_, '_> {
    /// The ratio whose slash stands at `at`, from which chunk it is said and where it ends.
    pub fn ratio_over(&self, chunks: &[Chunk], at: usize) -> Option<(Entry, usize, usize)> {
        if self.sort(chunks.get(at)?) != Sort::Slash {
            return None;
        }
        let last = at.checked_sub(1)?;
        let (over, from) = match self.measured_in(&chunks[last]) {
            // "Arterial oxygen pressure *(PaO2)* / FiO2": the name before says the same.
            Some(entry) if self.sort(&chunks[last]) == Sort::Group => {
                let named = last.checked_sub(1).filter(|n| self.measured_in(&chunks[*n]) == Some(entry));
                (entry, named.unwrap_or(last))
            }
            found => (found?, last),
        };
        let under = self.measured_in(chunks.get(at + 1)?)?;
        let named = |name: &str| look_up(name)?.of(Kind::Analyte);
        let name = format!("{}/{}", over.name(), under.name());
        let ratio = named(&name).or_else(|| {
            // "*AST/ALT* > 1.5": a ratio of which the table has the word, where the limit is but a number.
            named(&format!("{name} ratio")).filter(|_| chunks.get(at + 2).is_some_and(is_mere_limit))
        })?;
        let again = |c: &&Chunk| self.sort(c) == Sort::Group && self.measured_in(c) == Some(under);
        let mut end = at + 2 + usize::from(chunks.get(at + 2).filter(again).is_some());
        let called = |c: &&Chunk| self.words(&c.span).eq_ignore_ascii_case("ratio");
        end += usize::from(chunks.get(end).filter(called).is_some());
        Some((ratio, from, end))
    }

    /// What is measured that a chunk names, or brackets around nothing else.
    fn measured_in(&self, chunk: &Chunk) -> Option<Entry> {
        let named = match &chunk.kind {
            ChunkKind::Group(inner) => match inner.as_slice() {
                [only] => only,
                _ => return None,
            },
            _ => chunk,
        };
        match self.sort(named) {
            Sort::Concept(entry) if entry.kind() == Kind::Analyte => Some(entry),
            _ => None,
        }
    }

    /// Reads a ratio that is said from `at` on; gives where to go on.
    pub(super) fn ratio_of_two(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> Option<usize> {
        let slash = (at + 1..=at + 2).find(|n| self.ratio_over(chunks, *n).is_some_and(|(_, from, _)| from == at))?;
        let (ratio, _, end) = self.ratio_over(chunks, slash)?;
        // "Partial pressure of *oxygen (PaO2)* / FiO2": the brackets say what the words before them are.
        if partial.head.is_some() && self.sort(&chunks[at]) != Sort::Group {
            return None;
        }
        partial.head = Some(Head::new(Some(ratio), bytes_of(&chunks[at..end])));
        self.take_whole(&chunks[at..end]);
        Some(end)
    }
}

/// "> 1.5": a limit of no unit, and no multiple of anything. Near miss: "> 3 × ULN".
fn is_mere_limit(chunk: &Chunk) -> bool {
    let ChunkKind::Quantity(q) = &chunk.kind else { return false };
    let small = |n: Option<(Number, bool)>| n.is_none_or(|(n, _)| n.0 < Decimal::TEN);
    q.form == QuantityForm::Limit
        && q.unit.is_none()
        && q.relative_to.is_none()
        && small(q.bounds.low())
        && small(q.bounds.high())
}
