//! Hygiene of the tables of drugs, classes of drugs, conditions, procedures and observations.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

#[allow(dead_code)]
#[path = "../src/lex/normal.rs"]
mod normal;

const HAND: [&str; 5] = ["conditions", "drug_classes", "drugs", "observations", "procedures"];
const OPEN: [&str; 2] = ["conditions_open", "drugs_open"];

type Row = BTreeMap<String, String>;

fn table(stem: &str) -> Vec<Row> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("lexicons").join(format!("{stem}.tsv"));
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.ends_with('\n') && !text.contains('\r'), "{stem}: lines end in LF");
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap().split('\t').collect();
    lines
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            assert_eq!(cells.len(), header.len(), "{stem}: {line}");
            assert!(cells.iter().all(|c| c.trim() == *c && !c.contains("||")), "{stem}: {line}");
            header.iter().zip(cells).map(|(h, c)| ((*h).to_owned(), c.to_owned())).collect()
        })
        .collect()
}

fn parts<'a>(row: &'a Row, column: &str) -> impl Iterator<Item = &'a str> {
    row[column].split('|').filter(|part| !part.is_empty())
}

/// Everything that is looked up for a row, in normal form: name and terms, and what counts in capitals alone. What counts
/// only in capitals and small letters, as it is written ("EoE"), may stand beside the same letters in capitals.
fn forms(row: &Row) -> Vec<String> {
    let mixed = |form: &str| form.chars().any(char::is_lowercase);
    let named = [row["name"].as_str()].into_iter().chain(parts(row, "terms"));
    let mut forms: Vec<String> = named.chain(parts(row, "abbr").filter(|form| !mixed(form))).map(normal::key).collect();
    let exact: BTreeSet<String> = parts(row, "abbr").filter(|form| mixed(form)).map(normal::key).collect();
    forms.extend(exact.into_iter().filter(|form| !forms.contains(form)).collect::<Vec<_>>());
    forms
}

/// Faults of a table's ids, terms and codes. Empty when it is well kept.
fn faults(rows: &[Row]) -> Vec<String> {
    let mut found = Vec::new();
    let mut owners: BTreeMap<String, &str> = BTreeMap::new();
    for pair in rows.windows(2) {
        if pair[0]["id"] >= pair[1]["id"] {
            found.push(format!("not sorted or not unique: {}", pair[1]["id"]));
        }
    }
    for row in rows {
        let id = row["id"].as_str();
        if id.is_empty() || !id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_') {
            found.push(format!("no lower snake case: {id}"));
        }
        for form in forms(row) {
            if let Some(owner) = owners.insert(form.clone(), id) {
                found.push(format!("`{form}` stands in {owner} and in {id}"));
            }
        }
        found.extend(parts(row, "codes").filter(|c| !well_formed(c)).map(|c| format!("code {c} of {id}")));
    }
    found
}

fn well_formed(code: &str) -> bool {
    let Some((system, code)) = code.split_once(':') else { return false };
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let upper = |s: &str| s.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    match system {
        "mondo" => code.len() == 7 && digits(code),
        "doid" | "rxnorm" => digits(code),
        "drugbank" => code.len() == 7 && code.strip_prefix("DB").is_some_and(digits),
        "unii" => code.len() == 10 && upper(code),
        "mesh" => code.strip_prefix(['C', 'D']).is_some_and(digits),
        "icd10cm" => {
            let (category, rest) = code.split_once('.').unwrap_or((code, ""));
            category.len() == 3 && rest.len() <= 4 && upper(category) && upper(rest)
        }
        _ => false,
    }
}

#[test]
fn tables_are_well_kept() {
    for stem in HAND.into_iter().chain(OPEN) {
        assert_eq!(faults(&table(stem)), Vec::<String>::new(), "{stem}");
    }
}

