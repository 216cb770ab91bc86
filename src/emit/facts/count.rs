//! How many of several alternatives there have to be, and what they are, in the words of the text.
//!
//! | words | fact |
//! |---|---|
//! | ≥ 2 of the following signs: … | ≥ 2, of *the following signs* |
//! | at least one of these signs: … | at least one, of *these signs* |
//!
//! Near miss: "one of the following", "any of these", which set no limit beside the list.

use std::ops::Range;

/// How many bytes of words are looked at on either side of a number.
const REACH: usize = 60;

/// What a number that ends at `end` counts: the words after it, up to the sign that ends them, as bytes of the text.
///
/// ```text
/// "≥ 2 of the following signs: …", after "≥ 2"  →  "the following signs"
/// ```
pub(super) fn counted(text: &str, end: usize) -> Option<(usize, usize)> {
    let reach = text.floor_char_boundary((end + REACH).min(text.len()));
    let after = text.get(end..reach)?;
    let last = if reach < text.len() { after.rfind(' ').unwrap_or(0) } else { after.len() };
    let words = named_part(&after[..after.find(|c: char| ":;.,([\n\r".contains(c)).unwrap_or(last)]);
    let mut named = words.trim_start();
    for opener in ["or more ", "out of ", "of "] {
        let opens = named.get(..opener.len()).is_some_and(|word| word.eq_ignore_ascii_case(opener));
        named = if opens { &named[opener.len()..] } else { named };
    }
    let start = end + words.len() - named.len();
    let named = named.trim_end();
    named.starts_with(char::is_alphabetic).then_some((start, start + named.len()))
}

/// Words that open what tells more of what is counted, and name no part of it.
const TAILS: [&str; 24] = [
    "after", "among", "at", "based", "because", "before", "by", "despite", "during", "for", "from", "if", "in", "on",
    "over", "prior", "since", "that", "when", "which", "while", "who", "within", "without",
];

/// Verbs that make a clause of what stands after "or".
const VERBS: [&str; 8] = ["are", "had", "has", "have", "is", "was", "were", "will"];

/// The words that name what is counted: "AED *for the last 2 years*", "trial *or patient was* intolerant". Near miss: "of the
/// following *criteria for* lupus", which is the list's own name.
fn named_part(words: &str) -> &str {
    let listed = words.trim_start();
    if ["of the ", "of these ", "of any of ", "the ", "these ", "or more of "]
        .iter()
        .any(|opening| listed.starts_with(opening))
    {
        // "of the following *in the past year*"
        let dated = [" in the past ", " in the last ", " in the previous ", " within "];
        let end = dated.iter().filter_map(|time| words.find(time)).min();
        return end.map_or(words, |end| &words[..end]);
    }
    let begun = words.len() - listed.len();
    let mut at = begun;
    let all: Vec<&str> = listed.split(' ').collect();
    for (n, word) in all.iter().enumerate() {
        let clause = matches!(*word, "or" | "and") && all.iter().skip(n + 1).take(3).any(|next| VERBS.contains(next));
        if n > 0 && (TAILS.contains(word) || clause) {
            return words[..at].trim_end();
        }
        at += word.len() + 1;
    }
    words
}

/// Where "at least one" stands in the words that open a list, which end at `end`, and no earlier than `start`.
pub(super) fn at_least_one(text: &str, start: usize, end: usize) -> Option<Range<usize>> {
    let from = text.floor_char_boundary(start.max(end.saturating_sub(2 * REACH)));
    let opening = text.get(from..end)?.to_ascii_lowercase();
    let phrases = ["at least one of ", "at least 1 of ", "≥ 1 of ", "≥1 of ", "minimum of one of "];
    let found = phrases.iter().filter_map(|phrase| Some((opening.rfind(phrase)?, phrase.len() - " of ".len())));
    let (at, length) = found.max_by_key(|(at, _)| *at)?;
    Some(from + at..from + at + length)
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_number_counts_what_follows_it() {
        let counted = |text: &'static str| super::counted(text, "≥ 2".len()).map(|(from, to)| &text[from..to]);
        assert_eq!(counted("≥ 2 of the following signs: fever"), Some("the following signs"));
        assert_eq!(counted("≥ 2 antihypertensives"), Some("antihypertensives"));
        assert_eq!(counted("≥ 2: fever"), None);
        assert_eq!(counted("≥ 2 ASMs at stable doses for 4 weeks"), Some("ASMs"));
        assert_eq!(counted("≥ 2 trials or patient was intolerant"), Some("trials"));
        assert_eq!(counted("≥ 2 of the following criteria for lupus: fever"), Some("the following criteria for lupus"));
        assert_eq!(counted("≥ 2 of the following in the past year: fever"), Some("the following"));
    }

    #[test]
    fn a_list_may_ask_for_one_at_least() {
        let text = "asthma, or at least one of these signs: fever";
        let found = super::at_least_one(text, 0, text.len() - "fever".len());
        assert_eq!(found.map(|range| &text[range]), Some("at least one"));
        for text in ["one of the following: ", "at least one drug: ", "any of these: "] {
            assert_eq!(super::at_least_one(text, 0, text.len()), None, "{text}");
        }
    }
}
