//! Numbers that are part of a name: they stay plain lexemes.
//!
//! - "type 2 diabetes", "phase 3", "visit 2", "Cycle 1 Day 1", "12-lead", "COVID-19", "DSM-5";
//! - years and dates (2019, 12/05/2020), citations `[12]`, the number of a list item.
//!
//! Near misses: "2 weeks", "two immunosuppressants" and anything with a comparator or a unit are quantities.

use rust_decimal::Decimal;

use crate::lex::{Cue, Kind, Lex};

use super::QuantityForm;
use super::cursor::Cursor;
use super::quantity::ReadQuantity;

/// Whether a quantity read from `from` to `to` is only part of a name.
pub fn is_decoy(from: Cursor<'_>, to: Cursor<'_>, read: &ReadQuantity) -> bool {
    let quantity = &read.quantity;
    if quantity.form == QuantityForm::Titer {
        return false;
    }
    if let Some(unit) = &read.unit {
        return quantity.form == QuantityForm::Bare && is_letter(from, to, &unit.dimension, read);
    }
    let digits = matches!(from.peek(0).map(|l| l.lex), Some(Lex::Number(_)));
    if !digits {
        return false;
    }
    let glued_before = from.back(0).is_some_and(|l| matches!(l.lex, Lex::Dash) && !l.spaced)
        && !from.peek(0).is_some_and(|l| l.spaced);
    let glued_word =
        from.back(0).is_some_and(|l| matches!(l.lex, Lex::Word)) && !from.peek(0).is_some_and(|l| l.spaced);
    let glued_slash =
        from.back(0).is_some_and(|l| l.is_sign('/') && !l.spaced) && !from.peek(0).is_some_and(|l| l.spaced);
    let glued_after = to.peek(0).is_some_and(|l| matches!(l.lex, Lex::Dash) && !l.spaced)
        && to.peek(1).is_some_and(|l| !l.spaced && !matches!(l.lex, Lex::Number(_)));
    let ends_in_number = to.back(0).is_some_and(|l| matches!(l.lex, Lex::Number(_)));
    let ordinal = ends_in_number && to.peek(0).is_some_and(|l| !l.spaced && matches!(l.lex, Lex::Word | Lex::Term(_)));
    let named = from.back(0).is_some_and(|l| {
        matches!(l.cue(), Some(Cue::TypeWord | Cue::MonthName))
            || l.entry(Kind::Unit).is_some() && l.entry(Kind::Cue).is_none()
    });
    let dated = to.has_cue(0, &[Cue::MonthName])
        || to.has_sign(0, '/') && matches!(to.peek(1).map(|l| l.lex), Some(Lex::Number(_)));
    let bracketed =
        from.start > 0 && from.at == from.start && to.at == to.end && from.lexed.lexemes[from.start - 1].is_sign('[');
    glued_before || glued_slash || glued_word || glued_after || ordinal || named || dated || bracketed || is_year(read)
}

/// "2D echocardiography", "18F-FDG": a whole number and a capital letter that is a unit of temperature, say.
fn is_letter(from: Cursor<'_>, to: Cursor<'_>, dimension: &str, read: &ReadQuantity) -> bool {
    let Some(last) = to.back(0) else { return false };
    let written = from.lexed.written(last);
    let whole = read.quantity.bounds.eq.is_some_and(|n| n.0.is_integer());
    let capital = written.len() == 1 && written.bytes().all(|b| b.is_ascii_uppercase());
    capital && whole && !matches!(dimension, "volume" | "enzyme" | "mass")
}

/// A plain number or range of numbers between 1900 and 2099.
fn is_year(read: &ReadQuantity) -> bool {
    let year = |n: Decimal| n.is_integer() && n >= Decimal::from(1900) && n < Decimal::from(2100);
    let bounds = &read.quantity.bounds;
    let low = bounds.low().map(|b| b.0.0);
    let high = bounds.high().map(|b| b.0.0);
    low.is_some_and(year) && high.is_some_and(year)
}
