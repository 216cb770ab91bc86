//! Rules as queries: what every target that searches a table or a list of facts has in common.
//!
//! A [`Query`] is the lowered program with each test of the record written out as two conditions on rows of one table
//! ([`table`]), one for met and one for not met. It is made once and printed by each target, so that they agree by
//! construction. What it can not say is unknown, with a [`Loss`].

pub mod condition;
mod field;
pub(in crate::emit) mod pick;
mod same_event;
pub mod table;
mod time;
pub mod value;
pub mod write;

use std::collections::BTreeSet;

use serde::Serialize;

use crate::evaluate::interval::Count;
use crate::evaluate::patient::Sex;
use crate::evaluate::program::{Predicate, Test};
use crate::evaluate::{Program, date};
use condition::{Column, Compare, Condition, Rails, Row};

/// A trial's rules as queries.
#[derive(Debug)]
pub struct Query<'p> {
    /// What it was made from.
    pub program: &'p Program,
    /// Each test of the program.
    pub tests: Vec<Rails>,
    /// What is left out, by test.
    losses: Vec<BTreeSet<String>>,
}

/// Something that a target can not say, and that is unknown there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Loss {
    /// The criterion.
    pub criterion: String,
    /// The node: the words of its concept.
    pub node: String,
    /// Why.
    pub reason: String,
    /// The rule itself is said; only what records of the kind that the reason names say is unknown.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub records: bool,
}

/// The truth of a criterion: Kleene connectives over tests.
#[derive(Debug, Clone, PartialEq)]
pub enum Logic {
    /// The same for everybody; `None` is unknown.
    Constant(Option<bool>),
    /// Conjunction.
    All(Vec<Logic>),
    /// Disjunction.
    Any(Vec<Logic>),
    /// Negation.
    Not(Box<Logic>),
    /// So many of these are met, counted as Kleene does.
    AtLeast(u32, Vec<Logic>),
    /// A test, by its place.
    Test(usize),
}

impl Logic {
    /// Conjunction, without what goes without saying.
    pub(crate) fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        Self::joined(parts, true)
    }

    /// Disjunction, without what goes without saying.
    pub(crate) fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        Self::joined(parts, false)
    }

    fn joined(parts: impl IntoIterator<Item = Self>, all: bool) -> Self {
        let mut out = Vec::new();
        for part in parts {
            match part {
                Self::Constant(Some(value)) if value == all => {}
                Self::Constant(Some(value)) => return Self::Constant(Some(value)),
                Self::All(inner) if all => out.extend(inner),
                Self::Any(inner) if !all => out.extend(inner),
                other if out.contains(&other) => {}
                other => out.push(other),
            }
        }
        match (out.len(), all) {
            (0, all) => Self::Constant(Some(all)),
            (1, _) => out.remove(0),
            (_, true) => Self::All(out),
            (_, false) => Self::Any(out),
        }
    }
}

impl std::ops::Not for Logic {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::Constant(value) => Self::Constant(value.map(|value| !value)),
            Self::Not(inner) => *inner,
            other => Self::Not(Box::new(other)),
        }
    }
}

impl<'p> Query<'p> {
    /// Writes a program out.
    pub fn new(program: &'p Program) -> Self {
        let mut query = Self { program, tests: Vec::new(), losses: Vec::new() };
        for test in &program.tests {
            let mut builder = Builder { program, rows: 0, losses: BTreeSet::new(), depth: 0 };
            let rails = builder.test(test);
            query.tests.push(rails);
            query.losses.push(builder.losses);
        }
        query
    }

    /// The logic of each criterion, by its place.
    pub fn criteria(&self) -> Vec<Logic> {
        (0..self.program.criteria.len()).map(|at| self.logic(&Predicate::Criterion(at), &mut Vec::new())).collect()
    }

    /// The logic of the whole trial.
    pub fn eligibility(&self) -> Option<Logic> {
        self.program.eligibility.as_ref().map(|node| self.logic(node, &mut Vec::new()))
    }

    fn logic(&self, node: &Predicate, open: &mut Vec<usize>) -> Logic {
        match node {
            Predicate::Constant(value) => Logic::Constant(Some(*value)),
            Predicate::Unknown(_) => Logic::Constant(None),
            Predicate::All(of) => Logic::all(of.iter().map(|part| self.logic(part, open))),
            Predicate::Any(of) => Logic::any(of.iter().map(|part| self.logic(part, open))),
            Predicate::Not(of) => !self.logic(of, open),
            Predicate::AtLeast(count, of) => {
                let parts: Vec<_> = of.iter().map(|part| self.logic(part, open)).collect();
                count_of(*count, &parts)
            }
            Predicate::If { when, then, otherwise } => {
                let [when, then, other] = [when, then, otherwise].map(|part| self.logic(part, open));
                let unless = !when.clone();
                Logic::any([
                    Logic::all([when, then.clone()]),
                    Logic::all([unless, other.clone()]),
                    Logic::all([then, other]),
                ])
            }
            Predicate::Criterion(at) if open.contains(at) => Logic::Constant(None),
            Predicate::Criterion(at) => {
                open.push(*at);
                let logic = self.logic(&self.program.criteria[*at].rule, open);
                open.pop();
                logic
            }
            Predicate::Test(at) => Logic::Test(*at),
        }
    }

