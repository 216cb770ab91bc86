//! Statements about time: windows, durations, intervals, moments.
//!
//! - windows: "within 7 days prior to X", "within the past two years", "≤ 28 days before X", "3 months ago";
//! - durations: "for at least 2 months", "≥ 6 months", "6 months in duration", "after ≥ 6 months of X" (its value is "≥ 6 months");
//! - frequency: "at intervals ≤ 7 days", "every 3 weeks"; moments: "at screening", "from enrollment";
//! - the longest: "4 weeks or 3 half-lives (whichever is longer)".
//!
//! Near misses: ages ("≥ 18 years old", "aged 18 years") and measured times ("QTc > 480 ms") are quantities; "2 weeks"
//! with nothing before or after it is a bare one.

use crate::lex::{Comparator, Cue, Kind, Lex, Lexeme};
use crate::rule::{Bounds, Direction, TimeKind};
use crate::words;

use super::age::{is_age_since_birth, is_hyphened_before_noun};
use super::ago::{ago_until, later_limit};
use super::anchor;
use super::calendar::calendar;
use super::comparator;
use super::cursor::{Cursor, Read, fail, skip_cues};
use super::in_time::{is_consecutive, is_counted_in, is_event_in, is_none_in};
use super::lead::{Lead, lead};
use super::length::{
    Length, alternatives, compared_alike, compared_before, is_count_of_days, is_distance, is_rate, length,
    moment_of_trial, others, repeated, whichever,
};
use super::life::{before_hours_of_birth, by_age, of_life};
use super::looking_back::{
    at_least_over, before_or_after_same, is_dated_back_from, is_looking_back, is_over_before, is_planned,
};
use super::moment::{at, moment};
use super::periods::of_named_period;
use super::study_days::from_day_to_begin;
use super::tied_to::{event_after_prior, is_either_side, is_momentary, moment_after_prior, moment_before_or};
use super::{AnchorPhrase, TimePhrase, quantity};

/// The most words from "from" to the name of what so long ago was: "from *the last dose of* chemotherapy".
const FARTHEST_EVENT: usize = 6;

