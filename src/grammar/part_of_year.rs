//! Ages in years and months, or in years and days: "5 to *16 years and 6 months*", "12 years 0 days old to *17 years and 364
//! days old*".
//!
//! Only parts of a year that have an exact decimal form are added: 3, 6 and 9 months. No day is added for 0 days; up to 364 days
//! and up to 11 months are below the next year. Near misses: "diabetes for 5 years and 6 months *of insulin*", two lengths; "6 years
//! and 4 months", which stays as it is written.

use rust_decimal::Decimal;

use crate::lex::{Comparator, Cue, Kind, Lex};
use crate::rule::Number;

use super::comparator::Compare;
use super::cursor::{Cursor, dash, skip_cues};
use super::number::number;
use super::side::Side;

/// The side with the part of a year that stands behind its years.
pub fn with_part_of_year(read: Side<'_>) -> Side<'_> {
    let years = read.unit.as_ref().is_some_and(|u| u.unit.code.as_deref() == Some("a"));
    let plain = years && read.value.0.is_integer() && read.compare.is_none_or(|c| !c.is_sign);
    let Some((rest, count, unit)) = part(read.rest).filter(|_| plain) else { return read };
    let whole = |n: u32| count.0 == Decimal::from(n);
    let twelfths = [(0, 0), (3, 25), (6, 50), (9, 75)];
    let exact = twelfths.iter().find(|(n, _)| unit == "mo" && whole(*n) || *n == 0 && whole(0));
    if let Some((_, hundredths)) = exact {
        let value = Number((read.value.0 + Decimal::new(*hundredths, 2)).normalize());
        return Side { value, rest, ..read };
    }
    let full = unit == "mo" && whole(11) || unit == "d" && (whole(364) || whole(365));
    let upper = read.compare.is_none_or(|c| c.comparator == Comparator::Le);
    if full && upper && follows_joiner(read.rest) {
        let below = Compare { comparator: Comparator::Lt, is_sign: false, is_age: read.is_age };
        return Side { value: Number(read.value.0 + Decimal::ONE), compare: Some(below), rest, ..read };
    }
    read
}

/// The months or days behind years, where nothing goes on to say what else they are of.
fn part(input: Cursor<'_>) -> Option<(Cursor<'_>, Number, &'static str)> {
    let comma = usize::from(input.has_sign(0, ','));
    let (rest, count) = number(skip_cues(input.skip(comma), &[Cue::And], 1)).ok()?;
    let unit = rest.entry(0, Kind::Unit).map(|e| e.id()).filter(|id| matches!(*id, "mo" | "d"))?;
    let rest = rest.skip(1);
    let ends = rest.peek(0).is_none_or(|l| matches!(l.lex, Lex::Sign(')' | ',' | '.' | ';')))
        || rest.has_cue(0, &[Cue::Old, Cue::Age, Cue::To, Cue::Inclusive])
        || rest.has_cue(0, &[Cue::Of]) && rest.has_cue(1, &[Cue::Age])
        || dash(rest).is_ok();
    ends.then_some((rest, count, unit))
}

/// Whether a side is the second of two: "to 17 years".
fn follows_joiner(years: Cursor<'_>) -> bool {
    let joins = |n: usize| {
        years.back(n).is_some_and(|l| matches!(l.cue(), Some(Cue::To | Cue::Until | Cue::And)) || l.lex == Lex::Dash)
    };
    (2..4).any(joins)
}
