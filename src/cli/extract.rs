use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::ValueEnum;
use jiff::civil::Date;
use trial_extract::emit::facts::{CsvWriter, ParquetWriter, write_ndjson};
use trial_extract::emit::query::Loss;
use trial_extract::emit::{json, text};
use trial_extract::rule::Trial;

use super::batch;
use super::input::sources;
use super::output::Output;
use super::pipeline::{Section, compile};
use super::tally::Tally;
use super::target;

/// Without a subcommand: compile criteria into rules.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Criteria text, a study of a registry (JSON, XML, CSV), a trial.json, a folder of them, or - for stdin.
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// What to write; by default what the ending of OUT says, else json.
    #[arg(short, long, value_enum)]
    format: Option<Format>,
    /// Where to write it, whole or not at all; the ending .csv, .parquet or .ndjson says how facts are written.
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    /// The section of criteria that stand under no heading.
    #[arg(long, value_enum)]
    section: Option<Section>,
    /// Where to write what a target (sql, cel, fhir) can not say, one a line.
    #[arg(long, value_name = "LOSS")]
    loss: Option<PathBuf>,
    /// The index date of a target; today where it is not given.
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    /// The day of an event of the trial for a target, such as lymphodepletion=2025-05-28.
    #[arg(long, value_name = "ID=DATE", value_parser = super::evaluate::event)]
    event: Vec<(String, Date)>,
    /// Threads; by default one a core.
    #[arg(short, long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    jobs: usize,
    /// Do not say on stderr how many diagnostics there are.
    #[arg(short, long)]
    quiet: bool,
}

/// A form of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// The trial document; one line each where there are several.
    Json,
    /// The facts table, one fact a line.
    Facts,
    /// An outline to read in a terminal.
    Text,
    /// A query over a table of facts: true, false or null for each criterion.
    Sql,
    /// CEL expressions over a list of facts.
    Cel,
    /// An EvidenceVariable of FHIR R5.
    Fhir,
}

/// A form of output with the way its bytes are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Encoding {
    /// Laid out over lines for one document, a line each for several.
    Json,
    /// A line each.
    JsonLines,
    Facts,
    Csv,
    Parquet,
    Text,
    Target(target::Target),
}

/// What one document came to.
struct Done {
    /// What is to be written.
    result: Rendered,
    name: String,
    tally: Tally,
    losses: Vec<Loss>,
}

enum Rendered {
    Bytes(Vec<u8>),
    /// For a table, whose writer wants the rows of all documents one after the other.
    Trial(Box<Trial>),
}

/// Runs it.
pub fn run(args: &Args) -> Result<u8> {
    let encoding = encoding(args.format, args.output.as_deref())?;
    let sources = sources(&args.files)?;
    let several = sources.len() > 1 || args.files.iter().any(|file| file.is_dir());
    let is_terminal =
        args.output.is_none() && anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never;
    let width = super::columns();
    let settings = super::evaluate::settings_on(args.on, &args.event)?;
    let mut report = target::Report::open(args.loss.as_deref())?;
    let work = |input, several: bool| -> Result<Done> {
        let (trial, _) = compile(input, args.section);
        let (name, tally) = (trial.source.name.clone(), Tally::of(&trial));
        let mut bytes = Vec::new();
        let mut losses = Vec::new();
        match encoding {
            Encoding::Json if !several => json::write_pretty(&mut bytes, &trial)?,
            Encoding::Json | Encoding::JsonLines => json::write_line(&mut bytes, &trial)?,
            Encoding::Facts => write_ndjson(&mut bytes, &trial)?,
            Encoding::Text => {
                text::write_text(&mut bytes, &trial, width)?;
                if !is_terminal {
                    bytes = anstream::adapter::strip_bytes(&bytes).into_vec();
                }
            }
            Encoding::Target(target) => (bytes, losses) = target.compile(&trial, &settings, several)?,
            Encoding::Csv | Encoding::Parquet => {
                return Ok(Done { result: Rendered::Trial(Box::new(trial)), name, tally, losses });
            }
        }
        Ok(Done { result: Rendered::Bytes(bytes), name, tally, losses })
    };
    let mut writer = Writer::open(encoding, args.output.as_deref())?;
    let mut total = Tally::default();
    let mut one = None;
    let run = batch::run(sources, several, args.jobs, work, |done: Done| {
        writer.write(&done.result)?;
        report.add(&done.name, &done.losses)?;
        total += done.tally;
        one = Some(done.name);
        Ok(())
    })?;
    if run.documents > 0 {
        writer.finish()?;
        report.finish(args.quiet)?;
    }
    if !args.quiet && !total.is_empty() {
        let what = match one {
            Some(name) if run.documents == 1 => name,
            _ => format!("{} documents", run.documents),
        };
        // Nobody may be listening there.
        let _ = writeln!(io::stderr(), "{what}: {total} (`extract check` shows them)");
    }
    Ok(if run.failures > 0 { super::FAILED } else { super::DONE })
}

