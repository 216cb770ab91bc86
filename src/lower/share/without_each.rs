//! Diseases after a demanded state that comes without any of them: "adequate cardiac function *with no evidence of heart failure, angina,
//! infarction*"; and examples of what a demand denies: "there are *no* disorders that affect swallowing, *such as achalasia, strictures*".
//!
//! Near misses: "*asthma* without COPD, diabetes", where the second may be another disease that is demanded; "normal function with no
//! evidence of heart failure, *age ≥ 18*", no disease; the same where it excludes.

use crate::lex::Kind;
use crate::lower::context::Context;
use crate::lower::coordination::Join;
use crate::lower::partial::{Partial, Relation};

use super::objects::is_plain;

impl Context<'_, '_> {
    /// Lets "with no evidence of" reach every disease to the end of the list.
    pub(super) fn without_each(&self, items: &mut Vec<Partial>, joins: &mut Vec<Join>) {
        if !self.demand || self.excluding {
            return;
        }
        let disease = |p: &Partial| p.entry().is_some_and(|e| e.kind() == Kind::Condition);
        let opens = |p: &Partial| {
            let without = p.relation.as_ref().filter(|r| r.relation == Relation::NotHaving);
            let state = p.entry().is_none_or(|e| matches!(e.kind(), Kind::Observation | Kind::Analyte));
            state && p.head.is_some() && without.and_then(|r| r.objects.last()).is_some_and(disease)
        };
        let Some(at) = items.iter().position(opens) else { return };
        let named = |p: &Partial| p.entry().is_none_or(|e| e.kind() == Kind::Condition);
        let listed = |p: &Partial| named(p) && is_plain(p) && !p.negated && !p.verb && p.status.is_none();
        let parted = |join: &Join| join.bare && !join.but && !join.slash;
        let first = joins.get(at).is_some_and(parted);
        let rest = &items[at + 1..];
        if !first
            || rest.is_empty()
            || !rest.iter().all(listed)
            || joins[at..].iter().any(|join| join.but || join.slash)
        {
            return;
        }
        let more: Vec<Partial> = items.drain(at + 1..).collect();
        joins.truncate(at);
        let Some(end) = more.last().map(|last| last.bytes.end) else { return };
        let item = &mut items[at];
        item.bytes.end = end;
        if let Some(related) = item.relation.as_mut() {
            let times = more.last().map(|last| last.times.clone()).unwrap_or_default();
            related.objects.extend(more);
            for object in related.objects.iter_mut().filter(|object| object.times.is_empty()) {
                object.times.clone_from(&times);
            }
        }
    }

    /// Lets a denial reach the examples of what it denies.
    pub(super) fn examples_denied(&self, items: &mut [Partial]) {
        let such = |p: &Partial| self.words(&p.bytes).to_ascii_lowercase().starts_with("such as");
        let Some(at) = items.iter().position(such).filter(|at| *at > 0 && self.demand && !self.excluding) else {
            return;
        };
        let (before, examples) = items.split_at_mut(at);
        let denies = before.last().is_some_and(|p| p.negated && !p.having.is_empty());
        let named = |p: &Partial| p.entry().is_none_or(|e| e.kind() == Kind::Condition);
        if denies && examples.iter().all(|p| named(p) && is_plain(p) && p.status.is_none() && !p.verb) {
            for example in examples.iter_mut().filter(|p| !p.negated) {
                (example.negated, example.negated_by_list) = (true, true);
            }
        }
    }
}
