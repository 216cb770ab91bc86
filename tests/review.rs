//! Review pages and decisions, as a user of the command line meets them.
#![allow(clippy::unwrap_used)]

use std::fs;

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin_cmd;
use predicates::str::contains;
use serde_json::{Value, json};
use tempfile::TempDir;

const CRITERIA: &str = "Inclusion Criteria:\n* Hemoglobin ≥ 80 g/L\n* Age ≥ 18 years\n";

fn extract(folder: &TempDir) -> Command {
    let mut command = cargo_bin_cmd!("extract");
    command.current_dir(folder).env("NO_COLOR", "1");
    command
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

/// The data that a page gives its script.
fn data(page: &str) -> Value {
    let start = page.find("id=\"data\">").unwrap() + "id=\"data\">".len();
    serde_json::from_str(&page[start..start + page[start..].find("</script>").unwrap()]).unwrap()
}

/// A file in which all criteria of a page are accepted, as its script saves it.
fn accepted(page: &str) -> String {
    let data = data(page);
    let mut file = data["file"].clone();
    let accept = |criterion: &Value| {
        let mut decision = criterion.clone();
        decision["verdict"] = json!("accepted");
        decision
    };
    file["decisions"] = data["criteria"].as_array().unwrap().iter().map(accept).collect();
    file.to_string()
}

#[test]
fn decisions_come_back_and_only_what_changed_is_to_decide_again() {
    let folder = folder(&[("a.txt", CRITERIA)]);
    extract(&folder).args(["-q", "a.txt", "-o", "a.html"]).assert().success();
    let page = fs::read_to_string(folder.path().join("a.html")).unwrap();
    fs::write(folder.path().join("decisions.json"), accepted(&page)).unwrap();
    let with = |text: &str| {
        fs::write(folder.path().join("a.txt"), text).unwrap();
        let run = extract(&folder).args(["a.txt", "--review", "decisions.json"]).assert().success();
        let output = run.get_output();
        let trial: Value = serde_json::from_slice(&output.stdout).unwrap();
        (trial["review"].clone(), String::from_utf8(output.stderr.clone()).unwrap())
    };
    let (review, said) = with(CRITERIA);
    assert_eq!((&review["criteria"], &review["decided"]), (&json!(2), &json!(2)));
    assert!(said.contains("a.txt: 2 of 2 criteria decided\n"), "{said}");
    let (review, said) = with(&CRITERIA.replace("80", "90"));
    assert_eq!(review["decisions"][0]["changed"], json!(["text", "rule"]));
    assert_eq!(review["decisions"][0]["text"], "Hemoglobin ≥ 80 g/L");
    assert_eq!(review["decisions"][1]["state"], "holds");
    assert!(said.contains("1 of 2 criteria decided; 1 changed since and to review again"), "{said}");
    let (review, said) = with("Inclusion Criteria:\n* Hemoglobin ≥ 80 g/L\n");
    assert_eq!(review["decisions"][1]["state"], "gone");
    assert!(said.contains("1 decided on and gone\n  gone: I2 “Age ≥ 18 years”"), "{said}");
}

#[test]
fn without_decisions_the_output_is_as_before() {
    let folder = folder(&[("a.txt", CRITERIA)]);
    let run = extract(&folder).arg("a.txt").assert().success();
    assert!(!String::from_utf8_lossy(&run.get_output().stdout).contains("\"review\""));
}

#[test]
fn decisions_that_can_not_be_used_are_one_clear_error() {
    let folder = folder(&[
        ("a.txt", CRITERIA),
        ("b.txt", CRITERIA),
        ("other.json", "{\"criteria\": []}"),
        ("later.json", "{\"type\": \"trial-extract-decisions\", \"schema_version\": \"2.0\"}"),
        (
            "none.json",
            "{\"type\": \"trial-extract-decisions\", \"schema_version\": \"1.0\", \"source\": {\"name\": \"a.txt\", \
          \"sha256\": \"\", \"format\": \"text\"}, \"decisions\": []}",
        ),
    ]);
    let fails = |args: &[&str], message: &str| {
        extract(&folder).args(args).assert().code(2).stderr(contains(message));
    };
    fails(&["a.txt", "--review", "missing.json"], "missing.json can not be read");
    fails(&["a.txt", "--review", "a.txt"], "a.txt can not be used: it is no JSON");
    fails(&["a.txt", "--review", "other.json"], "other.json can not be used: it holds no review decisions");
    fails(&["a.txt", "--review", "later.json"], "of version 2.0, and this program knows version 1.0");
    fails(&["a.txt", "b.txt", "--review", "none.json", "--review", "none.json"], "are both on");
    fails(&["-f", "html", "a.txt", "-o", "a.csv"], "a page can not be written as .csv");
    fails(&["-f", "text", "a.txt", "-o", "a.html"], "only --format html is written as .html");
    extract(&folder).args(["a.txt", "--review", "none.json"]).assert().success();
}

#[test]
fn several_trials_give_an_index_two_their_changes_and_a_folder_all_pages() {
    let folder = folder(&[("a.txt", CRITERIA), ("b.txt", &CRITERIA.replace("80", "90")), ("c.txt", CRITERIA)]);
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    extract(&folder).args(["-q", "a.txt", "b.txt", "-o", "two.html"]).assert().success();
    assert!(read("two.html").contains("<h2>") && read("two.html").contains("I1 changed"), "{}", read("two.html"));
    extract(&folder).args(["diff", "a.txt", "b.txt", "-f", "html", "-o", "diff.html"]).assert().code(1);
    assert!(read("diff.html").contains("class=\"change changed\""));
    extract(&folder).args(["-q", "a.txt", "b.txt", "c.txt", "-o", "index.html"]).assert().success();
    assert!(read("index.html").contains("<h1>3 trials</h1>"));
    extract(&folder).args(["-q", "a.txt", "b.txt", "c.txt", "-f", "html", "-o", "pages"]).assert().success();
    assert!(read("pages/index.html").contains("<a href=\"b.html\">b</a>"));
    assert!(read("pages/c.html").contains("Hemoglobin"));
}

#[test]
fn nothing_in_a_text_ends_an_element_of_the_page_or_starts_one() {
    let text = "Inclusion Criteria:\n* Hb ≥ 80 g/L </script><script>alert(1)</script> <img src=x onerror=alert(1)>\n";
    let folder = folder(&[("<u>.txt", text)]);
    extract(&folder).args(["-q", "<u>.txt", "-o", "a.html"]).assert().success();
    let page = fs::read_to_string(folder.path().join("a.html")).unwrap();
    // The data of decisions, the rules as JSON, and the one that runs.
    assert_eq!(page.matches("<script").count(), 3);
    assert_eq!(page.matches("</script>").count(), 3);
    assert!(!page.contains("<img") && !page.contains("<u>"));
    assert!(data(&page)["criteria"][0]["text"].as_str().unwrap().contains("</script>"));
    assert!(page.contains("default-src 'none'"));
}
