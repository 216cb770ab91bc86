//! The form that every table of the vocabulary keeps, whoever wrote it. What is particular to the tables of measurements
//! and of clinical concepts is in `lexicon_measurements.rs` and `lexicon_clinical.rs`.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use trial_extract::lex::{Lex, lex};

#[allow(dead_code)]
#[path = "../src/lex/normal.rs"]
mod normal;

/// Tables whose terms are looked up without the rest of the vocabulary, by what stands around them, and may repeat:
/// in headings, one word opens an inclusion, an exclusion or neither; stop words are kept by the reason to drop them;
/// what tells a drug's mention apart is looked up before it or after it; of cues, a word may have two uses ("around" three months, "around" the dose); stems are endings; of units, the case decides (`M` and `m`, `G` and `g`), which
/// their own test knows; in words, each list is one rule's.
const REPEATING: [&str; 8] =
    ["abbreviations", "cues", "drug_mentions", "headings", "stems", "stopwords", "units", "words"];

/// Every table: its name and its text, sorted by name.
fn tables() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("lexicons");
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut tables: Vec<(String, String)> = paths
        .filter(|path| path.extension().is_some_and(|ending| ending == "tsv"))
        .map(|path| (path.file_stem().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(&path).unwrap()))
        .collect();
    tables.sort();
    assert!(tables.len() > 20);
    tables
}

/// What is wrong with a table.
fn faults(name: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut fault = |what: String| found.push(format!("{name}: {what}"));
    if !text.ends_with('\n') || text.contains('\r') || text.starts_with('\u{feff}') {
        fault("lines end in LF, the last one too, and nothing stands before the header".to_owned());
    }
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    if !header.starts_with(&["id", "name", "terms"]) {
        fault(format!("the header is {header:?}"));
    }
    let (mut previous, mut owners) = ("", BTreeMap::new());
    for line in lines {
        let cells: Vec<&str> = line.split('\t').collect();
        let id = cells[0];
        if cells.len() != header.len() {
            fault(format!("{id:?} has {} cells of {}", cells.len(), header.len()));
            continue;
        }
        if id.is_empty() || cells[1].is_empty() || id <= previous {
            fault(format!("{id:?} is blank, has no name, or does not sort after {previous:?}"));
        }
        previous = id;
        for cell in cells.iter().filter(|cell| cell.trim() != **cell || cell.contains("||") || cell.starts_with('"')) {
            fault(format!("{id}: the cell {cell:?} is padded, quoted or has a gap"));
        }
        for code in column(&header, &cells, "codes").filter(|code| !has_form(code)) {
            fault(format!("{id}: the code {code:?}"));
        }
        let unit = column(&header, &cells, "unit").chain(if name == "units" { vec![id] } else { Vec::new() });
        for unit in unit.filter(|unit| octofhir_ucum::validate(unit).is_err()) {
            fault(format!("{id}: {unit:?} is no UCUM"));
        }
        if !REPEATING.contains(&name) {
            for term in [cells[1]].into_iter().chain(column(&header, &cells, "terms")) {
                let owner: &mut &str = owners.entry(normal::key(term)).or_insert(id);
                if *owner != id {
                    fault(format!("{term:?} stands in {owner} and in {id}"));
                }
            }
        }
    }
    found
}

/// The parts of the cell in a column; none where the table has no such column.
fn column<'a>(header: &[&str], cells: &[&'a str], name: &str) -> impl Iterator<Item = &'a str> + use<'a> {
    let cell = header.iter().position(|column| *column == name).map_or("", |at| cells[at]);
    cell.split('|').filter(|part| !part.is_empty())
}

/// Whether a code has the form of its system.
fn has_form(code: &str) -> bool {
    let Some((system, code)) = code.split_once(':') else { return false };
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    match system {
        "mondo" => code.len() == 7 && digits(code),
        "doid" | "rxnorm" => digits(code),
        "loinc" => code.split_once('-').is_some_and(|(body, check)| digits(body) && check.len() == 1 && digits(check)),
        "drugbank" => code.len() == 7 && code.strip_prefix("DB").is_some_and(digits),
        "unii" => code.len() == 10 && code.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()),
        "mesh" => code.strip_prefix(['C', 'D']).is_some_and(digits),
        "icd10cm" => code.starts_with(|c: char| c.is_ascii_uppercase()) && (3..=8).contains(&code.len()),
        _ => false,
    }
}

