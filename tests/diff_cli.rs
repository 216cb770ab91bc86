//! `extract diff`, by itself and as git calls it.
#![allow(clippy::unwrap_used)]

use assert_cmd::Command;
use predicates::prelude::*;
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
fn one_side_may_come_from_the_standard_input() {
    let folder = folder(OLD);
    let run = |args: &[&str]| {
        let mut command = Command::cargo_bin("extract").unwrap();
        command.current_dir(folder.path()).args(args).write_stdin("Inclusion Criteria:\n* Hb ≥ 90 g/L\n").assert()
    };
    run(&["diff", "old.txt", "-"]).code(1).stdout(contains("≥ 80 g/L → ≥ 90 g/L"));
    run(&["diff", "-", "-"]).code(2).stderr(contains("only one of the two"));
}

#[test]
fn git_calls_it_with_seven_arguments() {
    let folder = folder("Inclusion Criteria:\n* Hemoglobin ≥ 80 g/L\n");
    let args = ["diff", "trial.txt", "old.txt", "1a", "100644", "new.txt", "2b", "100644"];
    extract(&folder, &args).code(1).stdout(contains("removed"));
}

#[test]
fn git_names_a_renamed_file_twice_and_a_new_one_has_no_old_side() {
    let folder = folder("Inclusion Criteria:\n* Hemoglobin ≥ 80 g/L\n");
    let args = ["diff", "a.txt", "old.txt", "1a", "100644", "new.txt", "2b", "100644", "b.txt", "rename to b.txt"];
    extract(&folder, &args).code(1).stdout(contains("removed"));
    let args = ["diff", "a.txt", "/dev/null", ".", ".", "new.txt", "2b", "100644"];
    extract(&folder, &args).code(1).stdout(contains("a.txt").and(contains("added")));
}

#[test]
fn a_file_that_is_not_there_is_an_error() {
    let folder = folder(OLD);
    extract(&folder, &["diff", "old.txt", "none.txt"]).code(2).stderr(contains("none.txt"));
}

/// A repository with one version of a trial committed, and another in the working tree.
fn repository(new: &str, attributes: &str, config: &[(&str, &str)]) -> Option<tempfile::TempDir> {
    let folder = tempfile::tempdir().unwrap();
    let git = |args: &[&str]| std::process::Command::new("git").current_dir(folder.path()).args(args).output();
    git(&["init", "-q"]).ok().filter(|out| out.status.success())?;
    std::fs::write(folder.path().join(".gitattributes"), attributes).unwrap();
    std::fs::write(folder.path().join("trial.txt"), OLD).unwrap();
    for (key, value) in config {
        git(&["config", key, value]).unwrap();
    }
    git(&["add", "."]).unwrap();
    let who = ["-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-q", "-m", "first"];
    assert!(git(&who).unwrap().status.success());
    std::fs::write(folder.path().join("trial.txt"), new).unwrap();
    Some(folder)
}

fn git_diff(folder: &tempfile::TempDir, args: &[&str]) -> (Option<i32>, String) {
    let mut git = std::process::Command::new("git");
    let out = git.current_dir(folder.path()).args(["--no-pager", "diff"]).args(args).output().unwrap();
    (out.status.code(), String::from_utf8(out.stdout).unwrap())
}

const PROGRAM: &str = env!("CARGO_BIN_EXE_extract");
const REWORDED: &str = "Inclusion Criteria:\n* Hb of at least 8.0 g/dL\n* Platelets ≥ 50 × 10⁹/L\n";
const CHANGED: &str = "Inclusion Criteria:\n* Hemoglobin ≥ 90 g/L\n* Platelets ≥ 50 × 10⁹/L\n";

/// What the README says under "In git" is what is run here, but for where the program is.
fn readme(line: &str) -> (String, String) {
    let readme = include_str!("../README.md");
    let set = readme.lines().find_map(|l| l.strip_prefix(&format!("git config {line} "))).unwrap();
    (line.to_owned(), set.trim_matches('\'').replacen("extract", PROGRAM, 1))
}

#[test]
fn git_shows_readings_where_they_are_its_textconv() {
    let (key, command) = readme("diff.readings.textconv");
    let repository = |new| repository(new, "*.txt diff=readings\n", &[(&key, &command)]);
    let Some(folder) = repository(CHANGED) else { return };
    let (_, shown) = git_diff(&folder, &[]);
    assert!(shown.contains("-  Hb ≥ 80 g/L\n+  Hb ≥ 90 g/L\n") && !shown.contains("Hemoglobin"), "{shown}");
    let (_, shown) = git_diff(&repository("Inclusion Criteria:\n\n* Hb ≥ 80 g/L\n* PLT ≥ 50 × 10⁹/L\n").unwrap(), &[]);
    assert!(!shown.contains("\n-") && !shown.contains("\n+I"), "the same rules in other words: {shown}");
}

#[test]
fn git_shows_what_changed_in_the_rules_through_its_external_driver() {
    let (key, command) = readme("diff.rules.command");
    let (trust, yes) = readme("diff.rules.trustExitCode");
    let repository = |new| repository(new, "*.txt diff=rules\n", &[(&key, &command), (&trust, &yes)]);
    let Some(folder) = repository(CHANGED) else { return };
    let (_, shown) = git_diff(&folder, &[]);
    assert!(shown.contains("≥ 80 g/L → ≥ 90 g/L") && shown.contains("trial.txt"), "{shown}");
    let (code, _) = git_diff(&folder, &["--ext-diff", "--exit-code"]);
    assert_eq!(code, Some(1));
    let (code, shown) = git_diff(&repository(REWORDED).unwrap(), &["--ext-diff", "--exit-code"]);
    let version = std::process::Command::new("git").arg("--version").output().unwrap().stdout;
    let version = String::from_utf8(version).unwrap();
    assert_eq!(shown, "", "the same rules in other words");
    // Git trusts an external driver since 2.46.
    let minor = version.split('.').nth(1).and_then(|minor| minor.parse::<u32>().ok());
    if version.contains(" 2.") && minor.is_some_and(|minor| minor >= 46) {
        assert_eq!(code, Some(0), "{version}");
    }
}
