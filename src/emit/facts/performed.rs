//! What a length of time is said of, where a participle, a period or a verb stands between the two.
//!
//! | words | subject |
//! |---|---|
//! | fibrosis on *liver biopsy* **performed** within 6 months | the biopsy |
//! | *contraception* must continue for the duration **of treatment** and for 6 months after | the contraception |
//! | **endorsing** > 6 months of *chronic pain* | the pain |
//!
//! Near misses: "stroke, TIA and *angiography* performed within 6 months", a list; "*treatment* and for 6 months after", no period.

use std::ops::Range;

use super::{beside, has, said_of};
use crate::words;

/// Prepositions that lead from what was found to how.
const BY_MEANS: [&str; 7] = [" by ", " on ", " using ", " via ", " with ", " from ", " per "];

/// Words that lead to a period in which something is done.
const DURING: [&str; 5] = [" duration of", " during", " throughout", " course of", " length of"];

/// "*liver biopsy* performed within 6 months": the noun before a participle of what is done, where the words at `name` tell what it found.
pub(super) fn performed(text: &str, name: Option<&Range<usize>>, length: usize) -> Option<(usize, usize)> {
    let rest = text.get(..length)?.trim_end().trim_end_matches(['(', '[']).trim_end();
    let participle = rest.rsplit(' ').next().filter(|word| has(words::DONE_PARTICIPLES, word))?;
    let before = rest[..rest.len() - participle.len()].trim_end().trim_end_matches(',');
    let found = said_of::before_length(text, before.len())?;
    let Some(name) = name.filter(|name| name.start < length) else { return Some(found) };
    let between = text.get(name.end..found.0)?;
    let listed = without_brackets(between).split(' ').any(|word| matches!(word, "and" | "or" | "and/or"));
    let means = BY_MEANS.iter().any(|link| between.contains(link));
    (means && !listed && !between.contains([';', ':'])).then_some(found)
}

/// "*contraception* must continue for the duration of **treatment** and for 6 months": what is done in that period and after it.
pub(super) fn through(text: &str, name: &Range<usize>, length: usize) -> Option<(usize, usize)> {
    let between = text.get(name.end..length)?.trim().trim_start_matches(',').trim_start();
    let before = text.get(..name.start)?.trim_end();
    let before = before.strip_suffix(" the").or_else(|| before.strip_suffix(" study")).unwrap_or(before);
    let link = DURING.iter().find_map(|link| before.strip_suffix(*link))?;
    let link = link.strip_suffix(" the").unwrap_or(link);
    let link = link.strip_suffix(" for").unwrap_or(link);
    (between == "and").then(|| said_of::before_length(text, link.len())).flatten()
}

/// "*endorsing* > 6 months of **chronic pain**": what goes on so long, behind a verb and the length of time.
pub(super) fn of_what(text: &str, name: &Range<usize>, length: Range<usize>) -> Option<(usize, usize)> {
    let verb = text.get(name.clone()).is_some_and(|word| word.ends_with("ing") && !word.contains(' '));
    let directly = text.get(name.end..length.start).is_some_and(|between| between.trim().is_empty());
    let of = text.get(length.end..)?.starts_with(" of ");
    let (first, last) = beside::after(text, length.end).filter(|_| verb && directly && of)?;
    // "chronic, non-cancer pain"
    let described = text[first..last].ends_with("ic") && text[last..].starts_with(", ");
    let more = described.then(|| beside::after(text, last + 1)).flatten();
    Some((first, more.map_or(last, |(_, last)| last)))
}

/// Words without what stands in brackets among them.
fn without_brackets(words: &str) -> String {
    let mut depth = 0;
    let outside = |c: &char| {
        depth += i32::from(*c == '(');
        let out = depth <= 0;
        depth -= i32::from(*c == ')');
        out
    };
    words.chars().filter(outside).collect()
}
