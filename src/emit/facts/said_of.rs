//! What a length of time is said of, where only a verb, a place or a person stands beside it: the noun that has them.
//!
//! | words | subject |
//! |---|---|
//! | *treatment* must be **terminated** 4 weeks before | what is terminated |
//! | *medications* (of any kind) that have not been **stable** for 30 days | what is stable |
//! | *psychotherapy*, it must have been **maintained** for 4 weeks | what the pronoun stands for |
//! | *treatment* except steroids must be **stopped** 4 weeks before | what it is an exception from |
//! | to *remain* in the **study area** for 42 days | what is done there |
//! | *injection therapy* on the **affected shoulder** within 3 months | what is done to that part of the body |
//! | an *audiogram* by a licensed **audiologist** within 12 months | what the person does |
//! | the 4-week **follow-up** | the period itself |
//!
//! Near misses: "maintained on *lithium* for 4 weeks", "*stable dose* for 4 weeks", "admitted to *hospital* for 2 days", which
//! name it.

use std::ops::Range;

use super::{beside, has};
use crate::words;

/// How many bytes before a length of time, or between it and a name, are looked at.
const REACH: usize = 240;
/// How many steps are made from a verb to its noun.
const STEPS: usize = 12;
/// Verbs at the end of a name, for that what it names happened.
const TOOK_PLACE: [&str; 4] = [" took place", " occurred", " began", " happened"];
/// How many verbs of one noun "and" joins.
const VERBS: usize = 2;

/// Whether the words that the rule has for what lasts only tell how what is given lasts: "medication *stable* for 4 weeks". Near
/// misses: "cancer in *remission* for 3 years"; "*stable dose* of lithium", which is a thing of its own; "the same *dose* stable for …",
/// where what is given has another name.
pub(super) fn is_of_what_is_given(of: &str, leaf: Option<&str>) -> bool {
    let general = |name: &str| name.split(' ').next_back().is_none_or(|last| has(words::WORDS_OF_LEVEL, last));
    is_predicate(of) && leaf.is_some_and(|name| !general(name) && !is_predicate(name))
}

/// The words that the length of time at `length` is said of, where those at `start..end` name nothing that lasts or happens.
pub(super) fn named(text: &str, start: usize, end: usize, length: usize) -> Option<(usize, usize)> {
    let words = text.get(start..end).filter(|_| start < length)?;
    if is_predicate(words) {
        // "if use of it is *applicable*, the dose must be stable for 2 months": of the clause that it stands in.
        let clause = text.get(end..length).is_some_and(|between| between.contains(", "));
        let own = || before_length(text, length).filter(|(first, _)| clause && *first > end);
        return own().or_else(|| near(text, start, noun_of));
    }
    let last = words.rsplit(' ').next()?;
    if let Some(what) = TOOK_PLACE.iter().find_map(|verb| words.strip_suffix(verb)) {
        return Some((start, start + what.len()));
    }
    if has(words::LASTING_VERBS, last) {
        // "masticatory muscle *pain persists* for more than 3 months"
        return Some((start, end - last.len() - 1)).filter(|(first, last)| first < last);
    }
    let whole = words.split(' ').any(|word| has(words::LINKS_TO_PLACES, word) || word == "of");
    let place = has(words::PLACES_AND_PERSONS, last) || has(words::BODY_SITES, last);
    if whole || !place {
        return None;
    }
    let stays = words.contains("hospital");
    near(text, start, |text, start| {
        let (before, link) = before_link(text, start)?;
        noun_of(text, before).filter(|_| link != "to" || !stays)
    })
}

/// What is found in the words shortly before `at`; none where it may begin before them.
fn near(text: &str, at: usize, find: impl Fn(&str, usize) -> Option<(usize, usize)>) -> Option<(usize, usize)> {
    let from = text.floor_char_boundary(at.saturating_sub(REACH));
    let (first, last) = find(text.get(from..)?, at - from)?;
    (first > 0 || from == 0).then_some((from + first, from + last))
}

