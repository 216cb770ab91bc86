//! An answer in words: what decided each criterion, and what is missing.

use serde::Serialize;

use super::Truth;
use super::concepts::Matched;
use super::patient::Patient;
use super::program::{FactTest, Field, Predicate, Program, Test, When};
use super::run::{Answer, Finding};
use super::settings::Taken;
use super::value::Lack;
use crate::rule::{Reads, Role, Section};

/// What a trial says of a patient.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Outcome {
    /// The patient's id.
    pub patient: String,
    /// The trial's name.
    pub trial: String,
    /// The index date.
    pub on: String,
    /// Met: eligible; not met: not eligible. Absent where the text does not say how its criteria combine.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub eligibility: Option<Truth>,
    /// The same for each cohort.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub populations: Vec<PopulationOutcome>,
    /// Criterion by criterion, in the order of the text.
    pub criteria: Vec<CriterionOutcome>,
    /// The defaults that were taken.
    pub defaults: Vec<Taken>,
    /// What in the patient's record could not be used.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<String>,
}

/// What a cohort says of a patient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PopulationOutcome {
    /// The cohort.
    pub name: String,
    /// Whether the patient is eligible for it.
    pub eligibility: Option<Truth>,
}

/// What a criterion says of a patient. For an exclusion, met means that it excludes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CriterionOutcome {
    /// The criterion's id.
    pub id: String,
    /// Which list it stands in.
    pub section: Option<Section>,
    /// How it is taken, where its wording contradicts that list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reads: Option<Reads>,
    /// What it is.
    pub role: Role,
    /// Whether what it says is so.
    pub truth: Truth,
    /// Its words.
    pub text: String,
    /// Its rule on one line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reading: Option<String>,
    /// The facts that decided it.
    pub facts: Vec<Evidence>,
    /// What is missing to decide it.
    pub missing: Vec<Missing>,
}

/// A fact that decided something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// What was asked about, in the criterion's words.
    pub about: String,
    /// Whether that is so.
    pub truth: Truth,
    /// The fact.
    pub fact: String,
    /// Where it stands in the record.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// Whether it was matched by its name alone, for want of a code.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub by_name: bool,
}

/// Something that would have to be known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Missing {
    /// What was asked about, in the criterion's words.
    pub about: String,
    /// Why it is not known.
    pub why: String,
}

impl Program {
    /// Puts an answer in words.
    pub fn explain(&self, patient: &Patient, answer: &Answer) -> Outcome {
        let matched = vec![None; patient.events.len()];
        let mut telling =
            Telling { program: self, patient, answer, matched, facts: Vec::new(), missing: Vec::new(), depth: 0 };
        let criteria = self.criteria.iter().zip(&answer.criteria).map(|(criterion, truth)| {
            telling.tell(&criterion.rule);
            CriterionOutcome {
                id: criterion.id.clone(),
                section: criterion.section,
                reads: criterion.reads,
                role: criterion.role,
                truth: *truth,
                text: criterion.text.clone(),
                reading: criterion.reading.clone(),
                facts: std::mem::take(&mut telling.facts),
                missing: std::mem::take(&mut telling.missing),
            }
        });
        let populations = self.populations.iter().zip(&answer.populations);
        Outcome {
            patient: patient.id.clone(),
            trial: self.trial.clone(),
            on: self.settings.on.to_string(),
            eligibility: answer.eligibility,
            populations: populations
                .map(|((name, _), eligibility)| PopulationOutcome { name: name.clone(), eligibility: *eligibility })
                .collect(),
            criteria: criteria.collect(),
            defaults: self.defaults.clone(),
            warnings: patient.warnings.clone(),
        }
    }
}

/// Why a statement about time can not be decided for anybody.
fn collect<'w>(when: &'w When, reasons: &mut Vec<&'w String>) {
    match when {
        When::Any(parts) | When::All(parts) => parts.iter().for_each(|part| collect(part, reasons)),
        When::Unknown(reason) => reasons.push(&reason.text),
        _ => {}
    }
}

/// How deep references between criteria are followed.
const DEEPEST: usize = 32;

struct Telling<'a> {
    program: &'a Program,
    patient: &'a Patient,
    answer: &'a Answer,
    /// What each event is about, once it has been asked for.
    matched: Vec<Option<Matched>>,
    facts: Vec<Evidence>,
    missing: Vec<Missing>,
    depth: usize,
}

