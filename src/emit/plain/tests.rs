#![allow(clippy::unwrap_used)]

use insta::assert_snapshot;

use crate::{Options, emit::plain, extract, source::Document};

/// The first inclusion criterion in plain words.
fn words(criterion: &str) -> String {
    let text = format!("Inclusion Criteria:\n* {criterion}");
    let trial = extract(&Document { text, ..Document::default() }, &Options::default());
    let criterion = &trial.criteria[1];
    plain(criterion.rule.as_ref().unwrap(), &criterion.text, &trial.concepts, &[]).to_string()
}

#[test]
fn limits_and_windows() {
    assert_snapshot!(words("Hemoglobin ≥ 80 g/L within 7 days before enrollment"), @"Hemoglobin (Hb) at least 80 g/L, within 7 days before enrollment");
    assert_snapshot!(words("18 to 70 years old, male or female"), @"Age at least 18 and at most 70 years and any sex");
    assert_snapshot!(words("ANA ≥ 1:80 at screening"), @"ANA at least 1:80, at screening");
    assert_snapshot!(words("NYHA class III or IV"), @"NYHA class III or IV");
    assert_snapshot!(words("AST ≤ 3 times ULN"), @"AST at most 3 × the upper limit of normal");
    assert_snapshot!(words("FEV1 ≥ 60% predicted"), @"FEV1 at least 60 % of the predicted value");
    assert_snapshot!(words("HBV DNA below the detection limit"), @"HBV DNA undetectable");
}

#[test]
fn what_is_said_of_the_event_that_a_time_is_counted_from() {
    assert_snapshot!(words("Persistent active lupus nephritis after two induction regimens, including intravenous cyclophosphamide and mycophenolate mofetil administered for ≥ 6 months"), @r"
    Persistent active lupus nephritis, after all of these:
    - Induction therapy, at least 2 times
    - Induction therapy, with use of intravenous cyclophosphamide, for at least 6 months
    - Induction therapy, with use of mycophenolate mofetil, for at least 6 months
    ");
    assert_snapshot!(words("Screening period SLEDAI-2K score ≥ 6 points"), @"SLEDAI-2K at least 6 points, during screening period");
}

#[test]
fn how_long_after_a_moment_and_what_comes_after_one() {
    let contraception = words("Willing to use contraception within 12 months after drug infusion");
    assert!(contraception.ends_with("until 12 months after drug infusion"), "{contraception}");
    let contraception = words("Willing to use contraception for at least 6 months after the last dose");
    assert!(contraception.ends_with("for at least 6 months after last dose"), "{contraception}");
    let recurrence = words("Recurrence of disease activity following prior remission");
    assert!(recurrence.ends_with("after prior remission"), "{recurrence}");
}

#[test]
fn exceptions_conditions_and_lists() {
    assert_snapshot!(words("Malignancy within the past 5 years except basal cell carcinoma"), @"Malignancy, within the last 5 years, other than basal cell carcinoma");
    assert_snapshot!(words("Total bilirubin ≤ 1.5 × ULN, unless the subject has Gilbert syndrome"), @"Total bilirubin at most 1.5 × the upper limit of normal, unless Gilbert syndrome");
    assert_snapshot!(words("Total bilirubin ≤ 1.5 × ULN or Gilbert syndrome"), @"Total bilirubin at most 1.5 × the upper limit of normal or Gilbert syndrome");
    assert_snapshot!(words("Treatment failure with hydroxychloroquine or at least two immunosuppressants"), @r"
    Any of these:
    - Use of hydroxychloroquine, without success
    - At least 2 different ones of: use of immunosuppressant, without success
    ");
    assert_snapshot!(words("Biologic therapy within 4 weeks or 3 half-lives (whichever is longer)"), @"Use of biologic, within the last 4 weeks or 3 half-lives (whichever is longer)");
    assert_snapshot!(words("Women of childbearing potential must have a negative pregnancy test"), @r"
    Only for women with childbearing potential:
    - Pregnancy test negative
    ");
}

#[test]
fn words_that_are_no_rule_are_quoted() {
    assert_snapshot!(words("Signs the informed consent form"), @"Consent: “Signs the informed consent form”");
}
