//! From an input to its trial.

use clap::ValueEnum;
use trial_extract::check::annotate;
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

/// The same, with what the lints find across its rules.
pub fn compile_checked(input: Input, section: Option<Section>) -> (Trial, Option<String>) {
    let registry = match &input {
        Input::Document(document) => Some(document.registry.clone()),
        Input::Trial(_) => None,
    };
    let (mut trial, text) = compile(input, section);
    annotate(&mut trial, registry.as_ref());
    (trial, text)
}
