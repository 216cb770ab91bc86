#![allow(clippy::unwrap_used)]

use std::io::Write;

use proptest::prelude::{any, proptest};

use super::*;

/// The only document in `bytes`.
fn one(name: &str, bytes: &[u8]) -> Document {
    let mut inputs = read(name, bytes).unwrap();
    assert_eq!(inputs.len(), 1);
    inputs.remove(0).document().unwrap()
}

/// Ids and texts, or messages.
fn all(name: &str, bytes: &[u8]) -> Vec<Result<(String, String), String>> {
    inputs(name, bytes)
        .map(|input| input.map(|input| input.document().unwrap()).map(|d| (d.id, d.text)).map_err(|e| e.to_string()))
        .collect()
}

fn message(name: &str, bytes: &[u8]) -> String {
    read(name, bytes).unwrap_err().to_string()
}

const STUDY: &str = r#"{"protocolSection": {"identificationModule": {"nctId": "NCT00000001", "orgStudyIdInfo": {"id": "x}]"}},
  "eligibilityModule": {"eligibilityCriteria": "Inclusion Criteria:\n\n* Age \\> 18 &lt; 65", "healthyVolunteers": false,
  "sex": "FEMALE", "minimumAge": "18 Years", "maximumAge": "N/A", "stdAges": ["ADULT"]}}, "hasResults": false}"#;

fn study(id: u32) -> String {
    STUDY.replace('\n', " ").replace("NCT00000001", &format!("NCT{id:08}"))
}

