//! Lengths of time: a number and a unit of time, alone, twice, or as a choice.
//!
//! - "7 days", "≥ 6 months", "4 weeks (28 days)"; after "the past" a unit alone is one of it;
//! - "4 weeks or 3 half-lives (whichever is longer)".
//!
//! Near misses: an age, and what is measured in units of time ("QTc > 480 ms", "cycle length of 26-39 days").

use crate::lex::{Comparator, Cue, Kind, Lex, Lexeme};
use crate::rule::Bounds;
use crate::words;

use super::age::is_age;
use super::comparator;
use super::cursor::{Cursor, dash, fail, skip_cues};
use super::lead::Lead;
use super::quantity::{self, ReadQuantity};
use super::{AnchorPhrase, QuantityForm, Unit, anchor};

/// The most words that say whose half-lives they are.
const LONGEST_DRUG: usize = 6;

/// The most lexemes from a length to the place that it is away: "of the study treatment *center*".
const FARTHEST_PLACE: usize = 5;

/// The most lexemes of a comparator before a length: "must be at least".
const LONGEST_COMPARATOR: usize = 4;

/// A length of time with what it is counted from.
#[derive(Clone)]
pub struct Length {
    pub bounds: Bounds,
    pub unit: Option<Unit>,
    pub bare: bool,
    pub value: super::Bytes,
}

/// A number and a unit of time; after "the past" and its like a unit alone is one of it.
pub fn length<'a>(input: Cursor<'a>, lead: &Lead) -> Result<(Cursor<'a>, Length), nom::Err<()>> {
    let begin = skip_cues(input, &[Cue::Approximately], 1);
    if let Ok((rest, read)) = quantity::plain(begin) {
        let is_time = read.unit.as_ref().is_some_and(super::unit::ReadUnit::is_time);
        if !is_time
            || read.quantity.form == QuantityForm::Pair
            || is_age(begin, rest, lead, &read)
            || is_measured(begin, lead, &read)
            || names_measured(rest)
            || (lead.is_empty() || lead.at) && is_dated(begin, rest)
        {
            return fail();
        }
        return Ok((rest, to_length(read)));
    }
    if let Some((rest, one)) = one_of(input).filter(|_| lead.within || lead.duration && !lead.interval) {
        // "for a year *or more*"
        let more = comparator::after(rest).ok().zip(one.bounds.eq).filter(|_| !lead.within);
        return Ok(more.map_or((rest, one.clone()), |((rest, compare), number)| {
            (rest, Length { bounds: quantity::bound(compare.comparator, number), bare: false, ..one })
        }));
    }
    if let Some(found) = more_than_one_of(input, lead) {
        return Ok(found);
    }
    let dashed = dash(input).map_or(input, |(rest, ())| rest);
    let (rest, unit) = super::unit::unit(dashed)?;
    // "in the month before", "during the year prior to", "in the first year of".
    let before = lead.within && rest.has_cue(0, &[Cue::Before, Cue::Prior, Cue::Around]);
    let of = rest.has_cue(0, &[Cue::Of, Cue::After]) || rest.normal(0).starts_with("post");
    let one = lead.direction.is_some() || lead.interval || lead.first && of || before;
    if !one || !unit.is_time() {
        return fail();
    }
    let bounds = Bounds { eq: Some(1_u32.into()), ..Bounds::default() };
    let value = dashed.bytes_to(&rest);
    Ok((rest, Length { bounds, unit: Some(unit.unit), bare: true, value }))
}

/// "a year", "a month": one of it.
fn one_of(input: Cursor<'_>) -> Option<(Cursor<'_>, Length)> {
    let code = match input.cue(0)? {
        Cue::Daily => "d",
        Cue::Weekly => "wk",
        Cue::Monthly => "mo",
        Cue::Yearly => "a",
        _ => return None,
    };
    let rest = input.skip(1);
    let value = input.bytes_to(&rest);
    let (article, unit) = input.lexed.text[value.clone()].split_once(char::is_whitespace)?;
    if !article.eq_ignore_ascii_case("a") {
        return None;
    }
    let unit = Unit { span: value.end - unit.len()..value.end, code: Some(code.to_owned()) };
    let bounds = Bounds { eq: Some(1_u32.into()), ..Bounds::default() };
    Some((rest, Length { bounds, unit: Some(unit), bare: true, value }))
}

