//! A limit that is said for children or for adults: "HbA1c ≥ 7 % *in children* or ≥ 8 % *in adults*".
//!
//! No age in numbers parts them, so that whom each limit is for is told and not read. It is nobody's age, and no value of the patient's child.
//!
//! Near misses: "≥ 18 *in adults*" and "adults ≥ 18", which give an age; "diabetes *in a child*", somebody else's.

use crate::grammar::{Chunk, QuantityForm};
use crate::lex::{Cue, Kind};
use crate::lower::context::{Context, Sort};
use crate::lower::partial::Partial;

use super::is_measured;

impl Context<'_, '_> {
    /// Tells of the group that a limit is for; whether it is for one.
    pub(super) fn limit_for_age_group(&mut self, chunks: &[Chunk], partial: &mut Partial) -> bool {
        let Some(value) = partial.value.as_ref().filter(|q| q.form != QuantityForm::Class) else { return false };
        let end = value.value.end;
        let Some(at) = chunks.iter().position(|c| c.span.start >= end).filter(|at| chunks.len() == at + 2) else {
            return false;
        };
        let (preposition, people) = (&chunks[at], &chunks[at + 1]);
        let child =
            matches!(self.sort(people), Sort::Term(e) if e.kind() == Kind::Subject) && partial.subject.is_some();
        let adult = self.is_cue(people, Cue::Adult);
        let said = matches!(self.cue(preposition), Some(Cue::In | Cue::For)) && (child || adult);
        let named = partial.head.is_some() || !partial.unknown.is_empty();
        let measured = child && named && partial.entry().is_none_or(is_measured);
        let another = partial.head.is_none() && partial.unknown.is_empty() && self.ends_with_or(chunks[0].span.start);
        if !said || !(measured || another) {
            return false;
        }
        partial.subject = None;
        self.not_understood(&people.span);
        true
    }

    /// Whether "or" or "and" stands directly before a place.
    fn ends_with_or(&self, start: usize) -> bool {
        let before = self.just_before(start).trim_end().to_ascii_lowercase();
        matches!(before.rsplit(' ').next(), Some("or" | "and"))
    }
}
