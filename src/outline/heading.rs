//! Section, population and topic headings.

use std::ops::Range;

use super::HeadingKind;
use super::cue::{self, slices, words};
use crate::rule::Section;

/// A heading found at the start of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Match {
    pub(super) kind: HeadingKind,
    pub(super) section: Option<Section>,
    pub(super) text: Range<usize>,
    /// Criterion text on the heading's line.
    pub(super) rest: Option<Range<usize>>,
}

/// How many words a heading may have before its colon.
const LONGEST: usize = 24;

/// Whether the line in `range` is a heading, or starts with one. `marked` says that it has a list marker.
pub(super) fn heading(text: &str, range: Range<usize>, marked: bool) -> Option<Match> {
    let line = &text[range.clone()];
    let colon = line.char_indices().take(300).find(|&(_, c)| matches!(c, ':' | '：'));
    let head_end = colon.map_or(line.len(), |(at, c)| at + c.len_utf8());
    if colon.is_none() && line.len() > 160 {
        return None;
    }
    let head = &line[..head_end];
    let owned = words(head, LONGEST + 1);
    let words = slices(&owned);
    if words.is_empty() || words.len() > LONGEST {
        return None;
    }
    let rest_text = line[head_end..].trim();
    let rest_start = range.start + head_end + (line[head_end..].len() - line[head_end..].trim_start().len());
    let has_rest = rest_text.chars().any(char::is_alphanumeric);
    let whole = Match { kind: HeadingKind::Title, section: None, text: range.clone(), rest: None };
    let split = |kind, section| Match {
        kind,
        section,
        text: range.start..range.start + head_end,
        rest: Some(rest_start..rest_start + rest_text.len()),
    };
    let shape = Shape { colon: colon.is_some(), has_rest, marked, rest: rest_text };
    if let Some(section) = section_name(&words, &shape) {
        return Some(if has_rest && !is_parenthesis(rest_text) {
            split(HeadingKind::Section, Some(section))
        } else {
            Match { kind: HeadingKind::Section, section: Some(section), ..whole }
        });
    }
    if is_title(&words, &shape) {
        return Some(if has_rest { split(HeadingKind::Title, None) } else { whole });
    }
    if marked {
        return None;
    }
    if let Some(section) = section_wording(&words, &shape) {
        return Some(Match { kind: HeadingKind::Section, section: Some(section), ..whole });
    }
    if is_population(&words, head, &shape) {
        return Some(Match { kind: HeadingKind::Population, ..whole });
    }
    is_topic(&words, head, &shape).then_some(Match { kind: HeadingKind::Topic, ..whole })
}

/// What a heading's line looks like apart from its words.
struct Shape<'a> {
    colon: bool,
    has_rest: bool,
    marked: bool,
    rest: &'a str,
}

/// "(Applies to study eye only.)" after a heading belongs to it.
fn is_parenthesis(rest: &str) -> bool {
    rest.starts_with('(') && rest.ends_with(')')
}

/// "Key Inclusion Criteria", "Exclusion criteria for caregivers:", "Excusion Criteria".
fn section_name(words: &[&str], shape: &Shape<'_>) -> Option<Section> {
    let at = (0..words.len()).find(|&i| section_word(words[i]).is_some() && follows(words, i))?;
    let section = section_word(words[at])?;
    let other = words[at + 1..].iter().find_map(|word| section_word(word)).is_some_and(|found| found != section);
    let before = &words[..at];
    let criterion = words.get(at + 1).is_some_and(|word| cue::CRITERION_WORD.has(word));
    let after = &words[(at + 1 + usize::from(criterion)).min(words.len())..];
    if other || before.iter().any(|word| cue::NEGATION.has(word)) {
        return None;
    }
    let modified = before.iter().all(|word| cue::MODIFIER.has(word) || word.len() <= 2);
    let named = if !shape.colon {
        modified && (after.is_empty() || matches!(after[0], "for" | "in" | "of" | "at"))
    } else if criterion {
        before.len() <= 6
    } else {
        modified && after.is_empty()
    };
    (named && !(shape.marked && !shape.colon && !after.is_empty())).then_some(section)
}

