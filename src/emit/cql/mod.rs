//! CQL 1.5 on FHIR 4.0.1: a library with a definition for each criterion, true, false or null, and one for all.
//!
//! The library needs no other: what it reads of FHIR (`READING`, `RESULT`, `FACTS`) and how three values combine (`THREE`)
//! stand in it, before the words and codes of the trial's concepts. A test of the record is a question to the facts of
//! a concept, written out with the same meaning as the native evaluator's.

mod combine;
mod field;
mod test;
#[cfg(test)]
mod tests;
mod text;
mod value;
mod vocabulary;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use crate::emit::query::Loss;
use crate::evaluate::Program;
use crate::evaluate::program::Test;
use text::{UNKNOWN, list, named};
use value::LimitTable;

/// Functions that read names, dates and numbers.
const READING: &str = include_str!("reading.cql");
/// Functions that read results.
const RESULT: &str = include_str!("result.cql");
/// Definitions that read resources.
const FACTS: &str = include_str!("facts.cql");
/// Functions of three values.
const THREE: &str = include_str!("three.cql");

/// The library for a program, and what it leaves out.
pub fn compile(program: &Program) -> (String, Vec<Loss>) {
    let mut library = Library {
        program,
        names: Vec::new(),
        losses: BTreeSet::new(),
        unseen: BTreeSet::new(),
        limits: Vec::new(),
        tables: BTreeMap::new(),
        sets: Vec::new(),
        helpers: Vec::new(),
        factors: Vec::new(),
        depth: 0,
    };
    library.write()
}

/// What is written so far.
struct Library<'p> {
    program: &'p Program,
    /// What the tests are called, by their place.
    names: Vec<String>,
    /// Why the test that is being written can not be said.
    losses: BTreeSet<String>,
    /// What is not seen of records.
    unseen: BTreeSet<String>,
    limits: Vec<LimitTable>,
    tables: BTreeMap<String, String>,
    /// The sets that are asked for, and what they are called.
    sets: Vec<(usize, String)>,
    /// Definitions that tests make use of: days of events that windows are counted from, computed numbers.
    helpers: Vec<(String, String)>,
    /// Functions that convert numbers to the unit of a limit.
    factors: Vec<combine::FactorTable>,
    /// How deep in rules about one event.
    depth: usize,
}