    /// Leaves a test out that a target can not say.
    pub(crate) fn lose(&mut self, test: usize, reason: &str) {
        self.losses[test].insert(reason.to_owned());
    }

    /// What is left out, by criterion.
    pub fn losses(&self) -> Vec<Loss> {
        let mut losses = BTreeSet::new();
        for criterion in &self.program.criteria {
            criterion.rule.each_test(&mut |at| {
                let node = match &self.program.tests[at] {
                    Test::Facts(test) => test.text.clone(),
                    Test::Born { text, .. } => text.clone(),
                    Test::Sex(_) => "sex".to_owned(),
                };
                losses.extend(self.losses[at].iter().map(|reason| Loss {
                    criterion: criterion.id.clone(),
                    node: node.clone(),
                    reason: reason.clone(),
                    records: false,
                }));
            });
        }
        losses.into_iter().collect()
    }

    /// Whether nothing of a criterion, by its place, nor of those it refers to is left out.
    pub fn is_whole(&self, criterion: usize) -> bool {
        let mut whole = true;
        let mut done = BTreeSet::new();
        let mut open = vec![criterion];
        while let Some(at) = open.pop() {
            if done.insert(at) {
                let rule = &self.program.criteria[at].rule;
                rule.each_test(&mut |test| whole &= self.losses[test].is_empty());
                rule.each_reference(&mut |other| open.push(other));
            }
        }
        whole
    }
}

/// So many of the parts are met.
fn count_of(count: Count, parts: &[Logic]) -> Logic {
    let low = count.low.map(|low| at_least(low, parts));
    let high = count.high.map(|high| !at_least(high + 1, parts));
    Logic::all(low.into_iter().chain(high))
}

fn at_least(number: u32, parts: &[Logic]) -> Logic {
    match number {
        0 => Logic::Constant(Some(true)),
        1 => Logic::any(parts.iter().cloned()),
        n if n as usize > parts.len() => Logic::Constant(Some(false)),
        n => Logic::AtLeast(n, parts.to_vec()),
    }
}

/// Writes one test out.
struct Builder<'p> {
    program: &'p Program,
    rows: Row,
    losses: BTreeSet<String>,
    /// How deep in rules about other events: a circle of them is unknown.
    depth: usize,
}

impl Builder<'_> {
    fn row(&mut self) -> Row {
        self.rows += 1;
        self.rows - 1
    }

    fn lose(&mut self, reason: impl Into<String>) -> Rails {
        self.losses.insert(reason.into());
        Rails::UNKNOWN
    }

    fn test(&mut self, test: &Test) -> Rails {
        let row = self.row();
        let person = Condition::text(row, Column::Kind, "person");
        let is = |condition| Condition::exists(row, Condition::all([person.clone(), condition]));
        match test {
            Test::Born { days, .. } => {
                let on = |column, compare, day: date::Day| Condition::int(row, column, compare, day);
                let met =
                    [on(Column::BeginFirst, Compare::Ge, days.low), on(Column::BeginLast, Compare::Le, days.high)];
                let not =
                    [on(Column::BeginLast, Compare::Lt, days.low), on(Column::BeginFirst, Compare::Gt, days.high)];
                Rails { met: is(Condition::all(met)), not_met: is(Condition::any(not)) }
            }
            Test::Sex(sex) => {
                let code = sex_code(*sex);
                let known = ["male", "female", "other"].map(|code| Condition::text(row, Column::Result, code));
                let known = known.into_iter().zip(["male", "female", "other"]);
                let (own, others): (Vec<_>, Vec<_>) = known.partition(|(_, name)| *name == code);
                let any = |list: Vec<(Condition, &str)>| is(Condition::any(list.into_iter().map(|(c, _)| c)));
                Rails { met: any(own), not_met: any(others) }
            }
            Test::Facts(test) => self.fact_test(test),
        }
    }
}

/// Administrative sex as it stands in the table.
pub(super) const fn sex_code(sex: Sex) -> &'static str {
    match sex {
        Sex::Male => "male",
        Sex::Female => "female",
        Sex::Other => "other",
    }
}