impl Telling<'_> {
    fn truth(&self, node: &Predicate) -> Truth {
        match node {
            Predicate::Constant(value) => (*value).into(),
            Predicate::Unknown(_) => Truth::Unknown,
            Predicate::All(of) => Truth::all(of.iter().map(|part| self.truth(part))),
            Predicate::Any(of) => Truth::any(of.iter().map(|part| self.truth(part))),
            Predicate::Not(of) => !self.truth(of),
            Predicate::AtLeast(count, of) => {
                let number = |truth| of.iter().filter(|part| self.truth(part) == truth).count() as u32;
                let met = number(Truth::Met);
                count.holds(met, Some(met + number(Truth::Unknown)))
            }
            Predicate::If { when, then, otherwise } => self.truth(when).choose(self.truth(then), self.truth(otherwise)),
            Predicate::Criterion(at) => self.answer.criteria[*at],
            Predicate::Test(at) => self.answer.findings[*at].as_ref().map_or(Truth::Unknown, |f| f.truth),
        }
    }

    /// Tells what decided the node: of a conjunction that is not met, the parts that are not; and so on.
    fn tell(&mut self, node: &Predicate) {
        let truth = self.truth(node);
        match node {
            Predicate::Constant(_) => {}
            Predicate::Unknown(reason) => self.lacks(reason.code.to_owned(), reason.text.clone()),
            Predicate::All(of) | Predicate::Any(of) => {
                let every = match node {
                    Predicate::All(_) => truth.is_met(),
                    _ => truth == Truth::NotMet,
                };
                for part in of.iter().filter(|part| every || self.truth(part) == truth).collect::<Vec<_>>() {
                    self.tell(part);
                }
            }
            Predicate::Not(of) => self.tell(of),
            Predicate::AtLeast(_, of) => of.iter().for_each(|part| self.tell(part)),
            Predicate::If { when, then, otherwise } => {
                self.tell(when);
                match self.truth(when) {
                    Truth::Met => self.tell(then),
                    Truth::NotMet => self.tell(otherwise),
                    Truth::Unknown => {
                        self.tell(then);
                        self.tell(otherwise);
                    }
                }
            }
            Predicate::Criterion(at) => {
                if self.depth < DEEPEST {
                    self.depth += 1;
                    let program = self.program;
                    self.tell(&program.criteria[*at].rule);
                    self.depth -= 1;
                }
            }
            Predicate::Test(at) => self.tell_test(*at),
        }
    }

    fn tell_test(&mut self, at: usize) {
        let answer = self.answer;
        let Some(finding) = &answer.findings[at] else { return };
        let (program, patient) = (self.program, self.patient);
        match &program.tests[at] {
            Test::Born { text, .. } => {
                let born = patient.birth.map(|birth| format!("born {}", birth.text()));
                self.person(text, finding, born, "no date of birth");
            }
            Test::Sex(sex) => {
                let recorded = patient.sex.map(|sex| format!("{sex:?}").to_lowercase());
                self.person(&format!("{sex:?}").to_lowercase(), finding, recorded, "no administrative sex");
            }
            Test::Facts(test) => self.tell_facts(test, finding),
        }
    }

    fn person(&mut self, about: &str, finding: &Finding, recorded: Option<String>, missing: &str) {
        match recorded {
            Some(fact) => {
                let source = format!("Patient/{}", self.patient.id);
                self.fact(Evidence { about: about.to_owned(), truth: finding.truth, fact, source, by_name: false });
                if finding.truth.is_unknown() {
                    self.lacks(about.to_owned(), Lack::Date.text().to_owned());
                }
            }
            None => self.lacks(about.to_owned(), missing.to_owned()),
        }
    }

    fn tell_facts(&mut self, test: &FactTest, finding: &Finding) {
        for at in &finding.facts {
            let event = &self.patient.events[*at as usize];
            let matched = self.matched[*at as usize].get_or_insert_with(|| self.program.matched(event));
            let by_name = matched.sets.iter().find(|(set, _)| *set == test.set).is_none_or(|(_, by_name)| *by_name);
            let set = &self.program.sets[test.set];
            let fact = if event.concept.names.is_empty() { event.text_as(&set.name) } else { event.text() };
            self.fact(Evidence {
                about: test.text.clone(),
                truth: finding.truth,
                fact,
                source: event.source.clone(),
                by_name,
            });
        }
        let Some(lack) = finding.lack else { return };
        let mut reasons = Vec::new();
        for field in &test.fields {
            match field {
                Field::When(when) => collect(when, &mut reasons),
                Field::Unknown(reason) => reasons.push(&reason.text),
                _ => {}
            }
        }
        // A window that nobody can place explains more than the date that does not fit it.
        if reasons.is_empty() || !matches!(lack, Lack::Date | Lack::Uncomputable) {
            self.lacks(test.text.clone(), lack.text().to_owned());
        }
        for reason in reasons {
            self.lacks(test.text.clone(), reason.clone());
        }
    }

    fn fact(&mut self, evidence: Evidence) {
        if !self.facts.contains(&evidence) {
            self.facts.push(evidence);
        }
    }

    fn lacks(&mut self, about: String, why: String) {
        let missing = Missing { about, why };
        if !self.missing.contains(&missing) {
            self.missing.push(missing);
        }
    }
}
