//! How well the rules find what people annotated: strict and relaxed F1 for the labels of two published corpora.
//!
//! ```sh
//! cargo run --release --example score -- BRAT_DIR
//! ```
//!
//! BRAT_DIR holds brat standoff files: each `.txt` with its `.ann` beside it, or in folders `txt/` and `ann/`. Which
//! corpus it is shows in its labels: those of the Leaf Clinical Trials corpus (LCT) or those of Chia.
//!
//! Below the labels it says what became of the text: of every numeral, and how many criteria a program can decide.
//!
//! Every document is compiled as `extract` does it; [`lct`] and [`chia`] say which parts of its rules stand for which
//! label. *Strict* asks for the same label and the same characters, *relaxed* for the same label and a common
//! character, one to one. A span that is annotated twice with one label counts once.

mod brat;
mod chia;
#[cfg(test)]
mod fixture;
mod lct;
mod reading;
mod section;
mod tally;
mod text;
mod walk;

use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Parser;
use rayon::prelude::*;
use trial_extract::source::{self, Input};
use trial_extract::{Options, extract};

use brat::{Annotated, Mention};
use reading::Reading;
use tally::{Tally, compare};
use text::Text;

/// Strict and relaxed F1 of the rules against brat annotations.
#[derive(Debug, Parser)]
struct Args {
    /// A folder of .txt and .ann files, or of the folders txt and ann.
    brat_dir: PathBuf,
    /// A file of document names to leave out, separated by white space.
    #[arg(long, value_name = "FILE")]
    without: Option<PathBuf>,
    /// Write every span that was missed or made up to FILE, one a line, as tab-separated values.
    #[arg(long, value_name = "FILE")]
    errors: Option<PathBuf>,
}

/// Which labels are scored, and what stands for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Corpus {
    Lct,
    Chia,
}

impl Corpus {
    fn labels(self) -> &'static [&'static str] {
        match self {
            Self::Lct => lct::LABELS,
            Self::Chia => chia::LABELS,
        }
    }

    /// The corpus that has any of the annotated labels for itself.
    fn of(documents: &[Annotated]) -> Option<Self> {
        let has =
            |labels: &[&str]| documents.iter().flat_map(|d| &d.mentions).any(|m| labels.contains(&m.label.as_str()));
        if has(lct::LABELS) { Some(Self::Lct) } else { has(chia::LABELS).then_some(Self::Chia) }
    }

    /// What the rules of a document say in this corpus's labels, and what became of its text.
    fn read(self, document: &Annotated) -> Result<(Vec<Mention>, Reading)> {
        let bytes = std::fs::read(&document.text_file)?;
        let name = document.text_file.to_string_lossy();
        let (mut mentions, mut reading) = (Vec::new(), Reading::default());
        // In a text that is refused (an empty one) nothing is found.
        for read in source::read(&name, &bytes).unwrap_or_default().into_iter().filter_map(Input::document) {
            let trial = extract(&read, &Options { section: section::of(&document.name) });
            let text = Text::new(&trial);
            reading += Reading::of(&trial)?;
            mentions.extend(match self {
                Self::Lct => lct::mentions(&trial, &text),
                Self::Chia => chia::mentions(&trial, &text),
            });
        }
        Ok((mentions, reading))
    }
}

fn main() -> Result<()> {
    let args = Args::parse();
    let mut documents = brat::read(&args.brat_dir)?;
    if let Some(without) = &args.without {
        let names = std::fs::read_to_string(without).with_context(|| without.display().to_string())?;
        let names: BTreeSet<&str> = names.split_whitespace().collect();
        documents.retain(|d| !names.contains(d.name.as_str()));
    }
    let Some(corpus) = Corpus::of(&documents) else {
        bail!("no annotation has a label of LCT ({}) or Chia ({})", lct::LABELS.join(", "), chia::LABELS.join(", "));
    };
    let found: Vec<(Vec<Mention>, Reading)> = documents.par_iter().map(|d| corpus.read(d)).collect::<Result<_>>()?;
    let mut reading = Reading::default();
    found.iter().for_each(|(_, of)| reading += *of);
    let mut tallies = vec![Tally::default(); corpus.labels().len()];
    let mut errors = Vec::new();
    for (document, (found, _)) in documents.iter().zip(&found) {
        for (label, tally) in corpus.labels().iter().zip(&mut tallies) {
            *tally += compare(document, found, label, &mut errors);
        }
    }
    let mut out = anstream::stdout().lock();
    writeln!(out, "{} documents", documents.len())?;
    tally::write(&mut out, corpus.labels(), &tallies)?;
    reading.write(&mut out)?;
    if let Some(file) = &args.errors {
        std::fs::write(file, errors.concat())?;
    }
    Ok(())
}
