//! How a disease or a drug is, said once behind the second of two.
//!
//! | form | example | read |
//! |---|---|---|
//! | how diseases are | hypertension or diabetes *not controlled* | each is uncontrolled, with a note |
//! | the highest dose | ACE inhibitor or ARB *at the maximum tolerated dose* | of each |
//! | a result | HBsAg or HIV *positive* | of each |
//! | a dose | simvastatin or lovastatin *at > 40 mg/day* | of each, where both are of one class |
//!
//! Near misses: "hypertension, or diabetes *not controlled*", where the comma parts them; "pregnancy or diabetes *not controlled*", which
//! is not said of the first; "*severe* asthma or diabetes not controlled"; "simvastatin or lovastatin *> 40 mg/day*".

use crate::grammar::QuantityForm;
use crate::lex::{Entry, Kind};
use crate::lower::context::Context;
use crate::lower::coordination::Join;
use crate::lower::partial::Partial;
use crate::rule::Severity;
use crate::words;

impl Context<'_, '_> {
    /// Says of the first of two how the second is.
    pub(super) fn said_behind(&mut self, items: &mut [Partial], joins: &[Join]) {
        let mut dosed = false;
        for at in (0..joins.len()).rev() {
            let (first, rest) = items.split_at_mut(at + 1);
            let (item, next) = (&mut first[at], &rest[0]);
            let or = joins[at].all == Some(false) && !joins[at].but && !item.negated && !next.negated;
            let tight = or && joins[at].tight && !joins[at].bare;
            let listed = or && joins[at].bare && dosed;
            dosed = (tight || listed) && is_of_one_class(item, next) && self.has_dose(next);
            if dosed {
                item.value.clone_from(&next.value);
            }
            if tight && is_of_virus(item) && result_behind(next) && is_plain(item) && item.finding.is_none() {
                item.finding.clone_from(&next.finding);
            }
            let Some(degree) = behind(next).filter(|_| tight && is_plain(item)) else { continue };
            let (disease, drug) =
                (of(item, is_disease) && of(next, is_disease), of(item, is_drug) && of(next, is_drug));
            if disease && words::DEGREES.contains(&degree) && self.has_degree(item) {
                item.qualifiers.push(degree);
                let word = next.last_qualifier.clone().map_or(degree, |b| self.words(&b));
                let message = format!("\"{word}\" is read of each of the two before it");
                self.say("qualifier-shared", Severity::Note, message, &(item.bytes.start..next.bytes.end));
            } else if drug && degree.starts_with("maximum_") {
                item.qualifiers.push(degree);
            }
        }
    }

    /// "lovastatin *at more than 40 mg daily*": whether behind the name of a drug "at" leads to a limit of how much. Near miss:
    /// "aspirin or *ibuprofen > 100 mg*", which may be said of the last alone.
    fn has_dose(&self, item: &Partial) -> bool {
        let limit = item.value.as_ref().filter(|q| q.form == QuantityForm::Limit && q.relative_to.is_none());
        let said = limit.zip(item.head.as_ref()).filter(|(q, head)| q.value.start >= head.bytes.end);
        let at = said.is_some_and(|(q, head)| {
            let between = self.lexed.text[head.bytes.end..q.value.end].trim_start().to_ascii_lowercase();
            between.starts_with("at ") || between.starts_with("in doses")
        });
        let amount = limit.and_then(|q| q.unit.as_ref()?.code.as_deref()).is_some_and(|code| code.contains('g'));
        at && amount && item.qualifiers.is_empty()
    }
}

fn of(item: &Partial, kind: fn(Entry) -> bool) -> bool {
    item.entry().is_some_and(kind)
}

fn is_disease(entry: Entry) -> bool {
    entry.kind() == Kind::Condition
}

fn is_drug(entry: Entry) -> bool {
    entry.kind().is_drug()
}

/// Whether a test of a virus is named, of which there is a result and no amount: "HBsAg".
fn is_of_virus(item: &Partial) -> bool {
    of(item, |e| e.kind() == Kind::Analyte && words::VIRUS_TESTS.contains(&e.id()))
}

/// "HBsAg or *HIV positive*": whether a disease is said to be positive, behind its name.
fn result_behind(item: &Partial) -> bool {
    let found = item.finding.as_ref().filter(|(is, _)| *is == "positive");
    of(item, is_disease) && found.zip(item.head.as_ref()).is_some_and(|((_, b), head)| b.start >= head.bytes.end)
}

/// The one quality that is said behind a name.
fn behind(item: &Partial) -> Option<&'static str> {
    let head = item.head.as_ref()?;
    let said = item.last_qualifier.as_ref().is_some_and(|b| b.start >= head.bytes.end);
    let [quality] = item.qualifiers.as_slice() else { return None };
    (said && item.bytes.start == head.bytes.start && item.is_unvalued()).then_some(*quality)
}

/// Whether nothing is said of an item.
fn is_plain(item: &Partial) -> bool {
    item.status.is_none() && is_plain_but_status(item)
}

fn is_plain_but_status(item: &Partial) -> bool {
    let told = item.outcome.is_some() || item.relation.is_some() || item.other;
    let limitless = item.is_limitless() || item.times.is_empty() && item.value.is_none();
    limitless && item.is_unvalued() && item.qualifiers.is_empty() && item.having.is_empty() && !told
}

/// Whether two drugs are members of one class: a dose said of both is a dose of either. Near miss: "*statin* or lovastatin".
fn is_of_one_class(item: &Partial, next: &Partial) -> bool {
    let drug = |p: &Partial| p.entry().filter(|e| e.kind() == Kind::Drug);
    let (Some(one), Some(other)) = (drug(item), drug(next)) else { return false };
    let shared = one.classes().any(|class| class.kind() == Kind::DrugClass && other.classes().any(|c| c == class));
    one != other && shared && is_plain_but_status(item) && item.status == next.status
}
