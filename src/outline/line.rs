//! Physical lines to entries: markers read, wrapped lines joined, headings recognised.

use crate::words;
use std::ops::Range;

use super::heading::{self, Match};
use super::marker::{self, Form, Marker};
use super::{HeadingKind, run_on, sequence};

/// The highest number after a bullet that is taken for one of a list.
const LONGEST_LIST: u32 = 40;

/// A heading, or a line of the list with the lines that continue it.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// Column of the first character; tabs go to the next multiple of eight.
    pub(super) indent: usize,
    pub(super) marker: Option<Marker>,
    pub(super) text: Range<usize>,
    pub(super) heading: Option<Match>,
    /// Whether it is a later sentence of a line that was split.
    pub(super) run_on: bool,
}

/// A physical line without the layout around it.
struct Line {
    indent: usize,
    range: Range<usize>,
    blank_before: bool,
}

/// Splits `text` into entries.
pub(super) fn entries(text: &str) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut style = Style::of(text);
    // The number after the last bullet that had one.
    let mut counted = None;
    for line in lines(text).flat_map(|line| split_headings(text, line)) {
        let Some(mut entry) = entry(text, &line) else { continue };
        if let Some(last) = counted {
            count_on(text, &mut entry, last);
        }
        counted = match &entry.marker {
            _ if entry.heading.is_some() => None,
            Some(marker) => counted_by(text, marker).or(counted),
            None => counted,
        };
        style.headed |= entry.heading.is_some();
        let joins = entries.last().is_some_and(|last| continues(text, last, &entry, &line, &style));
        match entries.last_mut() {
            Some(last) if joins => last.text.end = entry.text.end,
            _ => push(text, &mut entries, entry),
        }
    }
    demote(&mut entries);
    sequence::check(text, &mut entries);
    run_on::split(text, entries)
}

/// Adds an entry, and more for criterion text on a heading's line.
fn push(text: &str, entries: &mut Vec<Entry>, entry: Entry) {
    let mut next = Some(entry);
    while let Some(mut entry) = next.take() {
        if let Some(found) = &mut entry.heading {
            let rest = found.rest.take();
            entry.text = found.text.clone();
            let indent = entry.indent;
            next = rest.and_then(|range| self::entry(text, &Line { indent, range, blank_before: false }));
        }
        entries.push(entry);
    }
}

/// A line without a colon that could be a heading is one only where a list with markers follows, or a section.
fn demote(entries: &mut [Entry]) {
    let mut list_follows = false;
    for entry in entries.iter_mut().rev() {
        if entry.heading.as_ref().is_some_and(|found| found.doubtful) && !list_follows {
            entry.heading = None;
        }
        list_follows = match &entry.heading {
            Some(found) => found.kind == HeadingKind::Section,
            None => entry.marker.is_some(),
        };
    }
}

/// Splits a line before each section heading inside it: "… cancer. Exclusion Criteria: …".
fn split_headings(text: &str, line: Line) -> Vec<Line> {
    let mut parts = Vec::new();
    let mut start = line.range.start;
    for hit in memchr::memmem::find_iter(text[line.range.clone()].as_bytes(), b"riteria") {
        let hit = line.range.start + hit;
        if let Some(at) = heading::inside(text, start..line.range.end, hit) {
            parts.push(trim(text, start..at));
            start = at;
        }
    }
    parts.push(trim(text, start..line.range.end));
    let mut blank_before = line.blank_before;
    parts
        .into_iter()
        .map(|range| Line { indent: line.indent, range, blank_before: std::mem::take(&mut blank_before) })
        .collect()
}

fn entry(text: &str, line: &Line) -> Option<Entry> {
    let mut found = marker::marker(text, line.range.start);
    if let Some(first) = &mut found {
        extend(text, first, line.range.end);
    }
    let start = found.as_ref().map_or(line.range.start, |marker| marker.range.end);
    let own = trim(text, start..line.range.end);
    let heading = heading::heading(text, own.clone(), found.as_ref());
    Some(Entry { indent: line.indent, marker: found, text: own, heading, run_on: false })
}

/// Takes a second marker ("-  •", "* 1.") into the first one's range.
fn extend(text: &str, first: &mut Marker, end: usize) {
    let next = trim(text, first.range.end..end);
    if next.is_empty() || first.form.is_ordered() {
        return;
    }
    if let Some(second) = marker::marker(text, next.start)
        && (matches!(second.form, Form::Bullet(c) if c != 'o')
            || matches!(second.form, Form::Decimal(_)) && (second.ordinal == 1 || counts_on(text, &second)))
    {
        first.range.end = second.range.end;
    }
}

/// Whether a number after a bullet can only be that of a list: "- 3. Asthma", but not "- 3. 5 mg".
fn counts_on(text: &str, marker: &Marker) -> bool {
    matches!(marker.form, Form::Decimal(marker::Style::Dot | marker::Style::Close))
        && marker.ordinal <= LONGEST_LIST
        && text[marker.range.end..].trim_start_matches(' ').starts_with(char::is_uppercase)
}

/// The number that stands after a bullet.
fn counted_by(text: &str, marker: &Marker) -> Option<u32> {
    let words = text[marker.range.clone()].trim_end_matches(['.', ')']);
    let digits = words.len() - words.bytes().rev().take_while(u8::is_ascii_digit).count();
    words[digits..].parse().ok().filter(|_| !marker.form.is_ordered())
}

