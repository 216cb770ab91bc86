//! Rules as groups: Kleene's connectives over what each test says of met and of not met.

use std::collections::BTreeSet;

use super::facts::{Limits, Rails};
use super::group::Group;
use crate::evaluate::Program;
use crate::evaluate::interval::Count;
use crate::evaluate::program::Predicate;

/// How wide a condition is taken that Circe can not say, and what nobody knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reading {
    /// Everybody of whom it may hold, or only those of whom it surely does.
    pub upper: bool,
    /// What no data can decide holds, or it does not.
    pub unknown: bool,
}

/// The rules of a program, over its tests.
pub(super) struct Logic<'a> {
    pub program: &'a Program,
    pub tests: &'a [Rails],
}

impl Logic<'_> {
    /// When the node is met (or not met).
    pub(super) fn node(&self, node: &Predicate, met: bool, reading: Reading, open: &mut Vec<usize>) -> Group {
        let mut go = |part: &Predicate, met| self.node(part, met, reading, open);
        match node {
            Predicate::Constant(value) => Group::Constant(*value == met),
            Predicate::Unknown(_) => Group::Constant(reading.unknown),
            Predicate::Not(inner) => go(inner, !met),
            Predicate::All(parts) | Predicate::Any(parts) => {
                let all = matches!(node, Predicate::All(_)) == met;
                let parts: Vec<_> = parts.iter().map(|part| go(part, met)).collect();
                if all { Group::all(parts) } else { Group::any(parts) }
            }
            Predicate::AtLeast(Count { low, high }, parts) => {
                let mut at_least = |number: u32, met| {
                    Group::at_least(number as usize, parts.iter().map(|part| go(part, met)).collect())
                };
                let number = parts.len() as u32;
                // At least so many are met, or so many are not that fewer are left.
                let enough = |at_least: &mut dyn FnMut(u32, bool) -> Group, n: u32, met| match (met, n) {
                    (true, n) => at_least(n, true),
                    (false, 0) => Group::Constant(false),
                    (false, n) if n > number => Group::Constant(true),
                    (false, n) => at_least(number - n + 1, false),
                };
                let low = low.map(|low| enough(&mut at_least, low, met));
                let high = high.map(|high| enough(&mut at_least, high.saturating_add(1), !met));
                let both = low.into_iter().chain(high);
                if met { Group::all(both.collect::<Vec<_>>()) } else { Group::any(both.collect::<Vec<_>>()) }
            }
            Predicate::If { when, then, otherwise } => {
                let (is, is_not) = (go(when, true), go(when, false));
                let (then, other) = (go(then, met), go(otherwise, met));
                Group::any([
                    Group::all([is, then.clone()]),
                    Group::all([is_not, other.clone()]),
                    Group::all([then, other]),
                ])
            }
            Predicate::Criterion(at) if open.contains(at) => Group::Constant(reading.unknown),
            Predicate::Criterion(at) => {
                open.push(*at);
                let group = self.node(&self.program.criteria[*at].rule, met, reading, open);
                open.pop();
                group
            }
            Predicate::Test(at) => {
                let Rails { met: is, not_met } = &self.tests[*at];
                let Limits { lower, upper } = if met { is } else { not_met };
                if reading.upper { upper.clone() } else { lower.clone() }
            }
        }
    }

    /// Whether everything that data can decide of a node is said.
    pub(super) fn is_whole(&self, node: &Predicate, met: bool) -> bool {
        let of = |upper| self.node(node, met, Reading { upper, unknown: false }, &mut Vec::new());
        of(true) == of(false)
    }

    /// The tests of a node and of the criteria it refers to, and what in it nobody can know.
    pub(super) fn leaves(&self, node: &Predicate, tests: &mut BTreeSet<usize>, unknown: &mut BTreeSet<String>) {
        let mut open = vec![node];
        let mut done = BTreeSet::new();
        while let Some(node) = open.pop() {
            match node {
                Predicate::Constant(_) => {}
                Predicate::Unknown(reason) => {
                    unknown.insert(format!("{}: {}", reason.code, reason.text));
                }
                Predicate::Not(inner) => open.push(inner),
                Predicate::All(parts) | Predicate::Any(parts) | Predicate::AtLeast(_, parts) => open.extend(parts),
                Predicate::If { when, then, otherwise } => open.extend([&**when, &**then, &**otherwise]),
                Predicate::Criterion(at) => {
                    if done.insert(*at) {
                        open.push(&self.program.criteria[*at].rule);
                    }
                }
                Predicate::Test(at) => {
                    tests.insert(*at);
                }
            }
        }
    }
}
