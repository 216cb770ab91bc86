//! Patients just inside and just outside of everything that a program asks.
//!
//! For each edge of a test (see [`facts`]) and each criterion with that test, two patients are looked for who differ by
//! that one step and in the answer: with nothing else recorded, or with what one of the made patients has beside it. Where
//! there are none, the step decides nothing.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use trial_extract::evaluate::patient::Event;
use trial_extract::evaluate::program::{Predicate, Test};
use trial_extract::evaluate::{Patient, Program};

use crate::facts::{self, Edge, Side};
use crate::records;

/// Somebody to whom a fact is added.
struct Base {
    person: Value,
    resources: BTreeMap<String, Value>,
    patient: Patient,
    /// The sets of the program that each event is about, and those of which it says that there is none.
    about: Vec<(Vec<usize>, Vec<usize>)>,
}

impl Base {
    fn of(program: &Program, bundle: &Value) -> Self {
        let patient = records::patient("base", bundle);
        let matched = |event: &Event| {
            let matched = program.matched(event);
            (matched.sets.into_iter().map(|(set, _)| set).collect(), matched.absent)
        };
        let about = patient.events.iter().map(matched).collect();
        let mut resources: BTreeMap<_, _> = BTreeMap::new();
        let mut person = Value::Null;
        for resource in bundle["entry"].as_array().unwrap().iter().map(|entry| &entry["resource"]) {
            let source = format!("{}/{}", resource["resourceType"].as_str().unwrap(), resource["id"].as_str().unwrap());
            if resource["resourceType"] == "Patient" {
                person = resource.clone();
            } else {
                resources.insert(source, resource.clone());
            }
        }
        Self { person, resources, patient, about }
    }

    /// What is recorded about these sets, but for what is about the one.
    fn beside(&self, sets: &BTreeSet<usize>, set: Option<usize>) -> Patient {
        let kept = self.patient.events.iter().zip(&self.about).filter(|(_, (about, absent))| {
            let mut all = about.iter().chain(absent);
            all.clone().any(|at| sets.contains(at)) && !all.any(|at| Some(*at) == set)
        });
        let events = kept.map(|(event, _)| event.clone()).collect();
        Patient { events, ..self.patient.clone() }
    }
}

/// The bundles, by their text; the patients are `edge1`, `edge2`, … `whole` has the criteria that are asked about.
pub fn bundles(program: &Program, bundles: &[Value], whole: &[String]) -> Vec<Value> {
    let nobody = json!({"resourceType": "Patient", "id": "nobody", "gender": "female", "birthDate": "1980-01-01"});
    let nobody = json!({"resourceType": "Bundle", "entry": [{"resource": nobody}]});
    let bases: Vec<_> = std::iter::once(&nobody).chain(bundles).map(|bundle| Base::of(program, bundle)).collect();
    let criteria: Vec<_> = (0..program.criteria.len()).filter(|at| whole.contains(&program.criteria[*at].id)).collect();
    let asked: Vec<BTreeSet<usize>> = (0..program.criteria.len()).map(|at| tests_of(program, at)).collect();
    let mut found = BTreeSet::new();
    for (at, test) in program.tests.iter().enumerate() {
        let criteria: Vec<_> = criteria.iter().copied().filter(|criterion| asked[*criterion].contains(&at)).collect();
        if criteria.is_empty() {
            continue;
        }
        for edge in facts::edges(program, test) {
            let sides = deciding(program, at, &edge);
            let mut open = criteria.clone();
            for (base, sides) in bases.iter().flat_map(|base| sides.iter().map(move |sides| (base, sides))) {
                if open.is_empty() {
                    break;
                }
                let sets = open.iter().flat_map(|criterion| &asked[*criterion]).filter_map(|at| set(program, *at));
                let beside = base.beside(&sets.collect(), set(program, at));
                let [a, b] = [&sides[0], &sides[1]].map(|side| program.run(&with(&beside, side)).criteria);
                let before = open.len();
                open.retain(|criterion| a[*criterion].is_met() == b[*criterion].is_met());
                if open.len() < before {
                    found.extend(sides.iter().map(|side| bundle(base, &beside, side)));
                }
            }
        }
    }
    let number = |(at, bundle): (usize, &String)| {
        let mut bundle: Value = serde_json::from_str(bundle).unwrap();
        bundle["entry"][0]["resource"]["id"] = json!(format!("edge{}", at + 1));
        bundle
    };
    found.iter().enumerate().map(number).collect()
}

