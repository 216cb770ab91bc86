//! A long name that no table has because of how it is spelled, with its abbreviation in brackets: "Eastern Cooperative Oncolgy Grup
//! *(ECOG)* ≤ 2".
//!
//! Near misses: "probing pocket depth *(PPD)*", whose letters stand for a skin test elsewhere; "spasticity *(MAS ≥ 2)*".

use crate::grammar::Chunk;
use crate::lex::Kind;
use crate::lower::context::{Context, Sort};
use crate::lower::partial::{Head, Partial};

/// The most words of such a name.
const MOST_WORDS: usize = 8;
/// The shortest abbreviation that tells which name is meant.
const SHORTEST: usize = 3;

impl Context<'_, '_> {
    /// Takes the score in brackets for the name before it.
    pub(super) fn names_misspelt(&mut self, inner: &[Chunk], partial: &mut Partial) -> bool {
        let [only] = inner else { return false };
        let Sort::Concept(entry) = self.sort(only) else { return false };
        let named = match &partial.head {
            Some(head) => Some(&head.bytes).filter(|_| head.entry.is_none()),
            None => partial.unknown.last(),
        };
        let Some(named) = named.cloned() else { return false };
        let letters = self.words(&only.span);
        let capitals = letters.len() >= SHORTEST && letters.bytes().all(|b| b.is_ascii_uppercase());
        let name = self.words(&named);
        if entry.kind() != Kind::Score || !capitals || !spells(name, letters) || partial.value.is_some() {
            return false;
        }
        partial.head = Some(Head::new(Some(entry), only.span.clone()));
        partial.unknown.retain(|words| *words != named);
        let span = self.span(&(named.start..only.span.end));
        self.placed.push(span);
        self.take(inner);
        true
    }
}

/// Whether letters are those that the words of a name begin with, and letters within these words, in their order.
fn spells(name: &str, letters: &str) -> bool {
    let (name, letters) = (name.to_lowercase(), letters.to_lowercase());
    let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    words.len() > 1 && words.len() <= MOST_WORDS && begins_with(&words, letters.as_bytes())
}

fn begins_with(words: &[&str], letters: &[u8]) -> bool {
    let Some((word, rest)) = words.split_first() else { return letters.is_empty() };
    let mut left = letters;
    for (at, c) in word.bytes().enumerate() {
        if left.first() != Some(&c) {
            if at == 0 {
                return false;
            }
            continue;
        }
        left = &left[1..];
        if begins_with(rest, left) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::spells;

    #[test]
    fn letters_are_those_that_words_begin_with() {
        assert!(spells("Eastern Cooperative Oncolgy Grup", "ECOG"));
        assert!(spells("Montgomry Asberg Depresion Rating Scale", "MADRS"));
        assert!(!spells("injury severity score", "MESS"));
        assert!(!spells("Eastern group", "ECOG"));
    }
}