/// A statement about time.
pub fn time(input: Cursor<'_>) -> Read<'_, TimePhrase> {
    calendar(input)
        .or_else(|_| from_day_to_begin(input))
        .or_else(|_| by_age(input))
        .or_else(|_| of_life(input))
        .or_else(|_| before_hours_of_birth(input))
        .or_else(|_| later_limit(input))
        .or_else(|_| length_phrase(input))
        .or_else(|_| moment(input))
}

fn length_phrase(input: Cursor<'_>) -> Read<'_, TimePhrase> {
    let (rest, mut lead, value_from) = lead(input);
    if lead.loose && is_planned(input) {
        (lead.loose, lead.direction) = (false, Some(Direction::After));
    }
    let (mut rest, first) = length(rest, &lead)?;
    if lead.loose && is_consecutive(input, rest) {
        (lead.within, lead.loose, lead.duration) = (false, false, true);
    }
    if let Some(whole) = of_period(input, rest, &first).or_else(|| of_named_period(input, rest, &first)) {
        return Ok(whole);
    }
    let mut lengths = vec![first];
    let mut longest = lead.longest;
    if let Some((next, more, which)) = alternatives(rest, &lead) {
        lengths.extend(more);
        longest = which.or(longest);
        rest = next;
    } else if let Some((next, more)) = chosen_after_anchor(rest, &lead) {
        lengths.extend(more);
        rest = next;
    } else {
        rest = repeated(rest, &lead, &lengths[0].bounds);
    }
    if lead.is_empty() && lengths.len() == 1 && (is_rate(&lengths[0], rest) || is_count_of_days(&lengths[0], input)) {
        return fail();
    }
    if lengths.len() == 1 && is_distance(lengths[0].unit.as_ref(), rest) {
        return fail();
    }
    let value_end = rest;
    if is_age_since_birth(input, &lead, rest) {
        return fail();
    }
    let most_from_event = is_at_most(&lengths) && is_from_event(rest);
    let elapsed = lead.is_empty() && !lengths[0].bare && (lengths[0].bounds.low().is_some() || most_from_event);
    let (mut rest, mut tail) = tail(rest, &lead, elapsed);
    if let Some(tail) = tail.as_mut().filter(|t| t.anchor.is_some() && lead.within && beside_before(input)) {
        tail.direction = tail.direction.or(Some(Direction::After));
    }
    if let (Some(tail), [first]) = (&mut tail, lengths.as_slice())
        && (lead.is_empty() && is_looking_back(tail, &first.bounds, value_end)
            || lead.is_empty() && is_over_before(input, tail, value_end)
            || lead.direction.is_none() && is_dated_back_from(input, &lead, tail, value_end))
    {
        tail.direction = Some(Direction::Before);
    }
    if tail.as_ref().is_some_and(|t| t.direction == Some(Direction::Before) && !t.ago) && lead.is_empty() {
        at_least_over(input, &mut lengths);
    }
    if let Some(tail) =
        tail.as_mut().filter(|t| t.direction.is_none() && lead.within && is_either_side(input, value_end))
    {
        tail.direction = Some(Direction::Around);
    }
    if tail.is_none() && lead.within && !lead.loose && lead.direction.is_none() {
        let anchor = moment_before_or(input);
        tail = anchor.map(|anchor| Tail { anchor: Some(anchor), direction: Some(Direction::After), ..Tail::default() });
    }
    if lengths.len() > 1
        && longest.is_none()
        && let Some((next, which)) = whichever(rest)
    {
        // "4 weeks or 5 half-lives of screening, whichever is longer".
        (rest, longest) = (next, Some(which));
    }
    let open = lead.loose && tail.as_ref().is_none_or(|t| t.direction.is_none());
    if open && !is_none_in(input, &lengths) && !is_event_in(input, &lengths) && !is_counted_in(input, &lengths) {
        return fail();
    }
    let half_life = lengths[0].unit.as_ref().is_some_and(|u| u.code.as_deref() == Some("{half-life}"));
    if let (true, [Length { bounds, bare: bare @ true, .. }]) = (lead.is_empty(), lengths.as_mut_slice())
        && let Some((comparator, number)) = compared_before(input).zip(bounds.eq)
    {
        (*bounds, *bare) = (quantity::bound(comparator, number), false);
    }
    compared_alike(&mut lengths);
    let of_moment = lead.is_empty() && tail.is_none() && rest.has_cue(0, &[Cue::Of]);
    if of_moment
        && (half_life && follows_or(input) || is_at_most(&lengths))
        && let Some((end, anchor)) = moment_of_trial(rest.skip(1))
    {
        // "within 60 days or *5 half-lives of screening*", "*< 30 days of screening*"
        (rest, tail) = (end, Some(Tail { anchor: Some(anchor), near: !half_life, ..Tail::default() }));
    }
    let alone = lengths.len() == 1 && lead.is_empty() && tail.is_none();
    if alone && lengths[0].bare && !half_life && !is_hyphened_before_noun(input, value_end) {
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
        calendar: None,
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
    if lead.is_empty()
        && phrase.kind == TimeKind::Duration
        && let ([first], None) = (lengths.as_slice(), &phrase.anchor)
        && let Some(other) = before_or_after_same(rest, &first.bounds)
    {
        (phrase.kind, phrase.direction, phrase.anchor) = (TimeKind::Window, other.direction, other.anchor);
    }
    let beyond = lengths.len() == 1 && lengths[0].bounds.low().is_some() != lengths[0].bounds.high().is_some();
    if beyond
        && lead.is_empty()
        && phrase.direction.is_none()
        && phrase.kind == TimeKind::Duration
        && let Some(later) = ago_until(rest, input)
    {
        (phrase.kind, phrase.direction, phrase.anchor) = (TimeKind::Window, later.direction, later.anchor);
    }
    fill(&mut phrase, lengths, &lead, longest);
    if lead.after && phrase.kind == TimeKind::Window && phrase.direction == Some(Direction::After) {
        // "after 4.5 h of symptom onset": later than that.
        phrase.bounds.gt = phrase.bounds.gt.or(phrase.bounds.eq.take());
    }
    Ok((rest, phrase))
}

/// "prior to *or within 1 month of* transplantation": what is before is said already. Near miss: "within 1 month of".
fn beside_before(input: Cursor<'_>) -> bool {
    let comma = usize::from(input.back(1).is_some_and(|l| l.is_sign(',')));
    follows_or(input) && input.back(1 + comma).is_some_and(|l| l.cue() == Some(Cue::Before))
}

/// "*prior to* or within 1 month of transplantation", "*at* or within 4 weeks before transplantation": before what the window
/// after it is counted from, or at it.
pub(super) fn before_or_within(input: Cursor<'_>) -> Option<(Cursor<'_>, TimePhrase)> {
    let rest = input.skip(1);
    let comma = usize::from(rest.has_sign(0, ','));
    let within = rest.skip(comma + 1);
    if !input.has_cue(0, &[Cue::Before])
        || !rest.has_cue(comma, &[Cue::Or, Cue::AndOr])
        || !within.has_cue(0, &[Cue::Within])
    {
        return None;
    }
    let (_, phrase) = length_phrase(within).ok()?;
    let before = input.has_cue(0, &[Cue::Before]).then_some(Direction::Before);
    let anchor = phrase.anchor.filter(|_| before.is_none() || phrase.direction == Some(Direction::After))?;
    Some((rest, at(anchor, before, input.bytes_to(&rest))))
}

fn follows_or(input: Cursor<'_>) -> bool {
    input.back(0).is_some_and(|l| l.cue() == Some(Cue::Or))
}

/// "use *during the 8-week trial*", "seizures *in the 4-week prospective baseline*": the whole of a period, which is said to be so long.
/// Near misses: "during the 8 weeks before the trial"; "within *4 weeks of baseline*"; "in the 4 weeks *prior baseline*".
fn of_period<'a>(input: Cursor<'a>, rest: Cursor<'a>, length: &Length) -> Option<(Cursor<'a>, TimePhrase)> {
    if rest.has_cue(0, &[Cue::Prior]) {
        return None;
    }
    let hyphen = input.lexed.text[length.value.clone()].contains('-');
    let study = rest.has_cue(0, &[Cue::StudyWord]) || matches!(rest.normal(0), "trial" | "study");
    let (end, found) = anchor::known(rest).ok()?;
    let lasts = input.has_cue(0, &[Cue::During]) && hyphen && study;
    let opened = input.has_cue(0, &[Cue::During, Cue::In, Cue::Within]);
    let behind =
        input.lexed.text.get(length.value.end..found.span.start).is_some_and(|between| between.trim().is_empty());
    let named = behind && found.id.is_some_and(|id| words::LASTING_PERIODS.contains(&id));
    if !(length.bare && (lasts || opened && named)) {
        return None;
    }
    let start = skip_cues(input.skip(1), &[Cue::The], 1);
    Some((end, at(anchor::phrase(found.id, start, end), None, input.bytes_to(&end))))
}

/// Whether a length is one with an upper end alone, that its words say: "< 30 days".
fn is_at_most(lengths: &[Length]) -> bool {
    matches!(lengths, [Length { bounds, bare: false, .. }] if bounds.low().is_none() && bounds.high().is_some())
}

/// "less than 3 months *from stroke*", "< 6 weeks *from the last chemotherapy*": whether an illness or a treatment is named after "from", since
/// which so long has passed. Near misses: "less than 6 months *from enrollment*", a moment of the trial; "suffering from".
fn is_from_event(input: Cursor<'_>) -> bool {
    let event = |l: &Lexeme| l.concept().is_some_and(|e| e.kind().is_treatment() || e.kind() == Kind::Condition);
    let near = (1..FARTHEST_EVENT).map_while(|n| input.peek(n)).take_while(|l| !matches!(l.lex, Lex::Sign(_)));
    input.has_cue(0, &[Cue::From]) && near.into_iter().any(event)
}

/// "4 weeks or 5 half-lives *of screening, whichever is longer*": lengths of which one holds, as the words after what
/// they are counted from say.
fn chosen_after_anchor<'a>(input: Cursor<'a>, lead: &Lead) -> Option<(Cursor<'a>, Vec<Length>)> {
    let (rest, more) = others(input, lead)?;
    let (after, tail) = tail(rest, lead, false);
    tail?.anchor?;
    whichever(after).map(|_| (rest, more))
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
            calendar: None,
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
    } else if lead.until && tail.is_some_and(|t| t.direction == Some(Direction::After)) {
        // "until 6 months after the last dose": it lasts so long.
        TimeKind::Duration
    } else if lead.duration && !lead.within || lead.compare.is_some() || lead.after && tail.is_none() {
        TimeKind::Duration
    } else if lead.within || lead.until || lead.at || tail.is_some_and(|t| t.direction.is_some() || t.gap || t.near) {
        TimeKind::Window
    } else {
        TimeKind::Duration
    }
}

