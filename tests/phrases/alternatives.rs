//! Alternatives: which kinds "and" cannot join, what is demanded beside them, and what a disease comes with.

use super::{excluded, reading};

#[test]
fn kinds_of_which_nobody_has_two_are_alternatives() {
    assert_eq!(
        reading("ASA I and well-controlled ASA II patients"),
        "any(ASA class in {I}, controlled ASA class in {II})"
    );
    assert_eq!(
        reading("Patients with stage III and unresectable stage IV melanoma"),
        "any(condition melanoma having (stage in {III}), condition unresectable melanoma having (stage in {IV}))"
    );
    assert_eq!(reading("Mild and moderate COPD"), "any(condition mild COPD, condition moderate COPD)");
    assert_eq!(reading("Hemophilia A and hemophilia B"), "any(condition hemophilia A, condition hemophilia B)");
    assert_eq!(
        reading("Treated and untreated hypertension"),
        "any(condition treated hypertension, condition untreated hypertension)"
    );
    assert_eq!(excluded("ASA 3 and unstable ASA 2 patients"), "any(ASA class in {3}, uncontrolled ASA class in {2})");
    // What one may have together, and what describes one thing.
    assert_eq!(reading("Hepatitis B and hepatitis C"), "all(condition hepatitis B, condition hepatitis C)");
    assert_eq!(
        reading("Severe and uncontrolled asthma"),
        "all(condition severe asthma, condition uncontrolled asthma)"
    );
}

#[test]
fn people_of_both_sexes_are_alternatives() {
    assert_eq!(reading("Men and postmenopausal women"), "any(sex male, observation postmenopausal)");
    assert_eq!(
        reading("Men with prostate cancer and women with breast cancer"),
        "any(all(sex male, condition prostate cancer), all(sex female, condition breast cancer))"
    );
    assert_eq!(
        reading("Men > 40 years and women > 50 years"),
        "all(if sex male: age > 40 a, if sex female: age > 50 a)"
    );
}

#[test]
fn limits_before_two_things_are_demanded_with_either() {
    assert_eq!(
        reading("ECOG 0-1, patients with gastric cancer or colon cancer"),
        "all(ECOG performance status 0..1, any(condition gastric cancer, condition colon cancer))"
    );
    assert_eq!(
        reading("Female, age 18-40, PCOS or endometriosis"),
        "all(sex female, age 18..40 a, any(condition polycystic ovary syndrome, condition endometriosis))"
    );
    assert_eq!(
        reading("ECOG 0-1 and gastric cancer or colon cancer"),
        "all(ECOG performance status 0..1, any(condition gastric cancer, condition colon cancer))"
    );
    // A list to its end, things of two kinds, and what excludes.
    assert_eq!(
        reading("HbA1c > 7 %, retinopathy, or neuropathy"),
        "any(HbA1c > 7 %, condition retinopathy, condition neuropathy)"
    );
    assert_eq!(excluded("LVEF < 30 %, angina or syncope"), "any(LVEF < 30 %, condition angina, condition syncope)");
}

#[test]
fn a_history_of_either_opens_one_part() {
    assert_eq!(
        reading("Hypertension and a history of stroke or TIA"),
        "all(condition hypertension, any(condition history of stroke, condition history of transient ischemic attack))"
    );
    assert_eq!(
        reading("Hypertension and a history of stroke or age > 65"),
        "any(all(condition hypertension, condition history of stroke), age > 65 a)"
    );
}

#[test]
fn a_disease_comes_with_either_of_two_others() {
    assert_eq!(
        excluded("Diabetes with retinopathy or neuropathy"),
        "condition diabetes mellitus having any(condition retinopathy, condition neuropathy)"
    );
    assert_eq!(
        reading("Asthma with a history of eczema or allergic rhinitis"),
        "condition asthma having any(condition history of eczema, condition history of allergic rhinitis)"
    );
    assert_eq!(
        reading("Hospitalized with pneumonia or sepsis"),
        "procedure hospitalization having any(condition pneumonia, condition sepsis)"
    );
    // A comma, a list, a word about the second, one of a class with the first.
    assert_eq!(
        excluded("Diabetes with retinopathy, or asthma"),
        "any(condition diabetes mellitus having condition retinopathy, condition asthma)"
    );
    assert_eq!(
        excluded("Asthma, diabetes with retinopathy or COPD"),
        "any(condition asthma, condition diabetes mellitus having condition retinopathy, condition COPD)"
    );
    assert_eq!(
        excluded("Diabetes with retinopathy or severe asthma"),
        "any(condition diabetes mellitus having condition retinopathy, condition severe asthma)"
    );
    assert_eq!(
        excluded("Ischemic stroke with aphasia or stroke"),
        "any(condition ischemic stroke having condition aphasia, condition stroke)"
    );
}
