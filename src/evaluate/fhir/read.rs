use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;
use serde_json::Value;

use super::open::{bytes_of, files_of};
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
    /// The folder and those below it hold no file that ends in `.json` or `.ndjson`.
    #[error("{origin}: no .json or .ndjson file in this folder, nor in one below it")]
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
    /// What was left out of files that were read: facts that are about none of their patients.
    pub warnings: Vec<String>,
}

/// Reads a file, or all `.json` and `.ndjson` files of a folder and of those below it in the order of their paths; each as
/// it is, or in gzip or zstd. `-` is standard input.
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
        match bytes_of(path) {
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

/// What one JSON value of the input comes to.
enum Piece {
    /// The patients of a bundle.
    Bundle(Found),
    /// A resource outside any bundle (a bulk export): its patient may stand after it or in another file.
    Loose(String, Value),
    /// Nothing that can be used.
    Error(PatientError),
}

/// The patients of a bundle, each with where they stand.
#[derive(Default)]
struct Found {
    patients: Vec<(String, Patient)>,
    /// Facts that are about none of them.
    strays: Option<String>,
}

fn pieces_of(name: &str, bytes: &[u8]) -> Vec<Piece> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let lines: Vec<_> = bytes.split(|b| *b == b'\n').map(<[u8]>::trim_ascii).enumerate().collect();
    let lines: Vec<_> = lines.into_iter().filter(|(_, line)| !line.is_empty()).collect();
    if lines.is_empty() {
        let reason = "there is nothing in it".to_owned();
        return vec![Piece::Error(PatientError::NotFhir { origin: name.to_owned(), reason })];
    }
    // NDJSON has an object on its first line and more after it.
    let is_object = |line: &[u8]| matches!(serde_json::from_slice(line), Ok(Value::Object(_)));
    let each_line =
        || lines.par_iter().flat_map_iter(|(at, line)| read(format!("{name}:{}", at + 1), line)).collect::<Vec<_>>();
    if lines.len() > 1 && lines.first().is_some_and(|(_, line)| is_object(line)) {
        return each_line();
    }
    // Where its first line is broken the others tell: a resource on a line of its own is none of a larger document.
    let is_resource =
        |line: &[u8]| serde_json::from_slice::<Value>(line).is_ok_and(|value| value.get("resourceType").is_some());
    match serde_json::from_slice(bytes) {
        Ok(Value::Array(items)) => items
            .into_par_iter()
            .enumerate()
            .flat_map_iter(|(at, item)| pieces(format!("{name}[{at}]"), item))
            .collect(),
        Ok(value) => pieces(name.to_owned(), value),
        Err(_) if lines.iter().skip(1).any(|(_, line)| is_resource(line)) => each_line(),
        Err(error) => {
            let reason = error.to_string();
            vec![Piece::Error(PatientError::NotFhir { origin: name.to_owned(), reason })]
        }
    }
}

fn read(origin: String, bytes: &[u8]) -> Vec<Piece> {
    match serde_json::from_slice(bytes) {
        Ok(value) => pieces(origin, value),
        Err(error) => vec![Piece::Error(PatientError::NotFhir { origin, reason: error.to_string() })],
    }
}

/// What a value comes to; each bundle in a bundle is one of its own.
fn pieces(origin: String, mut value: Value) -> Vec<Piece> {
    match value.get("resourceType").and_then(Value::as_str) {
        Some("Bundle") => {
            let entries = match value.get_mut("entry").map(Value::take) {
                Some(Value::Array(entries)) => entries,
                _ => Vec::new(),
            };
            let (mut out, mut resources) = (Vec::new(), Vec::new());
            for (at, mut entry) in entries.into_iter().enumerate() {
                let url = entry.get("fullUrl").and_then(Value::as_str).unwrap_or_default().to_owned();
                match entry.get_mut("resource").map(Value::take) {
                    Some(inner) if inner.get("resourceType").is_some_and(|kind| kind == "Bundle") => {
                        out.extend(pieces(format!("{origin}[{at}]"), inner));
                    }
                    Some(resource) => resources.push((url, resource)),
                    None => {}
                }
            }
            if out.is_empty() || !resources.is_empty() {
                out.push(patients_of(origin, resources));
            }
            out
        }
        Some(_) => vec![Piece::Loose(origin, value)],
        None => {
            let reason = "a JSON object without a resourceType".to_owned();
            vec![Piece::Error(PatientError::NotFhir { origin, reason })]
        }
    }
}

fn patients_of(origin: String, resources: Vec<(String, Value)>) -> Piece {
    let found = assemble(&origin, resources);
    if found.patients.is_empty() { Piece::Error(PatientError::NoPatient { origin }) } else { Piece::Bundle(found) }
}

