//! What a reviewer decides about rules, kept in a file beside the trial and held against its next version.
//!
//! A decision rests on a [`fingerprint()`] of the criterion's words, its rule and what it has from above. While all three
//! are as they were the decision holds; where one is not, the criterion comes back for review.

mod apply;
mod decisions;
mod fingerprint;
#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;

pub use apply::apply;
pub use decisions::{Decision, Decisions, DecisionsError};
pub use fingerprint::{Fingerprint, Subject, fingerprint, subjects};