/// Whether the section word at `at` is used as a name: "criteria" follows, or nothing does.
fn follows(words: &[&str], at: usize) -> bool {
    words.get(at + 1).is_none_or(|word| cue::CRITERION_WORD.has(word))
}

fn section_word(word: &str) -> Option<Section> {
    if cue::EXCLUSION.has(word) {
        Some(Section::Exclusion)
    } else if cue::INCLUSION.has(word) {
        Some(Section::Inclusion)
    } else if word.len() < 7 || word.len() > 12 {
        None
    } else if within_two(word, "exclusion") {
        Some(Section::Exclusion)
    } else if within_two(word, "inclusion") {
        Some(Section::Inclusion)
    } else {
        None
    }
}

/// Whether `word` is `right` with at most two letters missing, added, changed or swapped, and starts like it.
fn within_two(word: &str, right: &str) -> bool {
    if word.as_bytes()[0] != right.as_bytes()[0] {
        return false;
    }
    let (a, b) = (word.as_bytes(), right.as_bytes());
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, &x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, &y) in b.iter().enumerate() {
            let best = (diagonal + usize::from(x != y)).min(row[j] + 1).min(row[j + 1] + 1);
            diagonal = std::mem::replace(&mut row[j + 1], best);
        }
    }
    row[b.len()] <= 2
}

/// "Eligibility Criteria:", "Criteria:".
fn is_title(words: &[&str], shape: &Shape<'_>) -> bool {
    (shape.colon || (!shape.has_rest && !shape.marked)) && cue::TITLE.has(&words.join(" "))
}

/// "Patients will be excluded if:", "None of the following criteria must be fulfilled:".
fn section_wording(words: &[&str], shape: &Shape<'_>) -> Option<Section> {
    if !shape.colon
        || shape.has_rest
        || words.len() < 3
        || words.iter().any(|word| word.len() > 1 && word.parse::<u32>().is_ok())
    {
        return None;
    }
    if cue::EXCLUDE_WORDING.within(words) {
        return Some(Section::Exclusion);
    }
    cue::INCLUDE_WORDING.within(words).then_some(Section::Inclusion)
}

/// "Cohort A:", "For the control group:", "Healthy volunteers", "Second group : healthy volunteers".
fn is_population(words: &[&str], head: &str, shape: &Shape<'_>) -> bool {
    let short_rest = !shape.has_rest
        || (shape.rest.split_whitespace().count() <= 3
            && !shape.rest.contains(|c: char| c.is_ascii_digit() || c == '.'));
    if !short_rest || words.len() > 8 || head.contains([',', ';', '.', '<', '>', '≥', '≤']) {
        return false;
    }
    let unit = cue::POPULATION.starts(words).is_some_and(|n| {
        words.get(n).is_some_and(|id| {
            id.len() <= 3 && (id.len() == 1 || id.parse::<u32>().is_ok() || super::marker::roman(id).is_some())
        }) && (shape.colon || words.len() == n + 1)
    });
    let last = words.last().is_some_and(|word| cue::PEOPLE.has(word));
    let named = last && (words[0] == "for" || words.len() <= 3) && (shape.colon || words[0] == "healthy");
    let people = shape.colon && !shape.has_rest && words[0] == "for" && cue::PEOPLE.within(words);
    unit || named || people
}

/// "DISEASE CHARACTERISTICS:", "Medical Conditions".
fn is_topic(words: &[&str], head: &str, shape: &Shape<'_>) -> bool {
    let capitals = !head.contains(|c: char| c.is_lowercase());
    !shape.has_rest && cue::TOPIC.has(&words.join(" ")) && (capitals || words.len() > 1 || shape.colon)
}
