//! ClinicalTrials.gov studies as API v2 gives them, flat records, and compiled trials.

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use super::field::{Column, Field, Fields, column};
use super::record::{Name, sha256};
use super::{Document, Format, Input, SourceError, text};

/// Whether a stream that begins so is JSON, and not text that begins with a bracket.
pub(super) fn looks_like(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let after = |bytes: &[u8]| bytes[1..].trim_ascii_start().first().copied();
    match bytes.first() {
        Some(b'{') => matches!(after(bytes), Some(b'"' | b'}')),
        Some(b'[') => matches!(after(bytes), Some(b'{' | b']')),
        _ => false,
    }
}

/// As much of an object as tells what it is.
#[derive(Deserialize)]
struct Probe {
    schema_version: Option<IgnoredAny>,
    generator: Option<IgnoredAny>,
    #[serde(rename = "protocolSection")]
    protocol: Option<Protocol>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Protocol {
    identification_module: Identification,
    eligibility_module: Eligibility,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Identification {
    nct_id: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Eligibility {
    eligibility_criteria: Option<String>,
    minimum_age: Option<String>,
    maximum_age: Option<String>,
    sex: Option<String>,
    healthy_volunteers: Option<Value>,
}

/// Reads one object.
pub(super) fn input(name: &Name, bytes: &[u8]) -> Result<Input, SourceError> {
    let malformed = |reason: String| SourceError::Malformed { name: name.place(), reason };
    let (text, notes) = text::decode(name, bytes)?;
    let probe: Probe = serde_json::from_str(&text).map_err(|error| malformed(format!("broken JSON: {error}")))?;
    if probe.schema_version.is_some() && probe.generator.is_some() {
        let trial = serde_json::from_str(&text).map_err(|error| malformed(format!("not a compiled trial: {error}")))?;
        return Ok(Input::Trial(Box::new(trial)));
    }
    let sha256 = sha256(bytes);
    let mut document = Document { name: name.file.clone(), id: name.id(), sha256, notes, ..Document::default() };
    match probe.protocol {
        Some(protocol) => study(protocol, &mut document),
        None => {
            flat(&text, &mut document).ok_or_else(|| malformed("the JSON has no eligibility criteria".to_owned()))?
        }
    }
    Ok(Input::Document(document))
}

fn study(protocol: Protocol, document: &mut Document) {
    let eligibility = protocol.eligibility_module;
    let mut fields = Fields::default();
    let healthy = eligibility.healthy_volunteers.as_ref().map(plain);
    let given = [
        (Field::MinimumAge, eligibility.minimum_age),
        (Field::MaximumAge, eligibility.maximum_age),
        (Field::Sex, eligibility.sex),
        (Field::HealthyVolunteers, healthy),
    ];
    for (field, value) in given {
        fields.set(field, value.as_deref().unwrap_or_default());
    }
    document.format = Format::CtgovJson;
    document.text = eligibility.eligibility_criteria.unwrap_or_default();
    document.registry = fields.registry;
    document.notes.extend(fields.notes);
    if let Some(id) = protocol.identification_module.nct_id.filter(|id| !id.is_empty()) {
        document.id = id;
    }
}

/// An object with the criteria under one of its own keys.
fn flat(text: &str, document: &mut Document) -> Option<()> {
    let object: serde_json::Map<String, Value> = serde_json::from_str(text).ok()?;
    let mut fields = Fields::default();
    let (mut best_text, mut best_id) = (usize::MAX, usize::MAX);
    for (key, value) in &object {
        match (column(key), value) {
            (Some((Column::Text, rank)), Value::String(value)) if rank < best_text => {
                best_text = rank;
                document.text.clone_from(value);
            }
            (Some((Column::Id, rank)), Value::String(_) | Value::Number(_)) if rank < best_id => {
                best_id = rank;
                document.id = plain(value);
            }
            (Some((Column::Registry(field), _)), Value::String(_) | Value::Number(_) | Value::Bool(_)) => {
                fields.set(field, &plain(value));
            }
            _ => {}
        }
    }
    document.format = Format::Json;
    document.registry = fields.registry;
    document.notes.extend(fields.notes);
    (best_text < usize::MAX).then_some(())
}

/// A string's content, or another value as JSON has it.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
