//! From one day of the trial to where it begins: "from *day -28* to *day 0*" is within the 28 days before.
//!
//! Near misses: "from day -28", which has no end; "day -28 to *day -1*", whose end is no moment of the table.

use crate::lex::{Cue, Lex};
use crate::rule::{Direction, Number, TimeKind};

use super::TimePhrase;
use super::cursor::{Cursor, Read, dash, fail};
use super::moment::at;
use super::{Unit, anchor, quantity};
use crate::lex::Comparator;

/// Such a window.
pub fn from_day_to_begin(input: Cursor<'_>) -> Read<'_, TimePhrase> {
    let opened = input.has_cue(0, &[Cue::From, Cue::Between]);
    let start = input.skip(usize::from(opened));
    let (rest, _) = anchor::study_day(start)?;
    let days = match rest.back(0).map(|l| l.lex) {
        Some(Lex::Number(Some(n))) if n.is_integer() && !n.is_zero() => n,
        _ => return fail(),
    };
    let joined = rest.has_cue(0, &[Cue::To, Cue::Until, Cue::And]) || rest.normal(0) == "through";
    let rest = if joined { rest.skip(1) } else { dash(rest)?.0 };
    let named = rest.peek(0).map_or("", |l| rest.lexed.written(l)).to_ascii_lowercase();
    let (end, begin) = anchor::known(rest)?;
    if !matches!(&*named, "day 0" | "day 1" | "baseline" | "screening") {
        return fail();
    }
    let mut phrase = at(begin, Some(Direction::Before), start.bytes_to(&end));
    phrase.kind = TimeKind::Window;
    phrase.bounds = quantity::bound(Comparator::Le, Number(days.abs()));
    phrase.unit = Some(Unit { span: start.bytes_to(&start.skip(1)), code: Some("d".to_owned()) });
    Ok((end, phrase))
}
