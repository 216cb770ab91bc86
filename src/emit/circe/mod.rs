//! Cohort definitions of OHDSI (Circe): whom a site's OMOP CDM does not rule out.
//!
//! **People.** Everybody who is observed on the index date, which is the index event. Each part of the trial's eligibility
//! is an inclusion rule that has the criterion's id as its name; all dates are written out.
//!
//! **Two values.** Circe knows no third value. A rule that demands holds for whom the criterion is *met*: what is missing
//! in the record is taken as not met. A rule that excludes (`NOT` is the first word of its description) holds for all but
//! those for whom the exclusion is *met*: whom it is not known of stays in. Negation is worked out before: "no X" is met
//! where the record says that there is none, and not where it says nothing.
//!
//! **What Circe can not say** is neither demanded nor does it exclude anybody, and there is a [`Loss`] for it: a definition
//! never rules out somebody whom the trial's own rules let in. A rule of which nothing is left is left out.
//!
//! **Concepts** stand by `VOCABULARY_ID` and `CONCEPT_CODE`; `CONCEPT_ID` is null (but for concept 0), so that a definition does not run
//! before a site has filled in its own: for each item the standard concepts that the source code "Maps to". What has no public
//! code has our own id in the vocabulary `trial-extract`, for the site to map or to drop.
//!
//! **What the CDM must hold**, beside its own conventions:
//!
//! | fact | place |
//! |---|---|
//! | a number, its unit, its comparator, its reference range | `measurement`; range in the unit of the value |
//! | a result in words | `measurement.value_as_concept_id` (positive, negative, …; a class of a scale has our code) |
//! | a question answered with yes or no | `observation`, answer in `value_as_concept_id` |
//! | that there is no such condition, procedure, drug | the same: an `observation` of the concept, answered with no |
//! | the day of birth | `observation` of LOINC 21112-8 on that day; without it, an age that the year leaves open is unknown |
//! | an allergy | `observation` of *allergy to substance*, the substance in `value_as_concept_id` |
//! | a condition that goes on | `condition_end_date` empty, or at most a day after the beginning, like that of a visit |
//! | one administration | `drug_exposure` that ends on the day it begins; a course ends later |
//! | how severe, active, … it is, by what method, in what setting | the concept itself: *severe asthma* has our code `asthma:severe`, which a site maps to its own |
//! | how a course of treatment turned out | `drug_exposure.stop_reason`, with our id (`failed`, `intolerant`, `completed`, …) |
//! | what is planned; what is of a relative, a partner, … | `observation` of our `planned`, `of:relative`, …, the concept in `value_as_concept_id` |
//! | a dose a day | `dose_era` of the course, in a unit of mass with or without "a day" |
//!
//! **Records that Circe does not see** as they are, while the rule itself is said, have a [`Loss`] of their own for each criterion:
//! which of several results of a day is the later one, for Circe compares days, not times of day; what the laboratory flagged a
//! result as, for which the CDM has no place; a result without a reference range beside another one that has it; a result in
//! a unit that no concept set names, or in which a limit is so small that the four digits after the point that Circe
//! writes do not hold it. Such a loss says `records`.
//!
//! A bare number has no unit, or one of `1`, `{score}`, `{titer}`, `{INR}`, `{ratio}` and `{index}`; a class IIIB is also a III.
//! An event whose neighbours are asked for must lie in an observation period.

mod check;
mod classes;
mod events;
mod facts;
mod group;
mod limits;
mod logic;
mod measured;
mod narrow;
mod numbers;
mod record;
mod sets;
mod times;
mod value;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

pub use check::check;
pub use narrow::how;
pub use sets::{OWN, codes};

use super::query::Loss;
use crate::evaluate::program::{Predicate, Test};
use crate::evaluate::{Program, date};
use crate::rule::Concept;
use facts::Rails;
use group::Group;
use logic::{Logic, Reading};
use sets::Sets;

/// Rules that a definition can hold: Circe adds up powers of two, of which a double holds so many exactly.
const RULES: usize = 50;

