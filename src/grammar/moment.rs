//! Moments: times without a length.
//!
//! - "at screening", "during the study", "from enrollment", "before surgery", "on the index date";
//! - "MADRS ≥ 24 in baseline", behind a limit;
//! - "when consent is given", an event of the table as a clause.
//!
//! Near misses: "*on* warfarin"; "the criteria *at both* the screening and baseline visits".

use crate::lex::{Cue, Kind, Lex};
use crate::rule::{Bounds, Direction, TimeKind};

use super::anchor;
use super::before_start::{treatment_begun, with_other_name};
use super::cursor::{Cursor, Read, fail, skip_cues};
use super::time::before_or_within;
use super::{AnchorPhrase, Bytes, TimePhrase};

/// Whether "and" or "or" stands directly before, after a moment of the trial.
fn again_after_moment(input: Cursor<'_>) -> bool {
    let joined = input.back(0).is_some_and(|l| matches!(l.cue(), Some(Cue::And | Cue::Or | Cue::AndOr)));
    joined && input.back(1).is_some_and(|l| l.entry(Kind::Anchor).is_some())
}

/// Whether a limit ends here, or the name of what is measured. Near miss: "the criteria *at both* the screening and baseline visits".
fn is_limit_or_measured(lexeme: &crate::lex::Lexeme) -> bool {
    let named = [Kind::Unit, Kind::Analyte, Kind::Score].iter().any(|kind| lexeme.entry(*kind).is_some());
    matches!(lexeme.lex, Lex::Number(_)) || named || lexeme.cue() == Some(Cue::ScoreWord)
}

/// Whether a date that a study counts from is named here.
fn is_dated(named: Cursor<'_>) -> bool {
    anchor::known(named).is_ok_and(|(_, anchor)| anchor.id == Some("index_date"))
}

/// "MADRS ≥ 24 *in baseline*", "MADRS scores *in both screening* and baseline ≥ 24": at a visit, behind what is measured or its limit, where
/// nothing else is named. Near misses: "a change *in baseline*", "*in screening tests*".
fn is_in_visit(input: Cursor<'_>) -> bool {
    let start = skip_cues(input.skip(1), &[Cue::Both, Cue::The], 2);
    let visit = |id: &str| matches!(id, "screening" | "baseline" | "randomization" | "enrollment");
    let named = |l: &crate::lex::Lexeme| match l.lex {
        Lex::Word => true,
        Lex::Term(_) => l.cue().is_none_or(|cue| matches!(cue, Cue::ScoreWord | Cue::Of)),
        _ => false,
    };
    let measured = input.back(0).is_some_and(is_limit_or_measured);
    let found = || anchor::known(start).ok().filter(|(_, anchor)| anchor.id.is_some_and(visit));
    measured && found().is_some_and(|(rest, _)| !rest.peek(0).is_some_and(named))
}

/// "at screening", "during the study", "from enrollment", "before surgery".
pub(super) fn moment(input: Cursor<'_>) -> Read<'_, TimePhrase> {
    if let Some(read) = of_episode(input) {
        return Ok(read);
    }
    let direction = match input.cue(0) {
        Some(Cue::At | Cue::During) => None,
        Some(Cue::Before) => Some(Direction::Before),
        // "the following, *counted from baseline*:"
        Some(Cue::After | Cue::From) if input.normal(0).starts_with("counted") => Some(Direction::Before),
        Some(Cue::After | Cue::From) => Some(Direction::After),
        Some(Cue::Until) => Some(Direction::Before),
        Some(Cue::When) => return event(input),
        // "≥ 18 years *on the index date*"; near miss: "*on* warfarin"
        Some(_) if input.normal(0) == "on" && is_dated(input.skip(1)) => None,
        Some(Cue::In) if is_in_visit(input) => None,
        // "at screening or *Day -1*"
        _ if again_after_moment(input) => {
            return anchor::study_day(input).map(|(rest, anchor)| (rest, at(anchor, None, input.bytes_to(&rest))));
        }
        _ => return fail(),
    };
    if let Some(read) = before_or_within(input) {
        return Ok(read);
    }
    // "MADRS ≥ 24 at *both* screening and baseline"
    let both = input.has_cue(0, &[Cue::At, Cue::In]) && input.back(0).is_some_and(is_limit_or_measured);
    let named = skip_cues(input.skip(1), &[Cue::Both], usize::from(both));
    let before = direction == Some(Direction::Before) && input.has_cue(0, &[Cue::Before]);
    let begun = || before.then(|| treatment_begun(named)).flatten();
    let found = anchor::known(named).or_else(|e| begun().ok_or(e))?;
    let (rest, anchor) = if before { with_other_name(named, found) } else { found };
    Ok((rest, at(anchor, direction, input.bytes_to(&rest))))
}

/// The most lexemes from "current" to "episode".
const EPISODE_NEAR: usize = 4;

/// "failed two antidepressants *in the current depressive episode*": an illness comes and goes, and this time is meant. Near misses:
/// "*the current depressive episode* ≥ 8 weeks"; "in *an episode* of mania".
fn of_episode(input: Cursor<'_>) -> Option<(Cursor<'_>, TimePhrase)> {
    if !input.has_cue(0, &[Cue::In, Cue::During]) {
        return None;
    }
    let start = skip_cues(input.skip(1), &[Cue::The], 1);
    if !matches!(start.normal(0), "current" | "index" | "present" | "this") {
        return None;
    }
    let ends = |n: &usize| start.peek(*n).is_some_and(|l| ends_in_episode(start.lexed.written(l)));
    let named = |n: &usize| start.peek(*n).is_some_and(|l| matches!(l.lex, Lex::Word | Lex::Term(_)));
    let last = (1..EPISODE_NEAR).take_while(named).find(ends)?;
    let end = start.skip(last + 1);
    Some((end, at(anchor::phrase(None, start, end), None, input.bytes_to(&end))))
}

/// "major depressive *episode*", "*MDE*".
fn ends_in_episode(words: &str) -> bool {
    let last = words.rsplit(' ').next().unwrap_or_default();
    ["episode", "mde"].iter().any(|word| last.eq_ignore_ascii_case(word))
}

/// "when consent is given": an event of the table as a clause.
fn event(input: Cursor<'_>) -> Read<'_, TimePhrase> {
    let (rest, anchor) = anchor::known(input.skip(1))?;
    if anchor.id == Some("informed_consent") {
        // "when signing the informed consent form"
        return Ok((rest, at(anchor, None, input.bytes_to(&rest))));
    }
    let happens = rest.peek(1).is_some_and(|l| matches!(l.lex, Lex::Word)) || rest.has_cue(1, &[Cue::Exposure]);
    if !rest.has_cue(0, &[Cue::Be]) || !happens {
        return fail();
    }
    let rest = rest.skip(2);
    let phrase = at(anchor, None, input.bytes_to(&rest));
    Ok((rest, phrase))
}

/// A time without a length.
pub(super) fn at(anchor: AnchorPhrase, direction: Option<Direction>, value: Bytes) -> TimePhrase {
    TimePhrase {
        kind: TimeKind::At,
        bounds: Bounds::default(),
        unit: None,
        direction,
        anchor: Some(anchor),
        longest_of: Vec::new(),
        shortest_of: Vec::new(),
        calendar: None,
        value,
    }
}