/// The set of a test.
fn set(program: &Program, test: usize) -> Option<usize> {
    match &program.tests[test] {
        Test::Facts(test) => Some(test.set),
        Test::Born { .. } | Test::Sex(_) => None,
    }
}

/// The tests of a criterion and of those it refers to.
fn tests_of(program: &Program, criterion: usize) -> BTreeSet<usize> {
    let (mut tests, mut done) = (BTreeSet::new(), BTreeSet::from([criterion]));
    let mut open = vec![&program.criteria[criterion].rule];
    while let Some(node) = open.pop() {
        match node {
            Predicate::Constant(_) | Predicate::Unknown(_) => {}
            Predicate::Not(inner) => open.push(inner),
            Predicate::All(parts) | Predicate::Any(parts) | Predicate::AtLeast(_, parts) => open.extend(parts),
            Predicate::If { when, then, otherwise } => open.extend([&**when, &**then, &**otherwise]),
            Predicate::Criterion(at) => open.extend(done.insert(*at).then(|| &program.criteria[*at].rule)),
            Predicate::Test(at) => {
                tests.insert(*at);
            }
        }
    }
    tests
}

/// The first sides on which a test says something else, for each two answers.
fn deciding(program: &Program, test: usize, edge: &Edge) -> Vec<[Side; 2]> {
    let nobody = Patient::default();
    let mut seen = BTreeSet::new();
    let truth = |side: &Side| {
        let answer = program.run(&with(&nobody, side));
        answer.findings[test].as_ref().map(|finding| finding.truth as u8)
    };
    let decides = |sides: &&[Side; 2]| {
        let truths = [truth(&sides[0]), truth(&sides[1])];
        truths[0] != truths[1] && seen.insert(truths)
    };
    edge.sides.iter().filter(decides).cloned().collect()
}

/// The resources of a side, each with an id.
fn resources(side: &Side) -> Vec<Value> {
    let number = |(at, fact): (usize, &String)| {
        let mut resource: Value = serde_json::from_str(fact).unwrap();
        resource["id"] = json!(format!("edge{at}"));
        resource
    };
    side.facts.iter().enumerate().map(number).collect()
}

fn with(patient: &Patient, side: &Side) -> Patient {
    let mut person = json!({"resourceType": "Patient", "id": "edge"});
    person["birthDate"] = json!(side.birth);
    let entries = std::iter::once(person).chain(resources(side)).map(|resource| json!({"resource": resource}));
    let added = records::patient("edge", &json!({"resourceType": "Bundle", "entry": entries.collect::<Vec<_>>()}));
    let mut patient = patient.clone();
    patient.events.extend(added.events);
    patient.birth = added.birth.or(patient.birth);
    patient
}

fn bundle(base: &Base, beside: &Patient, side: &Side) -> String {
    let sources: BTreeSet<_> = beside.events.iter().map(|event| event.source.as_str()).collect();
    let kept = sources.into_iter().map(|source| base.resources[source].clone());
    let mut person = base.person.clone();
    person["id"] = json!("edge");
    if let Some(birth) = &side.birth {
        person["birthDate"] = json!(birth);
    }
    let mut all: Vec<_> = std::iter::once(person).chain(resources(side)).chain(kept).collect();
    // They are about the one person of the bundle.
    for resource in all.iter_mut().filter_map(Value::as_object_mut) {
        resource.remove("subject");
        resource.remove("patient");
    }
    let entries: Vec<_> = all.iter().map(|resource| json!({"resource": resource})).collect();
    json!({"resourceType": "Bundle", "type": "collection", "entry": entries}).to_string()
}
