//! Places of the body, listed after a preposition: "spasticity *in the biceps, wrist or fingers*", "Botox *to arms, legs or trunk*". They
//! are one setting of what stands before them.
//!
//! Near misses: "surgery of the *knee or hip*", which names the surgery; "injury to the *hip or knee fracture*", where a name ends the
//! list; "pain in the *neck*", one place.

use crate::grammar::Chunk;
use crate::lex::Cue;
use crate::words;

use super::context::{Context, Sort, bytes_of};
use super::partial::Partial;

/// The most words that describe a place: "in the *affected upper* arm".
const LONGEST_PLACE: usize = 2;

impl Context<'_, '_> {
    /// Where such a list ends, if its preposition stands at `at`.
    pub fn listed_sites(&self, chunks: &[Chunk], at: usize) -> Option<usize> {
        let leads = ["in", "in the", "to", "to the", "at", "at the", "on", "on the", "into", "into the"];
        let lead = self.words(&chunks.get(at)?.span);
        if !leads.iter().any(|word| lead.eq_ignore_ascii_case(word)) {
            return None;
        }
        // The list is whole where its last place stands behind the one conjunction it has.
        let (mut next, mut last, mut ors) = (at + 1, None, 0);
        while let Some(end) = self.site_at(chunks, next) {
            last = Some(end).filter(|_| ors == 1);
            let comma = usize::from(chunks.get(end).is_some_and(|c| self.sort(c) == Sort::Comma));
            let joint = chunks.get(end + comma).and_then(|c| self.cue(c));
            let joint = usize::from(joint.is_some_and(|cue| matches!(cue, Cue::Or | Cue::And | Cue::AndOr)));
            if comma + joint == 0 {
                break;
            }
            ors += joint;
            next = end + comma + joint;
        }
        let named = |c: &Chunk| matches!(self.sort(c), Sort::Word | Sort::Concept(_) | Sort::Dash | Sort::Slash);
        last.filter(|end| ors == 1 && !chunks.get(*end).is_some_and(named))
    }

    /// The end of one place: "the affected hand", "wrist".
    fn site_at(&self, chunks: &[Chunk], at: usize) -> Option<usize> {
        let article = usize::from(chunks.get(at).is_some_and(|c| self.is_cue(c, Cue::The)));
        let from = at + article;
        let site = |c: &Chunk| words::BODY_SITES.contains(&&*self.words(&c.span).to_ascii_lowercase());
        let plain = |c: &Chunk| matches!(self.sort(c), Sort::Word | Sort::Term(_));
        let last = (from..chunks.len().min(from + LONGEST_PLACE + 1)).find(|n| site(&chunks[*n]))?;
        chunks[from..last].iter().all(plain).then_some(last + 1)
    }

    /// Reads such a list after what is named there; gives where to go on.
    pub fn at_sites(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> Option<usize> {
        let named = partial.head.is_some() || !partial.unknown.is_empty() || partial.therapy.is_some();
        let named = named || partial.score_word.is_some() && partial.value.is_some();
        let end = self.listed_sites(chunks, at).filter(|_| named)?;
        self.take_whole(&chunks[at..end]);
        let places = self.mention(None, &bytes_of(&chunks[at + 1..end]));
        partial.settings.push(places);
        Some(end)
    }
}
