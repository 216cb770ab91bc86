//! Cues of who somebody is: age and sex.

use super::CueAt;
use crate::lex::Cue;
use crate::lower::context::Context;
use crate::lower::partial::Partial;

impl Context<'_, '_> {
    /// "*aged* 18 to 65", "75 years *old*", "*female*": the first sex that an item names is its own, unless it names any.
    pub(super) fn person_cue(&mut self, here: &CueAt<'_>, partial: &mut Partial) {
        let span = &here.chunk.span;
        match here.cue {
            // "below the 3rd percentile *for age*": with whom it is compared.
            Cue::Age if is_rank(partial) => {
                let compared = self.mention(None, span);
                partial.settings.push(compared);
            }
            Cue::Age | Cue::Old => partial.age = true,
            Cue::SexAny => partial.sex = Some(("any", span.clone())),
            Cue::Male => partial.sex = partial.sex.take().or(Some(("male", span.clone()))),
            Cue::Female => partial.sex = partial.sex.take().or(Some(("female", span.clone()))),
            _ => {}
        }
    }
}

/// Whether a limit says where somebody stands among others.
fn is_rank(partial: &Partial) -> bool {
    let code = partial.value.as_ref().and_then(|q| q.unit.as_ref()?.code.as_deref());
    matches!(code, Some("{percentile}" | "{SD}"))
}
