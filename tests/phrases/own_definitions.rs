//! Abbreviations that stand for something else than what a table has them as.

use super::{codes, trial_of};

fn readings(text: &str) -> Vec<String> {
    trial_of(text).criteria.iter().filter_map(|c| c.reading.clone()).collect()
}

#[test]
fn what_the_text_says_an_abbreviation_is_wins() {
    let text = "Inclusion Criteria:\n* Receiving antidepressant therapy (ADT)\n* Stable ADT\n";
    assert_eq!(readings(text)[1], "drug stable antidepressant");
    let text = "Inclusion Criteria:\n* Planned carotid plaque imaging (CPI)\n* Prior CPI\n";
    assert_eq!(readings(text)[1], "condition history of CPI");
    let text = "Inclusion Criteria:\n* Cognitive impairment by Clinical Deterioration Rating (CDR) ≥ 0.5\n* CDR ≥ 1\n";
    assert_eq!(readings(text)[1], "CDR ≥ 1 {score}");
}

#[test]
fn the_document_tells_which_of_two_an_abbreviation_is() {
    let of = |disease: &str, line: &str| readings(&format!("Inclusion Criteria:\n* {disease}\n* {line}\n"))[1].clone();
    assert_eq!(of("Prostate cancer", "Currently on ADT"), "drug current androgen deprivation therapy");
    assert_eq!(of("MDD", "Currently on ADT"), "drug current antidepressant");
    assert_eq!(of("Systemic disease", "SSC"), "condition systemic sclerosis");
    assert_eq!(of("Smokers of cigars", "FLC ≥ 8 per month"), "FLC ≥ 8 /mo");
    assert_eq!(of("Myeloma", "FLC ≥ 100 mg/L"), "free light chain ≥ 100 mg/L");
    assert!(codes("Currently on ADT").contains(&"ambiguous-abbreviation".to_owned()));
}