/// Writes tests out, and notes what can not be said of the one at hand.
struct Builder<'p> {
    program: &'p Program,
    concepts: &'p BTreeMap<String, Concept>,
    sets: Sets,
    losses: BTreeSet<String>,
    /// Kinds of records that Circe does not see, or not as they are.
    unseen: BTreeSet<String>,
}

/// A program, written out.
struct Written<'p> {
    program: &'p Program,
    tests: Vec<Rails>,
    losses: Vec<BTreeSet<String>>,
    unseen: Vec<BTreeSet<String>>,
    sets: Sets,
}

impl<'p> Written<'p> {
    fn new(program: &'p Program, concepts: &'p BTreeMap<String, Concept>) -> Self {
        let (losses, unseen) = (BTreeSet::new(), BTreeSet::new());
        let mut builder = Builder { program, concepts, sets: Sets::default(), losses, unseen };
        let (mut tests, mut losses, mut unseen) = (Vec::new(), Vec::new(), Vec::new());
        for test in &program.tests {
            tests.push(builder.test(test));
            losses.push(std::mem::take(&mut builder.losses));
            unseen.push(std::mem::take(&mut builder.unseen));
        }
        Self { program, tests, losses, unseen, sets: builder.sets }
    }

    fn logic(&self) -> Logic<'_> {
        Logic { program: self.program, tests: &self.tests }
    }

    /// What a part of the eligibility leaves out; `met` says which of its values is asked for.
    fn losses(&self, criterion: &str, node: &Predicate, met: bool) -> Vec<Loss> {
        let (mut tests, mut unknown) = (BTreeSet::new(), BTreeSet::new());
        self.logic().leaves(node, &mut tests, &mut unknown);
        let loss = |node: &str, reason: String, records| {
            let (criterion, node) = (criterion.to_owned(), node.to_owned());
            Loss { criterion, node, reason, records }
        };
        let mut losses: Vec<_> = unknown.into_iter().map(|reason| loss("", reason, false)).collect();
        let whole = self.logic().is_whole(node, met);
        for at in tests {
            let words = match &self.program.tests[at] {
                Test::Facts(test) => &test.text,
                Test::Born { text, .. } => text,
                Test::Sex(_) => "sex",
            };
            let parts = self.losses[at].iter().filter(|_| !whole).map(|reason| loss(words, reason.clone(), false));
            losses.extend(parts);
            losses.extend(self.unseen[at].iter().map(|what| loss(words, what.clone(), true)));
        }
        losses
    }
}

/// The cohort definition of a trial, and what it leaves out. `concepts` are those of the trial that the program was
/// compiled from.
///
/// ```
/// # use trial_extract::{Options, extract, source, emit::circe, evaluate::{Program, Settings}};
/// # let text = "Inclusion Criteria:\n* Hemoglobin ≥ 80 g/L";
/// # let document = source::read("t.txt", text.as_bytes()).unwrap().remove(0).document().unwrap();
/// let trial = extract(&document, &Options::default());
/// let program = Program::compile(&trial, &Settings::new("2025-06-01".parse().unwrap()));
/// let (definition, losses) = circe::compile(&program, &trial.concepts);
/// assert_eq!(definition["InclusionRules"][0]["name"], "I1");
/// // The rule is said; only records of some kinds are not seen.
/// assert!(losses.iter().all(|loss| loss.records) && circe::check(&definition).is_empty());
/// ```
pub fn compile(program: &Program, concepts: &BTreeMap<String, Concept>) -> (Value, Vec<Loss>) {
    let written = Written::new(program, concepts);
    let mut parts = Vec::new();
    if let Some(node) = &program.eligibility {
        conjuncts(node, true, &mut parts);
    }
    let (mut rules, mut losses) = (Vec::new(), Vec::new());
    for (node, met) in parts {
        let (id, text) = name(program, node);
        // An exclusion excludes whom it surely holds for.
        let reading = Reading { upper: met, unknown: met };
        let group = written.logic().node(node, true, reading, &mut Vec::new());
        losses.extend(written.losses(&id, node, true));
        let group = if met { group } else { !group };
        if group != Group::Constant(true) {
            let text = if met { text } else { format!("NOT {text}") };
            rules.push((id, text, group));
        }
    }
    if program.eligibility.is_none() {
        let reason = "the text does not say which criteria include and which exclude".to_owned();
        losses.push(Loss { criterion: String::new(), node: "eligibility".to_owned(), reason, records: false });
    }
    for (name, _) in &program.populations {
        let reason = "the criteria of a part of the trial are not part of its definition".to_owned();
        losses.push(Loss { criterion: String::new(), node: name.clone(), reason, records: false });
    }
    losses.sort();
    losses.dedup();
    (definition(program, &written.sets, limited(rules)), losses)
}

