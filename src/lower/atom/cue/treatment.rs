//! Cues of what is given or done: the verb for it, a word for any of it, and its dose.

use super::CueAt;
use crate::grammar::{Bytes, Chunk};
use crate::lex::Cue;
use crate::lower::context::Context;
use crate::lower::partial::{Head, Partial};

impl Context<'_, '_> {
    /// Reads "*received* rituximab", "*undergone* surgery", "hypertension *treated with* diuretics"; gives where to go on.
    pub(super) fn exposure_cue(&mut self, here: &CueAt<'_>, partial: &mut Partial) -> usize {
        let (cue, chunk, rest) = (here.cue, here.chunk, here.rest);
        if cue == Cue::Exposure && self.begins_within(chunk, rest, partial) {
            Self::begun(partial);
        } else if self.besides_without(cue, chunk, rest, partial) {
            return here.end();
        } else if !here.has_head {
            partial.exposure = Some(cue);
            partial.verb = true;
        } else if self.related(cue, rest, partial) {
            return here.end();
        }
        here.next()
    }

    /// "any *therapy*", "*stable dose* of lithium", "prednisone *equivalent*".
    pub(super) fn treatment_cue(&mut self, here: &CueAt<'_>, partial: &mut Partial) {
        let chunk = here.chunk;
        match here.cue {
            Cue::TherapyWord if self.is_treated_condition(chunk, partial) => {
                // "diabetic macular edema *treatment*".
                if let Some(condition) = partial.head.take() {
                    let bytes = condition.bytes.start..chunk.span.end;
                    let node = self.bare_node(&condition, None);
                    partial.having.push(node);
                    partial.therapy = Some(bytes.clone());
                    partial.head = Some(Head::new(None, bytes));
                }
            }
            Cue::TherapyWord if !here.has_head => partial.therapy = Some(self.with_measure(chunk.span.clone())),
            Cue::Stable | Cue::StableDose => self.atom_stable(chunk, here.rest, partial),
            // "*cumulative dose* of an anthracycline > 300 mg/m2" is no dose of one day.
            Cue::Dose if self.is_cumulative(chunk) => partial.qualifiers.push("cumulative"),
            Cue::Dose if partial.stable.is_some() || !here.has_head => {
                partial.stable = partial.stable.take().map(|_| chunk.span.clone());
            }
            Cue::Equivalent => self.equivalent(chunk, partial),
            _ => {}
        }
    }

    fn is_cumulative(&self, chunk: &Chunk) -> bool {
        self.words(&chunk.span).get(..10).is_some_and(|word| word.eq_ignore_ascii_case("cumulative"))
    }

    /// "*adequate* treatment": a word directly before that says how much of it is meant is part of its name.
    fn with_measure(&self, bytes: Bytes) -> Bytes {
        let before = self.just_before(bytes.start).trim_end();
        let word = before.rsplit(' ').next().unwrap_or("");
        let measures = ["adequate", "appropriate", "sufficient"].iter().any(|m| word.eq_ignore_ascii_case(m));
        let at = self.lexed.text[..bytes.start].trim_end().len();
        if measures { at - word.len()..bytes.end } else { bytes }
    }
}
