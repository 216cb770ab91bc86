//! Numbers, and the power of ten that belongs to the unit.
//!
//! - `1.5`, `100,000`, `-2.5`, "two", "three (3)", "2 (two)", "5 million"; after a comparator `"0"` in quotation marks.
//! - powers: `×10⁹`, `x10^9`, `10e9`, `x109/L` (lost superscript), `10(9)`, `*10 9 /L`, `× 10~9`.
//!
//! Near misses: `x 10` alone is no power; `10 9` without a sign of multiplication is two numbers.

use rust_decimal::Decimal;

use crate::lex::{Cue, Kind, Lex};
use crate::rule::Number;

use super::cursor::{Cursor, Read, fail, skip_cues};

/// A number, digits or words, with a sign if it has one.
pub fn number(input: Cursor<'_>) -> Read<'_, Number> {
    let (rest, value) = signed(input)?;
    let rest = repeated(rest, value);
    Ok((rest, value.into()))
}

fn signed(input: Cursor<'_>) -> Read<'_, Decimal> {
    if input.normal(0) == "minus"
        && let Ok((rest, value)) = unsigned(input.skip(1))
        && !input.back(0).is_some_and(|l| matches!(l.lex, Lex::Number(_)))
    {
        // "a T-score of *minus 2.5* or lower"; "5 minus 2" is a difference.
        return Ok((rest, -value));
    }
    let minus = matches!(input.peek(0).map(|l| l.lex), Some(Lex::Dash | Lex::Sign('−')));
    let plus = input.normal(0) == "+";
    if !(minus || plus) {
        return unsigned(input);
    }
    // "< - 2 SD": after a comparator the sign may stand apart.
    let compared = input.back(0).is_some_and(|b| matches!(b.lex, Lex::Comparator(_)));
    let attached = input.peek(1).is_some_and(|l| matches!(l.lex, Lex::Number(_)) && (!l.spaced || compared));
    let free = input.back(0).is_none_or(|b| {
        matches!(b.lex, Lex::Comparator(_))
            || input.peek(0).is_some_and(|l| l.spaced) && !matches!(b.lex, Lex::Number(_))
    });
    if !attached || !free {
        return fail();
    }
    let (rest, value) = unsigned(input.skip(1))?;
    Ok((rest, if minus { -value } else { value }))
}

fn unsigned(input: Cursor<'_>) -> Read<'_, Decimal> {
    let Some(lexeme) = input.peek(0) else { return fail() };
    match lexeme.lex {
        Lex::Number(Some(value)) => Ok((input.skip(1), value)),
        Lex::Term(group) => {
            let value = group.of(Kind::Numeral).and_then(|e| Decimal::from_str_exact(e.id()).ok());
            value.map_or_else(fail, |v| Ok((input.skip(1), v)))
        }
        _ => multiple(input).map_or_else(fail, |value| Ok((input.skip(1), value))),
    }
}

/// "*double* the ULN", "more than *threefold* the upper limit": words that are numbers only before what they multiply. Near
/// misses: "double-blind", "triple therapy".
fn multiple(input: Cursor<'_>) -> Option<Decimal> {
    let factor = match input.normal(0) {
        "double" | "twofold" => 2,
        "triple" | "threefold" => 3,
        "fourfold" => 4,
        "fivefold" => 5,
        "tenfold" => 10,
        _ => return None,
    };
    let of = skip_cues(input.skip(1), &[Cue::The, Cue::Of, Cue::GtBefore, Cue::GreaterOf, Cue::Than], 3);
    matches!(of.cue(0), Some(Cue::Uln | Cue::Lln | Cue::NormalValue)).then(|| Decimal::from(factor))
}

/// Passes over the same number in brackets: "three (3)", "2 (two)", "¼ (25 %)".
fn repeated(input: Cursor<'_>, value: Decimal) -> Cursor<'_> {
    if input.has_sign(0, '(')
        && let Ok((inner, again)) = unsigned(input.skip(1))
        && again == value
        && inner.has_sign(0, ')')
    {
        return inner.skip(1);
    }
    let part = value > Decimal::ZERO && value < Decimal::ONE;
    if part
        && input.has_sign(0, '(')
        && let Ok((inner, again)) = unsigned(input.skip(1))
        && value.checked_mul(Decimal::ONE_HUNDRED) == Some(again)
        && inner.entry(0, Kind::Unit).is_some_and(|e| e.id() == "%")
        && inner.has_sign(1, ')')
    {
        return inner.skip(2);
    }
    input
}

/// A number, in quotation marks or not: `greater than "0"`.
pub fn quoted(input: Cursor<'_>) -> Read<'_, Number> {
    let mark = |ahead: usize| {
        let sign = input.peek(ahead).map(|l| l.lex);
        matches!(sign, Some(Lex::Sign('"' | '\'' | '“' | '”' | '‘' | '’' | '«' | '»')))
    };
    if mark(0) && mark(2) {
        let (_, value) = unsigned(input.skip(1))?;
        return Ok((input.skip(3), value.into()));
    }
    number(input)
}

/// A power of ten: its exponent.
pub fn power(input: Cursor<'_>) -> Read<'_, i32> {
    let mut rest = input;
    while rest.is_times(0) && rest.at < input.at + 2 {
        rest = rest.skip(1);
    }
    let multiplied = rest.at > input.at;
    // "10e9" is a term of the units.
    let prefix = rest.entry(0, Kind::Unit).filter(|e| e.dimension() == "count_prefix");
    if let Some(n) = prefix.and_then(|e| e.id().strip_prefix("10*")).and_then(|n| n.parse().ok()) {
        return Ok((rest.skip(1), n));
    }
    let Some(Lex::Number(Some(base))) = rest.peek(0).map(|l| l.lex) else { return fail() };
    let exponent = exponent(rest.skip(1), base, multiplied);
    let (rest, exponent) = exponent.unwrap_or((rest, 0));
    if (2..=15).contains(&exponent.abs()) { Ok((rest, exponent)) } else { fail() }
}

fn exponent(input: Cursor<'_>, base: Decimal, multiplied: bool) -> Option<(Cursor<'_>, i32)> {
    if base != Decimal::TEN {
        return multiplied.then(|| lost(base)).flatten().map(|n| (input, n));
    }
    let small = |ahead: usize| match input.peek(ahead).map(|l| l.lex) {
        Some(Lex::Number(Some(n))) => i32::try_from(n).ok().filter(|n| *n <= 15),
        _ => None,
    };
    match input.peek(0)?.lex {
        Lex::Superscript(n) => Some((input.skip(1), n)),
        Lex::Sign('^' | 'ˆ') if matches!(input.peek(1)?.lex, Lex::Dash) => Some((input.skip(3), -small(2)?)),
        Lex::Sign('^' | 'ˆ') => Some((input.skip(2), small(1)?)),
        Lex::Sign('~') if multiplied => Some((input.skip(2), small(1)?)),
        _ if input.is_times(0) && (multiplied || is_ucum(input)) => Some((input.skip(2), small(1)?)),
        Lex::Term(_) if input.has_cue(0, &[Cue::Power]) => Some((input.skip(2), small(1)?)),
        Lex::Sign('(' | '[') if input.has_sign(2, ')') || input.has_sign(2, ']') => Some((input.skip(3), small(1)?)),
        Lex::Number(_) if multiplied => Some((input.skip(1), small(0)?)),
        Lex::Word => attached(input.normal(0)).map(|n| (input.skip(1), n)),
        _ => None,
    }
}

/// "10*9/L": a power of ten as UCUM writes it, without a sign of multiplication before it. Near miss: "10*2 mL".
fn is_ucum(input: Cursor<'_>) -> bool {
    let attached = (0..3).all(|n| input.peek(n).is_some_and(|l| !l.spaced));
    let thousands = match input.peek(1).map(|l| l.lex) {
        Some(Lex::Number(Some(n))) => n > Decimal::TWO && n % Decimal::from(3) == Decimal::ZERO,
        _ => false,
    };
    attached && input.is_times(0) && thousands && input.peek(2).is_some_and(|l| input.lexed.written(l).starts_with('/'))
}

/// A power of ten in place of a number: "> 10^5 CFU/mL".
pub fn bare_power(input: Cursor<'_>) -> bool {
    let ten = matches!(input.peek(0).map(|l| l.lex), Some(Lex::Number(Some(n))) if n == Decimal::TEN);
    ten && power(input).is_ok() || is_named_power(input)
}

/// "> *10E4* IU/mL": a power of ten that is one term of the units, directly after a comparator. Near miss: "2 x *10E4* IU/mL".
fn is_named_power(input: Cursor<'_>) -> bool {
    let compared = input.back(0).is_some_and(|l| matches!(l.lex, Lex::Comparator(_)));
    let prefix = input.entry(0, Kind::Unit).filter(|e| e.dimension() == "count_prefix");
    compared && prefix.is_some_and(|e| e.id().starts_with("10*"))
}

/// The 9 of `10e9`.
fn attached(word: &str) -> Option<i32> {
    word.strip_prefix('e').and_then(|digits| digits.parse().ok())
}

/// The exponent of `109`, `106`, `1012` where the superscript was lost.
fn lost(base: Decimal) -> Option<i32> {
    let written = base.to_string();
    let exponent: i32 = written.strip_prefix("10")?.parse().ok()?;
    matches!(exponent, 3 | 4 | 5 | 6 | 8 | 9 | 12).then_some(exponent)
}
