//! Windows of the calendar, as registries and studies of past records set them.
//!
//! | text | ISO 8601 |
//! |---|---|
//! | between 1 January 2014 and 1 October 2015; from 2010 to 2018; (1993 - 1996) | `2014-01-01/2015-10-01`; `2010-01-01/2018-12-31`; … |
//! | in 2020; during March 2020 | `2020-01-01/2020-12-31`; `2020-03-01/2020-03-31` |
//! | since 2010; after 12 March 2019; not before 2019 | `2010-01-01/..`; `2019-03-13/..`; `2019-01-01/..` |
//! | before 2015; until June 2015; prior to 3/25/2015 | `../2014-12-31`; `../2015-06-30`; `../2015-03-24` |
//!
//! Near misses: "between 2000 and 2500 kcal" has a unit; "03/04/2015" may be of March or of April, and is left alone; "the 2019
//! EULAR criteria" are named after a year.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::lex::{Cue, Kind, Lex};
use crate::rule::TimeKind;
use crate::words;

use super::cursor::{Cursor, Read, fail};
use super::moment::at;
use super::{AnchorPhrase, TimePhrase};

/// The years that people are said to have been treated in.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2099;

/// A day, month or year: its first and its last day.
#[derive(Clone, Copy)]
struct Period {
    first: Date,
    last: Date,
}

/// What the words before a date say of it.
#[derive(Clone, Copy, PartialEq)]
enum Lead {
    /// "between", "from": another date may follow.
    Between,
    /// "in", "during": all of it.
    In,
    /// "since", "not before".
    Since,
    /// "after".
    After,
    /// "until".
    Until,
    /// "before", "prior to".
    Before,
}

