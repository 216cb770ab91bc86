//! How many people a trial takes, which says nothing of any of them.
//!
//! | text | meaning |
//! |---|---|
//! | *Forty* women with breast cancer | women with breast cancer; the number is told and in no rule |
//! | a sample of *40* healthy donors | the same |
//! | *20* healthy volunteers | healthy volunteers |
//! | *up to 20* patients with HIV may be enrolled | patients with HIV |
//!
//! Near misses: "*two* first-degree relatives with breast cancer" and "lives with *two* other people" are said of the
//! patient; "*one* eye" is no person.

use rust_decimal::Decimal;

use crate::grammar::{Chunk, Quantity, QuantityForm};
use crate::lex::{Cue, Kind};
use crate::lower::context::{Context, Sort};
use crate::rule::Severity;
use crate::words;

impl Context<'_, '_> {
    /// Whether a number counts the people whom the trial takes: such a number opens the criterion, and people follow.
    pub(super) fn numbers_enrolled(&mut self, q: &Quantity, rest: &[Chunk]) -> bool {
        let plain = q.unit.is_none() && !q.age && q.relative_to.is_none();
        let number = |n: Option<crate::rule::Number>| n.is_some_and(|n| n.0 > Decimal::ONE);
        let several = plain && q.form == QuantityForm::Bare && number(q.bounds.eq) && self.opens_sample(q.value.start);
        let most = plain && q.form == QuantityForm::Limit && q.bounds.low().is_none() && number(q.bounds.le);
        let taken = || self.just_after(q.value.end).to_ascii_lowercase();
        let takes = |said: String| words::TAKEN_IN.iter().any(|words| said.contains(words));
        if !(several || most && takes(taken())) || !self.people_follow(rest) {
            return false;
        }
        let message = format!("\"{}\" is how many people the trial takes and in no rule", self.words(&q.value));
        let span = self.span(&q.value);
        self.say("number-not-in-rule", Severity::Note, message, &q.value);
        self.placed.push(span);
        true
    }

    /// Whether nothing stands before but words for a sample: "a total of", "sample of".
    fn opens_sample(&self, at: usize) -> bool {
        let before = self.lexed.text[..at].split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        before.map(str::to_lowercase).all(|word| words::SAMPLE.contains(&word.as_str()))
    }

    /// Whether people follow, in the plural: "healthy male *volunteers*".
    fn people_follow(&self, rest: &[Chunk]) -> bool {
        for chunk in rest {
            let people = match self.sort(chunk) {
                Sort::Term(entry) => entry.kind() == Kind::Subject && entry.id() == "donor",
                Sort::Concept(entry) => entry.id() == "healthy_volunteer",
                Sort::Cue(cue) => matches!(cue, Cue::Patient | Cue::Female | Cue::Male | Cue::Adult),
                _ => false,
            };
            if people && self.names_several(chunk) {
                return true;
            }
            if !people && !matches!(self.sort(chunk), Sort::Term(_) | Sort::Cue(Cue::Of | Cue::The)) {
                return false;
            }
        }
        false
    }

    fn names_several(&self, chunk: &Chunk) -> bool {
        let words = self.words(&chunk.span).to_lowercase();
        words.ends_with('s') || words.ends_with("men") || words.ends_with("people")
    }
}
