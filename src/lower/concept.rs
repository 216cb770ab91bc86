//! The concepts a document uses, each kept once with its codes and members.

use std::collections::BTreeMap;

use super::used::Used;
use crate::lex::{Entry, Kind};
use crate::rule::{Coding, Concept, LeafKind};

/// The concepts used so far: by id, the entries of the vocabulary that share it. What is given as a drug and measured
/// as a substance is one concept (insulin, vitamin D), and so has the codes of both where a document has both.
#[derive(Debug, Default)]
pub struct ConceptTable(BTreeMap<&'static str, Vec<Entry>>);

impl ConceptTable {
    /// Notes that this concept is used and gives its id.
    pub fn note(&mut self, entry: Entry) -> &'static str {
        let id = entry.id();
        let noted = self.0.entry(id).or_default();
        if !noted.contains(&entry) {
            noted.push(entry);
        }
        id
    }

    /// Drops what was noted while reading and came to stand in no rule. Where the rules have an id in another sense only
    /// ("testosterone" as an example of a drug in a limit), what was noted for it stays.
    pub fn keep(&mut self, used: &Used<'_>) {
        self.0.retain(|id, entries| {
            if entries.iter().any(|entry| used.has(*entry)) {
                entries.retain(|entry| used.has(*entry));
            }
            used.has_id(id)
        });
    }

    /// The concepts as the document lists them.
    pub fn into_concepts(self) -> BTreeMap<String, Concept> {
        self.0.into_iter().map(|(id, entries)| (id.to_owned(), merged(entries))).collect()
    }
}

/// Whether a score is given for each of several parts by itself: the organ domains of BILAG.
pub fn is_scored_in_parts(entry: Entry) -> bool {
    entry.kind() == Kind::Score && entry.members().next().is_some()
}

/// Whether `member` is a member of the class `entry`.
pub fn has_member(entry: Entry, member: Entry) -> bool {
    member.classes().any(|class| class == entry)
}

/// How many classes may lie between a class and what it covers.
const DEEPEST_CLASS: usize = 4;

/// Whether a class has this concept as a member, or one of its members has.
pub fn covers(class: Entry, concept: Entry) -> bool {
    covers_within(class, concept, DEEPEST_CLASS)
}

fn covers_within(class: Entry, concept: Entry, depth: usize) -> bool {
    let mut above = concept.classes().filter(|above| above.kind() == class.kind());
    above.any(|above| above == class || depth > 0 && covers_within(class, above, depth - 1))
}

/// The concept a row of the vocabulary describes.
pub fn concept(entry: Entry) -> Concept {
    let a_class = matches!(entry.kind(), Kind::DrugClass | Kind::Condition | Kind::Procedure | Kind::Score);
    let members = entry.members().filter(|_| a_class).map(str::to_owned).collect();
    let codes = entry.codes().filter_map(coding).collect();
    Concept { name: entry.name().to_owned(), codes, members }
}

/// What the vocabulary knows of a concept that a document does not name itself, such as a member of a class.
pub fn known(id: &str) -> Option<Concept> {
    let entries: Vec<Entry> = Kind::CONCEPTS.iter().filter_map(|kind| Entry::find(*kind, id)).collect();
    (!entries.is_empty()).then(|| merged(entries))
}

/// Whether the vocabulary shows by its codes that this id is that of a drug. Members show nothing: classes of diseases
/// have them as well.
pub fn is_coded_drug(id: &str) -> bool {
    let drugs = Kind::CONCEPTS.iter().filter(|kind| kind.is_drug());
    drugs.filter_map(|kind| Entry::find(*kind, id)).any(|entry| !concept(entry).codes.is_empty())
}

/// The one concept that entries with the same id describe, whatever the order in which a document names them. It goes
/// by the name it has when it is not measured: "vitamin D" rather than "25-hydroxyvitamin D".
fn merged(mut entries: Vec<Entry>) -> Concept {
    entries.sort_unstable_by_key(|entry| (entry.kind() == Kind::Analyte, entry.kind()));
    let mut all = entries.into_iter().map(concept);
    let mut merged = all.next().expect("a concept is noted with an entry");
    for other in all {
        merged.codes.extend(other.codes);
        merged.members.extend(other.members);
    }
    merged
}

/// `loinc:1975-2` as a coding.
fn coding(cell: &str) -> Option<Coding> {
    let (system, code) = cell.split_once(':')?;
    let system = match system {
        "loinc" => "http://loinc.org",
        "icd10cm" => "http://hl7.org/fhir/sid/icd-10-cm",
        "mondo" => "http://purl.obolibrary.org/obo/mondo.owl",
        "doid" => "http://purl.obolibrary.org/obo/doid.owl",
        "rxnorm" => "http://www.nlm.nih.gov/research/umls/rxnorm",
        "unii" => "http://fdasis.nlm.nih.gov",
        "drugbank" => "http://www.drugbank.ca",
        "mesh" => "http://id.nlm.nih.gov/mesh",
        _ => return None,
    };
    Some(Coding { system: system.to_owned(), code: code.to_owned(), display: None })
}

/// What kind of leaf states a concept of this kind.
pub fn leaf_kind(kind: Kind) -> LeafKind {
    match kind {
        Kind::Analyte | Kind::Score => LeafKind::Measurement,
        Kind::Condition => LeafKind::Condition,
        Kind::Procedure => LeafKind::Procedure,
        Kind::Drug | Kind::DrugClass => LeafKind::Drug,
        _ => LeafKind::Observation,
    }
}
