//! Compiles `lexicons/*.tsv` into one finite-state map that is searched in place, and the closed class of cue words
//! into an enum, so that a cue the grammar names and the table lacks is a compile error.
//!
//! Written to `OUT_DIR`: `vocabulary.fst` (normal form of a term → group), `groups.bin` (group → entries),
//! `entries.bin` (entry → kind and row), `above.places` and `above.bin` (entry → the classes it is a member of),
//! `heads.fst` (the nouns that names end in), `ids.slots` (kind and id → entry), `first.slots`, `first.bin` and `first.txt` (a term's first token → node of the
//! map), `rows.tsv` (the rows, one a line), `cues.rs` (the enum), `stems.rs` (the endings of drug names),
//! `narratives.rs` and `headings.rs` (phrases, to be searched where they are), `words.rs` (the closed lists of
//! words that single rules ask for).

#[path = "src/lex/normal.rs"]
mod normal;
#[path = "src/lex/slots.rs"]
mod slots;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The tables with terms, by their kind: its number here is the discriminant of `lex::Kind`.
const TABLES: &[(&str, bool)] = &[
    ("cues", false),
    ("numerals", false),
    ("units", true),
    ("analytes", true),
    ("scores", true),
    ("conditions", true),
    ("procedures", true),
    ("drugs", true),
    ("drug_classes", true),
    ("observations", true),
    ("anchors", true),
    ("qualifiers", false),
    ("findings", false),
    ("routes", false),
    ("methods", true),
    ("settings", true),
    ("subjects", true),
    ("outcomes", false),
];

/// The tables of things that criteria are about, whose names end in a noun.
const HEADED: &[&str] =
    &["analytes", "scores", "conditions", "procedures", "drugs", "drug_classes", "observations", "settings"];

/// Set in an entry reference when the form counts only in capitals (for units: exactly as written).
const CASED: u32 = 1 << 31;

/// Set in an entry reference when the form counts only as it is written, and then alone ("PsA" is no PSA).
const EXACT: u32 = 1 << 30;

/// Column of `drug_classes.tsv` and `conditions.tsv`: the ids of a class's members.
const MEMBERS: usize = 5;

/// One row of a table.
struct Entry {
    kind: u8,
    cue: u16,
    /// Whether it is from a table made from open sources: a document asks for few of these.
    open: bool,
    row: String,
}

impl Entry {
    fn id(&self) -> &str {
        self.row.split('\t').next().unwrap_or("")
    }
}

#[derive(Default)]
struct Vocabulary {
    groups: BTreeMap<String, Vec<u32>>,
    entries: Vec<Entry>,
    cues: Vec<String>,
    /// Names of classes of drugs that are no plural of a member's name ("tetracyclines" are not tetracycline).
    classes: BTreeSet<String>,
}

fn main() {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it"));
    println!("cargo::rerun-if-changed=lexicons");
    println!("cargo::rerun-if-changed=src/lex/normal.rs");
    println!("cargo::rerun-if-changed=src/lex/slots.rs");
    let mut vocabulary = Vocabulary::default();
    let mut hash = Fnv::default();
    vocabulary.classes = class_names(&fs::read_to_string(root.join("lexicons/drug_classes.tsv")).expect("it is there"));
    for (kind, (table, plural)) in TABLES.iter().enumerate() {
        for stem in [(*table).to_owned(), format!("{table}_open")] {
            let path = root.join("lexicons").join(format!("{stem}.tsv"));
            if let Ok(text) = fs::read_to_string(&path) {
                hash.add(text.as_bytes());
                vocabulary.read(kind as u8, table, *plural, &text, &path);
            }
        }
    }
    let salts = fs::read_to_string(root.join("lexicons/salts.tsv")).expect("the table of salts is there");
    hash.add(salts.as_bytes());
    vocabulary.salts(&salts);
    vocabulary.endings();
    vocabulary.write(&out);
    let stems = fs::read_to_string(root.join("lexicons/stems.tsv")).expect("the table of stems is there");
    hash.add(stems.as_bytes());
    fs::write(out.join("stems.rs"), stem_table(&stems)).expect("OUT_DIR is writable");
    let mut code = |table: &str, code: fn(&str) -> String| {
        let text = fs::read_to_string(root.join("lexicons").join(format!("{table}.tsv"))).expect("the table is there");
        hash.add(text.as_bytes());
        fs::write(out.join(format!("{table}.rs")), code(&text)).expect("OUT_DIR is writable");
    };
    code("narratives", phrase_table);
    code("headings", heading_table);
    code("words", word_lists);
    println!("cargo::rustc-env=LEXICON_HASH={:016x}", hash.0);
}

