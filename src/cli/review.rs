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
    /// Decisions that a review page saved: what of them still holds is put into the output. Once for each trial.
    #[arg(long, value_name = "DECISIONS")]
    review: Vec<PathBuf>,
}

impl Review {
    /// Reads the files that are named.
    ///
    /// # Errors
    /// When one can not be read or holds no decisions, and when two are on one trial.
    pub fn read(&self) -> Result<Vec<Decisions>> {
        let mut all: Vec<Decisions> = Vec::new();
        for path in &self.review {
            let shown = path.display();
            let bytes = fs::read(path).with_context(|| format!("{shown} can not be read"))?;
            let decisions = Decisions::read(&bytes).with_context(|| format!("{shown} can not be used"))?;
            let other = all.iter().find(|other| other.source.id == decisions.source.id);
            ensure!(other.is_none(), "{shown} and another file are both on {}", decisions.source.name);
            all.push(decisions);
        }
        Ok(all)
    }
}

/// Puts decisions into the trial that they are on, and says on stderr what became of them. One file is on the only trial
/// there is; of `several` trials, each has the decisions with its id.
pub fn put(trial: &mut Trial, all: &[Decisions], several: bool, quiet: bool) {
    let of_trial = match all {
        [only] if !several => Some(only),
        _ => all.iter().find(|decisions| decisions.source.id == trial.source.id),
    };
    let Some(decisions) = of_trial else { return };
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
