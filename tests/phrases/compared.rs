//! Where a reader found that the rules of the four documents said something else than their text: each with a near miss.

use trial_extract::emit::facts::facts;
use trial_extract::rule::{Coverage, Criterion, Section, Trial};
use trial_extract::source::Document;
use trial_extract::{Options, extract};

fn trial(section: Option<Section>, text: &str) -> Trial {
    extract(&Document { text: text.to_owned(), ..Document::default() }, &Options { section })
}

fn first(section: Section, text: &str) -> Criterion {
    trial(Some(section), text).criteria.swap_remove(0)
}

fn demanded(text: &str) -> String {
    first(Section::Inclusion, text).reading.unwrap_or_default()
}

fn excluded(text: &str) -> String {
    first(Section::Exclusion, text).reading.unwrap_or_default()
}

fn codes(text: &str) -> Vec<String> {
    first(Section::Exclusion, text).diagnostics.into_iter().map(|d| d.code).collect()
}

#[test]
fn people_of_reproductive_potential_are_of_either_sex() {
    assert_eq!(
        demanded("Use of effective contraception (for participants of reproductive potential)"),
        "if observation reproductive potential: «contraception: Use of effective contraception (for participants of \
         reproductive potential)»"
    );
    assert_eq!(
        demanded("Women of reproductive potential must have a negative pregnancy test"),
        "if all(sex female, observation childbearing potential): pregnancy test negative"
    );
}

#[test]
fn a_class_in_brackets_says_what_a_severity_means() {
    let text = "Moderate-to-severe congestive heart failure (NYHA Class III or IV)";
    assert_eq!(excluded(text), "condition congestive heart failure having (NYHA class in {III, IV})");
    assert_eq!(codes(text), ["severity-of-class"]);
    let limit = "Severe congestive heart failure (LVEF < 30 %)";
    assert_eq!(excluded(limit), "condition severe congestive heart failure having (LVEF < 30 %)");
    let other = "Mild or severe congestive heart failure (NYHA class IV)";
    assert!(excluded(other).contains("severe congestive heart failure"), "{}", excluded(other));
    assert!(excluded("Active lupus nephritis (class III)").contains("active"));
}

#[test]
fn grades_are_counted_by_their_domains() {
    assert_eq!(
        demanded("At least one BILAG-2004 A-grade organ domain score, or two B-grade (moderate) organ domain scores"),
        "any(1-of distinct(BILAG-2004 in {A}), 2-of distinct(BILAG-2004 in {B}))"
    );
    assert_eq!(
        demanded("At least one BILAG A score or two BILAG B scores"),
        "any(1-of distinct(BILAG-2004 in {A}), 2-of distinct(BILAG-2004 in {B}))"
    );
    assert_eq!(demanded("BILAG-2004 grade A"), "BILAG-2004 in {A}");
    assert_eq!(demanded("BILAG grade E"), "BILAG-2004 in {E}");
    assert_eq!(demanded("BILAG-2004 grade D or E in the renal domain"), "BILAG-2004 renal in {E, D}");
    assert_eq!(demanded("At least one ECOG 2 visit").matches("1-of").count(), 0, "one grade, of the person");
}

#[test]
fn parts_left_out_of_a_clinical_score_are_kept() {
    assert_eq!(
        demanded("SLEDAI-2K clinical score (excluding low complement) should be ≥ 4"),
        "clinical SLEDAI-2K ≥ 4 {score} {without: low complement}"
    );
    assert_eq!(demanded("SLEDAI-2K clinical score should be ≥ 4"), "clinical SLEDAI-2K ≥ 4 {score}");
}

#[test]
fn limits_of_quantification_are_told_apart() {
    assert_eq!(excluded("HBV DNA above the upper limit of quantification"), "HBV DNA > upper limit of quantification");
    assert_eq!(excluded("HBV DNA > LLOQ"), "HBV DNA > lower limit of quantification");
    assert_eq!(excluded("HBV DNA above the limit of quantification"), "HBV DNA > quantification limit");
}

#[test]
fn evidence_on_imaging_is_the_imaging() {
    assert_eq!(
        excluded("Evidence of active pulmonary tuberculosis on chest imaging performed at screening"),
        "procedure chest imaging [at screening] having condition active pulmonary tuberculosis"
    );
    assert_eq!(
        excluded("Active pulmonary tuberculosis on chest imaging"),
        "condition active pulmonary tuberculosis having procedure chest imaging"
    );
}

#[test]
fn an_allergy_by_its_own_name_is_an_allergy() {
    assert_eq!(excluded("Severe drug allergy"), "allergy severe drug allergy");
    assert_eq!(excluded("Severe allergies"), "allergy severe allergy");
    assert_eq!(excluded("Allergic rhinitis"), "condition allergic rhinitis");
    assert_eq!(excluded("Allergy to penicillin"), "allergy penicillin");
}