/// The period that a length of time with a hyphen is the length of: "complete the 4-week *follow-up*", "the 12-week *trial*",
/// "a 15-day *taper*", "a 4-week *washout period*". Near misses: "a 3-month *course of antibiotics*"; "the 30-day *period*".
pub(super) fn period(text: &str, from: usize, to: usize) -> Option<(usize, usize)> {
    let is_article = |word: &str| has(&["a", "an", "the"], word);
    let article = text.get(..from)?.trim_end().rsplit(' ').next().is_some_and(is_article)
        || ["approximately", "about"].iter().any(|about| text[from..to].contains(about));
    let hyphen = text.get(from..to)?.contains('-');
    let rest = text.get(to..).filter(|_| hyphen || article)?.strip_prefix(' ')?;
    let start = text.len() - rest.len();
    let mut end = start;
    let mut named = None;
    for (at, word) in rest.split(' ').take(3).enumerate() {
        let bare = word.trim_end_matches([',', '.', ';', ')']);
        if bare.is_empty() {
            break;
        }
        end += usize::from(end > start) + bare.len();
        let told = has(words::PERIOD_NOUNS, bare) && (at > 0 || bare.starts_with("taper"));
        if told {
            return Some((start, end));
        }
        if at < 2 && has(words::PERIODS_OF_TRIAL, bare) {
            named = named.or(Some((start, end)));
        }
        if bare.len() < word.len() {
            break;
        }
    }
    named
}

/// "*Duration of symptoms* attributable to COVID-19 ≤ 12 days": what lasts, of which the name at `start` is but the cause. Near miss:
/// "duration of *COVID-19* ≤ 12 days".
pub(super) fn duration(text: &str, start: usize, length: usize) -> Option<(usize, usize)> {
    let from = text.floor_char_boundary(start.saturating_sub(REACH));
    let before = text.get(from..start).filter(|_| start < length)?;
    let clause = before.rfind([';', '.', ',', '(', ':']).map_or(0, |at| at + 1);
    let links = [" attributable to", " due to", " related to", " caused by", " associated with"];
    let link = links.iter().find_map(|link| before[clause..].find(link))? + clause;
    let opening = before[clause..link].to_ascii_lowercase().find("duration of ")? + clause;
    Some((from + opening, from + link))
}

/// The words before a length of time that begins at `at` and has nothing else that it is said of: "a *negative pregnancy test* must be
/// done within 72 hours", "*hormone therapy* (within the last year)". Near miss: "…, within 6 months", which a comma parts.
pub(super) fn before_length(text: &str, at: usize) -> Option<(usize, usize)> {
    near(text, at, directly_before)
}

fn directly_before(text: &str, at: usize) -> Option<(usize, usize)> {
    let rest = text.get(..at)?.trim_end().trim_end_matches(['(', '[']).trim_end();
    let rest = if rest.ends_with(',') { before_comma_aside(rest)? } else { rest };
    let rest = [" after", " before", " since", " over"].iter().find_map(|link| rest.strip_suffix(link)).unwrap_or(rest);
    let link = rest.rsplit(' ').next()?;
    let parted = rest.ends_with([';', ':', '.', ',']) || has(&["and", "or", "who", "that"], link);
    let found = (!parted).then(|| noun_of(text, rest.len())).flatten()?;
    let last = text[found.0..found.1].rsplit(' ').next()?;
    (!has(words::NO_SUBJECTS, last)).then_some(found)
}

/// Whether the words before a length of time announce a list that it is said of: "taking *the following* for six weeks, …: A, B".
fn lists(text: &str, at: usize) -> bool {
    let from = text.floor_char_boundary(at.saturating_sub(REACH));
    let before = text.get(from..at).unwrap_or_default().to_ascii_lowercase();
    ["following", "any of these", "these drugs", "listed"].iter().any(|word| before.contains(word))
}

/// Whether a name stands where a length of time at `length` is not said of it: after it, in another clause or as a purpose ("biopsy within
/// 8 weeks, assessed by *class*", "treatment within 2 years for *allergy*"), or in brackets before it ("vaccinated (as the *label*
/// says) < 3 years before"). Near misses: "within 7 days: *ANC*", with nothing before it; "estimated GFR (*eGFR*) within 7 days".
pub(super) fn is_elsewhere(text: &str, name: Range<usize>, length: Range<usize>) -> bool {
    if length.end.max(name.end) > length.start.min(name.start) + REACH + name.len() + length.len() {
        return false;
    }
    if let Some(between) = text.get(length.end..name.start) {
        let listed =
            between.contains(':') && !between.contains(',') || between.starts_with(" of ") || lists(text, length.start);
        let purpose = between.ends_with(" to ") && !between.contains(" of ");
        let clause =
            purpose || between.contains([',', ';']) || [" as ", " by "].iter().any(|word| between.contains(word));
        let before = before_length(text, length.start).map_or("", |(first, last)| &text[first..last]);
        let treated = before.rsplit(' ').next().is_some_and(|last| has(words::EVENT_NOUNS, last));
        return !listed && (clause || treated && between.starts_with(" for "));
    }
    let Some(between) = text.get(name.end..length.start) else { return false };
    let inside = between.find(')').is_some_and(|close| !between[..close].contains('('));
    inside && !text[..name.start].trim_end().ends_with('(')
}

