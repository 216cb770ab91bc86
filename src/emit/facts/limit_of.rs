//! What a limit is said of, where the rule has but a part of its name, the verb beside it, or who publishes the scale.
//!
//! | words | subject |
//! |---|---|
//! | *two bone lesions* measuring ≥ 15 mm in the longest **diameter** | of "two": what it counts |
//! | clinical T stage **≥T2** | the stage named before it |
//! | *stage* IVb as defined by the **AJCC** | the stage, and nobody who publishes it |
//! | *grade 2 toxicity* according to the **CTCAE** | what has the grade |
//! | *thickness of pleural **effusion*** < 1 cm | with the noun for what is measured of it |
//! | ***PaO₂** to FiO₂ ratio* of 300 | the whole ratio |
//! | *lymph nodes* ≥ 5 mm that **suggest involvement** | what stands before the limit |
//!
//! Near misses: "ECOG ≤ 2 in patients with lesions", whose number counts nothing; "*AJCC stage* III", a name; "diagnosis of *effusion*".

use std::ops::Range;

use super::{beside, has, said_of};
use crate::words;

/// The most words of what a number counts.
const COUNTED: usize = 6;
/// The most words between a noun for what is measured and the name of the thing.
const DESCRIBED: usize = 3;
/// How many bytes of words are looked at on either side.
const REACH: usize = 90;

/// What says how a limit is written.
#[derive(Clone, Copy)]
pub(super) struct Form {
    /// A whole number without a unit.
    pub counts: bool,
    /// So many points.
    pub points: bool,
    /// Classes, grades or stages.
    pub class: bool,
    /// Without a unit.
    pub unnamed: bool,
}

/// The words that the limit at `limit` is said of, where those at `name` are not it, or not all of it.
pub(super) fn named(text: &str, name: Option<Range<usize>>, limit: &Range<usize>, form: Form) -> Option<Range<usize>> {
    let Some(name) = name else { return score_before(text, limit.start).filter(|_| form.points) };
    let words = text.get(name.clone())?;
    if let Some(counted) = counted(text, limit.end).filter(|_| form.counts) {
        let elsewhere = name.end <= limit.start || name.start >= counted.end;
        let first = name.start == counted.start && name.end < counted.end;
        if elsewhere || first {
            return Some(counted);
        }
    }
    if form.unnamed && name == *limit {
        let staged = |name: &Range<usize>| {
            [" T stage", " N stage", " M stage"].iter().any(|end| text[..name.end].ends_with(end))
        };
        return before(text, limit.start).filter(staged).or_else(|| before_colon(text, limit.start));
    }
    if form.class
        && words::SOCIETIES_OF_SCALES.iter().any(|society| words.contains(society))
        && !words.to_ascii_lowercase().contains("stage")
    {
        return of_class(text, limit);
    }
    if is_fragment(text, words, &name, limit) {
        let share = || beside::after(text, limit.end).filter(|_| text[limit.end..].starts_with(" of "));
        let share = || share().map(|(first, last)| first..last);
        return on_scale(text, limit.end).or_else(share).or_else(|| noun_before(text, limit.start));
    }
    let start = measure_before(text, name.start);
    let end = ratio_after(text, name.end, limit.start);
    (start.is_some() || end.is_some()).then(|| start.unwrap_or(name.start)..end.unwrap_or(name.end))
}

/// What a number counts: the words directly after it, up to a noun for what is counted.
fn counted(text: &str, end: usize) -> Option<Range<usize>> {
    let reach = text.floor_char_boundary((end + REACH).min(text.len()));
    let rest = text.get(end..reach)?.strip_prefix(' ')?;
    let rest = rest.strip_prefix("of ").unwrap_or(rest);
    let start = reach - rest.len();
    let (mut at, mut found) = (start, None);
    for word in rest.split(' ').take(COUNTED) {
        let bare = word.trim_end_matches([',', ';', '.', ':', ')']);
        let plain = !bare.is_empty() && bare.chars().all(|c| c.is_alphabetic() || c == '-');
        if !plain || bare != "or" && !beside::is_name(bare) {
            break;
        }
        if has(words::COUNTED_AFTER, bare) {
            found = Some(start..at + bare.len());
        } else if found.is_some() {
            break;
        }
        if bare.len() < word.len() {
            break;
        }
        at += word.len() + 1;
    }
    found
}

/// "*skin phototypes*: Types III and IV": the name before a colon and a word for its classes.
fn before_colon(text: &str, limit: usize) -> Option<Range<usize>> {
    let rest = text.get(..limit)?.trim_end();
    let class = ["types", "type", "classes", "class", "grades", "grade", "stages", "stage"];
    let word = rest.rsplit(' ').next().filter(|word| has(&class, word)).unwrap_or_default();
    let name = rest[..rest.len() - word.len()].trim_end().strip_suffix(':')?;
    before(text, name.len())
}

