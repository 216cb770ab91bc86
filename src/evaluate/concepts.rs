//! Which recorded facts are about which concept.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::{Arc, RwLock};

use super::hierarchy;
use super::patient::{Certainty, Coded, Event, EventKind};
use super::program::{ConceptSet, Program};
use crate::lex::{Kind, look_up, narrower_id, normal};
use crate::lower::concept::known;
use crate::rule::Concept;

/// A map from short texts, which are hashed for every fact of every patient.
type Map<V> = HashMap<String, V, BuildHasherDefault<Fnv>>;

/// The hash of Fowler, Noll and Vo: for keys of a few bytes several times faster than the standard one. What is looked
/// up never adds a key that could be chosen to collide, but for [`Index::known`], where a slow record slows itself.
#[derive(Debug, Clone)]
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// A concept that an event is about, by its place in [`Index::ids`], and whether only its name says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct About {
    pub(super) id: u32,
    pub(super) by_name: bool,
}

/// Finds the concepts that codes and names stand for.
#[derive(Debug, Default)]
pub(super) struct Index {
    ids: Vec<String>,
    places: HashMap<String, u32>,
    /// System and code to concepts.
    codes: Map<Map<Vec<u32>>>,
    /// Names that the rules use themselves.
    names: Map<Vec<u32>>,
    /// What names have been found to stand for: of other things, and of drugs.
    known: [RwLock<Map<Arc<[u32]>>>; 2],
    /// For each concept, the sets it counts for, and those it stands above as a class.
    pub(super) members: Vec<Vec<u32>>,
    pub(super) classes: Vec<Vec<u32>>,
}

impl Index {
    /// An index of the sets; `mentions` are the words that the rules themselves use for a concept.
    pub(super) fn new(
        sets: &[ConceptSet],
        concepts: &BTreeMap<String, Concept>,
        mentions: &BTreeMap<String, BTreeSet<String>>,
    ) -> Self {
        let mut index = Self::default();
        for (place, set) in sets.iter().enumerate() {
            for id in &set.ids {
                let at = index.place(id);
                index.members[at as usize].push(place as u32);
            }
            for id in &set.classes {
                let at = index.place(id);
                index.classes[at as usize].push(place as u32);
            }
        }
        for at in 0..index.ids.len() {
            let id = index.ids[at].clone();
            let at = at as u32;
            let words = id.replace('_', " ");
            let concept = concepts.get(&id);
            let own = mentions.get(&id).into_iter().flatten().map(String::as_str);
            for name in own.chain([words.as_str()]).chain(concept.map(|c| c.name.as_str())) {
                let places = index.names.entry(normal::key(name)).or_default();
                if !places.contains(&at) {
                    places.push(at);
                }
            }
            let known = concept.is_none().then(|| known(&id)).flatten();
            for coding in concept.or(known.as_ref()).into_iter().flat_map(|c| &c.codes) {
                let codes = index.codes.entry(coding.system.clone()).or_default();
                codes.entry(coding.code.clone()).or_default().push(at);
            }
        }
        index
    }

    fn place(&mut self, id: &str) -> u32 {
        if let Some(at) = self.places.get(id) {
            return *at;
        }
        let at = self.ids.len() as u32;
        self.ids.push(id.to_owned());
        self.places.insert(id.to_owned(), at);
        self.members.push(Vec::new());
        self.classes.push(Vec::new());
        at
    }

    /// The concepts an event is about.
    pub(super) fn about(&self, event: &Event) -> Vec<About> {
        self.about_coded(&event.concept, event.kind == EventKind::Drug)
    }

