use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use trial_extract::diff::{diff, markdown, terminal};
use trial_extract::rule::Trial;
use trial_extract::source::read;

use super::pipeline::{Section, compile};

/// Shows what changed in the rules, not in the words; exit code 1 if they differ.
///
/// Git can call it, as an external diff driver, with its seven arguments: path, old file, hash, mode, new file, hash,
/// mode.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The old and the new version: criteria text, a study JSON, or a trial.json.
    #[arg(value_name = "FILE", num_args = 2..=7, required = true)]
    files: Vec<PathBuf>,
    /// How to print the changes.
    #[arg(short, long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// The section of criteria that stand under no heading.
    #[arg(long, value_enum)]
    section: Option<Section>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a terminal.
    Text,
    /// For a pull request.
    Markdown,
    /// For a program.
    Json,
}

/// Runs it.
pub fn run(args: &Args) -> Result<u8> {
    let (old, new) = match args.files.as_slice() {
        [old, new] => (old, new),
        [_, old, _, _, new, _, _] => (old, new),
        _ => bail!("expected an old and a new file"),
    };
    let changes = diff(&trial(old, args.section)?, &trial(new, args.section)?);
    let shown = match args.format {
        Format::Text => terminal(&changes),
        Format::Markdown => markdown(&changes),
        Format::Json => format!("{}\n", serde_json::to_string_pretty(&changes)?),
    };
    super::print(&shown)?;
    Ok(if changes.is_empty() { super::DONE } else { super::FOUND })
}

fn trial(path: &Path, section: Option<Section>) -> Result<Trial> {
    let shown = path.display();
    let bytes = std::fs::read(path).with_context(|| format!("can not read {shown}"))?;
    let mut inputs = read(&shown.to_string(), &bytes).with_context(|| format!("can not read {shown}"))?;
    if inputs.len() != 1 {
        bail!("{shown} holds {} trials; a diff is of one with one", inputs.len());
    }
    Ok(compile(inputs.remove(0), section).0)
}
