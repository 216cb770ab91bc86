//! Concept sets by source code: what a site resolves to its own concept ids before it runs a definition.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::evaluate::program::ConceptSet;
use crate::lower::concept::known;
use crate::rule::Concept;

/// The `VOCABULARY_ID` of what has no public code: the code is our own id, for a site to map.
pub const OWN: &str = "trial-extract";

/// One member of a concept set: whatever has this code.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Item {
    vocabulary: &'static str,
    code: String,
    name: String,
    excluded: bool,
    descendants: bool,
}

impl Item {
    pub(super) fn new(vocabulary: &'static str, code: &str, name: &str) -> Self {
        let (code, name) = (code.to_owned(), name.to_owned());
        Self { vocabulary, code, name, excluded: false, descendants: false }
    }

    /// What stands where there is no concept for something.
    pub(super) fn unmapped() -> Self {
        Self::new("None", "No matching concept", "No matching concept")
    }

    fn json(&self) -> Value {
        let Self { vocabulary, code, name, excluded, descendants } = self;
        // The only concept with an id that is the same everywhere.
        let id = (*self == Self { excluded: *excluded, ..Self::unmapped() }).then_some(0);
        json!({
            "concept": {"CONCEPT_ID": id, "CONCEPT_NAME": name, "CONCEPT_CODE": code, "VOCABULARY_ID": vocabulary},
            "isExcluded": excluded,
            "includeDescendants": descendants,
            "includeMapped": false,
        })
    }
}

/// The concept sets of a definition, each once; their ids are their places.
#[derive(Debug, Default)]
pub(super) struct Sets {
    sets: Vec<(String, Vec<Item>)>,
    /// The ids of the concepts of those that are about some.
    ids: BTreeMap<usize, Vec<String>>,
}

impl Sets {
    /// The id of a set of these items.
    pub(super) fn add(&mut self, name: &str, items: Vec<Item>) -> usize {
        let known = self.sets.iter().position(|(_, known)| *known == items);
        known.unwrap_or_else(|| {
            self.sets.push((name.to_owned(), items));
            self.sets.len() - 1
        })
    }

    /// The id of a set that has one item more.
    pub(super) fn widened(&mut self, set: usize, item: Item) -> usize {
        let (name, mut items) = self.sets[set].clone();
        items.push(item);
        self.add(&format!("{name}, or not mapped"), items)
    }

    /// The id of the set of what is in either of two.
    pub(super) fn joined(&mut self, one: usize, other: usize, name: &str) -> usize {
        let items = [one, other].map(|set| self.sets[set].1.clone()).concat();
        self.add(name, items)
    }

    /// The set of everything that counts as a concept, without what counts as one of the others.
    pub(super) fn concept(
        &mut self,
        set: &ConceptSet,
        without: &[&ConceptSet],
        concepts: &BTreeMap<String, Concept>,
    ) -> usize {
        let with_descendants = |excluded| move |item: Item| Item { descendants: true, excluded, ..item };
        let mut items: Vec<_> = items(&set.ids, concepts).into_iter().map(with_descendants(false)).collect();
        let mut name = set.name.clone();
        for other in without {
            items.extend(self::items(&other.ids, concepts).into_iter().map(with_descendants(true)));
            name = format!("{name}, no {}", other.name);
        }
        let at = self.add(&name, items);
        self.ids.insert(at, set.ids.clone());
        at
    }

    /// Of the concepts of a set, those that are also `how` ("severe"), which have codes of our own; nothing for a set that is
    /// not about concepts.
    pub(super) fn narrowed(&mut self, set: usize, how: &str) -> Option<usize> {
        let narrow: Vec<_> = self.ids.get(&set)?.iter().map(|id| narrow(id, how)).collect();
        let (name, items) = &self.sets[set];
        let excluded = items.iter().filter(|item| item.excluded).cloned();
        let (name, items) = (format!("{name}: {how}"), narrow.into_iter().chain(excluded).collect());
        Some(self.add(&name, items))
    }

