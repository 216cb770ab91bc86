//! What the facts say a limit or a length of time of, where a list or a verb stands beside it.

use trial_extract::emit::facts::facts;
use trial_extract::source::Document;
use trial_extract::{Options, extract};

/// What the facts of a kind are said of, in an inclusion criterion.
fn subjects(kind: &str, text: &str) -> Vec<String> {
    let document = Document { text: format!("Inclusion Criteria:\n* {text}\n"), ..Document::default() };
    let trial = extract(&document, &Options::default());
    let of_kind = facts(&trial).into_iter().filter(|fact| fact.kind == kind);
    of_kind.map(|fact| fact.subject.unwrap_or_default().to_owned()).collect()
}

#[test]
fn an_example_does_not_share_the_length_of_what_it_is_an_example_of() {
    assert_eq!(
        subjects(
            "window",
            "Receipt of immunosuppressive therapy, such as chemotherapy or radiation therapy, within 6 months"
        ),
        ["Receipt of immunosuppressive therapy"]
    );
    assert_eq!(subjects("window", "Methotrexate or cyclosporine within 6 months").len(), 2);
}

#[test]
fn a_place_does_not_share_the_length_of_what_is_done_there() {
    assert_eq!(
        subjects(
            "window",
            "Musculoskeletal pain in the low back, cervical spine, or extremities for at least 3 months"
        ),
        ["Musculoskeletal pain"]
    );
    assert_eq!(
        subjects("window", "CT scan of chest and abdomen within 28 days of starting pembrolizumab"),
        ["CT scan of chest"]
    );
    assert_eq!(subjects("window", "Neck pain or stroke within 4 weeks").len(), 2);
}

#[test]
fn an_adjective_does_not_share_the_length_of_its_noun() {
    assert_eq!(subjects("window", "Any serious cardiovascular or renal event in the last 6 months"), ["renal event"]);
    assert_eq!(subjects("window", "Renal failure or stroke in the last 6 months").len(), 2);
}

#[test]
fn what_has_its_own_length_does_not_share_a_later_one() {
    assert_eq!(
        subjects(
            "window",
            "Heart failure with an ejection fraction (EF) <35% in past 2 years or stroke within 6 months"
        ),
        ["ejection fraction", "stroke"]
    );
    assert_eq!(
        subjects("window", "Dementia, or recent electroconvulsive therapy (in the past 3 months)"),
        ["electroconvulsive therapy"]
    );
}

#[test]
fn what_is_done_before_a_length_is_its_subject() {
    assert_eq!(
        subjects("window", "Pulmonary fibrosis on HRCT, performed within 12 months of Visit 1 as confirmed by readers"),
        ["HRCT"]
    );
    assert_eq!(
        subjects(
            "window",
            "Contraception must continue for the duration of study treatment and for 24 weeks after the last dose"
        ),
        ["Contraception"]
    );
    assert_eq!(subjects("window", "Endorsing > 6 months of chronic pain"), ["chronic pain"]);
    assert_eq!(
        subjects("window", "Participated in a study with investigational product within 4 weeks before screening"),
        ["Participated in a study with investigational product"]
    );
    assert_eq!(
        subjects("window", "Ovarian cancer relapsing within 6 months after the last administration of cisplatin").len(),
        1
    );
    assert_eq!(
        subjects("window", "At least 40 mm on a visual analog scale (VAS) for average pain over the previous 24 hours"),
        ["visual analog scale (VAS) for average pain"]
    );
}

#[test]
fn a_limit_is_said_of_what_it_counts_or_classes() {
    assert_eq!(
        subjects("comparison", "Fitzpatrick skin phototypes: Types III, IV and V"),
        ["Fitzpatrick skin phototypes"]
    );
    assert_eq!(
        subjects("comparison", "Grade IV mitral regurgitation eligible for surgical treatment"),
        ["mitral regurgitation"]
    );
    assert_eq!(subjects("comparison", "Attend at least 70% of the activities"), ["activities"]);
    assert_eq!(subjects("comparison", "Oliguria (≤ 0.5 ml/kg/h, ≤ 720 ml/24 h)"), ["Oliguria", "Oliguria"]);
    assert_eq!(subjects("comparison", "Multiple pregnancy (more than 3 fetuses)"), ["fetuses"]);
}

/// What the windows of an inclusion criterion are counted from.
fn anchors(text: &str) -> Vec<Option<String>> {
    let document = Document { text: format!("Inclusion Criteria:\n* {text}\n"), ..Document::default() };
    let trial = extract(&document, &Options::default());
    let windows = facts(&trial).into_iter().filter(|fact| fact.kind == "window");
    windows.map(|fact| fact.anchor.map(str::to_owned)).collect()
}

#[test]
fn a_length_is_counted_from_the_moment_behind_what_lasts() {
    assert_eq!(anchors("≥ 6 months of hormone therapy before enrollment"), [Some("enrollment".to_owned())]);
    assert_eq!(anchors("Continuous enrollment for 12 months prior to the index date"), [Some("index date".to_owned())]);
    assert_eq!(anchors("Prednisone for 6 weeks continuously before screening"), [Some("screening".to_owned())]);
    assert_eq!(anchors("Hormone therapy for 6 months"), [None]);
}
