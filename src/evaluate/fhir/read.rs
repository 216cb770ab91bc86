use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde_json::Value;

use super::resource::{self, Pool};
use crate::evaluate::Patient;

/// A patient, or a file, that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PatientError {
    /// The file could not be opened.
    #[error("{origin}: {reason}")]
    Unreadable {
        /// File, and line where there are several.
        origin: String,
        /// What the system says.
        reason: String,
    },
    /// It is no JSON, or JSON that is no FHIR resource.
    #[error("{origin}: not FHIR: {reason}")]
    NotFhir {
        /// File, and line where there are several.
        origin: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A bundle has facts and nobody they are about.
    #[error("{origin}: the bundle has no Patient")]
    NoPatient {
        /// File, and line where there are several.
        origin: String,
    },
    /// Several patients share an id; none of them is read.
    #[error("patient {id:?} stands in {}: whose facts are whose can not be told, so none of them is answered", .origins.join(" and in "))]
    SameId {
        /// The id.
        id: String,
        /// Where they stand.
        origins: Vec<String>,
    },
    /// The folder holds no file that ends in `.json` or `.ndjson`.
    #[error("{origin}: no .json or .ndjson file in this folder")]
    EmptyFolder {
        /// The folder.
        origin: String,
    },
}

/// The patients that were read, in the order of the input, and what could not be.
#[derive(Debug, Default)]
pub struct Loaded {
    /// Those that were read.
    pub patients: Vec<Patient>,
    /// Those that were not, and files that were not.
    pub errors: Vec<PatientError>,
}

/// Reads a file, or all `.json` and `.ndjson` files of a folder in the order of their names.
pub fn load(path: &Path) -> Loaded {
    load_all(&[path])
}

/// Reads several files and folders as one: two patients with one id are found across them.
pub fn load_all(paths: &[impl AsRef<Path>]) -> Loaded {
    let mut files = Vec::new();
    let mut pieces = Vec::new();
    for path in paths.iter().map(AsRef::as_ref) {
        if !path.is_dir() {
            files.push(path.to_path_buf());
            continue;
        }
        let found = files_of(path);
        if found.is_empty() {
            pieces.push(Piece::Error(PatientError::EmptyFolder { origin: path.display().to_string() }));
        }
        files.extend(found);
    }
    pieces.par_extend(files.par_iter().flat_map(|path| {
        let name = path.display().to_string();
        match std::fs::read(path) {
            Ok(bytes) => pieces_of(&name, &bytes),
            Err(error) => {
                vec![Piece::Error(PatientError::Unreadable { origin: name, reason: error.to_string() })]
            }
        }
    }));
    finish(pieces)
}

/// Reads patients from bytes; `name` is what errors call them.
pub fn parse(name: &str, bytes: &[u8]) -> Loaded {
    finish(pieces_of(name, bytes))
}

fn files_of(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "json" || e == "ndjson" || e == "jsonl"));
    files.sort();
    files
}

/// What one JSON value of the input comes to.
enum Piece {
    /// The patients of a bundle.
    Bundle(Vec<(String, Patient)>),
    /// A resource outside any bundle (a bulk export): its patient may stand after it or in another file.
    Loose(String, Value),
    /// Nothing that can be used.
    Error(PatientError),
}

fn pieces_of(name: &str, bytes: &[u8]) -> Vec<Piece> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let lines: Vec<_> = bytes.split(|b| *b == b'\n').map(<[u8]>::trim_ascii).enumerate().collect();
    let lines: Vec<_> = lines.into_iter().filter(|(_, line)| !line.is_empty()).collect();
    if lines.is_empty() {
        let reason = "there is nothing in it".to_owned();
        return vec![Piece::Error(PatientError::NotFhir { origin: name.to_owned(), reason })];
    }
    // NDJSON has an object on its first line and more after it. Anything else is one JSON document, and broken as one.
    let is_object = |line: &[u8]| matches!(serde_json::from_slice(line), Ok(Value::Object(_)));
    if lines.len() > 1 && lines.first().is_some_and(|(_, line)| is_object(line)) {
        return lines.par_iter().map(|(at, line)| read(format!("{name}:{}", at + 1), line)).collect();
    }
    match serde_json::from_slice(bytes) {
        Ok(Value::Array(items)) => {
            items.into_par_iter().enumerate().map(|(at, item)| piece(format!("{name}[{at}]"), item)).collect()
        }
        Ok(value) => vec![piece(name.to_owned(), value)],
        Err(error) => {
            let reason = error.to_string();
            vec![Piece::Error(PatientError::NotFhir { origin: name.to_owned(), reason })]
        }
    }
}

