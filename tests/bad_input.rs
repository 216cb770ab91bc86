//! Text that comes damaged, encoded oddly or enormous: it gives its rules, or one clear error. Missing, empty and binary
//! files and folders without documents are in `cli.rs`.
#![allow(clippy::unwrap_used)]

use std::fs;

use assert_cmd::cargo::cargo_bin_cmd;
use serde_json::Value;

/// What `extract` makes of a file with these bytes.
fn trial(bytes: &[u8]) -> Value {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), bytes).unwrap();
    let output = cargo_bin_cmd!("extract").current_dir(&folder).arg("a.txt").output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The readings of the criteria, in order.
fn readings(trial: &Value) -> Vec<&str> {
    trial["criteria"].as_array().unwrap().iter().filter_map(|criterion| criterion["reading"].as_str()).collect()
}

fn codes(trial: &Value) -> Vec<&str> {
    let all = trial["criteria"].as_array().unwrap().iter().chain([trial]);
    all.flat_map(|owner| owner["diagnostics"].as_array().into_iter().flatten())
        .map(|diagnostic| diagnostic["code"].as_str().unwrap())
        .collect()
}

const TEXT: &str = "Inclusion Criteria:\n* Hemoglobin ≥ 80 g/L\n";

#[test]
fn utf_16_with_a_byte_order_mark_is_read() {
    let little = [0xff, 0xfe].into_iter().chain(TEXT.encode_utf16().flat_map(u16::to_le_bytes));
    let big = [0xfe, 0xff].into_iter().chain(TEXT.encode_utf16().flat_map(u16::to_be_bytes));
    assert_eq!(readings(&trial(&little.collect::<Vec<u8>>())), ["Hb ≥ 80 g/L"]);
    assert_eq!(readings(&trial(&big.collect::<Vec<u8>>())), ["Hb ≥ 80 g/L"]);
}

#[test]
fn windows_1252_is_read() {
    let read = trial(b"Inclusion Criteria:\n\x95 Creatinine < 130 \xb5mol/L\n\x95 Sj\xf6gren\x92s syndrome\n");
    assert_eq!(read["criteria"][1]["text"], "Creatinine < 130 µmol/L");
    assert_eq!(readings(&read)[0], "creatinine < 130 umol/L");
    assert_eq!(read["criteria"][2]["text"], "Sjögren’s syndrome");
}

#[test]
fn carriage_returns_end_lines_and_are_counted() {
    let read = trial(TEXT.replace('\n', "\r\n").as_bytes());
    assert_eq!(readings(&read), ["Hb ≥ 80 g/L"]);
    assert_eq!(read["criteria"][1]["span"], serde_json::json!([23, 42]));
}

#[test]
fn a_nul_byte_is_kept_and_the_rest_is_read() {
    let others = "* Able to give informed consent in writing before any study procedure\n".repeat(5);
    let read = trial(format!("Inclusion Criteria:\n* Hemoglobin ≥ 80 g/L\0\n{others}").as_bytes());
    assert_eq!(readings(&read)[0], "Hb ≥ 80 g/L");
    assert!(read["criteria"][1]["text"].as_str().unwrap().starts_with("Hemoglobin ≥ 80 g/L"));
}

#[test]
fn entities_and_tags_are_kept_and_read() {
    let read = trial("Inclusion Criteria:\n* Hemoglobin&nbsp;&ge;&#160;80&nbsp;g/L<br>\n".as_bytes());
    assert_eq!(readings(&read), ["Hb ≥ 80 g/L"]);
    assert_eq!(read["criteria"][1]["text"], "Hemoglobin&nbsp;&ge;&#160;80&nbsp;g/L<br>");
}

#[test]
fn a_line_of_twenty_megabytes_is_read_to_its_end() {
    let text = format!("Inclusion Criteria:\n* {}, hemoglobin ≥ 80 g/L", "x".repeat(20_000_000));
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), text).unwrap();
    let output = cargo_bin_cmd!("extract").current_dir(&folder).args(["-f", "facts", "a.txt"]).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let last = output.stdout.trim_ascii_end().rsplit(|byte| *byte == b'\n').find(|fact| fact.len() < 10_000).unwrap();
    let fact: Value = serde_json::from_slice(last).unwrap();
    assert_eq!((&fact["concept"], &fact["start"]), (&"hemoglobin".into(), &20_000_035.into()));
}

#[test]
fn ten_thousand_nested_brackets_lose_no_number() {
    let (open, close) = ("(".repeat(10_000), ")".repeat(10_000));
    let read = trial(format!("Inclusion Criteria:\n* Age {open}18{close}\n* Hemoglobin ≥ 80 g/L\n").as_bytes());
    assert_eq!(readings(&read).last(), Some(&"Hb ≥ 80 g/L"));
    assert!(codes(&read).iter().any(|code| ["number-not-in-rule", "unparsed"].contains(code)), "{:?}", codes(&read));
    assert_eq!(codes(&trial(TEXT.as_bytes())), Vec::<&str>::new());
}

#[test]
fn a_text_without_sections_has_rules_and_no_eligibility() {
    let read = trial("Hemoglobin ≥ 80 g/L\n".as_bytes());
    assert_eq!((readings(&read), &read["eligibility"]), (vec!["Hb ≥ 80 g/L"], &Value::Null));
    assert!(!codes(&read).is_empty());
    assert!(!trial(TEXT.as_bytes())["eligibility"].is_null());
}

#[test]
fn text_in_chinese_keeps_its_words_and_names_its_numbers() {
    let read = trial("纳入标准：\n1. 年龄18-70岁\n2. 血红蛋白 ≥ 80 g/L\n排除标准：\n1. 妊娠或哺乳期妇女\n".as_bytes());
    let of = |section: &str| {
        let all = read["criteria"].as_array().unwrap().iter();
        all.filter(|c| c["section"] == section && c["role"] == "criterion")
            .map(|c| c["text"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(of("inclusion"), ["年龄18-70岁", "血红蛋白 ≥ 80 g/L"]);
    assert_eq!(of("exclusion"), ["妊娠或哺乳期妇女"]);
}
