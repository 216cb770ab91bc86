use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::Result;
use clap::ValueEnum;
use serde_json::{Value, json};
use trial_extract::emit::report::{Located, diagnostics, report, text_of};
use trial_extract::emit::sarif::{self, Artifact};
use trial_extract::rule::Trial;

use super::batch::{self, Job};
use super::input::sources;
use super::output::{Destination, Output};
use super::pipeline::Reading;
use super::tally::Tally;

/// Shows the diagnostics of criteria; exit code 1 if one is an error.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What `extract` reads.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// How to print the diagnostics; by default what the ending of OUT says, else text.
    #[arg(short, long, value_enum)]
    format: Option<Format>,
    #[command(flatten)]
    to: Destination,
    /// Exit with code 1 for a warning too.
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    reading: Reading,
    /// Threads; by default one a core.
    #[arg(short, long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    jobs: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Each with its line, for a terminal.
    Text,
    /// One object a diagnostic, one a line.
    Json,
    /// SARIF 2.1.0, for code-review tools.
    Sarif,
}

/// The diagnostics of one document, ready to be written.
enum Shown {
    Text(String),
    Results(Vec<Value>),
}

/// Runs it.
pub fn run(args: &Args) -> Result<u8> {
    let format = args.format.unwrap_or(match args.to.ending().as_str() {
        "sarif" => Format::Sarif,
        "json" | "ndjson" | "jsonl" => Format::Json,
        _ => Format::Text,
    });
    let styled = args.to.is_stdout() && anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never;
    let width = super::columns();
    let work = |Job { input, path, .. }: Job| -> Result<(Shown, Tally)> {
        let (trial, text) = args.reading.check(input);
        let shown = match format {
            Format::Text => {
                let shown = report(&trial, &path, &text.unwrap_or_else(|| text_of(&trial)), width);
                Shown::Text(if styled { shown } else { anstream::adapter::strip_str(&shown).to_string() })
            }
            Format::Json => Shown::Text(lines(&trial, &path)),
            Format::Sarif => {
                let text = text.as_deref().filter(|_| trial.source.format == "text");
                Shown::Results(sarif::results(&trial, Artifact { path: &path, text }))
            }
        };
        Ok((shown, Tally::of(&trial)))
    };
    let mut writer = Writer::open(args, format)?;
    let mut total = Tally::default();
    let run = batch::run(sources(&args.files)?, false, args.jobs, work, |(shown, tally)| {
        total += tally;
        writer.write(&shown)
    })?;
    writer.finish()?;
    let documents = if run.documents == 1 { "document" } else { "documents" };
    // Nobody may be listening there.
    let _ = writeln!(io::stderr(), "{total} in {} {documents}", run.documents);
    Ok(if run.failures > 0 {
        super::FAILED
    } else if total.errors > 0 || (args.strict && total.warnings > 0) {
        super::FOUND
    } else {
        super::DONE
    })
}

/// One JSON object a line: where the diagnostic stands, with its absolute span, and what it says.
fn lines(trial: &Trial, path: &str) -> String {
    let line = |Located { criterion, diagnostic, span }: Located<'_>| {
        let line = json!({
            "file": path,
            "doc": trial.source.id,
            "criterion": criterion.and_then(|c| c.id.as_deref()),
            "key": criterion.map(|c| c.key.as_str()),
            "code": diagnostic.code,
            "severity": diagnostic.severity,
            "message": diagnostic.message,
            "help": diagnostic.help,
            "span": span,
        });
        format!("{line}\n")
    };
    diagnostics(trial).into_iter().map(line).collect()
}

/// Writes in one of the formats.
enum Writer {
    Text(Output),
    Sarif(Box<sarif::Writer<Output>>),
}

impl Writer {
    fn open(args: &Args, format: Format) -> Result<Self> {
        let out = args.to.open()?;
        Ok(match format {
            Format::Text | Format::Json => Self::Text(out),
            Format::Sarif => Self::Sarif(Box::new(sarif::Writer::new(out)?)),
        })
    }

    fn write(&mut self, shown: &Shown) -> Result<()> {
        match (self, shown) {
            (Self::Text(out), Shown::Text(text)) => out.write_all(text.as_bytes())?,
            (Self::Sarif(out), Shown::Results(results)) => out.write_results(results)?,
            (Self::Text(_), Shown::Results(_)) | (Self::Sarif(_), Shown::Text(_)) => {}
        }
        Ok(())
    }

    fn finish(self) -> Result<()> {
        match self {
            Self::Text(out) => out,
            Self::Sarif(out) => out.finish()?,
        }
        .finish()
    }
}
