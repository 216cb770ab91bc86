use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::ValueEnum;
use jiff::civil::Date;
use trial_extract::emit::facts::{CsvWriter, ParquetWriter, write_ndjson};
use trial_extract::emit::query::Loss;
use trial_extract::emit::{json, readings, text};
use trial_extract::rule::Trial;

use super::batch::{self, Job};
use super::input::sources;
use super::output::{Destination, Output};
use super::pipeline::Reading;
use super::review::Review;
use super::tally::Tally;
use super::target;

/// Without a subcommand: compile criteria into rules.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Criteria text, a study of a registry (JSON, XML, CSV), a trial.json, a folder of them, or - for stdin.
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// What to write; by default what the ending of OUT says, else json.
    #[arg(short, long, value_enum)]
    format: Option<Format>,
    #[command(flatten)]
    pub to: Destination,
    #[command(flatten)]
    pub reading: Reading,
    #[command(flatten)]
    pub review: Review,
    /// Where to write what a target (sql, cql, cel, fhir, circe) can not say, one a line.
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
    pub jobs: usize,
    /// Do not say on stderr how many diagnostics there are.
    #[arg(short, long)]
    pub quiet: bool,
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
    /// A page to review a trial on; of two files what changed, of several an index; in a folder, a page each and an index.
    Html,
    /// The rules alone, a line each, for version control to compare.
    Readings,
    /// A query over a table of facts: true, false or null for each criterion.
    Sql,
    /// A CQL library on FHIR R4: true, false or null for each criterion.
    Cql,
    /// CEL expressions over a list of facts.
    Cel,
    /// An EvidenceVariable of FHIR R5.
    Fhir,
    /// A cohort definition of OHDSI (Circe), with concept sets by source code.
    Circe,
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
    Readings,
    Html,
    Target(target::Target),
}

impl Encoding {
    /// Whether what is written says what is doubtful.
    fn has_diagnostics(self) -> bool {
        matches!(self, Self::Json | Self::JsonLines | Self::Text)
    }
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
    let encoding = encoding(args.format, &args.to.ending())?;
    if encoding == Encoding::Html {
        return super::page::run(args);
    }
    let decisions = args.review.read()?;
    let sources = sources(&args.files)?;
    let several = sources.len() > 1 || args.files.iter().any(|file| file.is_dir());
    let is_terminal =
        args.to.is_stdout() && anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never;
    let width = super::columns();
    // Only a target needs today's date, for which the system's table of time zones is read.
    let on = args.on.or((!matches!(encoding, Encoding::Target(_))).then(Date::default));
    let settings = super::evaluate::settings_on(on, &args.event)?;
    let mut report = target::Report::open(args.loss.as_deref())?;
    // Who reads neither the diagnostics nor how many there are does not wait for the lints.
    let lint = !args.quiet || encoding.has_diagnostics();
    let tabular = matches!(encoding, Encoding::Facts | Encoding::Csv | Encoding::Parquet);
    let work = |Job { input, several, .. }: Job| -> Result<Done> {
        let mut trial = match lint {
            true => args.reading.check(input).0,
            false if tabular && decisions.is_empty() => args.reading.compile_rules(input),
            false => args.reading.compile(input),
        };
        super::review::put(&mut trial, &decisions, several, args.quiet);
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
            Encoding::Readings => readings::write_readings(&mut bytes, &trial)?,
            // Pages have a module of their own.
            Encoding::Html => {}
            Encoding::Target(target) => (bytes, losses) = target.compile(&trial, &settings, several)?,
            Encoding::Csv | Encoding::Parquet => {
                return Ok(Done { result: Rendered::Trial(Box::new(trial)), name, tally, losses });
            }
        }
        Ok(Done { result: Rendered::Bytes(bytes), name, tally, losses })
    };
    let mut writer = Writer::open(encoding, &args.to)?;
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
fn encoding(format: Option<Format>, ending: &str) -> Result<Encoding> {
    Ok(match (format, ending) {
        (Some(Format::Html) | None, "html" | "htm") => Encoding::Html,
        (Some(Format::Html), "csv" | "parquet" | "json" | "ndjson") => {
            bail!("a page can not be written as .{ending}: name another file")
        }
        (Some(Format::Html), _) => Encoding::Html,
        (Some(_), "html" | "htm") => bail!("only --format html is written as .{ending}: name another file"),
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
        (Some(Format::Readings), _) => Encoding::Readings,
        (Some(Format::Sql | Format::Cql | Format::Cel | Format::Fhir | Format::Circe), "csv" | "parquet") => {
            bail!("a target can not be written as .{ending}: name another file")
        }
        (Some(Format::Sql), _) => Encoding::Target(target::Target::Sql),
        (Some(Format::Cql), _) => Encoding::Target(target::Target::Cql),
        (Some(Format::Cel), _) => Encoding::Target(target::Target::Cel),
        (Some(Format::Circe), _) => Encoding::Target(target::Target::Circe),
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
    fn open(encoding: Encoding, to: &Destination) -> Result<Self> {
        let out = to.open()?;
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
        let of = |format, ending| encoding(format, ending).ok();
        assert_eq!(encoding(None, "").unwrap(), Encoding::Json);
        assert_eq!(of(None, "csv"), Some(Encoding::Csv));
        assert_eq!(of(Some(Format::Facts), "parquet"), Some(Encoding::Parquet));
        assert_eq!(of(Some(Format::Facts), "ndjson"), Some(Encoding::Facts));
        assert_eq!(of(None, "ndjson"), Some(Encoding::JsonLines));
        assert_eq!(of(None, "html"), Some(Encoding::Html));
        assert_eq!(of(Some(Format::Html), ""), Some(Encoding::Html));
        assert_eq!(of(Some(Format::Html), "csv"), None);
        assert_eq!(of(Some(Format::Text), "html"), None);
        assert_eq!(of(None, "txt"), Some(Encoding::Json));
        assert_eq!(of(Some(Format::Json), "csv"), None);
        assert_eq!(of(Some(Format::Text), "parquet"), None);
    }
}
