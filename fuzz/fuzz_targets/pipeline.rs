//! Bytes through the whole pipeline: nothing panics, and the promises that hold over any text hold over these.
//!
//! ```sh
//! cargo install cargo-fuzz
//! mkdir -p fuzz/corpus/pipeline && cp corpus/*.txt corpus/style/* fuzz/corpus/pipeline
//! RUSTC_BOOTSTRAP=1 cargo fuzz run --sanitizer none pipeline -- -max_len=4096 -timeout=10
//! ```
#![no_main]

use libfuzzer_sys::fuzz_target;
use trial_extract::emit::{facts, json, reading, report, text};
use trial_extract::rule::Trial;
use trial_extract::source::{Input, inputs};
use trial_extract::{Options, extract};

#[path = "../../tests/promises/hold.rs"]
mod hold;

fuzz_target!(|bytes: &[u8]| {
    for input in inputs("fuzz.txt", bytes).take(20).flatten() {
        match input {
            Input::Trial(trial) => emit(&trial),
            Input::Document(document) => {
                let trial = extract(&document, &Options::default());
                let faults = hold::faults(&document.text, &trial);
                assert!(faults.is_empty(), "{faults:#?}");
                let value = serde_json::to_value(&trial).expect("a trial is JSON");
                assert_eq!(serde_json::from_value::<Trial>(value).expect("and read back"), trial);
                report::report(&trial, "fuzz.txt", &document.text, 80);
                emit(&trial);
            }
        }
    }
});

/// Everything that is made from a trial, also from one that this program never wrote.
fn emit(trial: &Trial) {
    let mut out = Vec::new();
    json::write_pretty(&mut out, trial).expect("memory takes it");
    facts::write_ndjson(&mut out, trial).expect("memory takes it");
    text::write_text(&mut out, trial, 80).expect("memory takes it");
    for rule in trial.criteria.iter().filter_map(|criterion| criterion.rule.as_ref()) {
        reading(rule, &trial.concepts);
    }
}
