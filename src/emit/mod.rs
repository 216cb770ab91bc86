//! Rules to JSON, facts and every target.

pub mod cel;
pub mod circe;
pub mod cql;
pub mod facts;
pub mod fhir;
#[cfg(test)]
mod fixture;
pub mod json;
mod lines;
mod parquet;
pub mod plain;
pub mod query;
pub mod reading;
pub mod readings;
pub mod report;
pub mod sarif;
pub mod schema;
pub mod sql;
pub mod text;

pub use plain::plain;
pub use reading::reading;
