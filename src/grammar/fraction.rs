//! Fractions of something: "more than *2/3* of the lumen", "not exceeding *one-third* of the circumference", "*two thirds* of the
//! liver".
//!
//! What tens divide is a decimal number, as "half" is: 3/4 is 0.75. Thirds are no decimal number, so that their number is kept, with
//! the unit `/3`, which is UCUM.
//!
//! Near misses: "*2/3* of the following criteria" counts members; "grade *2/3*", "ECOG *0/1*", "two *third-line* therapies".

use rust_decimal::Decimal;

use crate::lex::{Cue, Kind, Lex};
use crate::rule::Number;
use crate::words;

use super::cursor::{Cursor, skip_cues};
use super::unit::ReadUnit;
use super::{Unit, comparator};

/// The most lexemes after "of" within which members that are counted are named.
const NEAR: usize = 5;

/// The parts of which no number of tens is made.
const THIRDS: u32 = 3;

/// The most parts that figures say: "2/10" is so many points; of five, ">2/5" is a strength, and one a part.
const MOST_PARTS: u32 = 5;

/// The fraction whose numerator has just been read: its value, the unit if it has one, and the place after it.
pub fn fraction(input: Cursor<'_>, numerator: Number, led: bool) -> Option<(Cursor<'_>, Number, Option<ReadUnit>)> {
    let (rest, parts) = figures(input).or_else(|| spoken(input, numerator))?;
    let strength = parts == MOST_PARTS && numerator.0 != Decimal::ONE && input.has_sign(0, '/');
    let shares =
        !strength && numerator.0 > Decimal::ZERO && numerator.0.is_integer() && numerator.0 < Decimal::from(parts);
    let scored = (1..5).map_while(|n| input.back(n)).any(|l| l.entry(Kind::Score).is_some());
    if !shares || scored || !is_of_a_whole(rest, led) {
        return None;
    }
    if parts != THIRDS {
        let value = Number(numerator.0.checked_div(Decimal::from(parts))?);
        return Some(match super::unit::unit(rest) {
            Ok((end, unit)) if led => (end, value, Some(unit)),
            _ => (rest, value, None),
        });
    }
    let dashed = input.peek(0).is_some_and(|l| l.lex == Lex::Dash);
    let span = input.skip(usize::from(dashed)).bytes_to(&rest);
    let unit = Unit { span, code: Some(format!("/{parts}")) };
    Some((rest, numerator, Some(ReadUnit { unit, relative_to: None, dimension: "fraction".to_owned() })))
}

/// "more than *a third of* the liver", "at least *a quarter of*": one part of a whole. Near miss: "at least *a third* dose".
pub fn is_a_part(input: Cursor<'_>) -> bool {
    let article = input.back(0).is_some_and(|l| input.lexed.written(l).to_ascii_lowercase().ends_with('a'));
    article && spoken(input, 1_u32.into()).is_some_and(|(rest, _)| rest.has_cue(0, &[Cue::Of]))
}

/// "> 1/3 *brain* hemisphere", "< 1/5 *mEq/L*": what may have a share without "of" before it.
fn is_thing(lexeme: &crate::lex::Lexeme) -> bool {
    lexeme.concept().is_some_and(|e| !matches!(e.kind(), Kind::Score | Kind::Analyte))
        || lexeme.entry(Kind::Unit).is_some()
}

/// "/3".
fn figures(input: Cursor<'_>) -> Option<(Cursor<'_>, u32)> {
    let Lex::Number(Some(parts)) = input.peek(1)?.lex else { return None };
    let parts = u32::try_from(parts).ok().filter(|n| (2..=MOST_PARTS).contains(n) && parts.is_integer())?;
    input.has_sign(0, '/').then(|| (input.skip(2), parts))
}

/// "-third", "thirds", "quarters".
fn spoken(input: Cursor<'_>, numerator: Number) -> Option<(Cursor<'_>, u32)> {
    let dashed = input.peek(0).is_some_and(|l| l.lex == Lex::Dash);
    let named = input.skip(usize::from(dashed));
    let word = named.normal(0);
    let singular = if numerator.0 == Decimal::ONE { word } else { word.strip_suffix('s')? };
    let parts = match singular {
        "third" => 3,
        "quarter" | "fourth" => 4,
        "fifth" => 5,
        _ => return None,
    };
    Some((named.skip(1), parts))
}

/// Whether what has such a share follows, or, after a comparator, nothing. Members that are counted have no share.
fn is_of_a_whole(rest: Cursor<'_>, led: bool) -> bool {
    let (rest, led) = comparator::after(rest).map_or((rest, led), |(rest, _)| (rest, true));
    if !rest.has_cue(0, &[Cue::Of]) {
        let ends = rest.peek(0).is_none_or(|l| matches!(l.lex, Lex::Sign(',' | ';' | '.' | ')')));
        let whole = skip_cues(rest, &[Cue::The], 1);
        let named = whole.at > rest.at || whole.peek(0).is_some_and(|l| matches!(l.lex, Lex::Word) || is_thing(l));
        return led && (ends || named && !names_members(whole));
    }
    !names_members(rest.skip(1))
}

fn names_members(rest: Cursor<'_>) -> bool {
    let member = |n: usize| {
        let name = rest.normal(n);
        name.split(' ').any(|word| {
            word == "following" || word == "these" || words::MEMBER_STEMS.iter().any(|stem| word.starts_with(stem))
        })
    };
    (0..NEAR).any(member)
}
