//! A limit that a word says is that of each thing named before it.
//!
//! | form | example | rule |
//! |---|---|---|
//! | a limit of its own besides | AST > 60, ALT > 50, *and both values < 350* | 60 to 350, and 50 to 350 |
//! | one limit behind the list | *each of* erythema, induration *and scaling ≥ 2* | each is at least 2 |
//!
//! Near misses: "AST > 60, ALT > 50 and *< 350*", which is of the last alone; "erythema, induration and scaling ≥ 2", where
//! nothing says so; "AST > 60, ALT > 50, *and both stable*".

use crate::grammar::{Quantity, QuantityForm};
use crate::lower::atom::is_measured;
use crate::lower::context::Context;
use crate::lower::coordination::Join;
use crate::lower::partial::Partial;

impl Context<'_, '_> {
    /// "AST > 60, ALT > 50, *and both values < 350*": a limit of the two before it, each of which has one.
    pub(super) fn limit_of_both(&mut self, items: &mut Vec<Partial>, joins: &mut Vec<Join>) {
        let [one, other, last] = items.as_slice() else { return };
        let limited = |p: &Partial| p.entry().is_some_and(is_measured) && p.value.as_deref().is_some_and(is_limit);
        let both = self.opens(last, &["both"]) && last.is_headless() && !last.negated && last.unknown.is_empty();
        let and = joins[1].all == Some(true) && joins[0].all != Some(false);
        if !(both && and && last.value.as_deref().is_some_and(is_limit) && limited(one) && limited(other)) {
            return;
        }
        let ratio = |p: &Partial| p.entry().is_some_and(|e| e.name().ends_with(" ratio"));
        if last.value.as_ref().is_some_and(|q| q.unit.is_some()) && (ratio(one) || ratio(other)) {
            // "AST/ALT > 1.5, *and both values < 400 IU/L*": of which two nothing says.
            let bytes = last.bytes.clone();
            items.truncate(2);
            joins.truncate(1);
            return self.in_no_rule(&bytes);
        }
        let of_one = Partial { head: one.head.clone(), ..last.clone() };
        let head = other.head.clone();
        items[2].head = head;
        items.insert(2, of_one);
        joins.insert(2, joins[1]);
    }

    /// "*each of* erythema, induration and scaling *≥ 2*": the limit after the last is that of each. What is measured shares it
    /// without such words.
    pub(super) fn limit_of_each(&self, items: &mut [Partial], joins: &[Join]) {
        let Some((last, others)) = items.split_last_mut() else { return };
        let opened = others.first().is_some_and(|p| self.opens(p, &["each of", "both"]));
        let behind = last.head.as_ref().zip(last.value.as_ref());
        let behind = behind.filter(|(head, value)| value.value.start >= head.bytes.end && is_limit(value));
        let plain = |p: &Partial| p.head.is_some() && p.is_limitless() && !p.negated && p.relation.is_none();
        let and = joins.iter().all(|join| join.all != Some(false) && !join.but);
        let alone = behind.is_some() && last.relation.is_none() && !last.negated && last.times.is_empty();
        if opened && and && alone && others.iter().all(plain) {
            for item in others.iter_mut().filter(|p| p.value.is_none()) {
                item.value.clone_from(&last.value);
                name_of_finding(item);
            }
        }
    }

    fn opens(&self, item: &Partial, openings: &[&str]) -> bool {
        let words = self.words(&item.bytes).to_ascii_lowercase();
        openings.iter().any(|opening| words.strip_prefix(opening).is_some_and(|rest| rest.starts_with(' ')))
    }
}

/// "plaque *elevation* and scaling ≥ 2": what is rated is the elevation, which is part of the name and no result of it.
fn name_of_finding(item: &mut Partial) {
    let Some(head) = item.head.as_mut().filter(|h| h.entry.is_none()) else { return };
    if let Some((_, said)) = item.finding.take_if(|(_, said)| said.start >= head.bytes.end) {
        head.bytes.end = said.end;
    }
}

fn is_limit(quantity: &Quantity) -> bool {
    quantity.form == QuantityForm::Limit && !quantity.age && quantity.bounds.eq.is_none()
}
