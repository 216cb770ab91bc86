//! What `extract explain CODE` shows is so: the example gives that diagnostic and no other, what it is told from does not.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use trial_extract::check::annotate;
use trial_extract::check::codes::{Code, all};
use trial_extract::emit::report::diagnostics;
use trial_extract::source::read;
use trial_extract::{Options, extract};

/// The codes that `extract check` shows of a text; and those of the assumptions taken, which `extract` shows.
fn said(text: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let document = read("example", &bytes(text)).unwrap().remove(0).document().unwrap();
    let mut trial = extract(&document, &Options::default());
    annotate(&mut trial, Some(&document.registry));
    let found = diagnostics(&trial).iter().map(|located| located.diagnostic.code.clone()).collect();
    (found, trial.assumptions.iter().map(|assumption| assumption.code.clone()).collect())
}

/// The text with `\xf6` as that byte.
fn bytes(text: &str) -> Vec<u8> {
    let mut parts = text.split("\\x");
    let mut bytes = parts.next().unwrap().as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).unwrap());
        bytes.extend(&part.as_bytes()[2..]);
    }
    bytes
}

/// What is wrong with the example or the near miss of a code.
fn fault(row: &Code) -> Option<String> {
    let only = BTreeSet::from([row.code.to_owned()]);
    let (found, taken) = said(row.example);
    if found != only && !taken.contains(row.code) {
        return Some(format!("{}: the example gives {found:?}", row.code));
    }
    let (found, taken) = said(row.near_miss);
    let near = found.contains(row.code) || taken.contains(row.code);
    near.then(|| format!("{}: so does the near miss", row.code))
}

#[test]
fn every_example_gives_its_diagnostic_alone() {
    let faults: Vec<String> = all().iter().filter_map(fault).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_diagnostic_that_is_emitted_has_a_row() {
    let known: BTreeSet<&str> = all().iter().map(|row| row.code).collect();
    let emitting = r#""([a-z]+(?:-[a-z]+)+)"(?:\.to_owned\(\))?,\s*(?:severity:\s*)?(?:crate::rule::)?Severity::"#;
    let emitting = regex::Regex::new(emitting).unwrap();
    let mut emitted = BTreeSet::new();
    each_source(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut |text| {
        emitted.extend(emitting.captures_iter(text).map(|found| found[1].to_owned()));
    });
    assert!(emitted.contains("window-without-anchor"), "{emitted:?}");
    let unknown: Vec<_> = emitted.iter().filter(|code| !known.contains(code.as_str())).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

fn each_source(folder: &Path, f: &mut impl FnMut(&str)) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            each_source(&path, f);
        } else {
            f(&fs::read_to_string(&path).unwrap());
        }
    }
}