    /// The concepts of a set without those that are also one of `hows`.
    pub(super) fn contrary(&mut self, set: usize, hows: &[&str]) -> Option<usize> {
        let ids = self.ids.get(&set)?.clone();
        let narrow = ids.iter().flat_map(|id| hows.iter().map(|how| Item { excluded: true, ..narrow(id, how) }));
        let (name, items) = &self.sets[set];
        let name = if hows.is_empty() { name.clone() } else { format!("{name}, not {}", hows.join(", ")) };
        let items = items.iter().cloned().chain(narrow).collect();
        let at = self.add(&name, items);
        self.ids.insert(at, ids);
        Some(at)
    }

    /// The set of those whose recorded absence means that there is none of a concept: itself and the classes above it.
    pub(super) fn absence(&mut self, set: &ConceptSet, concepts: &BTreeMap<String, Concept>) -> usize {
        self.add(&format!("{}: itself and above", set.name), items(&set.classes, concepts))
    }

    /// The set of one concept of the vocabulary.
    pub(super) fn one(&mut self, id: &str, concepts: &BTreeMap<String, Concept>) -> usize {
        let name = concepts.get(id).map_or_else(|| id.replace('_', " "), |c| c.name.clone());
        let items = items(std::slice::from_ref(&id.to_owned()), concepts);
        self.add(&name, items.into_iter().map(|item| Item { descendants: true, ..item }).collect())
    }

    /// The sets that `rules` name, numbered in the order in which they name them.
    pub(super) fn json(&self, rules: &mut [Value]) -> Value {
        let mut used = Vec::new();
        rules.iter_mut().for_each(|rule| number(rule, &mut used));
        let set = |(id, at): (usize, &usize)| {
            let (name, items) = &self.sets[*at];
            let items: Vec<_> = items.iter().map(Item::json).collect();
            json!({"id": id, "name": name, "expression": {"items": items}})
        };
        used.iter().enumerate().map(set).collect()
    }
}

/// Gives the sets that are named the ids of the definition.
fn number(value: &mut Value, used: &mut Vec<usize>) {
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                match field.as_u64().and_then(|id| usize::try_from(id).ok()).filter(|_| name == "CodesetId") {
                    Some(set) => {
                        let known = used.iter().position(|known| *known == set);
                        *field = known.unwrap_or(used.len()).into();
                        if known.is_none() {
                            used.push(set);
                        }
                    }
                    None => number(field, used),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| number(item, used)),
        _ => {}
    }
}

/// The vocabulary and code of each item that stands for a concept in concept sets.
pub fn codes(id: &str, concepts: &BTreeMap<String, Concept>) -> Vec<(&'static str, String)> {
    items(&[id.to_owned()], concepts).into_iter().map(|item| (item.vocabulary, item.code)).collect()
}

/// What is about a concept and also `how`, with all below it.
fn narrow(id: &str, how: &str) -> Item {
    let name = format!("{} ({how})", id.replace('_', " "));
    Item { descendants: true, ..Item::new(OWN, &format!("{id}:{how}"), &name) }
}

/// The codes of these concepts; our own id for one that has none.
fn items(ids: &[String], concepts: &BTreeMap<String, Concept>) -> Vec<Item> {
    let mut items = BTreeSet::new();
    for id in ids {
        let below = if concepts.contains_key(id) { None } else { known(id) };
        let concept = concepts.get(id).or(below.as_ref());
        let name = concept.map_or_else(|| id.replace('_', " "), |c| c.name.clone());
        let codes: Vec<_> = concept.into_iter().flat_map(|c| &c.codes).collect();
        let known = codes.iter().filter_map(|c| Some((vocabulary(&c.system)?, &c.code)));
        let known: Vec<_> = known.map(|(vocabulary, code)| Item::new(vocabulary, code, &name)).collect();
        if known.is_empty() {
            items.insert(Item::new(OWN, id, &name));
        }
        items.extend(known);
    }
    items.into_iter().collect()
}

/// What the OMOP vocabularies call a code system, or would.
fn vocabulary(system: &str) -> Option<&'static str> {
    const SYSTEMS: [(&str, &str); 8] = [
        ("loinc", "LOINC"),
        ("icd-10-cm", "ICD10CM"),
        ("rxnorm", "RxNorm"),
        ("mesh", "MeSH"),
        ("fdasis", "UNII"),
        ("drugbank", "DrugBank"),
        ("mondo", "Mondo"),
        ("doid", "DOID"),
    ];
    let system = system.to_ascii_lowercase();
    SYSTEMS.iter().find(|(part, _)| system.contains(part)).map(|(_, name)| *name)
}
