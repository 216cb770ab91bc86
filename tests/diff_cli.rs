//! `extract diff`, by itself and as git calls it.
#![allow(clippy::unwrap_used)]

use assert_cmd::Command;
use predicates::str::contains;

const OLD: &str = "Inclusion Criteria:\n* Hemoglobin ≥ 80 g/L\n* Platelets ≥ 50 × 10⁹/L\n";

fn folder(new: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("old.txt"), OLD).unwrap();
    std::fs::write(folder.path().join("new.txt"), new).unwrap();
    folder
}

fn extract(folder: &tempfile::TempDir, args: &[&str]) -> assert_cmd::assert::Assert {
    Command::cargo_bin("extract").unwrap().current_dir(folder.path()).args(args).assert()
}

#[test]
fn other_words_and_units_are_no_change() {
    let folder = folder("Inclusion Criteria:\n* Platelet count of at least 50 × 10⁹/L\n* Hb ≥ 8.0 g/dL\n");
    extract(&folder, &["diff", "old.txt", "new.txt"]).code(0).stdout(contains("no change"));
}

#[test]
fn a_limit_that_moved_is_told_in_every_format() {
    let folder = folder("Inclusion Criteria:\n* Hemoglobin ≥ 90 g/L\n* Platelets ≥ 50 × 10⁹/L\n");
    extract(&folder, &["diff", "old.txt", "new.txt"]).code(1).stdout(contains("≥ 80 g/L → ≥ 90 g/L"));
    let markdown = ["diff", "--format", "markdown", "old.txt", "new.txt"];
    extract(&folder, &markdown).code(1).stdout(contains("lets fewer people in |"));
    let json = extract(&folder, &["diff", "--format", "json", "old.txt", "new.txt"]).code(1);
    let changes: trial_extract::diff::Changes = serde_json::from_slice(&json.get_output().stdout).unwrap();
    assert_eq!((changes.summary.changed, changes.summary.fewer), (1, 1));
}

#[test]
fn git_calls_it_with_seven_arguments() {
    let folder = folder("Inclusion Criteria:\n* Hemoglobin ≥ 80 g/L\n");
    let args = ["diff", "trial.txt", "old.txt", "1a", "100644", "new.txt", "2b", "100644"];
    extract(&folder, &args).code(1).stdout(contains("removed"));
}

#[test]
fn a_file_that_is_not_there_is_an_error() {
    let folder = folder(OLD);
    extract(&folder, &["diff", "old.txt", "none.txt"]).code(2).stderr(contains("none.txt"));
}