/// Takes the number after a bullet for a part of the marker where it is the next one of the list: "- 1. Asthma",
/// "- 2. stroke".
fn count_on(text: &str, entry: &mut Entry, last: u32) {
    let Some(first) = entry.marker.as_mut().filter(|marker| !marker.form.is_ordered()) else { return };
    let own = entry.text.clone();
    if counted_by(text, first).is_none()
        && let Some(second) = marker::marker(text, own.start)
        && matches!(second.form, Form::Decimal(marker::Style::Dot | marker::Style::Close))
        && second.ordinal == last + 1
        && second.range.end < own.end
    {
        first.range.end = second.range.end;
        entry.text = trim(text, second.range.end..own.end);
    }
}

/// Lines that are not blank.
fn lines(text: &str) -> impl Iterator<Item = Line> + '_ {
    let mut blank = false;
    let mut start = 0;
    std::iter::from_fn(move || {
        while start < text.len() {
            let rest = &text[start..];
            let len = rest.find(['\n', '\r', '\u{2028}', '\u{2029}', '\u{85}']).unwrap_or(rest.len());
            let raw = start..start + len;
            let newline = text[raw.end..].chars().next();
            start = raw.end + newline.map_or(0, char::len_utf8);
            if newline == Some('\r') && text[start..].starts_with('\n') {
                start += 1;
            }
            let range = trim(text, raw.clone());
            if range.is_empty() {
                blank = true;
                continue;
            }
            let indent = text[raw.start..range.start]
                .chars()
                .fold(0, |column, c| if c == '\t' { column / 8 * 8 + 8 } else { column + 1 });
            return Some(Line { indent, range, blank_before: std::mem::take(&mut blank) });
        }
        None
    })
}

/// The range without white space at its ends.
pub(super) fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let slice = &text[range.clone()];
    let start = range.start + (slice.len() - slice.trim_start().len());
    start..start + slice.trim().len()
}

/// How the lines of a text are to be taken.
struct Style {
    /// How wide the lines are, if the text is hard-wrapped.
    width: Option<usize>,
    /// Whether it has headings. A text that has none is often a bare list, a criterion a line, in small letters.
    headed: bool,
}

impl Style {
    /// A text is hard-wrapped when none of its lines is longer than 110 characters and many are nearly as long as the
    /// longest.
    fn of(text: &str) -> Self {
        let mut longest = 0;
        let mut widths = Vec::new();
        for line in text.lines() {
            let width = line.trim_end().len();
            longest = longest.max(width);
            if longest > 110 {
                return Self { width: None, headed: false };
            }
            widths.push(width);
        }
        let near = widths.iter().filter(|&&width| width + 14 > longest).count();
        let wrapped = longest >= 60 && near >= 4 && near * 4 > widths.len();
        Self { width: wrapped.then_some(longest), headed: false }
    }
}

/// Whether `entry` goes on where `last` stops.
fn continues(text: &str, last: &Entry, entry: &Entry, line: &Line, style: &Style) -> bool {
    if last.heading.is_some() || entry.heading.is_some() || entry.marker.is_some() {
        return false;
    }
    if is_conjunction(&text[entry.text.clone()]) {
        return true;
    }
    if line.blank_before {
        return false;
    }
    if last.text.is_empty() {
        return last.marker.is_some();
    }
    let before = &text[last.text.clone()];
    let after = &text[entry.text.clone()];
    let lower = after.starts_with(|c: char| c.is_lowercase() || matches!(c, ')' | ',' | ';' | '('));
    let closed = before.ends_with(['.', ';', ':', '!', '?', '：', '。', '；']);
    if last.marker.is_some() {
        let hanging = entry.indent > last.indent && !closed_by_period(before, after);
        return hanging || (lower && !closed) || open_end(before);
    }
    if style.width.is_some_and(|width| full(text, last, after, width)) {
        return !closed || (lower && !before.ends_with(':'));
    }
    let sentence = style.headed && before.starts_with(char::is_uppercase) && before.len() > 30;
    lower && ((sentence && !closed) || (open_end(before) && !before.ends_with(',')))
}

/// Whether a line is but a word that joins the items around it: "OR".
fn is_conjunction(line: &str) -> bool {
    let word = line.trim_matches(|c: char| !c.is_alphanumeric());
    words::CONJUNCTIONS_OF_ITEMS.iter().any(|other| word.eq_ignore_ascii_case(other))
}

/// Whether the first word of `after` had no room on the last line of `last`.
fn full(text: &str, last: &Entry, after: &str, width: usize) -> bool {
    let line_start = text[..last.text.end].rfind('\n').map_or(0, |at| at + 1);
    let word = after.split_whitespace().next().map_or(0, str::len);
    last.text.end - line_start + 1 + word > width
}

/// A sentence that ended, and another that begins.
fn closed_by_period(before: &str, after: &str) -> bool {
    before.ends_with([':', ';']) || (before.ends_with('.') && after.starts_with(char::is_uppercase) && after.len() > 40)
}

/// Whether `text` ends in the middle of a phrase.
fn open_end(text: &str) -> bool {
    let word = text.rsplit(char::is_whitespace).next().unwrap_or(text);
    words::UNFINISHED_ENDS.iter().any(|open| word.eq_ignore_ascii_case(open)) || (word.len() > 1 && word.ends_with(','))
}
