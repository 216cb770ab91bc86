//! Statements about time: windows, durations, intervals, moments.
//!
//! - windows: "within 7 days prior to X", "within the past two years", "≤ 28 days before X", "3 months ago";
//! - durations: "for at least 2 months", "≥ 6 months", "after ≥ 6 months of X" (its value is "≥ 6 months");
//! - frequency: "at intervals ≤ 7 days", "every 3 weeks"; moments: "at screening", "from enrollment";
//! - the longest: "4 weeks or 3 half-lives (whichever is longer)".
//!
//! Near misses: ages ("≥ 18 years old", "aged 18 years") and measured times ("QTc > 480 ms") are quantities; "2 weeks"
//! with nothing before or after it is a bare one.

use crate::lex::{Comparator, Cue, Kind, Lex};
use crate::rule::{Bounds, Direction, TimeKind};

use super::anchor;
use super::comparator;
use super::cursor::{Cursor, Read, dash, fail, skip_cues};
use super::quantity::{self, ReadQuantity};
use super::{AnchorPhrase, QuantityForm, TimePhrase, Unit};

/// What the words before a length say.
#[derive(Default, Clone, Copy)]
struct Lead {
    within: bool,
    duration: bool,
    after: bool,
    interval: bool,
    until: bool,
    direction: Option<Direction>,
    longest: Option<bool>,
    /// "at 5 minutes".
    at: bool,
    /// "for at least the last 6 months".
    compare: Option<Comparator>,
}

/// A length of time with what it is counted from.
struct Length {
    bounds: Bounds,
    unit: Option<Unit>,
    bare: bool,
    value: super::Bytes,
}

