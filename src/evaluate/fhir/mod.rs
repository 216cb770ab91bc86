//! Reads patients from FHIR R4: a bundle, a file of many (an array, NDJSON, a bulk export), or a folder of such files.
//!
//! Every problem is told with the patient it concerns, and keeps nobody else from being read:
//! a file that is not FHIR, a bundle without a `Patient`, two patients with one id (neither is read, since nobody can
//! tell whose facts are whose), a date that is none, and a unit that is no UCUM (the fact is kept without them), a result
//! of a type that is not read, a patient who is recorded as deceased, and facts about nobody who is there.

mod element;
mod open;
mod read;
mod resource;

pub(in crate::evaluate) use element::finding;
pub use read::{Loaded, PatientError, load, load_all, parse};
