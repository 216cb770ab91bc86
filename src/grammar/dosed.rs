//! A moment that is a dose of a drug: "30 minutes after *400 µg of salbutamol*", "within 30 minutes after *inhalation of 400 µg
//! salbutamol*", "following *4 puffs of albuterol*", "2 hours after *a 75 g glucose load*".
//!
//! Near misses: "after *4 weeks of salbutamol*", a length; "after *400 µg*", of no drug; "within 30 minutes of *6 mg/day*", a rate.

use crate::lex::{Cue, Kind, Lex, Lexeme};
use crate::words;

use super::AnchorPhrase;
use super::anchor::phrase;
use super::cursor::Cursor;

/// The most words between the unit of a dose and the name of the drug.
const MOST_WORDS: usize = 2;

/// The dose that a moment is, from the noun for giving it to the name of the drug.
pub fn dosed(start: Cursor<'_>) -> Option<(Cursor<'_>, AnchorPhrase)> {
    let amount = given(start);
    let number = amount.skip(usize::from(amount.has_cue(0, &[Cue::The])));
    let of_drug = drug(unit(numbers(number)?)?)?;
    Some((of_drug, phrase(None, start, of_drug)))
}

/// "*inhalation of* 400 µg", "*administration of* 4 puffs".
fn given(start: Cursor<'_>) -> Cursor<'_> {
    let noun = words::GIVING_NOUNS.contains(&start.normal(0));
    let written = start.peek(0).map_or_else(String::new, |l| start.lexed.written(l).to_ascii_lowercase());
    let whole = written.strip_suffix(" of").is_some_and(|noun| words::GIVING_NOUNS.contains(&noun));
    match noun && start.has_cue(1, &[Cue::Of]) {
        true => start.skip(2),
        false => start.skip(usize::from(whole)),
    }
}

/// "*400* µg", "*2 to 4* puffs", "*100-200* µg".
fn numbers(at: Cursor<'_>) -> Option<Cursor<'_>> {
    let number = |l: &Lexeme| matches!(l.lex, Lex::Number(Some(_)));
    at.peek(0).filter(|l| number(l) || l.entry(Kind::Numeral).is_some())?;
    let joins = at.peek(1).is_some_and(|l| l.lex == Lex::Dash || l.cue() == Some(Cue::To));
    let range = joins && at.peek(2).is_some_and(number);
    Some(at.skip(if range { 3 } else { 1 }))
}

/// "400 *µg*", "4 *puffs*", "4 *puffs (4 x 100 µg)*".
fn unit(at: Cursor<'_>) -> Option<Cursor<'_>> {
    let time = at.entry(0, Kind::Unit).is_some_and(|e| e.dimension() == "time");
    let dose = at.entry(0, Kind::Unit).is_some() && !time;
    let rate = at.has_sign(1, '/') || at.has_cue(1, &[Cue::Per]);
    (dose && !rate).then(|| past_bracket(at.skip(1)))
}

/// The most lexemes of brackets that say how much one dose is.
const LONGEST_BRACKET: usize = 9;

fn past_bracket(at: Cursor<'_>) -> Cursor<'_> {
    let close = (1..LONGEST_BRACKET).find(|n| at.has_sign(*n, ')')).filter(|_| at.has_sign(0, '('));
    at.skip(close.map_or(0, |n| n + 1))
}

/// "of *salbutamol*", "*inhaled albuterol*".
fn drug(at: Cursor<'_>) -> Option<Cursor<'_>> {
    let named = |l: &Lexeme| {
        l.concept().is_some_and(|e| e.kind().is_drug())
            || l.entry(Kind::Drug).is_some()
            || l.entry(Kind::Analyte).is_some()
    };
    let mut at = at.skip(usize::from(at.has_cue(0, &[Cue::Of])));
    for _ in 0..=MOST_WORDS {
        let lexeme = at.peek(0)?;
        if named(lexeme) {
            return Some(at.skip(1));
        }
        let describes = matches!(lexeme.lex, Lex::Word | Lex::Dash) || lexeme.entry(Kind::Route).is_some();
        if !describes {
            return None;
        }
        at = at.skip(1);
    }
    None
}