/// What follows a length.
#[derive(Default)]
pub(super) struct Tail {
    pub(super) direction: Option<Direction>,
    pub(super) anchor: Option<AnchorPhrase>,
    pub(super) ago: bool,
    apart: bool,
    /// "a 14-day interval": so long must lie between.
    gap: bool,
    /// "< 30 days of screening": at most so long lies between.
    near: bool,
    compare: Option<Comparator>,
}

pub(super) fn tail<'a>(input: Cursor<'a>, lead: &Lead, elapsed: bool) -> (Cursor<'a>, Option<Tail>) {
    let plain = |direction| Tail { direction, ..Tail::default() };
    let input = passed(skip_cues(input, &[Cue::Period], 1), lead);
    // "A within 14 days, B within 24 weeks*, of baseline*".
    let parted = input.has_cue(1, &[Cue::Before]) || lead.within && input.has_cue(1, &[Cue::BaselineOf]);
    let comma = usize::from(input.has_sign(0, ',') && parted);
    let rest = input.skip(comma + 1);
    let with_anchor = |direction: Option<Direction>| match anchor::anchor(rest) {
        Ok((end, anchor)) => (end, Some(Tail { anchor: Some(anchor), ..plain(direction) })),
        // "within 28 days of, or radiotherapy within 14 days of*, enrollment*".
        Err(_) => match rest.has_sign(0, ',').then(|| anchor::known(rest.skip(1))) {
            Some(Ok((end, anchor))) => (end, Some(Tail { anchor: Some(anchor), ..plain(direction) })),
            _ => (rest, Some(Tail { anchor: shared_anchor(rest), ..plain(direction) })),
        },
    };
    match input.cue(comma) {
        Some(Cue::Ago) => {
            let (rest, compare) = comparator::after(rest).map_or((rest, None), |(r, c)| (r, Some(c.comparator)));
            (rest, Some(Tail { ago: true, compare, ..plain(Some(Direction::Before)) }))
        }
        Some(Cue::Before) => with_anchor(Some(Direction::Before)),
        Some(Cue::Prior) if !rest.peek(0).is_some_and(|l| matches!(l.lex, Lex::Word)) => match moment_after_prior(rest)
        {
            Some((end, anchor)) => (end, Some(Tail { anchor: Some(anchor), ..plain(Some(Direction::Before)) })),
            None => (rest, Some(plain(Some(Direction::Before)))),
        },
        Some(Cue::After) => with_anchor(Some(Direction::After)),
        Some(Cue::Around) => with_anchor(Some(Direction::Around)),
        Some(Cue::Prior) => match anchor::known(rest) {
            Ok((end, anchor)) => (end, Some(Tail { anchor: Some(anchor), ..plain(Some(Direction::Before)) })),
            Err(_) => match event_after_prior(rest) {
                Some((end, anchor)) => (end, Some(Tail { anchor: Some(anchor), ..plain(Some(Direction::Before)) })),
                None => (input, None),
            },
        },
        Some(Cue::BaselineOf) if lead.within => {
            let at = input.skip(comma);
            let mut anchor = anchor::phrase(Some("baseline"), at, rest);
            // "within 14 days *of baseline*" is one term, of which the last word is the anchor.
            let word = at.lexed.text[anchor.span.clone()].rfind(' ').map_or(0, |space| space + 1);
            anchor.span.start += word;
            (rest, Some(Tail { anchor: Some(anchor), ..plain(None) }))
        }
        Some(Cue::From) if lead.within || lead.until || elapsed => with_anchor(Some(Direction::After)),
        Some(Cue::Of) if lead.within => {
            let (end, tail) = with_anchor(None);
            // "within 24 h of birth": nothing is done to a person before.
            let born = is_birth(rest);
            let begun = tail.as_ref().and_then(|t| t.anchor.as_ref()).is_some_and(|a| begins(a, rest));
            let after = (born || begun || is_course(lead, rest)).then_some(Direction::After);
            (end, tail.map(|t| Tail { direction: t.direction.or(after), ..t }))
        }
        // "after 4.5 h *of symptom onset*"; "after 6 months *of therapy*" is how long that lasts.
        Some(Cue::Of) if lead.after => match anchor::anchor(rest) {
            Ok((end, anchor)) if begins(&anchor, rest) || is_momentary(&anchor, rest) || is_birth(rest) => {
                (end, Some(Tail { anchor: Some(anchor), ..plain(Some(Direction::After)) }))
            }
            _ => (input, None),
        },
        // "between 24 and 48 hours *of symptom onset*"
        Some(Cue::Of) if elapsed => match anchor::anchor(rest) {
            Ok((end, anchor)) if begins(&anchor, rest) || is_birth(rest) => {
                (end, Some(Tail { anchor: Some(anchor), ..plain(Some(Direction::After)) }))
            }
            _ => (input, None),
        },
        Some(Cue::At | Cue::To | Cue::From) if lead.within || input.has_cue(0, &[Cue::From]) => {
            match anchor::known(rest) {
                Ok((end, anchor)) => (end, Some(Tail { anchor: Some(anchor), ..plain(None) })),
                Err(_) => (input, None),
            }
        }
        // "less than 3 months *in duration*"
        Some(Cue::In) if rest.normal(0) == "duration" => (rest.skip(1), Some(plain(None))),
        Some(Cue::Apart) => (rest, Some(Tail { apart: true, ..plain(None) })),
        Some(Cue::Interval) => (rest, Some(Tail { gap: true, ..plain(None) })),
        // "within 30 days *from the last* dose of trial drug"
        Some(Cue::Past) if lead.within || lead.until => match anchor::anchor(input) {
            Ok((end, anchor)) => (end, Some(Tail { anchor: Some(anchor), ..plain(Some(Direction::After)) })),
            Err(_) => (input, None),
        },
        // "contraception for 90 days *beyond* the last dose"
        _ if input.normal(0) == "beyond" => with_anchor(Some(Direction::After)),
        None if input.normal(0).starts_with("post") => match anchor::known(input) {
            // "6 weeks postpartum".
            Ok((end, anchor)) => (end, Some(Tail { anchor: Some(anchor), ..plain(Some(Direction::After)) })),
            Err(_) => (input, None),
        },
        _ => match before_surgery(input) {
            Some((end, anchor)) => (end, Some(Tail { anchor: Some(anchor), ..plain(Some(Direction::Before)) })),
            None => (input, None),
        },
    }
}

