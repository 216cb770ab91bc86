//! Decisions of a reviewer, read back.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use trial_extract::review::{Decisions, apply};
use trial_extract::rule::{self, DecisionState, Trial};

/// Where decisions are.
#[derive(Debug, Clone, clap::Args)]
pub struct Review {
    /// Decisions that a review page saved: what of them still holds is put into the output.
    #[arg(long, value_name = "DECISIONS")]
    review: Option<PathBuf>,
}

impl Review {
    /// Reads them, if a file is named.
    ///
    /// # Errors
    /// When it can not be read or holds none.
    pub fn read(&self) -> Result<Option<Decisions>> {
        let Some(path) = &self.review else { return Ok(None) };
        let shown = path.display();
        let bytes = fs::read(path).with_context(|| format!("{shown} can not be read"))?;
        Ok(Some(Decisions::read(&bytes).with_context(|| format!("{shown} can not be used"))?))
    }
}

/// Puts decisions into a trial, and says on stderr what became of them.
///
/// # Errors
/// When the trial is one of several: a decision is on one.
pub fn put(trial: &mut Trial, decisions: &Decisions, several: bool, quiet: bool) -> Result<()> {
    ensure!(!several, "--review is of one trial, and there are several: name one");
    apply(trial, decisions);
    if let Some(review) = trial.review.as_ref().filter(|_| !quiet) {
        // Nobody may be listening there.
        let _ = writeln!(io::stderr(), "{}: {}", trial.source.name, summary(review));
        for gone in review.decisions.iter().filter(|decided| decided.state == DecisionState::Gone) {
            let words: String = gone.text.as_deref().unwrap_or_default().chars().take(60).collect();
            let name = gone.id.as_deref().unwrap_or(&gone.key);
            let _ =
                writeln!(io::stderr(), "  gone: {name} “{}”", words.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }
    Ok(())
}

/// `24 of 31 criteria decided; 2 decisions to review again, 1 on what is gone`.
fn summary(review: &rule::Review) -> String {
    let count = |state| review.decisions.iter().filter(|decided| decided.state == state).count();
    let (changed, gone) = (count(DecisionState::Changed), count(DecisionState::Gone));
    let mut said = format!("{} of {} criteria decided", review.decided, review.criteria);
    if changed > 0 {
        said.push_str(&format!("; {changed} changed since and to review again"));
    }
    if gone > 0 {
        said.push_str(&format!("; {gone} decided on and gone"));
    }
    said
}
