//! The commands that the README shows, run as they are written in a folder that has what they name.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use rusqlite::Connection;
use serde_json::json;

const README: &str = include_str!("../README.md");

/// What is written in place of a name.
const PLACEHOLDERS: [&str; 7] = ["FILE", "OLD", "NEW", "TRIAL", "PATIENTS", "CODE", "SHELL"];

/// A folder with the documents, patients and decisions that the README speaks of.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let criterion = README.split_once("```text\n").unwrap().1.split_once("```").unwrap().0;
    fs::write(path("trial.txt"), criterion).unwrap();
    fs::write(path("old.txt"), criterion).unwrap();
    fs::write(path("new.txt"), criterion.replace("80", "90")).unwrap();
    fs::create_dir(path("trials")).unwrap();
    for name in ["000.txt", "001.txt", "002.txt", "003.txt"] {
        fs::copy(corpus.join(name), path("trials").join(name)).unwrap();
    }
    let source = json!({"name": "trial.txt", "sha256": "", "format": "text"});
    let decisions =
        json!({"type": "trial-extract-decisions", "schema_version": "1.0", "source": source, "decisions": []});
    fs::write(path("decisions.json"), decisions.to_string()).unwrap();
    fs::create_dir(path("patients")).unwrap();
    for (id, hemoglobin, date) in [("met", 8.0, "2025-05-15"), ("low", 7.9, "2025-05-22"), ("old", 9.0, "2025-05-14")] {
        let result = json!({"resourceType": "Observation", "id": "hb", "status": "final", "effectiveDateTime": date,
            "code": {"coding": [{"system": "http://loinc.org", "code": "718-7"}]},
            "valueQuantity": {"value": hemoglobin, "unit": "g/dL", "system": "http://unitsofmeasure.org", "code": "g/dL"}});
        let entries = [json!({"resource": {"resourceType": "Patient", "id": id}}), json!({"resource": result})];
        let bundle = json!({"resourceType": "Bundle", "type": "collection", "entry": entries});
        fs::write(path("patients").join(format!("{id}.json")), bundle.to_string()).unwrap();
    }
    folder
}

fn run(command: &str, folder: &Path) -> Output {
    let program = PathBuf::from(env!("CARGO_BIN_EXE_extract"));
    let path = std::env::join_paths(
        std::iter::once(program.parent().unwrap().to_owned())
            .chain(std::env::split_paths(&std::env::var_os("PATH").unwrap())),
    );
    Command::new("sh").args(["-c", command]).current_dir(folder).env("PATH", path.unwrap()).output().unwrap()
}

/// The commands of this program: the lines of blocks, without their comments, and what stands between backticks.
fn commands() -> Vec<String> {
    let blocks = README.split("```sh\n").skip(1).map(|rest| rest.split_once("```").unwrap().0);
    let lines = blocks.flat_map(str::lines).map(|line| line.split(" #").next().unwrap().trim().to_owned());
    let inline = README.split('`').skip(1).step_by(2).map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
    let named = |command: &String| {
        let words: Vec<_> = command.split([' ', '…', '[', ']']).collect();
        command.starts_with("extract ") && !words.iter().any(|word| PLACEHOLDERS.contains(word))
    };
    let mut commands: Vec<_> = lines.chain(inline).filter(named).collect();
    commands.dedup();
    commands
}

#[test]
fn every_command_of_the_readme_runs() {
    let folder = folder();
    let commands = commands();
    let about = |part: &str| commands.iter().any(|command| command.contains(part));
    for part in ["-f sql", "-f circe", "-f cql", "extract table", "extract evaluate", "-f sarif", "--review"] {
        assert!(about(part), "{part} is in none of {commands:#?}");
    }
    // What names no document only begins a command.
    let inputs = [".txt", "trials/", "schema"];
    for command in commands.iter().filter(|command| inputs.iter().any(|input| command.contains(input))) {
        let output = run(command, folder.path());
        let code = output.status.code().unwrap();
        // A check or a diff that found something says so by 1.
        let found = code == 1 && ["extract check", "extract old.txt"].iter().any(|begin| command.starts_with(begin));
        assert!(code == 0 || found, "{command}: {code}\n{}", String::from_utf8_lossy(&output.stderr));
    }
    let loss = fs::read_to_string(folder.path().join("loss.ndjson")).unwrap();
    // Of the criterion shown nothing is left out but records that a target does not see.
    assert!(loss.lines().all(|line| line.ends_with("\"records\":true}")), "{loss}");
}

#[test]
fn the_sql_of_the_readme_answers_in_sqlite_as_evaluate_does() {
    let folder = folder();
    let commands = commands();
    let first = |begin: &str| commands.iter().find(|command| command.starts_with(begin)).unwrap();
    for command in [first("extract table"), first("extract -f sql")] {
        assert!(run(command, folder.path()).status.success(), "{command}");
    }
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    let connection = Connection::open_in_memory().unwrap();
    connection.execute_batch(&read("facts.sql")).unwrap();
    let mut query = connection.prepare(&read("trial.sql")).unwrap();
    let rows = query.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, Option<bool>>(1)?))).unwrap();
    let answers: Vec<_> = rows.map(|row| row.unwrap()).collect();
    let expected = [("low", Some(false)), ("met", Some(true)), ("old", None)].map(|(id, truth)| (id.to_owned(), truth));
    assert_eq!(answers, expected);
    let evaluated = run(&format!("{} -f json", first("extract evaluate trial.txt")), folder.path());
    let lines = String::from_utf8(evaluated.stdout).unwrap();
    let truths = lines.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let mut truths: Vec<_> = truths.map(|one| (one["patient"].clone(), one["criteria"][0]["truth"].clone())).collect();
    truths.sort_by_key(|(patient, _)| patient.to_string());
    let words = [("low", "not_met"), ("met", "met"), ("old", "unknown")].map(|(id, truth)| (json!(id), json!(truth)));
    assert_eq!(truths, words);
}