fn read(origin: String, bytes: &[u8]) -> Piece {
    match serde_json::from_slice(bytes) {
        Ok(value) => piece(origin, value),
        Err(error) => Piece::Error(PatientError::NotFhir { origin, reason: error.to_string() }),
    }
}

fn piece(origin: String, mut value: Value) -> Piece {
    match value.get("resourceType").and_then(Value::as_str) {
        Some("Bundle") => {
            let entries = match value.get_mut("entry").map(Value::take) {
                Some(Value::Array(entries)) => entries,
                _ => Vec::new(),
            };
            let resources = entries.into_iter().filter_map(|mut entry| {
                let url = entry.get("fullUrl").and_then(Value::as_str).unwrap_or_default().to_owned();
                Some((url, entry.get_mut("resource")?.take()))
            });
            patients_of(origin, resources.collect())
        }
        Some(_) => Piece::Loose(origin, value),
        None => {
            let reason = "a JSON object without a resourceType".to_owned();
            Piece::Error(PatientError::NotFhir { origin, reason })
        }
    }
}

fn patients_of(origin: String, resources: Vec<(String, Value)>) -> Piece {
    let found = assemble(&origin, resources);
    if found.is_empty() { Piece::Error(PatientError::NoPatient { origin }) } else { Piece::Bundle(found) }
}

fn finish(pieces: Vec<Piece>) -> Loaded {
    let (mut patients, mut errors, mut loose) = (Vec::new(), Vec::new(), Vec::new());
    let mut first_loose = None;
    for piece in pieces {
        match piece {
            Piece::Bundle(found) => patients.extend(found),
            Piece::Error(error) => errors.push(error),
            Piece::Loose(origin, value) => {
                first_loose.get_or_insert(origin);
                loose.push((String::new(), value));
            }
        }
    }
    match first_loose.map(|origin| patients_of(origin, loose)) {
        Some(Piece::Bundle(found)) => patients.extend(found),
        Some(Piece::Error(error)) => errors.push(error),
        _ => {}
    }
    let mut origins: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (origin, patient) in &patients {
        origins.entry(patient.id.clone()).or_default().push(origin.clone());
    }
    origins.retain(|_, origins| origins.len() > 1);
    patients.retain(|(_, patient): &(String, Patient)| !origins.contains_key(&patient.id));
    errors.extend(origins.into_iter().map(|(id, origins)| PatientError::SameId { id, origins }));
    Loaded { patients: patients.into_iter().map(|(_, patient)| patient).collect(), errors }
}