/// What to write and how: what `--format` says, in the form that the output's ending says.
fn encoding(format: Option<Format>, output: Option<&Path>) -> Result<Encoding> {
    let ending = output.and_then(Path::extension).map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    let ending = ending.as_deref().unwrap_or_default();
    Ok(match (format, ending) {
        (Some(Format::Facts) | None, "csv") => Encoding::Csv,
        (Some(Format::Facts) | None, "parquet") => Encoding::Parquet,
        (Some(Format::Facts), _) => Encoding::Facts,
        (Some(Format::Json), "csv" | "parquet") => {
            bail!("json can not be written as .{ending}: leave --format out, or name another file")
        }
        (Some(Format::Text), "csv" | "parquet" | "json" | "ndjson") => {
            bail!("text can not be written as .{ending}: leave --format out, or name another file")
        }
        (Some(Format::Text), _) => Encoding::Text,
        (Some(Format::Sql | Format::Cel | Format::Fhir), "csv" | "parquet") => {
            bail!("a target can not be written as .{ending}: name another file")
        }
        (Some(Format::Sql), _) => Encoding::Target(target::Target::Sql),
        (Some(Format::Cel), _) => Encoding::Target(target::Target::Cel),
        (Some(Format::Fhir), _) => Encoding::Target(target::Target::Fhir),
        (Some(Format::Json) | None, "ndjson" | "jsonl") => Encoding::JsonLines,
        (Some(Format::Json) | None, _) => Encoding::Json,
    })
}

/// What results are written to.
enum Writer {
    Bytes(Output),
    Csv(Box<CsvWriter<Output>>),
    Parquet(Box<ParquetWriter<Output>>),
}

impl Writer {
    fn open(encoding: Encoding, path: Option<&Path>) -> Result<Self> {
        let out = Output::open(path)?;
        Ok(match encoding {
            Encoding::Csv => Self::Csv(Box::new(CsvWriter::new(out)?)),
            Encoding::Parquet => Self::Parquet(Box::new(ParquetWriter::new(out)?)),
            _ => Self::Bytes(out),
        })
    }

    fn write(&mut self, result: &Rendered) -> Result<()> {
        match (self, result) {
            (Self::Bytes(out), Rendered::Bytes(bytes)) => out.write_all(bytes)?,
            (Self::Csv(out), Rendered::Trial(trial)) => out.write(trial)?,
            (Self::Parquet(out), Rendered::Trial(trial)) => out.write(trial)?,
            (Self::Bytes(_), Rendered::Trial(_)) | (Self::Csv(_) | Self::Parquet(_), Rendered::Bytes(_)) => {}
        }
        Ok(())
    }

    fn finish(self) -> Result<()> {
        match self {
            Self::Bytes(out) => out,
            Self::Csv(out) => out.finish()?,
            Self::Parquet(out) => out.finish()?,
        }
        .finish()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_says_how_and_the_format_what() {
        let of = |format, output: &str| encoding(format, Some(Path::new(output))).ok();
        assert_eq!(encoding(None, None).unwrap(), Encoding::Json);
        assert_eq!(of(None, "x.csv"), Some(Encoding::Csv));
        assert_eq!(of(Some(Format::Facts), "x.parquet"), Some(Encoding::Parquet));
        assert_eq!(of(Some(Format::Facts), "x.ndjson"), Some(Encoding::Facts));
        assert_eq!(of(None, "x.ndjson"), Some(Encoding::JsonLines));
        assert_eq!(of(None, "x"), Some(Encoding::Json));
        assert_eq!(of(Some(Format::Json), "x.csv"), None);
        assert_eq!(of(Some(Format::Text), "x.parquet"), None);
    }
}
