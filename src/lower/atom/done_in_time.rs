//! "LVEF ≤ 35 %, *assessed within 6 months before screening by echocardiography*": when and how what stands before was found.
//!
//! Near misses: "assessed *by a cardiologist* within 6 months", whose verb is a word of structure; "LVEF ≤ 35 %, *treated* within 6 months
//! by surgery", which is done to somebody; "*assessed within 6 months*" alone, a time of what stands before.

use crate::grammar::Chunk;
use crate::lex::{Cue, Kind};
use crate::lower::context::{Context, Sort};
use crate::words;

impl Context<'_, '_> {
    /// Whether an item is a verb of what is done with a test, when it was done, and by what.
    pub(super) fn is_done_in_time_by(&self, item: &[Chunk]) -> bool {
        let [verb, time, rest @ ..] = item else { return false };
        let verb = self.words(&verb.span).to_ascii_lowercase();
        let done = words::DONE_PARTICIPLES.contains(&&*verb) || words::KNOWN_BY.contains(&&*verb);
        let by = rest.first().is_some_and(|c| self.is_cue(c, Cue::AccordingTo));
        let tells = |c: &Chunk| match self.sort(c) {
            Sort::Concept(entry) => entry.kind() == Kind::Procedure,
            sort => sort != Sort::Quantity,
        };
        done && by && self.sort(time) == Sort::Time && rest.len() > 1 && rest.iter().all(tells)
    }
}
