//! Whom "without" and "not" are said of.
//!
//! | form | example | rule |
//! |---|---|---|
//! | people without one thing, and what they have | patients *without diabetes undergoing CABG* | `all(CABG, not(diabetes))` |
//! | a sex before "not" | *women* not pregnant | `all(female, not(…))` |
//! | help that somebody does not need | walks 10 m *without assistance* | a setting, and nothing denied |
//! | a change so small | *no significant* weight change *(< 5 %)* | a change < 5 % |
//! | a number | *no. of* metastases ≤ 3 | a limit, and nothing denied |
//!
//! Near misses: "without infection requiring antibiotics" denies such an infection; "no women".

use crate::grammar::{Bytes, Chunk, ChunkKind, Quantity, QuantityForm};
use crate::lex::{Cue, Group, Kind, look_up};
use crate::lower::atom::is_measured;
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::partial::Partial;
use crate::words;

/// The most chunks that may name what is allowed, and say more after it.
const MOST_ALLOWED: usize = 8;

/// The id of the qualifier that says that a change matters.
const SIGNIFICANT: &str = "clinically_significant";

impl Context<'_, '_> {
    /// "without": there is none of what follows.
    pub(super) fn without(&self, chunk: &Chunk, partial: &mut Partial) {
        (partial.negated, partial.absent) = (true, true);
        partial.sex_apart |= partial.sex.is_some();
        partial.people_without = self.people_before(chunk);
    }

    /// "*Non-pregnant females*": a whole criterion that says what people of one sex are not is of nobody else. Near misses:
    /// "non-pregnant adults"; "*men or* non-pregnant women", of whom either may take part.
    pub(super) fn people_of_one_sex(&self, partial: &mut Partial) {
        let text = self.lexed.text;
        let own = text.get(partial.bytes.clone()).unwrap_or("");
        let whole = text.trim().trim_end_matches('.').len() == own.trim().len();
        let non = own.get(..3).is_some_and(|word| word.eq_ignore_ascii_case("non"));
        let last = own.rsplit(' ').next().unwrap_or("");
        let female = look_up(&last.to_lowercase()).and_then(Group::cue) == Some(Cue::Female);
        let named = partial.head.as_ref().is_some_and(|h| h.bytes.end == partial.bytes.end);
        if whole && non && female && named && partial.negated && partial.sex.is_none() {
            partial.sex = Some(("female", partial.bytes.end - last.len()..partial.bytes.end));
            partial.sex_apart = true;
        }
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

    /// "walks 10 m *without assistance*": what somebody does not need is how the rest is done.
    pub(super) fn without_help(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> Option<usize> {
        let help = chunks.get(at + 1)?;
        let named = |c: &Chunk| words::HELP.contains(&&*self.words(&c.span).to_ascii_lowercase());
        if at == 0 || !self.is_cue(&chunks[at], Cue::Without) || !named(help) {
            return None;
        }
        let ends =
            chunks.get(at + 2).is_none_or(|c| self.is_separator(c) || matches!(self.sort(c), Sort::Time | Sort::Group));
        if !ends {
            return None;
        }
        self.take_whole(&chunks[at..at + 2]);
        let setting = self.mention(None, &bytes_of(&chunks[at..at + 2]));
        self.hear_denial(bytes_of(&chunks[at..at + 1]));
        partial.settings.push(setting);
        Some(at + 2)
    }

    /// "no significant weight change *(< 5 %)*": no change but such a small one. Near miss: "no weight change *> 5 %*".
    pub(super) fn settle_small_change(&mut self, partial: &mut Partial) {
        let small = |q: &Quantity| q.bounds.high().is_some() && q.bounds.low().is_none();
        let limit = partial.value.as_deref().filter(|q| partial.negated && q.form == QuantityForm::Limit && small(q));
        let Some(limit) = limit.map(|q| q.value.start) else { return };
        let bracketed = self.just_before(limit).trim_end().ends_with('(');
        let named = partial.head.as_ref().map_or("", |h| self.words(&h.bytes)).to_ascii_lowercase();
        let changes =
            partial.change.is_some() || ["change", "changes", "loss", "gain"].iter().any(|w| named.ends_with(w));
        let significant = |q: &&'static str| *q == SIGNIFICANT;
        if bracketed && changes && partial.qualifiers.iter().any(&significant) {
            (partial.negated, partial.absent) = (false, false);
            partial.qualifiers.retain(|q| !significant(q));
            self.hear_denial(partial.bytes.start..limit);
        }
    }

    /// "asthma with or without rhinitis *with FEV1 > 70 %*": where what is said of the first begins again. Near miss: "with or
    /// without rhinitis *with polyps*".
    pub(super) fn limit_beside_allowed(&self, rest: &[Chunk]) -> usize {
        let named = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if !is_measured(e));
        let limit = |c: &Chunk| matches!(&c.kind, ChunkKind::Quantity(q) if q.form == QuantityForm::Limit && !q.age);
        let begins = |at: &usize| self.is_cue(&rest[*at], Cue::With) && rest[..*at].iter().any(named);
        let with = (1..rest.len().min(MOST_ALLOWED)).find(begins);
        with.filter(|at| rest[at + 1..].iter().take(MOST_ALLOWED).any(limit)).unwrap_or(rest.len())
    }

    /// Notes that the words among these bytes that deny something have found their place, though nothing is denied.
    pub fn hear_denial(&mut self, bytes: Bytes) {
        let lexed = self.lexed;
        let from = lexed.lexemes.partition_point(|l| (l.start as usize) < bytes.start);
        for lexeme in lexed.lexemes[from..].iter().take_while(|l| (l.end as usize) <= bytes.end) {
            if lexeme.cue().is_some_and(Cue::is_denial) {
                let span = self.span(&(lexeme.start as usize..lexeme.end as usize));
                self.placed.push(span);
            }
        }
    }
}
