//! Bytes of a file to decoded text: encodings, containers, registry fields. No medicine.

mod document;
mod error;
mod text;

pub use document::{Age, AgeUnit, Document, Format, Input, Note, NoteKind, Registry, Sex};
pub use error::SourceError;

use sha2::{Digest, Sha256};

/// Reads everything that `bytes` hold. `name` is the file's name; its folder is dropped.
///
/// # Errors
/// When the bytes are no text, or hold no criteria.
pub fn read(name: &str, bytes: &[u8]) -> Result<Vec<Input>, SourceError> {
    let name = base_name(name);
    let (text, notes) = text::decode(&name, bytes)?;
    if text.trim().is_empty() {
        return Err(SourceError::Empty { name });
    }
    let id = stem(&name).to_owned();
    let sha256 = sha256(bytes);
    Ok(vec![Input::Document(Document { name, id, sha256, text, notes, ..Document::default() })])
}

/// SHA-256 in lower-case hexadecimal.
fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A path's last part.
fn base_name(name: &str) -> String {
    name.rsplit(['/', '\\']).next().unwrap_or(name).to_owned()
}

/// A file's name without its ending.
fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem })
}