    /// The concepts that codes stand for, or names where no code is known. A drug's name counts beside its code: the
    /// code may be that of a product of several ingredients.
    pub(super) fn about_coded(&self, coded: &Coded, drug: bool) -> Vec<About> {
        let mut about: Vec<About> = Vec::new();
        for code in &coded.codings {
            let Some(codes) = self.codes.get(&code.system) else { continue };
            for id in codes_for(codes, &code.system, &code.code) {
                if !about.iter().any(|a| a.id == id) {
                    about.push(About { id, by_name: false });
                }
            }
        }
        if about.is_empty() || drug {
            for name in &coded.names {
                for &id in self.named(name, drug).iter() {
                    if !about.iter().any(|a| a.id == id) {
                        about.push(About { id, by_name: true });
                    }
                }
            }
        }
        about
    }

    /// The concepts of the rules that a name stands for: by their own words, or by the vocabulary.
    fn named(&self, name: &str, drug: bool) -> Arc<[u32]> {
        let known = &self.known[usize::from(drug)];
        if let Some(found) = known.read().ok().and_then(|known| known.get(name).cloned()) {
            return found;
        }
        let name = strip_tag(name);
        let mut found = self.find(name);
        if found.is_empty() {
            // "other infection", "planned vascular reconstruction", "serum hCG": the word before says how the record
            // speaks of it, or what it was measured in.
            let rest =
                ["other ", "planned ", "plasma ", "serum ", "urine "].iter().find_map(|word| name.strip_prefix(word));
            found = rest.map(|rest| self.find(rest)).unwrap_or_default();
        }
        if found.is_empty() {
            found = self.narrower_class(name);
        }
        if found.is_empty() && drug {
            // "mycophenolate mofetil 500 MG Oral Tablet": the longest beginning that is a name.
            let words: Vec<_> = name.split(' ').collect();
            let beginnings = (1..words.len()).rev().map(|n| words[..n].join(" "));
            found = beginnings.map(|b| self.find(&b)).find(|f| !f.is_empty()).unwrap_or_default();
        }
        let found: Arc<[u32]> = found.into();
        if let Ok(mut known) = known.write() {
            known.insert(name.to_owned(), found.clone());
        }
        found
    }

    /// "long-acting G-CSF": the class of drugs that the vocabulary has for a qualifier and a class.
    fn narrower_class(&self, name: &str) -> Vec<u32> {
        let of = |words: &str, kind| look_up(words).and_then(|group| group.of(kind));
        let class = name.match_indices(' ').find_map(|(at, _)| {
            let (qualifier, class) = (of(&name[..at], Kind::Qualifier)?, of(&name[at + 1..], Kind::DrugClass)?);
            self.places.get(&narrower_id(qualifier.id(), class.id())).copied()
        });
        class.into_iter().collect()
    }

    fn find(&self, name: &str) -> Vec<u32> {
        let mut found = self.names.get(&normal::key(name)).cloned().unwrap_or_default();
        let entries = look_up(name).into_iter().flat_map(|group| group.entries().collect::<Vec<_>>());
        for entry in entries.filter(|entry| entry.kind().is_concept()) {
            if let Some(at) = self.places.get(entry.id()).filter(|at| !found.contains(at)) {
                found.push(*at);
            }
        }
        found
    }
}

/// The sets of a program that an event is about; see [`Program::matched`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Matched {
    /// The sets it counts for, by their place in [`Program::sets`], and whether its name alone says so.
    pub sets: Vec<(usize, bool)>,
    /// The sets of which there is none, where the event is recorded not to be so.
    pub absent: Vec<usize>,
}

impl Program {
    /// The ids of the concepts of the rules that codes and words stand for, sorted; `drug` as for a drug's name.
    pub fn concepts(&self, coded: &Coded, drug: bool) -> Vec<&str> {
        let about = self.index.about_coded(coded, drug);
        let mut ids: Vec<_> = about.iter().map(|about| self.index.ids[about.id as usize].as_str()).collect();
        ids.sort_unstable();
        ids
    }