/// A definition that tells of every criterion, nested ones too, for whom it is met, and the ids of those of which it says
/// everything that data can decide. It is for tests: as a cohort it means nothing.
pub fn answers(program: &Program, concepts: &BTreeMap<String, Concept>) -> (Value, Vec<String>) {
    let written = Written::new(program, concepts);
    let (mut rules, mut whole) = (Vec::new(), Vec::new());
    for (at, criterion) in program.criteria.iter().enumerate() {
        let node = Predicate::Criterion(at);
        let reading = Reading { upper: false, unknown: false };
        let group = written.logic().node(&node, true, reading, &mut Vec::new());
        rules.push((criterion.id.clone(), criterion.reading.clone().unwrap_or_default(), group));
        if written.logic().is_whole(&node, true) {
            whole.push(criterion.id.clone());
        }
    }
    (definition(program, &written.sets, rules), whole)
}

/// The parts that must all hold, or of which none may.
fn conjuncts<'p>(node: &'p Predicate, met: bool, out: &mut Vec<(&'p Predicate, bool)>) {
    match node {
        Predicate::All(parts) if met => parts.iter().for_each(|part| conjuncts(part, met, out)),
        Predicate::Any(parts) if !met => parts.iter().for_each(|part| conjuncts(part, met, out)),
        Predicate::Not(inner) => conjuncts(inner, !met, out),
        other => out.push((other, met)),
    }
}

/// The id of a part's criterion and its rule on one line.
fn name(program: &Program, node: &Predicate) -> (String, String) {
    match node {
        Predicate::Criterion(at) => {
            let criterion = &program.criteria[*at];
            (criterion.id.clone(), criterion.reading.clone().unwrap_or_default())
        }
        _ => ("eligibility".to_owned(), "what the criteria together demand".to_owned()),
    }
}

/// What is too much for one definition is one rule.
fn limited(mut rules: Vec<(String, String, Group)>) -> Vec<(String, String, Group)> {
    if rules.len() > RULES {
        let rest = rules.split_off(RULES - 1);
        let join =
            |part: fn(&(String, String, Group)) -> &str, sign| rest.iter().map(part).collect::<Vec<_>>().join(sign);
        let (id, text) = (join(|rule| &rule.0, ", "), join(|rule| &rule.1, "\n"));
        rules.push((id, text, Group::all(rest.into_iter().map(|(_, _, group)| group))));
    }
    rules
}

fn definition(program: &Program, sets: &Sets, rules: Vec<(String, String, Group)>) -> Value {
    let index = date::date(program.settings.index()).map(|date| date.to_string());
    let rule = |(id, text, group): (String, String, Group)| json!({"name": id, "description": text, "expression": group.json()});
    let mut rules: Vec<_> = rules.into_iter().map(rule).collect();
    let sets = sets.json(&mut rules);
    json!({
        "Title": program.trial,
        "cdmVersionRange": ">=5.0.0",
        "PrimaryCriteria": {
            "CriteriaList": [{"ObservationPeriod": {"UserDefinedPeriod": {"StartDate": index, "EndDate": index}}}],
            "ObservationWindow": {"PriorDays": 0, "PostDays": 0},
            "PrimaryCriteriaLimit": {"Type": "First"},
        },
        "ConceptSets": sets,
        "QualifiedLimit": {"Type": "First"},
        "ExpressionLimit": {"Type": "First"},
        "InclusionRules": rules,
        "CensoringCriteria": [],
        "CollapseSettings": {"CollapseType": "ERA", "EraPad": 0},
        "CensorWindow": {},
    })
}