fn finish(pieces: Vec<Piece>) -> Loaded {
    let (mut patients, mut errors, mut loose) = (Vec::new(), Vec::new(), Vec::new());
    let (mut first_loose, mut warnings) = (None, Vec::new());
    let mut add = |found: Found| {
        patients.extend(found.patients);
        warnings.extend(found.strays);
    };
    for piece in pieces {
        match piece {
            Piece::Bundle(found) => add(found),
            Piece::Error(error) => errors.push(error),
            Piece::Loose(origin, value) => {
                first_loose.get_or_insert(origin);
                loose.push((String::new(), value));
            }
        }
    }
    match first_loose.map(|origin| patients_of(origin, loose)) {
        Some(Piece::Bundle(found)) => add(found),
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
    Loaded { patients: patients.into_iter().map(|(_, patient)| patient).collect(), errors, warnings }
}

/// The patients among `resources`, each with what refers to it. What names no subject belongs to the only patient.
fn assemble(origin: &str, resources: Vec<(String, Value)>) -> Found {
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
    let mut strays = Vec::new();
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
        match at.and_then(|at| patients.get_mut(*at)) {
            Some((_, patient)) => resource::add(patient, url, value, &pool),
            None if resource::is_fact(value) => {
                strays.push((resource::source(url, value), subject.unwrap_or("nobody").to_owned()));
            }
            None => {}
        }
    }
    let strays = strays.first().map(|(first, subject)| {
        let number = strays.len();
        format!("{origin}: facts about none of its patients are left out: {number}, the first of them {first} about {subject}")
    });
    Found { patients, strays }
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
    fn a_broken_line_keeps_no_other_one_from_being_read() {
        let (good, last) = (bundle("p1"), bundle("p2"));
        let text = format!("{}\n{good}\n{}", &last[..40], &last[..60]);
        let loaded = parse("x.ndjson", text.as_bytes());
        assert_eq!(ids(&loaded), ["p1"]);
        let places: Vec<_> = messages(&loaded).iter().map(|m| m.split(": ").take(2).collect::<String>()).collect();
        assert_eq!(places, ["x.ndjson:1not FHIR", "x.ndjson:3not FHIR"]);
    }

    #[test]
    fn bundles_in_a_bundle_are_bundles_of_their_own() {
        let nobody = r#"{"resourceType":"Bundle"}"#;
        let entries = [bundle("p1"), bundle("p2"), nobody.to_owned()].map(|b| format!("{{\"resource\":{b}}}"));
        let text = format!(r#"{{"resourceType":"Bundle","entry":[{}]}}"#, entries.join(","));
        let loaded = parse("x.json", text.as_bytes());
        assert_eq!(ids(&loaded), ["p1", "p2"]);
        assert_eq!(messages(&loaded), ["x.json[2]: the bundle has no Patient"]);
    }

    #[test]
    fn a_fact_about_nobody_is_told() {
        let fact = |subject: &str| {
            format!(r#"{{"resource":{{"resourceType":"Observation","id":"o"{subject},"code":{{"text":"x"}}}}}}"#)
        };
        let text = |more: &str| {
            let person = r#"{"resource":{"resourceType":"Patient","id":"a"}}"#;
            parse("x.json", format!(r#"{{"resourceType":"Bundle","entry":[{person},{more}]}}"#).as_bytes())
        };
        let other = text(&fact(r#","subject":{"reference":"Patient/b"}"#));
        assert_eq!(
            other.warnings,
            [
                "x.json: facts about none of its patients are left out: 1, the first of them Observation/o about Patient/b"
            ]
        );
        assert_eq!((other.errors.len(), other.patients[0].events.len()), (0, 0));
        // What names no subject is about the only patient; what states nothing about anybody is no loss.
        assert_eq!(text(&fact("")).warnings, Vec::<String>::new());
        assert_eq!(text(r#"{"resource":{"resourceType":"Organization","id":"o"}}"#).warnings, Vec::<String>::new());
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
        std::fs::create_dir_all(folder.path().join("c/.hidden")).unwrap();
        std::fs::write(folder.path().join("c/.hidden/x.json"), bundle("hidden")).unwrap();
        let zipped = zstd::encode_all(bundle("third").as_bytes(), 1).unwrap();
        std::fs::write(folder.path().join("c/d.ndjson.zst"), zipped).unwrap();
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        std::io::Write::write_all(&mut gzip, bundle("fourth").as_bytes()).unwrap();
        let mut gzip = gzip.finish().unwrap();
        std::fs::write(folder.path().join("e.json.gz"), &gzip).unwrap();
        assert_eq!(ids(&load(folder.path())), ["first", "second", "third", "fourth"]);
        gzip.truncate(20);
        std::fs::write(folder.path().join("e.json.gz"), &gzip).unwrap();
        assert!(matches!(load(folder.path()).errors[..], [PatientError::Unreadable { .. }]));
        let empty = tempfile::tempdir().unwrap();
        assert!(matches!(load(empty.path()).errors[..], [PatientError::EmptyFolder { .. }]));
        assert!(matches!(load(&empty.path().join("none.json")).errors[..], [PatientError::Unreadable { .. }]));
    }
}
