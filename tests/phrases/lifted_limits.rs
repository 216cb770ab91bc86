//! Limits that are lifted up to another one, that are of some of the people alone, and that one of two things has.

use super::{excluded, reading};

#[test]
fn unless_in_brackets_lifts_a_limit_up_to_another() {
    assert_eq!(
        reading("Bilirubin ≤ 1.5 × ULN (unless Gilbert's with bilirubin ≤ 3 × ULN)"),
        "any(total bilirubin ≤ 1.5 ×ULN, all(condition Gilbert syndrome, total bilirubin ≤ 3 ×ULN))"
    );
    assert_eq!(
        reading("ALT ≤ 2.5 × ULN (unless liver metastases, then ≤ 5 × ULN)"),
        "any(ALT ≤ 2.5 ×ULN, all(condition liver metastasis, ALT ≤ 5 ×ULN))"
    );
    assert_eq!(
        reading("INR ≤ 1.5 (unless on anticoagulants with INR ≤ 3)"),
        "any(INR ≤ 1.5, all(drug anticoagulant, INR ≤ 3))"
    );
    // No other limit.
    assert_eq!(reading("HBsAg negative (unless on antivirals)"), "any(HBsAg negative, drug antiviral)");
}

#[test]
fn what_those_keep_whom_a_limit_does_not_exclude_saves_them() {
    let saved = "all(total bilirubin > 1.5 ×ULN, not(all(condition Gilbert syndrome, total bilirubin ≤ 3 ×ULN)))";
    assert_eq!(excluded("Bilirubin > 1.5 × ULN unless Gilbert (then ≤ 3 × ULN)"), saved);
    assert_eq!(excluded("Bilirubin > 1.5 × ULN (unless Gilbert's with bilirubin ≤ 3 × ULN)"), saved);
    assert_eq!(excluded("Bilirubin > 1.5 × ULN unless Gilbert's syndrome, then ≤ 3 × ULN is allowed"), saved);
    assert_eq!(excluded("Bilirubin > 1.5 × ULN except in Gilbert's (≤ 3 × ULN)"), saved);
    assert_eq!(
        excluded("HbA1c > 8 % unless on insulin (≤ 9 %)"),
        "all(HbA1c > 8 %, not(all(drug insulin, HbA1c ≤ 9 %)))"
    );
    assert_eq!(
        excluded("AST or ALT > 3 × ULN (unless liver metastases, then ≤ 5 × ULN)"),
        "any(all(AST > 3 ×ULN, not(all(condition liver metastasis, AST ≤ 5 ×ULN))), \
         all(ALT > 3 ×ULN, not(all(condition liver metastasis, ALT ≤ 5 ×ULN))))"
    );
    // Another limit that excludes those.
    assert_eq!(
        excluded("ALT > 2.5 × ULN unless liver metastases (then > 5 × ULN)"),
        "if condition liver metastasis: ALT > 5 ×ULN else ALT > 2.5 ×ULN"
    );
}

#[test]
fn a_limit_in_brackets_is_of_those_before_its_colon() {
    let gilbert = "any(total bilirubin ≤ 1.5 ×ULN, all(condition Gilbert syndrome, total bilirubin ≤ 3 ×ULN))";
    assert_eq!(reading("Bilirubin ≤ 1.5 × ULN (Gilbert's syndrome: ≤ 3 × ULN)"), gilbert);
    assert_eq!(reading("Bilirubin ≤ 1.5 × ULN (Gilbert's: up to 3 × ULN)"), gilbert);
    assert_eq!(reading("Bilirubin ≤ 1.5 × ULN (Gilbert's syndrome ≤ 3 × ULN)"), gilbert);
    assert_eq!(
        excluded("ALT > 3 × ULN (liver metastases: > 5 × ULN)"),
        "if condition liver metastasis: ALT > 5 ×ULN else ALT > 3 ×ULN"
    );
    assert_eq!(
        reading("Hb ≥ 10 g/dL (transfused patients: ≥ 8 g/dL)"),
        "any(Hb ≥ 10 g/dL, all(procedure transfusion, Hb ≥ 8 g/dL))"
    );
    // The limit of something else, and of what has none.
    assert_eq!(
        reading("SBP ≤ 160 mmHg (diastolic: ≤ 90 mmHg)"),
        "systolic blood pressure ≤ 160 mmHg having (diastolic blood pressure ≤ 90 mmHg)"
    );
    assert_eq!(reading("Heart failure (LVEF: < 40 %)"), "condition heart failure having (LVEF < 40 %)");
}