/// "within 1 week *preoperatively*", "48 h *preop*": what one word is counted from, and on which side. Near miss: "within 1 week *preoperative
/// MRI*", where it tells of a noun.
fn before_surgery(input: Cursor<'_>) -> Option<(Cursor<'_>, AnchorPhrase)> {
    let said = words::BEFORE_SURGERY.contains(&input.normal(0));
    let noun = input.peek(1).is_some_and(|l| matches!(l.lex, Lex::Word) || l.concept().is_some());
    (said && !noun).then(|| (input.skip(1), anchor::phrase(Some("surgery"), input, input.skip(1))))
}

pub(super) fn is_birth(named: Cursor<'_>) -> bool {
    named.normal(0) == "birth" || named.has_cue(0, &[Cue::The]) && named.normal(1) == "birth"
}

/// Whether what a window is counted from begins the patient's history: "within 72 hours *of injury*", "of *diagnosis*". What
/// is dated so comes after it.
fn begins(anchor: &AnchorPhrase, at: Cursor<'_>) -> bool {
    let words = at.lexed.text[anchor.span.clone()].to_ascii_lowercase();
    matches!(anchor.id, Some("diagnosis" | "discharge"))
        || words.rsplit(' ').next().is_some_and(|word| words::EVENT_BEGINNINGS.contains(&word))
}

