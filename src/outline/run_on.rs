//! Lines that hold several criteria as sentences.

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
        let cuts = if few && entry.marker.is_none() { sentences(&text[entry.text.clone()]) } else { Vec::new() };
        if cuts.len() + 1 < SENTENCES {
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
