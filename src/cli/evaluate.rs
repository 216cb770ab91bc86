use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use clap::ValueEnum;
use jiff::civil::Date;
use rayon::prelude::*;
use trial_extract::evaluate::settings::{Absence, Unitless, Unrecorded};
use trial_extract::evaluate::{Outcome, Patient, Program, Settings, fhir, table};
use trial_extract::lex::{Entry, Kind};
use trial_extract::rule::Trial;

use super::input::sources;
use super::output::{Destination, Output};
use super::pipeline::Reading;

/// Patients that are evaluated before their results are written.
pub(super) const PART: usize = 1024;

/// Says which patients meet what: for each patient the trial's answer and, criterion by criterion, whether it is met,
/// the facts that decided it and what is missing.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Criteria text or a trial.json.
    trial: PathBuf,
    /// FHIR R4 bundles: a file of one or many, NDJSON, a folder of them, or `-`; also in gzip or zstd.
    #[arg(required = true)]
    patients: Vec<PathBuf>,
    /// The index date; today where it is not given.
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    /// The day of an event of the trial, such as lymphodepletion=2025-05-28.
    #[arg(long, value_name = "ID=DATE", value_parser = event)]
    event: Vec<(String, Date)>,
    /// What it means that a condition, drug or procedure is recorded nowhere.
    #[arg(long, value_enum, default_value = "unknown", value_name = "TRUTH")]
    absence: AbsenceArg,
    /// What it means that a fact does not say its method, setting, severity, route, outcome or cause.
    #[arg(long, value_enum, default_value = "unknown", value_name = "TRUTH")]
    unrecorded: UnrecordedArg,
    /// What a number without a unit means.
    #[arg(long, value_enum, default_value = "unknown", value_name = "UNIT")]
    unitless: UnitlessArg,
    /// For how many days something without a duration still counts as current.
    #[arg(long, value_name = "DAYS", default_value_t = 30)]
    current_days: u32,
    /// From how many days before an anchor a fact counts as being at it.
    #[arg(long, value_name = "DAYS", default_value_t = 0)]
    at_days: u32,
    /// How old a measurement may be where the rule has no window.
    #[arg(long, value_name = "DAYS")]
    lookback_days: Option<u32>,
    /// Leave the day of the anchor out of a window.
    #[arg(long)]
    exclusive: bool,
    /// What to write; by default a table on a terminal, what the ending of OUT says, else json.
    #[arg(short, long, value_enum)]
    format: Option<Format>,
    #[command(flatten)]
    to: Destination,
    #[command(flatten)]
    reading: Reading,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum AbsenceArg {
    /// Nobody knows.
    Unknown,
    /// There is none.
    NotMet,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum UnrecordedArg {
    /// Nobody knows.
    Unknown,
    /// It is as the rule asks.
    Accept,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum UnitlessArg {
    /// Nobody knows.
    Unknown,
    /// It is in the unit of the limit.
    AsLimit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// To read in a terminal.
    Table,
    /// One object a patient, one a line.
    Json,
    /// One row a patient and criterion.
    Csv,
}

/// Runs it.
pub fn run(args: &Args) -> Result<u8> {
    let settings = settings(args)?;
    let piped = std::iter::once(&args.trial).chain(&args.patients).filter(|path| path.as_os_str() == "-");
    ensure!(piped.count() < 2, "one of the inputs can come from standard input (-), not several");
    let trials = trials(&args.trial, &args.reading)?;
    let programs: Vec<_> = trials.iter().map(|trial| Program::compile(trial, &settings)).collect();
    let (patients, failures) = patients(&args.patients);
    let mut writer = Writer::open(args)?;
    for part in patients.chunks(PART) {
        for program in &programs {
            let outcome = |patient: &Patient| program.explain(patient, &program.run(patient));
            let outcomes: Vec<Outcome> = part.par_iter().map(outcome).collect();
            outcomes.iter().try_for_each(|outcome| writer.write(outcome))?;
        }
    }
    writer.finish()?;
    Ok(if failures > 0 { super::FAILED } else { super::DONE })
}

/// The defaults on a day, today where none is given, with the days of events.
pub(super) fn settings_on(on: Option<Date>, events: &[(String, Date)]) -> Result<Settings> {
    if let Some((id, _)) = events.iter().find(|(id, _)| Entry::find(Kind::Anchor, id).is_none()) {
        let known = Entry::all().filter(|e| e.kind() == Kind::Anchor).map(Entry::id);
        let ids: Vec<_> = known.collect::<BTreeSet<_>>().into_iter().collect();
        bail!("--event {id}: no such event; there are {}", ids.join(", "));
    }
    let on = on.unwrap_or_else(|| jiff::Zoned::now().date());
    Ok(Settings { events: events.iter().cloned().collect(), ..Settings::new(on) })
}

fn settings(args: &Args) -> Result<Settings> {
    Ok(Settings {
        absence: match args.absence {
            AbsenceArg::Unknown => Absence::Unknown,
            AbsenceArg::NotMet => Absence::NotMet,
        },
        unrecorded: match args.unrecorded {
            UnrecordedArg::Unknown => Unrecorded::Unknown,
            UnrecordedArg::Accept => Unrecorded::Accept,
        },
        unitless: match args.unitless {
            UnitlessArg::Unknown => Unitless::Unknown,
            UnitlessArg::AsLimit => Unitless::AsLimit,
        },
        current_days: args.current_days,
        at_days: args.at_days,
        lookback_days: args.lookback_days,
        inclusive: !args.exclusive,
        ..settings_on(args.on, &args.event)?
    })
}

/// An event of the trial and its day, as they are written on the command line.
pub(super) fn event(text: &str) -> Result<(String, Date), String> {
    let (id, date) = text.split_once('=').ok_or("write it as ID=DATE")?;
    let date = date.parse().map_err(|_| format!("{date:?} is no date (YYYY-MM-DD)"))?;
    Ok((id.trim().to_owned(), date))
}

/// The trials that a file or folder holds, at least one.
pub(super) fn trials(path: &Path, reading: &Reading) -> Result<Vec<Trial>> {
    let mut trials = Vec::new();
    for source in sources(&[path.to_path_buf()])? {
        for record in source?.records() {
            trials.push(reading.compile(record?.read()?));
        }
    }
    if trials.is_empty() {
        bail!("{} holds no trial", path.display());
    }
    Ok(trials)
}

/// The patients that could be read, and how many could not; each of these is told on stderr.
pub(super) fn patients(paths: &[PathBuf]) -> (Vec<Patient>, usize) {
    let loaded = fhir::load_all(paths);
    for error in &loaded.errors {
        super::complain(&anyhow::Error::msg(error.to_string()));
    }
    let of_patient = |patient: &Patient| {
        patient.warnings.iter().map(|warning| format!("patient {:?}: {warning}", patient.id)).collect::<Vec<_>>()
    };
    for warning in loaded.warnings.iter().cloned().chain(loaded.patients.iter().flat_map(of_patient)) {
        // Nobody may be listening there.
        let _ = writeln!(anstream::stderr(), "\u{1b}[1;33mwarning:\u{1b}[0m {warning}");
    }
    (loaded.patients, loaded.errors.len())
}

/// Writes outcomes in one of the formats.
struct Writer {
    out: Output,
    format: Format,
    colours: bool,
    width: usize,
    last: Option<Outcome>,
}

impl Writer {
    fn open(args: &Args) -> Result<Self> {
        let terminal = args.to.is_stdout() && io::IsTerminal::is_terminal(&io::stdout());
        let format = match (args.format, args.to.ending().as_str()) {
            (Some(format), _) => format,
            (None, "csv") => Format::Csv,
            (None, "txt") => Format::Table,
            (None, ending @ ("parquet" | "html" | "htm" | "xlsx")) => {
                bail!("answers can not be written as .{ending}: name a .csv, .json or .txt file")
            }
            (None, _) if terminal => Format::Table,
            (None, _) => Format::Json,
        };
        let colours =
            args.to.is_stdout() && anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never;
        let mut out = args.to.open()?;
        if format == Format::Csv {
            write_row(&mut out, &table::COLUMNS)?;
        }
        Ok(Self { out, format, colours, width: super::columns(), last: None })
    }

    fn write(&mut self, outcome: &Outcome) -> Result<()> {
        match self.format {
            Format::Json => {
                serde_json::to_writer(&mut self.out, outcome).map_err(io::Error::from)?;
                self.out.write_all(b"\n")?;
            }
            Format::Csv => table::rows(outcome).iter().try_for_each(|row| write_row(&mut self.out, row))?,
            Format::Table => {
                let mut text = Vec::new();
                table::write_text(&mut text, outcome, self.width)?;
                self.text(text)?;
                self.last = Some(outcome.clone());
            }
        }
        Ok(())
    }

    fn text(&mut self, text: Vec<u8>) -> Result<()> {
        let text = if self.colours { text } else { anstream::adapter::strip_bytes(&text).into_vec() };
        Ok(self.out.write_all(&text)?)
    }

    fn finish(mut self) -> Result<()> {
        if let Some(outcome) = self.last.take() {
            let mut text = Vec::new();
            table::write_defaults(&mut text, &outcome)?;
            self.text(text)?;
        }
        self.out.finish()
    }
}

fn write_row<S: AsRef<[u8]>>(out: &mut Output, row: &[S]) -> Result<()> {
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    writer.write_record(row)?;
    let bytes = writer.into_inner().context("a row of a table")?;
    Ok(out.write_all(&bytes)?)
}