impl Vocabulary {
    fn read(&mut self, kind: u8, table: &str, plural: bool, text: &str, path: &Path) {
        let open = path.file_stem().is_some_and(|stem| stem.to_string_lossy().ends_with("_open"));
        let mut lines = text.lines();
        let header: Vec<&str> = lines.next().unwrap_or("").split('\t').collect();
        let column = |name: &str| header.iter().position(|h| *h == name);
        let (name, terms, abbr) = (column("name"), column("terms"), column("abbr"));
        for (number, line) in lines.enumerate().filter(|(_, l)| !l.is_empty()) {
            let cells: Vec<&str> = line.split('\t').collect();
            assert!(
                cells.len() == header.len(),
                "{}:{}: {} cells, header has {}",
                path.display(),
                number + 2,
                cells.len(),
                header.len()
            );
            let cue = if table == "cues" { self.cue(cells[0]) } else { 0 };
            let entry = self.entries.len() as u32;
            self.entries.push(Entry { kind, cue, open, row: line.to_owned() });
            let cell = |at: Option<usize>| at.map_or("", |at| cells[at]);
            // The name of a cue is for readers; its terms say how it is written.
            let named = (!matches!(table, "cues" | "numerals")).then(|| cell(name));
            for term in named.into_iter().chain(cell(terms).split('|')).filter(|t| !t.is_empty()) {
                self.term(term, entry, plural, table == "drugs");
            }
            for form in cell(abbr).split('|').filter(|t| !t.is_empty()) {
                let mixed = table != "units" && form.chars().any(char::is_lowercase);
                self.group(normal::key(form), entry | if mixed { EXACT } else { CASED });
            }
        }
    }

    /// The salts of drugs whose name or term is one word, of the table made by hand, which no row has as a term: "tramadol
    /// HCl".
    fn salts(&mut self, table: &str) {
        let salts: Vec<&str> = table.lines().skip(1).filter_map(|line| line.split('\t').nth(1)).collect();
        let drug = |entry: &Entry| TABLES[usize::from(entry.kind)].0 == "drugs" && !entry.open;
        let one_word = |name: &&str| !name.is_empty() && !name.contains(' ');
        let names_of = |entry: &Entry| {
            let cells = entry.row.split('\t').skip(1).take(2).flat_map(|cell| cell.split('|'));
            cells.filter(one_word).map(str::to_owned).collect::<Vec<_>>()
        };
        let drugs = (0..).zip(&self.entries).filter(|(_, entry)| drug(entry));
        let names: Vec<(u32, String)> =
            drugs.flat_map(|(n, e)| names_of(e).into_iter().map(move |name| (n, name))).collect();
        for (entry, name) in names {
            for key in salts.iter().map(|salt| normal::key(&format!("{name} {salt}"))) {
                self.groups.entry(key).or_insert_with(|| vec![entry]);
            }
        }
    }

    /// The names of drugs that end in "-in" or "-ine" as other languages end them, which no row has as a term: "doxorubicin*e*", "gemcitabin".
    /// Of names in the table made by hand, and long ones only, for a short one may be another word.
    fn endings(&mut self) {
        const LONG: usize = 8;
        let drug = |entry: &Entry| TABLES[usize::from(entry.kind)].0 == "drugs" && !entry.open;
        let other = |name: &str| match name {
            _ if name.len() < LONG || !name.bytes().all(|b| b.is_ascii_lowercase()) => None,
            _ if name.ends_with("in") => Some(format!("{name}e")),
            _ => name.strip_suffix('e').filter(|short| short.ends_with("in")).map(str::to_owned),
        };
        let names: Vec<(u32, String)> = (0..)
            .zip(&self.entries)
            .filter(|(_, entry)| drug(entry))
            .filter_map(|(n, entry)| Some((n, other(entry.row.split('\t').nth(1)?)?)))
            .collect();
        for (entry, name) in names {
            self.groups.entry(name).or_insert_with(|| vec![entry]);
        }
    }

