#![doc = include_str!("SEMANTICS.md")]

mod analytes;
mod combine;
mod concepts;
pub mod date;
pub(crate) mod definition;
mod facts;
pub mod fhir;
mod fields;
mod findings;
mod hierarchy;
pub mod interval;
mod leaves;
mod lowering;
pub mod patient;
pub mod program;
mod report;
mod run;
mod same_event;
pub mod settings;
pub mod table;
mod truth;
pub mod units;
pub mod value;
mod windows;

pub use concepts::Matched;
pub(crate) use fields::{EXCLUSIVE, SYSTEMIC, prednisone_equivalent};
pub(crate) use findings::{class_token, classes_in, flagged};
pub use patient::Patient;
pub use program::Program;
pub use report::{CriterionOutcome, Evidence, Missing, Outcome, PopulationOutcome};
pub use run::{Answer, Finding};
pub use settings::Settings;
pub use truth::Truth;

use crate::rule::Trial;

/// Evaluates one patient. For many, compile once: [`Program::compile`], then [`Program::run`] and [`Program::explain`].
pub fn evaluate(trial: &Trial, patient: &Patient, settings: &Settings) -> Outcome {
    let program = Program::compile(trial, settings);
    program.explain(patient, &program.run(patient))
}

#[cfg(test)]
mod tests;
