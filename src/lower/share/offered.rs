//! What may be there instead of what is denied: "no brain metastases *or treated brain metastases*".
//!
//! | what says so | example |
//! |---|---|
//! | the same name, as something that is under control, or with a limit | no HIV *or HIV with undetectable viral load* |
//! | "with", where the first was denied without it | without COPD *or with mild COPD* |
//! | a limit on its better side | no fever *or SpO₂ > 94 %* |
//! | another reason why a woman cannot conceive | not pregnant *or postmenopausal* |
//! | after so long without it, what was done | 12 months without menses, *or prior hysterectomy* |
//! | in an exclusion, a limit or an age after a comma | not on insulin, *age > 70* |
//!
//! Near misses: "no stroke or severe stroke", "no asthma or prior COPD", "no history of stroke or LVEF < 30 %" deny both.

use crate::lower::atom::is_measured;
use crate::lower::coordination::Join;
use crate::lower::partial::Partial;
use crate::rule::{Status, Time, TimeKind};
use crate::words;

/// Whether an item after "or" is no more denied with the one before it.
pub(super) fn is_offered(before: &Partial, item: &Partial, join: Option<&Join>, demand: bool, text: &str) -> bool {
    is_milder(before, item)
        || opens_with_own_word(before, item, text)
        || is_better(before, item)
        || cannot_conceive(before, item)
        || was_done(before, item)
        || !demand && join.is_some_and(|join| join.bare) && is_limited_alone(before, item)
}

/// The same thing, as something that does no harm, or as far as a limit.
fn is_milder(before: &Partial, item: &Partial) -> bool {
    let same = before.entry().is_some() && before.entry() == item.entry() && before.qualifiers.is_empty();
    let worse = item.qualifiers.iter().any(|q| words::DEGREES.contains(q) || *q == "acute");
    let mild = item.qualifiers.iter().any(|q| words::HARMLESS_QUALIFIERS.contains(q));
    let own = item.head.as_ref().is_some_and(|h| before.head.as_ref().is_some_and(|b| b.bytes != h.bytes));
    let plain = before.value.is_none() && before.relation.is_none() && before.times.is_empty();
    // "or hospitalized *for less than 24 hours*", not "planning pregnancy *during the study*".
    let short = item.times.iter().any(|t| t.kind == TimeKind::Duration && t.bounds.low().is_none());
    let limited = item.value.is_some() || item.relation.is_some() || short;
    let limited = limited || !item.having.is_empty() || !item.defined_by.is_empty();
    same && own && !worse && (mild || plain && limited)
}

/// "without COPD or *with* mild COPD": said anew, and not "no patients with asthma or *with* COPD".
fn opens_with_own_word(before: &Partial, item: &Partial, text: &str) -> bool {
    let words = |p: &Partial| text.get(p.bytes.clone()).unwrap_or("").to_lowercase();
    let with = |p: &Partial| words(p).split(|c: char| !c.is_alphabetic()).any(|word| word == "with");
    words(item).starts_with("with ") && !with(before)
}

/// A limit that asks for the better values of what is the better the higher it is.
fn is_better(before: &Partial, item: &Partial) -> bool {
    let better = item.entry().is_some_and(|e| words::BETTER_WHEN_HIGHER.contains(&e.id()));
    let above = item.value.as_ref().is_some_and(|q| q.bounds.low().is_some() && q.bounds.high().is_none());
    better && above && before.value.is_none()
}

fn cannot_conceive(before: &Partial, item: &Partial) -> bool {
    const CONCEIVES: [&str; 2] = ["childbearing_potential", "pregnancy"];
    let id = |p: &Partial| p.entry().map(|e| e.id());
    let cannot = id(item).is_some_and(|id| words::INFERTILE.contains(&id));
    cannot && id(before).is_some_and(|id| CONCEIVES.contains(&id))
}

/// "12 months without menses, or *prior hysterectomy*".
fn was_done(before: &Partial, item: &Partial) -> bool {
    let lasts = |t: &Time| t.kind == TimeKind::Duration && t.bounds.high().is_none_or(|_| t.bounds.eq.is_some());
    let so_long = |p: &Partial| p.times.iter().chain(&p.lead_times).any(lasts);
    before.absent && so_long(before) && item.status == Some(Status::History) && before.status.is_none()
}

/// A limit or an age after something without one.
fn is_limited_alone(before: &Partial, item: &Partial) -> bool {
    let limited = item.value.is_some() && item.entry().is_some_and(is_measured) || item.is_age();
    limited && before.value.is_none() && !before.is_age() && before.head.is_some()
}
