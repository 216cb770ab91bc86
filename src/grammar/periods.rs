//! How long a period is that is named behind its length: "in the *12-week* treatment period", "a *15-day* taper", "*30-day* washout
//! period".
//!
//! Near misses: "within the *30-day period* before screening", which says when; "during the 8-week *trial*", which is a moment; "a
//! 14-day *course of* prednisone".

use super::TimePhrase;
use super::cursor::Cursor;
use super::length::Length;
use crate::lex::{Cue, Lex};
use crate::rule::TimeKind;
use crate::words;

/// The most words that tell which period it is.
const LONGEST_NAME: usize = 3;

/// The length of the period that stands behind it. Near miss: "*aspirin* during the 4-week screening period", which says when.
pub fn of_named_period<'a>(input: Cursor<'a>, rest: Cursor<'a>, length: &Length) -> Option<(Cursor<'a>, TimePhrase)> {
    let within = input.has_cue(0, &[Cue::In, Cue::Within, Cue::During]);
    let opens = input.back(0).is_none_or(|l| {
        matches!(l.lex, Lex::Sign(_))
            || ["enrol", "particip"].iter().any(|stem| input.lexed.normal(l).starts_with(stem))
    });
    let named = (opens || !within) && names_period(rest, length);
    let phrase = || TimePhrase {
        kind: TimeKind::Duration,
        bounds: length.bounds.clone(),
        unit: length.unit.clone(),
        direction: None,
        anchor: None,
        longest_of: Vec::new(),
        shortest_of: Vec::new(),
        calendar: None,
        value: length.value.clone(),
    };
    named.then(|| (rest, phrase()))
}

/// Whether a period stands behind a length that a hyphen joins to it.
fn names_period(rest: Cursor<'_>, length: &Length) -> bool {
    let text = rest.lexed.text;
    let hyphen = text[length.value.clone()].contains('-');
    let after = text.get(length.value.end..).filter(|_| hyphen && length.bare).unwrap_or_default();
    let named = after.strip_prefix(' ').unwrap_or_default().split(' ').take(LONGEST_NAME);
    let mut names = named.map(|word| word.trim_end_matches([',', '.', ';', ')']).to_ascii_lowercase()).enumerate();
    let plain = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '/'));
    let found = names.find(|(_, word)| !plain(word) || words::PERIOD_NOUNS.contains(&word.as_str()));
    found.is_some_and(|(at, word)| plain(&word) && (at > 0 || word.starts_with("taper")))
}
