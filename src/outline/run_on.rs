//! Lines that hold several criteria: as sentences, or as the fields of a registry ("Minimum Age: 18 Years Maximum Age: 65
//! Years").

use super::cue::{self, slices};
use super::line::{Entry, trim};

/// A section with more lines than this has a line for each criterion.
const FEW: usize = 2;
/// A line with fewer sentences is left as it is.
const SENTENCES: usize = 3;

/// Splits unmarked lines of several sentences, in sections that have no more than a few lines.
pub(super) fn split(text: &str, entries: Vec<Entry>) -> Vec<Entry> {
    let mut result: Vec<Entry> = Vec::with_capacity(entries.len());
    let mut section: Vec<Entry> = Vec::new();
    for entry in entries {
        if entry.heading.is_some() {
            close(text, &mut section, &mut result);
            result.push(entry);
        } else {
            section.push(entry);
        }
    }
    close(text, &mut section, &mut result);
    result
}

/// Moves a section's entries to the result, split if that is safe.
fn close(text: &str, section: &mut Vec<Entry>, result: &mut Vec<Entry>) {
    let few = section.len() <= FEW;
    for entry in section.drain(..) {
        let words = &text[entry.text.clone()];
        let cuts = if few && entry.marker.is_none() { sentences(words) } else { Vec::new() };
        let cuts = Some(fields(words)).filter(|fields| !fields.is_empty()).unwrap_or(cuts);
        if cuts.len() + 1 < SENTENCES && !starts_field(words) {
            result.push(entry);
            continue;
        }
        let mut start = entry.text.start;
        for cut in cuts.into_iter().map(|cut| entry.text.start + cut).chain([entry.text.end]) {
            let range = trim(text, start..cut);
            result.push(Entry { text: range, run_on: start > entry.text.start, ..entry.clone() });
            start = cut;
        }
    }
}

/// The fields of a registry that are written out before the criteria.
const FIELDS: [&str; 6] = ["minimum age:", "maximum age:", "sex:", "gender:", "gender based:", "healthy volunteers:"];

fn starts_field(words: &str) -> bool {
    let starts = |field: &str| words.get(..field.len()).is_some_and(|start| start.eq_ignore_ascii_case(field));
    FIELDS.iter().any(|field| starts(field))
}

/// Where the second and further fields of a registry start, on a line that begins with one.
fn fields(words: &str) -> Vec<usize> {
    if !starts_field(words) {
        return Vec::new();
    }
    let opens = |at: usize| words[..at].ends_with(char::is_whitespace) && starts_field(&words[at..]);
    words.char_indices().map(|(at, _)| at).filter(|at| *at > 0 && opens(*at)).collect()
}

/// Where sentences start, if none of them leans on the one before it.
fn sentences(line: &str) -> Vec<usize> {
    let mut cuts = Vec::new();
    let mut depth = 0usize;
    let mut word = 0usize;
    let mut stopped = false;
    for (at, c) in line.char_indices() {
        if c.is_uppercase() && stopped && depth == 0 {
            let start: String = line[at..].chars().take(60).collect();
            let owned = cue::words(&start, 5);
            if cue::ANAPHOR.starts(&slices(&owned)).is_some() {
                return Vec::new();
            }
            cuts.push(at);
        }
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if c == '.' {
            stopped = word >= 4;
        } else if !c.is_whitespace() {
            stopped = false;
        }
        word = if c.is_alphanumeric() { word + 1 } else { 0 };
    }
    cuts
}
