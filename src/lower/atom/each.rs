//! A limit that each of those counted has: "at least 3 *sites with PD > 4 mm*" counts sites, and not results.
//!
//! Near misses: "at least 3 *patients* with PD > 4 mm", which counts no more than people; "at least 2 *readings* with SBP > 140", which
//! are the results themselves; "sites with PD > 4 mm", without a number.

use crate::grammar::Chunk;
use crate::lex::Cue;
use crate::lower::context::{Context, Sort};
use crate::lower::partial::Partial;
use crate::words;

use super::is_measured;

/// The most chunks from "with" to the limit: "teeth with *a mean PD of > 4 mm*".
const FEW: usize = 6;

impl Context<'_, '_> {
    /// Whether "with" or "having" after what is counted, which no table has, opens a limit of each.
    pub(super) fn opens_limit_of_each(&self, cue: Cue, chunk: &Chunk, rest: &[Chunk], partial: &Partial) -> bool {
        let counted = partial.count.as_ref().map(|count| count.value.end);
        let named = partial.unknown.last().filter(|_| partial.value.is_none() && partial.therapy.is_none());
        let (Some(counted), Some(named)) = (counted, named) else { return false };
        let verb = cue == Cue::With || self.words(&chunk.span).eq_ignore_ascii_case("having");
        let beside = self.lexed.text.get(named.end..chunk.span.start).is_some_and(|between| between.trim().is_empty());
        let words = self.words(named).to_ascii_lowercase();
        let result = words.rsplit(' ').next().is_some_and(|word| words::READINGS.contains(&word));
        verb && beside && counted <= named.start && !result && self.limits_something(rest)
    }

    /// Whether the words up to the next conjunction limit something measured.
    fn limits_something(&self, rest: &[Chunk]) -> bool {
        let own = rest.iter().take(FEW).take_while(|c| !self.is_separator(c));
        let limit = own.clone().position(|c| self.sort(c) == Sort::Quantity);
        let measured = own.clone().position(|c| matches!(self.sort(c), Sort::Concept(e) if is_measured(e)));
        matches!((measured, limit), (Some(measured), Some(limit)) if measured < limit)
    }
}
