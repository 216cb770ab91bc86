//! What a length of time is not said of, though a list shares it with what it is said of.
//!
//! | words | no subject |
//! |---|---|
//! | a transplantation *and had **passed** over 3 months ago* | a verb or an adverb of how it lasts |
//! | *recurring* ≥ 6 months after ***repair*** | what it is counted from |
//! | injection at the site *examined by **ultrasound*** in 6 weeks | what only tells how or why that was done |
//! | pregnant, *or **has** had a stroke* within 6 months | what stands in another clause, whose verb is another |
//! | infections *(including latent **tuberculosis** treated for 4 weeks)* | the infections, outside the brackets |
//!
//! Near misses: each of them alone, where nothing else is named; "treatment for A *or for* B within 6 months", whose link
//! is said again; "steroids or biologics *(within 6 months)*", whose brackets name nothing else.

use std::ops::Range;

use super::{Fact, beyond, has, said_of};
use crate::rule::{CodePoints, Criterion, Span};
use crate::words;

/// The most characters of a bracket before the length of time in it.
const LONGEST_BRACKET: usize = 4_000;

/// Where a fact stands among all, and what it is said of.
struct Said {
    place: usize,
    subject: Range<usize>,
    anchor: Option<Range<usize>>,
}

/// The places of the facts from `first` on that say a length of time of what it is not said of.
pub(super) fn places(facts: &[Fact], first: usize, criterion: &Criterion) -> Vec<usize> {
    let own = criterion.span;
    let mut windows: Vec<(Span, usize)> = facts[first..]
        .iter()
        .enumerate()
        .filter(|(_, fact)| fact.kind == "window" && own.contains(fact.span))
        .filter(|(_, fact)| fact.subject_span.is_some_and(|span| own.contains(span)))
        .map(|(i, fact)| (fact.span, first + i))
        .collect();
    if windows.len() < 2 {
        return Vec::new();
    }
    windows.sort_by_key(|(span, place)| (span.start, span.end, *place));
    let (text, points) = (&*criterion.text, CodePoints::of(&criterion.text));
    let bytes = |span: Span| points.byte(span.start - own.start)..points.byte(span.end - own.start);
    let lengths: Vec<Range<usize>> = windows.iter().map(|(span, _)| bytes(*span)).collect();
    let mut strays = Vec::new();
    for group in windows.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1) {
        let length = bytes(group[0].0);
        let said = |&(_, place): &(Span, usize)| {
            let fact = &facts[place];
            let anchor = fact.anchor_span.filter(|span| own.contains(*span)).map(bytes);
            Some(Said { place, subject: bytes(fact.subject_span?), anchor })
        };
        let all: Vec<Said> = group.iter().filter_map(said).collect();
        let opening = bracket_around(text, &length);
        let bracketed =
            |one: &Said| opening.is_some_and(|open| one.subject.start > open && one.subject.end <= length.start);
        let in_brackets = all.iter().any(bracketed);
        let stray = |one: &Said| {
            let outside = in_brackets && one.subject.end <= length.start && !bracketed(one);
            let before = || all.iter().any(|other| other.subject.end < one.subject.start);
            let apart = || !is_verb_led(text, one) && all.iter().any(|next| begins_clause(text, one, next, &length));
            outside || apart() || is_no_event(text, one, &length) || is_led_to(text, one.subject.start) && before()
        };
        let (mut away, kept): (Vec<&Said>, Vec<&Said>) = all.iter().partition(|one| stray(one));
        if kept.is_empty() {
            continue;
        }
        let (beyond, rest): (Vec<&Said>, Vec<&Said>) =
            kept.iter().partition(|one| is_beyond(text, one, &kept, &length, &lengths));
        if !rest.is_empty() {
            away.extend(beyond);
        }
        strays.extend(away.iter().map(|one| one.place));
    }
    strays
}