/// "for *over a month*", "*at least a year* ago": a limit of one of it. Near miss: "*at least once a month*"; "more than a year of
/// training".
fn more_than_one_of<'a>(input: Cursor<'a>, lead: &Lead) -> Option<(Cursor<'a>, Length)> {
    let (from, compare) = comparator::before(input).ok()?;
    let (rest, one) = one_of(from)?;
    let dated = lead.is_empty() && rest.has_cue(0, &[Cue::Ago, Cue::Before, Cue::After]);
    let bounds = quantity::bound(compare.comparator, one.bounds.eq?);
    let value = input.bytes_to(&rest);
    (dated || lead.duration).then_some((rest, Length { bounds, bare: false, value, ..one }))
}

/// "4 hours or more *per day*": how much of each day.
pub fn is_rate(length: &Length, rest: Cursor<'_>) -> bool {
    let code = length.unit.as_ref().and_then(|u| u.code.as_deref());
    match rest.cue(0) {
        Some(Cue::Daily) => matches!(code, Some("min" | "h")),
        Some(Cue::Weekly | Cue::Monthly) => matches!(code, Some("min" | "h" | "d")),
        _ => false,
    }
}

/// "on *at least 6 days*": on how many, and not for how long.
pub fn is_count_of_days(length: &Length, input: Cursor<'_>) -> bool {
    let days = length.unit.as_ref().is_some_and(|u| u.code.as_deref() == Some("d"));
    days && !length.bare && input.back(0).is_some_and(|l| input.lexed.written(l).eq_ignore_ascii_case("on"))
}

/// Whether weeks and days are written as pregnancies are dated: "between 18 0/7 and 23 6/7 weeks".
fn is_dated(from: Cursor<'_>, to: Cursor<'_>) -> bool {
    super::gestation::is_dated(&from.lexed.text[from.bytes_to(&to)])
}

fn to_length(read: ReadQuantity) -> Length {
    let bare = read.quantity.form == QuantityForm::Bare;
    Length { bounds: read.quantity.bounds, unit: read.quantity.unit, bare, value: read.quantity.value }
}

/// Whether a time is what was measured: QTc in ms, life expectancy in months.
fn is_measured(from: Cursor<'_>, lead: &Lead, read: &ReadQuantity) -> bool {
    let code = read.unit.as_ref().and_then(|u| u.unit.code.as_deref());
    let near = |n: usize| (0..n).map_while(|i| from.back(i)).take_while(|l| !l.is_sign(';') && !l.is_sign('.'));
    code == Some("ms")
        || near(if lead.is_empty() { 7 } else { 6 }).any(|l| {
            l.entry(Kind::Analyte).is_some_and(|a| a.usual_unit().is_some_and(|usual| is_limited_in(usual, code)))
        })
        || lead.is_empty() && near(4).any(|l| l.cue() == Some(Cue::SpanWord))
        || code == Some("s") && near(3).any(|l| l.entry(Kind::Analyte).is_some())
        || lead.is_empty() && read.quantity.form == QuantityForm::Limit && is_timed(from, code)
}

/// "lives within 2 hours *of the study site*", "more than 1 h *from the hospital*": how far it is, and not when. Near misses:
/// "within 2 hours of hospital admission", "within 24 h of the clinic visit".
pub fn is_distance(unit: Option<&Unit>, rest: Cursor<'_>) -> bool {
    let code = unit.and_then(|u| u.code.as_deref());
    if !matches!(code, Some("min" | "h")) || !rest.has_cue(0, &[Cue::Of, Cue::From, Cue::To]) {
        return false;
    }
    let describes = |l: &Lexeme| {
        l.lex == Lex::Word || l.entry(Kind::Qualifier).is_some() || matches!(l.cue(), Some(Cue::The | Cue::StudyWord))
    };
    for n in 1..FARTHEST_PLACE {
        let Some(named) = rest.peek(n) else { return false };
        if words::PLACES_OF_CARE.iter().any(|place| rest.lexed.written(named).eq_ignore_ascii_case(place)) {
            let next = rest.peek(n + 1);
            let ends =
                |l: &Lexeme| matches!(l.lex, Lex::Sign(_)) || matches!(l.cue(), Some(Cue::And | Cue::Or | Cue::For));
            return next.is_none_or(ends);
        }
        if !describes(named) {
            return false;
        }
    }
    false
}

/// "stair climb *test* > 15 s", "clotting *time* > 15 min": what no table has, and how long it took. Near misses: "PCR test <
/// 72 hours before", "at any time > 1 hour after".
fn is_timed(from: Cursor<'_>, code: Option<&str>) -> bool {
    let idle = |l: &&Lexeme| matches!(l.cue(), Some(Cue::Be | Cue::Of));
    let mut before = (0..4).map_while(|n| from.back(n)).skip_while(idle).map(|l| from.lexed.normal(l));
    match before.next() {
        Some("test" | "stance" | "walk") => code == Some("s"),
        Some("time" | "latency") => {
            matches!(code, Some("s" | "min" | "h"))
                && before.next().is_some_and(|word| !words::NO_NAMES_OF_TIMES.contains(&word))
        }
        _ => false,
    }
}

