//! Diagnostics across rules, from the rules alone.

pub mod limit;
pub mod signature;
