//! What the head of a nested list says itself, of whom its list is, and which of its items are alternatives.

use trial_extract::rule::Criterion;

use super::trial_of;

/// The reading of the first demand, and of those nested in it.
fn readings(list: &str) -> Vec<String> {
    fn of(criterion: &Criterion, out: &mut Vec<String>) {
        out.extend(criterion.reading.clone());
        criterion.criteria.iter().for_each(|nested| of(nested, out));
    }
    let text = format!("Inclusion Criteria:\n\n{list}\n* Consent\n");
    let trial = trial_of(&text);
    let first = trial.criteria.iter().find(|c| c.id.is_some()).unwrap();
    let mut out = Vec::new();
    of(first, &mut out);
    out
}

/// Heads of the same two items, each with the reading of the whole.
fn heads(rows: &[(&str, &str)]) {
    for (head, expected) in rows {
        let readings = readings(&format!("* {head}\n  * CRP > 5 mg/L\n  * enthesitis"));
        assert_eq!(readings[0], *expected, "{head}");
    }
}

#[test]
fn a_head_without_a_colon_is_demanded() {
    heads(&[
        (
            "Kidney transplant recipients on tacrolimus",
            "all(procedure kidney transplantation having drug tacrolimus, I1.1, I1.2)",
        ),
        (
            "Patients scheduled for elective hip replacement of either sex",
            "all(all(sex any, procedure planned elective hip replacement), I1.1, I1.2)",
        ),
        (
            "Histologically confirmed multiple myeloma and",
            "all(condition multiple myeloma [by Histologically confirmed], I1.1, I1.2)",
        ),
        ("Asthma, or:", "any(condition asthma, I1.1, I1.2)"),
        // Near misses: names of lists.
        ("Adequate organ function", "all(I1.1, I1.2)"),
    ]);
}

#[test]
fn an_only_item_stands_beside_its_head() {
    let list = "* Use of oral or injectable contraceptives for 30 days;\n  * The form of contraception must be approved by the investigator";
    assert!(readings(list)[0].starts_with("all(«contraception: Use of oral or injectable"), "{:?}", readings(list));
}

#[test]
fn what_stands_before_the_words_that_open_a_list_is_demanded() {
    heads(&[
        (
            "Diagnosed as psoriatic arthritis, with the diagnostic criteria fitting any of the following criteria:",
            "all(condition psoriatic arthritis, any(I1.1, I1.2))",
        ),
        (
            "ECOG 0-1; adequate organ function as defined by the following:",
            "all(ECOG performance status 0..1, I1.1, I1.2)",
        ),
        (
            "Plasma cells ≥ 10% or plasmacytoma; Measurable disease as defined by any of the following:",
            "all(any(plasma cells ≥ 10 %, condition plasmacytoma), any(I1.1, I1.2))",
        ),
        (
            "or unwilling to undergo chemotherapy. Ineligibility is defined as meeting any of the following criteria:",
            "any(«consent: or unwilling to undergo chemotherapy», I1.1, I1.2)",
        ),
        (
            "Follow-up for at least 15 years and meet at least one of the following:",
            "all(condition Follow-up [for ≥ 15 a], any(I1.1, I1.2))",
        ),
        (
            "Indication for treatment with an oral anticoagulant in",
            "all(«judgement: Indication for treatment with an oral anticoagulant», any(I1.1, I1.2))",
        ),
        (
            "Recurrent prostate cancer (must meet one of the criteria):",
            "all(condition recurrent prostate cancer, any(I1.1, I1.2))",
        ),
        (
            "Patients with osteoarthritis undergoing one of the following procedures:",
            "all(condition osteoarthritis, any(I1.1, I1.2))",
        ),
        (
            "Adults hospitalized with COVID-19 requiring one of the following:",
            "all(procedure hospitalization having condition COVID-19, any(I1.1, I1.2))",
        ),
        (
            "Severe asthma requiring treatment with one of the following:",
            "all(condition severe asthma, any(I1.1, I1.2))",
        ),
        (
            "Active arthritis, at screening and baseline, defined by the presence of",
            "all(condition active arthritis [at screening; at baseline], I1.1, I1.2)",
        ),
        // Near misses.
        ("Undergoing one of the following procedures:", "any(I1.1, I1.2)"),
        ("Adequate organ function; any of the following:", "any(I1.1, I1.2)"),
        ("Laboratory values in", "all(I1.1, I1.2)"),
    ]);
}

