//! Diagnostics across rules, from the rules alone.

pub mod codes;
pub mod limit;
pub mod signature;
