//! The command line. One module a subcommand; results on stdout, diagnostics and progress on stderr.
//!
//! Exit codes: 0 done; 1 `check` or `diff` found something; 2 an input could not be read, or the command could not run. A closed
//! pipe is no error: whoever reads has seen enough.

mod batch;
mod check;
mod completions;
mod diff;
mod evaluate;
mod explain;
mod extract;
mod input;
mod output;
mod page;
mod pipeline;
mod review;
mod schema;
mod table;
mod tally;
mod target;

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

/// Done, nothing found.
const DONE: u8 = 0;
/// Something was found.
const FOUND: u8 = 1;
/// It could not run, or not on every input.
const FAILED: u8 = 2;

/// Compiles the eligibility criteria of clinical trials into rules a program can run.
#[derive(Debug, Parser)]
#[command(name = "extract", version, args_conflicts_with_subcommands = true, infer_subcommands = false)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    extract: extract::Args,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Args),
    Diff(diff::Args),
    Evaluate(Box<evaluate::Args>),
    Table(table::Args),
    Explain(explain::Args),
    Schema(schema::Args),
    Completions(completions::Args),
}

/// Runs the command line that the process was started with.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let result = match &cli.command {
        None => extract::run(&cli.extract),
        Some(Command::Check(args)) => check::run(args),
        Some(Command::Diff(args)) => diff::run(args),
        Some(Command::Evaluate(args)) => evaluate::run(args),
        Some(Command::Table(args)) => table::run(args),
        Some(Command::Explain(args)) => explain::run(args),
        Some(Command::Schema(args)) => schema::run(args),
        Some(Command::Completions(args)) => completions::run(args),
    };
    match result {
        Ok(code) => ExitCode::from(code),
        Err(error) if is_closed_pipe(&error) => ExitCode::from(DONE),
        Err(error) => {
            complain(&error);
            ExitCode::from(FAILED)
        }
    }
}

/// Says on stderr what went wrong.
fn complain(error: &anyhow::Error) {
    let mut stderr = anstream::stderr().lock();
    // There is nobody left to tell that stderr is closed.
    let _ = writeln!(stderr, "\u{1b}[1;31merror:\u{1b}[0m {error:#}");
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .any(|cause| cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe))
}

/// Writes to stdout in one go.
fn print(text: &str) -> Result<u8> {
    let mut stdout = anstream::stdout().lock();
    stdout.write_all(text.as_bytes())?;
    stdout.flush()?;
    Ok(DONE)
}

/// Columns of the terminal: `COLUMNS` where it is set, else 100.
fn columns() -> usize {
    std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).filter(|&n| n >= 40).unwrap_or(100)
}
