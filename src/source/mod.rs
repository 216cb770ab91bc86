//! Bytes of a file to decoded text: encodings, containers, registry fields. No medicine.
//!
//! A file is recognised by its content, never by its name: plain text, ClinicalTrials.gov studies as JSON (one, an
//! array, `{"studies": […]}`, or one a line) or in the older XML, a table with a text column, a trial this program has
//! compiled before; each of them as it is, or in gzip or zstd. [`read`] takes a whole file, [`records`] goes through a
//! large one in bounded memory and leaves the parsing of each record to whoever has a free core.

mod document;
mod error;
mod field;
mod json;
mod record;
mod split;
mod table;
mod text;
mod xml;

#[cfg(test)]
mod tests;

pub use document::{Age, AgeUnit, Document, Format, Input, Note, NoteKind, Registry, Sex};
pub use error::SourceError;
pub use record::{Record, Records, records};

/// Reads everything that `bytes` hold. `name` is the file's name; its folder is dropped.
///
/// ```
/// use trial_extract::source::{Input, read};
/// let inputs = read("trials/a.txt", b"Inclusion Criteria:\n* Age \xe2\x89\xa5 18")?;
/// let Input::Document(document) = &inputs[0] else { panic!("no document") };
/// assert_eq!((document.name.as_str(), document.id.as_str()), ("a.txt", "a"));
/// # Ok::<(), trial_extract::source::SourceError>(())
/// ```
///
/// # Errors
/// The first thing that is wrong: the bytes are no text, hold no criteria, or are a broken container.
/// Use [`inputs`] to go on after a bad document.
pub fn read(name: &str, bytes: &[u8]) -> Result<Vec<Input>, SourceError> {
    inputs(name, bytes).collect()
}

/// Reads documents one after the other, in memory bounded by the largest. After an error the next ones still come.
pub fn inputs<'a>(
    name: &str,
    reader: impl std::io::Read + Send + 'a,
) -> impl Iterator<Item = Result<Input, SourceError>> + 'a {
    records(name, reader).map(|record| record.and_then(Record::read))
}
