//! What is said of one of two beside the name, and holds for both.
//!
//! | form | example | read |
//! |---|---|---|
//! | high before the first | *elevated* bilirubin or creatinine ≥ 1.5 × ULN | each beyond the limit |
//! | an outcome after the second | metformin or insulin *discontinued for ≥ 4 weeks* | each discontinued |

use crate::grammar::QuantityForm;
use crate::lower::atom::is_measured;
use crate::lower::partial::Partial;

use super::limits::may_have_limit;
use super::settings::head_start;

/// "*elevated* bilirubin or creatinine ≥ 1.5 × ULN": what is high before the first name is so by the limit of both. Near miss:
/// "*elevated* bilirubin, or creatinine ≥ 1.5 × ULN", where the comma parts them.
pub(super) fn leading_high(item: &mut Partial, next: &Partial) {
    let Some((finding, said)) = &item.finding else { return };
    let leads = matches!(*finding, "high" | "low") && said.end <= head_start(item);
    let limit = next.value.as_ref().filter(|q| q.form == QuantityForm::Limit && next.finding.is_none());
    let side = limit.is_some_and(|q| match *finding {
        "high" => q.bounds.low().is_some() && q.bounds.high().is_none(),
        _ => q.bounds.high().is_some() && q.bounds.low().is_none(),
    });
    let measured = item.entry().is_some_and(is_measured) && next.entry().is_some_and(is_measured);
    if leads && side && measured && item.value.is_none() && may_have_limit(item, next) {
        item.finding = None;
    }
}

/// "metformin or insulin *discontinued for ≥ 4 weeks*": what became of the second became of the first. Near misses: "aspirin or
/// *failed* metformin", whose outcome stands before it; "surgery or *recovered* stroke".
pub(super) fn outcome_of_both(item: &mut Partial, next: &Partial) {
    let given = |p: &Partial| p.entry().is_some_and(|e| e.kind().is_drug());
    let plain = item.outcome.is_none()
        && item.status.is_none()
        && item.times.is_empty()
        && item.relation.is_none()
        && item.is_unvalued();
    // "aspirin or clopidogrel *not tolerated*"
    let said = !next.times.is_empty() || next.outcome == Some("intolerant");
    let trails = next.bytes.start == head_start(next) && said && !next.negated && !item.negated;
    if plain && trails && given(item) && given(next) {
        item.outcome = next.outcome;
    }
}