    fn cue(&mut self, id: &str) -> u16 {
        self.cues.push(id.to_owned());
        self.cues.len() as u16
    }

    fn term(&mut self, term: &str, entry: u32, plural: bool, drug: bool) {
        let key = normal::key(term);
        if plural && let Some(many) = pluralised(&key).filter(|many| !(drug && self.classes.contains(many))) {
            self.group(many, entry);
        }
        self.group(key, entry);
    }

    fn group(&mut self, key: String, entry: u32) {
        let group = self.groups.entry(key).or_default();
        if !group.iter().any(|e| *e == entry || e & !(CASED | EXACT) == entry) {
            group.push(entry);
        }
    }

    /// The first tokens of all terms: where each stands, what it leads to, and their names. Those of the tables made by
    /// hand come first.
    fn first_tokens(&self, map: &[u8]) -> (Vec<u8>, Vec<u8>, String) {
        let map = fst::raw::Fst::new(map).expect("it has just been written");
        let mut rank = BTreeMap::<&str, bool>::new();
        for (key, entries) in &self.groups {
            let open = entries.iter().all(|at| self.entries[(at & !(CASED | EXACT)) as usize].open);
            let token = key.split(' ').next().unwrap_or(key);
            rank.entry(token).and_modify(|all| *all &= open).or_insert(open);
        }
        let mut tokens: Vec<&str> = rank.keys().copied().filter(|token| !token.is_empty()).collect();
        tokens.sort_by_key(|token| rank[token]);
        let (mut first, mut names) = (Vec::new(), String::new());
        for token in &tokens {
            let (mut node, mut output) = (map.root(), 0);
            for byte in token.bytes() {
                let transition = node.transition(node.find_input(byte).expect("a key begins with it"));
                output += transition.out.value();
                node = map.node(transition.addr);
            }
            let fields = [names.len() as u32, token.len() as u32, node.addr() as u32, output as u32];
            first.extend(fields.iter().flat_map(|field| field.to_le_bytes()));
            names.push_str(token);
        }
        let hashes: Vec<u64> = tokens.iter().map(|token| slots::hash(token.as_bytes())).collect();
        (slots::table(&hashes).concat(), first, names)
    }

    /// The last words of the names of what criteria are about, which are the nouns that a name can have.
    fn heads(&self) -> BTreeSet<&str> {
        let kind = |at: &u32| self.entries[(at & !(CASED | EXACT)) as usize].kind;
        let named = |at: &u32| HEADED.contains(&TABLES[usize::from(kind(at))].0);
        let names = self.groups.iter().filter(|(_, entries)| entries.iter().any(named));
        let word = |head: &&str| head.len() > 2 && head.bytes().all(|b| b.is_ascii_lowercase());
        names.filter_map(|(key, _)| key.rsplit(' ').next()).filter(word).collect()
    }

    /// The entries and their rows. The rows of the tables made by hand come first.
    fn rows(&self) -> (Vec<u8>, String) {
        let (mut rows, mut at) = (String::new(), vec![0; self.entries.len()]);
        for open in [false, true] {
            for (number, entry) in self.entries.iter().enumerate().filter(|(_, entry)| entry.open == open) {
                at[number] = rows.len() as u32;
                rows.push_str(&entry.row);
                rows.push('\n');
            }
        }
        let mut entries = Vec::new();
        for (entry, at) in self.entries.iter().zip(at) {
            entries.push(entry.kind);
            entries.extend(entry.cue.to_le_bytes());
            entries.extend(at.to_le_bytes());
            entries.push(u8::try_from(entry.id().len()).expect("an id is shorter than 256 bytes"));
        }
        (entries, rows)
    }

    /// Where the classes that each entry is a member of begin in the list of them, with its end; and that list.
    fn classes_above(&self) -> (Vec<u8>, Vec<u8>) {
        let mut above: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for (number, entry) in (0..).zip(&self.entries) {
            let classes = matches!(TABLES[usize::from(entry.kind)].0, "conditions" | "drug_classes");
            let members = entry.row.split('\t').nth(MEMBERS).filter(|_| classes).unwrap_or("");
            members.split('|').filter(|id| !id.is_empty()).for_each(|id| above.entry(id).or_default().push(number));
        }
        let (mut places, mut list) = (0u32.to_le_bytes().to_vec(), Vec::new());
        for entry in &self.entries {
            list.extend(above.get(entry.id()).into_iter().flatten().flat_map(|class| class.to_le_bytes()));
            places.extend((list.len() as u32).to_le_bytes());
        }
        (places, list)
    }

