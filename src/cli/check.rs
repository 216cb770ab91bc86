use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::Result;
use trial_extract::emit::report::{report, text_of};

use super::batch;
use super::input::sources;
use super::output::Output;
use super::pipeline::{Section, compile_checked};
use super::tally::Tally;

/// Shows the diagnostics of criteria; exit code 1 if one is an error.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What `extract` reads.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Exit with code 1 for a warning too.
    #[arg(long)]
    strict: bool,
    /// The section of criteria that stand under no heading.
    #[arg(long, value_enum)]
    section: Option<Section>,
    /// Threads; by default one a core.
    #[arg(short, long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    jobs: usize,
}

/// Runs it.
pub fn run(args: &Args) -> Result<u8> {
    let is_terminal = anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never;
    let width = super::columns();
    let work = |input, _| -> Result<(String, Tally)> {
        let (trial, text) = compile_checked(input, args.section);
        let shown = report(&trial, &text.unwrap_or_else(|| text_of(&trial)), width);
        let shown = if is_terminal { shown } else { anstream::adapter::strip_str(&shown).to_string() };
        Ok((shown, Tally::of(&trial)))
    };
    let mut out = Output::open(None)?;
    let mut total = Tally::default();
    let run = batch::run(sources(&args.files)?, false, args.jobs, work, |(shown, tally)| {
        total += tally;
        Ok(out.write_all(shown.as_bytes())?)
    })?;
    out.finish()?;
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