/// "less than 30 min *of morning stiffness*": what is measured in time follows.
fn names_measured(rest: Cursor<'_>) -> bool {
    rest.has_cue(0, &[Cue::Of])
        && rest.entry(1, Kind::Analyte).is_some_and(|a| matches!(a.usual_unit(), Some("s" | "min" | "h")))
}

/// Whether something stands directly before that is itself a length of time: "life expectancy".
pub fn is_counted_in_time(from: Cursor<'_>) -> bool {
    let named = from.back(0).filter(|l| !matches!(l.cue(), Some(Cue::Be | Cue::Of))).or(from.back(1));
    named.and_then(|l| l.entry(Kind::Analyte)).is_some_and(|a| a.usual_unit().is_some_and(is_time_unit))
}

fn is_time_unit(unit: &str) -> bool {
    matches!(unit, "ms" | "s" | "min" | "h" | "d" | "wk" | "mo" | "a")
}

/// Whether what is measured in one unit of time can have a limit in another. In "drugs that prolong the QT within 14
/// days" nothing that lasts for seconds is limited in days.
fn is_limited_in(unit: &str, code: Option<&str>) -> bool {
    let days = code.is_some_and(|code| matches!(code, "d" | "wk" | "mo" | "a"));
    is_time_unit(unit) && !(days && matches!(unit, "ms" | "s" | "min"))
}

/// "or 3 half-lives, whichever is longer".
pub fn alternatives<'a>(input: Cursor<'a>, lead: &Lead) -> Option<(Cursor<'a>, Vec<Length>, Option<bool>)> {
    let (rest, more) = others(input, lead)?;
    if let Some((rest, which)) = whichever(rest) {
        return Some((rest, more, Some(which)));
    }
    lead.longest.is_some().then_some((rest, more, None))
}

/// Further lengths beside the first: "or 3 half-lives", "(or 5 half-lives of the drug", "or within 4 weeks".
pub fn others<'a>(input: Cursor<'a>, lead: &Lead) -> Option<(Cursor<'a>, Vec<Length>)> {
    let mut rest = input;
    let mut more = Vec::new();
    for _ in 0..3 {
        let bracket = rest.has_sign(0, '(');
        let open = usize::from(bracket || rest.has_sign(0, ','));
        let joined = skip_cues(rest.skip(open), &[Cue::Or, Cue::And, Cue::Within, Cue::The, Cue::For], 3);
        if joined.at == rest.at {
            break;
        }
        let Ok((next, length)) = length(joined, lead) else { break };
        let next = if is_half_life(&length) { past_if_known(of_drug(next)) } else { next };
        more.push(length);
        rest = if bracket && next.has_sign(0, ')') { next.skip(1) } else { next };
    }
    (!more.is_empty()).then_some((rest, more))
}

/// "at least 60 days or *5 half-lives*": the comparator of the length before it is that of a number that has none. Near misses: "within
/// 30 days or *5 half-lives*"; "≥ 4 weeks or *≥ 5 half-lives*".
pub fn compared_before(input: Cursor<'_>) -> Option<Comparator> {
    let time = |l: &Lexeme| l.entry(Kind::Unit).is_some_and(|e| e.dimension() == "time");
    if !input.back(0).is_some_and(|l| l.cue() == Some(Cue::Or)) || !input.back(1).is_some_and(time) {
        return None;
    }
    let from = |at: usize| Cursor { at, ..input };
    let number = input.at.checked_sub(3)?;
    let starts = (input.start..number).rev().take(LONGEST_COMPARATOR);
    starts
        .map(from)
        .find_map(|at| comparator::before(at).ok().filter(|(end, _)| end.at == number).map(|(_, c)| c.comparator))
}

/// Gives the lengths that have no comparator that of the first.
pub fn compared_alike(lengths: &mut [Length]) {
    let Some((first, more)) = lengths.split_first_mut() else { return };
    let Bounds { ge, gt, le, lt, eq } = &first.bounds;
    let one = [(ge, Comparator::Ge), (gt, Comparator::Gt), (le, Comparator::Le), (lt, Comparator::Lt)];
    let mut given = one.into_iter().filter(|(n, _)| n.is_some()).map(|(_, c)| c);
    let (Some(comparator), None, None) = (given.next(), given.next(), eq) else { return };
    for length in more.iter_mut().filter(|l| l.bare) {
        if let Some(number) = length.bounds.eq {
            (length.bounds, length.bare) = (quantity::bound(comparator, number), false);
        }
    }
}

