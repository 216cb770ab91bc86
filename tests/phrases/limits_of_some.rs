//! Limits for some of the people in a clause of their own, ends of what is normal, and with whom a rank is compared.

use super::{excluded, reading};

#[test]
fn a_further_limit_for_those_with_a_disease_is_of_what_was_limited_before() {
    let gilbert = "any(total bilirubin ≤ 1.5 ×ULN, all(condition Gilbert syndrome, total bilirubin ≤ 3 ×ULN))";
    for text in [
        "Bilirubin ≤ 1.5 × ULN. Patients with Gilbert syndrome: ≤ 3 × ULN",
        "Bilirubin ≤ 1.5 × ULN. For patients with known Gilbert's syndrome ≤ 3 × ULN is permitted",
        "Bilirubin ≤ 1.5 × ULN; patients with Gilbert syndrome ≤ 3 × ULN",
        "Bilirubin ≤ 1.5 × ULN. In case of Gilbert syndrome ≤ 3 × ULN",
        "Bilirubin ≤ 1.5 × ULN. Exception: patients with Gilbert syndrome ≤ 3 × ULN",
    ] {
        assert_eq!(reading(text), gilbert, "{text}");
    }
    assert_eq!(
        reading("AST and ALT ≤ 3 × ULN. Up to 5 × ULN is acceptable in patients with liver metastases"),
        "all(any(AST ≤ 3 ×ULN, all(condition liver metastasis, AST ≤ 5 ×ULN)), any(ALT ≤ 3 ×ULN, \
         all(condition liver metastasis, ALT ≤ 5 ×ULN)))"
    );
    // In this a disease may be measured, and here it may be of either.
    assert_eq!(reading("Spleen ≤ 20 cm. Liver metastases ≤ 50 mm"), "all(Spleen ≤ 20 cm, liver metastasis ≤ 50 mm)");
    assert!(
        !reading("ALT ≤ 3 × ULN, bilirubin ≤ 2 × ULN. Patients with liver metastases: ≤ 5 × ULN")
            .contains("total bilirubin ≤ 5")
    );
}

#[test]
fn only_if_demands_something_of_those_of_an_age() {
    assert_eq!(
        reading("Age 18-75 years; patients > 70 only if KPS ≥ 80%"),
        "all(age 18..75 a, if age > 70 a: KPS ≥ 80 %)"
    );
    assert_eq!(
        reading("Patients aged 65-70 years may be enrolled only if KPS ≥ 90"),
        "if age 65..70 a: KPS ≥ 90 {score}"
    );
    assert_eq!(excluded("Patients older than 70 years only if HCT-CI > 2"), "all(age > 70 a, HCT-CI > 2 {score})");
    // What the condition alone does.
    assert_eq!(reading("KPS ≥ 80 if age > 70 years"), "if age > 70 a: KPS ≥ 80 {score}");
}

#[test]
fn within_the_upper_limit_is_no_more_than_that() {
    assert_eq!(reading("Calcium within ULN"), "calcium ≤ ULN");
    assert_eq!(reading("Uric acid within the upper limit of normal"), "uric acid ≤ ULN");
    assert!(reading("Calcium within the ULN and LLN").contains("calcium = LLN"));
}

#[test]
fn a_rank_is_compared_with_those_of_one_age_and_height() {
    assert_eq!(
        excluded("BP > 95th percentile for age, height and gender"),
        "blood pressure > 95 {percentile} [setting: age, height and gender]"
    );
    assert_eq!(
        reading("Weight ≤ 95th percentile for age and weight > 10 kg"),
        "all(body weight ≤ 95 {percentile} [setting: age], body weight > 10 kg)"
    );
}

#[test]
fn a_shortened_month_does_not_end_the_sentence() {
    assert_eq!(
        excluded("Stroke or seizure within 6 mos. of signing ICF"),
        "any(condition stroke [within 6 mo before signing ICF], condition seizure [within 6 mo before signing ICF])"
    );
}

#[test]
fn those_with_a_disease_have_a_limit_beside_what_is_normal() {
    let gilbert = "any(total bilirubin normal, all(condition Gilbert syndrome, total bilirubin < 3 ×ULN))";
    assert_eq!(reading("Total bilirubin within normal range (if Gilbert's disease < 3 × ULN)"), gilbert);
    assert_eq!(reading("Total bilirubin within normal limits (patients with Gilbert syndrome: < 3 × ULN)"), gilbert);
    assert_eq!(
        reading("Bilirubin ≤ ULN (Gilbert syndrome: ≤ 3 × ULN)"),
        "any(total bilirubin ≤ ULN, all(condition Gilbert syndrome, total bilirubin ≤ 3 ×ULN))"
    );
    // It names its own.
    assert!(
        reading("Total bilirubin within normal range (direct bilirubin < 3 × ULN)")
            .contains("direct bilirubin < 3 ×ULN")
    );
}
