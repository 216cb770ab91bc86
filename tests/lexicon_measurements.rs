//! The vocabularies of measurements keep to their form: unique ids and terms, valid codes and units, sane bounds.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rust_decimal::Decimal;

type Row = BTreeMap<String, String>;

/// The rows of a lexicon, each a map from column name to field.
fn rows(file: &str) -> Vec<Row> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("lexicons").join(file);
    let mut reader = csv::ReaderBuilder::new().delimiter(b'\t').quoting(false).from_path(path).unwrap();
    let rows: Vec<Row> = reader.deserialize().map(Result::unwrap).collect();
    assert!(!rows.is_empty(), "{file} has rows");
    rows
}

fn split(field: &str) -> impl Iterator<Item = &str> {
    field.split('|').filter(|part| !part.is_empty())
}

/// Near to what the lexer does to words, so that variants it makes one are found to clash.
fn normal(term: &str) -> String {
    let lower = term.to_lowercase().replace('µ', "μ").replace(['-', '–', '—'], " ");
    lower.replace("ae", "e").replace("oe", "e").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is wrong with ids and terms of a file: order, repeats.
fn faults(rows: &[Row]) -> Vec<String> {
    let mut faults = Vec::new();
    let (mut terms, mut abbreviations) = (BTreeSet::new(), BTreeSet::new());
    for pair in rows.windows(2).filter(|pair| pair[0]["id"] >= pair[1]["id"]) {
        faults.push(format!("{} does not sort before {}", pair[0]["id"], pair[1]["id"]));
    }
    for row in rows {
        for term in std::iter::once(row["name"].as_str()).chain(split(&row["terms"])) {
            if term.trim() != term || !terms.insert(normal(term)) {
                faults.push(format!("{}: {term:?} is padded or stands twice", row["id"]));
            }
        }
        for form in split(&row["abbr"]).filter(|form| !abbreviations.insert(form.to_string())) {
            faults.push(format!("{}: abbreviation {form:?} stands twice", row["id"]));
        }
    }
    faults
}

/// A LOINC code is digits, a hyphen and a check digit by the Luhn scheme.
fn is_loinc(code: &str) -> bool {
    let Some((body, check)) = code.split_once('-') else { return false };
    if body.is_empty() || !body.bytes().all(|b| b.is_ascii_digit()) || check.len() != 1 {
        return false;
    }
    let digits = body.bytes().rev().map(|b| u32::from(b - b'0')).enumerate();
    let sum: u32 = digits.map(|(place, d)| if place % 2 == 0 { d * 2 / 10 + d * 2 % 10 } else { d }).sum();
    check.parse() == Ok((10 - sum % 10) % 10)
}

#[test]
fn ids_are_sorted_and_no_term_stands_twice() {
    for file in ["analytes.tsv", "scores.tsv", "units.tsv"] {
        assert_eq!(faults(&rows(file)), Vec::<String>::new(), "{file}");
    }
}

#[test]
fn a_repeated_term_and_a_wrong_order_are_found() {
    let row = |id: &str, name: &str, terms: &str| -> Row {
        let pairs = [("id", id), ("name", name), ("terms", terms), ("abbr", "")];
        pairs.into_iter().map(|(key, value)| (key.to_string(), value.to_string())).collect()
    };
    assert_eq!(faults(&[row("a", "Hb", "haemoglobin"), row("b", "x", "haptoglobin")]).len(), 0);
    assert_eq!(faults(&[row("a", "Hb", "haemoglobin"), row("b", "x", "Hemoglobin")]).len(), 1);
    assert_eq!(faults(&[row("b", "x", ""), row("a", "y", "")]).len(), 1);
}

#[test]
fn codes_are_well_formed_loinc() {
    assert!(is_loinc("718-7"));
    assert!(!is_loinc("718-8"), "a wrong check digit is found");
    for row in rows("analytes.tsv").iter().chain(&rows("scores.tsv")) {
        for code in split(&row["codes"]) {
            assert!(code.strip_prefix("loinc:").is_some_and(is_loinc), "{}: {code}", row["id"]);
        }
    }
}

#[test]
fn units_are_ucum() {
    assert!(octofhir_ucum::validate("mg/dLx").is_err(), "a wrong unit is found");
    let of = |file, column: &str| rows(file).iter().map(|row| row[column].clone()).collect::<Vec<_>>();
    let units = [of("units.tsv", "id"), of("analytes.tsv", "unit"), of("scores.tsv", "unit")].concat();
    let wrong: Vec<_> = units.iter().filter(|u| !u.is_empty() && octofhir_ucum::validate(u).is_err()).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn bounds_and_molar_masses_are_sane() {
    let number = |text: &str| (!text.is_empty()).then(|| text.parse::<Decimal>().unwrap());
    for row in rows("analytes.tsv").iter().chain(&rows("scores.tsv")) {
        let (low, high) = (number(&row["low"]), number(&row["high"]));
        assert_eq!(low.is_some(), high.is_some(), "{}: one bound without the other", row["id"]);
        assert!(low.is_none() || low < high, "{}: {low:?} to {high:?}", row["id"]);
        assert!(low.is_none() || !row["unit"].is_empty(), "{}: bounds without a unit", row["id"]);
        let mass = row.get("molar_mass").and_then(|mass| number(mass));
        assert!(mass.is_none_or(|mass| mass > Decimal::ZERO), "{}: {mass:?}", row["id"]);
    }
}

#[test]
fn categories_kinds_and_scales_are_known() {
    for row in rows("analytes.tsv") {
        let known = ["laboratory", "vital", "physiology", "imaging", "anthropometry"];
        assert!(known.contains(&row["category"].as_str()), "{}", row["id"]);
    }
    for row in rows("scores.tsv") {
        assert!(["score", "class", "grade", "stage"].contains(&row["kind"].as_str()), "{}", row["id"]);
        let steps: Vec<_> = split(&row["scale"]).collect();
        assert_eq!(row["kind"] == "score", steps.is_empty(), "{}: all but scores have a scale", row["id"]);
        assert_eq!(steps.iter().collect::<BTreeSet<_>>().len(), steps.len(), "{}: a step stands twice", row["id"]);
    }
    let units = rows("units.tsv");
    let clock: Vec<_> = units.iter().filter(|row| row["kind"] == "time").map(|row| row["id"].as_str()).collect();
    assert_eq!(clock, ["a", "d", "h", "min", "mo", "ms", "s", "us", "wk"]);
}
