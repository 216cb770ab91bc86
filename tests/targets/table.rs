//! The table of facts from the command line.

use assert_cmd::Command;
use serde_json::{Value, json};

fn run(folder: &std::path::Path, args: &[&str]) -> (String, String, i32) {
    let mut command = Command::cargo_bin("extract").unwrap();
    let output = command.current_dir(folder).args(args).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code().unwrap())
}

fn patient(id: &str, value: Value) -> Value {
    json!({"resourceType": "Bundle", "type": "collection", "entry": [
        {"resource": {"resourceType": "Patient", "id": id, "birthDate": "1985-03-10"}},
        {"resource": {"resourceType": "Observation", "id": "hb", "status": "final", "effectiveDateTime": "2025-05-20",
            "code": {"text": "hemoglobin"}, "valueQuantity": value}}]})
}

/// A trial and two patients, of whom one is met: `it's` has a quote in its id.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("trial.txt"), "Inclusion Criteria:\n* Hemoglobin ≥ 80 g/L\n").unwrap();
    let good = patient("it's", json!({"value": 8.0, "unit": "g/dL", "code": "g/dL"}));
    let low = patient("low", json!({"value": 79, "unit": "g/L", "code": "g/L"}));
    std::fs::write(folder.path().join("p.ndjson"), format!("{good}\n{low}\n")).unwrap();
    folder
}

/// A table filled with the patients of the folder, and the query of its trial.
fn filled(folder: &std::path::Path) -> (rusqlite::Connection, String) {
    let (statements, said, code) = run(folder, &["table", "trial.txt", "p.ndjson", "--format", "sql"]);
    assert_eq!(code, 0, "{said}");
    let (query, ..) = run(folder, &["trial.txt", "-f", "sql", "--on", "2025-06-01"]);
    let connection = rusqlite::Connection::open_in_memory().unwrap();
    connection.execute_batch(&statements).unwrap();
    (connection, query)
}

#[test]
fn the_statements_fill_a_table_that_the_query_runs_on() {
    let folder = folder();
    let (connection, query) = filled(folder.path());
    let mut query = connection.prepare(&query).unwrap();
    let rows = query.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, Option<bool>>("eligible")?)));
    let rows: Vec<_> = rows.unwrap().map(Result::unwrap).collect();
    assert_eq!(rows, [("it's".to_owned(), Some(true)), ("low".to_owned(), Some(false))]);
}

#[test]
fn a_result_in_a_unit_that_no_limit_is_written_in_is_converted_or_unknown() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: String| std::fs::write(folder.path().join(name), text).unwrap();
    write("trial.txt", "Inclusion Criteria:\n* Hemoglobin ≥ 80 g/L\n".to_owned());
    let units = [("a", 80, "kg/m3"), ("b", 79, "kg/m3"), ("c", 800, "dg/L"), ("d", 8, "kPa")];
    let line = |(id, x, unit)| format!("{}\n", patient(id, json!({"value": x, "unit": unit, "code": unit})));
    write("p.ndjson", units.map(line).concat());
    let (connection, query) = filled(folder.path());
    let mut query = connection.prepare(&query).unwrap();
    let rows = query.query_map([], |row| row.get::<_, Option<bool>>("eligible")).unwrap();
    assert_eq!(rows.map(Result::unwrap).collect::<Vec<_>>(), [Some(true), Some(false), Some(true), None]);
    let (native, ..) = run(folder.path(), &["evaluate", "trial.txt", "p.ndjson", "--on", "2025-06-01", "-f", "json"]);
    let truths =
        native.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["criteria"][0]["truth"].clone());
    assert_eq!(truths.collect::<Vec<_>>(), ["met", "not_met", "met", "unknown"]);
}