#[test]
fn what_a_name_means_counts_for_coverage() {
    let narrated = "Failure to respond to standard therapy (documented compliance).";
    let first = |text: &str| first(Section::Inclusion, text);
    let defined = format!("{narrated} Standard therapy includes corticosteroids plus hydroxychloroquine.");
    assert_eq!(first(&defined).coverage, Some(Coverage::Partial));
    assert_eq!(first(narrated).coverage, Some(Coverage::Narrative));
}

#[test]
fn years_that_an_age_does_not_name_are_an_assumption() {
    let assumed = |text: &str| {
        let trial = trial(Some(Section::Inclusion), text);
        trial.assumptions.into_iter().map(|a| (a.code, a.criteria)).collect::<Vec<_>>()
    };
    assert_eq!(assumed("Aged between 18 and 69 (inclusive)"), [("age-in-years".into(), vec!["I1".into()])]);
    assert_eq!(assumed("Aged between 18 and 69 years"), []);
}

#[test]
fn casts_are_no_cells_and_an_allowance_is_beside_each_limit() {
    let casts = "permits (urinary sediment having red blood cell casts)";
    assert_eq!(
        demanded(
            "UPCR ≥ 1.0 g/g, or 24-hour urine protein ≥ 1.0 g, with or without urinary sediment featuring red blood cell casts"
        ),
        format!("any(UPCR ≥ 1.0 g/g {casts}, urine protein ≥ 1.0 g/(24.h) {casts})")
    );
    assert_eq!(demanded("Urine red blood cells > 5/HPF"), "urine red blood cells > 5 /HPF");
    assert_eq!(
        demanded("Hemoglobin ≥ 9 g/dL and ferritin ≥ 20 ng/mL, with or without iron"),
        "all(Hb ≥ 9 g/dL, ferritin ≥ 20 ng/mL permits drug iron)",
        "but not beside each of several demands"
    );
}

#[test]
fn a_diagnostic_angiography_is_one_for_diagnosis() {
    assert_eq!(excluded("Diagnostic coronary angiography"), "procedure diagnostic coronary angiography");
    assert_eq!(excluded("Coronary angiography"), "procedure coronary angiography");
}

#[test]
fn the_anchor_of_a_head_is_that_of_its_items_in_the_facts() {
    let anchors = |text: &str| {
        let trial = trial(None, text);
        let windows = facts(&trial).into_iter().filter(|fact| fact.kind == "window");
        windows.map(|fact| (fact.text.to_owned(), fact.anchor.map(str::to_owned))).collect::<Vec<_>>()
    };
    let head =
        "Exclusion Criteria:\n* Use of the following prior to leukapheresis:\n  * Cyclophosphamide within 1 month\n";
    assert_eq!(anchors(head), [("within 1 month".to_owned(), Some("leukapheresis".to_owned()))]);
    let said_before = "Inclusion Criteria:\n* ANC ≥ 1.5×10⁹/L (no granulocyte colony-stimulating factor within 7 days prior to \
                       screening; a 14-day interval required for long-acting G-CSF)\n";
    assert_eq!(
        anchors(said_before),
        [("within 7 days".to_owned(), Some("screening".to_owned())), ("14-day".to_owned(), None)],
        "an anchor that an earlier time of the criterion has is not among the words of a later one"
    );
}

#[test]
fn the_history_that_a_list_is_of_is_that_of_its_items() {
    assert_eq!(
        excluded("History of any of the following: malignancy, seizures"),
        "any(condition history of malignancy, condition history of seizure)"
    );
    assert_eq!(excluded("Any of the following: malignancy, seizures"), "any(condition malignancy, condition seizure)");
    let nested = trial(
        None,
        "Exclusion Criteria:\n* History of any of the following:\n  * Malignancy\n  * Suspected infection\n",
    );
    let nested = nested.criteria.iter().flat_map(|c| &c.criteria);
    let readings: Vec<_> = nested.filter_map(|c| c.reading.as_deref()).collect();
    assert_eq!(readings, ["condition history of malignancy", "condition suspected infection"]);
    assert_eq!(excluded("Medical history: malignancy"), "condition malignancy", "a topic");
}

#[test]
fn a_document_lists_the_concepts_that_stand_in_its_rules() {
    let ids = |text: &str| trial(None, text).concepts.into_keys().collect::<Vec<_>>();
    let disease = "Inclusion Criteria:\n* Systemic lupus erythematosus\n* The disease remains active\n";
    assert_eq!(ids(disease), ["sle"]);
    assert_eq!(ids("Inclusion Criteria:\n* Asthma having been treated with prednisone\n").len(), 2);
}
