//! Visual acuity as a Snellen fraction: how far the eye reads what a healthy one reads from N feet (metres).
//!
//! - "20/40 or better", "≥ 20/40", "worse than 20/200", "between 20/40 and 20/320", "20/32 to 20/200", "6/12".
//!
//! The limit is on N, with the unit `{20/N}` (`{6/N}`): the better the eye, the smaller N, so "better", "≥" and "at
//! least" set its upper end.
//!
//! Near misses: "20/40" where no acuity or eye is named shortly before or after is a pair of numbers; so is "21/40".

use rust_decimal::Decimal;

use crate::lex::{Comparator, Cue, Kind, Lex, Lexeme};
use crate::rule::{Bounds, Number};

use super::comparator;
use super::cursor::{Cursor, skip_cues};
use super::quantity::{ReadQuantity, bound, empty};
use super::unit::ReadUnit;
use super::{QuantityForm, Unit};

/// How many lexemes on either side may name the acuity.
const NEAR: usize = 10;

/// One fraction with its comparator, as a limit on N.
struct Fraction<'a> {
    code: &'static str,
    comparator: Option<Comparator>,
    value: Number,
    rest: Cursor<'a>,
}

/// A limit in Snellen fractions.
pub fn acuity(input: Cursor<'_>) -> Option<(Cursor<'_>, ReadQuantity)> {
    let between = input.has_cue(0, &[Cue::Between, Cue::From]);
    let first = fraction(if between { input.skip(1) } else { input })?;
    if !is_of_sight(input) {
        return None;
    }
    let mut quantity = empty(QuantityForm::Limit);
    let mut rest = first.rest;
    let joined = skip_cues(rest, &[Cue::To, Cue::And], 1);
    let joined = if joined.at > rest.at { joined } else { dashed(rest) };
    match fraction(joined).filter(|second| second.code == first.code && joined.at > rest.at) {
        Some(second) if between || first.comparator.is_none() && second.comparator.is_none() => {
            let (low, high) = (first.value.min(second.value), first.value.max(second.value));
            quantity.bounds = Bounds { ge: Some(low), le: Some(high), ..Bounds::default() };
            rest = second.rest;
        }
        Some(second) if opposite_sides(&first, &second) => {
            let (a, b) = (limit(&first), limit(&second));
            quantity.bounds =
                Bounds { ge: a.ge.or(b.ge), gt: a.gt.or(b.gt), le: a.le.or(b.le), lt: a.lt.or(b.lt), eq: None };
            rest = second.rest;
        }
        _ => {
            quantity.bounds = limit(&first);
            // "between 20/40 *and hand motion*": one end of a range whose other end is no fraction.
            quantity.doubtful = between || input.back(0).is_some_and(|l| l.cue() == Some(Cue::Between));
        }
    }
    quantity.value = input.bytes_to(&rest);
    let span = quantity.value.end..quantity.value.end;
    let unit = Unit { span, code: Some(first.code.to_owned()) };
    quantity.unit = Some(unit.clone());
    let unit = ReadUnit { unit, relative_to: None, dimension: "acuity".to_owned() };
    Some((rest, ReadQuantity { quantity, unit: Some(unit), is_age: false }))
}

fn limit(fraction: &Fraction<'_>) -> Bounds {
    bound(fraction.comparator.unwrap_or(Comparator::Eq), fraction.value)
}

fn opposite_sides(a: &Fraction<'_>, b: &Fraction<'_>) -> bool {
    let side = |f: &Fraction<'_>| f.comparator.and_then(comparator::side);
    side(a).zip(side(b)).is_some_and(|(a, b)| a != b)
}