/// The words directly before a limit.
fn before(text: &str, limit: usize) -> Option<Range<usize>> {
    beside::before(text, limit).map(|(first, last)| first..last)
}

/// What has a class: the noun after a grade, else the word for the class with what describes it.
fn of_class(text: &str, limit: &Range<usize>) -> Option<Range<usize>> {
    let said = text.get(limit.clone())?.to_ascii_lowercase();
    // "≥ *Gr* 2"
    let shortened = said.split(|c: char| !c.is_alphabetic()).any(|word| word == "gr");
    if shortened || ["grade", "stage", "class"].iter().any(|word| said.contains(word)) {
        return beside::around(text, limit.start, limit.end, beside::Form::Count).map(|(first, last)| first..last);
    }
    let rest = text.get(..limit.start)?.trim_end();
    let rest = [" as", " is", " of"].iter().find_map(|link| rest.strip_suffix(link)).unwrap_or(rest);
    let named = before(text, rest.len())?;
    let last = text[named.clone()].rsplit(' ').next()?.to_ascii_lowercase();
    let first = named.end - last.len();
    let class = ["stage", "staged", "grade", "class"].contains(&last.as_str());
    class.then(|| described(text, first).unwrap_or(first)..named.end)
}

/// Where the adjective begins that describes a stage: "*clinical* stage", "*radiographic* stage".
fn described(text: &str, start: usize) -> Option<usize> {
    let rest = text.get(..start)?.strip_suffix(' ')?;
    let word = rest.rsplit([' ', '(']).next()?;
    let described = ["al", "ic"].iter().any(|end| word.ends_with(end));
    described.then(|| rest.len() - word.len())
}

/// Whether the words of a limit's subject are a verb or an adverb, or stand in a clause after it.
fn is_fragment(text: &str, words: &str, name: &Range<usize>, limit: &Range<usize>) -> bool {
    let first = words.split(' ').next().unwrap_or_default();
    let verb = has(words::VERBS_OF_NO_LIMIT, first);
    let adverb = first.len() > 5 && first.ends_with("ely") || first.ends_with("ately");
    let related = name.start > limit.end && text[..name.start].trim_end().ends_with(" that");
    verb && (related || name.end <= limit.start) || adverb && words.ends_with("ed")
}

/// "grade 0 or 1 *on the PCFS*": the scale that a limit is read from.
fn on_scale(text: &str, end: usize) -> Option<Range<usize>> {
    let rest = text.get(end..)?.strip_prefix(" on the ")?;
    let length = rest.find([' ', ',', '.', ';', ')']).unwrap_or(rest.len());
    let start = end + " on the ".len();
    (length > 0).then_some(start..start + length)
}

/// The noun before a limit, its verbs passed over, and no "no" before it.
fn noun_before(text: &str, limit: usize) -> Option<Range<usize>> {
    let (first, last) = said_of::before_length(text, limit)?;
    let words = &text[first..last];
    let denied = ["No ", "no ", "any ", "Any "].iter().find(|word| words.starts_with(**word));
    Some(first + denied.map_or(0, |word| word.len())..last)
}

/// Where the noun begins for what is measured of the thing at `start`: "*depth of* residual disease", "*Total diameter of* tumors".
fn measure_before(text: &str, start: usize) -> Option<usize> {
    let from = text.floor_char_boundary(start.saturating_sub(REACH));
    let mut rest = text.get(from..start)?.strip_suffix(' ')?;
    for _ in 0..=DESCRIBED {
        let word = rest.rsplit(' ').next()?;
        let before = rest[..rest.len() - word.len()].trim_end();
        if word == "of" {
            let noun = before.rsplit([' ', '(']).next()?;
            let at = before.len() - noun.len();
            return has(words::MEASURE_NOUNS, noun).then(|| from + total_before(before, at));
        }
        if !word.chars().all(|c| c.is_alphabetic() || c == '-') || word.is_empty() {
            return None;
        }
        rest = before;
    }
    None
}

/// Where "total", "maximum" or the like begins directly before a noun.
fn total_before(text: &str, noun: usize) -> usize {
    let Some(rest) = text.get(..noun).and_then(|rest| rest.strip_suffix(' ')) else { return noun };
    let word = rest.rsplit([' ', '(']).next().unwrap_or_default();
    let whole = ["total", "maximum", "maximal", "largest", "longest", "greatest", "mean"];
    if has(&whole, word) { rest.len() - word.len() } else { noun }
}

/// Where the words of a ratio end that begins at the name before them: "PaO₂ *to FiO₂ ratio*", "body weight *over height ratio*".
fn ratio_after(text: &str, name: usize, limit: usize) -> Option<usize> {
    let rest = text.get(name..limit)?;
    let other = rest.strip_prefix(" to ").or_else(|| rest.strip_prefix(" over "))?;
    let at = other.find(" ratio")?;
    let whole = other[..at].split(' ').count() <= 2 && !other[..at].contains([',', ';', '(', ')']);
    whole.then(|| limit - other.len() + at + " ratio".len())
}

