//! "adults *(18-65)*": two numbers without a unit, between which the age of grown people lies; "Lansky *(≤ 16 years)* or
//! Karnofsky *(> 16 years)*": of which of the people a score is asked.
//!
//! Near misses: "adults *(2-4)*", "adults *(18-65 kg)*", which are no ages of theirs.

use rust_decimal::Decimal;

use crate::grammar::{Chunk, ChunkKind, Quantity, QuantityForm, part_people_by_age};
use crate::lex::Cue;
use crate::lower::atom::is_measured;
use crate::lower::context::Context;
use crate::lower::partial::Partial;
use crate::rule::Number;
use crate::words;

/// The ages that such numbers can mean.
const YOUNGEST: Decimal = Decimal::from_parts(14, 0, 0, false, 0);
/// See `YOUNGEST`.
const OLDEST: Decimal = Decimal::from_parts(120, 0, 0, false, 0);

impl Context<'_, '_> {
    /// Reads such brackets after a word for grown people.
    pub(super) fn ages_of_adults(&mut self, inner: &[Chunk], partial: &mut Partial) -> bool {
        let [only] = inner else { return false };
        let ChunkKind::Quantity(quantity) = &only.kind else { return false };
        let blank = partial.head.is_none() && partial.value.is_none();
        if !blank || !self.follows_adults(only) || !is_age_of_adults(quantity) {
            return false;
        }
        partial.value = Some(quantity.clone());
        partial.age = true;
        self.take(inner);
        true
    }

    /// "Lansky *(≤ 16 years)* or Karnofsky *(> 16 years)* ≥ 50": two scores, each asked of those of an age; "Karnofsky ≥ 50 *(> 16 years of
    /// age)*", "creatinine ≤ 0.8 mg/dL *(for patients ≤ 5 years of age)*", which are asked of nobody else. Near miss: "FEV1 ≥ 80 % *(age ≥
    /// 18)*", where the age may be demanded as well.
    pub(super) fn aged_for_score(&mut self, inner: &[Chunk], partial: &mut Partial) -> bool {
        let limit = inner.iter().position(|c| matches!(c.kind, ChunkKind::Quantity(_)));
        let Some((before, [only, after @ ..])) = limit.map(|at| inner.split_at(at)) else { return false };
        let ChunkKind::Quantity(quantity) = &only.kind else { return false };
        let opens = |c: &Chunk| {
            matches!(self.cue(c), Some(Cue::For | Cue::If | Cue::Patient | Cue::Age | Cue::Be)) || self.is_idle(c)
        };
        let closes = |c: &Chunk| matches!(self.cue(c), Some(Cue::Age | Cue::Old | Cue::Of)) || self.is_idle(c);
        let scored =
            partial.entry().is_some_and(is_measured) || partial.part_of_score.is_some() || self.of_head.is_some();
        let plain = before.iter().all(opens) && after.iter().all(closes) && self.demand;
        let plain = plain && quantity.age && partial.those.is_none();
        let for_some = before.iter().any(|c| matches!(self.cue(c), Some(Cue::For | Cue::If)));
        let by_age = partial.entry().is_some_and(|e| words::SCORES_BY_AGE.contains(&e.id()));
        let parted = || part_people_by_age(self.lexed, only.lexemes.start, &quantity.bounds);
        if !(plain && scored && (for_some || by_age || self.of_head.is_some() || parted())) {
            return false;
        }
        self.take(inner);
        let bytes = quantity.value.clone();
        let aged = Partial { value: Some(quantity.clone()), age: true, bytes, ..Partial::default() };
        partial.those = Some(self.node_of(aged));
        true
    }

    /// Whether the word before an opening bracket is one for grown people.
    fn follows_adults(&self, first: &Chunk) -> bool {
        let before = first.lexemes.start.checked_sub(2).and_then(|at| self.lexed.lexemes.get(at));
        before.is_some_and(|l| matches!(l.cue(), Some(Cue::Adult | Cue::Male | Cue::Female | Cue::SexAny)))
    }
}

/// Whether a limit without a unit is one that ages of grown people have.
fn is_age_of_adults(quantity: &Quantity) -> bool {
    let bounds = &quantity.bounds;
    let ends = [bounds.ge, bounds.gt, bounds.le, bounds.lt];
    let age = |n: Number| n.0.is_integer() && n.0 >= YOUNGEST && n.0 <= OLDEST;
    quantity.form == QuantityForm::Limit && quantity.unit.is_none() && ends.into_iter().flatten().all(age)
}