#[test]
fn plain_text_is_taken_as_it_is() {
    let document = one("a/b/000.txt", "Inclusion:\r\n* Age ≥ 18 &gt; \\> \r\n".as_bytes());
    assert_eq!((document.name.as_str(), document.id.as_str()), ("000.txt", "000"));
    assert_eq!(document.text, "Inclusion:\r\n* Age ≥ 18 &gt; \\> \r\n");
    assert_eq!(document.format.as_str(), "text");
    assert!(document.notes.is_empty());
    assert_eq!(one("-", b"abc").sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

#[test]
fn encodings_are_told_by_their_marks() {
    assert_eq!(one("a", "\u{feff}Age ≥ 18".as_bytes()).text, "Age ≥ 18");
    let little: Vec<u8> =
        [0xff, 0xfe].into_iter().chain("Age ≥ 18".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let big: Vec<u8> = [0xfe, 0xff].into_iter().chain("Age ≥ 18".encode_utf16().flat_map(u16::to_be_bytes)).collect();
    for bytes in [little, big] {
        let document = one("a", &bytes);
        assert_eq!((document.text.as_str(), document.notes.len()), ("Age ≥ 18", 0));
    }
    let study: Vec<u8> = [0xff, 0xfe].into_iter().chain(STUDY.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(one("a", &study).id, "NCT00000001");
}

#[test]
fn what_is_no_utf_8_is_windows_1252_and_noted() {
    let document = one("a", b"37 \xb0C, 5 \xb5g \x96 1");
    assert_eq!(document.text, "37 °C, 5 µg – 1");
    assert_eq!(document.notes[0].kind, NoteKind::Encoding);
}

#[test]
fn isolated_nul_is_kept_and_noted() {
    let text = format!("Age \0 18{}", " years".repeat(40));
    let document = one("a", text.as_bytes());
    assert_eq!(document.text, text);
    assert_eq!(document.notes[0].kind, NoteKind::Nul);
}

#[test]
fn binary_files_are_errors() {
    assert_eq!(message("a.pdf", b"%PDF-1.4 ..."), "a.pdf: not text: a PDF file");
    assert_eq!(message("a.png", b"\x89PNG\r\n\x1a\n\0\0"), "a.png: not text: a PNG image");
    assert_eq!(message("a", &[b'a', 0, b'b', 0, b'c', 0]), "a: not text: too many NUL bytes");
    assert_eq!(message("a", &[0xff, 1, 2, 3, 4, 5, 0x80, 0x90]), "a: not text: too many control bytes");
}

#[test]
fn nothing_to_read_is_an_error() {
    for bytes in [&b""[..], b" \r\n\t", b"\xef\xbb\xbf", b"[]", b"{\"studies\": []}"] {
        assert!(matches!(read("a", bytes), Err(SourceError::Empty { .. })), "{bytes:?}");
    }
    assert_eq!(message("a.txt", b""), "a.txt: no criteria: the input is empty");
}

#[test]
fn a_study_in_json_has_its_registry_fields() {
    let document = one("a.json", STUDY.as_bytes());
    assert_eq!((document.id.as_str(), document.format), ("NCT00000001", Format::CtgovJson));
    assert_eq!(document.text, "Inclusion Criteria:\n\n* Age \\> 18 &lt; 65");
    let age = document.registry.minimum_age.unwrap();
    assert_eq!((age.value, age.unit.ucum(), age.text.as_str()), (18, "a", "18 Years"));
    assert_eq!(document.registry.maximum_age, None);
    assert_eq!((document.registry.sex, document.registry.healthy_volunteers), (Some(Sex::Female), Some(false)));
    assert!(document.notes.is_empty());
    assert_eq!(document.sha256, record::sha256(STUDY.as_bytes()));
}

#[test]
fn a_field_that_can_not_be_read_is_noted() {
    let document = one("a", STUDY.replace("18 Years", "eighteen").as_bytes());
    assert_eq!((document.registry.minimum_age, document.notes[0].kind), (None, NoteKind::Field));
}

#[test]
fn several_studies_come_in_their_order() {
    let (a, b) = (study(1), study(2));
    let shapes = [
        format!("[{a},\n {b}]"),
        format!("{a}\n\n{b}\n"),
        format!("{a}\r\n{b}"),
        format!("{{\"totalCount\": 2, \"studies\": [{a}, {b}], \"nextPageToken\": \"]}}\"}}\n"),
        format!("{STUDY}\n{}", STUDY.replace("0001", "0002")),
    ];
    for shape in shapes {
        let ids: Vec<String> = all("a", shape.as_bytes()).into_iter().map(|document| document.unwrap().0).collect();
        assert_eq!(ids, ["NCT00000001", "NCT00000002"], "{shape}");
    }
    assert_eq!(one("a", format!("{a}\n").as_bytes()).id, "NCT00000001");
}

#[test]
fn a_bad_study_does_not_stop_the_rest() {
    let lines = format!("{}\n{{\"protocolSection\": \n{}\n{{\"a\": 1}}\n", study(1), study(3));
    let documents = all("a.ndjson", lines.as_bytes());
    assert_eq!(documents.len(), 4);
    assert_eq!(documents[2].as_ref().unwrap().0, "NCT00000003");
    assert!(documents[1].as_ref().unwrap_err().starts_with("a.ndjson, record 2: broken JSON"));
    assert_eq!(documents[3].as_ref().unwrap_err(), "a.ndjson, record 4: the JSON has no eligibility criteria");
    let empty = study(7).replace("Inclusion Criteria:\\n\\n* Age \\\\> 18 &lt; 65", "");
    assert_eq!(message("a", empty.as_bytes()), "a, NCT00000007: no criteria: the input is empty");
    assert!(message("a", &STUDY.as_bytes()[..90]).contains("ends in the middle"));
}

#[test]
fn an_object_over_several_lines_is_one() {
    let study = "{\"protocolSection\":\n{\"eligibilityModule\": {\"eligibilityCriteria\": \"Asthma\"}}}";
    let documents = all("a.json", study.as_bytes());
    assert_eq!(documents.len(), 1);
    assert_eq!(documents[0].as_ref().map(|(_, text)| text.as_str()), Ok("Asthma"));
    let lines = format!("{}\n{}\n", study.replace('\n', " "), study.replace('\n', " "));
    assert_eq!(all("a.json", lines.as_bytes()).len(), 2);
}

#[test]
fn a_bracket_does_not_make_json() {
    assert_eq!(one("a", b"[1] Age > 18").format, Format::Text);
    assert_eq!(one("a", b"{Age} > 18").format, Format::Text);
}

#[test]
fn flat_records_are_read() {
    let documents = all(
        "a",
        b"{\"id\": 7, \"text\": \"Age > 18\"}\n{\"nct_id\": \"NCT1\", \"criteria\": \"Age > 19\", \"text\": \"no\"}",
    );
    assert_eq!(documents[0], Ok(("7".to_owned(), "Age > 18".to_owned())));
    assert_eq!(documents[1], Ok(("NCT1".to_owned(), "Age > 19".to_owned())));
}

#[test]
fn the_older_xml_is_read() {
    let xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<clinical_study rank=\"1\"><id_info><nct_id>NCT00000009</nct_id></id_info>\
        <eligibility><study_pop><textblock>no</textblock></study_pop><criteria><textblock>\n  Inclusion Criteria:\n\n  -  Age &gt; 18 &amp; &#177; &copy;\n\
        </textblock></criteria><gender>Male</gender><minimum_age>6 Months</minimum_age><maximum_age>80 Years</maximum_age>\
        <healthy_volunteers>Accepts Healthy Volunteers</healthy_volunteers></eligibility></clinical_study>";
    let document = one("a.xml", xml.as_bytes());
    assert_eq!((document.id.as_str(), document.format), ("NCT00000009", Format::CtgovXml));
    assert_eq!(document.text, "\n  Inclusion Criteria:\n\n  -  Age > 18 & ± &copy;\n");
    assert_eq!(document.registry.minimum_age.unwrap().unit, AgeUnit::Months);
    assert_eq!((document.registry.sex, document.registry.healthy_volunteers), (Some(Sex::Male), Some(true)));
    assert!(message("a.xml", &xml.as_bytes()[..300]).contains("broken XML"));
    assert_eq!(one("a", b"<10 mg of prednisone").format, Format::Text);
}

#[test]
fn a_table_with_a_text_column_is_read() {
    let csv = "nct_id,Title,criteria,minimum_age\nNCT1,\"A, b\",\"Inclusion:\n* Age > 18\",18 Years\n,x,Age > 19,\nNCT3,x,,\n";
    let documents = all("t.csv", csv.as_bytes());
    assert_eq!(documents[0], Ok(("NCT1".to_owned(), "Inclusion:\n* Age > 18".to_owned())));
    assert_eq!(documents[1], Ok(("t-2".to_owned(), "Age > 19".to_owned())));
    assert_eq!(documents[2], Err("t.csv, NCT3: no criteria: the input is empty".to_owned()));
    assert_eq!(all("t.tsv", b"id\ttext\n1\tAge > 18\n")[0], Ok(("1".to_owned(), "Age > 18".to_owned())));
    assert_eq!(all("t", b"eligibility_criteria\nAge > 18\n")[0], Ok(("t-1".to_owned(), "Age > 18".to_owned())));
    let document = read("t.csv", csv.as_bytes().split_at(90).0).unwrap().remove(0).document().unwrap();
    assert_eq!((document.format, document.registry.minimum_age.unwrap().value), (Format::Csv, 18));
}

#[test]
fn a_text_with_commas_is_no_table() {
    assert_eq!(one("a", b"Age, sex, and other criteria\nAge > 18").format, Format::Text);
    assert_eq!(one("a", b"Criteria: age, sex\nAge > 18").format, Format::Text);
    assert_eq!(one("a", b"criteria\nAge > 18").format, Format::Text);
}

#[test]
fn compressed_input_is_opened() {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(b"Age > 18").unwrap();
    let gzip = gzip.finish().unwrap();
    let document = one("a.txt.gz", &gzip);
    assert_eq!((document.id.as_str(), document.text.as_str()), ("a", "Age > 18"));
    assert_eq!(document.sha256, one("a.txt", b"Age > 18").sha256);
    let zstd = zstd::encode_all(format!("{}\n{}\n", study(1), study(2)).as_bytes(), 1).unwrap();
    assert_eq!(all("a.zst", &zstd).len(), 2);
    assert!(matches!(read("a.gz", &gzip[..14]), Err(SourceError::Io { .. })));
}

#[test]
fn a_compiled_trial_is_recognised() {
    let trial = crate::rule::Trial {
        schema_version: "1.0".to_owned(),
        source: crate::rule::Source::default(),
        generator: crate::rule::Generator::default(),
        eligibility: None,
        populations: Vec::new(),
        criteria: Vec::new(),
        concepts: std::collections::BTreeMap::new(),
        assumptions: Vec::new(),
        diagnostics: Vec::new(),
        review: None,
    };
    let json = serde_json::to_string_pretty(&trial).unwrap();
    assert_eq!(read("trial.json", json.as_bytes()).unwrap(), [Input::Trial(Box::new(trial))]);
    assert!(
        message("trial.json", json.replace("\"criteria\"", "\"crit\"").as_bytes()).contains("not a compiled trial")
    );
}

#[test]
fn a_large_array_is_read_element_by_element() {
    struct Endless(u64);
    impl std::io::Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let next = if self.0 == 0 { "[".to_owned() } else { format!("{},", study(7)) };
            self.0 += 1;
            let mut bytes = next.as_bytes();
            std::io::Read::read(&mut bytes, buffer).map(|len| if len < next.len() { 0 } else { len })
        }
    }
    assert_eq!(inputs("a", Endless(0)).take(500).filter(Result::is_ok).count(), 500);
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in any::<Vec<u8>>()) {
        let _ = inputs("a", bytes.as_slice()).count();
    }

    #[test]
    fn any_damaged_container_is_read_or_refused(
        start in 0..5usize, cut in 0..600usize, at in 0..600usize, byte in any::<u8>(),
    ) {
        let whole = [
            format!("[{STUDY},{STUDY}]"),
            format!("{}\n{}", study(1), study(2)),
            format!("{{\"studies\":[{STUDY}]}}"),
            "<clinical_study><eligibility><criteria><textblock>x &gt; y</textblock></criteria></eligibility></clinical_study>".to_owned(),
            "id,text\n1,\"Age > 18\"\n2,b\n".to_owned(),
        ];
        let mut bytes = whole[start].clone().into_bytes();
        bytes.truncate(bytes.len().saturating_sub(cut));
        if let Some(changed) = bytes.get_mut(at) {
            *changed = byte;
        }
        assert!(inputs("a", bytes.as_slice()).count() < 50);
    }
}
