//! What the facts say a length of time of, and which limits are one.

use trial_extract::emit::facts::facts;
use trial_extract::source::Document;
use trial_extract::{Options, extract};

/// The windows of an inclusion criterion, each with what it is said of.
fn windows(text: &str) -> Vec<(String, String)> {
    let document = Document { text: format!("Inclusion Criteria:\n* {text}\n"), ..Document::default() };
    let trial = extract(&document, &Options::default());
    let windows = facts(&trial).into_iter().filter(|fact| fact.kind == "window");
    windows.map(|fact| (fact.text.to_owned(), fact.subject.unwrap_or_default().to_owned())).collect()
}

/// What the windows of a criterion are said of.
fn subjects(text: &str) -> Vec<String> {
    windows(text).into_iter().map(|(_, subject)| subject).collect()
}

#[test]
fn a_length_is_not_said_of_a_verb_beside_a_noun() {
    assert_eq!(
        subjects("Patients who had liver transplantation and had passed over 3 months since operation"),
        ["liver transplantation"]
    );
    assert_eq!(subjects("Donor specific antibody or stroke within 6 months").len(), 2);
}

#[test]
fn a_length_is_not_said_of_what_it_is_counted_from() {
    assert_eq!(
        subjects("Persisting or recurring pulmonary hypertension ≥ 6 months after repair of shunt"),
        ["pulmonary hypertension"]
    );
}

#[test]
fn a_length_is_not_said_of_how_or_why_something_was_done() {
    assert_eq!(
        subjects(
            "Local injection of glucocorticoids or other drugs at the site examined by ultrasound in recent 6 weeks"
        ),
        ["injection of glucocorticoids"]
    );
    assert_eq!(subjects("Treatment with rituximab or with cladribine within 6 months").len(), 2);
}

#[test]
fn a_length_in_brackets_is_not_said_of_what_stands_outside() {
    assert_eq!(
        subjects("Viral or bacterial infections (including latent tuberculosis treated for less than 4 weeks)"),
        ["latent tuberculosis"]
    );
    assert_eq!(subjects("Use of rituximab or cladribine (within 6 months)").len(), 2);
}

#[test]
fn a_length_is_not_said_of_another_clause() {
    assert_eq!(
        subjects("Active metastatic cancer or liquid tumor and/or on checkpoint inhibitors within 3 months"),
        ["checkpoint inhibitors"]
    );
    assert_eq!(subjects("Metastatic cancer or stroke within 3 months").len(), 2);
    assert_eq!(subjects("Patients on warfarin or on heparin within 3 months").len(), 2);
}

#[test]
fn what_lasts_is_no_comparison() {
    let window = |text: &str, length: &str, of: &str| {
        assert_eq!(windows(text), [(length.to_owned(), of.to_owned())], "{text}");
    };
    window("3 or more uterine contractions in 30 minutes", "30 minutes", "uterine contractions");
    window("Minimum duration of symptoms of 3 weeks", "3 weeks", "symptoms");
    for measured in ["Aortic cross-clamp time > 120 minutes", "Cycle length of 26-39 days", "GA ≥ 37 weeks"] {
        assert_eq!(windows(measured), [], "{measured}");
    }
}

#[test]
fn what_something_is_of_stands_with_it() {
    assert_eq!(subjects("Stable dose of oral medication for at least 3 months"), ["Stable dose of oral medication"]);
    assert_eq!(subjects("Surgery for sciatica within one year"), ["Surgery for sciatica"]);
    assert_eq!(subjects("Received local-regional therapy within 4 weeks"), ["Received local-regional therapy"]);
}
