//! Words beside a name that change what it means, and were passed over: so much of a degree, a cumulative dose, how it was measured.

use super::reading;

#[test]
fn a_degree_may_be_an_end() {
    assert_eq!(reading("at least moderate pain"), "condition moderate or higher pain");
    assert_eq!(reading("greater than mild aortic stenosis"), "condition moderate or higher aortic stenosis");
    assert_eq!(reading("Mitral regurgitation moderate or worse"), "condition moderate or higher mitral regurgitation");
    assert_eq!(reading("no more than mild nausea"), "not(condition moderate or higher nausea)");
    assert_eq!(reading("moderate pain"), "condition moderate pain");
}

#[test]
fn a_cumulative_dose_is_no_dose_of_a_day() {
    assert_eq!(
        reading("cumulative dose of anthracycline > 300 mg/m2"),
        "drug cumulative anthracycline [dose > 300 mg/m2]"
    );
    assert_eq!(reading("dose of anthracycline > 300 mg/m2"), "drug anthracycline [dose > 300 mg/m2]");
}

#[test]
fn how_it_was_measured_may_be_in_the_name() {
    assert_eq!(reading("Post-bronchodilator FEV1/FVC < 0.70"), "FEV1/FVC < 0.70 [setting: Post-bronchodilator]");
    assert_eq!(reading("albumin-corrected calcium ≤ 11 mg/dL"), "calcium ≤ 11 mg/dL [setting: corrected]");
    assert_eq!(reading("corrected QT interval < 450 ms"), "QTc < 450 ms");
}

#[test]
fn what_lies_beyond_a_number_below_zero_lies_below_it() {
    assert_eq!(reading("Spherical equivalent beyond -8.00 D"), "spherical equivalent < -8.00 diop");
    assert_eq!(reading("myopia greater than -6.00 D"), "myopia < -6.00 diop");
    assert_eq!(reading("weight beyond 100 kg"), "body weight > 100 kg");
}

#[test]
fn even_if_is_no_condition() {
    assert_eq!(reading("HBcAb positive, even if HBV DNA is not detectable"), "HBcAb positive");
    assert_eq!(reading("HBcAb positive, if HIV infection"), "if condition HIV infection: HBcAb positive");
}

#[test]
fn what_is_possible_is_no_suspicion() {
    assert_eq!(reading("Patients in whom CT was possible"), "all(procedure CT, ‹possible: in no part of the rule›)");
    assert_eq!(reading("possible pneumonia"), "condition suspected pneumonia");
}

#[test]
fn days_before_to_days_after_are_two_windows() {
    assert_eq!(
        reading("Any vaccine within 30 days before to 30 days after each dose"),
        "any(drug vaccine [within 30 d before dose], drug vaccine [within 30 d after dose])"
    );
}

#[test]
fn what_a_result_was_corrected_for_is_how_it_was_measured() {
    assert_eq!(
        reading("DLCO, corrected for haemoglobin, over 40% of predicted"),
        "DLCO > 40 % predicted [setting: corrected for haemoglobin]"
    );
    assert_eq!(
        reading("calcium (corrected for albumin) ≤ 11 mg/dL"),
        "calcium ≤ 11 mg/dL [setting: corrected for albumin]"
    );
}

#[test]
fn what_is_let_pass_beside_a_limit_is_not_demanded() {
    assert_eq!(reading("Hb ≥ 9 g/dL, and transfusion is allowed"), "Hb ≥ 9 g/dL permits procedure transfusion");
    assert_eq!(reading("Hb ≥ 9 g/dL and transfusions are permitted"), "Hb ≥ 9 g/dL permits procedure transfusion");
    assert_eq!(
        reading("diabetes, hypertension, and asthma are allowed"),
        "permits(all(condition diabetes mellitus, condition hypertension, condition asthma))"
    );
}

#[test]
fn words_of_when_and_where_are_told() {
    assert_eq!(reading("Gene therapy before"), "drug history of gene therapy");
    assert_eq!(
        reading("dementia prior to the stroke"),
        "all(condition dementia having condition stroke, ‹prior to the: in no part of the rule›)"
    );
    assert_eq!(reading("DVT of the arm"), "all(condition deep vein thrombosis, ‹arm: in no part of the rule›)");
    assert_eq!(reading("febrile seizures only"), "all(condition febrile seizure, ‹only: in no part of the rule›)");
    assert_eq!(reading("dementia within 6 months prior to stroke"), "condition dementia [within 6 mo before stroke]");
}
