//! What is told of a criterion, and what is no more than a false alarm.

use trial_extract::rule::Section;
use trial_extract::source::Document;
use trial_extract::{Options, extract};

use super::reading;

#[test]
fn who_must_not_is_asked_of_those_whom_the_subject_describes() {
    assert_eq!(
        reading("- Women of childbearing potential must not be breastfeeding"),
        "if all(sex female, observation childbearing potential): not(condition lactation)"
    );
    assert_eq!(
        reading("- Patients with diabetes must not be on insulin"),
        "if condition diabetes mellitus: not(drug insulin)"
    );
    // What is said of everybody has no condition.
    assert_eq!(reading("- Patients must not have hepatitis B"), "not(condition hepatitis B)");
}

#[test]
fn pain_out_of_ten_and_a_range_after_an_equals_sign_are_whole() {
    let pain = told("- Pain score > 4/10");
    assert!(pain.is_empty(), "{pain:?}");
    assert!(told("- MMSE = 20-26").is_empty());
    assert_eq!(told("- MMSE = 20"), ["doubtful-equals"]);
    assert_eq!(told("- Asthma (4/5)"), ["number-not-in-rule"]);
}

#[test]
fn what_is_counted_from_an_event_is_counted_from_something() {
    assert!(told("- At least 2 weeks since the last chemotherapy").is_empty());
    assert!(told("- At least 2 weeks must have elapsed since the last chemotherapy").is_empty());
    assert_eq!(told("- Chemotherapy within 2 weeks"), ["window-without-anchor"]);
}

#[test]
fn a_negation_of_a_negation_is_told() {
    assert_eq!(told("- No absence of renal failure"), ["double-negation"]);
    assert!(told("- No use of non-steroid anti-inflammatory agents").iter().all(|code| code != "double-negation"));
}

/// The codes of what is told of one inclusion criterion.
fn told(text: &str) -> Vec<String> {
    let document = Document { text: text.to_owned(), ..Document::default() };
    let trial = extract(&document, &Options { section: Some(Section::Inclusion) });
    trial.criteria[0].diagnostics.iter().map(|d| d.code.clone()).collect()
}

/// A window at the head of brackets may be said of the test before them or of what follows.
#[test]
fn a_window_at_the_head_of_brackets_is_told_to_be_open() {
    let open = told("- ANC ≥ 0.8 × 10⁹/L (within two weeks before screening, without administration of G-CSF)");
    assert_eq!(open, ["window-scope"]);
    let after = told("- ANC ≥ 0.8 × 10⁹/L (without administration of G-CSF within two weeks before screening)");
    assert!(after.is_empty(), "{after:?}");
    assert!(told("- ANC ≥ 0.8 × 10⁹/L (within two weeks before screening)").is_empty());
}
