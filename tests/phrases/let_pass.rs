//! What a denial reaches between commas, what excludes nobody, and remarks in brackets that narrow nothing.

use super::{excluded, reading};

#[test]
fn one_denial_is_of_all_names_between_commas() {
    assert_eq!(
        reading("No pacemaker, epilepsy, metal implants"),
        "all(not(procedure pacemaker implantation), not(condition epilepsy), not(condition metal implant))"
    );
    assert_eq!(
        reading("No claustrophobia, no metal in the body, pacemaker, cochlear implant"),
        "all(not(condition claustrophobia), not(condition metal implant), \
         not(procedure pacemaker implantation), not(condition cochlear implant))"
    );
    assert_eq!(
        reading("No stroke, MI, CABG within 6 months"),
        "all(not(condition stroke [within past 6 mo]), not(condition myocardial infarction [within past 6 mo]), \
         not(procedure CABG [within past 6 mo]))"
    );
    // Limits, results and two names alone.
    assert_eq!(reading("No fever, Hb ≥ 10 g/dL"), "all(not(condition fever), Hb ≥ 10 g/dL)");
    assert_eq!(reading("No asthma, negative pregnancy test"), "all(not(condition asthma), pregnancy test negative)");
    assert_eq!(reading("No prior surgery, breast cancer"), "all(not(procedure surgery), condition breast cancer)");
}

#[test]
fn a_good_result_after_or_is_not_denied() {
    assert_eq!(
        reading("No childbearing potential, or a negative pregnancy test"),
        "any(not(observation childbearing potential), pregnancy test negative)"
    );
    assert_eq!(
        reading("No HIV, or undetectable viral load"),
        "any(not(condition HIV infection), viral load undetectable)"
    );
    // A result that is denied as well.
    assert_eq!(
        reading("No HIV, or positive hepatitis B surface antigen"),
        "all(not(condition HIV infection), not(HBsAg positive))"
    );
}

#[test]
fn a_limit_of_those_who_are_well_is_not_denied() {
    assert_eq!(
        reading("No smoking for 4 months: CO ≤ 10 ppm"),
        "all(not(observation smoking [within past < 4 mo]), exhaled carbon monoxide ≤ 10 ppm)"
    );
    assert_eq!(reading("No smoking (CO ≤ 10 ppm)"), "all(not(observation smoking), exhaled carbon monoxide ≤ 10 ppm)");
    assert_eq!(reading("No response (defined as improvement < 30 %)"), "improvement < 30 %");
    // What is denied.
    assert_eq!(reading("No anaemia (Hb < 10 g/dL)"), "not(condition anemia defined as (Hb < 10 g/dL))");
}

#[test]
fn an_allowed_limit_excludes_nobody() {
    assert_eq!(excluded("Eosinophils > 1500/µL are allowed"), "permits(eosinophils > 1500 /uL)");
    assert_eq!(excluded("QTc 450–480 is acceptable"), "permits(QTc 450..480)");
    assert_eq!(excluded("CK > 5 × ULN is not an exclusion"), "permits(CK > 5 ×ULN)");
    assert_eq!(
        excluded("Body temperature above 37.5 and below 38.0 is recorded only"),
        "permits(temperature > 37.5..< 38.0)"
    );
    assert_eq!(excluded("Sickle cell trait is no reason"), "permits(condition sickle-cell trait)");
    // People who are fit otherwise, words that may be of the last alone, and a demand.
    assert_eq!(excluded("Patients with platelets < 100 × 10^9/L who are otherwise eligible"), "PLT < 100 ×10⁹/L");
    assert_eq!(excluded("ALT > 3 × ULN, CK > 5 × ULN is allowed"), "any(ALT > 3 ×ULN, CK > 5 ×ULN)");
    assert_eq!(reading("Hb > 10 g/dL is acceptable"), "Hb > 10 g/dL");
}

#[test]
fn what_is_put_off_in_brackets_narrows_nothing() {
    assert_eq!(excluded("Fever in the 14 days before Day 1 (may wait)"), "condition fever [within 14 d before Day 1]");
    assert_eq!(excluded("Fever (may be screened again after 14 days)"), "condition fever");
    assert_eq!(
        excluded("Thrombosis (PE, stroke too)"),
        "any(condition thrombosis, condition pulmonary embolism, condition stroke)"
    );
    assert_eq!(reading("eGFR ≥ 30 mL/min (C-G)"), "eGFR ≥ 30 mL/min [by C-G]");
    // Kinds of it.
    assert_eq!(
        excluded("Thrombosis (PE, stroke)"),
        "condition thrombosis having any(condition pulmonary embolism, condition stroke)"
    );
}
