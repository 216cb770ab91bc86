//! From an input to its trial.

use clap::ValueEnum;
use trial_extract::rule::{self, Trial};
use trial_extract::source::Input;
use trial_extract::{Options, extract};

/// A section, as it is named on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Section {
    /// What must be met.
    Inclusion,
    /// What must not be met.
    Exclusion,
}

impl From<Section> for rule::Section {
    fn from(section: Section) -> Self {
        match section {
            Section::Inclusion => Self::Inclusion,
            Section::Exclusion => Self::Exclusion,
        }
    }
}

/// The trial and the criteria text that it was made from; none where it was compiled before.
pub fn compile(input: Input, section: Option<Section>) -> (Trial, Option<String>) {
    match input {
        Input::Trial(trial) => (*trial, None),
        Input::Document(document) => {
            let trial = extract(&document, &Options { section: section.map(Into::into) });
            (trial, Some(document.text))
        }
    }
}
