//! Numbers of a formula, which limit nothing: "creatinine clearance = *(140 - age)* x weight / *72*", "weight / height*^2*".
//!
//! Near misses: "age *140 - 160*", a range; "24^*0* – 31^*6* weeks", days of a pregnancy; "≥ 3 x ULN", "*2 x* weekly", which are limits and doses.

use crate::lex::{Cue, Lex};

use super::QuantityForm;
use super::cursor::Cursor;
use super::quantity::ReadQuantity;

/// Whether a number that is read from `from` to `to` only stands in a formula.
pub fn is_of_formula(from: Cursor<'_>, to: Cursor<'_>, read: &ReadQuantity) -> bool {
    if read.quantity.form != QuantityForm::Bare {
        return false;
    }
    let minus = to.peek(0).is_some_and(|l| matches!(l.lex, Lex::Dash | Lex::Sign('−')));
    if minus && to.has_cue(1, &[Cue::Age]) {
        return true;
    }
    let base = from.back(1).is_some_and(|l| matches!(l.lex, Lex::Word | Lex::Term(_)));
    if base && from.back(0).is_some_and(|l| matches!(l.lex, Lex::Sign('^' | 'ˆ'))) {
        return true;
    }
    let opens = from.back(0).is_none_or(|l| l.is_sign('/') || l.is_sign('(') || l.lex == Lex::Times);
    let divided = from.back(0).is_some_and(|l| l.is_sign('/')) || from.start > 0;
    let factor = to.peek(1).is_some_and(|l| matches!(l.lex, Lex::Word) || l.concept().is_some() || l.is_sign('('));
    let times = to.peek(0).is_some_and(|l| l.lex == Lex::Times) || matches!(to.normal(0), "x" | "×" | "*");
    opens && divided && read.unit.is_none() && times && factor && to.cue(1).is_none()
}

/// "*1.2* SOFA score ≥ 2": the number of an item at its beginning, before what is measured and its limit. Near misses: "1.2 mg/dL
/// creatinine", "1.5 ULN ≥ AST".
pub fn is_item_number(from: Cursor<'_>, to: Cursor<'_>, read: &ReadQuantity) -> bool {
    use crate::lex::Kind;
    let first = from.at == 0 && from.start == 0 && to.at == 1 && read.unit.is_none();
    let parted = read.quantity.form == QuantityForm::Bare && read.quantity.bounds.eq.is_some_and(|n| n.0.scale() == 1);
    let measured = to.peek(0).is_some_and(|l| l.entry(Kind::Score).or(l.entry(Kind::Analyte)).is_some());
    let limited = (1..8).map_while(|n| to.peek(n)).take_while(|l| !l.is_sign(';')).any(|l| {
        matches!(l.lex, Lex::Comparator(_))
            || matches!(l.cue(), Some(Cue::GeBefore | Cue::GtBefore | Cue::LeBefore | Cue::LtBefore))
    });
    first && parted && measured && limited
}
