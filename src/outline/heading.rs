//! Section, population and topic headings.

use crate::words;
use std::ops::Range;

use super::cue::{self, slices, words};
use super::marker::{Form, Marker};
use super::{HeadingKind, wording};
use crate::rule::Section;

/// A heading found at the start of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Match {
    pub(super) kind: HeadingKind,
    pub(super) section: Option<Section>,
    pub(super) text: Range<usize>,
    /// Criterion text on the heading's line.
    pub(super) rest: Option<Range<usize>>,
    /// Whether it is a heading only if a list with markers follows.
    pub(super) doubtful: bool,
}

/// How many words a heading may have before its colon.
const LONGEST: usize = 24;
/// How many words of a name can stand before "Inclusion Criteria:" on its line.
const LONGEST_NAME: usize = 6;
/// How many words a line without a colon has at most that names a cohort.
const LONGEST_COHORT: usize = 5;
/// How many words a question has at most that heads a section.
const LONGEST_QUESTION: usize = 8;

/// Whether the line in `range`, after its list marker, is a heading, or starts with one.
pub(super) fn heading(text: &str, range: Range<usize>, marker: Option<&Marker>) -> Option<Match> {
    let marked = marker.is_some();
    let parted = matches!(
        marker.map(|marker| marker.form),
        None | Some(Form::Roman { upper: true, .. } | Form::Letter { upper: true, .. })
    );
    let line = &text[range.clone()];
    let colon = first_colon(line);
    let head_end = colon.unwrap_or(line.len());
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
    let whole = Match { kind: HeadingKind::Title, section: None, text: range.clone(), rest: None, doubtful: false };
    let split = |kind, section| Match {
        kind,
        section,
        text: range.start..range.start + head_end,
        rest: Some(rest_start..rest_start + rest_text.len()),
        doubtful: false,
    };
    let shape = Shape {
        colon: colon.is_some(),
        has_rest,
        marked,
        rest: rest_text,
        remark: if marked { None } else { remark_after(head) },
    };
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
    if let Some(section) = asked(&words, &shape) {
        return Some(Match { kind: HeadingKind::Section, section: Some(section), ..whole });
    }
    if is_bold(line, &words) && !marked {
        return Some(Match { kind: HeadingKind::Topic, doubtful: true, ..whole });
    }
    if !parted {
        return None;
    }
    let named = cue::slices(&self::words(shape.rest, 4)).last().is_some_and(|word| cue::PEOPLE.has(word));
    let doubtful = !shape.colon || (has_rest && !named);
    if is_population(&words, head, &shape) {
        return Some(Match { kind: HeadingKind::Population, doubtful, ..whole });
    }
    if marked {
        return None;
    }
    if let Some(section) = wording::section_wording(&words, &shape) {
        return Some(Match { kind: HeadingKind::Section, section: Some(section), doubtful: !shape.colon, ..whole });
    }
    let doubtful = doubtful && head.contains(|c: char| c.is_lowercase());
    is_topic(&words, &shape).then_some(Match { kind: HeadingKind::Topic, doubtful, ..whole })
}

/// How many characters of a line are looked through for a colon.
const NEAR: usize = 300;

/// The byte after the first colon near the start of a line.
fn first_colon(line: &str) -> Option<usize> {
    // '：' begins with this byte, as other characters do.
    const WIDE: u8 = 0xef;
    let colons = memchr::memchr2_iter(b':', WIDE, line.as_bytes());
    let at = colons.into_iter().find(|&at| line.as_bytes()[at] == b':' || line[at..].starts_with('：'))?;
    let end = at + if line.as_bytes()[at] == b':' { 1 } else { '：'.len_utf8() };
    (at < NEAR || line[..at].chars().take(NEAR).count() < NEAR).then_some(end)
}