/// A statement about time.
pub fn time(input: Cursor<'_>) -> Read<'_, TimePhrase> {
    length_phrase(input).or_else(|_| moment(input))
}

fn lead(input: Cursor<'_>) -> (Cursor<'_>, Lead, Cursor<'_>) {
    let (mut rest, mut lead, mut value) = (input, Lead::default(), input);
    for _ in 0..4 {
        match rest.cue(0) {
            Some(Cue::Within | Cue::During) => lead.within = true,
            Some(Cue::Past) => (lead.within, lead.direction) = (true, Some(Direction::Before)),
            Some(Cue::Future) => (lead.within, lead.direction) = (true, Some(Direction::After)),
            Some(Cue::Prior | Cue::Before) if rest.at > input.at => {
                (lead.within, lead.direction) = (true, Some(Direction::Before))
            }
            Some(Cue::Prior) if rest.at == input.at && starts_length(rest.skip(1)) => {
                (lead.within, lead.direction) = (true, Some(Direction::Before));
            }
            Some(Cue::For) => lead.duration = true,
            Some(Cue::After) => lead.after = true,
            Some(Cue::Interval | Cue::Per) => lead.interval = true,
            Some(Cue::Until) => lead.until = true,
            Some(Cue::WhicheverLonger) => lead.longest = Some(true),
            Some(Cue::WhicheverShorter) => lead.longest = Some(false),
            Some(Cue::The | Cue::Of) if rest.at > input.at => {}
            Some(Cue::GeBefore) if rest.has_cue(1, &[Cue::Past]) => lead.compare = Some(Comparator::Ge),
            Some(Cue::In) if rest.has_cue(1, &[Cue::Past, Cue::Prior]) => {}
            Some(Cue::In) if rest.has_cue(1, &[Cue::The]) => lead.within = true,
            Some(Cue::At) if rest.at == input.at => lead.at = true,
            _ => break,
        }
        rest = rest.skip(1);
        if lead.after && !lead.within || lead.until {
            value = rest;
        }
    }
    (rest, lead, value)
}

/// Whether a number or a unit of time comes next: "prior 6 months", "past-month".
fn starts_length(input: Cursor<'_>) -> bool {
    let rest = dash(input).map_or(input, |(rest, ())| rest);
    super::number::number(rest).is_ok() || rest.entry(0, Kind::Unit).is_some_and(|e| e.cell(4) == "time")
}

fn length_phrase(input: Cursor<'_>) -> Read<'_, TimePhrase> {
    let (rest, lead, value_from) = lead(input);
    let (mut rest, first) = length(rest, &lead)?;
    let mut lengths = vec![first];
    let mut longest = lead.longest;
    if let Some((next, more, which)) = alternatives(rest, &lead) {
        lengths.extend(more);
        longest = which.or(longest);
        rest = next;
    } else {
        rest = repeated(rest, &lead);
    }
    let value_end = rest;
    let (rest, tail) = tail(rest, &lead);
    let half_life = lengths[0].unit.as_ref().is_some_and(|u| u.code.as_deref() == Some("{half-life}"));
    if lengths.len() == 1 && lead_is_empty(&lead) && tail.is_none() && lengths[0].bare && !half_life {
        return fail();
    }
    let mut phrase = TimePhrase {
        kind: if half_life { TimeKind::Window } else { kind(&lead, tail.as_ref()) },
        bounds: Bounds::default(),
        unit: None,
        direction: lead.direction.filter(|_| lead.compare.is_none()),
        anchor: None,
        longest_of: Vec::new(),
        shortest_of: Vec::new(),
        value: value_from.bytes_to(&value_end),
    };
    if let Some(tail) = tail {
        phrase.direction = tail.direction.or(phrase.direction);
        phrase.anchor = tail.anchor;
        if tail.ago {
            phrase.value.end = value_from.bytes_to(&rest).end;
            // "12 months ago or less".
            if let (Some(compare), [length]) = (tail.compare, lengths.as_mut_slice())
                && let Some(n) = length.bounds.eq
            {
                length.bounds = quantity::bound(compare, n);
                length.bare = false;
            }
        }
    }
    fill(&mut phrase, lengths, &lead, longest);
    Ok((rest, phrase))
}

fn lead_is_empty(lead: &Lead) -> bool {
    !(lead.within || lead.duration || lead.after || lead.interval || lead.until || lead.at)
}

fn fill(phrase: &mut TimePhrase, lengths: Vec<Length>, lead: &Lead, longest: Option<bool>) {
    let limit = |length: &Length| match length.bounds.eq {
        Some(n) if length.bare && lead.compare.is_some() => quantity::bound(Comparator::Ge, n),
        Some(n) if lead.within && length.bare => Bounds { le: Some(n), ..Bounds::default() },
        _ => length.bounds.clone(),
    };
    let several = lengths.len() > 1;
    for length in lengths {
        let bounds = limit(&length);
        if !several {
            (phrase.bounds, phrase.unit) = (bounds, length.unit);
            return;
        }
        let part = TimePhrase {
            bounds,
            unit: length.unit,
            anchor: None,
            longest_of: Vec::new(),
            shortest_of: Vec::new(),
            value: length.value,
            kind: phrase.kind,
            direction: phrase.direction,
        };
        if longest == Some(false) { phrase.shortest_of.push(part) } else { phrase.longest_of.push(part) }
    }
}

fn kind(lead: &Lead, tail: Option<&Tail>) -> TimeKind {
    if lead.interval || tail.is_some_and(|t| t.apart) {
        TimeKind::Frequency
    } else if lead.duration && !lead.within || lead.compare.is_some() || lead.after && tail.is_none() {
        TimeKind::Duration
    } else if lead.within || lead.until || lead.at || tail.is_some_and(|t| t.direction.is_some() || t.gap) {
        TimeKind::Window
    } else {
        TimeKind::Duration
    }
}

/// A number and a unit of time; after "the past" and its like a unit alone is one of it.
fn length<'a>(input: Cursor<'a>, lead: &Lead) -> Result<(Cursor<'a>, Length), nom::Err<()>> {
    let begin = skip_cues(input, &[Cue::Approximately], 1);
    if let Ok((rest, read)) = quantity::plain(begin) {
        let is_time = read.unit.as_ref().is_some_and(super::unit::ReadUnit::is_time);
        if !is_time
            || read.quantity.form == QuantityForm::Pair
            || is_age(begin, rest, lead, &read)
            || is_measured(begin, lead, &read)
        {
            return fail();
        }
        return Ok((rest, to_length(read)));
    }
    let dashed = dash(input).map_or(input, |(rest, ())| rest);
    let one = lead.direction.is_some() || lead.interval;
    let (rest, unit) = super::unit::unit(dashed)?;
    if !one || !unit.is_time() {
        return fail();
    }
    let bounds = Bounds { eq: Some(1_u32.into()), ..Bounds::default() };
    let value = dashed.bytes_to(&rest);
    Ok((rest, Length { bounds, unit: Some(unit.unit), bare: true, value }))
}

fn to_length(read: ReadQuantity) -> Length {
    let bare = read.quantity.form == QuantityForm::Bare;
    Length { bounds: read.quantity.bounds, unit: read.quantity.unit, bare, value: read.quantity.value }
}

/// Whether a length is somebody's age: "old" after it, "aged" before it, or the first thing said of patients.
fn is_age(from: Cursor<'_>, to: Cursor<'_>, lead: &Lead, read: &ReadQuantity) -> bool {
    let years = from.lexed.lexemes[from.at..to.at].iter().any(|l| l.entry(Kind::Unit).is_some_and(|u| u.id() == "a"));
    if read.is_age && years
        || to.has_cue(0, &[Cue::Old, Cue::Age, Cue::Gestation])
        || to.back(0).is_some_and(|l| l.cue() == Some(Cue::Old))
        || gestation(to)
    {
        return true;
    }
    if !lead_is_empty(lead) {
        return false;
    }
    let before = |n: usize| from.back(n);
    let near = (0..6).map_while(before).take_while(|l| !l.is_sign(';') && !l.is_sign('.'));
    if near.clone().any(|l| matches!(l.cue(), Some(Cue::Age | Cue::Gestation))) {
        return true;
    }
    let people = |cue: Option<Cue>| {
        matches!(
            cue,
            Some(
                Cue::Adult
                    | Cue::Patient
                    | Cue::Male
                    | Cue::Female
                    | Cue::SexAny
                    | Cue::Be
                    | Cue::Must
                    | Cue::Between
                    | Cue::The
                    | Cue::And
                    | Cue::Who
                    | Cue::Of
                    | Cue::Or
                    | Cue::GtBefore
                    | Cue::LtBefore
            )
        )
    };
    let bounds = &read.quantity.bounds;
    let range = bounds.low().is_some() && bounds.high().is_some() && bounds.eq.is_none();
    let tail = to.has_cue(0, &[Cue::Before, Cue::After, Cue::Ago, Cue::Prior, Cue::From]);
    let of_people = |l: &crate::lex::Lexeme| {
        people(l.cue())
            || l.entry(Kind::Unit).is_some_and(|u| u.id() == "a")
            || matches!(l.lex, Lex::Sign(_) | Lex::Number(_) | Lex::Comparator(_))
    };
    years && !tail && (range || from.at <= 5 && near.take(5).all(of_people))
}

/// Whether "of gestation" or the like stands here.
fn gestation(input: Cursor<'_>) -> bool {
    let rest = skip_cues(input, &[Cue::Of], 1);
    rest.has_cue(0, &[Cue::Gestation]) || rest.entry(0, Kind::Analyte).is_some_and(|e| e.cell(5) == "wk")
}

/// Whether a time is what was measured: QTc in ms, life expectancy in months.
fn is_measured(from: Cursor<'_>, lead: &Lead, read: &ReadQuantity) -> bool {
    let code = read.unit.as_ref().and_then(|u| u.unit.code.as_deref());
    let near = |n: usize| (0..n).map_while(|i| from.back(i)).take_while(|l| !l.is_sign(';') && !l.is_sign('.'));
    code == Some("ms")
        || near(6).any(|l| {
            l.entry(Kind::Analyte).is_some_and(|a| {
                let unit = a.cell(5);
                matches!(unit, "ms" | "s" | "min" | "h" | "d" | "wk" | "mo" | "a")
            })
        })
        || lead_is_empty(lead) && near(4).any(|l| l.cue() == Some(Cue::SpanWord))
        || code == Some("s") && near(3).any(|l| l.entry(Kind::Analyte).is_some())
}

/// "or 3 half-lives, whichever is longer".
fn alternatives<'a>(input: Cursor<'a>, lead: &Lead) -> Option<(Cursor<'a>, Vec<Length>, Option<bool>)> {
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
        more.push(length);
        rest = if bracket && next.has_sign(0, ')') { next.skip(1) } else { next };
    }
    if more.is_empty() {
        return None;
    }
    let open = usize::from(rest.has_sign(0, '(') || rest.has_sign(0, ',') || rest.has_sign(0, '['));
    let which = match rest.cue(open) {
        Some(Cue::WhicheverLonger) => Some(true),
        Some(Cue::WhicheverShorter) => Some(false),
        _ => None,
    };
    if which.is_some() {
        rest = rest.skip(open + 1);
        if open == 1 && (rest.has_sign(0, ')') || rest.has_sign(0, ',') || rest.has_sign(0, ']')) {
            rest = rest.skip(1);
        }
    }
    (which.is_some() || lead.longest.is_some()).then_some((rest, more, which))
}

