//! "*And not well controlled*" behind examples: chronic illness, such as asthma, diabetes or thyroid disease, *and not well
//! controlled*. It is said of the illness, whichever of them it is, so that each that excludes is uncontrolled.
//!
//! Near misses: "asthma or diabetes, *and not well controlled*", where nothing gives examples; "such as asthma, diabetes and
//! *uncontrolled hypertension*", which has a name of its own.

use crate::lower::context::Context;
use crate::lower::coordination::Join;
use crate::lower::partial::Partial;
use crate::rule::Severity;
use crate::words;

impl Context<'_, '_> {
    /// Gives the illness and its examples the words behind them.
    pub(super) fn uncontrolled_examples(&mut self, items: &mut Vec<Partial>, joins: &mut Vec<Join>) {
        let Some(last) = items.last().filter(|_| self.excluding && items.len() > 2) else { return };
        let only = last.is_modifier() && !last.qualifiers.is_empty() && last.status.is_none() && !last.negated;
        let degree = only && last.qualifiers.iter().all(|q| words::GOING_ON_DEGREES.contains(q));
        let and = joins.last().is_some_and(|join| join.all == Some(true));
        let such_as = |p: &Partial| self.words(&p.bytes).to_ascii_lowercase().starts_with("such as ");
        let Some(first) = items.iter().position(such_as).filter(|at| *at > 0 && degree && and) else { return };
        let ill = |p: &Partial| p.head.is_some() && p.is_unvalued() && p.is_limitless() && !p.negated;
        if !items[first - 1..items.len() - 1].iter().all(ill) {
            return;
        }
        let Some(said) = items.pop() else { return };
        joins.pop();
        for item in &mut items[first - 1..] {
            item.qualifiers.extend(&said.qualifiers);
        }
        for join in &mut joins[first - 1..] {
            join.all = Some(false);
        }
        let bytes = items[first - 1].bytes.start..said.bytes.end;
        let message = format!("\"{}\" is read of each of the examples before it", self.words(&said.bytes));
        self.say("qualifier-shared", Severity::Note, message, &bytes);
    }
}
