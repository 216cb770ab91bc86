//! When in a life something was, counted from birth.
//!
//! - "before the age of 12 years", "after age 40", "in the first 72 hours of life", "before six hours of birth".
//!
//! Near misses: "≥ 12 years old", an age; "newborns in the first 72 hours of life", who are so old.

use crate::lex::{Comparator, Cue};
use crate::rule::{Direction, TimeKind};
use crate::words;

use super::cursor::{Cursor, Read, fail, skip_cues};
use super::moment::at;
use super::time::is_birth;
use super::{QuantityForm, TimePhrase, Unit, anchor, quantity};

/// "*before the age of 12 years*", "*after age 40*", "*after 72 hours of life*": when in a life something was, counted from birth.
pub fn by_age(input: Cursor<'_>) -> Read<'_, TimePhrase> {
    let comparator = match input.cue(0) {
        Some(Cue::Before) => Comparator::Lt,
        Some(Cue::After) => Comparator::Gt,
        Some(Cue::AccordingTo) if input.normal(0) == "by" => Comparator::Le,
        _ => return fail(),
    };
    let named = skip_cues(input.skip(1), &[Cue::The], 1);
    let start = skip_cues(named, &[Cue::Age, Cue::Of], 2);
    let born = |l: &crate::lex::Lexeme| words::BORN_PEOPLE.contains(&input.lexed.normal(l));
    let people = input.back(0).is_some_and(born);
    let (rest, read) = quantity::plain(start)?;
    let years =
        read.unit.as_ref().is_none_or(|u| matches!(u.unit.code.as_deref(), Some("a" | "mo" | "wk" | "d" | "h")));
    let (Some(number), true) = (read.quantity.bounds.eq.filter(|_| read.quantity.form == QuantityForm::Bare), years)
    else {
        return fail();
    };
    // "18 years *of age*": the unit may have the word in it.
    let after = skip_cues(rest, &[Cue::Old, Cue::Age, Cue::Of], 2);
    let unit = read.unit.map(|u| u.unit);
    let last = input.bytes_to(&after).end;
    let worded = || {
        let words = unit.as_ref().map(|u: &Unit| input.lexed.text[u.span.start..last.max(u.span.end)].to_lowercase());
        words.is_some_and(|w| {
            w.split(|c: char| !c.is_alphanumeric())
                .any(|word| matches!(word, "age" | "old") || word == "life" && !people)
        })
    };
    let said_before = start.at > named.at && start.back(0).is_some_and(|_| named.has_cue(0, &[Cue::Age]));
    if !said_before && !worded() {
        return fail();
    }
    let (from, to) = if said_before { (named, start) } else { (start, after) };
    let mut phrase = at(anchor::phrase(Some("own_birth"), from, to), Some(Direction::After), input.bytes_to(&after));
    phrase.kind = TimeKind::Window;
    phrase.bounds = quantity::bound(comparator, number);
    phrase.unit = unit;
    Ok((after, phrase))
}

/// "bilirubin … *in the first 72 hours of life*": counted from birth. Near miss: "newborns in the first 72 hours of life" are
/// so old.
pub fn of_life(input: Cursor<'_>) -> Read<'_, TimePhrase> {
    let old = |l: &crate::lex::Lexeme| l.cue() == Some(Cue::Age) || words::BORN_PEOPLE.contains(&input.lexed.normal(l));
    if !input.has_cue(0, &[Cue::In, Cue::Within, Cue::During]) || input.back(0).is_none_or(old) {
        return fail();
    }
    let named = skip_cues(input.skip(1), &[Cue::The], 1);
    let start = named.skip(usize::from(named.normal(0) == "first"));
    let (rest, read) = quantity::plain(start)?;
    let length = read.unit.filter(|u| u.is_time()).zip(read.quantity.bounds.eq);
    let Some((unit, number)) = length else { return fail() };
    let life = |l: &crate::lex::Lexeme| l.cue() == Some(Cue::Old) && input.lexed.written(l).ends_with("life");
    if !rest.peek(0).is_some_and(life) {
        return fail();
    }
    let end = rest.skip(1);
    let value = input.bytes_to(&rest);
    let mut phrase = at(anchor::phrase(Some("own_birth"), rest, end), Some(Direction::After), value);
    phrase.kind = TimeKind::Window;
    phrase.bounds = quantity::bound(Comparator::Le, number);
    phrase.unit = Some(unit.unit);
    Ok((end, phrase))
}

/// "*before six hours of birth*": earlier than so long after it. Near miss: "before birth".
pub fn before_hours_of_birth(input: Cursor<'_>) -> Read<'_, TimePhrase> {
    let (rest, read) = quantity::plain(input.skip(1))?;
    let number = read.quantity.bounds.eq.filter(|_| read.quantity.form == QuantityForm::Bare);
    let time = read.unit.filter(|u| u.is_time()).zip(number);
    let Some((unit, number)) = time.filter(|_| input.has_cue(0, &[Cue::Before])) else { return fail() };
    if !(rest.has_cue(0, &[Cue::Of]) && is_birth(rest.skip(1))) {
        return fail();
    }
    let (end, found) = anchor::anchor(rest.skip(1))?;
    let mut phrase = at(found, Some(Direction::After), input.bytes_to(&rest));
    phrase.kind = TimeKind::Window;
    phrase.bounds = quantity::bound(Comparator::Lt, number);
    phrase.unit = Some(unit.unit);
    Ok((end, phrase))
}
