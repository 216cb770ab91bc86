//! Grades written with a plus: "urine protein ≥ 2+", "IHC 3+", "1+ to 3+ edema". They come out with the unit `{+}`.
//!
//! Near misses: "18+ years" and "ASA 3+" are "or more"; a plus after a number from 0 to 4 is a grade after a comparator, or
//! where something that is graded so is named beside it.

use crate::words;
use rust_decimal::Decimal;

use crate::rule::Number;

use super::Unit;
use super::cursor::Cursor;
use super::unit::ReadUnit;

/// The unit of such a grade.
pub const PLUS: &str = "{+}";

/// The lexemes on either side among which what is graded is looked for.
const BESIDE: usize = 5;

/// The plus at a place after a number, as a unit; `compared` where a comparator stands before the number.
pub fn plus(input: Cursor<'_>, value: Number, compared: bool) -> Option<(Cursor<'_>, ReadUnit)> {
    let joined = input.normal(0) == "+" && input.peek(0).is_some_and(|l| !l.spaced);
    let grade = value.0.is_integer() && value.0 >= Decimal::ZERO && value.0 <= Decimal::from(4);
    if !joined || !grade || !(compared || is_graded(input)) {
        return None;
    }
    let end = input.skip(1);
    let unit = Unit { span: input.bytes_to(&end), code: Some(PLUS.to_owned()) };
    Some((end, ReadUnit { unit, relative_to: None, dimension: "plus".to_owned() }))
}

/// Whether words for what is graded so stand close by.
fn is_graded(input: Cursor<'_>) -> bool {
    let graded = |l: &crate::lex::Lexeme| {
        let written = input.lexed.written(l).to_ascii_lowercase();
        words::GRADED_BY_PLUS.iter().any(|part| written.contains(part))
    };
    (0..BESIDE).map_while(|n| input.back(n)).any(graded) || (1..=BESIDE).map_while(|n| input.peek(n)).any(graded)
}