#[test]
fn or_in_brackets_names_what_does_as_well() {
    assert_eq!(reading("KPS (or Lansky) ≥ 80"), "any(KPS ≥ 80 {score}, Lansky performance status ≥ 80 {score})");
    assert_eq!(reading("AST (and ALT) ≤ 3 × ULN"), "all(AST ≤ 3 ×ULN, ALT ≤ 3 ×ULN)");
    assert_eq!(
        excluded("Heparin > 48 h (or > 3 doses of warfarin)"),
        "any(drug heparin [for > 48 h], drug warfarin [count > 3])"
    );
    assert_eq!(
        reading("Axillary T ≥ 37.5 °C (or rectal ≥ 38.0)"),
        "any(Axillary T ≥ 37.5 Cel, Axillary T ≥ 38.0 Cel [route: rectal])"
    );
    // A window of another thing, an equivalent, and the same limit in another unit.
    assert_eq!(
        excluded("Enoxaparin within 48 h (or 2 weeks for warfarin)"),
        "any(drug enoxaparin [within past 48 h], drug warfarin [within past 2 wk])"
    );
    assert_eq!(reading("Hb ≥ 9 g/dL (or ≥ 5.6 mmol/L)"), "Hb ≥ 9 g/dL (also ≥ 5.6 mmol/L)");
}

#[test]
fn people_before_a_limit_are_those_it_binds() {
    assert_eq!(
        reading("HIV positive participants: CD4 ≥ 100 cells/mm3"),
        "if HIV infection positive: CD4 count ≥ 100 {cells}/mm3"
    );
    assert_eq!(reading("HIV: CD4 ≥ 100 cells/mm3"), "if condition HIV infection: CD4 count ≥ 100 {cells}/mm3");
    assert_eq!(
        excluded("HIV: CD4 < 100 cells/mm3"),
        "if condition HIV infection: CD4 count < 100 {cells}/mm3 else false"
    );
    assert_eq!(reading("Patients on insulin: ≤ 1.0 U/kg"), "if drug insulin: drug insulin [dose ≤ 1.0 U/kg]");
    assert_eq!(reading("In glioma KPS ≥ 60"), "if condition glioma: KPS ≥ 60 {score}");
    assert_eq!(reading("In patients with diabetes HbA1c ≤ 8 %"), "if condition diabetes mellitus: HbA1c ≤ 8 %");
    // The disease of the trial, a drug that is demanded, a time.
    assert_eq!(
        reading("Chronic hepatitis B: HBV DNA ≥ 2000 IU/mL"),
        "all(condition chronic hepatitis B, HBV DNA ≥ 2000 IU/mL)"
    );
    assert_eq!(reading("Insulin: ≤ 1.0 U/kg"), "drug insulin [dose ≤ 1.0 U/kg]");
    assert_eq!(reading("In the last year HbA1c ≥ 7 %"), "HbA1c ≥ 7 % [within past 1 a]");
}

#[test]
fn only_if_demands_of_those_before_it() {
    assert_eq!(
        reading("WOCBP only if a pregnancy test is negative"),
        "if observation childbearing potential: pregnancy test negative"
    );
    assert_eq!(reading("Diabetics only if HbA1c ≤ 8 %"), "if condition diabetes mellitus: HbA1c ≤ 8 %");
    assert_eq!(
        excluded("Smokers only if > 10 pack-years"),
        "all(observation smoking, smoking history > 10 {pack-years})"
    );
    // What those alone do.
    assert_eq!(
        reading("Contraception only if of childbearing potential"),
        "if observation childbearing potential: «contraception: Contraception»"
    );
}

#[test]
fn a_list_after_unless_lifts_what_stands_before() {
    assert_eq!(
        excluded("Diabetes, unless any of the following: HbA1c < 7 %, diet controlled"),
        "all(condition diabetes mellitus, not(any(HbA1c < 7 %, observation controlled diet)))"
    );
    assert_eq!(
        excluded("HBV infection, unless all of the following apply: HBV DNA < 2000 IU/mL and on antivirals"),
        "all(condition hepatitis B, not(all(HBV DNA < 2000 IU/mL, drug antiviral)))"
    );
}
