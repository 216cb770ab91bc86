//! ClinicalTrials.gov studies in the older XML.

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::Event;

use super::field::{Field, Fields};
use super::record::{Name, sha256};
use super::{Document, Format, Note, SourceError};

/// Whether a text is such a study.
pub(super) fn looks_like(text: &str) -> bool {
    let start = text.trim_start();
    start.starts_with('<')
        && start
            .get(..start.len().min(4096))
            .map_or_else(|| start.contains("<clinical_study"), |head| head.contains("<clinical_study"))
}

/// The elements that are read, by their path below the study.
const TEXT: [&str; 3] = ["eligibility", "criteria", "textblock"];

/// Reads a study.
pub(super) fn document(name: &Name, text: &str, bytes: &[u8], notes: Vec<Note>) -> Result<Document, SourceError> {
    let malformed =
        |reason: String| SourceError::Malformed { name: name.place(), reason: format!("broken XML: {reason}") };
    let mut document = Document {
        name: name.file.clone(),
        id: name.id(),
        format: Format::CtgovXml,
        sha256: sha256(bytes),
        notes,
        ..Document::default()
    };
    let mut fields = Fields::default();
    let mut reader = Reader::from_str(text);
    reader.config_mut().allow_dangling_amp = true;
    let mut path: Vec<String> = Vec::new();
    let mut content = String::new();
    loop {
        match reader.read_event().map_err(|error| malformed(error.to_string()))? {
            Event::Start(start) => {
                path.push(start.name().0.to_owned());
                content.clear();
            }
            Event::Text(text) => content.push_str(&text),
            Event::CData(data) => content.push_str(&data),
            Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                Ok(Some(c)) => content.push(c),
                _ => match resolve_predefined_entity(&reference) {
                    Some(resolved) => content.push_str(resolved),
                    None => content.extend(["&", &reference, ";"]),
                },
            },
            Event::End(_) => {
                take(&path, &mut content, &mut document, &mut fields);
                path.pop();
            }
            Event::Eof if path.is_empty() => break,
            Event::Eof => return Err(malformed(format!("<{}> is not closed", path.join("><")))),
            _ => {}
        }
    }
    document.registry = fields.registry;
    document.notes.extend(fields.notes);
    Ok(document)
}

/// Takes over what an element that ends has.
fn take(path: &[String], content: &mut String, document: &mut Document, fields: &mut Fields) {
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    let field = match path.as_slice() {
        [.., "id_info", "nct_id"] => {
            document.id = content.trim().to_owned();
            return;
        }
        path if path.ends_with(&TEXT) => {
            document.text = std::mem::take(content);
            return;
        }
        [.., "eligibility", "minimum_age"] => Field::MinimumAge,
        [.., "eligibility", "maximum_age"] => Field::MaximumAge,
        [.., "eligibility", "gender"] => Field::Sex,
        [.., "eligibility", "healthy_volunteers"] => Field::HealthyVolunteers,
        _ => return,
    };
    fields.set(field, content);
}
