//! "A (or B)": what stands in brackets after "or" is one more thing, of which either is meant.
//!
//! | words | rule |
//! |---|---|
//! | stroke *(or TIA)* within 6 months | `any(stroke, TIA)`, both within 6 months |
//! | furosemide ≥ 80 mg *(or torsemide 40 mg, bumetanide 2 mg)* | `any(furosemide, torsemide, bumetanide)` |
//!
//! Near misses: "prednisone > 10 mg *(or equivalent)*", a dose of others; "ALT > 3 × ULN *(or > 5 × ULN)*", a limit of the same;
//! "asthma *(mild or moderate)*", kinds of it; "angina *(or HR > 100/min)*", a finding in those who have it.

use crate::grammar::Chunk;
use crate::lex::Cue;
use crate::lower::atom::is_measured;
use crate::lower::context::{Context, Sort};
use crate::lower::partial::Partial;

impl Context<'_, '_> {
    /// Reads brackets of this form after a name.
    pub(super) fn alternative_in_brackets(&mut self, inner: &[Chunk], partial: &mut Partial) -> bool {
        let Some((or, others)) = inner.split_first().filter(|(or, _)| self.is_cue(or, Cue::Or)) else { return false };
        let Some(entry) = partial.entry() else { return false };
        let concept = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if is_measured(e) == is_measured(entry));
        let items: Vec<&[Chunk]> = others.split(|c| self.separates(c)).filter(|item| !item.is_empty()).collect();
        let own = |c: &Chunk| {
            matches!(self.cue(c), Some(Cue::Equivalent | Cue::If | Cue::Unless | Cue::Except | Cue::Allowed))
        };
        // "(or *2 weeks for* minor surgery)" is another window or limit.
        let limited = |item: &[Chunk]| matches!(self.sort(&item[0]), Sort::Time | Sort::Quantity);
        let named = items.iter().all(|item| item.iter().any(concept) && !limited(item)) && !others.iter().any(own);
        if !named || items.is_empty() || is_measured(entry) && partial.value.is_none() {
            return false;
        }
        self.take(std::slice::from_ref(or));
        for item in items {
            let mut other = self.atom(item);
            other.status = other.status.or(partial.status);
            other.exposure = other.exposure.or(partial.exposure);
            partial.or_else.push(other);
        }
        for at in 0..others.len() {
            if self.separates(&others[at]) {
                self.take(&others[at..=at]);
            }
        }
        true
    }

    fn separates(&self, chunk: &Chunk) -> bool {
        self.sort(chunk) == Sort::Comma || self.is_cue(chunk, Cue::Or)
    }
}
