//! What is drunk where it is no alcohol: "*drinking* > 3 cups of coffee a day".
//!
//! Near misses: "drinking more than 14 units per week"; "drinking, coffee or smoking", of which each is its own.

use crate::grammar::{Chunk, ChunkKind};
use crate::lex::{Cue, Kind};
use crate::words;

use super::context::{Context, Sort};

/// The chunks after the verb among which what is drunk stands.
const BEHIND: usize = 6;

impl Context<'_, '_> {
    /// The places of "drinking" that are not about alcohol.
    pub fn drinks_without_alcohol(&self, chunks: &[Chunk], found: &mut Vec<(usize, Sort)>) {
        for (n, chunk) in chunks.iter().enumerate() {
            match &chunk.kind {
                ChunkKind::Group(inner) => self.drinks_without_alcohol(inner, found),
                ChunkKind::Lexeme(at) if self.words(&chunk.span).eq_ignore_ascii_case("drinking") => {
                    let other = self.is_of_another_drink(&chunks[n + 1..]);
                    found.extend(other.then_some((*at, Sort::Word)));
                }
                _ => {}
            }
        }
    }

    /// Whether a drink without alcohol is named in what follows, before a comma or a conjunction.
    fn is_of_another_drink(&self, rest: &[Chunk]) -> bool {
        let ends = |c: &&Chunk| matches!(self.sort(c), Sort::Comma | Sort::Cue(Cue::And | Cue::Or | Cue::AndOr));
        rest.iter().take(BEHIND).take_while(|c| !ends(c)).any(|c| {
            let caffeine =
                matches!(self.sort(c), Sort::Concept(e) if e.kind() == Kind::Observation && e.id() == "caffeine_use");
            caffeine || words::DRINKS_WITHOUT_ALCOHOL.contains(&self.words(&c.span).to_lowercase().as_str())
        })
    }
}
