//! The second of two societies that published criteria together: by the 2010 ACR*/European League Against Rheumatism* criteria.
//!
//! Near misses: "by ultrasound*/CT*", two methods; "by ACR*/arthritis*", no publisher.

use crate::grammar::Chunk;
use crate::lex::Kind;
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::partial::Partial;
use crate::words;

/// The most words of the name of a society.
const LONGEST_NAME: usize = 8;

impl Context<'_, '_> {
    /// Where the name of a society ends that a slash at `at` joins to a method, or to the letters of another society.
    pub fn society_after(&self, chunks: &[Chunk], at: usize) -> Option<usize> {
        let capitals = |c: &Chunk| {
            let words = self.words(&c.span);
            (2..=5).contains(&words.len()) && words.bytes().all(|b| b.is_ascii_uppercase())
        };
        let method = |c: &Chunk| match self.sort(c) {
            Sort::Term(entry) => entry.kind() == Kind::Method || capitals(c),
            _ => capitals(c),
        };
        if at == 0 || self.sort(&chunks[at]) != Sort::Slash || !method(&chunks[at - 1]) {
            return None;
        }
        let names = |c: &&Chunk| {
            let capital = self.words(&c.span).starts_with(|first: char| first.is_uppercase());
            capital || matches!(&*self.words(&c.span).to_ascii_lowercase(), "of" | "for" | "on" | "the" | "against")
        };
        let rest = &chunks[at + 1..];
        let length = rest.iter().take(LONGEST_NAME).take_while(names).count();
        let publisher = |c: &Chunk| {
            let words = self.words(&c.span).to_ascii_lowercase();
            words.split(' ').any(|word| words::PUBLISHERS.contains(&word))
        };
        (length > 1 && rest[..length].iter().any(publisher)).then_some(at + 1 + length)
    }

    /// Reads the second society as one more by whose criteria something is found; gives where to go on.
    pub(super) fn society(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> Option<usize> {
        let end = self.society_after(chunks, at)?;
        self.take_whole(&chunks[at..end]);
        let society = self.mention(None, &bytes_of(&chunks[at + 1..end]));
        partial.methods.push(society);
        Some(end)
    }
}
