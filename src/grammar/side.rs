//! One side of a limit: comparator, number and unit, in whichever order they are written.
//!
//! - "≥ 18 years", "18 years or older", "18+", "under the age of 18", "minimum age: 18 years", "14-day".
//!
//! Near misses: a comparator without a number; "or over 70" after a number belongs to the 70.

use rust_decimal::Decimal;

use crate::lex::{Comparator, Cue, Kind, Lex, Lexeme};
use crate::rule::Number;
use crate::words;

use super::age::past_ordinal_of_week;
use super::comparator::{self, Compare};
use super::cursor::{Cursor, Read, dash, fail, skip_cues};
use super::extent::equal_sides;
use super::fraction::{fraction, is_a_part};
use super::gestation::weeks_and_days;
use super::number::{bare_power, number, quoted};
use super::part_of_year::with_part_of_year;
use super::plus::plus;
use super::unit::{ReadUnit, or_more, over, unit};

/// One side of a range, or a plain limit.
#[derive(Clone)]
pub struct Side<'a> {
    pub compare: Option<Compare>,
    pub value: Number,
    pub unit: Option<ReadUnit>,
    pub approximate: bool,
    /// Words that are said of ages stand in it.
    pub is_age: bool,
    /// Weeks and days, in days: "33+6".
    pub is_gestation: bool,
    /// Something that is measured is named shortly before.
    pub measured: bool,
    /// The next place after number, unit and comparator.
    pub rest: Cursor<'a>,
}

/// Words that may stand between a comparator and its number.
pub const FILLERS: &[Cue] = &[Cue::Of, Cue::The, Cue::Approximately, Cue::Age];