/// The patients among `resources`, each with what refers to it. What names no subject belongs to the only patient.
fn assemble(origin: &str, resources: Vec<(String, Value)>) -> Vec<(String, Patient)> {
    let is_patient = |value: &Value| value.get("resourceType").and_then(Value::as_str) == Some("Patient");
    let mut patients = Vec::new();
    let mut owner: BTreeMap<String, usize> = BTreeMap::new();
    for (url, value) in resources.iter().filter(|(_, value)| is_patient(value)) {
        let id = value.get("id").and_then(Value::as_str).unwrap_or_default();
        let id = if id.is_empty() { url.rsplit(['/', ':']).next().unwrap_or_default() } else { id };
        let id = if id.is_empty() { origin } else { id };
        for key in [url.clone(), format!("Patient/{id}"), id.to_owned(), format!("urn:uuid:{id}")] {
            owner.entry(key).or_insert(patients.len());
        }
        patients.push((origin.to_owned(), resource::patient(id, value)));
    }
    let pool = Pool::of(&resources);
    let only = patients.len() == 1;
    for (url, value) in resources.iter().filter(|(_, value)| !is_patient(value)) {
        let subject = ["subject", "patient", "individual"]
            .iter()
            .find_map(|field| value.pointer(&format!("/{field}/reference")))
            .and_then(Value::as_str);
        let at = match subject {
            Some(reference) => owner.get(reference).or_else(|| {
                let tail = reference.rsplit_once("/Patient/")?.1;
                owner.get(tail.split('/').next()?)
            }),
            None if only => Some(&0),
            None => None,
        };
        if let Some((_, patient)) = at.and_then(|at| patients.get_mut(*at)) {
            resource::add(patient, url, value, &pool);
        }
    }
    patients
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn bundle(id: &str) -> String {
        format!(
            r#"{{"resourceType":"Bundle","type":"collection","entry":[{{"resource":{{"resourceType":"Patient","id":"{id}","gender":"female"}}}}]}}"#
        )
    }

    fn messages(loaded: &Loaded) -> Vec<String> {
        loaded.errors.iter().map(ToString::to_string).collect()
    }

    fn ids(loaded: &Loaded) -> Vec<&str> {
        loaded.patients.iter().map(|p| p.id.as_str()).collect()
    }

    #[test]
    fn ndjson_answers_the_good_lines_and_names_the_bad_ones() {
        let empty = r#"{"resourceType":"Bundle"}"#;
        let text = format!("{}\n\n{{broken\n{empty}\n{{\"a\":1}}\n{}\n", bundle("p1"), bundle("p2"));
        let loaded = parse("x.ndjson", text.as_bytes());
        assert_eq!(ids(&loaded), ["p1", "p2"]);
        let messages = messages(&loaded);
        assert!(messages[0].starts_with("x.ndjson:3: not FHIR: "), "{messages:?}");
        assert_eq!(messages[1], "x.ndjson:4: the bundle has no Patient");
        assert_eq!(messages[2], "x.ndjson:5: not FHIR: a JSON object without a resourceType");
        assert_eq!(messages.len(), 3);
    }

    #[test]
    fn two_patients_with_one_id_are_told_and_the_third_is_answered() {
        let text = format!("{}\n{}\n{}\n", bundle("p1"), bundle("p2"), bundle("p1"));
        let loaded = parse("x.ndjson", text.as_bytes());
        assert_eq!(ids(&loaded), ["p2"]);
        assert_eq!(
            messages(&loaded),
            [
                "patient \"p1\" stands in x.ndjson:1 and in x.ndjson:3: whose facts are whose can not be told, so none of them is answered"
            ]
        );
    }

    #[test]
    fn what_is_not_fhir_is_one_error() {
        for text in ["", "hello", "\u{0}\u{1}", "[1, 2", "{\n\"resourceType\": \"Bundle\",\n"] {
            let loaded = parse("x.json", text.as_bytes());
            assert_eq!((loaded.patients.len(), loaded.errors.len()), (0, 1), "{text:?}");
        }
        assert_eq!(messages(&parse("x.json", b" \n")), ["x.json: not FHIR: there is nothing in it"]);
    }

    #[test]
    fn resources_find_their_patient_among_several() {
        let text = r#"{"resourceType":"Patient","id":"a"}
{"resourceType":"Observation","id":"o1","status":"final","subject":{"reference":"Patient/b"},"code":{"text":"x"},"valueInteger":3}
{"resourceType":"Observation","id":"o2","status":"final","subject":{"reference":"https://server/fhir/Patient/a"},"code":{"text":"y"}}
{"resourceType":"Patient","id":"b"}"#;
        let loaded = parse("bulk.ndjson", text.as_bytes());
        assert_eq!(ids(&loaded), ["a", "b"]);
        assert_eq!(loaded.patients[0].events[0].source, "Observation/o2");
        assert_eq!(loaded.patients[1].events[0].source, "Observation/o1");
    }

    #[test]
    fn a_folder_is_read_in_the_order_of_its_names() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("b.json"), bundle("second")).unwrap();
        std::fs::write(folder.path().join("a.json"), bundle("first")).unwrap();
        std::fs::write(folder.path().join("notes.txt"), "not read").unwrap();
        assert_eq!(ids(&load(folder.path())), ["first", "second"]);
        let empty = tempfile::tempdir().unwrap();
        assert!(matches!(load(empty.path()).errors[..], [PatientError::EmptyFolder { .. }]));
        assert!(matches!(load(&empty.path().join("none.json")).errors[..], [PatientError::Unreadable { .. }]));
    }
}
