//! Brackets that say in numbers what stands before them, and no more of the patient.
//!
//! | form | example |
//! |---|---|
//! | an age in a smaller unit | infants 2 months of age *(42-89 days)* |
//!
//! Near misses: "infants 2 months of age *(for 42 days)*"; "age ≥ 18 *(≥ 20 in Japan)*", another limit.

use crate::grammar::{Chunk, ChunkKind, Quantity, QuantityForm, length};
use crate::lex::Cue;
use crate::lower::context::Context;
use crate::lower::partial::Partial;
use crate::rule::Severity;

impl Context<'_, '_> {
    /// "2 months of age *(42-89 days)*": the days are what is meant by the months.
    pub(super) fn exact_age(&mut self, inner: &[Chunk], partial: &mut Partial) -> bool {
        let [only] = inner else { return false };
        let code = |q: &Quantity| q.unit.as_ref().and_then(|u| u.code.clone());
        let exact = match &only.kind {
            ChunkKind::Time(t) if t.is_bare_length() => length(t),
            ChunkKind::Quantity(q) => (**q).clone(),
            _ => return false,
        };
        let written = self.words(&only.span).starts_with(|c: char| c.is_ascii_digit());
        let range = exact.bounds.low().is_some() && exact.bounds.high().is_some() && written;
        let own = partial.value.as_ref().filter(|q| q.form == QuantityForm::Bare && partial.is_age());
        let finer = own.is_some_and(|own| {
            let codes = (code(own), code(&exact));
            let (Some(own), Some(exact)) = (codes.0.as_deref(), codes.1.as_deref()) else { return false };
            matches!((own, exact), ("a", "mo" | "wk" | "d") | ("mo", "wk" | "d") | ("wk", "d"))
        });
        let Some(own) = own.filter(|_| range && finer && partial.second.is_none()) else { return false };
        let round = own.value.clone();
        self.take(inner);
        let message = format!("\"{}\" is the age that the brackets give exactly", self.words(&round));
        self.say("number-not-in-rule", Severity::Note, message, &round);
        (partial.value, partial.age) = (Some(exact.into()), true);
        true
    }

    /// "(or > 100 *for males*)": whether brackets name one sex, after a limit.
    pub(super) fn is_for_one_sex(&self, inner: &[Chunk]) -> bool {
        let sex = |c: &Chunk| matches!(self.cue(c), Some(Cue::Male | Cue::Female));
        inner.last().is_some_and(sex) && inner.iter().filter(|c| sex(c)).count() == 1
    }
}
