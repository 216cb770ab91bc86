use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use rayon::prelude::*;
use trial_extract::emit::query::table::facts;
use trial_extract::emit::query::write::{Form, Writer};
use trial_extract::emit::sql;
use trial_extract::evaluate::{Program, Settings};

use super::evaluate::{PART, patients, trials};
use super::output::Destination;
use super::pipeline::Reading;

/// Fills the table that the formats sql and cel of a trial search: a row for each fact of a patient and concept of the
/// trial. The table of one trial is not that of another.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Criteria text or a trial.json.
    #[arg(required_unless_present = "schema")]
    trial: Option<PathBuf>,
    /// FHIR R4 bundles: a file of one or many, NDJSON, a folder of them, or `-`; also in gzip or zstd.
    #[arg(required_unless_present = "schema")]
    patients: Vec<PathBuf>,
    /// What to write; by default what the ending of OUT says, else csv.
    #[arg(short, long, value_enum)]
    format: Option<Format>,
    #[command(flatten)]
    to: Destination,
    /// Only print the statement that makes the table, with what each column means.
    #[arg(long, conflicts_with_all = ["trial", "patients", "format", "output"])]
    schema: bool,
    #[command(flatten)]
    reading: Reading,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One row a fact and concept; an empty cell is null.
    Csv,
    /// The same.
    Parquet,
    /// Statements that make the table and fill it, for SQLite, DuckDB and PostgreSQL.
    Sql,
    /// For CEL: the facts of a patient, one patient a line.
    Json,
}

/// Runs it.
pub fn run(args: &Args) -> Result<u8> {
    let Some(path) = args.trial.as_deref().filter(|_| !args.schema) else {
        return super::print(&sql::documented_schema());
    };
    let form = form(args.format, &args.to)?;
    let trials = trials(path, &args.reading)?;
    let [trial] = &trials[..] else {
        bail!("{} holds {} trials: a table is for one", path.display(), trials.len());
    };
    // What fills the table does not depend on the day.
    let program = Program::compile(trial, &Settings::new(jiff::civil::date(1970, 1, 1)));
    let (patients, failures) = patients(&args.patients);
    let mut writer = Writer::new(args.to.open()?, form)?;
    for part in patients.chunks(PART) {
        let tables: Vec<_> = part.par_iter().map(|patient| (&patient.id, facts(&program, patient))).collect();
        tables.iter().try_for_each(|(id, facts)| writer.write(id, facts))?;
    }
    writer.finish().context("the table")?.finish()?;
    Ok(if failures > 0 { super::FAILED } else { super::DONE })
}

fn form(format: Option<Format>, to: &Destination) -> Result<Form> {
    Ok(match (format, to.ending().as_str()) {
        (Some(Format::Csv), _) | (None, "" | "csv") => Form::Csv,
        (Some(Format::Parquet), _) | (None, "parquet") => Form::Parquet,
        (Some(Format::Sql), _) | (None, "sql") => Form::Sql,
        (Some(Format::Json), _) | (None, "json" | "ndjson" | "jsonl") => Form::Json,
        (None, other) => bail!(".{other} does not say what to write: use --format"),
    })
}