/// What stands before two commas with a remark between them: "A or B*, but not both,* for a month".
fn before_comma_aside(rest: &str) -> Option<&str> {
    let inner = rest.strip_suffix(',')?;
    let at = inner.rfind(", ")?;
    let aside = &inner[at + 2..];
    let opens = ["with or without ", "but not ", "including ", "such as ", "either "];
    opens.iter().any(|words| aside.starts_with(words)).then(|| &inner[..at])
}

/// Where the preposition begins that leads to a place or a person, and which it is: "remain *in* the study area".
fn before_link(text: &str, start: usize) -> Option<(usize, &str)> {
    let mut rest = text.get(..start)?.trim_end();
    for _ in 0..4 {
        let at = rest.rfind(' ').map_or(0, |space| space + 1);
        let word = &rest[at..];
        if has(words::LINKS_TO_PLACES, word) {
            return Some((at, word));
        }
        if word.is_empty() || !word.chars().all(|c| c.is_alphabetic() || c == '-') {
            return None;
        }
        rest = rest[..at].trim_end();
    }
    None
}

/// The noun before a verb that begins at `at`, with what stands between them passed over.
fn noun_of(text: &str, at: usize) -> Option<(usize, usize)> {
    let mut rest = text.get(..at)?.trim_end();
    let (mut pronoun, mut verbs) = (false, 1);
    for _ in 0..STEPS {
        if let Some(before) = rest.strip_suffix(')') {
            rest = before[..before.rfind('(')?].trim_end();
            continue;
        }
        let word_at = rest.rfind([' ', '(']).map_or(0, |space| space + 1);
        let word = &rest[word_at..];
        let joined = word.ends_with(',') && !pronoun || has(&["and", "or"], word);
        if joined {
            let before = verb_before(text, word_at + word.trim_end_matches(',').len()).filter(|_| verbs < VERBS)?;
            (rest, verbs) = (text[..before].trim_end(), verbs + 1);
            continue;
        }
        let word = word.trim_end_matches(',');
        pronoun |= has(words::PRONOUNS, word);
        if has(words::WORDS_OF_LEVEL, word) {
            let (first, last) = beside::before(text, word_at + word.len())?;
            match past_degree(text, first) {
                Some(before) => rest = before,
                None => return Some((first, last)),
            }
            continue;
        }
        if has(words::BEFORE_VERBS, word) || is_predicate(word) {
            rest = rest[..word_at].trim_end().trim_end_matches(['(', ' ']);
            continue;
        }
        let (first, last) = beside::before(text, word_at + word.len())?;
        match past_aside(text, first, last) {
            Some(before) => rest = before,
            None => {
                return Some((first, last))
                    .filter(|_| !text[..first].trim_end().ends_with(|c: char| c.is_ascii_digit()));
            }
        }
    }
    None
}

/// What stands before how much or how often that is: "maintained *at the same* frequency". Near miss: "if *the* dose has been stable".
fn past_degree(text: &str, first: usize) -> Option<&str> {
    let (rest, word) = before_article(text, first).rsplit_once(' ')?;
    matches!(word, "at" | "on" | "with" | "in").then(|| rest.trim_end())
}

/// What stands before `first` and an article there: "maintained at *the* frequency".
fn before_article(text: &str, first: usize) -> &str {
    let before = text[..first].trim_end();
    before.strip_suffix(" the").or_else(|| before.strip_suffix(" a")).unwrap_or(before)
}

/// Where another verb of the same noun begins, before the "and" at `at`: "ventilation *initiated* at birth and continued for …".
fn verb_before(text: &str, at: usize) -> Option<usize> {
    let mut rest = text.get(..at)?;
    for _ in 0..STEPS {
        rest = rest.trim_end();
        let word_at = rest.rfind(' ').map_or(0, |space| space + 1);
        let word = &rest[word_at..];
        if has(words::PREDICATES, word) {
            return Some(word_at);
        }
        if word.is_empty() || word.ends_with([',', ';', '.', ')']) {
            return None;
        }
        rest = &rest[..word_at];
    }
    None
}

/// What stands before an exception, a period or an agent that the words at `first..last` name: "treatment *except steroids*",
/// "treatment *during the study*", "a diet *by the study*".
fn past_aside(text: &str, first: usize, last: usize) -> Option<&str> {
    if let Some(at) = text[first..last].find("except") {
        return Some(text[..first + at].trim_end_matches([',', ' ']));
    }
    let (rest, word) = before_article(text, first).rsplit_once(' ')?;
    has(words::ASIDE_LINKS, word).then(|| rest.trim_end_matches([',', ' ']))
}