/// A window of the calendar.
pub fn calendar(input: Cursor<'_>) -> Read<'_, TimePhrase> {
    let (from, lead) = match lead(input) {
        Some((rest, lead)) => (rest, lead),
        // "(1993 - 1996)"
        None if in_brackets(input) => (input, Lead::In),
        None => return fail(),
    };
    let Some((mut rest, first)) = period(from) else { return fail() };
    let last = joined(rest, lead, first);
    if let Some((end, _)) = last {
        rest = end;
    }
    let last = last.map(|(_, period)| period);
    let backwards = last.is_some_and(|last| last.last < first.first);
    // "the Rome IV criteria (2016)" are named after a year.
    let citation = from.at == input.at && (last.is_none() || rest.at != rest.end);
    if backwards || citation || is_measured(input, rest) || lead == Lead::In && is_published(input) {
        return fail();
    }
    let Some(interval) = interval(lead, first, last) else { return fail() };
    let anchor = AnchorPhrase { id: Some(CALENDAR), span: from.bytes_to(&rest), lexemes: from.at..rest.at };
    let value = input.bytes_to(&rest);
    Ok((rest, TimePhrase { kind: TimeKind::Window, calendar: Some(interval), ..at(anchor, None, value) }))
}

/// The row of `anchors.tsv` for what is counted from no event.
pub const CALENDAR: &str = "calendar_date";

/// The ISO 8601 interval, `..` where it is open.
fn interval(lead: Lead, first: Period, last: Option<Period>) -> Option<String> {
    let next = |day: Date| day.checked_add(1.day()).ok();
    Some(match (lead, last) {
        (Lead::Between | Lead::In, Some(last)) => format!("{}/{}", first.first, last.last),
        (Lead::In, None) => format!("{}/{}", first.first, first.last),
        (Lead::Between | Lead::Since, None) => format!("{}/..", first.first),
        (Lead::After, None) => format!("{}/..", next(first.last)?),
        (Lead::Until, None) => format!("../{}", first.last),
        (Lead::Before, None) => format!("../{}", first.first.checked_sub(1.day()).ok()?),
        (_, Some(_)) => return None,
    })
}

/// The words before a date, and the place after them.
fn lead(input: Cursor<'_>) -> Option<(Cursor<'_>, Lead)> {
    if (input.normal(0), input.normal(1)) == ("on", "or") && input.has_cue(2, &[Cue::After, Cue::Before]) {
        return Some((input.skip(3), if input.has_cue(2, &[Cue::After]) { Lead::Since } else { Lead::Until }));
    }
    let denied = input.has_cue(0, &[Cue::Not, Cue::No]);
    let at = input.skip(usize::from(denied));
    let lead = match (at.cue(0), denied) {
        (Some(Cue::Before), true) => Lead::Since,
        (Some(Cue::After), true) => Lead::Until,
        (_, true) => return None,
        (Some(Cue::Between | Cue::From), _) => Lead::Between,
        (Some(Cue::In | Cue::During | Cue::Within), _) => Lead::In,
        (Some(Cue::After), _) if ["since", "from", "on or"].iter().any(|word| at.normal(0).contains(word)) => {
            Lead::Since
        }
        (Some(Cue::After), _) => Lead::After,
        (Some(Cue::Before), _) => Lead::Before,
        (Some(Cue::Until), _) => Lead::Until,
        _ if at.normal(0) == "by" => Lead::Until,
        _ => return None,
    };
    let rest = at.skip(1);
    Some((rest.skip(usize::from(rest.has_cue(0, &[Cue::The]))), lead))
}

/// The other date: "2010 *to 2018*", "in 2020 *or 2021*". Near miss: "in 2010 *and 2015*" is no span of time.
fn joined(rest: Cursor<'_>, lead: Lead, first: Period) -> Option<(Cursor<'_>, Period)> {
    if !matches!(lead, Lead::Between | Lead::In) {
        return None;
    }
    let (end, last) = period(rest.skip(1))?;
    let span = rest.peek(0)?.lex == Lex::Dash || rest.has_cue(0, &[Cue::To, Cue::Until]) || rest.normal(0) == "through";
    let both = rest.has_cue(0, &[Cue::And, Cue::Or]);
    let next = first.last.checked_add(1.day()).ok() == Some(last.first);
    (span || both && (lead == Lead::Between || next)).then_some((end, last))
}

/// A day, month or year, and the place after it.
fn period(input: Cursor<'_>) -> Option<(Cursor<'_>, Period)> {
    numbered(input).or_else(|| day_first(input)).or_else(|| month_first(input)).or_else(|| {
        let year = year(input, 0)?;
        Some((input.skip(1), Period { first: date(year, 1, 1), last: date(year, 12, 31) }))
    })
}

/// "1 January 2014", "1st of January, 2000".
fn day_first(input: Cursor<'_>) -> Option<(Cursor<'_>, Period)> {
    let (rest, day) = day(input)?;
    let rest = rest.skip(usize::from(rest.normal(0) == "of"));
    let month = month(rest)?;
    let rest = past_comma(rest.skip(1));
    Some((rest.skip(1), one(year(rest, 0)?, month, day)?))
}

/// "January 1, 2010", "January 2015".
fn month_first(input: Cursor<'_>) -> Option<(Cursor<'_>, Period)> {
    let month = month(input)?;
    let rest = input.skip(1);
    let joined = rest.skip(usize::from(rest.has_sign(0, ',') || rest.normal(0) == "of"));
    if let Some(year) = year(joined, 0) {
        let first = Date::new(year, month, 1).ok()?;
        return Some((joined.skip(1), Period { first, last: first.last_of_month() }));
    }
    let (rest, day) = day(rest)?;
    let rest = past_comma(rest);
    Some((rest.skip(1), one(year(rest, 0)?, month, day)?))
}

/// A day of a month, "1" or "1st", and the place after it.
fn day(input: Cursor<'_>) -> Option<(Cursor<'_>, i8)> {
    let day = digits(input, 0)?;
    let rest = input.skip(1);
    Some((rest.skip(usize::from(matches!(rest.normal(0), "st" | "nd" | "rd" | "th"))), day))
}

fn past_comma(input: Cursor<'_>) -> Cursor<'_> {
    input.skip(usize::from(input.has_sign(0, ',')))
}

/// "2015-03-25", "25/03/2015", "03/25/2015", "03/2015".
fn numbered(input: Cursor<'_>) -> Option<(Cursor<'_>, Period)> {
    let joined = |n: usize| {
        let sign = input.peek(n).is_some_and(|l| !l.spaced && (l.is_sign('/') || l.is_sign('.') || l.lex == Lex::Dash));
        sign && input.peek(n + 1).is_some_and(|l| !l.spaced)
    };
    if !joined(1) {
        return None;
    }
    if joined(3) {
        let (a, b) = (input, input.skip(2));
        if let Some(year) = year(a, 0) {
            return Some((input.skip(5), one(year, digits(b, 0)?, digits(input, 4)?)?));
        }
        let (a, b, year) = (digits(a, 0)?, digits(b, 0)?, year(input, 4)?);
        let (day, month) = match (a > 12, b > 12) {
            (true, _) => (a, b),
            (_, true) => (b, a),
            _ if a == b => (a, b),
            // Day before month or month before day: nothing tells.
            _ => return None,
        };
        return Some((input.skip(5), one(year, month, day)?));
    }
    let first = Date::new(year(input, 2)?, digits(input, 0)?, 1).ok()?;
    Some((input.skip(3), Period { first, last: first.last_of_month() }))
}

fn one(year: i16, month: i8, day: i8) -> Option<Period> {
    let day = Date::new(year, month, day).ok()?;
    Some(Period { first: day, last: day })
}

/// The month named here.
fn month(input: Cursor<'_>) -> Option<i8> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let word = input.normal(0);
    if !input.has_cue(0, &[Cue::MonthName]) && word != "may" {
        return None;
    }
    let at = MONTHS.iter().position(|month| word.starts_with(month))?;
    i8::try_from(at + 1).ok()
}

/// A year in four digits.
fn year(input: Cursor<'_>, ahead: usize) -> Option<i16> {
    let word = input.peek(ahead).filter(|l| matches!(l.lex, Lex::Number(_)))?;
    let written = input.lexed.written(word);
    let year = written.parse().ok().filter(|_| written.len() == 4)?;
    YEARS.contains(&year).then_some(year)
}

/// A day or month in one or two digits.
fn digits(input: Cursor<'_>, ahead: usize) -> Option<i8> {
    let word = input.peek(ahead).filter(|l| matches!(l.lex, Lex::Number(_)))?;
    let written = input.lexed.written(word);
    written.parse().ok().filter(|_| written.len() <= 2)
}

/// Whether it is no date after all: "between 1900 and 2000 *kcal*", "in 2000 *patients*", "*WBC* from 2000", "in *the* 2015
/// cohort".
fn is_measured(input: Cursor<'_>, rest: Cursor<'_>) -> bool {
    let measured = |entry: Kind| input.back(0).is_some_and(|l| l.entry(entry).is_some());
    rest.entry(0, Kind::Unit).is_some()
        || rest.has_cue(0, &[Cue::Patient, Cue::Male, Cue::Female])
        || rest.has_sign(0, '%')
        || rest.has_sign(0, '/')
        || measured(Kind::Analyte)
        || measured(Kind::Score)
        || input.has_cue(1, &[Cue::The])
        || input.peek(0).is_some_and(|l| input.lexed.written(l).ends_with(" the"))
}

/// How many words before a year what was published in it is named.
const FAR: usize = 12;

/// Whether what is dated is a text: "the *criteria* for APS in 2006", "*recommended* by the ACR in 1997".
fn is_published(input: Cursor<'_>) -> bool {
    (0..FAR).map_while(|n| input.back(n)).any(|l| {
        let written = input.lexed.normal(l);
        words::DATED_TEXTS.iter().any(|text| written.contains(text))
    })
}

/// Whether a bracket opened right before.
fn in_brackets(input: Cursor<'_>) -> bool {
    input.start > 0 && input.at == input.start
}