impl Library<'_> {
    fn write(&mut self) -> (String, Vec<Loss>) {
        let program = self.program;
        for at in 0..program.tests.len() {
            let words = match &program.tests[at] {
                Test::Facts(test) => test.text.as_str(),
                Test::Born { text, .. } => text,
                Test::Sex(_) => "sex",
            };
            let name = self.unused(&format!("test: {}", one_line(words)), |library, name| {
                library.names.iter().any(|known| known == name)
            });
            self.names.push(name);
        }
        let mut tests = String::new();
        let mut losses = Vec::new();
        for (at, test) in program.tests.iter().enumerate() {
            let rule = self.test(test);
            let _ = write!(tests, "define {}:\n  {rule}\n\n", self.test_name(at));
            losses.push((std::mem::take(&mut self.losses), std::mem::take(&mut self.unseen)));
        }
        let mut criteria = String::new();
        for (at, criterion) in program.criteria.iter().enumerate() {
            let rule = self.rule(&criterion.rule);
            if let Some(reading) = &criterion.reading {
                let _ = writeln!(criteria, "// {}", one_line(reading));
            }
            let name = named(&program.criteria[at].id);
            let _ = write!(criteria, "define {name}:\n  {rule}\n\n");
        }
        if let Some(rule) = &program.eligibility {
            let rule = self.rule(rule);
            let _ = write!(criteria, "define \"Eligible\":\n  {rule}\n\n");
        }
        for (name, rule) in &program.populations {
            let rule = rule.as_ref().map_or_else(|| UNKNOWN.to_owned(), |rule| self.rule(rule));
            let _ = write!(criteria, "define {}:\n  {rule}\n\n", named(&format!("Eligible: {}", one_line(name))));
        }
        let mut out = self.head();
        let parts = [READING, RESULT, FACTS, THREE, HEADING];
        parts.into_iter().for_each(|part| out.push_str(part));
        out.push_str(&value::scale());
        out.push_str(&vocabulary::tables(program));
        self.tables.values().for_each(|table| out.push_str(table));
        self.define_sets(&mut out);
        self.limits.iter().for_each(|limit| out.push_str(&limit.define()));
        self.factors.iter().for_each(|table| out.push_str(&combine::define(table)));
        self.helpers.iter().for_each(|(_, text)| out.push_str(text));
        let _ = write!(out, "{}\n{CRITERIA}{criteria}", tests.trim_end());
        (out.trim_end().to_owned() + "\n", report(program, &losses))
    }

    fn head(&self) -> String {
        let program = self.program;
        let mut out = format!("library {} version '1.0.0'\n\n", named(&one_line(&program.trial)));
        let _ = writeln!(out, "// On {}.", program.settings.on);
        for (id, day) in &program.settings.events {
            let _ = writeln!(out, "// {} on {day}.", one_line(id));
        }
        out.push_str("\nusing FHIR version '4.0.1'\n\ncontext Patient\n");
        out
    }

    /// What is called after a set: its facts are "facts: …", its ids "…", the classes it belongs to "classes: …".
    fn set(&mut self, at: usize) -> String {
        if let Some((_, known)) = self.sets.iter().find(|(known, _)| *known == at) {
            return known.clone();
        }
        let id = self.program.sets[at].id.replace('_', " ");
        let name = self.unused(&id, |library, name| library.sets.iter().any(|(_, known)| known == name));
        self.sets.push((at, name.clone()));
        name
    }

    fn define_sets(&self, out: &mut String) {
        for (at, name) in &self.sets {
            let set = &self.program.sets[*at];
            let _ = write!(
                out,
                "define \"ids: {name}\": {}\ndefine \"classes: {name}\": {}\ndefine \"facts: {name}\": Of(\"ids: {name}\")\n\n",
                list(&set.ids),
                list(&set.classes)
            );
        }
    }

    /// A name that nothing has yet.
    fn unused(&self, name: &str, taken: impl Fn(&Self, &str) -> bool) -> String {
        let mut free = name.to_owned();
        let mut number = 1;
        while taken(self, &free) {
            number += 1;
            free = format!("{name} ({number})");
        }
        free
    }

    /// A variable for a fact, by how deep it stands.
    fn fact_name(&self) -> String {
        ["F", "G", "H", "K", "L", "M"].get(self.depth).map_or_else(|| format!("F{}", self.depth), |name| (*name).into())
    }

    fn name(&self, at: usize) -> String {
        self.names[at].clone()
    }

    fn lose(&mut self, reason: &str) -> String {
        self.losses.insert(reason.to_owned());
        UNKNOWN.to_owned()
    }
}

const HEADING: &str = "
// ---- Words and codes ------------------------------------------------------------------------------------------------

";
const CRITERIA: &str = "
// ---- Criteria -------------------------------------------------------------------------------------------------------

";

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is left out, by criterion.
fn report(program: &Program, lost: &[(BTreeSet<String>, BTreeSet<String>)]) -> Vec<Loss> {
    let mut losses = BTreeSet::new();
    for criterion in &program.criteria {
        criterion.rule.each_test(&mut |at| {
            let node = match &program.tests[at] {
                Test::Facts(test) => test.text.clone(),
                Test::Born { text, .. } => text.clone(),
                Test::Sex(_) => "sex".to_owned(),
            };
            let (rule, unseen) = &lost[at];
            let of_test = rule.iter().map(|reason| (reason, false)).chain(unseen.iter().map(|what| (what, true)));
            losses.extend(of_test.map(|(reason, records)| Loss {
                criterion: criterion.id.clone(),
                node: node.clone(),
                reason: reason.clone(),
                records,
            }));
        });
    }
    losses.into_iter().collect()
}