    /// The names that the rules themselves use for their concepts, in normal form: name to ids, both sorted.
    pub(crate) fn own_names(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        let ids = |places: &Vec<u32>| places.iter().map(|at| self.index.ids[*at as usize].as_str()).collect();
        self.index.names.iter().map(|(name, places)| (name.as_str(), ids(places))).collect()
    }

    /// The codes of the rules' concepts: system and code to ids, both sorted.
    pub(crate) fn codes(&self) -> BTreeMap<(&str, &str), BTreeSet<&str>> {
        let mut all = BTreeMap::new();
        for (system, codes) in &self.index.codes {
            for (code, places) in codes {
                let ids = places.iter().map(|at| self.index.ids[*at as usize].as_str()).collect();
                all.insert((system.as_str(), code.as_str()), ids);
            }
        }
        all
    }

    /// The ids of every concept that the rules are about, sorted.
    pub(crate) fn concept_ids(&self) -> BTreeSet<&str> {
        self.index.ids.iter().map(String::as_str).collect()
    }

    /// What an event is about: what the native evaluator goes by, and what fills the table of another one.
    pub fn matched(&self, event: &Event) -> Matched {
        let mut matched = Matched::default();
        for About { id, by_name } in self.index.about(event) {
            for set in self.index.members[id as usize].iter().map(|set| *set as usize) {
                if !matched.sets.iter().any(|(known, _)| *known == set) {
                    matched.sets.push((set, by_name));
                }
            }
            if event.certainty == Certainty::Refuted {
                matched.absent.extend(self.index.classes[id as usize].iter().map(|set| *set as usize));
            }
        }
        matched.absent.sort_unstable();
        matched.absent.dedup();
        matched
    }
}

/// The concepts of a code; an ICD-10 code also stands for the codes above it.
fn codes_for(codes: &Map<Vec<u32>>, system: &str, code: &str) -> Vec<u32> {
    let mut found = codes.get(code).cloned().unwrap_or_default();
    if system.contains("icd-10") {
        let ends = code.char_indices().rev().map(|(end, _)| end).take_while(|end| *end >= 3);
        for shorter in ends.map(|end| &code[..end]).filter(|shorter| !shorter.ends_with('.')) {
            found.extend(codes.get(shorter).into_iter().flatten());
        }
    }
    found
}

/// A SNOMED CT name without its semantic tag: "Gilbert syndrome (disorder)".
fn strip_tag(name: &str) -> &str {
    const TAGS: [&str; 7] =
        ["disorder", "finding", "procedure", "product", "situation", "substance", "observable entity"];
    match name.trim_end().strip_suffix(')').and_then(|rest| rest.rsplit_once(" (")) {
        Some((stem, tag)) if TAGS.contains(&tag) => stem,
        _ => name,
    }
}

/// Everything that counts as a concept: itself, its members and theirs.
pub(super) fn closure(id: &str, concepts: &BTreeMap<String, Concept>) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    let mut open = vec![id.to_owned()];
    while let Some(next) = open.pop() {
        if all.contains(&next) {
            continue;
        }
        match concepts.get(&next) {
            Some(concept) if !concept.members.is_empty() => open.extend(concept.members.iter().cloned()),
            _ => open.extend(hierarchy::members(&next).iter().map(|member| (*member).to_owned())),
        }
        all.insert(next);
    }
    all
}

/// The classes that a concept belongs to, itself included.
pub(super) fn classes_of(id: &str, concepts: &BTreeMap<String, Concept>) -> BTreeSet<String> {
    let mut parents: HashMap<&str, Vec<&str>> = HashMap::new();
    for (class, concept) in concepts {
        for member in &concept.members {
            parents.entry(member).or_default().push(class);
        }
    }
    let mut all: HashSet<&str> = HashSet::new();
    let mut open = vec![id];
    while let Some(next) = open.pop() {
        if all.insert(next) {
            open.extend(parents.get(next).into_iter().flatten());
            open.extend(hierarchy::classes(next));
        }
    }
    all.into_iter().map(str::to_owned).collect()
}
