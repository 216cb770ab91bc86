//! The targets from the command line.

use assert_cmd::Command;

#[test]
fn a_target_is_written_with_a_report_of_what_it_leaves_out() {
    let folder = tempfile::tempdir().unwrap();
    let (text, loss) = (folder.path().join("a.txt"), folder.path().join("loss.ndjson"));
    std::fs::write(&text, "Inclusion Criteria:\n* Hemoglobin ≥ 80 g/L\n").unwrap();
    let run = |format: &str| {
        let mut command = Command::cargo_bin("extract").unwrap();
        command.arg(&text).args(["--format", format, "--on", "2025-06-01", "--loss"]).arg(&loss);
        let output = command.output().unwrap();
        assert!(output.status.success());
        String::from_utf8(output.stdout).unwrap()
    };
    let sql = run("sql");
    assert!(sql.contains("WHEN 'g/L' THEN 80e0") && sql.contains("WHEN 'g/dL' THEN 8e0"), "{sql}");
    assert!(run("cel").contains(r#"\"g/dL\": 8.0"#));
    let mut command = Command::cargo_bin("extract").unwrap();
    std::fs::write(&text, "Inclusion Criteria:\n* Increase in creatinine of more than 30 % from baseline\n").unwrap();
    command.arg(&text).args(["--format", "sql", "--on", "2025-06-01", "--loss"]).arg(&loss);
    let said = String::from_utf8(command.output().unwrap().stderr).unwrap();
    assert!(said.contains("can not be said"), "{said}");
    assert!(std::fs::read_to_string(&loss).unwrap().contains("a value computed from two measurements"));
}

#[test]
fn a_target_is_no_table() {
    let mut command = Command::cargo_bin("extract").unwrap();
    let output = command.args(["corpus/000.txt", "--format", "sql", "-o", "x.csv"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
}
