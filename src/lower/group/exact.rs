//! Brackets that say in numbers what stands before them, and no more of the patient.
//!
//! | form | example |
//! |---|---|
//! | an age in a smaller unit | infants 2 months of age *(42-89 days)* |
//! | what the points of a score mean | pain score ≥ 4 *(0 = no pain, 10 = worst pain)* |
//!
//! Near misses: "infants 2 months of age *(for 42 days)*"; "age ≥ 18 *(≥ 20 in Japan)*", another limit; "pain score ≥ 4 *(VAS ≥ 40)*".

use crate::grammar::{Chunk, ChunkKind, Quantity, QuantityForm, length};
use crate::lex::Cue;
use crate::lower::context::{Context, bytes_of};
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

    /// "(0 = no pain, 10 = worst pain)": what two points or more of a scale mean.
    pub(super) fn legend(&mut self, inner: &[Chunk], partial: &mut Partial) -> bool {
        let parts: Vec<&[Chunk]> = inner.split(|c| self.is_separator(c)).filter(|part| !part.is_empty()).collect();
        let point = |part: &&[Chunk]| {
            let [first, rest @ ..] = *part else { return false };
            let ChunkKind::Quantity(q) = &first.kind else { return false };
            let after = self.lexed.text.get(first.span.end..).unwrap_or("").trim_start();
            let equals = self.words(&first.span).ends_with('=') || after.starts_with(['=', ':']);
            let plain = q.unit.is_none() && q.bounds.eq.is_some() && equals;
            let numbers = |c: &Chunk| matches!(c.kind, ChunkKind::Quantity(_) | ChunkKind::Time(_));
            plain && !rest.is_empty() && !rest.iter().any(numbers)
        };
        let scored = partial
            .value
            .as_ref()
            .is_some_and(|q| q.unit.as_ref().is_none_or(|u| u.code.as_deref() == Some("{score}")));
        if !scored || parts.len() < 2 || !parts.iter().all(point) {
            return false;
        }
        self.take_whole(inner);
        let setting = self.mention(None, &bytes_of(inner));
        partial.settings.push(setting);
        true
    }

    /// "(or > 100 *for males*)": whether brackets name one sex, after a limit.
    pub(super) fn is_for_one_sex(&self, inner: &[Chunk]) -> bool {
        let sex = |c: &Chunk| matches!(self.cue(c), Some(Cue::Male | Cue::Female));
        inner.last().is_some_and(sex) && inner.iter().filter(|c| sex(c)).count() == 1
    }
}
