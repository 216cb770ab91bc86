//! How many diagnostics there are.

use std::fmt;
use std::ops::AddAssign;

use trial_extract::emit::report::diagnostics;
use trial_extract::rule::{Severity, Trial};

/// Diagnostics by severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    pub errors: usize,
    pub warnings: usize,
    pub notes: usize,
}

impl Tally {
    /// Those of one trial.
    pub fn of(trial: &Trial) -> Self {
        let mut tally = Self::default();
        for located in diagnostics(trial) {
            match located.diagnostic.severity {
                Severity::Error => tally.errors += 1,
                Severity::Warning => tally.warnings += 1,
                Severity::Note => tally.notes += 1,
            }
        }
        tally
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.notes += other.notes;
    }
}

/// `2 errors, 1 warning, 3 notes`, without what there is none of.
impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [(self.errors, "error"), (self.warnings, "warning"), (self.notes, "note")];
        let said: Vec<String> = parts
            .iter()
            .filter(|(n, _)| *n > 0)
            .map(|(n, word)| format!("{n} {word}{}", if *n == 1 { "" } else { "s" }))
            .collect();
        f.write_str(if said.is_empty() { "nothing to report" } else { "" })?;
        f.write_str(&said.join(", "))
    }
}
