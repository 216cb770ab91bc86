//! How often, by "once", which is one term with the words for the time: "more than once per week", "≥ once daily", "once a month
//! or more".
//!
//! Near misses: "once per week" without a comparator, which says how something is given; "more than weekly"; "more than once".

use crate::lex::Cue;

use super::comparator;
use super::cursor::Cursor;
use super::quantity::{ReadQuantity, bound, empty};
use super::{QuantityForm, Unit};

/// A limit on how often.
pub fn once(input: Cursor<'_>) -> Option<(Cursor<'_>, ReadQuantity)> {
    let (start, before) = comparator::before(input).map_or((input, None), |(rest, read)| (rest, Some(read)));
    let code = match start.cue(0)? {
        Cue::Daily => "/d",
        Cue::Weekly => "/wk",
        Cue::Monthly => "/mo",
        Cue::Yearly => "/a",
        _ => return None,
    };
    let unit = start.bytes_to(&start.skip(1));
    let (word, _) = input.lexed.text.get(unit.clone())?.split_once(char::is_whitespace)?;
    if !word.eq_ignore_ascii_case("once") {
        return None;
    }
    let (end, compare) = match before {
        Some(compare) => (start.skip(1), compare),
        None => comparator::after(start.skip(1)).ok()?,
    };
    let mut quantity = empty(QuantityForm::Limit);
    quantity.bounds = bound(compare.comparator, 1_u32.into());
    quantity.unit = Some(Unit { span: unit.start + word.len() + 1..unit.end, code: Some(code.to_owned()), per: None });
    quantity.value = input.bytes_to(&end);
    Some((end, ReadQuantity { quantity, unit: None, is_age: false }))
}
