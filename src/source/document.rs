use crate::rule::Trial;

/// What one input turns out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// Criteria text, out of whatever container it came in.
    Document(Document),
    /// A trial this program has compiled before, read back.
    Trial(Box<Trial>),
}

impl Input {
    /// The criteria text, unless this is a compiled trial.
    pub fn document(self) -> Option<Document> {
        match self {
            Self::Document(document) => Some(document),
            Self::Trial(_) => None,
        }
    }
}

/// Eligibility criteria as text, with what their container says beside them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// The file's name without its folder, or `-`.
    pub name: String,
    /// The registry number (`NCT…`), the id a table gives, or the file's name without its ending.
    pub id: String,
    /// The container the text came in.
    pub format: Format,
    /// SHA-256, in lower-case hexadecimal, of the bytes this document was read from, after decompression: the whole
    /// file, one line of NDJSON, one element of an array, or the fields of one row of a table.
    pub sha256: String,
    /// The criteria: decoded, byte-order mark dropped, everything else (CR, escapes, entities) kept.
    pub text: String,
    /// What the registry says in fields of its own.
    pub registry: Registry,
    /// What was remarkable about the bytes.
    pub notes: Vec<Note>,
}

/// The container of a document.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text.
    #[default]
    Text,
    /// A ClinicalTrials.gov study as API v2 gives it.
    CtgovJson,
    /// A ClinicalTrials.gov study in the older XML.
    CtgovXml,
    /// Another JSON object with the criteria under one of its own keys.
    Json,
    /// A row of a table.
    Csv,
}

impl Format {
    /// The name that [`crate::rule::Source::format`] has: `text`, `ctgov-json`, `ctgov-xml`, `json` or `csv`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::CtgovJson => "ctgov-json",
            Self::CtgovXml => "ctgov-xml",
            Self::Json => "json",
            Self::Csv => "csv",
        }
    }
}

/// A registry's structured eligibility fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Registry {
    /// The youngest age admitted; `None` where the registry has none or says "N/A".
    pub minimum_age: Option<Age>,
    /// The oldest age admitted.
    pub maximum_age: Option<Age>,
    /// Which sexes are admitted.
    pub sex: Option<Sex>,
    /// Whether healthy volunteers are admitted.
    pub healthy_volunteers: Option<bool>,
}

/// An age limit as a registry writes it, "18 Years".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Age {
    /// How many.
    pub value: u32,
    /// Of what.
    pub unit: AgeUnit,
    /// The field as written.
    pub text: String,
}

/// The units that registries give ages in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AgeUnit {
    /// Years.
    Years,
    /// Months.
    Months,
    /// Weeks.
    Weeks,
    /// Days.
    Days,
    /// Hours.
    Hours,
    /// Minutes.
    Minutes,
}

impl AgeUnit {
    /// The UCUM code: `a`, `mo`, `wk`, `d`, `h` or `min`.
    pub const fn ucum(self) -> &'static str {
        match self {
            Self::Years => "a",
            Self::Months => "mo",
            Self::Weeks => "wk",
            Self::Days => "d",
            Self::Hours => "h",
            Self::Minutes => "min",
        }
    }
}

/// Which sexes a registry says a trial admits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sex {
    /// All of them.
    All,
    /// Female only.
    Female,
    /// Male only.
    Male,
}

/// Something remarkable about a document's bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What kind of thing.
    pub kind: NoteKind,
    /// It, in one sentence.
    pub message: String,
}

/// The kinds of [`Note`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NoteKind {
    /// The bytes are no UTF-8 and were taken for another encoding.
    Encoding,
    /// The text has NUL characters.
    Nul,
    /// A registry field could not be read.
    Field,
}