#[test]
fn faults_are_found() {
    let row = |id: &str, name: &str, codes: &str| -> Row {
        [("id", id), ("name", name), ("terms", ""), ("abbr", ""), ("codes", codes)]
            .map(|(k, v)| (k.to_owned(), v.to_owned()))
            .into()
    };
    assert_eq!(faults(&[row("a", "haemoglobin", ""), row("b", "globin", "mondo:0005252")]), Vec::<String>::new());
    assert_eq!(faults(&[row("b", "x", ""), row("a", "y", "")]), ["not sorted or not unique: a"]);
    assert_eq!(
        faults(&[row("a", "Haemoglobin", ""), row("b", "hemoglobin", "")]),
        ["`hemoglobin` stands in a and in b"]
    );
    assert_eq!(faults(&[row("a", "x", "mondo:5252|snomed:1")]), ["code mondo:5252 of a", "code snomed:1 of a"]);
}

#[test]
fn terms_can_be_found_in_text() {
    // A term never reaches across brackets, commas and the like: one that has them would never be found.
    for stem in HAND.into_iter().chain(OPEN) {
        for row in table(stem) {
            for term in parts(&row, "terms").chain(parts(&row, "abbr")) {
                let other = normal::pieces(term).any(|p| matches!(p, normal::Piece::Other(_)));
                assert!(!other, "{stem}: {term} of {}", row["id"]);
            }
        }
    }
}

#[test]
fn generated_tables_leave_out_what_is_written_by_hand() {
    for (open, hand) in [("conditions_open", &["conditions"][..]), ("drugs_open", &["drugs", "drug_classes"])] {
        let rows: Vec<Row> = hand.iter().flat_map(|stem| table(stem)).collect();
        let taken: BTreeSet<String> = rows.iter().flat_map(forms).collect();
        let ids: BTreeSet<&str> = rows.iter().map(|row| row["id"].as_str()).collect();
        for row in table(open) {
            assert!(!ids.contains(row["id"].as_str()), "{open}: id {}", row["id"]);
            for form in forms(&row) {
                assert!(!taken.contains(&form), "{open}: `{form}` of {}; run lexicons/generate.py", row["id"]);
            }
        }
    }
}

#[test]
fn generated_tables_have_no_stop_word() {
    let stop: BTreeSet<String> =
        table("stopwords").iter().flat_map(|row| parts(row, "terms").map(normal::key).collect::<Vec<_>>()).collect();
    assert!(stop.contains("water"));
    for row in OPEN.into_iter().flat_map(table) {
        for form in forms(&row) {
            assert!(!stop.contains(&form), "`{form}` of {}", row["id"]);
        }
    }
}

#[test]
fn drugs_and_classes_share_no_id_and_no_term() {
    let both: Vec<Row> = ["drugs", "drug_classes"].into_iter().flat_map(table).collect();
    let mut owners: BTreeMap<String, String> = BTreeMap::new();
    for row in &both {
        for form in forms(row).into_iter().chain([format!("id {}", row["id"])]) {
            let owner = owners.insert(form.clone(), row["id"].clone());
            assert_eq!(owner, None, "`{form}` of {}", row["id"]);
        }
    }
}

#[test]
fn members_exist_and_no_class_is_in_itself() {
    let classes: BTreeMap<String, Vec<String>> = table("drug_classes")
        .iter()
        .map(|row| (row["id"].clone(), parts(row, "members").map(str::to_owned).collect()))
        .collect();
    let drugs: BTreeSet<String> = table("drugs").iter().map(|row| row["id"].clone()).collect();
    for (class, members) in &classes {
        let mut open: Vec<&String> = members.iter().collect();
        let mut seen = BTreeSet::new();
        while let Some(member) = open.pop() {
            assert!(drugs.contains(member) || classes.contains_key(member), "{class}: no {member}");
            assert_ne!(member, class, "{class} is a member of itself");
            if seen.insert(member) {
                open.extend(classes.get(member).into_iter().flatten());
            }
        }
    }
    assert!(classes["immunosuppressant"].contains(&"calcineurin_inhibitor".to_owned()));
}

#[test]
fn stems_name_a_class() {
    let classes: BTreeSet<String> = table("drug_classes").iter().map(|row| row["id"].clone()).collect();
    for row in table("stems") {
        assert!(classes.contains(&row["class"]), "{}", row["id"]);
    }
}