/// Whether another subject of the length of time tells that it is not said of this one, too.
fn is_beyond(text: &str, one: &Said, all: &[&Said], length: &Range<usize>, lengths: &[Range<usize>]) -> bool {
    let place = beyond::is_place(text, &one.subject) && !all.iter().all(|other| beyond::is_place(text, &other.subject));
    place
        || all.iter().any(|other| {
            let (own, other) = (&one.subject, &other.subject);
            let next = own.end <= other.start && other.end <= length.start;
            let example = other.end <= own.start && own.end <= length.start && beyond::is_example(text, own, other);
            let recent = next && beyond::is_recent(text, other, length);
            let adjective = next && beyond::is_adjective(text, own, other);
            example || recent || adjective || next && beyond::has_its_own(own, other, lengths)
        })
}

/// Whether the words are but a verb or an adverb, or what the length of time is counted from.
fn is_no_event(text: &str, one: &Said, length: &Range<usize>) -> bool {
    let counted_from = one.anchor.as_ref().is_some_and(|anchor| is_counted_from(text, &one.subject, anchor));
    counted_from && one.subject.start >= length.end || text.get(one.subject.clone()).is_some_and(said_of::is_predicate)
}

/// Whether words are part of what a length of time is counted from: "after *onset of* **symptoms**".
fn is_counted_from(text: &str, subject: &Range<usize>, anchor: &Range<usize>) -> bool {
    let between = || text.get(anchor.end..subject.start).map(str::trim);
    subject.start >= anchor.start
        && (subject.start <= anchor.end || between().is_some_and(|link| matches!(link, "" | "of" | "of the" | "of a")))
}

/// Whether words are part of an event that a length of time is counted from: "last administration *of platinum*".
pub(super) fn is_of_event(text: &str, subject: &Range<usize>, anchor: &Range<usize>) -> bool {
    let directly = (anchor.start..=anchor.end + 1).contains(&subject.start);
    directly || is_event(text, anchor) && is_counted_from(text, subject, anchor)
}

/// Whether words end in a noun for what happens: "last *administration*" of a drug. Near miss: "inclusion".
fn is_event(text: &str, anchor: &Range<usize>) -> bool {
    let last = text.get(anchor.clone()).and_then(|words| words.rsplit(' ').next()).unwrap_or_default();
    has(words::EVENT_NOUNS, last) || has(words::EVENT_BEGINNINGS, last)
}

/// Whether a clause of its own begins between two subjects: "pregnant *or has* had a stroke". Near miss: "*on* warfarin *or on* heparin".
fn begins_clause(text: &str, one: &Said, next: &Said, length: &Range<usize>) -> bool {
    let before = text.get(..one.subject.start).and_then(|before| before.split_whitespace().next_back());
    let between = text.get(one.subject.end..next.subject.start).filter(|_| next.subject.end <= length.start);
    let said: Vec<&str> = between.unwrap_or_default().split_whitespace().collect();
    said.windows(2).any(|pair| {
        matches!(pair[0], "and" | "or" | "and/or") && has(words::OTHER_CLAUSES, pair[1]) && before != Some(pair[1])
    })
}

/// Whether the words begin with a verb of what is done: "*received* A or had B within 6 months", which happened alike.
fn is_verb_led(text: &str, one: &Said) -> bool {
    let first = text.get(one.subject.clone()).and_then(|words| words.split(' ').next());
    first.is_some_and(|word| has(words::EVENT_VERBS, word))
}

/// Where the bracket opens that a length of time stands in: "*(*including latent tuberculosis treated for 4 weeks".
fn bracket_around(text: &str, length: &Range<usize>) -> Option<usize> {
    let mut depth = 0;
    let mut before = text.get(..length.start)?.char_indices().rev().take(LONGEST_BRACKET);
    let opening = before.find(|(_, c)| {
        depth += i32::from(matches!(c, ')' | ']')) - i32::from(matches!(c, '(' | '['));
        depth < 0
    });
    opening.map(|(open, _)| open)
}

/// Whether a preposition leads to the words at `start` that tells how, where or why something was done. Near miss: "or *for*".
fn is_led_to(text: &str, start: usize) -> bool {
    let mut before = text.get(..start).unwrap_or_default().split(' ').rev().skip_while(|word| word.is_empty());
    let link = before.find(|word| !has(words::EVENT_DESCRIPTIONS, word)).unwrap_or_default();
    has(words::ASIDE_PREPOSITIONS, link) && before.next().is_some_and(|word| !matches!(word, "and" | "or" | "and/or"))
}
