//! The answers that `corpus/patients` expects, as its tables have them.

use std::collections::{BTreeMap, BTreeSet};

use trial_extract::evaluate::Truth;

use crate::records::folder;

/// The answers of each patient by criterion, as the tables of the trial have them; `trial` is the whole's.
pub fn expected(trial: &str) -> BTreeMap<String, BTreeMap<String, Truth>> {
    let text = std::fs::read_to_string(folder().join(format!("{trial}.md"))).unwrap();
    let mut all = BTreeMap::new();
    for line in text.lines() {
        if let Some(answers) = line.strip_prefix("Base answers: ") {
            all.insert("base".to_owned(), parsed(answers.trim_end_matches('.')));
        }
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        if let [id, _, _, answers] = cells[..]
            && id.starts_with(&format!("{trial}-"))
        {
            all.insert(id.to_owned(), parsed(answers));
        }
    }
    all
}

fn parsed(answers: &str) -> BTreeMap<String, Truth> {
    let mut out = BTreeMap::new();
    for answer in answers.split(';').map(str::trim) {
        // What is said of a setting that may be given is not asked here.
        let answer = answer.split(" unless").next().unwrap_or_default();
        let (ids, truth) = if let Some(ids) = answer.strip_suffix("no").filter(|ids| ids.starts_with("trial")) {
            (ids, Truth::NotMet)
        } else if let Some((ids, _)) = answer.split_once("not met") {
            (ids, Truth::NotMet)
        } else if let Some((ids, _)) = answer.split_once("unknown") {
            (ids, Truth::Unknown)
        } else if let Some((ids, _)) = answer.split_once("met") {
            (ids, Truth::Met)
        } else {
            continue;
        };
        for id in ids_in(ids) {
            out.insert(id, truth);
        }
    }
    out
}

fn ids_in(text: &str) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    let words: Vec<&str> = text.split([' ', ',', '(']).filter(|word| !word.is_empty()).collect();
    for (at, word) in words.iter().enumerate() {
        let is_id = |word: &str| {
            word.starts_with(['I', 'E']) && word[1..].starts_with(|c: char| c.is_ascii_digit()) || word == "trial"
        };
        if !is_id(word) {
            continue;
        }
        if at >= 2 && words[at - 1] == "to" {
            let number = |word: &str| word[1..].parse::<u32>().unwrap();
            ids.extend((number(words[at - 2])..=number(word)).map(|n| format!("{}{n}", &word[..1])));
        }
        ids.insert(word.split('.').enumerate().map(|(at, part)| ordinal(at, part)).collect::<Vec<_>>().join("."));
    }
    ids
}

/// Items are counted: `a` and `i` are the first.
fn ordinal(at: usize, part: &str) -> String {
    match part {
        "a" | "i" if at > 0 => "1".to_owned(),
        "b" | "ii" if at > 0 => "2".to_owned(),
        "c" | "iii" if at > 0 => "3".to_owned(),
        "d" | "iv" if at > 0 => "4".to_owned(),
        other => other.to_owned(),
    }
}
