//! Atoms under the line by a negative power.
//!
//! - after another atom: "mL*·kg⁻¹*", "ml*.min-1*", "mL *kg-1*", "L min-1 *m-2*", "kcal kg-1 *day-1*";
//! - alone after the number, a rate: "15 *h-1*", "100 *min⁻¹*"; after a power of ten: "×10^9 *L-1*".
//!
//! Near misses: "2 cm-5 cm" and "30 min-1 hour" are ranges, "5 days" and "2 h" are no rates.

use rust_decimal::Decimal;

use crate::lex::normal::is_dash;
use crate::lex::{Kind, Lex};

use super::cursor::Cursor;
use super::unit::{Part, atom};

/// A further atom under the line. A power without an atom before it is none ("2 cm-5 cm" is a range).
pub fn inverse(input: Cursor<'_>) -> Option<(Cursor<'_>, Part)> {
    let joined = input.is_times(0) || input.has_sign(0, '.') && input.peek(0).is_some_and(|l| !l.spaced);
    let input = input.skip(usize::from(joined));
    by_power(input).or_else(|| first_day(input))
}

/// A rate with nothing over the line: of a time after a number ("15 h-1"), of a volume after a power of ten ("10^9 L-1").
pub fn alone(input: Cursor<'_>, scaled: bool) -> Option<(Cursor<'_>, Part)> {
    let (rest, part) = by_power(input)?;
    let first = part.code.as_deref().is_some_and(|code| !code.ends_with(|c: char| c.is_ascii_digit()));
    let fits = matches!((part.dimension.as_str(), scaled), ("time", false) | ("volume", true));
    // "30 min-1 *hour*"
    (first && fits && rest.entry(0, Kind::Unit).is_none()).then_some((rest, part))
}

/// An atom with its negative power: "kg-1", "kg⁻¹", "kg^-1".
pub fn by_power(input: Cursor<'_>) -> Option<(Cursor<'_>, Part)> {
    let (rest, part) = atom(input, true).ok()?;
    let small = |ahead: usize| match rest.peek(ahead).map(|l| l.lex) {
        Some(Lex::Number(Some(n))) if n >= Decimal::ONE && n <= Decimal::from(3) && n.is_integer() => Some(n),
        _ => None,
    };
    let attached = |ahead: usize| rest.peek(ahead).is_some_and(|l| !l.spaced);
    let minus = |ahead: usize| matches!(rest.peek(ahead).map(|l| l.lex), Some(Lex::Dash | Lex::Sign('−')));
    let written = rest.back(0).map_or("", |l| rest.lexed.written(l));
    if written.ends_with(['2', '3']) && written.contains(is_dash) {
        // "m-2" is a term of its own.
        return Some((rest, part));
    }
    let (end, power) = match rest.peek(0)?.lex {
        Lex::Superscript(n @ -3..=-1) => (rest.skip(1), Decimal::from(-n)),
        Lex::Sign('^') if minus(1) => (rest.skip(3), small(2)?),
        _ if minus(0) && attached(0) && attached(1) => (rest.skip(2), small(1)?),
        _ => return None,
    };
    let code = part.code.map(|code| if power == Decimal::ONE { code } else { format!("{code}{power}") });
    Some((end, Part { code, dimension: part.dimension }))
}

/// "kcal kg-1 *day-1*": after an atom no name of the first day.
fn first_day(input: Cursor<'_>) -> Option<(Cursor<'_>, Part)> {
    let (unit, power) = input.lexed.written(input.peek(0)?).split_once(is_dash)?;
    let day = unit.eq_ignore_ascii_case("day") && power == "1";
    day.then(|| (input.skip(1), Part { code: Some("d".to_owned()), dimension: "time".to_owned() }))
}
