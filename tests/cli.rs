//! The command line as a user meets it: exit codes, streams, bad input, files written whole or not at all.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command as Process, Stdio};

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin_cmd;
use predicates::prelude::*;
use predicates::str::{contains, is_empty};
use serde_json::Value;
use tempfile::TempDir;

const CRITERIA: &str = "Inclusion Criteria:\n* Hemoglobin ≥ 80 g/L\n* Major surgery within 4 weeks\n";

fn extract() -> Command {
    let mut command = cargo_bin_cmd!("extract");
    command.env_remove("COLUMNS").env("NO_COLOR", "1");
    command
}

/// A folder with these files.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn stdout(command: &mut Command) -> String {
    String::from_utf8(command.output().unwrap().stdout).unwrap()
}

fn names(lines: &str) -> Vec<String> {
    lines
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["source"]["name"].as_str().unwrap().into())
        .collect()
}

#[test]
fn one_document_is_laid_out_and_valid() {
    let folder = folder(&[("a.txt", CRITERIA.as_bytes())]);
    let written = stdout(extract().current_dir(&folder).arg("a.txt"));
    assert!(written.starts_with("{\n  \"schema_version\": "), "{written}");
    let trial: Value = serde_json::from_str(&written).unwrap();
    assert_eq!(trial["source"]["id"], "a");
    let schema: Value = serde_json::from_str(&stdout(extract().arg("schema"))).unwrap();
    let errors: Vec<String> =
        jsonschema::validator_for(&schema).unwrap().iter_errors(&trial).map(|error| error.to_string()).collect();
    assert_eq!(errors, Vec::<String>::new());
}

#[test]
fn a_compiled_trial_is_read_back_the_same() {
    let folder = folder(&[("a.txt", CRITERIA.as_bytes())]);
    let compiled = stdout(extract().current_dir(&folder).arg("a.txt"));
    fs::write(folder.path().join("trial.json"), &compiled).unwrap();
    assert_eq!(stdout(extract().current_dir(&folder).arg("trial.json")), compiled);
    let facts = |file| stdout(extract().current_dir(&folder).args(["-f", "facts", file]));
    assert_eq!(facts("trial.json"), facts("a.txt"));
}

#[test]
fn stdin_is_read_where_no_file_is_named_or_a_dash_is() {
    for args in [&["-f", "facts"][..], &["-f", "facts", "-"]] {
        let output = extract().args(args).write_stdin(CRITERIA).output().unwrap();
        let first = String::from_utf8(output.stdout).unwrap();
        assert!(first.starts_with("{\"doc\":\"-\","), "{first}");
    }
}

#[test]
fn diagnostics_are_summed_up_on_stderr_and_results_stand_alone_on_stdout() {
    let folder = folder(&[("a.txt", CRITERIA.as_bytes())]);
    let mut command = extract();
    command.current_dir(&folder).arg("a.txt");
    command.assert().code(0).stderr(contains("a.txt: ").and(contains("`extract check` shows them")));
    command.arg("--quiet").assert().code(0).stderr(is_empty());
}

#[test]
fn several_inputs_come_out_in_order_a_line_each_for_any_number_of_threads() {
    let files: Vec<(String, Vec<u8>)> = (0..600)
        .map(|i| (format!("{i:03}.txt"), format!("{CRITERIA}* Age {i} years or older\n").into_bytes()))
        .collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let folder = folder(&files);
    let of = |jobs: &str| stdout(extract().current_dir(&folder).args([".", "--jobs", jobs]));
    let one = of("1");
    assert_eq!(names(&one), files.iter().map(|(name, _)| name.to_string()).collect::<Vec<_>>());
    assert!(one == of("4"));
}

#[test]
fn files_come_in_the_order_named_and_a_folder_of_one_gives_a_line_too() {
    let folder =
        folder(&[("b.txt", CRITERIA.as_bytes()), ("a.txt", CRITERIA.as_bytes()), ("c/d.txt", CRITERIA.as_bytes())]);
    assert_eq!(names(&stdout(extract().current_dir(&folder).args(["b.txt", "a.txt"]))), ["b.txt", "a.txt"]);
    assert_eq!(names(&stdout(extract().current_dir(&folder).arg("c"))), ["d.txt"]);
}

