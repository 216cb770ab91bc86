//! The words that headings and list introductions are made of, from `lexicons/headings.tsv`.

use crate::lex::slots;

/// What a word or several are in the table: one bit for each cue of which they are a term, the first word of one, the
/// last word of one.
#[derive(Debug, Clone, Copy, Default)]
struct Bits {
    whole: u32,
    first: u32,
    last: u32,
}

/// A set of cues, by their rows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cue(u32);

include!(concat!(env!("OUT_DIR"), "/headings.rs"));

/// What stands alone without a heading.
pub(super) const STANDALONE: Cue = Cue(STANDALONE_AGE.0
    | STANDALONE_CAPABILITY.0
    | STANDALONE_CONSENT.0
    | STANDALONE_JUDGEMENT.0
    | STANDALONE_PARTICIPATION.0
    | STANDALONE_PREGNANCY.0
    | STANDALONE_PROGNOSIS.0);

fn bits(term: &str) -> Bits {
    let found = slots::find(SLOTS, slots::hash(term.as_bytes()), |at| TERMS[at].0 == term);
    found.map(|at| TERMS[at].1).unwrap_or_default()
}

impl Cue {
    /// Whether `term`, in lower case, belongs to it.
    pub(super) fn has(&self, term: &str) -> bool {
        bits(term).whole & self.0 != 0
    }

    /// The longest of its terms (in words, up to four) at the start of `words`; gives how many words it has.
    pub(super) fn starts(&self, words: &[&str]) -> Option<usize> {
        let begins = words.first().is_some_and(|word| bits(word).first & self.0 != 0);
        begins.then(|| (1..=words.len().min(4)).rev().find(|&n| self.has(&words[..n].join(" "))))?
    }

    /// Whether one of its terms is at the end of `words`.
    pub(super) fn ends(&self, words: &[&str]) -> bool {
        let ends = words.last().is_some_and(|word| bits(word).last & self.0 != 0);
        ends && (1..=words.len().min(4)).any(|n| self.has(&words[words.len() - n..].join(" ")))
    }

    /// Whether one of its terms is anywhere in `words`.
    pub(super) fn within(&self, words: &[&str]) -> bool {
        (0..words.len()).any(|at| self.starts(&words[at..]).is_some())
    }
}

/// Up to `limit` words of `text` in lower case: runs of letters and digits, apostrophes dropped.
pub(super) fn words(text: &str, limit: usize) -> Vec<String> {
    let mut words = Vec::with_capacity(limit.min(text.len() / 5 + 1));
    let mut word = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let plain = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        if plain > 0 {
            let start = word.len();
            word.push_str(&rest[..plain]);
            word[start..].make_ascii_lowercase();
            rest = &rest[plain..];
            continue;
        }
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        } else if !matches!(c, '\'' | '’') && !word.is_empty() {
            words.push(std::mem::take(&mut word));
            if words.len() == limit {
                return words;
            }
        }
        rest = &rest[c.len_utf8()..];
    }
    if !word.is_empty() && words.len() < limit {
        words.push(word);
    }
    words
}

/// The words as slices, for looking them up.
pub(super) fn slices(words: &[String]) -> Vec<&str> {
    words.iter().map(String::as_str).collect()
}
