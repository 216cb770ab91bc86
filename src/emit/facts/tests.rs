#![allow(clippy::unwrap_used)]

use insta::assert_snapshot;
use serde_json::{Value as Json, json};

use super::*;
use crate::emit::fixture::*;
use crate::rule::*;

const WORDS: Words = Words("ANC ≥ 1.50 ×10⁹/L \"quoted\", within 7 days before leukapheresis");

fn sample() -> Trial {
    let mut leaf = WORDS.leaf(LeafKind::Measurement, "anc", "ANC");
    let mut value = WORDS.value("≥ 1.50 ×10⁹/L", ge("1.50"), "×10⁹/L", "10*9/L");
    value.text.push_str(" \"quoted\",\n");
    leaf.value = Some(value.into());
    let mut time = WORDS.time(TimeKind::Window, "within 7 days", le("7"), "days", "d");
    time.direction = Some(Direction::Before);
    time.anchor = Some(Anchor::Point(WORDS.mention("leukapheresis", "leukapheresis")));
    leaf.time = vec![time];
    trial(vec![criterion("I1", 10, WORDS.0, Some(not(leaf)))])
}

fn ndjson(trial: &Trial) -> String {
    let mut out = Vec::new();
    write_ndjson(&mut out, trial).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn ndjson_has_every_column_and_the_digits_as_written() {
    let written = ndjson(&sample());
    assert_snapshot!(written, @r#"
    {"doc":"000","criterion":"I1","key":"key-I1","node":"/of","section":"inclusion","kind":"comparison","start":14,"end":27,"text":"≥ 1.50 ×10⁹/L \"quoted\",\n","subject":"ANC","subject_start":10,"subject_end":13,"concept":"anc","low":1.50,"low_inclusive":true,"high":null,"high_inclusive":null,"unit":"×10⁹/L","ucum":"10*9/L","relative_to":null,"direction":null,"anchor":null,"anchor_start":null,"anchor_end":null,"negated":true}
    {"doc":"000","criterion":"I1","key":"key-I1","node":"/of","section":"inclusion","kind":"window","start":38,"end":51,"text":"within 7 days","subject":"ANC","subject_start":10,"subject_end":13,"concept":"anc","low":null,"low_inclusive":null,"high":7,"high_inclusive":true,"unit":"days","ucum":"d","relative_to":null,"direction":"before","anchor":"leukapheresis","anchor_start":59,"anchor_end":72,"negated":true}
    "#);
    let names: Vec<&str> = COLUMNS.iter().map(|(name, _)| *name).collect();
    for line in written.lines() {
        let fact: Json = serde_json::from_str(line).unwrap();
        assert_eq!(fact.as_object().unwrap().keys().collect::<Vec<_>>(), names);
    }
}

#[test]
fn the_node_of_a_fact_is_in_the_rule() {
    let trial = sample();
    let rule = serde_json::to_value(trial.criteria[0].rule.as_ref().unwrap()).unwrap();
    for fact in facts(&trial) {
        assert_eq!(rule.pointer(&fact.node).unwrap()["type"], "measurement");
    }
}

#[test]
fn a_document_without_facts_is_still_named() {
    assert_eq!(ndjson(&trial(vec![])), "{\"doc\":\"000\"}\n");
}

#[test]
fn csv_quotes_and_leaves_empty_what_is_not_there() {
    let mut out = Vec::new();
    let mut writer = CsvWriter::new(&mut out).unwrap();
    writer.write(&sample()).unwrap();
    writer.write(&trial(vec![])).unwrap();
    writer.finish().unwrap();
    assert_snapshot!(String::from_utf8(out).unwrap(), @r#"
    doc,criterion,key,node,section,kind,start,end,text,subject,subject_start,subject_end,concept,low,low_inclusive,high,high_inclusive,unit,ucum,relative_to,direction,anchor,anchor_start,anchor_end,negated
    000,I1,key-I1,/of,inclusion,comparison,14,27,"≥ 1.50 ×10⁹/L ""quoted"",
    ",ANC,10,13,anc,1.50,true,,,×10⁹/L,10*9/L,,,,,,true
    000,I1,key-I1,/of,inclusion,window,38,51,within 7 days,ANC,10,13,anc,,,7,true,days,d,,before,leukapheresis,59,72,true
    "#);
}

#[test]
fn parquet_is_read_back_the_same() {
    use ::parquet::file::reader::{FileReader, SerializedFileReader};
    use ::parquet::record::{Field, Row};
    let mut out = Vec::new();
    let mut writer = ParquetWriter::new(&mut out).unwrap();
    for _ in 0..3 {
        writer.write(&sample()).unwrap();
    }
    writer.finish().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("facts.parquet");
    std::fs::write(&path, out).unwrap();
    let reader = SerializedFileReader::new(std::fs::File::open(path).unwrap()).unwrap();
    let json = |field: &Field| match field {
        Field::Str(text) => json!(text),
        Field::Int(place) => json!(place),
        Field::Double(number) => json!(number),
        Field::Bool(flag) => json!(flag),
        _ => Json::Null,
    };
    let row = |row: Row| Json::Object(row.get_column_iter().map(|(name, f)| (name.clone(), json(f))).collect());
    let rows: Vec<Json> = reader.get_row_iter(None).unwrap().map(|r| row(r.unwrap())).collect();
    let wanted: Vec<Json> = ndjson(&sample()).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rows.len(), 6);
    for (row, wanted) in rows.iter().zip(wanted.iter().cycle()) {
        for (name, kind) in COLUMNS {
            match kind {
                ColumnType::Number => assert_eq!(row[name].as_f64(), wanted[name].as_f64(), "{name}"),
                _ => assert_eq!(row[name], wanted[name], "{name}"),
            }
        }
    }
}

#[test]
fn a_document_is_called_by_its_id_else_by_its_file() {
    let called = |id: &str, name: &str| {
        let mut trial = trial(vec![]);
        (trial.source.id, trial.source.name) = (id.into(), name.into());
        document_name(&trial).to_owned()
    };
    assert_eq!(called("NCT00000001", "registry.ndjson"), "NCT00000001");
    assert_eq!(called("", "000.txt"), "000");
    assert_eq!(called("", ".txt"), ".txt");
}

#[test]
fn a_length_without_something_is_told_as_it_is_written() {
    let limits = |text: &str| {
        let document =
            crate::source::Document { text: format!("Inclusion Criteria:\n- {text}\n"), ..Default::default() };
        let facts = ndjson(&crate::extract(&document, &crate::Options::default()));
        let mut rows = facts.lines().map(|line| serde_json::from_str::<Json>(line).unwrap());
        let window = rows.find(|row| row["kind"] == "window").unwrap();
        (window["low"].as_f64(), window["high"].as_f64())
    };
    assert_eq!(limits("At least 3 months without seizures"), (Some(3.0), None));
    assert_eq!(limits("No seizures for at least 3 months"), (Some(3.0), None));
    assert_eq!(limits("No seizures within 3 months"), (None, Some(3.0)));
}
