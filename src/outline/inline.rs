//! Lists inside an entry: `: ① … ② …`, `a) … b) …`, `HDRS ≥ 12. 3. Daily access …`.
//!
//! A number or a letter in running text starts a list item only as part of a run from its first element, in places
//! where an item can begin; "Category 1 and/or 3." and "(a)" on its own are neither.

use crate::words;
use std::ops::Range;

use super::line::trim;
use super::marker::{self, Form, Marker, Style};

/// A part of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) marker: Option<Marker>,
    pub(super) text: Range<usize>,
    /// 0 for the entry's own words and what stands beside it, 1 for what is nested in that, and so on.
    pub(super) depth: usize,
}

/// How deep lists nest within one entry.
const DEEPEST: usize = 4;

/// Splits an entry into its own words and the items of the lists inside it, each before what is nested in it.
pub(super) fn parts(text: &str, marker: Option<&Marker>, range: Range<usize>) -> Vec<Part> {
    let mut parts = Vec::new();
    split(text, Part { marker: marker.cloned(), text: range, depth: 0 }, &mut parts);
    parts
}

fn split(text: &str, part: Part, parts: &mut Vec<Part>) {
    if let Some(places) = bullets(text, &part) {
        return split_at_bullets(text, part, &places, parts);
    }
    let run = if part.depth < DEEPEST { run(text, part.marker.as_ref(), &part.text) } else { None };
    let Some(run) = run else {
        parts.push(part);
        return;
    };
    let end = part.text.end;
    let first = run.places[0].range.start;
    let depth = part.depth + usize::from(run.nested);
    let own = Part { text: trim(text, part.text.start..first), ..part };
    if run.nested {
        parts.push(own);
    } else {
        split(text, own, parts);
    }
    for (i, place) in run.places.iter().enumerate() {
        let stop = run.places.get(i + 1).map_or(end, |next| next.range.start);
        let text_range = trim(text, place.range.end..stop);
        let marker = Marker { range: place.range.clone(), ..place.clone() };
        let part = Part { marker: Some(marker), text: text_range, depth };
        // Elements beside the entry have been looked through for further ones: the run is the longest.
        split_nested(text, part, parts);
    }
}

/// Bullets inside a part: "• A • B", "one of: • A • B", "* A * B".
fn bullets(text: &str, part: &Part) -> Option<Vec<Marker>> {
    let slice = &text[part.text.clone()];
    let mut places: Vec<Marker> = Vec::new();
    let mut previous = ' ';
    for (offset, c) in slice.char_indices() {
        let bullet = if c.is_ascii() { is_star(slice, offset) } else { marker::BULLETS.contains(c) };
        if bullet && previous.is_whitespace() && places.first().is_none_or(|first| first.form == Form::Bullet(c)) {
            let start = part.text.start + offset;
            places.push(Marker { range: start..start + c.len_utf8(), form: Form::Bullet(c), ordinal: 0 });
        }
        previous = c;
    }
    let own = part.marker.as_ref().map(|marker| marker.form);
    let beside = places.first().is_some_and(|first| own == Some(first.form));
    // A stray bullet in a wrapped line is followed by a small letter, or by nothing.
    let opens = |place: &Marker| {
        let after = text[place.range.end..part.text.end].trim_start().chars().next();
        after.is_some_and(|c| !c.is_lowercase() && (c.is_ascii() || !marker::BULLETS.contains(c)))
    };
    places.retain(opens);
    (places.len() >= if beside { 1 } else { 2 }).then_some(places)
}

/// Whether an asterisk opens an item: it stands alone, and multiplies nothing ("100 * 10^9/L", "5 * ULN").
fn is_star(text: &str, at: usize) -> bool {
    if !text[at..].starts_with("* ") {
        return false;
    }
    let after = text[at + 1..].trim_start().chars().next();
    let digit_before = text[..at].trim_end().ends_with(|c: char| c.is_ascii_digit());
    // "ALT < 5 * ULN"
    let word = text[at + 1..].trim_start().split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    if digit_before && matches!(word, "ULN" | "UNL" | "LLN" | "Upper" | "Lower") {
        return false;
    }
    after.is_some_and(|c| c.is_uppercase() || "≥≤><=(".contains(c) || c.is_ascii_digit() && !digit_before)
}

fn split_at_bullets(text: &str, part: Part, places: &[Marker], parts: &mut Vec<Part>) {
    let beside = part.marker.as_ref().map(|marker| marker.form) == Some(places[0].form);
    let depth = if part.depth < DEEPEST { part.depth + usize::from(!beside) } else { part.depth };
    let end = part.text.end;
    split(text, Part { text: trim(text, part.text.start..places[0].range.start), ..part }, parts);
    for (i, place) in places.iter().enumerate() {
        let stop = places.get(i + 1).map_or(end, |next| next.range.start);
        let text_range = trim(text, place.range.end..stop);
        split_nested(text, Part { marker: Some(place.clone()), text: text_range, depth }, parts);
    }
}

/// Splits an element of a run, whose siblings are known.
fn split_nested(text: &str, part: Part, parts: &mut Vec<Part>) {
    let own = Part { marker: None, ..part.clone() };
    let at = parts.len();
    split(text, own, parts);
    parts[at].marker = part.marker;
}

/// Markers that number consecutive items.
struct Run {
    places: Vec<Marker>,
    /// Whether they are below the entry, or continue the entry's own number.
    nested: bool,
}

/// What stands before a marker inside a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    /// Nothing, a colon or a line break: a list can start.
    Start,
    /// A full stop.
    Stop,
    /// A semicolon, a comma, "and", "or".
    Joint,
    /// Running text.
    Word,
}