/// "20/40-20/200".
fn dashed(input: Cursor<'_>) -> Cursor<'_> {
    match input.peek(0).map(|l| l.lex) {
        Some(Lex::Dash) => input.skip(1),
        _ => input,
    }
}

/// "≥ 20/40", "20/40 or better", "better than 20/40".
fn fraction(input: Cursor<'_>) -> Option<Fraction<'_>> {
    let (start, before) = match said(input) {
        Some((rest, comparator)) => (rest, Some(comparator)),
        None => match comparator::before(input) {
            // What is said of the acuity, said of N: the other way round.
            Ok((rest, read)) => (rest, Some(mirrored(read.comparator))),
            Err(_) => (input, None),
        },
    };
    // "better than or equal to *Snellen* 20/40"
    let named = before.is_some() && start.normal(0) == "snellen";
    let start = start.skip(usize::from(named));
    let whole = |ahead: usize| match start.peek(ahead)?.lex {
        Lex::Number(Some(n)) if n.is_integer() => u32::try_from(n).ok(),
        _ => None,
    };
    let code = match whole(0)? {
        20 => "{20/N}",
        6 => "{6/N}",
        _ => return None,
    };
    if !start.has_sign(1, '/') {
        return None;
    }
    // "6/7.5"
    let value = match start.peek(2)?.lex {
        Lex::Number(Some(n)) if n >= Decimal::from(5) && n <= Decimal::from(2000) => Number(n),
        _ => return None,
    };
    let rest = past_letters(start.skip(3));
    let or = usize::from(rest.has_cue(0, &[Cue::Or]) && rest.lexed.written(&rest.lexed.lexemes[rest.at]) == "or");
    let words = rest.peek(or).map_or("", |l| rest.lexed.written(l)).to_ascii_lowercase();
    let after = match words.strip_prefix("or ").unwrap_or(&words) {
        "better" | "greater" | "higher" | "more" => Some(Comparator::Le),
        "worse" | "less" | "lower" => Some(Comparator::Ge),
        _ => None,
    };
    let comparator = before.or(after);
    let rest = if before.is_none() && after.is_some() { rest.skip(1 + or) } else { rest };
    Some(Fraction { code, comparator, value, rest })
}

/// Passes over so many letters more or less than the line: "20/20*-3*", "20/40*+2*". Near misses: "20/40-20/200"; "20/40 - 3 lines".
fn past_letters(input: Cursor<'_>) -> Cursor<'_> {
    let sign = input.peek(0).is_some_and(|l| !l.spaced && (l.lex == Lex::Dash || input.lexed.written(l) == "+"));
    let few = input.peek(1).filter(|l| !l.spaced).is_some_and(|l| match l.lex {
        Lex::Number(Some(n)) => n.is_integer() && n <= Decimal::from(5),
        _ => false,
    });
    if sign && few && !input.has_sign(2, '/') { input.skip(2) } else { input }
}

/// "worse than", "no worse than" before a fraction, as a comparator of N; the words of other limits say it of the acuity.
fn said(input: Cursor<'_>) -> Option<(Cursor<'_>, Comparator)> {
    let written = |ahead: usize| input.peek(ahead).map_or("", |l| input.lexed.written(l)).to_ascii_lowercase();
    match &*written(0) {
        "no worse than" | "not worse than" => return Some((input.skip(1), Comparator::Le)),
        "no better than" | "not better than" => return Some((input.skip(1), Comparator::Ge)),
        _ => {}
    }
    let negated = input.has_cue(0, &[Cue::Not, Cue::No]);
    if !input.has_cue(usize::from(negated), &[Cue::WorseThan]) {
        return None;
    }
    Some((input.skip(1 + usize::from(negated)), if negated { Comparator::Le } else { Comparator::Gt }))
}

fn mirrored(comparator: Comparator) -> Comparator {
    match comparator {
        Comparator::Ge => Comparator::Le,
        Comparator::Gt => Comparator::Lt,
        Comparator::Le => Comparator::Ge,
        Comparator::Lt => Comparator::Gt,
        Comparator::Eq => Comparator::Eq,
    }
}

/// Whether an acuity or an eye is named nearby.
fn is_of_sight(input: Cursor<'_>) -> bool {
    let names = |l: &Lexeme| {
        let words = input.lexed.normal(l);
        l.entry(Kind::Analyte).is_some_and(|e| e.id() == "visual_acuity")
            // "*visual analogue scale* > 6/10" is a score.
            || l.entry(Kind::Score).is_none()
                && words
                    .split(' ')
                    .any(|word| matches!(word, "eye" | "eyes" | "vision" | "visual" | "snellen" | "acuity"))
    };
    // "poor vision *(worse than 20/100)*": it may stand before the brackets.
    let before = input.lexed.lexemes[..input.at].iter().rev().take(NEAR);
    before.into_iter().any(names) || (0..NEAR).map_while(|n| input.peek(n)).any(names)
}