/// "in the *first* 28 days *of treatment*", "*during* the two years *of the study*": a part of what is named, which begins with it.
/// Near misses: "within 28 days of treatment"; "during the 28 days *before* treatment".
fn is_course(lead: &Lead, named: Cursor<'_>) -> bool {
    let named = skip_cues(named, &[Cue::The], 1);
    lead.first || lead.during && (named.has_cue(0, &[Cue::StudyWord]) || matches!(named.normal(0), "trial" | "study"))
}

/// Passes over "must have elapsed" before "since": "at least 2 weeks *must have elapsed* since the last dose"; so it does over "6 weeks
/// *continuously* before screening", "for 6 months *duration* after injury". Near misses: "sit for 60 minutes *continuously*"; "pain of 6
/// months *duration* before screening".
fn passed<'a>(input: Cursor<'a>, lead: &Lead) -> Cursor<'a> {
    let whole = matches!(input.normal(0), "continuously" | "consecutively" | "uninterruptedly");
    if (whole || lead.duration && input.normal(0) == "duration") && input.has_cue(1, &[Cue::After, Cue::Before]) {
        return input.skip(1);
    }
    let verb = skip_cues(input, &[Cue::Must, Cue::Be], 2);
    let elapsed = matches!(verb.normal(0), "elapsed" | "elapse" | "passed" | "lapsed");
    let rest = verb.skip(1);
    if elapsed && rest.has_cue(0, &[Cue::After, Cue::From, Cue::Before]) { rest } else { input }
}

/// "30 days before or *during the study*": what both are counted from is said once, after the second.
///
/// "prior to*, or at the time of, randomization*" is so as well.
fn shared_anchor(input: Cursor<'_>) -> Option<AnchorPhrase> {
    let comma = usize::from(input.has_sign(0, ','));
    let rest = input.skip(comma);
    if !rest.has_cue(0, &[Cue::Or, Cue::And, Cue::AndOr]) {
        return None;
    }
    let aside = rest.skip(1);
    if comma == 1 && aside.has_cue(0, &[Cue::At]) && aside.has_sign(1, ',') {
        return anchor::known(aside.skip(2)).ok().map(|(_, anchor)| anchor);
    }
    let rest = skip_cues(rest.skip(1), &[Cue::Planned, Cue::Exposure, Cue::At, Cue::Any], 2);
    if !rest.has_cue(0, &[Cue::During, Cue::After, Cue::Before, Cue::At]) {
        return None;
    }
    let during = rest.has_cue(0, &[Cue::During]);
    let named = anchor::known(rest.skip(1)).or_else(|e| if during { anchor::anchor(rest.skip(1)) } else { Err(e) });
    named.ok().map(|(_, anchor)| anchor)
}
