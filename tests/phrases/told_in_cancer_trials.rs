//! What trials in cancer and transplantation say their own way: abbreviations of theirs, what is forbidden each in its time, what counts as no
//! treatment, and what those with a disease must have.

use super::{all_read, codes, excluded, reading};

#[test]
fn a_leukemia_is_told_from_the_word_all() {
    all_read(&[
        (
            "AML or ALL in CR2",
            "any(condition acute myeloid leukemia, condition acute lymphoblastic leukemia having observation second complete remission)",
        ),
        ("Relapsed ALL", "condition relapsed acute lymphoblastic leukemia"),
    ]);
    assert!(!reading("Patients must meet ALL of the following: ANC ≥ 1000/µL").contains("leukemia"));
    assert!(!reading("Agreed to ALL in writing").contains("leukemia"));
}

#[test]
fn abbreviations_of_nodes_grades_and_isotopes() {
    all_read(&[
        ("Class III or IV LN", "condition lupus nephritis having (lupus nephritis class in {III, IV})"),
        ("Breast ca or lung ca", "any(condition breast cancer, condition lung cancer)"),
        ("No M1 disease", "not(condition disease having (M stage in {M1}))"),
        ("gBRCA1/2 mutation", "BRCA1/2 mutated"),
        ("Protein ≤ 5 gr", "Protein ≤ 5 g"),
    ]);
    assert!(!reading("Pelvic LN ≥ 15 mm in short axis").contains("lupus"));
    assert_eq!(excluded("Cardiac dysrhythmia ≥ Gr 2"), "condition arrhythmia having (Gr ≥ 2)");
    assert_eq!(excluded("Sm-153 or Re-186"), "any(drug samarium-153 lexidronam, drug rhenium-186)");
    assert_eq!(
        excluded("HTLV I/II positive or HIV-1/2 positive"),
        "any(HTLV-1 infection positive, HIV infection positive)"
    );
}

#[test]
fn what_is_not_allowed_is_said_once_of_each_that_has_its_time() {
    assert_eq!(
        reading("G-CSF not allowed within 7 days, pegfilgrastim within 14 days of screening"),
        "not(any(drug granulocyte colony-stimulating factor [within 7 d before screening], drug pegfilgrastim [within 14 d before screening]))"
    );
    assert_eq!(
        reading(
            "PLT ≥ 75 × 10⁹/L (platelet transfusions not allowed within 3 days, RBC transfusions within 14 days before screening)"
        ),
        "PLT ≥ 75 ×10⁹/L other than any(procedure platelet transfusion [within 3 d before screening], procedure red blood \
         cell transfusion [within 14 d before screening])"
    );
    assert!(reading("G-CSF not allowed within 7 days, Hb ≥ 8 g/dL").contains("Hb ≥ 8 g/dL"));
}

#[test]
fn those_with_a_disease_have_a_limit_of_their_own_behind_it() {
    assert_eq!(
        reading("Bilirubin ≤ 1.5 × ULN, except Gilbert syndrome where direct bilirubin must be < ULN"),
        "any(total bilirubin ≤ 1.5 ×ULN, condition Gilbert syndrome having (direct bilirubin < ULN))"
    );
    assert_eq!(reading("Diabetes, in whom HbA1c should be < 8 %"), "condition diabetes mellitus having (HbA1c < 8 %)");
}

#[test]
fn what_counts_as_no_treatment_is_let_pass() {
    let systemic = "Autoimmune disease requiring systemic treatment in the past 2 years.";
    assert_eq!(
        excluded(&format!("{systemic} Insulin is not considered a form of systemic treatment.")),
        "condition autoimmune disease having (drug systemic medication [within past 2 a]) permits drug insulin"
    );
    assert_eq!(
        excluded("Inhaled steroids are not considered systemic therapy"),
        "permits(drug inhaled corticosteroid)"
    );
    assert!(!excluded("Patients not considered candidates for surgery").contains("permits"));
}

#[test]
fn months_and_years_of_one_age_after_people() {
    all_read(&[
        (
            "Patients must be ≥ 6 months and ≤ 21 years of age at enrollment",
            "all(age ≥ 6 mo, age ≤ 21 a [at enrollment])",
        ),
        ("Must be at least 12 months and no more than 25 years old", "all(age ≥ 12 mo, age ≤ 25 a)"),
    ]);
    assert!(codes("Remission ≥ 6 months and ≤ 21 years of age").contains(&"unparsed".to_owned()));
}

#[test]
fn a_dose_is_in_equivalents_of_the_drug_behind_it() {
    assert_eq!(
        reading("Corticosteroids equiv to ≥ 70 mg of prednisone"),
        "drug glucocorticoid [dose ≥ 70 mg prednisone-equivalent]"
    );
}
