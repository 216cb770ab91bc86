//! Parts of a score by their number: "*item 9* of the BDI-II", "HAM-D *item 1* (depressed mood) ≥ 2".
//!
//! Near misses: "one of the items", "question 4 of the interview", where no score is named.

use crate::grammar::{Chunk, ChunkKind, QuantityForm};
use crate::lex::{Kind, Lex};
use crate::lower::context::Context;
use crate::lower::partial::{Head, Partial};

impl Context<'_, '_> {
    /// Whether a word and the number after it name a part of a score, which alone is then what a limit counts. Where the
    /// item names no score, it is the one named last.
    pub(super) fn names_part_of_score(&self, word: &Chunk, number: Option<&Chunk>, partial: &mut Partial) -> bool {
        let named = self.words(&word.span).to_ascii_lowercase();
        if !matches!(&*named, "item" | "question" | "items" | "questions") {
            return false;
        }
        let Some((number, end)) = number.and_then(|c| Some((c, self.end_of_number(c)?))) else { return false };
        let is_score = |h: &Head| h.entry.is_some_and(|e| e.kind() == Kind::Score);
        let later = || {
            let rest = &self.lexed.lexemes[number.lexemes.end..];
            let clause = rest.iter().take_while(|l| !l.is_sign(';') && !l.is_sign('.'));
            clause.into_iter().any(|l| l.entry(Kind::Score).is_some())
        };
        let bytes = word.span.start..end;
        match &mut partial.head {
            Some(head) if is_score(head) => head.bytes.end = end,
            Some(_) => return false,
            None if later() => partial.part_of_score = Some(bytes.clone()),
            None => {
                let Some(last) = &self.last_score else { return false };
                partial.head = Some(Head::new(last.entry, bytes.clone()));
            }
        }
        partial.only_parts.push(self.words(&bytes).to_owned());
        true
    }

    /// "*item 9* of the BDI-II": the words of the part are the name's.
    pub(super) fn settle_part_of_score(&self, partial: &mut Partial) {
        if let (Some(part), Some(head)) = (partial.part_of_score.take(), &mut partial.head)
            && part.end <= head.bytes.start
        {
            head.bytes.start = part.start;
        }
    }

    /// Where a whole number ends that nothing compares; "item 9 *score*" has it as so many points.
    fn end_of_number(&self, chunk: &Chunk) -> Option<usize> {
        let first = &self.lexed.lexemes[chunk.lexemes.start];
        let compared = match &chunk.kind {
            ChunkKind::Lexeme(_) => false,
            ChunkKind::Quantity(q) => q.form != QuantityForm::Bare,
            _ => true,
        };
        let whole = matches!(first.lex, Lex::Number(Some(n)) if n.is_integer());
        (whole && !compared).then_some(first.end as usize)
    }
}