#[test]
fn the_records_of_one_file_are_told_apart() {
    let study = |id: &str| {
        format!(
            r#"{{"protocolSection":{{"identificationModule":{{"nctId":"{id}"}},"eligibilityModule":{{"eligibilityCriteria":"Inclusion Criteria:\n* Age ≥ 18 years"}}}}}}"#
        )
    };
    let lines = format!("{}\n{}\n", study("NCT00000001"), study("NCT00000002"));
    let folder = folder(&[("studies.ndjson", lines.as_bytes())]);
    let facts = stdout(extract().current_dir(&folder).args(["-f", "facts", "studies.ndjson"]));
    for id in ["NCT00000001", "NCT00000002"] {
        assert!(facts.contains(&format!("{{\"doc\":\"{id}\"")), "{facts}");
    }
    assert_eq!(stdout(extract().current_dir(&folder).arg("studies.ndjson")).lines().count(), 2);
}

#[test]
fn bad_input_is_one_clear_error() {
    let folder = folder(&[
        ("empty.txt", b""),
        ("binary.txt", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0"),
        ("docs/readme.md", b"x"),
    ]);
    let fails = |file: &str, message: &str| {
        extract().current_dir(&folder).arg(file).assert().code(2).stdout(is_empty()).stderr(contains(message));
    };
    fails("missing.txt", "missing.txt can not be read: No such file");
    fails("empty.txt", "empty.txt: no criteria");
    fails("binary.txt", "binary.txt: not text");
    fails("docs", "docs: the folder holds no documents");
    extract().args(["-f", "nothing"]).assert().code(2).stderr(contains("invalid value"));
    extract()
        .args(["-f", "json", "-o", "x.csv"])
        .write_stdin("x")
        .assert()
        .code(2)
        .stderr(contains("leave --format out"));
}

#[test]
fn a_bad_document_is_reported_and_the_rest_goes_on() {
    let folder = folder(&[("a.txt", CRITERIA.as_bytes()), ("b.txt", b""), ("c.txt", CRITERIA.as_bytes())]);
    let mut command = extract();
    command.current_dir(&folder).arg(".");
    command.assert().code(2).stderr(contains("b.txt: no criteria"));
    assert_eq!(names(&stdout(&mut command)), ["a.txt", "c.txt"]);
}

#[test]
fn the_ending_of_the_output_says_how_facts_are_written() {
    let folder = folder(&[("a.txt", CRITERIA.as_bytes())]);
    let write = |out: &str, args: &[&str]| {
        extract().current_dir(&folder).args(["a.txt", "-q", "-o", out]).args(args).assert().code(0).stdout(is_empty());
        fs::read(folder.path().join(out)).unwrap()
    };
    assert!(write("x.csv", &[]).starts_with(b"doc,criterion,key,node,"));
    assert!(write("x.parquet", &[]).starts_with(b"PAR1"));
    assert!(write("x.ndjson", &["-f", "facts"]).starts_with(b"{\"doc\":\"a\","));
    assert!(write("x.json", &[]).starts_with(b"{\n"));
}

#[test]
fn an_output_is_written_whole_or_not_at_all() {
    let folder = folder(&[("a.txt", CRITERIA.as_bytes()), ("out.json", b"before")]);
    let kept = || fs::read(folder.path().join("out.json")).unwrap();
    extract().current_dir(&folder).args(["missing.txt", "-o", "out.json"]).assert().code(2);
    assert_eq!(kept(), b"before");
    extract().current_dir(&folder).args(["a.txt", "missing.txt", "-o", "out.json"]).assert().code(2);
    assert_eq!(names(&String::from_utf8(kept()).unwrap()), ["a.txt"]);
    extract()
        .current_dir(&folder)
        .args(["a.txt", "-o", "none/out.json"])
        .assert()
        .code(2)
        .stderr(contains("none/out.json"));
    let mut left: Vec<String> =
        fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    left.sort();
    assert_eq!(left, ["a.txt", "out.json"]);
}

#[cfg(unix)]
#[test]
fn an_output_has_ordinary_permissions_and_a_device_stays_one() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder(&[("a.txt", CRITERIA.as_bytes())]);
    extract().current_dir(&folder).args(["a.txt", "-o", "out.json"]).assert().code(0);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
    assert_eq!(mode(&folder.path().join("out.json")), mode(&folder.path().join("a.txt")));
    extract().current_dir(&folder).args(["a.txt", "-o", "/dev/null"]).assert().code(0);
    assert!(!fs::metadata("/dev/null").unwrap().is_file());
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_no_error() {
    let text = format!("Inclusion Criteria:\n{}", "* Hemoglobin ≥ 80 g/L\n".repeat(3000));
    let folder = folder(&[("a.txt", text.as_bytes())]);
    let mut child = Process::new(env!("CARGO_BIN_EXE_extract"))
        .current_dir(&folder)
        .args(["-q", "a.txt"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut head = [0; 10];
    let mut pipe = child.stdout.take().unwrap();
    pipe.read_exact(&mut head).unwrap();
    drop(pipe);
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
}

#[test]
fn check_shows_the_line_and_exits_by_severity() {
    let folder = folder(&[
        ("a.txt", CRITERIA.as_bytes()),
        ("clean.txt", b"Inclusion Criteria:\n* Hemoglobin \xe2\x89\xa5 80 g/L\n"),
    ]);
    let check = |args: &[&str]| extract().current_dir(&folder).arg("check").args(args).assert();
    check(&["a.txt"])
        .code(0)
        .stdout(contains("[window-without-anchor]").and(contains("--> a.txt:3:17")).and(contains("^^^^^^^")))
        .stderr(contains("in 1 document"));
    check(&["clean.txt", "--strict"]).code(0).stdout(is_empty());
    check(&["missing.txt"]).code(2);
    extract().arg("check").assert().code(2);
}

#[test]
fn every_diagnostic_that_is_shown_can_be_explained() {
    let corpus = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus");
    let shown = stdout(extract().args(["check", corpus]));
    let head = |line: &str| Some(line.split_once('[')?.1.split_once("]: ")?.0.to_owned());
    let is_head = |line: &&str| ["note[", "warning[", "error["].iter().any(|word| line.starts_with(word));
    let codes: BTreeSet<String> = shown.lines().filter(is_head).filter_map(head).collect();
    assert!(!codes.is_empty());
    for code in codes {
        extract().args(["explain", &code]).assert().code(0).stdout(contains(format!("[{code}]: ")));
    }
    extract().args(["explain", "no-such-code"]).assert().code(2).stderr(contains("`extract explain` lists them all"));
    extract().arg("explain").assert().code(0).stdout(contains("and-or"));
}

#[test]
fn text_has_the_words_and_the_reading_and_no_escapes_off_a_terminal() {
    let mut command = extract();
    let shown = command.args(["-f", "text", "-q"]).write_stdin(CRITERIA).output().unwrap().stdout;
    let shown = String::from_utf8(shown).unwrap();
    assert!(
        shown.contains("  I1    Hemoglobin ≥ 80 g/L\n        ⇒ Hb ≥ 80 g/L\n") && !shown.contains('\u{1b}'),
        "{shown}"
    );
}

#[test]
fn completions_and_help_are_there() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        extract().args(["completions", shell]).assert().code(0).stdout(contains("check"));
    }
    extract().arg("--help").assert().code(0).stdout(contains("Usage: extract"));
    extract().arg("--version").assert().code(0);
}

#[test]
fn stdin_may_be_closed_before_all_of_it_is_written() {
    let mut child = Process::new(env!("CARGO_BIN_EXE_extract"))
        .args(["-q", "-f", "facts"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"Inclusion Criteria:\n* Age >").unwrap();
    assert_eq!(child.wait_with_output().unwrap().status.code(), Some(0));
}
