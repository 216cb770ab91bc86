//! Abbreviations that a text explains behind a name of the tables, and that no table has: "*oral squamous cell carcinoma (OSCC)* … no
//! metastases of *OSCC*". All over the document they stand for that name.
//!
//! So they do where a table has them as something else: in "*antidepressant therapy (ADT)* … stable *ADT*" it is not androgen
//! deprivation therapy. Behind a name in no table they name nothing that a table has: "*skin-to-skin care (SSC)*".
//!
//! The abbreviation has its letters from the name, in their order, the first of each word among them. Near misses: "corticosteroids
//! (*oral*)", no abbreviation; "bone marrow biopsy (*AML*)", whose letters are others; "hepatitis C (*HCV*)", which a table has; "high
//! blood pressure (*HBP*)", where the table's words for it are among the text's.

use crate::lex::{Entry, Group, Kind, Lex, Lexed, look_up, normal};
use crate::words;

use super::sense::is_ambiguous;

/// The most words of a name, and the most letters of its abbreviation.
const LONGEST_NAME: usize = 7;
const LONGEST: usize = 8;

/// The fewest letters of a word that tells of what two names are.
const TELLING: usize = 4;

/// The abbreviations of a document, each with what it stands for: none where that is in no table.
pub(super) struct Explained<'t>(Vec<(&'t str, Option<Group>)>);

impl<'t> Explained<'t> {
    /// Those that a document explains.
    pub(super) fn of(text: &'t str) -> Self {
        let opens = text.match_indices('(').map(|(at, _)| at);
        let mut found: Vec<(&str, Option<Group>)> = Vec::new();
        for (short, group) in opens.filter_map(|at| explained(&text[..at], &text[at + 1..])) {
            if !found.iter().any(|(other, _)| *other == short) {
                found.push((short, group));
            }
        }
        Self(found)
    }

    /// Gives the words of a criterion that are such abbreviations what they stand for.
    pub(super) fn tell(&self, lexed: &mut Lexed<'_>) {
        if self.0.is_empty() {
            return;
        }
        for lexeme in &mut lexed.lexemes {
            let known = matches!(lexeme.lex, Lex::Term(_));
            if !known && lexeme.lex != Lex::Word {
                continue;
            }
            let written = &lexed.text[lexeme.start as usize..lexeme.end as usize];
            let one = written.strip_suffix('s').unwrap_or(written);
            // In brackets it stands behind its own name.
            let (before, after) = (&lexed.text[..lexeme.start as usize], &lexed.text[lexeme.end as usize..]);
            let behind = before.ends_with('(') && after.starts_with(')') && !known;
            if !behind && let Some((_, group)) = self.0.iter().find(|(short, _)| *short == written || *short == one) {
                lexeme.lex = group.map_or(Lex::Word, Lex::Term);
            }
        }
    }
}

/// The abbreviation that a bracket opens with, and what the name before it stands for.
fn explained<'t>(before: &'t str, inside: &'t str) -> Option<(&'t str, Option<Group>)> {
    let end = inside.find(|c: char| !c.is_ascii_alphanumeric())?;
    let written = &inside[..end];
    let short = written.strip_suffix('s').unwrap_or(written);
    let capitals = short.bytes().filter(u8::is_ascii_uppercase).count();
    if !inside[end..].starts_with(')') || capitals < 2 || short.len() > LONGEST || is_ambiguous(short) {
        return None;
    }
    let line = before.rsplit(['\n', '(', ')', ',', ';', ':']).next()?.trim_end();
    let starts = line.rmatch_indices(' ').map(|(at, _)| at + 1).chain(std::iter::once(0)).take(LONGEST_NAME);
    let mut names = starts.map(|at| &line[at..]).filter(|name| abbreviates(short, name));
    let Some(known) = look_up(short) else { return Some((short, Some(names.find_map(named)?))) };
    let name = names.next().filter(|_| known.has(Kind::CONCEPTS))?;
    let own = named(name);
    let same = own.is_some_and(|own| own.entries().any(|one| known.entries().any(|other| one == other)));
    let other = !same && known.entries().all(|entry| are_apart(entry, name));
    other.then_some((short, own))
}

/// Whether no word that tells anything is in both the table's name for something and a name of the text.
fn are_apart(entry: Entry, name: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        let key = normal::key(name);
        let telling = |word: &&str| word.len() >= TELLING && !words::GENERIC_NOUNS.contains(word);
        key.split(' ').filter(telling).map(|word| word.chars().take(TELLING).collect()).collect()
    };
    let own = words(name);
    // A name with an abbreviation in it ("ECOG performance status") tells too little.
    let short = |word: &str| word.bytes().filter(u8::is_ascii_uppercase).count() > 1;
    let spelled = entry.name().contains(' ') && !entry.name().split(' ').any(short);
    spelled && !own.is_empty() && !words(entry.name()).iter().any(|word| own.contains(word))
}

/// What a whole name stands for, if that is something that criteria are about.
fn named(name: &str) -> Option<Group> {
    look_up(name).filter(|group| group.has(Kind::CONCEPTS))
}

/// Whether an abbreviation has its letters from a name, in their order, and the first of each word but "of", "and" and the like.
fn abbreviates(short: &str, name: &str) -> bool {
    let words: Vec<String> = name.split([' ', '-']).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    has_letters(&words, short.to_lowercase().as_bytes())
}

/// Whether words have these letters: of each the first, and any number of those after it.
fn has_letters(words: &[String], letters: &[u8]) -> bool {
    let Some((word, rest)) = words.split_first() else { return letters.is_empty() };
    let idle = matches!(word.as_str(), "of" | "the" | "and" | "for" | "in" | "to" | "with");
    let Some((_, mut left)) = letters.split_first().filter(|(first, _)| word.as_bytes()[0] == **first) else {
        return idle && has_letters(rest, letters);
    };
    let mut inner = word.as_bytes()[1..].iter();
    loop {
        if has_letters(rest, left) || idle && has_letters(rest, letters) {
            return true;
        }
        // "Cortico*S*teroids": a letter within the word.
        match left.split_first().filter(|(next, _)| inner.any(|letter| letter == *next)) {
            Some((_, after)) => left = after,
            None => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Explained, abbreviates};

    #[test]
    fn letters_of_an_abbreviation_are_those_of_its_name() {
        assert!(abbreviates("SCS", "systemic corticosteroids"));
        assert!(abbreviates("NMD", "neuromuscular disease"));
        assert!(abbreviates("CGM", "continuous glucose monitoring"));
        assert!(!abbreviates("AML", "bone marrow biopsy"));
        assert!(!abbreviates("SCS", "corticosteroids"));
    }

    #[test]
    fn what_no_table_has_is_taken_from_the_text() {
        let explained = Explained::of("Oral squamous cell carcinoma (OSCC); hepatitis C (HCV), asthma (mild)");
        assert_eq!(explained.0.iter().map(|(short, _)| *short).collect::<Vec<_>>(), ["OSCC"]);
    }

    #[test]
    fn what_a_table_has_otherwise_is_what_the_text_says() {
        let explained =
            Explained::of("carotid plaque imaging (CPI), chronic kidney disease (CKD), complete blood count (CBC)");
        assert!(explained.0.iter().all(|(short, _)| *short == "CPI"));
    }
}