/// A run that is being followed.
struct Chain {
    form: Form,
    places: Vec<Marker>,
    starts_well: bool,
    nested: bool,
    /// Whether a marker in it stands in running text.
    loose: bool,
}

/// The run that goes on with the entry's own number, or else the one that starts first in `range`.
fn run(text: &str, own: Option<&Marker>, range: &Range<usize>) -> Option<Run> {
    let mut chains: Vec<Chain> = Vec::new();
    let slice = &text[range.clone()];
    let mut previous = None;
    for (offset, c) in slice.char_indices() {
        let boundary = previous.is_none_or(|p: char| !p.is_alphanumeric() && !matches!(p, '.' | '-' | '(' | '/'));
        previous = Some(c);
        let at = range.start + offset;
        if !boundary || !can_start(c) {
            continue;
        }
        let Some(found) = marker::marker(text, at).filter(|found| found.form.is_ordered()) else { continue };
        let before = before(&slice[..offset]);
        let roman = marker::as_roman(&found, text);
        for candidate in [Some(found), roman].into_iter().flatten() {
            follow(text, &mut chains, own, candidate, before);
        }
    }
    chains
        .into_iter()
        .filter(Chain::holds)
        .min_by_key(|chain| (chain.nested, chain.places[0].range.start))
        .map(|chain| Run { places: chain.places, nested: chain.nested })
}

/// Whether a marker can begin with `c`: spares the rest.
fn can_start(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '(' | '（' | '\u{2460}'..='\u{249b}' | '\u{2776}'..='\u{2789}')
}

/// Adds a marker to the chain that it continues, or starts one with it.
fn follow(text: &str, chains: &mut Vec<Chain>, own: Option<&Marker>, found: Marker, before: Before) {
    let circled = found.form == Form::Circled;
    if let Some(chain) = chains.iter_mut().find(|chain| chain.form == found.form) {
        let expected = chain.places.last().map_or(0, |last| last.ordinal) + 1;
        let beside = chain.nested || matches!(before, Before::Stop | Before::Joint);
        if found.ordinal == expected && (circled || before != Before::Word) && beside {
            chain.places.push(found);
        } else if found.ordinal == expected && loose(text, &found, before) {
            chain.places.push(found);
            chain.loose = true;
        } else if found.ordinal == 1 && chain.places.len() == 1 && chain.nested && starts(before, found.form) {
            chain.places[0] = found;
            chain.starts_well = true;
        }
        return;
    }
    let nested = found.ordinal == 1;
    let continues = own.is_some_and(|own| {
        own.form == found.form && own.ordinal + 1 == found.ordinal && own.range.end <= found.range.start
    });
    let bracket = !matches!(found.form, Form::Decimal(Style::Dot | Style::Dash) | Form::Dotted(_));
    let capital = bracket || capital_follows(text, &found);
    if nested && (circled || before != Before::Word) {
        let starts_well = circled || starts(before, found.form);
        chains.push(Chain { form: found.form, places: vec![found], starts_well, nested: true, loose: false });
    } else if continues && matches!(before, Before::Stop | Before::Joint) && capital {
        chains.push(Chain { form: found.form, places: vec![found], starts_well: true, nested: false, loose: false });
    } else if continues && loose(text, &found, before) {
        chains.push(Chain { form: found.form, places: vec![found], starts_well: true, nested: false, loose: true });
    } else if nested && loose(text, &found, before) {
        chains.push(Chain { form: found.form, places: vec![found], starts_well: false, nested: true, loose: true });
    }
}

fn capital_follows(text: &str, found: &Marker) -> bool {
    // "2. Pregnancy", "3. eGFR < 30"
    let mut letters = text[found.range.end..].trim_start().chars();
    letters.next().is_some_and(char::is_uppercase) || letters.next().is_some_and(char::is_uppercase)
}

/// Whether a marker may stand in running text without punctuation before it, given enough others like it: `1.` or `A.`
/// with a capital after it, and no word before it that is itself counted ("grade 2.").
fn loose(text: &str, found: &Marker, before: Before) -> bool {
    let dotted = matches!(found.form, Form::Decimal(Style::Dot) | Form::Letter { style: Style::Dot, upper: true });
    if !dotted || before != Before::Word || !capital_follows(text, found) {
        return false;
    }
    let word = text[..found.range.start].trim_end().rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    !words::COUNTED_NOUNS.iter().any(|counted| word.eq_ignore_ascii_case(counted))
}

/// Whether a list of this form can start after this.
fn starts(before: Before, form: Form) -> bool {
    match before {
        Before::Start => true,
        Before::Stop => matches!(form, Form::Decimal(Style::Dot | Style::Close) | Form::Circled),
        Before::Joint | Before::Word => false,
    }
}

impl Chain {
    /// Whether it is long enough to be a list.
    fn holds(&self) -> bool {
        let own = usize::from(!self.nested);
        let enough = match (self.nested, self.starts_well) {
            (false, _) => 1,
            (true, true) => 2,
            (true, false) => 3,
        };
        self.places.len() >= if self.loose { 3 - own } else { enough }
    }
}

/// What stands before the end of `text`.
fn before(text: &str) -> Before {
    let trimmed = text.trim_end();
    if trimmed.is_empty() || text[trimmed.len()..].contains(['\n', '\r']) {
        return Before::Start;
    }
    match trimmed.chars().next_back() {
        Some(':' | '：' | '-' | '–' | '—' | '?') => Before::Start,
        Some('.' | '。' | '!') => Before::Stop,
        Some(';' | ',' | '；' | '，' | '、') => Before::Joint,
        _ => {
            let word = trimmed.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
            if word.eq_ignore_ascii_case("and") || word.eq_ignore_ascii_case("or") {
                Before::Joint
            } else {
                Before::Word
            }
        }
    }
}
