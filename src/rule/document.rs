use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Diagnostic, Mention, Node, Review, Span};

/// One trial's criteria, compiled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Trial {
    /// The version of this format.
    pub schema_version: String,
    /// What was read.
    pub source: Source,
    /// What read it.
    pub generator: Generator,
    /// How all criteria combine, over `ref`s; `null` where the text does not say which criteria include.
    pub eligibility: Option<Node>,
    /// Cohorts or parts with criteria of their own, and those that hold for everybody; with several, `eligibility` is
    /// `null`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub populations: Vec<Population>,
    /// The criteria, headings and notes, in the order of the text.
    pub criteria: Vec<Criterion>,
    /// Every concept used, once.
    pub concepts: BTreeMap<String, Concept>,
    /// Every default taken.
    pub assumptions: Vec<Assumption>,
    /// What concerns more than one criterion, with absolute spans.
    pub diagnostics: Vec<Diagnostic>,
    /// What a reviewer decided, where decisions were given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review: Option<Review>,
}

/// What was read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// The file's name without its folder, or `-`.
    pub name: String,
    /// The registry number (`NCT…`), the id a table gives, or the file's name without its ending: what tells documents
    /// of one file apart.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// SHA-256 of the bytes, in hexadecimal.
    pub sha256: String,
    /// `text`, `ctgov-json`, `ctgov-xml`, `csv`, …
    pub format: String,
}

/// What read it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Generator {
    /// The program.
    pub name: String,
    /// Its version.
    pub version: String,
    /// A hash of its vocabulary.
    pub lexicon: String,
}

/// A cohort or part with criteria of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Population {
    /// Its name, from the heading.
    pub name: String,
    /// How its criteria combine.
    pub eligibility: Option<Node>,
}

/// Which list a criterion stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    /// Must be met.
    Inclusion,
    /// Must not be met.
    Exclusion,
}

/// What a piece of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// It demands or excludes.
    Criterion,
    /// Its nested criteria do.
    Group,
    /// It says what a word means.
    Definition,
    /// It allows something.
    Permission,
    /// It names a section or a part of one.
    Heading,
    /// Anything else.
    Note,
}

/// How much of a criterion a program can decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Coverage {
    /// Every leaf.
    Computable,
    /// Some leaves.
    Partial,
    /// None.
    Narrative,
}

/// How a criterion is taken whose wording contradicts its section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reads {
    /// It excludes whom it describes.
    Excludes,
    /// It is a demand.
    Requires,
}

/// One criterion, group, heading or note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Criterion {
    /// `I7.1`, `E9.1.1`; counts criteria and groups. `null` for headings, definitions and notes.
    pub id: Option<String>,
    /// A hash of section and normalised text; survives renumbering.
    pub key: String,
    /// The list marker the text has: `1.`, `a)`, `①`, `*`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Which list it stands in, if the text or the caller says.
    pub section: Option<Section>,
    /// The headings above it, outermost first.
    pub heading: Vec<String>,
    /// Where `text` stands in the document, in code points.
    pub span: Span,
    /// The words, without those of nested criteria.
    pub text: String,
    /// What it is.
    pub role: Role,
    /// Whether its place in the outline was inferred (a colon, an unmarked line) rather than marked in the text.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub inferred: bool,
    /// How much a program can decide.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coverage: Option<Coverage>,
    /// How it is taken where its wording contradicts its section.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reads: Option<Reads>,
    /// The rule on one line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reading: Option<String>,
    /// The rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<Node>,
    /// Drugs and classes of drugs its words name and no leaf is about: in a narrative clause, in a heading, beside
    /// words not understood. Said of nobody, and never evaluated.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<Mention>,
    /// Criteria nested in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub criteria: Vec<Criterion>,
    /// What a reader should know about this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub diagnostics: Vec<Diagnostic>,
}

/// A concept with its codes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Concept {
    /// Its usual name.
    pub name: String,
    /// Codes in public systems; only certain ones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<Coding>,
    /// The ids of its members, where it is a class.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<String>,
}

/// A code in a public system, as in FHIR.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Coding {
    /// The system's URI.
    pub system: String,
    /// The code.
    pub code: String,
    /// Its name there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display: Option<String>,
}

/// A default that was taken because the text does not say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Assumption {
    /// Stable code.
    pub code: String,
    /// What is assumed.
    pub message: String,
    /// Where: ids of criteria (or keys).
    pub criteria: Vec<String>,
}
