//! The four documents as trials, one readable file each in `snapshots/`. What they must say is reviewed against the
//! text, criterion by criterion; a snapshot that records a wrong reading is a bug of the reading.

#![allow(clippy::unwrap_used)]

use std::fs;

use trial_extract::emit::json;
use trial_extract::source::{self, Input};
use trial_extract::{Options, extract};

#[test]
fn the_four_documents() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        insta::glob!("../corpus", "00?.txt", |path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let input = source::read(&name, &fs::read(path).unwrap()).unwrap().remove(0);
            let Input::Document(document) = input else { panic!("{name} is criteria text") };
            let trial = extract(&document, &Options::default());
            let mut out = Vec::new();
            json::write_pretty(&mut out, &trial).unwrap();
            // The vocabulary's hash changes with every row; the rules are what the snapshot is for.
            let hash = trial.generator.lexicon.as_str();
            insta::assert_snapshot!(String::from_utf8(out).unwrap().replace(hash, "[lexicon]"));
        });
    });
}