/// "*NIHSS score* at the time of treatment: 4 points": the score named before a limit in points, in the same sentence.
fn score_before(text: &str, limit: usize) -> Option<Range<usize>> {
    let from = text.floor_char_boundary(limit.saturating_sub(REACH));
    let rest = text.get(from..limit)?;
    let clause = rest.rfind([';', '.']).map_or(0, |at| at + 1);
    let at = rest[clause..].rfind(" score")? + clause;
    let end = from + at + " score".len();
    text.get(end..limit).filter(|between| !between.contains(|c: char| c.is_ascii_digit()))?;
    before(text, end)
}

#[cfg(test)]
mod tests {
    use super::{Form, named};

    /// What `limit` is said of in `text`, where the rule has `name`.
    fn of<'a>(text: &'a str, name: &str, limit: &str, form: Form) -> Option<&'a str> {
        let range = |words: &str| text.find(words).map(|at| at..at + words.len());
        named(text, range(name), &range(limit)?, form).map(|range| &text[range])
    }

    const COUNT: Form = Form { counts: true, points: false, class: false, unnamed: true };
    const AMOUNT: Form = Form { counts: false, points: false, class: false, unnamed: true };
    const CLASS: Form = Form { counts: false, points: false, class: true, unnamed: true };

    #[test]
    fn a_number_counts_the_noun_after_it() {
        let bone = "Two bone lesions measuring ≥ 15 mm in the longest diameter";
        assert_eq!(of(bone, "longest diameter", "Two", COUNT), Some("bone lesions"));
        assert_eq!(of("Bone progression: ≥ 2 new lesions on scan", "progression", "≥ 2", COUNT), Some("new lesions"));
        let either = "At least 1 measurable or evaluable lesion";
        assert_eq!(of(either, "measurable", "At least 1", COUNT), Some("measurable or evaluable lesion"));
        assert_eq!(of("ECOG ≤ 2 in people with lesions", "ECOG", "≤ 2", COUNT), None);
        assert_eq!(of("at least 2 lesions", "lesions", "at least 2", COUNT), None);
    }

    #[test]
    fn a_class_is_not_said_of_who_publishes_it() {
        let stage = "meet stage IVb as defined by the AJCC";
        assert_eq!(of(stage, "AJCC", "IVb", CLASS), Some("stage"));
        let staged = "Original clinical staged as III-IVa (according to the 8th AJCC edition)";
        assert_eq!(of(staged, "AJCC", "III-IVa", CLASS), Some("clinical staged"));
        let grade = "any grade 2 or above toxicity reaction (according to CTCAE)";
        assert_eq!(of(grade, "CTCAE", "grade 2 or above", CLASS), Some("toxicity reaction"));
        assert_eq!(of("AJCC stage III", "AJCC stage", "III", CLASS), None);
        assert_eq!(of("clinical T stage ≥T2 on MRI", "≥T2", "≥T2", CLASS), Some("clinical T stage"));
        assert_eq!(of("Achieving a grade 0 or 1 on the PCFS.", "Achieving", "grade 0 or 1", CLASS), Some("PCFS"));
    }

    #[test]
    fn a_name_keeps_what_is_measured_of_it() {
        let depth = "with more than 2.5 mm depth of residual disease";
        assert_eq!(of(depth, "disease", "more than 2.5 mm", AMOUNT), Some("depth of residual disease"));
        assert_eq!(of("Total diameter of tumor ≤ 12 cm", "tumor", "≤ 12 cm", AMOUNT), Some("Total diameter of tumor"));
        assert_eq!(of("diagnosis of effusion < 1 cm", "effusion", "< 1 cm", AMOUNT), None);
        let ratio = "body weight over height ratio greater than 1 kg/cm";
        let whole = Some("body weight over height ratio");
        assert_eq!(of(ratio, "body weight", "greater than 1 kg/cm", AMOUNT), whole);
        let nodes = "No lymph nodes ≥ 5 mm in size that suggest involvement";
        assert_eq!(of(nodes, "suggest involvement", "≥ 5 mm", AMOUNT), Some("lymph nodes"));
    }

    #[test]
    fn points_are_those_of_the_score_before() {
        let form = Form { counts: false, points: true, class: false, unnamed: true };
        let score = "NIHSS score at the time of treatment: from 4 points to 24 points";
        let limit = score.find("4 points").map(|at| at..at + 20);
        let said = limit.and_then(|limit| named(score, None, &limit, form)).map(|range| &score[range]);
        assert_eq!(said, Some("NIHSS score"));
    }
}
