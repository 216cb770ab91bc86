//! "kidney injury with creatinine ≥ 150 µmol/L, *or ≥ 1.5 × ULN*": another limit of what shows a disease, and none of the
//! disease.
//!
//! Near miss: "tumour with Ki-67 ≥ 20 %, or *≥ 5 cm*", whose unit is another: it is the tumour's.

use crate::grammar::QuantityForm;
use crate::lex::Kind;
use crate::lower::atom::is_measured;
use crate::lower::coordination::Join;
use crate::lower::partial::{Partial, Relation};

/// Gives the limit at `at` to what shows the disease before it; whether it did.
pub(super) fn again_of_what_shows(items: &mut Vec<Partial>, joins: &mut Vec<Join>, at: usize) -> bool {
    let (done, rest) = items.split_at_mut(at);
    let (before, item) = (&mut done[at - 1], &rest[0]);
    let plain = item.is_limit_alone() && !item.is_age() && item.sex.is_none() && item.also.is_empty() && !item.negated;
    let disease =
        before.entry().is_some_and(|e| e.kind() == Kind::Condition) && before.is_unvalued() && !before.negated;
    if !plain || !disease || joins[at - 1].all != Some(false) {
        return false;
    }
    let Some(shown) = shown_with_limit(before).filter(|shown| is_same_limited(shown, item)) else { return false };
    let mut limit = item.clone();
    limit.head.clone_from(&shown.head);
    let end = limit.bytes.end;
    shown.bytes.end = shown.bytes.end.max(end);
    shown.or_else.push(limit);
    before.bytes.end = end;
    items.remove(at);
    joins.remove(at - 1);
    true
}

/// What is measured and limited beside a disease, last.
fn shown_with_limit(item: &mut Partial) -> Option<&mut Partial> {
    let with = item.relation.as_mut().filter(|r| r.relation == Relation::Having);
    let shown = item.also.last_mut().or(with.and_then(|r| r.objects.last_mut()))?;
    let limited = shown.value.as_ref().is_some_and(|q| q.form == QuantityForm::Limit);
    (limited && shown.entry().is_some_and(is_measured)).then_some(shown)
}

/// Whether a limit can be one of what is limited already: in the same unit, or relative to its reference.
fn is_same_limited(shown: &Partial, item: &Partial) -> bool {
    let (Some(own), Some(other)) = (&shown.value, &item.value) else { return false };
    let same = own.code().is_some() && own.code() == other.code();
    other.form == QuantityForm::Limit && (other.relative_to.is_some() || same)
}
