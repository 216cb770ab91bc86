//! Weeks and days, as pregnancies and infants are dated: a whole number of days.
//!
//! - "24 0/7 weeks", "33 6/7", "36+0 weeks", "34+6"; "37 weeks 6 days", "24 weeks and 0 days", "28w0d";
//!   "37 weeks of gestation 0 days".
//!
//! Near misses: "36+ weeks" is 36 or more; "24 1/2 weeks" are no days; "3+4" where no weeks follow is something else
//! (a Gleason score).

use rust_decimal::Decimal;

use crate::lex::{Cue, Kind, Lex};
use crate::rule::Number;

use super::Unit;
use super::cursor::{Cursor, skip_cues};
use super::unit::{ReadUnit, unit};

/// Days in a week.
pub const WEEK: Decimal = Decimal::from_parts(7, 0, 0, false, 0);

/// How far "weeks" may stand behind the first of two such numbers: "24 0/7 and 33 6/7 weeks".
const NEAR: usize = 8;

/// A number of weeks and days, in days.
pub fn weeks_and_days(input: Cursor<'_>) -> Option<(Cursor<'_>, Number, ReadUnit)> {
    let whole = |ahead: usize| match input.peek(ahead)?.lex {
        Lex::Number(Some(n)) if n.is_integer() => u32::try_from(n).ok(),
        _ => None,
    };
    let weeks = whole(0)?;
    if let Some(read) = in_words(input, weeks) {
        return Some(read);
    }
    let (days, rest, certain) = if input.has_sign(2, '/') && whole(3).map(Decimal::from) == Some(WEEK) {
        (whole(1)?, input.skip(4), true)
    } else if input.normal(1) == "+" {
        (whole(2)?, input.skip(3), false)
    } else {
        return None;
    };
    let named = unit(rest).ok().filter(|(_, unit)| is_weeks(unit));
    let follows = || (0..NEAR).any(|n| unit(rest.skip(n)).is_ok_and(|(_, unit)| is_weeks(&unit)));
    if Decimal::from(days) >= WEEK || !(certain || named.is_some() || follows() || is_of_pregnancy(input)) {
        return None;
    }
    let value = Number(Decimal::from(weeks) * WEEK + Decimal::from(days));
    let written = named.as_ref().map(|(_, unit)| unit.unit.span.clone());
    let end = input.bytes_to(&rest).end;
    let rest = named.map_or(rest, |(rest, _)| rest);
    let days = Unit { span: written.unwrap_or(end..end), code: Some("d".to_owned()) };
    Some((rest, value, ReadUnit { unit: days, relative_to: None, dimension: "time".to_owned() }))
}

/// "*gestational age* ≤ 29+6", "GA 24+0 to 29+6": whether how far a pregnancy is has been named shortly before.
fn is_of_pregnancy(input: Cursor<'_>) -> bool {
    let gestation = |l: &crate::lex::Lexeme| l.entry(Kind::Analyte).is_some_and(|e| e.id() == "gestational_age");
    (0..NEAR).map_while(|n| input.back(n)).any(gestation)
}

/// "37 weeks 6 days", "24 weeks and 0 days": fewer days than a week has.
fn in_words(input: Cursor<'_>, weeks: u32) -> Option<(Cursor<'_>, Number, ReadUnit)> {
    let (rest, _) = unit(input.skip(1)).ok().filter(|(_, unit)| is_weeks(unit))?;
    let rest = skip_cues(skip_cues(rest, &[Cue::Of], 1), &[Cue::Gestation], 1);
    let rest = rest.skip(usize::from(rest.has_cue(0, &[Cue::And]) || rest.normal(0) == "+"));
    let days = match rest.peek(0)?.lex {
        Lex::Number(Some(n)) if n.is_integer() && n < WEEK => n,
        _ => return None,
    };
    // "23w *0/7* d"
    let sevenths =
        rest.has_sign(1, '/') && matches!(rest.peek(2).map(|l| l.lex), Some(Lex::Number(Some(n))) if n == WEEK);
    let (rest, _) = unit(rest.skip(if sevenths { 3 } else { 1 }))
        .ok()
        .filter(|(_, unit)| unit.unit.code.as_deref() == Some("d"))?;
    let days = Number(Decimal::from(weeks) * WEEK + days);
    let unit = Unit { span: input.skip(1).bytes_to(&rest), code: Some("d".to_owned()) };
    Some((rest, days, ReadUnit { unit, relative_to: None, dimension: "time".to_owned() }))
}

fn is_weeks(unit: &ReadUnit) -> bool {
    unit.unit.code.as_deref() == Some("wk")
}

/// Whether words have weeks and days in them: "24 0/7", "36+6".
pub fn is_dated(words: &str) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    words.char_indices().any(|(at, c)| match c {
        '/' => words[at + 1..].starts_with('7') && !digit(words[at + 2..].chars().next()),
        '+' => digit(words[..at].chars().next_back()) && digit(words[at + 1..].chars().next()),
        _ => false,
    })
}
