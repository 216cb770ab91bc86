//! The notes that a careful reading of the four documents asks for are there, each in its place and with its code.
#![allow(clippy::unwrap_used)]

use std::fs;

use trial_extract::check::annotate;
use trial_extract::emit::report::diagnostics;
use trial_extract::rule::Trial;
use trial_extract::source::read;
use trial_extract::{Options, extract};

fn checked(name: &str) -> Trial {
    let bytes = fs::read(format!("{}/corpus/{name}.txt", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let document = read(name, &bytes).unwrap().remove(0).document().unwrap();
    let mut trial = extract(&document, &Options::default());
    annotate(&mut trial, Some(&document.registry));
    trial
}

/// Every diagnostic as `code criterion`; one between criteria has its message in place of the criterion.
fn said(trial: &Trial) -> Vec<String> {
    let place = |located: &trial_extract::emit::report::Located<'_>| match located.criterion {
        Some(criterion) => criterion.id.clone().unwrap_or_default(),
        None => located.diagnostic.message.clone(),
    };
    diagnostics(trial).iter().map(|located| format!("{} {}", located.diagnostic.code, place(located))).collect()
}

#[test]
fn every_note_that_is_asked_for_is_there() {
    let asked: [(&str, &[&str]); 4] = [
        (
            "000",
            &[
                "limit-repeated I7.3 repeats the limit of I4 on ANC, Hb, PLT",
                "window-without-anchor E3.1",
                "window-without-anchor E3.2",
                "window-without-anchor E3.3",
                "window-without-anchor E3.4",
                "window-without-anchor E3.5",
                "window-scope E8",
            ],
        ),
        ("001", &["or-where-and-usual I8.2", "and-narrows E4"]),
        ("002", &["inferred-nesting I6.1", "inferred-nesting I6.2", "inferred-nesting I6.3", "inferred-nesting I7.1"]),
        ("003", &["wording-contradicts-section E9", "window-scope E9.1.1"]),
    ];
    for (name, notes) in asked {
        let said = said(&checked(name));
        for note in notes {
            assert!(said.iter().any(|s| s == note), "{name}: no {note:?} in {said:#?}");
        }
    }
}

#[test]
fn nothing_in_them_contradicts_or_was_not_understood() {
    let wrong = ["limits-contradict", "limits-conflict", "edge-gap", "edge-overlap", "unit-misfit", "not-understood"];
    for name in ["000", "001", "002", "003"] {
        let said = said(&checked(name));
        let found: Vec<_> = said.iter().filter(|s| wrong.iter().any(|code| s.starts_with(code))).collect();
        assert!(found.is_empty(), "{name}: {found:?}");
    }
}
