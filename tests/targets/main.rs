//! The targets decide as the native evaluator does: SQL run by SQLite and CEL, over random rules and random patients.

#![allow(clippy::unwrap_used, missing_docs)]

mod answers;
mod circe;
mod command_line;
mod engines;
mod evidence;
mod made;
mod patients;
mod random;
mod records;
mod table;
