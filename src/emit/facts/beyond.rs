//! Further reasons why a length of time that a list shares is not said of one of its members.
//!
//! | words | no subject |
//! |---|---|
//! | immunosuppressants, *such as **methotrexate**,* within 6 months | an example of what has it |
//! | cream *on the **face*** within 4 weeks | a part of the body, or a place, at which it is done |
//! | a ***renal*** *or hepatic event* within a year | an adjective of the noun that is named later |
//! | heart failure *in the past 2 years* or ***stroke*** within 6 months | of the heart failure, which has its own |
//! | dementia, *or **recent** ECT (in the past 3 months)* | of the dementia, for brackets stand behind what is recent |
//!
//! Near misses: "methotrexate or *such drugs*", "*neck pain* within 4 weeks", "*renal failure* or stroke", "*stroke* or bleeding (in the past
//! 3 months)".

use std::ops::Range;

use super::has;
use crate::lex::look_up;
use crate::words;

/// Words that open examples of what is named before them.
const OPENS_EXAMPLES: [&str; 6] = [" such as ", " including ", " like ", "(e.g.", "(eg", " e.g."];

/// Parts of the body that more than one disease is named by.
const LIMBS: [&str; 2] = ["extremities", "extremity"];

/// Endings of what only describes, beside those of the adjectives.
const DESCRIBES: [&str; 1] = ["ed"];

/// Whether the name at `one` is an example of the one at `head`: "corticosteroids *such as prednisone*, within". Near miss: "treatment *such
/// as prednisone*", which names nothing else.
pub(super) fn is_example(text: &str, one: &Range<usize>, head: &Range<usize>) -> bool {
    if text.get(head.clone()).is_none_or(|word| has(words::EVENT_NOUNS, word)) {
        return false;
    }
    let between = text.get(head.end..one.start).unwrap_or_default();
    let opens = |words: &&str| between.find(*words).map(|at| at + words.len());
    OPENS_EXAMPLES.iter().filter_map(opens).min().is_some_and(|at| {
        let (before, rest) = between.split_at(at);
        let opened = rest.matches('(').count() == rest.matches(')').count();
        // "such as A, B, *or any* C" goes on after the examples.
        let other = ["or any ", "or other ", "and any ", "and other "].iter().any(|link| rest.contains(link));
        let counted = rest.contains(|c: char| c.is_ascii_digit());
        opened
            && !counted
            && !other
            && !before.contains([';', '.', ':', ')'])
            && !rest.contains([';', ':'])
            && !rest.contains(". ")
    })
}

/// Whether a name is a part of the body or a place: "on the *face*", "in the low back, *cervical spine* or extremities".
pub(super) fn is_place(text: &str, one: &Range<usize>) -> bool {
    let words = text.get(one.clone()).unwrap_or_default();
    let last = words.rsplit(' ').next().unwrap_or_default();
    let happens = [words::EVENT_PREPOSITIONS, words::EVENT_NOUNS, words::EVENT_VERBS];
    if words.split(' ').any(|word| happens.iter().any(|list| has(list, word))) {
        return false;
    }
    let link = text.get(..one.start).and_then(|before| before.trim_end().rsplit(' ').find(|word| !is_described(word)));
    has(words::BODY_SITES, last)
        || has(&LIMBS, last)
        || has(words::PLACES_AND_PERSONS, last) && has(words::LINKS_TO_PLACES, link.unwrap_or(""))
}

fn is_described(word: &str) -> bool {
    has(words::EVENT_DESCRIPTIONS, word) || words::ADJECTIVE_ENDINGS.iter().take(7).any(|end| word.ends_with(end))
}

/// Whether a name is an adjective that waits for the noun of a later one: "*renal* or hepatic event".
pub(super) fn is_adjective(text: &str, one: &Range<usize>, later: &Range<usize>) -> bool {
    let Some(word) = text.get(one.clone()).filter(|word| !word.contains(' ')) else { return false };
    let endings = words::ADJECTIVE_ENDINGS.iter().take(7).chain(&DESCRIBES);
    let named = || look_up(word).is_some_and(|found| found.entries().any(|entry| entry.kind().is_concept()));
    let between = text.get(one.end..later.start).unwrap_or(".");
    let listed = [",", " or", " and"].iter().any(|join| between.starts_with(join));
    listed && !between.contains([';', '.', ')']) && endings.into_iter().any(|end| word.ends_with(end)) && !named()
}

/// Whether another length of time stands between the name and the next one: "A *within 2 years* or B within 6 months".
pub(super) fn has_its_own(one: &Range<usize>, next: &Range<usize>, others: &[Range<usize>]) -> bool {
    others.iter().any(|other| one.end <= other.start && other.end <= next.start)
}

/// Whether a name that "recent" describes stands directly before the brackets around the length of time.
pub(super) fn is_recent(text: &str, one: &Range<usize>, length: &Range<usize>) -> bool {
    let bracketed = text.get(one.end..length.start).is_some_and(|between| matches!(between.trim(), "(" | "["));
    let said = text.get(..one.end).unwrap_or_default();
    let first = said.rfind([',', ';', '(']).map_or(0, |at| at + 1);
    let words = said[first..].rsplit(" or ").next().unwrap_or_default();
    bracketed && words.split(' ').any(|word| word.eq_ignore_ascii_case("recent"))
}