    fn write(&self, out: &Path) {
        let mut map = fst::MapBuilder::memory();
        let mut groups: Vec<u8> = Vec::new();
        for (key, entries) in &self.groups {
            map.insert(key, groups.len() as u64).expect("keys are sorted");
            groups.extend((entries.len() as u32).to_le_bytes());
            entries.iter().for_each(|e| groups.extend(e.to_le_bytes()));
        }
        let write = |name: &str, bytes: &[u8]| fs::write(out.join(name), bytes).expect("OUT_DIR is writable");
        let map = map.into_inner().expect("in memory");
        let (first_slots, first, names) = self.first_tokens(&map);
        write("first.slots", &first_slots);
        write("first.bin", &first);
        write("first.txt", names.as_bytes());
        write("vocabulary.fst", &map);
        let heads = fst::Set::from_iter(self.heads()).expect("they are sorted");
        write("heads.fst", heads.as_fst().as_bytes());
        write("groups.bin", &groups);
        let (entries, rows) = self.rows();
        write("entries.bin", &entries);
        let (places, classes) = self.classes_above();
        write("above.places", &places);
        write("above.bin", &classes);
        write("rows.tsv", rows.as_bytes());
        let of = |entry: &Entry| slots::hash(entry.id().as_bytes()) ^ u64::from(entry.kind);
        write("ids.slots", slots::table(&self.entries.iter().map(of).collect::<Vec<_>>()).as_flattened());
        let mut code = String::from(
            "/// The closed class of words that carry structure; one variant a row of `lexicons/cues.tsv`.\n\
             #[allow(missing_docs)]\n#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]\n#[repr(u16)]\npub enum Cue {\n",
        );
        for cue in &self.cues {
            code.push_str(&format!("    {},\n", camel(cue)));
        }
        code.push_str(
            "}\n\nimpl Cue {\n    /// Every cue, in the order of the table.\n    pub const ALL: &'static [Cue] = &[\n",
        );
        for cue in &self.cues {
            code.push_str(&format!("        Cue::{},\n", camel(cue)));
        }
        code.push_str("    ];\n}\n");
        write("cues.rs", code.as_bytes());
    }
}

/// The table of stems as code: stem, class, and ordinary words that end in it.
fn stem_table(text: &str) -> String {
    let mut code = String::from("/// Stem, class of the drugs that end in it, ordinary words that do too.\n");
    code.push_str("static STEMS: &[(&str, &str, &str)] = &[\n");
    for line in text.lines().skip(1).filter(|l| !l.is_empty()) {
        let cells: Vec<&str> = line.split('\t').collect();
        assert!(cells.len() == 5 && cells[0].len() > 2, "stems.tsv: {line}");
        code.push_str(&format!("    ({:?}, {:?}, {:?}),\n", cells[0], cells[3], cells[4]));
    }
    code.push_str("];\n");
    code
}

/// The lists of words as constants.
fn word_lists(text: &str) -> String {
    let constant = |line: &str| {
        let cells: Vec<&str> = line.split('\t').collect();
        assert!(cells.len() == 3, "words.tsv: {line}");
        let words: Vec<&str> = cells[2].split('|').collect();
        let id = cells[0].to_ascii_uppercase();
        format!("/// {}.\npub const {id}: &[&str] = &{words:?};\n", cells[1])
    };
    text.lines().skip(1).map(constant).collect()
}

