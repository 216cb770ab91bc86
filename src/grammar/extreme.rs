//! Numbers that are the least or the greatest there may be: "the *minimal* start value is 2.0 ng/mL", "*maximal* dose is 40 mg".
//!
//! Near misses: "*minimal residual disease* is 0.1 %", a name; "*minimally* 3", which compares by itself.

use crate::lex::{Comparator, Cue, Lex};

use super::QuantityForm;
use super::cursor::Cursor;
use super::quantity::{ReadQuantity, bound};

/// The most lexemes that name of what a number is the extreme.
const NAME: usize = 5;

/// Makes a limit of a number that is said to be the least or the greatest.
pub fn limited(from: Cursor<'_>, read: &mut ReadQuantity) {
    let quantity = &mut read.quantity;
    let Some(number) = quantity.bounds.eq.filter(|_| quantity.form == QuantityForm::Bare) else { return };
    if !from.back(0).is_some_and(|l| l.cue() == Some(Cue::Be)) {
        return;
    }
    let named = (1..=NAME).map_while(|n| from.back(n)).take_while(|l| {
        matches!(l.lex, Lex::Word | Lex::Term(_)) && !matches!(l.cue(), Some(Cue::And | Cue::Or | Cue::If | Cue::With))
    });
    let extreme = named.filter(|l| l.lex == Lex::Word).find_map(|l| match from.lexed.normal(l) {
        "minimal" => Some(Comparator::Ge),
        "maximal" => Some(Comparator::Le),
        _ => None,
    });
    if let Some(comparator) = extreme {
        (quantity.bounds, quantity.form) = (bound(comparator, number), QuantityForm::Limit);
    }
}