/// Reads one side.
pub fn side(input: Cursor<'_>) -> Result<Side<'_>, nom::Err<()>> {
    let mut approximate = input.has_cue(0, &[Cue::Approximately]);
    let measured =
        (0..4).map_while(|n| input.back(n)).any(|l| l.entry(Kind::Analyte).or(l.entry(Kind::Score)).is_some());
    let mut rest = skip_cues(input, &[Cue::Approximately], 1);
    let mut compare = None;
    if let Ok((next, read)) = comparator::before(rest) {
        compare = Some(read);
        approximate |= next.has_cue(0, &[Cue::Approximately]);
        rest = fillers(next);
        // "> x3 upper limit of normal"
        rest = rest.skip(usize::from(rest.is_times(0) && number(rest.skip(1)).is_ok()));
    }
    let is_age = compare.is_some_and(|c| c.is_age) || said_of_age(input, rest);
    if let Some((rest, value, unit)) = weeks_and_days(rest) {
        let (rest, compare) = match comparator::after(rest) {
            Ok((next, read)) if compare.is_none() => (next, Some(read)),
            _ => (rest, compare),
        };
        return Ok(Side { compare, value, unit: Some(unit), approximate, is_age, is_gestation: true, measured, rest });
    }
    let (next, value) = match compare {
        _ if bare_power(rest) => (rest, 1_u32.into()),
        Some(_) if is_a_part(rest) => (rest, 1_u32.into()),
        Some(_) => quoted(rest)?,
        None => number(rest)?,
    };
    let next = past_ordinal_of_week(next);
    if let Some((rest, value, unit)) = fraction(next, value, compare.is_some()) {
        let (rest, compare) = match comparator::after(rest) {
            Ok((next, read)) if compare.is_none() => (next, Some(read)),
            _ => (rest, compare),
        };
        return Ok(Side { compare, value, unit, approximate, is_age, is_gestation: false, measured, rest });
    }
    let read = plus(next, value, compare.is_some()).or_else(|| equal_sides(next, value));
    let (mut rest, unit) = match read.ok_or(()).or_else(|()| unit_after(next)) {
        Ok((rest, unit)) => past_equivalent(rest, rate(of_lens(unit, value, next), rest)),
        Err(_) => (next, None),
    };
    if compare.is_none() && unit.as_ref().is_some_and(|u| u.relative_to.is_some()) && is_above(next, rest) {
        compare = Some(Compare { comparator: Comparator::Gt, is_sign: false, is_age: false });
    }
    if unit.as_ref().is_some_and(|u| u.relative_to.is_some()) && is_or_more(next, rest) {
        let upwards = compare.is_none_or(|c| comparator::side(c.comparator) == Some(true));
        let or_more = Compare { comparator: Comparator::Ge, is_sign: false, is_age: false };
        compare = if upwards { Some(or_more) } else { compare };
    }
    // "≥ 5 out of 10"
    if unit.is_none()
        && (rest.has_cue(0, &[Cue::From]) && rest.normal(0) == "out" || rest.has_cue(0, &[Cue::Of]))
        && let Ok((next, all)) = number(rest.skip(1)).or_else(|_| of_the_list(rest.skip(1)))
        && (rest.normal(0) == "out"
            || all.0 > value.0 && (unit_after(next).is_err() || next.has_cue(0, &[Cue::Daily])) && value.0.is_integer())
    {
        rest = next;
    }
    if unit.is_none()
        && let Some(next) = out_of_all(input, rest, value).or_else(|| out_of_in_brackets(rest, value))
    {
        rest = next;
    }
    let read = Side { compare, value, unit, approximate, is_age, is_gestation: false, measured, rest };
    let read = with_part_of_year(read);
    let read = if read.compare.is_none() { compared_after(read) } else { read };
    Ok(Side { rest: past_said_again(read.rest, read.compare), ..read })
}

/// "> 2 *or more* times the ULN", "2 times *or more* the ULN": whether a multiple says that more of it will do.
fn is_or_more(from: Cursor<'_>, to: Cursor<'_>) -> bool {
    (0..to.at.saturating_sub(from.at)).any(|n| or_more(from.skip(n)).is_some())
}

/// A side with the comparator that stands after it: "18 years *or older*", "7 days*+*", and a unit that stands after the comparator.
fn compared_after(read: Side<'_>) -> Side<'_> {
    let rest = read.rest;
    if rest.normal(0) == "+" && rest.peek(0).is_some_and(|l| !l.spaced) && !is_sum(rest) {
        let compare = Some(Compare { comparator: Comparator::Ge, is_sign: true, is_age: false });
        return with_unit_after(Side { compare, rest: rest.skip(1), ..read });
    }
    let after = skip_cues(rest, &[Cue::Old, Cue::Age], 2);
    let compared = comparator::after(after).ok().or_else(|| compared_in_brackets(after));
    let Some((rest, compare)) = compared.or_else(|| compared_past_name(after)) else { return read };
    let read = Side { compare: Some(compare), is_age: read.is_age || compare.is_age, rest, ..read };
    if let (Some(per), Some(time)) = (often(rest.cue(0)), read.unit.as_ref().filter(|u| is_within(u, rest))) {
        // "4 hours or more *per day*"
        let unit = Some(per_other(time, per));
        return Side { unit, rest: rest.skip(1), ..read };
    }
    let counted = read.unit.as_ref().filter(|u| u.unit.code.as_deref().is_some_and(is_thing));
    if let Some((counted, (rest, per))) = counted.and_then(|u| Some((u, per_time(rest)?))) {
        // "10 cigarettes or more *per day*"
        let unit = Some(per_other(counted, &per));
        return Side { unit, rest, ..read };
    }
    with_unit_after(read)
}

/// "twice daily *(or more)*": a comparator in brackets of its own.
fn compared_in_brackets(input: Cursor<'_>) -> Option<(Cursor<'_>, Compare)> {
    if !input.has_sign(0, '(') {
        return None;
    }
    let (rest, compare) = comparator::after(input.skip(1)).ok()?;
    rest.has_sign(0, ')').then(|| (rest.skip(1), compare))
}

/// "2 *(moderate) or higher*": a comparator behind the word in brackets for what the number means. Near miss: "2 *(mg) or more
/// drugs*", which compares the drugs.
fn compared_past_name(input: Cursor<'_>) -> Option<(Cursor<'_>, Compare)> {
    let word =
        |l: &Lexeme| matches!(l.lex, Lex::Word | Lex::Term(_)) && l.cue().is_none() && l.entry(Kind::Unit).is_none();
    let named = input.has_sign(0, '(') && input.has_sign(2, ')') && input.peek(1).is_some_and(word);
    if named { comparator::after(input.skip(3)).ok() } else { None }
}

/// A side without a unit takes the one that stands next.
fn with_unit_after(read: Side<'_>) -> Side<'_> {
    match unit_after(read.rest) {
        Ok((rest, unit)) if read.unit.is_none() => Side { unit: Some(unit), rest, ..read },
        _ => read,
    }
}

/// A unit, counted over another.
fn per_other(unit: &ReadUnit, per: &str) -> ReadUnit {
    let code = unit.unit.code.as_ref().map(|code| format!("{code}/{per}"));
    ReadUnit { unit: super::Unit { code, ..unit.unit.clone() }, ..unit.clone() }
}

/// The time that a word for how often counts over.
fn often(cue: Option<Cue>) -> Option<&'static str> {
    match cue? {
        Cue::Daily => Some("d"),
        Cue::Weekly => Some("wk"),
        Cue::Monthly => Some("mo"),
        _ => None,
    }
}

/// Passes over the comparator that says a second time what stands before the number: "at least 24 weeks *or more*", "at most 5
/// days *or less*". Near misses: "at least 2 cm *or less*", "at least 2 *or more than 5*", "> 24 weeks *or more*", which are not the
/// same.
fn past_said_again(input: Cursor<'_>, compare: Option<Compare>) -> Cursor<'_> {
    let closed = compare.map(|c| c.comparator).filter(|c| matches!(c, Comparator::Ge | Comparator::Le));
    let worded = skip_cues(input, &[Cue::Old, Cue::Age], 2);
    match (closed, comparator::after(worded)) {
        (Some(first), Ok((rest, again))) if again.comparator == first => rest,
        _ => input,
    }
}

/// "myopia < *-5.00 d*": dioptres, for no time is negative. Near misses: "*-7 d* to -1 d", days of a trial; "-5 days".
fn of_lens(unit: ReadUnit, value: Number, from: Cursor<'_>) -> ReadUnit {
    let letter = unit.unit.code.as_deref() == Some("d") && from.normal(0) == "d";
    if !letter || value.0 >= Decimal::ZERO || value.0.scale() == 0 {
        return unit;
    }
    ReadUnit {
        unit: super::Unit { code: Some("[diop]".to_owned()), ..unit.unit },
        dimension: "optical".to_owned(),
        ..unit
    }
}

/// The most lexemes from the number of a list's members to its colon.
const LIST_NEAR: usize = 4;

/// The most lexemes of brackets that let something else count: "(or its equivalent)".
const BRACKET: usize = 6;

/// The most lexemes between a length of time and the one it is counted in.
const FAR: usize = 7;

/// The unit of a length of time that is counted in another: how much of each.
fn rate(unit: ReadUnit, rest: Cursor<'_>) -> ReadUnit {
    let Some(per) = written_rate(&unit, rest).or_else(|| spoken_rate(&unit, rest)) else { return unit };
    ReadUnit { dimension: "time/time".to_owned(), ..per_other(&unit, per) }
}

/// "150 minutes of moderate exercise *per week*": how much of each week, whatever is named between. Near miss: "for 2 weeks of
/// dialysis, three times *per week*".
fn spoken_rate(unit: &ReadUnit, rest: Cursor<'_>) -> Option<&'static str> {
    let short = matches!(unit.unit.code.as_deref(), Some("min" | "h"));
    if !short || !rest.has_cue(0, &[Cue::Of]) {
        return None;
    }
    let named = |n: &usize| rest.peek(*n).is_some_and(|l| matches!(l.lex, Lex::Word | Lex::Term(_) | Lex::Dash));
    (1..FAR).take_while(named).find_map(|n| match rest.cue(n)? {
        Cue::Per => rest.entry(n + 1, Kind::Unit).map(|e| e.id()).filter(|id| matches!(*id, "d" | "wk" | "mo")),
        cue => often(Some(cue)),
    })
}

/// "> 3 days *pain/week*", "≥ 2 h *exercise/day*": how much of each, with one word between. Near miss: "3 days, pain/week".
fn written_rate(unit: &ReadUnit, rest: Cursor<'_>) -> Option<&'static str> {
    let named = rest.peek(0).is_some_and(|l| l.lex == Lex::Word || l.concept().is_some());
    let per = rest.entry(2, Kind::Unit).filter(|_| named && rest.has_sign(1, '/'))?.id();
    match (unit.unit.code.as_deref()?, per) {
        ("min" | "h", "d") | ("min" | "h" | "d", "wk" | "mo") => Some(per),
        _ => None,
    }
}

/// Whether a unit is a thing that is counted, and nothing is said of how often.
fn is_thing(code: &str) -> bool {
    code.starts_with('{') && code.ends_with('}') && code.matches('{').count() == 1
}

/// "10 cigarettes *(or equivalent)* per day": how often, behind brackets that let something else count as well. Near miss: "10
/// cigarettes *(or more)* per day".
fn past_equivalent(rest: Cursor<'_>, unit: ReadUnit) -> (Cursor<'_>, Option<ReadUnit>) {
    let thing = rest.has_sign(0, '(') && unit.unit.code.as_deref().is_some_and(is_thing);
    let close = (2..BRACKET).find(|n| rest.has_sign(*n, ')')).filter(|_| thing);
    let alike = |close: &usize| (1..*close).any(|n| rest.has_cue(n, &[Cue::Equivalent]));
    match close.filter(alike).and_then(|close| per_time(rest.skip(close + 1))) {
        Some((end, per)) => (end, Some(per_other(&unit, &per))),
        None => (rest, Some(unit)),
    }
}

/// "per day", "weekly": the time that a number of things is counted over.
fn per_time(input: Cursor<'_>) -> Option<(Cursor<'_>, String)> {
    let (rest, part) = over(input).ok()?;
    part.code.filter(|_| part.dimension == "time").map(|code| (rest, code))
}

/// Whether a unit is one of time that is shorter than what stands here: hours before "per day".
fn is_within(unit: &ReadUnit, rest: Cursor<'_>) -> bool {
    let code = unit.unit.code.as_deref();
    matches!(code, Some("min" | "h")) || code == Some("d") && !rest.has_cue(0, &[Cue::Daily])
}

/// "NRS ≥ 4*/10*", "MMSE < 24*/30*": the most points that the score named before has; "≥ 3*/68* TJC", of how many joints.
fn out_of_all<'a>(input: Cursor<'a>, rest: Cursor<'a>, value: Number) -> Option<Cursor<'a>> {
    let (end, all) = number(rest.skip(1)).ok().filter(|_| rest.has_sign(0, '/'))?;
    let joints = words::JOINTS_COUNTED.contains(&all.0.to_string().as_str());
    let counts = |l: &crate::lex::Lexeme| {
        l.entry(Kind::Analyte).is_some_and(|e| matches!(e.id(), "swollen_joint_count" | "tender_joint_count"))
    };
    if joints && (0..4).filter_map(|n| input.back(n)).chain(end.peek(0)).any(counts) {
        return Some(end);
    }
    let (near, score) = (0..4).find_map(|n| Some((n, input.back(n)?.entry(Kind::Score)?)))?;
    // "NDI > *10/50*": directly after a score that is counted, the second number can be nothing else.
    let counted = near < 2 && !score.is_graded() && all.0 > value.0 && all.0.is_integer() && value.0.is_integer();
    (counted || score.extremes()[1] == all.0.to_string()).then_some(end)
}

/// "2 of *the 4* criteria: …": how many a list has that a colon opens. Near miss: "4 of *the 11* ACR criteria", which the name has.
fn of_the_list(input: Cursor<'_>) -> Read<'_, Number> {
    let (rest, all) = number(skip_cues(input, &[Cue::The], 1))?;
    if (0..LIST_NEAR).any(|n| rest.has_sign(n, ':')) { Ok((rest, all)) } else { fail() }
}

/// "≥ 6 *(out of 68)*", "≥ 4 *(of 10)*": how many there are at most.
fn out_of_in_brackets(rest: Cursor<'_>, value: Number) -> Option<Cursor<'_>> {
    let of = rest.has_sign(0, '(') && rest.has_cue(1, &[Cue::From, Cue::Of]);
    let (end, all) = if of { number(rest.skip(2)).ok()? } else { return None };
    (end.has_sign(0, ')') && all.0 >= value.0).then(|| end.skip(1))
}

/// "Gleason *3+4*": the plus adds another number.
fn is_sum(input: Cursor<'_>) -> bool {
    input.peek(1).is_some_and(|l| matches!(l.lex, crate::lex::Lex::Number(_)) && !l.spaced)
}

/// Passes over words between a comparator and its number: "of", "about", "the age of", "age:".
fn fillers(input: Cursor<'_>) -> Cursor<'_> {
    let rest = skip_cues(input, FILLERS, 4);
    // "> *estimated* 20 %"
    let estimated = rest.normal(0) == "estimated" && number(rest.skip(1)).is_ok();
    let rest = rest.skip(usize::from(estimated));
    let colon = rest.has_sign(0, ':') && number(rest.skip(1)).is_ok();
    rest.skip(usize::from(colon))
}

/// Whether the words of a multiple say that it is exceeded: "twice *higher than* normal", "3 times *above* the ULN".
fn is_above(from: Cursor<'_>, to: Cursor<'_>) -> bool {
    let above = |l: &crate::lex::Lexeme| matches!(l.cue(), Some(Cue::GtBefore | Cue::GreaterOf));
    from.lexed.lexemes[from.at..to.at].iter().any(above)
}

/// Whether a word for age stands between two places.
pub fn said_of_age(from: Cursor<'_>, to: Cursor<'_>) -> bool {
    from.lexed.lexemes[from.at..to.at].iter().any(|l| l.cue() == Some(Cue::Age))
}

/// A unit, with a hyphen before it or not: "14-day", "5 mg".
fn unit_after(input: Cursor<'_>) -> Read<'_, ReadUnit> {
    if let Ok((rest, ())) = dash(input)
        && input.peek(0).is_some_and(|l| !l.spaced)
        && input.entry(1, Kind::Unit).is_some()
    {
        return unit(rest);
    }
    // "within the past 12 *- months*"
    if let Ok((rest, ())) = dash(input)
        && input.peek(1).is_some_and(|l| l.end - l.start > 3)
        && input.entry(1, Kind::Unit).is_some_and(|e| e.dimension() == "time")
    {
        return unit(rest);
    }
    // "aged 13-17, years"
    if input.has_sign(0, ',')
        && input.entry(1, Kind::Unit).is_some_and(|e| e.id() == "a")
        && (0..6).map_while(|n| input.back(n)).any(|l| l.cue() == Some(Cue::Age))
    {
        return unit(input.skip(1));
    }
    // "5 *times the half-life*"
    let times = skip_cues(input.skip(1), &[Cue::The], 1);
    if input.has_cue(0, &[Cue::Times]) && times.entry(0, Kind::Unit).is_some_and(|e| e.id() == "{half-life}") {
        return unit(times);
    }
    // "24 consecutive months", "34 completed weeks", "6 continuous hours"
    let whole = matches!(input.normal(0), "completed" | "full" | "complete" | "whole" | "continuous" | "uninterrupted");
    if (input.has_cue(0, &[Cue::Repeated]) || whole)
        && let Ok((rest, read)) = unit(input.skip(1))
        && read.is_time()
    {
        return Ok((rest, read));
    }
    // "5 *manufactured* cigarettes per day"
    if words::KINDS_OF_CIGARETTES.contains(&input.normal(0))
        && input.entry(1, Kind::Unit).is_some_and(|e| e.id() == "{cigarettes}")
    {
        return unit(input.skip(1));
    }
    // "10 *total* pack-years"
    if input.normal(0) == "total" && input.entry(1, Kind::Unit).is_some_and(|e| e.id() == "{pack-years}") {
        return unit(input.skip(1));
    }
    unit(input)
}
