//! So many of the criteria of a classification: "at least four of the *11 ACR 1997 criteria*", "≥ 4 of 11 *ACR 1997
//! criteria*".
//!
//! A row of methods whose criteria are counted has a score with its id and `_score` after it, which is their number. Near
//! misses: "meets the 1997 ACR criteria", where no number is said; "at least 2 of the 1997 cohort".

use rust_decimal::Decimal;

use crate::grammar::{Chunk, ChunkKind, Quantity, QuantityForm};
use crate::lex::{Entry, Kind};
use crate::lower::context::{Context, Sort};
use crate::lower::partial::{Head, Partial};

/// The most chunks that name criteria.
const LONGEST_NAME: usize = 6;

impl Context<'_, '_> {
    /// Whether the chunks at `at` name criteria of which the number before says how many are met, with how many there are:
    /// where they end.
    pub(super) fn counted_criteria(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> Option<usize> {
        if partial.head.is_some() {
            return None;
        }
        let number = partial.value.as_deref().or(partial.count.as_deref()).filter(|q| counts(q))?;
        let between = self.lexed.text.get(number.value.end..chunks[at].span.start)?;
        let (_, said) = self.words(&number.value).split_once(" of ").unwrap_or_default();
        let links = ["of", "the", "these"];
        let mut words = between.split_whitespace().peekable();
        let of = !said.is_empty() || words.peek().is_some_and(|word| word.eq_ignore_ascii_case("of"));
        if !of || !words.all(|word| links.iter().any(|link| word.eq_ignore_ascii_case(link))) {
            return None;
        }
        let all = match &chunks[at].kind {
            ChunkKind::Quantity(q) if q.form == QuantityForm::Bare && q.unit.is_none() => Some(q.bounds.eq?.0),
            _ => None,
        };
        let named = at + usize::from(all.is_some());
        let all = all.or_else(|| said.parse::<Decimal>().ok());
        let score = self.number_met(chunks.get(named)?);
        let score = score.filter(|score| all.is_none_or(|all| score.extremes()[1].parse() == Ok(all)));
        let end = match score {
            Some(_) => named + 1,
            // "three of the *5 NCEP ATP III criteria*": in no table, and yet a number of them.
            None => all.and_then(|_| self.end_of_criteria(chunks, named))?,
        };
        self.take(&chunks[at..end]);
        let mut number = partial.value.take().or_else(|| partial.count.take())?;
        // Who meets five of them meets four.
        number.bounds.ge = number.bounds.eq.take().or(number.bounds.ge);
        number.form = QuantityForm::Limit;
        partial.value = Some(number);
        partial.head = Some(Head::new(score, chunks[at].span.start..chunks[end - 1].span.end));
        Some(end)
    }

    /// Where the words end that name criteria: "NCEP ATP III *criteria*".
    fn end_of_criteria(&self, chunks: &[Chunk], from: usize) -> Option<usize> {
        let named =
            |c: &&Chunk| !self.is_separator(c) && !matches!(self.sort(c), Sort::Time | Sort::Group | Sort::Stop);
        let mut name = chunks[from..].iter().take(LONGEST_NAME).take_while(named);
        let end = name.position(|c| {
            let words = self.words(&c.span).to_ascii_lowercase();
            matches!(words.rsplit(' ').next(), Some("criteria" | "criterion"))
        })?;
        Some(from + end + 1)
    }

    /// The score that is the number of criteria met of the classification that a chunk names.
    fn number_met(&self, chunk: &Chunk) -> Option<Entry> {
        match self.sort(chunk) {
            Sort::Term(entry) if entry.kind() == Kind::Method => {
                Entry::find(Kind::Score, &format!("{}_score", entry.id()))
            }
            Sort::Concept(entry) if entry.kind() == Kind::Score => Some(entry),
            _ => None,
        }
    }
}

/// Whether a number says how many of something.
fn counts(quantity: &Quantity) -> bool {
    let whole = [quantity.bounds.ge, quantity.bounds.eq].into_iter().flatten().all(|n| n.0 >= Decimal::ONE);
    quantity.unit.is_none() && whole && matches!(quantity.form, QuantityForm::Bare | QuantityForm::Limit)
}
