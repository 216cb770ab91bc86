//! Numbers that are no limits: a length that is no age, a number beside a disease.

use trial_extract::emit::facts::facts;
use trial_extract::source::Document;
use trial_extract::{Options, extract};

fn kinds(text: &str) -> Vec<(String, Option<String>)> {
    let document = Document { text: text.to_owned(), ..Document::default() };
    let trial = extract(&document, &Options::default());
    let numeric = |k: &str| k == "comparison";
    facts(&trial)
        .iter()
        .filter(|f| numeric(f.kind))
        .map(|f| (f.text.to_owned(), f.subject.map(str::to_owned)))
        .collect()
}

#[test]
fn days_are_an_age_only_where_the_words_say_so() {
    assert!(kinds("Cycle length of 26-39 days").iter().all(|(_, s)| s.as_deref() != Some("age")));
    assert!(!kinds("Age 26 to 39 days").is_empty(), "the near miss is an age");
}

#[test]
fn a_number_beside_a_disease_measures_nothing() {
    assert!(kinds("Type 2 diabetes 60").is_empty());
    assert_eq!(kinds("Hemoglobin ≥ 60 g/L").len(), 1);
}

#[test]
fn a_middle_dot_before_a_power_of_ten_multiplies() {
    assert_eq!(kinds("Platelets ≥ 2·10⁶/L"), [("≥ 2·10⁶/L".to_owned(), Some("Platelets".to_owned()))]);
    assert_eq!(kinds("Hemoglobin ≥ 9·5 g/dL"), [("≥ 9·5 g/dL".to_owned(), Some("Hemoglobin".to_owned()))]);
}