#[test]
fn every_table_keeps_its_form() {
    let found: Vec<String> = tables().iter().flat_map(|(name, text)| faults(name, text)).collect();
    assert!(found.is_empty(), "{} faults:\n{}", found.len(), found.join("\n"));
}

#[test]
fn faults_are_found() {
    let of = |rows: &str| faults("analytes", &format!("id\tname\tterms\tcodes\tunit\n{rows}")).len();
    assert_eq!(of("a\tHb\thaemoglobin\tloinc:718-7\tg/L\nb\tHct\thaematocrit\t\t%\n"), 0);
    assert_eq!(of("b\tHb\t\t\t\na\tHct\t\t\t\n"), 1, "the order");
    assert_eq!(of("a\tHb\thaemoglobin\t\t\nb\tHemoglobin\t\t\t\n"), 1, "a term of two concepts");
    assert_eq!(of("a\tHb\t\tsnomed:1\tg/Lx\n"), 2, "a code and a unit");
    assert_eq!(of("a\t\"Hb\"\tx||y\t\t\n"), 2, "quotes and a gap");
    assert_eq!(of("a\tHb\t\t\n"), 1, "a missing cell");
    assert_eq!(of("a\tHb\t\t\t"), 1, "no end of line");
}

/// Tables whose terms the lexer looks up in running text.
const IN_TEXT: [&str; 17] = [
    "analytes",
    "anchors",
    "conditions",
    "cues",
    "drug_classes",
    "drugs",
    "findings",
    "methods",
    "numerals",
    "observations",
    "outcomes",
    "procedures",
    "qualifiers",
    "routes",
    "scores",
    "settings",
    "subjects",
];

/// The terms with a full stop that the lexer does not read as one piece that stands for their row, or that would take
/// the stop of the sentence with them.
fn lost_at_a_stop(text: &str) -> Vec<String> {
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let rows = lines.map(|line| line.split('\t').collect::<Vec<_>>());
    let terms = rows.flat_map(|cells| {
        let dotted = column(&header, &cells, "terms").filter(|term| term.contains('.'));
        dotted.map(|term| (cells[0], term)).collect::<Vec<_>>()
    });
    let stands_for = |lex: Lex, id: &str| matches!(lex, Lex::Term(group) if group.entries().any(|e| e.id() == id));
    let read = |id: &str, term: &str| matches!(lex(term).lexemes[..], [lexeme] if stands_for(lexeme.lex, id));
    let ends = |term: &str| normal::key(term).ends_with('.');
    terms.filter(|(id, term)| !read(id, term) || ends(term)).map(|(id, term)| format!("{id}: {term:?}")).collect()
}

#[test]
fn a_term_with_a_full_stop_is_found_in_text() {
    let tables = tables();
    let tables = tables.iter().filter(|(name, _)| IN_TEXT.contains(&&**name));
    let lost: Vec<String> = tables.flat_map(|(_, text)| lost_at_a_stop(text)).collect();
    assert!(lost.is_empty(), "{} terms that no text can hold:\n{}", lost.len(), lost.join("\n"));
    assert_eq!(
        lost_at_a_stop("id\tname\tterms\nbilirubin_total\tTB\tt. bil|s.g.p.t.\n"),
        ["bilirubin_total: \"s.g.p.t.\""]
    );
    assert_eq!(lost_at_a_stop("id\tname\tterms\ntype_word\ttype\tno.\n"), ["type_word: \"no.\""]);
}

#[test]
fn no_cue_stands_in_two_rows() {
    let text = tables().into_iter().find(|(name, _)| name == "cues").unwrap().1;
    let mut owners: BTreeMap<String, &str> = BTreeMap::new();
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        for term in cells[2].split('|') {
            let owner: &mut &str = owners.entry(normal::key(term)).or_insert(cells[0]);
            assert_eq!(*owner, cells[0], "{term:?} stands in two rows");
        }
    }
}