#[test]
fn every_form_has_the_same_rows() {
    let folder = folder();
    let (csv, ..) = run(folder.path(), &["table", "trial.txt", "p.ndjson"]);
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let concept = reader.headers().unwrap().iter().position(|name| name == "concept").unwrap();
    let concepts: Vec<_> = reader.records().map(|row| row.unwrap()[concept].to_owned()).collect();
    assert_eq!(concepts, ["person", "hemoglobin", "person", "hemoglobin"]);
    let (lines, ..) = run(folder.path(), &["table", "trial.txt", "p.ndjson", "-f", "json"]);
    let first: Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
    assert_eq!(first["facts"][1]["low"], json!(8.0));
    let (_, said, code) = run(folder.path(), &["table", "trial.txt", "p.ndjson", "-o", "facts.parquet"]);
    assert_eq!(code, 0, "{said}");
    assert!(std::fs::read(folder.path().join("facts.parquet")).unwrap().starts_with(b"PAR1"));
    assert_eq!(run(folder.path(), &["table", "trial.txt", "p.ndjson", "-o", "facts.doc"]).2, 2);
}

#[test]
fn the_schema_says_what_each_column_means() {
    let (schema, _, code) = run(folder().path(), &["table", "--schema"]);
    assert_eq!(code, 0);
    assert!(schema.contains("begin_first BIGINT, -- the earliest day"), "{schema}");
    rusqlite::Connection::open_in_memory().unwrap().execute_batch(&schema).unwrap();
}

#[test]
fn the_query_shown_in_the_readme_is_what_comes_out() {
    let readme = include_str!("../../README.md");
    let shown = readme.split_once("```sql\n").unwrap().1.split_once("```").unwrap().0;
    let folder = tempfile::tempdir().unwrap();
    let words = "Inclusion Criteria:\n* Hemoglobin ≥ 80 g/L within 7 days before enrollment\n";
    std::fs::write(folder.path().join("trial.txt"), words).unwrap();
    let on = ["--on", "2025-06-01", "--event", "enrollment=2025-05-22"];
    let (query, ..) = run(folder.path(), &[&["trial.txt", "-f", "sql"], &on[..]].concat());
    for line in shown.lines() {
        assert!(query.contains(line), "{line} is not in {query}");
    }
    assert_eq!(shown.lines().count(), 3);
}

/// What parts of a score add up to stands in rows of its own, beside the score.
#[test]
fn parts_of_a_score_are_added_up_where_a_rule_asks_for_them() {
    let folder = tempfile::tempdir().unwrap();
    let text = std::fs::read_to_string("corpus/002.txt").unwrap();
    std::fs::write(folder.path().join("t.txt"), text).unwrap();
    let part =
        |name: &str, value: i32| json!({"code": {"text": name}, "valueQuantity": {"value": value, "unit": "{score}"}});
    let patient = |id: &str, parts: Value| {
        json!({"resourceType": "Bundle", "entry": [
            {"resource": {"resourceType": "Patient", "id": id}},
            {"resource": {"resourceType": "Observation", "id": "s", "status": "final", "code": {"text": "SLEDAI-2K"},
                "effectiveDateTime": "2025-05-20", "valueQuantity": {"value": 10, "unit": "{score}"}, "component": parts}}]})
    };
    let both = json!([part("laboratory parameters", 4), part("central nervous system", 2)]);
    let lines = [patient("both", both), patient("neither", json!([]))].map(|p| p.to_string()).join("\n");
    std::fs::write(folder.path().join("p.ndjson"), lines).unwrap();
    let (csv, _, _) = run(folder.path(), &["table", "t.txt", "p.ndjson", "-f", "csv"]);
    let mut rows = csv.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let header = rows.next().unwrap();
    let at = |name: &str| header.iter().position(|column| *column == name).unwrap();
    let (concept, low) = (at("concept"), at("low"));
    let score = rows.filter(|row| row[concept].starts_with("sledai_2k"));
    let score: Vec<_> = score.map(|row| format!("{} {} {}", row[0], row[concept], row[low])).collect();
    insta::assert_snapshot!(score.join("\n"), @r"
    both sledai_2k 10
    both sledai_2k only laboratory 4
    both sledai_2k without central nervous system 8
    neither sledai_2k 10
    neither sledai_2k only laboratory 
    neither sledai_2k without central nervous system 
    ");
}