#[test]
fn what_is_demanded_of_women_has_its_list_too() {
    heads(&[
        (
            "Female participants must have a negative pregnancy test and fulfill one of the following criteria:",
            "if sex female: all(pregnancy test negative, any(I1.1, I1.2))",
        ),
        (
            "Women of childbearing potential must agree to one of the following methods of contraception:",
            "if all(sex female, observation childbearing potential): any(I1.1, I1.2)",
        ),
        // Near miss.
        (
            "Participants must have a negative pregnancy test and fulfill one of the following criteria:",
            "all(pregnancy test negative, any(I1.1, I1.2))",
        ),
    ]);
}

#[test]
fn people_of_several_kinds_are_alternatives() {
    heads(&[
        ("IgAN patients were further divided into 2 groups, as defined below:", "any(I1.1, I1.2)"),
        ("Patients meet the criteria of either group below:", "any(I1.1, I1.2)"),
        // Near miss.
        ("IgAN patients are defined as below:", "all(condition IgA nephropathy, I1.1, I1.2)"),
    ]);
}

#[test]
fn what_a_head_names_and_its_list_says_again_are_alternatives() {
    let list = "\n  * Major depression: PHQ-9 ≥ 10\n  * Anxiety disorder: GAD-7 ≥ 10";
    let head = "* Experiencing one or more mental health conditions including major depression or anxiety disorder";
    assert_eq!(readings(&format!("{head}{list}"))[0], "any(I1.1, I1.2)");
    // Near miss: both are named.
    let both = readings(&format!("* Experiencing major depression and anxiety disorder{list}"));
    assert!(both[0].starts_with("all("), "{both:?}");
}

#[test]
fn each_disease_has_its_own_list() {
    let list = "\n  * IgAN\n\n    * eGFR ≥ 30 mL/min\n    * UPCR ≥ 1 g/g\n  * pMN\n\n    * eGFR ≥ 40 mL/min\n    * UPCR ≥ 2 g/g";
    let read = readings(&format!("* Indication-specific criteria:{list}"));
    assert_eq!(read[1], "if condition IgA nephropathy: all(I1.1.1, I1.1.2)");
    assert_eq!(read[4], "if condition pMN: all(I1.2.1, I1.2.2)");
    // Near miss.
    let read = readings(&format!("* Specific criteria:{list}"));
    assert_eq!(read[1], "all(condition IgA nephropathy, I1.1.1, I1.1.2)");
}

#[test]
fn a_result_in_the_head_is_of_each() {
    super::all_excluded(&[
        (
            "Positive test result of any of the following: HBsAg, HCV antibody",
            "any(HBsAg positive, HCV antibody positive)",
        ),
        ("Positive serology for: HBsAg, HCV antibody", "any(HBsAg positive, HCV antibody positive)"),
    ]);
    super::all_read(&[
        ("Negative test results for: HBsAg, HCV antibody", "not(any(HBsAg positive, HCV antibody positive))"),
        // Near misses.
        ("Positive or negative for: HBsAg", "HBsAg"),
    ]);
    let read = readings("* Tested negative for any of the following:\n  * HBsAg\n  * HIV");
    assert_eq!(read, ["not(any(I1.1, I1.2))", "HBsAg positive", "condition HIV infection"]);
}

#[test]
fn two_moments_of_a_head_are_of_each_item() {
    let read = readings("* At screening and baseline:\n  * Hb > 9 g/dL\n  * CRP > 5 mg/L");
    assert_eq!(read[1], "Hb > 9 g/dL [at screening; at baseline]");
    // Near miss.
    let read = readings("* At screening and with asthma:\n  * Hb > 9 g/dL\n  * CRP > 5 mg/L");
    assert_eq!(read[1], "Hb > 9 g/dL [at screening]");
}

#[test]
fn what_nobody_may_have_excludes() {
    let text = "Exclusion Criteria:\n\nNo subject may:\n* have active hepatitis\n* be taking warfarin\n";
    let readings: Vec<String> = trial_of(text).criteria.into_iter().filter_map(|c| c.reading).collect();
    assert!(readings.iter().any(|read| read == "any(E1.1, E1.2)"), "{readings:?}");
}
