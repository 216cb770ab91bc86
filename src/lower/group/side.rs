//! "within 3 weeks of the visit *(before or after)*": brackets that say on which sides of its moment a window lies.
//!
//! Near misses: "3 weeks before the visit (before or after)", whose side is said; "surgery (before or after)", without a window.

use crate::grammar::Chunk;
use crate::lex::Cue;
use crate::lower::context::Context;
use crate::lower::partial::Partial;
use crate::rule::{Direction, TimeKind};

impl Context<'_, '_> {
    /// Whether the brackets give the last window both sides, which it then has.
    pub(super) fn is_either_side_said(&self, inner: &[Chunk], partial: &mut Partial) -> bool {
        let [only] = inner else { return false };
        let Some(window) = partial.times.last_mut().filter(|_| self.is_cue(only, Cue::Around)) else { return false };
        let open = window.kind == TimeKind::Window && window.anchor.is_some() && window.bounds.high().is_some();
        // What "of" says is read as before where nothing says otherwise.
        let of = self.just_before(only.span.start).to_ascii_lowercase().contains(" of ");
        if open && of {
            window.direction = Some(Direction::Around);
        }
        open && of
    }
}
