//! From an input to its trial.

use clap::ValueEnum;
use trial_extract::check::annotate;
use trial_extract::rule::{self, Trial};
use trial_extract::source::Input;
use trial_extract::{Options, extract, extract_rules};

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

/// How criteria are read, by every command alike.
#[derive(Debug, Clone, Copy, clap::Args)]
pub struct Reading {
    /// The section of criteria that stand under no heading.
    #[arg(long, value_enum)]
    section: Option<Section>,
}

impl Reading {
    /// The trial, with what reading it had to say.
    pub fn compile(self, input: Input) -> Trial {
        match input {
            Input::Trial(trial) => *trial,
            Input::Document(document) => extract(&document, &Options { section: self.section.map(Into::into) }),
        }
    }

    /// As `compile`, without the readings of what is compiled now.
    pub fn compile_rules(self, input: Input) -> Trial {
        match input {
            Input::Trial(trial) => *trial,
            Input::Document(document) => extract_rules(&document, &Options { section: self.section.map(Into::into) }),
        }
    }

    /// The trial with what the lints find across its rules, and the criteria text that it was made from; none where it
    /// was compiled before.
    pub fn check(self, input: Input) -> (Trial, Option<String>) {
        let (registry, text) = match &input {
            Input::Document(document) => (Some(document.registry.clone()), Some(document.text.clone())),
            Input::Trial(_) => (None, None),
        };
        let mut trial = self.compile(input);
        annotate(&mut trial, registry.as_ref());
        (trial, text)
    }
}
