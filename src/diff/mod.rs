//! What changed between two versions of a trial: in its rules, not in its words.
//!
//! Criteria are matched by their content (key, then rule, then the greatest likeness in all), so that an inserted
//! item makes no other differ. A reworded criterion with the same rule is no change. Values are compared after
//! conversion of their units, and a limit that moved says whom it lets in.

mod assign;
mod change;
mod cohort;
mod compare;
mod leaf;
mod likeness;
mod markdown;
mod negate;
mod opened;
mod pairing;
mod regroup;
mod report;
mod spread;
mod terminal;
#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
mod time;
mod units;
mod words;

pub use change::{Aspect, Change, ChangeKind, Changes, Detail, Effect, Side, Summary};
pub use markdown::markdown;
pub use terminal::terminal;

use crate::rule::Trial;

/// Compares the rules of two versions of a trial.
///
/// ```
/// # use trial_extract::{diff::diff, rule::Trial};
/// # let trial: Trial = serde_json::from_str(r#"{"schema_version": "1.0", "source": {"name": "", "sha256": "",
/// #   "format": ""}, "generator": {"name": "", "version": "", "lexicon": ""}, "eligibility": null, "criteria": [],
/// #   "concepts": {}, "assumptions": [], "diagnostics": []}"#).unwrap();
/// assert!(diff(&trial, &trial).is_empty());
/// ```
pub fn diff(old: &Trial, new: &Trial) -> Changes {
    report::changes(old, new)
}