/// Passes over the same length in another unit: "4 weeks (28 days)".
fn repeated<'a>(input: Cursor<'a>, lead: &Lead) -> Cursor<'a> {
    if input.has_sign(0, '(')
        && let Ok((rest, _)) = length(input.skip(1), lead)
        && rest.has_sign(0, ')')
    {
        return rest.skip(1);
    }
    input
}

/// What follows a length.
struct Tail {
    direction: Option<Direction>,
    anchor: Option<AnchorPhrase>,
    ago: bool,
    apart: bool,
    /// "a 14-day interval": so long must lie between.
    gap: bool,
    compare: Option<Comparator>,
}

fn tail<'a>(input: Cursor<'a>, lead: &Lead) -> (Cursor<'a>, Option<Tail>) {
    let plain = |direction| Tail { direction, anchor: None, ago: false, apart: false, gap: false, compare: None };
    let input = skip_cues(input, &[Cue::Period], 1);
    let comma = usize::from(input.has_sign(0, ',') && input.has_cue(1, &[Cue::Before]));
    let rest = input.skip(comma + 1);
    let with_anchor = |direction: Option<Direction>| match anchor::anchor(rest) {
        Ok((end, anchor)) => (end, Some(Tail { anchor: Some(anchor), ..plain(direction) })),
        Err(_) => (rest, Some(plain(direction))),
    };
    match input.cue(comma) {
        Some(Cue::Ago) => {
            let (rest, compare) = comparator::after(rest).map_or((rest, None), |(r, c)| (r, Some(c.comparator)));
            (rest, Some(Tail { ago: true, compare, ..plain(Some(Direction::Before)) }))
        }
        Some(Cue::Before) => with_anchor(Some(Direction::Before)),
        Some(Cue::Prior) if !rest.peek(0).is_some_and(|l| matches!(l.lex, Lex::Word)) => {
            (rest, Some(plain(Some(Direction::Before))))
        }
        Some(Cue::After) => with_anchor(Some(Direction::After)),
        Some(Cue::Around) => with_anchor(Some(Direction::Around)),
        Some(Cue::Prior) => match anchor::known(rest) {
            Ok((end, anchor)) => (end, Some(Tail { anchor: Some(anchor), ..plain(Some(Direction::Before)) })),
            Err(_) => (input, None),
        },
        Some(Cue::BaselineOf) if lead.within => {
            let at = input.skip(comma);
            (rest, Some(Tail { anchor: Some(anchor::phrase(Some("baseline"), at, rest)), ..plain(None) }))
        }
        Some(Cue::From) if lead.within || lead.until => with_anchor(Some(Direction::After)),
        Some(Cue::Of) if lead.within => with_anchor(None),
        Some(Cue::At | Cue::To | Cue::From) if lead.within || input.has_cue(0, &[Cue::From]) => {
            match anchor::known(rest) {
                Ok((end, anchor)) => (end, Some(Tail { anchor: Some(anchor), ..plain(None) })),
                Err(_) => (input, None),
            }
        }
        Some(Cue::Apart) => (rest, Some(Tail { apart: true, ..plain(None) })),
        Some(Cue::Interval) => (rest, Some(Tail { gap: true, ..plain(None) })),
        _ => (input, None),
    }
}

/// "at screening", "during the study", "from enrollment", "before surgery".
fn moment(input: Cursor<'_>) -> Read<'_, TimePhrase> {
    let direction = match input.cue(0) {
        Some(Cue::At | Cue::During) => None,
        Some(Cue::Before) => Some(Direction::Before),
        Some(Cue::After | Cue::From) => Some(Direction::After),
        Some(Cue::Until) => Some(Direction::Before),
        _ => return fail(),
    };
    let (rest, anchor) = anchor::known(input.skip(1))?;
    let phrase = TimePhrase {
        kind: TimeKind::At,
        bounds: Bounds::default(),
        unit: None,
        direction,
        anchor: Some(anchor),
        longest_of: Vec::new(),
        shortest_of: Vec::new(),
        value: input.bytes_to(&rest),
    };
    Ok((rest, phrase))
}