/// Where a section heading starts whose word "criteria" has its "riteria" at `hit`, inside the line that is `range`.
pub(super) fn inside(text: &str, range: Range<usize>, hit: usize) -> Option<usize> {
    let before = text[range.start..hit].strip_suffix(['c', 'C'])?.trim_end();
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    let name = word.to_lowercase();
    if name != "inclusion" && name != "exclusion" {
        return None;
    }
    let mut at = range.start + before.len() - word.len();
    let mut lead = text[range.start..at].trim_end();
    for modifier in ["Key", "Main", "Major", "KEY", "MAIN"] {
        if let Some(rest) = lead.strip_suffix(modifier) {
            at = range.start + rest.len();
            lead = rest.trim_end();
        }
    }
    let colon = text[hit..range.end].char_indices().take(40).find(|&(_, c)| matches!(c, ':' | '.' | ';' | ','));
    let (colon_at, _) = colon.filter(|(_, c)| *c == ':')?;
    let apart = lead.ends_with(['.', ';', ':', '!', '?', ')']);
    let long = lead.split_whitespace().take(LONGEST_NAME + 1).count() > LONGEST_NAME;
    let named = long && word.starts_with(char::is_uppercase) && colon_at <= "riteria ".len();
    (lead.contains(char::is_alphanumeric) && (apart || named)).then_some(at)
}

/// What a heading's line looks like apart from its words.
pub(super) struct Shape<'a> {
    pub(super) colon: bool,
    pub(super) has_rest: bool,
    marked: bool,
    rest: &'a str,
    /// After how many words a bracket or a dash sets the rest of the heading apart: "Inclusion Criteria (child)".
    remark: Option<usize>,
}

/// How many words stand before the first bracket or dash between words.
fn remark_after(head: &str) -> Option<usize> {
    let at = [" (", " - ", " – "].iter().filter_map(|sign| head.find(sign)).min()?;
    Some(words(&head[..at], LONGEST).len())
}

/// "(Applies to study eye only.)" after a heading belongs to it.
fn is_parenthesis(rest: &str) -> bool {
    rest.starts_with('(') && rest.ends_with(')')
}

/// "Key Inclusion Criteria", "Exclusion criteria for caregivers:", "Excusion Criteria".
fn section_name(words: &[&str], shape: &Shape<'_>) -> Option<Section> {
    if !shape.marked && !shape.has_rest && matches!(words, [_, "related" | "based" | "for" | "due", "to" | "on", ..]) {
        return section_word(words[0]).filter(|_| matches!(words[0], "inclusions" | "exclusions"));
    }
    let at = (0..words.len()).find(|&i| section_word(words[i]).is_some() && follows(words, i))?;
    let section = section_word(words[at])?;
    // "exclusion criteria *include*:" is of one section.
    let named = words.strip_suffix(&["include"]).or(words.strip_suffix(&["including"])).unwrap_or(words);
    let other = named.iter().skip(at + 1).find_map(|word| section_word(word)).is_some_and(|found| found != section);
    let before = &words[of_everybody(words)..at];
    let criterion = words.get(at + 1).is_some_and(|word| cue::CRITERION_WORD.has(word));
    let after = &words[(at + 1 + usize::from(criterion)).min(words.len())..];
    if other || before.iter().any(|word| cue::NEGATION.has(word)) {
        return None;
    }
    if shape.marked && !shape.colon && !criterion {
        return None;
    }
    let about = matches!(words[at], "inclusion" | "exclusion");
    let kind = |word: &str| about && (cue::PEOPLE_KIND.has(word) || cue::PEOPLE.has(word));
    let modified = before.iter().all(|word| cue::MODIFIER.has(word) || word.len() <= 2 || kind(word));
    let named = if !shape.colon {
        modified
            && (after.is_empty()
                || matches!(after[0], "for" | "in" | "of" | "at")
                || shape.remark == Some(at + 1 + usize::from(criterion))
                || criterion && !shape.marked && name_people(after))
    } else if criterion {
        before.len() <= 6
    } else {
        modified && after.is_empty()
    };
    (named && !(shape.marked && !shape.colon && !after.is_empty())).then_some(section)
}

/// How many words at the start say that what follows is asked of everybody: "*For all subjects* exclusion criteria include:". Near miss:
/// "All exclusion criteria must be absent:".
fn of_everybody(words: &[&str]) -> usize {
    let everybody = matches!(words, ["for", word, people, ..] if cue::EVERYBODY.has(word) && cue::PEOPLE.has(people));
    if everybody { 3 } else { 0 }
}