/// The phrases of a table in normal form by their first word, the longest of a word first, each with the row it stands in
/// (the first, where several have it); and the slots of the first words.
fn phrase_table(text: &str) -> String {
    let mut phrases = BTreeMap::new();
    for cells in text.lines().skip(1).map(|line| line.split('\t').collect::<Vec<_>>()) {
        for (column, opens) in [(2, false), (3, true)] {
            for phrase in cells[column].split('|').filter(|phrase| !phrase.is_empty()) {
                phrases.entry(normal::key(phrase)).or_insert((cells[0], opens));
            }
        }
    }
    let mut words: BTreeMap<&str, Vec<(&str, &str, bool)>> = BTreeMap::new();
    for (phrase, (id, opens)) in &phrases {
        words.entry(phrase.split(' ').next().unwrap_or("")).or_default().push((phrase, id, *opens));
    }
    words.values_mut().for_each(|phrases| phrases.sort_by_key(|(phrase, ..)| std::cmp::Reverse(phrase.len())));
    let rows: String = words.iter().map(|(word, phrases)| format!("    ({word:?}, &{phrases:?}),\n")).collect();
    let slots = slots_of(words.keys());
    format!(
        "/// Phrase, id of its row, whether it is one where it opens a clause alone.\n\
         type Phrase = (&'static str, &'static str, bool);\n\n\
         /// First word, and its phrases, the longest first.\n\
         static PHRASES: &[(&str, &[Phrase])] = &[\n{rows}];\n\n\
         /// Where the first words stand in it.\n\
         static SLOTS: &[[u8; slots::SLOT]] = &{slots};\n"
    )
}

/// The slots of these keys as code, each at its place.
fn slots_of<'k>(keys: impl Iterator<Item = &'k &'k str>) -> String {
    format!("{:?}", slots::table(&keys.map(|key| slots::hash(key.as_bytes())).collect::<Vec<_>>()))
}

/// The table of headings as code: its terms and their slots, with a bit for each row they stand in whole, begin and end a term
/// of; and the bit of each row by its id.
fn heading_table(text: &str) -> String {
    let mut terms: BTreeMap<&str, [u32; 3]> = BTreeMap::new();
    let mut cues = String::new();
    for (row, line) in text.lines().skip(1).enumerate() {
        let mut cells = line.split('\t');
        let id = cells.next().unwrap_or("");
        cues.push_str(&format!("pub(super) const {}: Cue = Cue(1 << {row});\n", id.to_ascii_uppercase()));
        for term in cells.flat_map(|cell| cell.split('|')) {
            let words = [term, term.split(' ').next().unwrap_or(term), term.rsplit(' ').next().unwrap_or(term)];
            words.iter().enumerate().for_each(|(what, word)| terms.entry(word).or_default()[what] |= 1 << row);
        }
    }
    let rows: String = terms
        .iter()
        .map(|(term, [whole, first, last])| {
            format!("    ({term:?}, Bits {{ whole: {whole}, first: {first}, last: {last} }}),\n")
        })
        .collect();
    let slots = slots_of(terms.keys());
    format!(
        "{cues}\nstatic TERMS: &[(&str, Bits)] = &[\n{rows}];\n\n\
         /// Where each term stands in it.\nstatic SLOTS: &[[u8; slots::SLOT]] = &{slots};\n"
    )
}

/// The names and terms of the table of classes.
fn class_names(text: &str) -> BTreeSet<String> {
    let cells = text.lines().skip(1).flat_map(|line| line.split('\t').skip(1).take(2));
    cells.flat_map(|cell| cell.split('|')).filter(|term| !term.is_empty()).map(normal::key).collect()
}

fn camel(id: &str) -> String {
    id.split('_').map(|part| part[..1].to_ascii_uppercase() + &part[1..]).collect()
}

/// The regular plural of a key's last word, where it is a word that can have one.
fn pluralised(key: &str) -> Option<String> {
    let last = key.rsplit(' ').next()?;
    if last.len() < 3 || !last.bytes().all(|b| b.is_ascii_alphabetic()) || last.ends_with("ss") && last.len() < 4 {
        return None;
    }
    let before_y = last.as_bytes()[last.len() - 2];
    let stem = |n: usize| &key[..key.len() - n];
    Some(match last {
        _ if last.ends_with("is") => format!("{}es", stem(2)),
        _ if last.ends_with('y') && !b"aeiou".contains(&before_y) => format!("{}ies", stem(1)),
        _ if ["s", "x", "z", "ch", "sh"].iter().any(|e| last.ends_with(e)) => format!("{key}es"),
        _ => format!("{key}s"),
    })
}

/// FNV-1a, enough to tell one vocabulary from another.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    fn add(&mut self, bytes: &[u8]) {
        for b in bytes {
            self.0 = (self.0 ^ u64::from(*b)).wrapping_mul(0x100_0000_01b3);
        }
    }
}
