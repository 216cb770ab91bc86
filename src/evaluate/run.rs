//! Runs a compiled trial on a patient.

use super::Truth;
use super::concepts::About;
use super::patient::{Certainty, Event, Patient};
use super::program::{Days, Predicate, Program, Test};
use super::same_event::Scope;
use super::value::Lack;

/// What a program says of a patient: truths, and what they rest on, by place in the program.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Of each criterion.
    pub criteria: Vec<Truth>,
    /// Of all together; `None` where the text does not say how they combine.
    pub eligibility: Option<Truth>,
    /// Of each population.
    pub populations: Vec<Option<Truth>>,
    /// Of each test that was asked.
    pub findings: Vec<Option<Finding>>,
}

/// What a test found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Its truth.
    pub truth: Truth,
    /// Why it is unknown.
    pub lack: Option<Lack>,
    /// The facts it rests on, by their place in the patient's events.
    pub facts: Vec<u32>,
}

impl Finding {
    pub(super) fn new(truth: Truth, lack: Lack, facts: Vec<u32>) -> Self {
        Self { truth, lack: truth.is_unknown().then_some(lack), facts }
    }
}

impl Program {
    /// Evaluates a patient. [`Program::explain`] puts the answer in words.
    pub fn run(&self, patient: &Patient) -> Answer {
        let mut run = Run::new(self, patient);
        let criteria = (0..self.criteria.len()).map(|at| run.criterion(at)).collect();
        let eligibility = self.eligibility.as_ref().map(|node| run.predicate(node, None));
        let populations = self.populations.iter();
        let populations = populations.map(|(_, node)| node.as_ref().map(|node| run.predicate(node, None))).collect();
        Answer { criteria, eligibility, populations, findings: run.findings }
    }
}

/// One evaluation: the patient's facts by concept, and what has been found so far.
pub(super) struct Run<'a> {
    pub(super) program: &'a Program,
    pub(super) patient: &'a Patient,
    /// For each set, the facts about it.
    pub(super) facts: Vec<Vec<u32>>,
    /// For each set, the records that there is none of it.
    pub(super) refuted: Vec<Vec<u32>>,
    criteria: Vec<Option<Truth>>,
    /// Criteria that are being evaluated: one that refers to itself is unknown.
    open: Vec<usize>,
    pub(super) findings: Vec<Option<Finding>>,
}

impl<'a> Run<'a> {
    fn new(program: &'a Program, patient: &'a Patient) -> Self {
        let mut facts = vec![Vec::new(); program.sets.len()];
        let mut refuted = vec![Vec::new(); program.sets.len()];
        for (at, event) in patient.events.iter().enumerate() {
            let at = at as u32;
            let add = |sets: &[u32], lists: &mut Vec<Vec<u32>>| {
                for set in sets {
                    let list = &mut lists[*set as usize];
                    if list.last() != Some(&at) {
                        list.push(at);
                    }
                }
            };
            let none = event.certainty == Certainty::Refuted;
            for About { id, .. } in program.index.about(event) {
                if none {
                    add(&program.index.classes[id as usize], &mut refuted);
                }
                // That a test is answered with "no" is a result of that test, too.
                if !none || event.result.is_some() {
                    add(&program.index.members[id as usize], &mut facts);
                }
            }
        }
        let findings = vec![None; program.tests.len()];
        Self {
            program,
            patient,
            facts,
            refuted,
            criteria: vec![None; program.criteria.len()],
            open: Vec::new(),
            findings,
        }
    }

    pub(super) fn event(&self, at: u32) -> &'a Event {
        &self.patient.events[at as usize]
    }

    fn criterion(&mut self, at: usize) -> Truth {
        if let Some(known) = self.criteria[at] {
            return known;
        }
        if self.open.contains(&at) {
            return Truth::Unknown;
        }
        self.open.push(at);
        let program = self.program;
        let truth = self.predicate(&program.criteria[at].rule, None);
        self.open.pop();
        // Inside a circle the answer depends on where one entered it: only the outermost is kept.
        if self.open.is_empty() {
            self.criteria[at] = Some(truth);
        }
        truth
    }

    /// The truth of a node; all parts are evaluated, so that all of them can be explained.
    pub(super) fn predicate(&mut self, node: &Predicate, scope: Option<Scope>) -> Truth {
        match node {
            Predicate::Constant(value) => (*value).into(),
            Predicate::Unknown(_) => Truth::Unknown,
            Predicate::All(of) => of.iter().fold(Truth::Met, |truth, part| truth.min(self.predicate(part, scope))),
            Predicate::Any(of) => of.iter().fold(Truth::NotMet, |truth, part| truth.max(self.predicate(part, scope))),
            Predicate::Not(of) => !self.predicate(of, scope),
            Predicate::AtLeast(count, of) => {
                let (mut met, mut open) = (0, 0);
                for part in of {
                    match self.predicate(part, scope) {
                        Truth::Met => met += 1,
                        Truth::Unknown => open += 1,
                        Truth::NotMet => {}
                    }
                }
                count.holds(met, Some(met + open))
            }
            Predicate::If { when, then, otherwise } => {
                let (when, then) = (self.predicate(when, scope), self.predicate(then, scope));
                when.choose(then, self.predicate(otherwise, scope))
            }
            Predicate::Criterion(at) => self.criterion(*at),
            Predicate::Test(at) => match scope {
                Some(scope) => self.scoped_test(*at, scope),
                None => self.test(*at),
            },
        }
    }

    /// What a test of the whole record finds.
    pub(super) fn test(&mut self, at: usize) -> Truth {
        if let Some(known) = &self.findings[at] {
            return known.truth;
        }
        let program = self.program;
        let found = match &program.tests[at] {
            Test::Born { days, .. } => self.born(*days),
            Test::Sex(sex) => match self.patient.sex {
                Some(recorded) => Finding::new((recorded == *sex).into(), Lack::Record, Vec::new()),
                None => Finding::new(Truth::Unknown, Lack::Record, Vec::new()),
            },
            Test::Facts(test) => self.fact_test(test),
        };
        let truth = found.truth;
        self.findings[at] = Some(found);
        truth
    }

    fn born(&self, days: Days) -> Finding {
        match self.patient.birth {
            Some(birth) => {
                Finding::new(Truth::all([birth.from(days.low), birth.by(days.high)]), Lack::Date, Vec::new())
            }
            None => Finding::new(Truth::Unknown, Lack::Record, Vec::new()),
        }
    }
}
