//! "A (or B)": what stands in brackets after "or" is one more thing, of which either is meant.
//!
//! | words | rule |
//! |---|---|
//! | stroke *(or TIA)* within 6 months | `any(stroke, TIA)`, both within 6 months |
//! | PHQ-9 ≥ 5 *(or history of depression)* | `any(PHQ-9 ≥ 5, history of depression)` |
//! | furosemide ≥ 80 mg *(or torsemide 40 mg, bumetanide 2 mg)* | `any(furosemide, torsemide, bumetanide)` |
//!
//! Near misses: "prednisone > 10 mg *(or equivalent)*", a dose of others; "ALT > 3 × ULN *(or > 5 × ULN)*", a limit of the same;
//! "asthma *(mild or moderate)*", kinds of it; "angina *(or HR > 100/min)*", a finding in those who have it.

use crate::grammar::Chunk;
use crate::lex::{Cue, Entry, Kind};
use crate::lower::atom::is_measured;
use crate::lower::context::{Context, Sort};
use crate::lower::partial::Partial;

impl Context<'_, '_> {
    /// Reads brackets of this form after a name.
    pub(super) fn alternative_in_brackets(&mut self, inner: &[Chunk], partial: &mut Partial) -> bool {
        let Some((or, others)) = inner.split_first().filter(|(or, _)| self.is_cue(or, Cue::Or)) else { return false };
        let Some(entry) = partial.entry() else { return false };
        // "PHQ-9 ≥ 5 *(or history of depression)*": what those may have instead who have not the result.
        let happens = |e: Entry| e.kind() == Kind::Condition || e.kind().is_treatment();
        let alike = |e: Entry| is_measured(e) == is_measured(entry) || is_measured(entry) && happens(e);
        let concept = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if alike(e));
        // "(or *after* bronchodilation)" says when it is measured.
        let opens = |c: &Chunk| match self.sort(c) {
            Sort::Concept(_) | Sort::Term(_) => true,
            Sort::Cue(Cue::HistoryOf | Cue::Prior | Cue::Current | Cue::Known | Cue::Exposure | Cue::The) => true,
            _ => self.words(&c.span).eq_ignore_ascii_case("on"),
        };
        let told = |item: &[Chunk]| !is_measured(entry) || opens(&item[0]);
        let items: Vec<&[Chunk]> = others.split(|c| self.separates(c)).filter(|item| !item.is_empty()).collect();
        let own = |c: &Chunk| {
            matches!(self.cue(c), Some(Cue::Equivalent | Cue::If | Cue::Unless | Cue::Except | Cue::Allowed))
        };
        // "(or *2 weeks for* minor surgery)" is another window or limit.
        let limited = |item: &[Chunk]| matches!(self.sort(&item[0]), Sort::Time | Sort::Quantity);
        let named = items.iter().all(|item| item.iter().any(concept) && !limited(item) && told(item))
            && !others.iter().any(own);
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