/// Whether words are a verb, an adverb or an adjective of how something lasts, and nothing else.
pub(super) fn is_predicate(text: &str) -> bool {
    let adverb = |word: &str| word.len() > 5 && word.ends_with("ly") && !has(words::NOUNS_IN_LY, word);
    let mut said = text.split(' ').filter(|word| !has(words::BEFORE_VERBS, word)).peekable();
    said.peek().is_some() && said.all(|word| has(words::PREDICATES, word) || adverb(word))
}

#[cfg(test)]
mod tests {
    use super::named;

    /// What `length` is said of in `text`, where the rule has `words`.
    fn said_of<'a>(text: &'a str, words: &str, length: &str) -> Option<&'a str> {
        let start = text.find(words)?;
        named(text, start, start + words.len(), text.find(length)?).map(|(first, last)| &text[first..last])
    }

    #[test]
    fn a_verb_has_the_noun_before_it() {
        let terminated = "All previous anti-tumor treatment except SSA must be terminated at least 4 weeks before";
        assert_eq!(said_of(terminated, "terminated", "at least 4"), Some("previous anti-tumor treatment"));
        let aside = "Chronic medications (of any kind) that have not been stable for 30 days";
        assert_eq!(said_of(aside, "stable", "for 30"), Some("Chronic medications"));
        let pronoun = "If on psychotherapy, it must have been maintained at the same frequency for 4 weeks";
        assert_eq!(said_of(pronoun, "maintained", "for 4"), Some("psychotherapy"));
        let again = "need for ventilation initiated at birth and continued for at least 10 minutes";
        assert_eq!(said_of(again, "continued", "for at"), Some("ventilation"));
        let dose = "Welcome if the dose has been stable for 8 weeks";
        assert_eq!(said_of(dose, "stable", "for 8"), Some("dose"));
        assert_eq!(said_of("vitamin E 400 IU/day: not stable for 6 months", "stable", "for 6"), None);
        let bracket =
            "Estrogen therapy during the study period (it was permitted only if terminated 6 months before study)";
        assert_eq!(said_of(bracket, "terminated", "6 months"), Some("Estrogen therapy"));
        assert_eq!(said_of("Patients with a donor and had passed over 3 months", "passed", "over 3"), None);
    }

    #[test]
    fn a_place_has_what_is_done_there() {
        let area = "Intent to remain in study area for at least 42 days";
        assert_eq!(said_of(area, "study area", "for at"), Some("remain"));
        assert_eq!(said_of("intending to move from the area for 2 years", "move from the area", "for 2"), None);
        let audiogram = "an audiogram performed by a licensed audiologist within 12 months";
        assert_eq!(said_of(audiogram, "licensed audiologist", "within"), Some("audiogram"));
    }

    #[test]
    fn the_words_before_a_length_are_what_it_is_said_of() {
        let said_of = |text: &'static str, length: &str| {
            super::before_length(text, text.find(length)?).map(|(first, last)| &text[first..last])
        };
        assert_eq!(said_of("a pregnancy test must be done within 72 hours", "within"), Some("pregnancy test"));
        assert_eq!(said_of("use of hormone therapy (within a year)", "within"), Some("hormone therapy"));
        assert_eq!(said_of("ACEi or ARB, but not both, for a month", "for a"), Some("ARB"));
        assert_eq!(said_of("Has received in the past year one of", "in the"), Some("received"));
        for text in ["stroke, within a year", "a week or within a year", "within a year"] {
            assert_eq!(said_of(text, "within"), None, "{text}");
        }
    }

    #[test]
    fn a_name_in_another_clause_has_not_the_length() {
        let is_elsewhere = |text: &str, name: &str, length: &str| {
            let range = |words: &str| text.find(words).map_or(0..0, |at| at..at + words.len());
            super::is_elsewhere(text, range(name), range(length))
        };
        assert!(is_elsewhere("a biopsy within 8 weeks, assessed by class III", "class", "within 8 weeks"));
        assert!(is_elsewhere("received treatment within 2 years for allergy", "allergy", "within 2 years"));
        assert!(is_elsewhere("Vaccinated (as the label says) < 3 years before", "label", "< 3 years"));
        assert!(!is_elsewhere("estimated GFR (eGFR) within 7 days", "eGFR", "within 7 days"));
        assert!(!is_elsewhere("taking the following for six weeks, at any dose: BAS", "BAS", "for six weeks"));
        assert!(!is_elsewhere("No smoking for 4 months: CO", "CO", "for 4 months"));
    }

    #[test]
    fn what_is_named_stays() {
        assert_eq!(said_of("maintained on lithium for 4 weeks", "lithium", "for 4"), None);
        assert_eq!(said_of("on a stable dose for 4 weeks", "stable dose", "for 4"), None);
        assert_eq!(said_of("admitted to hospital for 2 days", "hospital", "for 2"), None);
    }
}
