//! The words that headings and list introductions are made of, from `lexicons/headings.tsv`.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

use crate::hash::FastHasher;

static TABLE: &str = include_str!("../../lexicons/headings.tsv");

/// What a word or several are in the table: one bit for each cue of which they are a term, the first word of one, the
/// last word of one.
#[derive(Debug, Clone, Copy, Default)]
struct Bits {
    whole: u32,
    first: u32,
    last: u32,
}

static TERMS: LazyLock<HashMap<&'static str, Bits, BuildHasherDefault<FastHasher>>> = LazyLock::new(|| {
    let mut terms: HashMap<&'static str, Bits, _> = HashMap::default();
    for (row, line) in TABLE.lines().skip(1).enumerate() {
        for term in line.split('\t').skip(1).flat_map(|field| field.split('|')) {
            terms.entry(term).or_default().whole |= 1 << row;
            terms.entry(term.split(' ').next().unwrap_or(term)).or_default().first |= 1 << row;
            terms.entry(term.rsplit(' ').next().unwrap_or(term)).or_default().last |= 1 << row;
        }
    }
    terms
});

fn bits(term: &str) -> Bits {
    TERMS.get(term).copied().unwrap_or_default()
}

/// The bit of each id, in the order of the table.
fn bit(id: &str) -> u32 {
    TABLE.lines().skip(1).position(|line| line.split('\t').next() == Some(id)).map_or(0, |row| 1 << row)
}

/// A set of cues, by their ids.
#[derive(Debug)]
pub(super) struct Cue(LazyLock<u32>);

macro_rules! cues {
    ($($name:ident = $($id:literal)|+;)+) => {
        $(pub(super) static $name: Cue = Cue(LazyLock::new(|| 0 $(| bit($id))+));)+
    };
}

cues! {
    ANAPHOR = "anaphor";
    CRITERION_WORD = "criterion_word";
    EVERYBODY = "everybody";
    EXCLUDE_WORDING = "exclude_wording";
    EXCLUSION = "exclusion";
    INCLUDE_WORDING = "include_wording";
    INCLUSION = "inclusion";
    LEAD_IN_END = "lead_in_end";
    MODIFIER = "modifier";
    NEGATION = "negation";
    NOTHING = "nothing";
    PEOPLE = "people";
    PEOPLE_KIND = "people_kind";
    POPULATION = "population";
    STANDALONE = "standalone_age" | "standalone_capability" | "standalone_consent" | "standalone_judgement"
        | "standalone_participation" | "standalone_pregnancy" | "standalone_prognosis";
    SUBJECT_START = "subject_start";
    TITLE = "title";
    TOPIC = "topic";
    USUAL_PEOPLE = "usual_people";
}

impl Cue {
    /// Whether `term`, in lower case, belongs to it.
    pub(super) fn has(&self, term: &str) -> bool {
        bits(term).whole & *self.0 != 0
    }

    /// The longest of its terms (in words, up to four) at the start of `words`; gives how many words it has.
    pub(super) fn starts(&self, words: &[&str]) -> Option<usize> {
        let begins = words.first().is_some_and(|word| bits(word).first & *self.0 != 0);
        begins.then(|| (1..=words.len().min(4)).rev().find(|&n| self.has(&words[..n].join(" "))))?
    }

    /// Whether one of its terms is at the end of `words`.
    pub(super) fn ends(&self, words: &[&str]) -> bool {
        let ends = words.last().is_some_and(|word| bits(word).last & *self.0 != 0);
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