/// "Exclusion Criteria *Traumatic Brain Injury (TBI) patients*": a few words that end in people and say nothing of them. Near misses:
/// "Exclusion criteria *are listed below for patients*", "Exclusion criteria *include pregnant women*".
fn name_people(after: &[&str]) -> bool {
    let says = |word: &&str| words::NO_NAME_OF_PEOPLE.contains(word) || words::SMALL_WORDS.contains(word);
    let people = after.last().is_some_and(|word| cue::PEOPLE.has(word));
    people && after.len() <= LONGEST_NAME && !after.iter().any(says)
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

/// "Who can take part?", "Who cannot join", "Who should not participate?". Near misses: "Who can walk", "Patients who can take part".
fn asked(words: &[&str], shape: &Shape<'_>) -> Option<Section> {
    let question = words[0] == "who" && words.len() <= LONGEST_QUESTION && !shape.marked;
    let part = cue::TAKING_PART.within(words);
    let denied = words.iter().any(|word| words::CAN_NOT.contains(word));
    (question && part && !shape.rest.chars().any(char::is_alphanumeric)).then_some(if denied {
        Section::Exclusion
    } else {
        Section::Inclusion
    })
}

/// "**Disease**", "**Prior therapy**": a few words in bold type, and nothing beside them. Near miss: "**Age ≥ 18 years**".
fn is_bold(line: &str, words: &[&str]) -> bool {
    let inner = line.strip_prefix("**").and_then(|rest| rest.strip_suffix("**")).map(|rest| rest.trim_end_matches(':'));
    inner.is_some_and(|inner| {
        let plain = |c: char| c.is_alphabetic() || matches!(c, ' ' | '-' | '/' | '&');
        !inner.is_empty() && inner.chars().all(plain) && words.len() <= LONGEST_COHORT
    })
}

/// "Cohort A:", "For the control group:", "Healthy volunteers", "Second group : healthy volunteers".
fn is_population(words: &[&str], head: &str, shape: &Shape<'_>) -> bool {
    let rest = cue::words(shape.rest, 6);
    let people_follow = rest.len() <= 3 && rest.last().is_some_and(|word| cue::PEOPLE.has(word));
    let short_rest = !shape.has_rest || rest.len() <= 5;
    if !short_rest || words.len() > 8 || head.contains([',', ';', '.', '<', '>', '≥', '≤']) {
        return false;
    }
    let unit = cue::POPULATION.starts(words).is_some_and(|n| {
        words.get(n).is_some_and(|id| is_identifier(id, shape.colon))
            && (shape.colon || shape.remark == Some(n + 1) || words.len() == n + 1)
    });
    let last = words.last().is_some_and(|word| cue::PEOPLE.has(word));
    let named = last
        && (!shape.has_rest || people_follow)
        && (words[0] == "for" || words.len() <= 3)
        && (shape.colon || matches!(words[0], "healthy" | "for" | "all" | "both"));
    let people = shape.colon && !shape.has_rest && words[0] == "for" && cue::PEOPLE.within(words);
    unit || named || people || is_cohort(words, head, shape)
}

/// "HR-HSPC cohort", "Recurrent or metastatic disease group:": a name before a noun for some of the people of a trial. Near misses:
/// "Age group", "randomization into either cohort".
fn is_cohort(words: &[&str], head: &str, shape: &Shape<'_>) -> bool {
    let Some((noun, name)) = words.split_last() else { return false };
    let length = if shape.colon { 1..LONGEST_NAME } else { 1..LONGEST_COHORT };
    let other =
        |word: &&str| words::NO_COHORT_BEFORE.contains(word) || words::SMALL_WORDS.contains(word) && *word != "or";
    let first = head.split_whitespace().next().unwrap_or_default();
    words::COHORT_NOUNS.contains(noun)
        && !shape.has_rest
        && !shape.marked
        && length.contains(&name.len())
        && !name.iter().any(other)
        && first.contains(char::is_uppercase)
}

/// "A", "2", "IV"; before a colon "ME" too, but no small word.
fn is_identifier(word: &str, colon: bool) -> bool {
    word.chars().count() == 1
        || (word.len() <= 3 && (word.parse::<u32>().is_ok() || super::marker::roman(word).is_some()))
        || (colon && word.len() == 2 && !words::SMALL_WORDS.contains(&word))
}

/// "DISEASE CHARACTERISTICS:", "Medical Conditions", "General". Near misses: "Surgery", "Chemotherapy" without a colon, which may be
/// criteria.
fn is_topic(words: &[&str], shape: &Shape<'_>) -> bool {
    let name = words.join(" ");
    let whole = shape.colon || words.len() > 1 || words::TOPICS_OF_ONE_WORD.contains(&&*name);
    !shape.has_rest && cue::TOPIC.has(&name) && whole
}
