use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use trial_extract::diff::{diff, markdown, terminal};
use trial_extract::page;
use trial_extract::rule::Trial;
use trial_extract::source::{Document, Input, read};

use super::output::Destination;
use super::pipeline::Reading;

/// Shows what changed in the rules, not in the words; exit code 1 if they differ.
///
/// Git can call it, as an external diff driver, with its seven arguments: path, old file, hash, mode, new file, hash,
/// mode; and two more for a file that was renamed.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The old and the new version: criteria text, a study JSON, or a trial.json; one of them may be -.
    #[arg(value_name = "FILE", num_args = 2..=9, required = true)]
    files: Vec<PathBuf>,
    /// How to print the changes.
    #[arg(short, long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    to: Destination,
    #[command(flatten)]
    reading: Reading,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a terminal.
    Text,
    /// For a pull request.
    Markdown,
    /// For a program.
    Json,
    /// A page, both versions side by side.
    Html,
}

/// Runs it.
pub fn run(args: &Args) -> Result<u8> {
    let (path, old, new) = match args.files.as_slice() {
        [old, new] => (None, old, new),
        [path, old, _, _, new, ..] if args.files.len() >= 7 => (Some(path), old, new),
        _ => bail!("expected an old and a new file"),
    };
    if [old, new].iter().all(|path| path.as_path() == Path::new("-")) {
        bail!("only one of the two can be read from the standard input");
    }
    let (old, new) = (trial(old, args.reading)?, trial(new, args.reading)?);
    let changes = diff(&old, &new);
    let shown = match (args.format, path) {
        // Git shows the diffs of all files one after the other; of one whose rules are the same there is nothing to show.
        (Format::Text, Some(_)) if changes.is_empty() => String::new(),
        (Format::Text, Some(path)) => format!("{BOLD}{}{BOLD:#}\n{}\n", path.display(), terminal(&changes)),
        (Format::Text, None) => terminal(&changes),
        (Format::Markdown, _) => markdown(&changes),
        (Format::Html, _) => page::changes(&old, &new, &changes),
        (Format::Json, _) => format!("{}\n", serde_json::to_string_pretty(&changes)?),
    };
    if args.to.is_stdout() {
        super::print(&shown)?;
    } else {
        let mut out = args.to.open()?;
        out.write_all(shown.as_bytes())?;
        out.finish()?;
    }
    Ok(if changes.is_empty() { super::DONE } else { super::FOUND })
}

const BOLD: anstyle::Style = anstyle::Style::new().bold();

fn trial(path: &Path, reading: Reading) -> Result<Trial> {
    // What git names for the side on which a file is not there.
    if path == Path::new("/dev/null") {
        return Ok(reading.compile(Input::Document(Document::default())));
    }
    let shown = path.display();
    let bytes = if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        std::fs::read(path)
    };
    let bytes = bytes.with_context(|| format!("can not read {shown}"))?;
    let mut inputs = read(&shown.to_string(), &bytes).with_context(|| format!("can not read {shown}"))?;
    if inputs.len() != 1 {
        bail!("{shown} holds {} trials; a diff is of one with one", inputs.len());
    }
    Ok(reading.compile(inputs.remove(0)))
}