/// Whether a length is counted in half-lives.
fn is_half_life(length: &Length) -> bool {
    length.unit.as_ref().is_some_and(|u| u.code.as_deref() == Some("{half-life}"))
}

/// Passes over "if known" after half-lives: "30 days or 5 half-lives*, if known*, whichever is longer", "5 half-lives *(if
/// known)*". Of a drug whose half-life is known nothing else is said.
fn past_if_known(input: Cursor<'_>) -> Cursor<'_> {
    let open = usize::from(input.has_sign(0, ',') || input.has_sign(0, '('));
    let known = |n: usize| matches!(input.normal(n), "known" | "available" | "applicable");
    if !input.has_cue(open, &[Cue::If]) || !known(open + 1) {
        return input;
    }
    let bracket = input.has_sign(0, '(');
    match input.has_sign(open + 2, ')') {
        true if bracket => input.skip(open + 3),
        false if !bracket => input.skip(open + 2),
        _ => input,
    }
}

/// Passes over whose half-lives they are, where the choice between the lengths follows: "5 half-lives *of the
/// investigational drug*, whichever is longer".
fn of_drug(input: Cursor<'_>) -> Cursor<'_> {
    if !input.has_cue(0, &[Cue::Of, Cue::For]) || moment_of_trial(input.skip(1)).is_some() {
        return input;
    }
    let names = |n: &usize| input.peek(*n).is_some_and(|l| matches!(l.lex, Lex::Word | Lex::Term(_) | Lex::Dash));
    let chooses = |n: usize| input.has_cue(n, &[Cue::WhicheverLonger, Cue::WhicheverShorter]);
    let end = (1..=LONGEST_DRUG).take_while(names).find(|n| chooses(*n)).or_else(|| {
        let end = (1..=LONGEST_DRUG).find(|n| !names(n))?;
        (end > 1 && (input.has_sign(end, ')') || whichever(input.skip(end)).is_some())).then_some(end)
    });
    end.map_or(input, |end| input.skip(end))
}

/// "5 half-lives *of screening*": a moment that lengths are counted from, and no drug that has such half-lives. Near miss: "5
/// half-lives *of the treatment*", which begins with the first dose, but is what is given.
pub fn moment_of_trial(input: Cursor<'_>) -> Option<(Cursor<'_>, AnchorPhrase)> {
    let moment = |a: &AnchorPhrase| {
        let first = input.lexed.text[a.span.clone()].get(..5).is_some_and(|word| word.eq_ignore_ascii_case("first"));
        a.id.is_some_and(|id| words::STARTS_OF_TRIAL.contains(&id) && (first || id != "first_dose"))
    };
    anchor::known(input).ok().filter(|(_, anchor)| moment(anchor))
}

/// ", whichever is longer": whether the longest of the lengths before it holds, or the shortest.
pub fn whichever(input: Cursor<'_>) -> Option<(Cursor<'_>, bool)> {
    let open = usize::from(input.has_sign(0, '(') || input.has_sign(0, ',') || input.has_sign(0, '['));
    let longest = match input.cue(open)? {
        Cue::WhicheverLonger => true,
        Cue::WhicheverShorter => false,
        _ => return None,
    };
    let rest = input.skip(open + 1);
    let closes = open == 1 && (rest.has_sign(0, ')') || rest.has_sign(0, ',') || rest.has_sign(0, ']'));
    Some((rest.skip(usize::from(closes)), longest))
}

/// Passes over the same length in another unit: "4 weeks (28 days)". Near miss: "< 2 weeks *(> 24 hours)*" is another limit.
pub fn repeated<'a>(input: Cursor<'a>, lead: &Lead, of: &Bounds) -> Cursor<'a> {
    if input.has_sign(0, '(')
        && let Ok((rest, again)) = length(input.skip(1), lead)
        && rest.has_sign(0, ')')
        && !are_opposite(of, &again)
    {
        return rest.skip(1);
    }
    input
}

/// Whether one limit is from below and the other from above.
fn are_opposite(one: &Bounds, other: &Length) -> bool {
    let sides = |bounds: &Bounds| (bounds.low().is_some(), bounds.high().is_some());
    let two = (sides(one), sides(&other.bounds));
    !other.bare && matches!(two, ((true, false), (false, true)) | ((false, true), (true, false)))
}
