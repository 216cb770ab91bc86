//! Abbreviations that stand for several things, and limits that go with several subjects in turn.

use trial_extract::rule::{Criterion, Section};
use trial_extract::source::Document;
use trial_extract::{Options, extract};

fn criterion(section: Section, text: &str) -> Criterion {
    let document = Document { text: text.to_owned(), ..Document::default() };
    extract(&document, &Options { section: Some(section) }).criteria.remove(0)
}

fn excluded(text: &str) -> String {
    criterion(Section::Exclusion, text).reading.unwrap_or_default()
}

fn is_open(text: &str) -> bool {
    let criterion = criterion(Section::Exclusion, text);
    criterion.diagnostics.iter().any(|d| d.code == "ambiguous-abbreviation")
}

#[test]
fn the_words_beside_an_abbreviation_decide_its_sense() {
    let rows = [
        ("Active TB", "condition active tuberculosis"),
        ("Active or latent TB", "any(condition active tuberculosis, condition latent tuberculosis)"),
        ("TB > 1.5 × ULN", "total bilirubin > 1.5 ×ULN"),
        ("ALT > 3 × ULN, TB > 1.5 × ULN", "any(ALT > 3 ×ULN, total bilirubin > 1.5 ×ULN)"),
        (
            "RA, SLE or psoriatic arthritis",
            "any(condition rheumatoid arthritis, condition SLE, condition psoriatic arthritis)",
        ),
        ("SpO2 < 92% on RA", "SpO2 < 92 % [setting: RA]"),
        ("INR or PT > 1.5 × ULN", "any(INR > 1.5 ×ULN, PT > 1.5 ×ULN)"),
        ("PT aged over 70 years", "age > 70 a"),
        ("CR > 2 mg/dL", "creatinine > 2 mg/dL"),
        ("CD or UC", "any(condition Crohn disease, condition ulcerative colitis)"),
        ("Severe AS or mitral stenosis", "any(condition severe aortic stenosis, condition severe mitral stenosis)"),
        ("AS or psoriatic arthritis", "any(condition ankylosing spondylitis, condition psoriatic arthritis)"),
        ("Treatment with MMF or azathioprine", "any(drug mycophenolate mofetil, drug azathioprine)"),
    ];
    for (text, reading) in rows {
        assert_eq!(excluded(text), reading, "{text}");
        assert!(!is_open(text), "{text}");
    }
}

#[test]
fn an_abbreviation_that_nothing_decides_is_left_open() {
    for text in ["MS", "History of RA", "CD", "MMF", "PE"] {
        assert!(is_open(text), "{text}: {}", excluded(text));
    }
    // A response is no creatinine, and no abbreviation at all has another sense.
    assert!(!excluded("Lymphoma in CR").contains("creatinine"));
    for text in ["History of SLE", "PD-1 inhibitors", "Rheumatoid arthritis (RA)"] {
        assert!(!is_open(text), "{text}");
    }
}

#[test]
fn what_is_spelled_out_once_holds_for_the_document() {
    let text = "* History of mitral stenosis (MS)\n* Surgery for MS\n";
    let document = Document { text: text.to_owned(), ..Document::default() };
    let trial = extract(&document, &Options { section: Some(Section::Exclusion) });
    assert!(trial.criteria.iter().all(|c| c.diagnostics.iter().all(|d| d.code != "ambiguous-abbreviation")));
    assert!(trial.concepts.contains_key("mitral_stenosis") && !trial.concepts.contains_key("multiple_sclerosis"));
}

#[test]
fn what_the_text_spells_out_as_something_else_is_not_asked_about() {
    assert!(!is_open("One defect with probing depth (PD) ≥ 7 mm"));
    assert!(!is_open("Oppositional defiant disorder or conduct disorder (CD)"));
    assert!(is_open("Failure of treatment (PD)"));
}

#[test]
fn limits_go_to_their_subjects_in_turn() {
    let sexes = "Hemoglobin < 13 and < 12 g/dL in males and females, respectively";
    assert_eq!(excluded(sexes), "any(all(sex male, Hb < 13 g/dL), all(sex female, Hb < 12 g/dL))");
    let demanded = criterion(Section::Inclusion, "Hemoglobin ≥1.5 and ≥1.4 in males and females respectively");
    assert_eq!(demanded.reading.unwrap_or_default(), "all(if sex male: Hb ≥ 1.5, if sex female: Hb ≥ 1.4)");
    let tests = "ALT and AST > 2.5 and > 3 × ULN, respectively";
    assert_eq!(excluded(tests), "all(ALT > 2.5 ×ULN, AST > 3 ×ULN)");
    // One limit is that of both.
    assert_eq!(excluded("ALT and AST > 2.5 × ULN, respectively"), "all(ALT > 2.5 ×ULN, AST > 2.5 ×ULN)");
}

#[test]
fn a_small_number_or_the_skin_tells_the_global_assessment_from_the_immunoglobulin() {
    assert_eq!(super::reading("IGA ≥ 3"), "IGA score ≥ 3 {score}");
    assert_eq!(
        super::reading("atopic dermatitis with IGA of 3 or 4"),
        "all(condition atopic dermatitis, IGA score 3..4 {score})"
    );
    assert_eq!(super::reading("IgG, IgM and IGA < 50 mg/dL").matches("IgA < 50 mg/dL").count(), 1);
}

#[test]
fn short_forms_of_drugs_are_told_by_what_stands_beside_them() {
    assert_eq!(super::reading("never received ABA or rituximab").matches("drug").count(), 2);
    assert_eq!(super::reading("Use of BPA for prophylaxis of bleeding").matches("drug bypassing agent").count(), 1);
    assert_eq!(super::reading("BPA for CTEPH").matches("drug").count(), 0);
    assert_eq!(super::reading("Treatment with SRIs for OCD").matches("drug SSRI").count(), 1);
    assert_eq!(super::reading("GH treatment within 6 months").matches("drug human growth hormone").count(), 1);
    assert_eq!(super::reading("Lost to FU").matches("drug").count(), 0);
    assert_eq!(super::reading("FU and leucovorin chemotherapy").matches("drug fluorouracil").count(), 1);
}

#[test]
fn abbreviations_of_drugs_are_decided_by_what_stands_beside_them() {
    let rows = [
        ("ATD for Graves disease", "antithyroid drug"),
        ("Tuberculosis treated with ATD and isoniazid", "antituberculosis drug"),
        ("Allergy to LET, valganciclovir or foscarnet", "letermovir"),
        ("Breast cancer treated with palbociclib and LET", "letrozole"),
        ("Palbociclib plus AI as first-line therapy", "aromatase inhibitor"),
        ("Use of GH", "human growth hormone"),
        ("Use of a DOAC and an SMI", "small molecule inhibitor"),
        ("SMI < 40 cm2/m2", "skeletal muscle mass index"),
        ("ARAT < 40", "Action Research Arm Test"),
    ];
    for (text, sense) in rows {
        let reading = excluded(text);
        assert!(reading.contains(sense), "{text}: {reading}");
    }
    assert!(is_open("Planned LET"));
    assert!(is_open("Planned ATD"));
}
