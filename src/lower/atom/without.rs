//! Whom "without" and "not" are said of.
//!
//! | form | example | rule |
//! |---|---|---|
//! | people without one thing, and what they have | patients *without diabetes undergoing CABG* | `all(CABG, not(diabetes))` |
//! | a sex before "not" | *women* not pregnant | `all(female, not(…))` |
//! | a number | *no. of* metastases ≤ 3 | a limit, and nothing denied |
//!
//! Near misses: "without infection requiring antibiotics" denies such an infection; "no women".

use crate::grammar::Chunk;
use crate::lex::{Cue, Kind};
use crate::lower::context::{Context, Sort};
use crate::lower::partial::Partial;

impl Context<'_, '_> {
    /// "without": there is none of what follows.
    pub(super) fn without(&self, chunk: &Chunk, partial: &mut Partial) {
        (partial.negated, partial.absent) = (true, true);
        partial.sex_apart |= partial.sex.is_some();
        partial.people_without = self.people_before(chunk);
    }

    /// Whether the word before names people.
    fn people_before(&self, chunk: &Chunk) -> bool {
        let before = chunk.lexemes.start.checked_sub(1).map(|at| &self.lexed.lexemes[at]);
        before.is_some_and(|lexeme| {
            let cue = lexeme.cue();
            matches!(cue, Some(Cue::Patient | Cue::Adult | Cue::Female | Cue::Male | Cue::SexAny))
                || lexeme.entry(Kind::Subject).is_some_and(|e| e.id() == "child")
        })
    }

    /// "patients without diabetes *undergoing CABG*", "children without asthma *who have eczema*": what the people have who
    /// are without the first.
    pub(super) fn besides_without(&mut self, cue: Cue, chunk: &Chunk, rest: &[Chunk], partial: &mut Partial) -> bool {
        let named = rest.iter().any(|c| matches!(self.sort(c), Sort::Concept(_)));
        if !partial.people_without || partial.head.is_none() || !partial.negated || !named {
            return false;
        }
        let part = self.atom(rest);
        if part.is_headless() {
            return false;
        }
        let mut verb = Partial::default();
        self.tense_of(cue, chunk, &mut verb);
        let by_verb = part.by_verb.or(verb.by_verb);
        partial.also.push(Partial { of_people: true, by_verb, ..part });
        true
    }

    /// "*no. of* metastases": how many chunks stand for "number of" after "no".
    pub(super) fn number_of(&self, chunk: &Chunk, rest: &[Chunk]) -> Option<usize> {
        let stop = usize::from(rest.first().is_some_and(|c| self.sort(c) == Sort::Stop));
        let of = rest.get(stop).is_some_and(|c| self.is_cue(c, Cue::Of));
        (of && self.words(&chunk.span).eq_ignore_ascii_case("no")).then_some(stop + 1)
    }
}
