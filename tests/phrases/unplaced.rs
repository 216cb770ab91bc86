//! Words without a place in the rule: they stand in it where they narrow, and decide nothing.

use trial_extract::rule::Section;

use super::{reading, reading_in};

fn excluding(text: &str) -> String {
    reading_in(Section::Exclusion, text)
}

#[test]
fn words_stand_where_they_narrow() {
    assert_eq!(excluding("Zorbling during PCI"), "all(procedure PCI, ‹Zorbling: in no part of the rule›)");
    assert_eq!(
        excluding("Asthma, or zorbling during PCI"),
        "any(condition asthma, all(procedure PCI, ‹zorbling: in no part of the rule›))"
    );
    assert_eq!(
        excluding("ALT ≥ 3 × ULN, or zorbling during PCI"),
        "any(ALT ≥ 3 ×ULN, all(procedure PCI, ‹zorbling: in no part of the rule›))"
    );
    assert_eq!(reading("No zorbling during PCI"), "not(all(procedure PCI, ‹zorbling: in no part of the rule›))");
}

#[test]
fn what_is_read_whole_or_can_not_be_decided_anyway_stays_as_it_is() {
    assert_eq!(excluding("PCI"), "procedure PCI");
    assert_eq!(excluding("A history of PCI"), "procedure history of PCI");
    assert_eq!(excluding("Zorblitis"), "condition Zorblitis");
}

#[test]
fn each_of_very_many_words_stands_in_its_place() {
    let text = "zorbling during PCI, ".repeat(2_000);
    assert_eq!(excluding(&text).matches("zorbling: in no part of the rule").count(), 2_000);
}

#[test]
fn whom_a_list_is_for_is_not_passed_over() {
    assert_eq!(
        reading("Patients with asthma receiving: montelukast"),
        "all(drug montelukast, ‹asthma: in no part of the rule›)"
    );
    // Near misses: the head names what the list is of.
    assert_eq!(
        excluding("Patients with known infections: HIV, hepatitis B"),
        "any(condition HIV infection, condition hepatitis B)"
    );
    assert_eq!(reading("Patients who have received the following drugs: tacrolimus"), "drug tacrolimus");
}
