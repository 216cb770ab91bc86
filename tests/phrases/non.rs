//! What kind of thing "non-" says is meant.

use super::{excluded, reading};

#[test]
fn non_before_a_name_means_the_rest_of_its_class() {
    assert_eq!(excluded("Non-viral hepatitis"), "condition hepatitis other than condition viral hepatitis");
    assert_eq!(excluded("Non-cardiac surgery"), "procedure surgery other than procedure cardiac surgery");
    assert_eq!(excluded("Use of non-aspirin NSAID"), "drug NSAID other than drug aspirin");
    assert_eq!(reading("Chronic non-cancer pain"), "condition chronic pain other than condition malignancy");
    assert_eq!(reading("Non-dialysis dependent CKD"), "condition chronic kidney disease other than procedure dialysis");
    assert_eq!(
        excluded("Planned cardiac surgery or planned non-cardiac surgery"),
        "any(procedure planned cardiac surgery, procedure planned surgery other than procedure cardiac surgery)"
    );
    // Near misses: not to have it, and names of their own.
    assert_eq!(reading("Non-diabetic patients"), "not(condition diabetes mellitus)");
    assert_eq!(reading("Non-obese"), "not(condition obesity)");
    assert_eq!(excluded("Non-Hodgkin lymphoma"), "condition non-Hodgkin lymphoma");
    assert_eq!(excluded("Non-STEMI"), "condition non-ST-elevation myocardial infarction");
}

#[test]
fn people_without_one_thing_have_another() {
    assert_eq!(
        reading("Non-diabetic patients with hypertension"),
        "all(condition hypertension, not(condition diabetes mellitus))"
    );
    assert_eq!(
        reading("Non-pregnant women with PCOS"),
        "all(condition polycystic ovary syndrome, not(condition pregnancy))"
    );
}

#[test]
fn non_and_a_word_are_part_of_a_name_in_no_table() {
    assert_eq!(excluded("Non-cardiac chest pain"), "condition Non-cardiac chest pain");
    // A noun that no table has, of which the name behind "non" would be the rest: nothing is denied.
    assert_eq!(
        excluded("Non-epileptic causes of seizures"),
        "all(condition seizure, ‹Non-epileptic causes: in no part of the rule›)"
    );
    assert_eq!(
        excluded("Ulcers due to non-diabetic aetiology"),
        "condition ulcer due to condition non-diabetic aetiology"
    );
    assert_eq!(excluded("Non-sustained ventricular tachycardia"), "condition Non-sustained ventricular tachycardia");
    assert_eq!(excluded("Non-fasting glucose > 200 mg/dL"), "Non-fasting glucose > 200 mg/dL");
    assert_eq!(
        excluded("Arrhythmia except non-sustained ventricular tachycardia"),
        "condition arrhythmia other than condition non-sustained ventricular tachycardia"
    );
}

#[test]
fn adjectives_between_commas_are_all_said_of_one_disease() {
    assert_eq!(
        reading("Non-metastatic, castration-resistant prostate cancer"),
        "condition castration-resistant prostate cancer other than condition metastatic castration-resistant prostate \
         cancer"
    );
    assert_eq!(
        excluded("Infection other than treated, non-disseminated, herpes zoster or oral candidiasis"),
        "condition infection other than any(condition treated herpes zoster other than condition disseminated herpes \
         zoster, condition oral candidiasis)"
    );
    assert_eq!(
        excluded("Clinically significant, uncontrolled arrhythmia, or unstable angina"),
        "any(condition clinically significant uncontrolled arrhythmia, condition unstable angina)"
    );
    // Near misses: a disease alone, and adjectives that no one thing has.
    assert_eq!(reading("Non-severe asthma"), "condition asthma other than condition severe asthma");
    assert_eq!(
        excluded("Active, known, or suspected infection"),
        "any(condition active infection, condition infection, condition suspected infection)"
    );
}

#[test]
fn words_without_a_place_are_not_part_of_an_exception() {
    let read = excluded("History of surgery in any region of the gastrointestinal tract (excluding minor surgery)");
    assert!(read.starts_with("all(procedure history of surgery other than procedure minor surgery, ‹"), "{read}");
}
