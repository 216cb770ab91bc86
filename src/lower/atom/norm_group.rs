//! Of what people a normal range is: "> ULN *for age, race and gender*".
//!
//! Near misses: "percentile *for age, sex and height*", which the grammar reads as one phrase; "> ULN for age, *and height* > 120 cm",
//! with a limit of its own.

use crate::grammar::{Chunk, ChunkKind};
use crate::lex::Cue;
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::partial::Partial;
use crate::words;

/// The most chunks of such words.
const LONGEST: usize = 10;

/// The setting of the table of which such words are.
const FOR_AGE_AND_SEX: &str = "for_age_and_sex";

impl Context<'_, '_> {
    /// Whether the comma or conjunction at `at` joins traits of those whose range is meant.
    pub fn joins_traits(&self, item: &[Chunk], at: usize) -> bool {
        self.is_joint(&item[at])
            && (at.saturating_sub(LONGEST)..at).any(|from| self.traits(item, from).is_some_and(|end| end > at))
    }

    /// Reads the traits as how the result is meant; gives where to go on.
    pub(super) fn for_traits(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> Option<usize> {
        let end = self.traits(chunks, at).filter(|_| partial.value.is_some())?;
        self.take(&chunks[at..end]);
        let setting = self.mention(Some(FOR_AGE_AND_SEX), &bytes_of(&chunks[at..end]));
        partial.settings.push(setting);
        Some(end)
    }

    /// Where the traits end behind the "for" at `from`; two of them at least.
    fn traits(&self, chunks: &[Chunk], from: usize) -> Option<usize> {
        if !self.is_cue(&chunks[from], Cue::For) {
            return None;
        }
        let (mut at, mut named) = (from + 1, 0);
        loop {
            let joints = chunks[at..].iter().take_while(|c| self.is_joint(c)).count();
            let next = chunks.get(at + joints).filter(|c| (joints > 0) == (named > 0) && self.is_trait(c));
            if next.is_none() {
                break;
            }
            (at, named) = (at + joints + 1, named + 1);
        }
        let limited = chunks.get(at).is_some_and(|c| matches!(c.kind, ChunkKind::Quantity(_)));
        (named > 1 && !limited).then_some(at)
    }

    fn is_trait(&self, chunk: &Chunk) -> bool {
        words::TRAITS.contains(&&*self.words(&chunk.span).to_ascii_lowercase())
    }

    fn is_joint(&self, chunk: &Chunk) -> bool {
        matches!(self.sort(chunk), Sort::Comma | Sort::Slash)
            || matches!(self.cue(chunk), Some(Cue::And | Cue::Or))
            || self.words(&chunk.span) == "&"
    }
}
