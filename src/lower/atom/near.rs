//! Numbers that look like limits and are none.
//!
//! | text | read before | what it is |
//! |---|---|---|
//! | hematocrit *within 5 %* of normal | `hematocrit ≤ 5 %` | how near to something |
//! | matched for age (*± 5 years*) | `age ≤ 5 a` | the same |
//! | the dose in exclusion criterion *2* | `[dose = 2]` | the number of a criterion |
//! | FSH *day 2–4* < 12 IU/L | `FSH day 2..4` | the day of a test |
//!
//! Near misses: "lesion *within 5 cm* of the skin", "weight change *± 5 %*", "*within 20 %*" alone.

use crate::grammar::{Chunk, ChunkKind, Quantity, QuantityForm};
use crate::lex::{Cue, Lex};
use crate::lower::atom::is_measured;
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::partial::Partial;

/// The most chunks between "see" and the number of a criterion.
const FEW: usize = 4;

impl Context<'_, '_> {
    /// "*within 20 %* of ideal body weight", "age *(± 5 years)*": how near one thing is to another, in whichever direction.
    pub(super) fn is_nearness(&self, q: &Quantity, rest: &[Chunk]) -> bool {
        let said = self.words(&q.value);
        let percent = q.code() == Some("%");
        let within = said.get(..6).is_some_and(|word| word.eq_ignore_ascii_case("within"));
        let of_other = q.relative_to.is_some() || rest.first().is_some_and(|c| self.is_cue(c, Cue::Of));
        let either_way = said.starts_with('±') && self.just_before(q.value.start).trim_end().ends_with('(');
        let years = q.code() == Some("a");
        within && percent && of_other || either_way && (percent || years)
    }

    /// "*day 3* FSH < 10 IU/L", "CRP on *postoperative day 3* > 150": on which day something is measured. Near misses: "on *day 1*", a moment
    /// of the trial; "*3 days*".
    pub(super) fn numbered_day(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> Option<usize> {
        let is = |at: usize, words: &[&str]| {
            chunks.get(at).is_some_and(|c| words.contains(&&*self.words(&c.span).to_ascii_lowercase()))
        };
        let first = at + usize::from(is(at, &["cycle", "menstrual", "postoperative", "post-operative"]));
        let number = |c: &Chunk| match &c.kind {
            ChunkKind::Quantity(q) => {
                let digits = self.words(&q.value).starts_with(|c: char| c.is_ascii_digit());
                q.unit.is_none() && !q.age && (q.form != QuantityForm::Limit || digits)
            }
            ChunkKind::Lexeme(at) => matches!(self.lexed.lexemes[*at].lex, Lex::Number(_)),
            _ => false,
        };
        if !(is(first, &["day", "days"]) && chunks.get(first + 1).is_some_and(number)) {
            return None;
        }
        let measured = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if is_measured(e));
        if !(partial.entry().is_some_and(is_measured) || chunks.get(first + 2).is_some_and(measured)) {
            return None;
        }
        self.take_whole(&chunks[at..first + 2]);
        let day = self.mention(None, &bytes_of(&chunks[at..first + 2]));
        partial.settings.push(day);
        Some(first + 2)
    }

    /// "asthma, *see inclusion criterion 8*": where more is said, which demands nothing itself.
    pub(super) fn see_criterion(&mut self, chunks: &[Chunk], at: usize) -> Option<usize> {
        let see = |c: &Chunk| self.words(&c.span).eq_ignore_ascii_case("see");
        let numbers = |c: &Chunk| matches!(&c.kind, ChunkKind::Quantity(q) if self.numbers_criterion(q));
        let few = chunks.get(at + 1..)?.iter().take(FEW).position(numbers).filter(|_| see(&chunks[at]))?;
        let end = at + few + 2;
        self.take_whole(&chunks[at..end]);
        let said = self.span(&bytes_of(&chunks[at..end]));
        self.placed.push(said);
        Some(end)
    }

    /// "inclusion criterion *8*": the number of a criterion. Near miss: "meets *2* criteria".
    pub(super) fn numbers_criterion(&self, q: &Quantity) -> bool {
        let before = self.just_before(q.value.start).to_ascii_lowercase();
        let mut words = before.rsplit(' ');
        let named = words.next().is_some_and(|word| matches!(word, "criterion" | "criteria"));
        let listed = words.next().is_some_and(|word| matches!(word, "inclusion" | "exclusion"));
        q.unit.is_none() && q.bounds.eq.is_some() && named && (listed || before.ends_with("criterion"))
    }
}
