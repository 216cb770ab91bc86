//! Compiles the eligibility criteria of clinical trials from free text into rules a program can run.
//!
//! The stages are the modules, in this order, each importing only what stands before it:
//! [`source`], [`outline`], [`lex`], [`grammar`], [`lower`], [`rule`], and on the rules [`check`], [`emit`],
//! [`evaluate`] and [`diff`].

pub mod check;
pub mod diff;
pub mod emit;
pub mod evaluate;
pub mod grammar;
mod hash;
pub mod lex;
pub mod lower;
pub mod outline;
pub mod page;
pub mod review;
pub mod rule;
pub mod source;
mod words;

use rule::{Diagnostic, Generator, Section, Severity, Source, Span, Trial};

/// The version of the output format.
pub const SCHEMA_VERSION: &str = "1.0";

/// How to read a document.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The section of a text without headings.
    pub section: Option<Section>,
}

/// Compiles one document. It never fails: what is not understood is a diagnostic.
///
/// What only shows when rules are compared, such as limits that contradict each other, [`check::annotate`] adds.
///
/// ```
/// use trial_extract::{Options, extract, source::Document};
/// let document = Document { text: "Inclusion Criteria:\n* Hemoglobin ≥ 80 g/L".into(), ..Document::default() };
/// let trial = extract(&document, &Options::default());
/// assert_eq!(trial.criteria[1].reading.as_deref(), Some("Hb ≥ 80 g/L"));
/// ```
pub fn extract(document: &source::Document, options: &Options) -> Trial {
    let mut trial = extract_rules(document, options);
    let concepts = &trial.concepts;
    trial.criteria.iter_mut().for_each(|c| read_out(c, concepts));
    trial
}

/// As [`extract`], without the readings, which who only wants the facts never sees.
pub fn extract_rules(document: &source::Document, options: &Options) -> Trial {
    let outline = outline::outline(&document.text, options.section);
    let lowered = lower::lower(&document.text, &outline);
    Trial {
        schema_version: SCHEMA_VERSION.to_owned(),
        source: Source {
            name: document.name.clone(),
            id: document.id.clone(),
            sha256: document.sha256.clone(),
            format: document.format.as_str().to_owned(),
        },
        generator: Generator {
            name: env!("CARGO_PKG_NAME").to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            lexicon: lex::LEXICON_HASH.to_owned(),
        },
        eligibility: lowered.eligibility,
        populations: lowered.populations,
        criteria: lowered.criteria,
        concepts: lowered.concepts.into_concepts(),
        assumptions: lowered.assumptions,
        diagnostics: about_input(document).chain(lowered.diagnostics).collect(),
        review: None,
    }
}

/// What was remarkable about the bytes and the registry's fields.
fn about_input(document: &source::Document) -> impl Iterator<Item = Diagnostic> + '_ {
    document.notes.iter().map(|note| {
        let (code, severity) = match note.kind {
            source::NoteKind::Encoding | source::NoteKind::Nul => ("input-encoding", Severity::Note),
            source::NoteKind::Field => ("registry-field", Severity::Warning),
        };
        let message = note.message.clone();
        Diagnostic { code: code.to_owned(), severity, message, span: Span::default(), help: None }
    })
}

/// Puts each rule's reading beside it.
fn read_out(criterion: &mut rule::Criterion, concepts: &std::collections::BTreeMap<String, rule::Concept>) {
    criterion.reading = criterion.rule.as_ref().map(|rule| emit::reading(rule, concepts));
    criterion.criteria.iter_mut().for_each(|c| read_out(c, concepts));
}
