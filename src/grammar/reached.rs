//! Words that compare nothing but ages and weeks of pregnancy.
//!
//! - "must have *reached* 18 years of age", "children *until* 18 years", "pregnancy *past* 20 weeks gestation".
//!
//! Near misses: "*reached* 6 months of treatment", "treated *until* 2 years ago", "in the *past* 12 weeks".

use crate::lex::{Comparator, Cue, Kind, Lex, Lexeme};
use crate::words;

use super::age::is_dated_as_pregnancy;
use super::cursor::Cursor;

/// The comparator that a word before years is, if it is one.
pub fn of_age(input: Cursor<'_>) -> Option<Comparator> {
    if reached_age(input) {
        return Some(Comparator::Ge);
    }
    until_age(input).then_some(Comparator::Le)
}

/// "pregnancy *past* 20 weeks gestation", "*past* 12 weeks of pregnancy". Near misses: "in the *past* 12 weeks", "hypertension in the *past*
/// 20 weeks of pregnancy".
pub fn past_weeks(input: Cursor<'_>) -> bool {
    let number = matches!(input.peek(1).map(|l| l.lex), Some(Lex::Number(_)));
    let looked_back =
        input.back(0).is_some_and(|l| matches!(l.cue(), Some(Cue::The | Cue::Within | Cue::In | Cue::During)));
    let weeks = input.entry(2, Kind::Unit).is_some_and(|unit| unit.id() == "wk");
    input.normal(0) == "past" && number && weeks && !looked_back && is_dated_as_pregnancy(input.skip(3))
}

/// "must have *reached* 18 years of age", "*turned* 18 years old". Near misses: "*reached* 6 months of treatment", "*completed* 12 years
/// of education".
pub fn reached_age(input: Cursor<'_>) -> bool {
    let reached = matches!(input.normal(0), "reached" | "attained" | "turned");
    let number = matches!(input.peek(1).map(|l| l.lex), Some(Lex::Number(_)));
    let years = input.entry(2, Kind::Unit).is_some_and(|unit| unit.id() == "a");
    reached && number && years && input.has_cue(3, &[Cue::Age, Cue::Old])
}

/// "children *until* 18 years", "patients *until* 75 years old": up to that age, directly after people. Near misses: "patients treated
/// *until* 2 years ago", "patients *until* 6 months after surgery".
fn until_age(input: Cursor<'_>) -> bool {
    let people = |l: &Lexeme| l.entry(Kind::Subject).is_some() || words::PEOPLE_NOUNS.contains(&input.lexed.normal(l));
    let people = |l: &Lexeme| people(l) || matches!(l.cue(), Some(Cue::Adult | Cue::Patient | Cue::Male | Cue::Female));
    let years = input.entry(2, Kind::Unit).is_some_and(|unit| unit.id() == "a");
    let moment = input.has_cue(3, &[Cue::Ago, Cue::After, Cue::Before, Cue::From]);
    let number = matches!(input.peek(1).map(|l| l.lex), Some(Lex::Number(_)));
    let old = input.has_cue(3, &[Cue::Old]);
    input.has_cue(0, &[Cue::Until]) && number && years && !moment && (old || input.back(0).is_some_and(people))
}
