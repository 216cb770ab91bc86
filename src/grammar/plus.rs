//! Grades written with a plus: "urine protein ≥ 2+", "IHC 3+", "1+ to 3+ edema". They come out with the unit `{+}`.
//!
//! Near misses: "18+ years" and "ASA 3+" are "or more"; a plus after a number from 0 to 4 is a grade after a comparator, or
//! where something that is graded so is named beside it.

use crate::words;
use rust_decimal::Decimal;

use crate::lex::Comparator;
use crate::rule::Number;

use super::cursor::Cursor;
use super::quantity::{ReadQuantity, bound, empty};
use super::unit::ReadUnit;
use super::{QuantityForm, Unit, comparator};

/// The unit of such a grade.
pub const PLUS: &str = "{+}";

/// The most signs of such a grade.
const MOST_SIGNS: usize = 4;

/// The lexemes behind and before among which what is graded is looked for: "*IHC* score of 0 or 1+".
const BEHIND: usize = 7;
const BESIDE: usize = 5;

/// The plus at a place after a number, as a unit; `compared` where a comparator stands before the number.
pub fn plus(input: Cursor<'_>, value: Number, compared: bool) -> Option<(Cursor<'_>, ReadUnit)> {
    let joined = input.normal(0) == "+" && input.peek(0).is_some_and(|l| !l.spaced);
    let grade = value.0.is_integer() && value.0 >= Decimal::ZERO && value.0 <= Decimal::from(4);
    // "proteinuria *(2+)*"
    let opens = input.at == input.start + 1;
    if !joined || !grade || !(compared || is_graded(input) || opens && is_graded_outside(input)) {
        return None;
    }
    let end = input.skip(1);
    let unit = Unit { span: input.bytes_to(&end), code: Some(PLUS.to_owned()) };
    Some((end, ReadUnit { unit, relative_to: None, dimension: "plus".to_owned() }))
}

/// "urine protein *++*", "(*++*)", "≥ *+++*": a grade told by so many signs, of what is graded so. One sign is a result. Near
/// misses: "HER2 *+*", "Ca*++*", directly after what it is the charge of.
pub fn signs(input: Cursor<'_>) -> Option<(Cursor<'_>, ReadQuantity)> {
    let (first, led) = match comparator::before(input) {
        Ok((rest, compare)) => (rest, Some(compare.comparator)),
        Err(_) => (input, None),
    };
    let count = (0..=MOST_SIGNS).take_while(|n| first.normal(*n) == "+").count();
    let joined = (1..count).all(|n| first.peek(n).is_some_and(|l| !l.spaced));
    let opens = first.at == first.start || first.peek(0).is_some_and(|l| l.spaced);
    if !(2..=MOST_SIGNS).contains(&count) || !joined || !opens || !is_graded_outside(first) {
        return None;
    }
    let signs_end = first.skip(count);
    let after = comparator::after(signs_end).ok();
    let compared = led.or(after.map(|(_, read)| read.comparator));
    let rest = after.map_or(signs_end, |(rest, _)| rest);
    let mut quantity = empty(if compared.is_some() { QuantityForm::Limit } else { QuantityForm::Bare });
    quantity.bounds = bound(compared.unwrap_or(Comparator::Eq), Number::from(count as u32));
    quantity.value = input.bytes_to(&rest);
    let unit = Unit { span: first.bytes_to(&signs_end), code: Some(PLUS.to_owned()) };
    quantity.unit = Some(unit.clone());
    let unit = ReadUnit { unit, relative_to: None, dimension: "plus".to_owned() };
    Some((rest, ReadQuantity { quantity, unit: Some(unit), is_age: false }))
}

/// The same of what stands before, outside of a bracket as well.
fn is_graded_outside(input: Cursor<'_>) -> bool {
    is_graded(Cursor { start: 0, ..input })
}

/// Whether words for what is graded so stand close by.
fn is_graded(input: Cursor<'_>) -> bool {
    let graded = |l: &crate::lex::Lexeme| {
        let written = input.lexed.written(l).to_ascii_lowercase();
        words::GRADED_BY_PLUS.iter().any(|part| written.contains(part))
    };
    (0..BEHIND).map_while(|n| input.back(n)).any(graded) || (1..=BESIDE).map_while(|n| input.peek(n)).any(graded)
}
