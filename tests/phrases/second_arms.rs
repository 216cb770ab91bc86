//! A second arm of a demand: the limit that some have instead, what comes with it alone, and who is let in or forbidden.

use trial_extract::rule::Section;

use super::{reading, reading_in};

fn exclusion(text: &str) -> String {
    reading_in(Section::Exclusion, text)
}

fn reads(table: &[(&str, &str)]) {
    for (text, expected) in table {
        assert_eq!(reading(text), *expected, "{text}");
    }
}

#[test]
fn what_is_not_allowed_in_a_time_is_denied_in_it() {
    let none = "not(procedure transfusion [within 7 d before screening])";
    reads(&[
        ("Transfusion is not allowed within 7 days before screening", none),
        ("Transfusion is prohibited within 7 days before screening", none),
        ("No transfusion is permitted within 7 days before screening", none),
        (
            "Hb ≥ 8 g/dL (transfusion not allowed within 7 days)",
            "Hb ≥ 8 g/dL other than (procedure transfusion [within past 7 d])",
        ),
        (
            "Hb ≥ 8 g/dL (no transfusion allowed within 7 days)",
            "Hb ≥ 8 g/dL other than (procedure transfusion [within past 7 d])",
        ),
        ("No prior chemotherapy is permitted", "not(drug history of chemotherapy)"),
        (
            "Hb ≥ 8 g/dL. No transfusion is allowed within 7 days before screening.",
            "all(Hb ≥ 8 g/dL, not(procedure transfusion [within 7 d before screening]))",
        ),
        // Near misses.
        ("Prior chemotherapy is not allowed", "not(drug history of chemotherapy)"),
        ("Prior chemotherapy is allowed", "permits(drug history of chemotherapy)"),
        ("Transfusion is not allowed unless stable", "any(not(procedure transfusion), procedure stable transfusion)"),
    ]);
    assert_eq!(
        exclusion("Transfusion is not allowed within 7 days before screening"),
        "procedure transfusion [within 7 d before screening]"
    );
}

#[test]
fn disease_free_is_of_the_disease_named_before() {
    for (text, expected) in [
        (
            "Prior malignancy, unless disease-free for at least 3 years",
            "all(condition history of malignancy, condition malignancy [within past < 3 a])",
        ),
        (
            "Prior malignancy except if disease-free for at least 3 years",
            "all(condition history of malignancy, condition malignancy [within past < 3 a])",
        ),
        (
            "Other malignancy unless free of disease for at least 5 years",
            "all(condition malignancy, condition malignancy [within past < 5 a])",
        ),
        (
            "Other malignancy unless no evidence of disease for 5 years",
            "all(condition malignancy, condition malignancy [within past < 5 a])",
        ),
        (
            "History of malignancy (unless disease-free for 5 years)",
            "all(condition history of malignancy, condition malignancy [within past < 5 a])",
        ),
        (
            "History of breast cancer or melanoma unless disease free for at least 5 years",
            "any(all(condition history of breast cancer, condition breast cancer [within past < 5 a]), \
             all(condition history of melanoma, condition melanoma [within past < 5 a]))",
        ),
        (
            "Malignancy within 5 years unless disease-free",
            "all(condition malignancy [within past 5 a], condition current malignancy)",
        ),
    ] {
        assert_eq!(exclusion(text), expected, "{text}");
    }
    // Near miss: where nothing is named before, it is the disease under study.
    reads(&[("Disease-free for at least 3 years", "not(condition disease under study [within past < 3 a])")]);
}

#[test]
fn what_comes_with_the_second_class_is_no_part_of_the_first() {
    reads(&[
        ("NYHA III, or NYHA II with LVEF < 40%", "any(NYHA class in {III}, all(NYHA class in {II}, LVEF < 40 %))"),
        (
            "ECOG 0, or ECOG 1 with age < 65",
            "any(ECOG performance status in {0}, ECOG performance status in {1} having (age < 65 a))",
        ),
        (
            "Age ≥60, or <60 with amenorrhea ≥12 months",
            "any(age ≥ 60 a, all(condition amenorrhea [for ≥ 12 mo], age < 60 a))",
        ),
        // Near misses.
        ("Stage III or stage IV with measurable disease", "observation measurable disease having (stage in {III, IV})"),
        (
            "ECOG 0-1, or ECOG 2 if age < 65",
            "any(ECOG performance status 0..1, all(age < 65 a, ECOG performance status in {2}))",
        ),
        ("Age ≥60, or ≥ 2 risk factors", "any(age ≥ 60 a, observation risk factor [count ≥ 2])"),
    ]);
}

#[test]
fn a_judgement_is_of_the_second_age_alone() {
    reads(&[
        (
            "Aged 60 years or above, or 18-59 years and unfit for chemotherapy",
            "any(age ≥ 60 a, all(age 18..59 a, «judgement: unfit for chemotherapy»))",
        ),
        // Near miss: one age.
        ("Aged 18-59 years and unfit for chemotherapy", "all(age 18..59 a, «judgement: unfit for chemotherapy»)"),
    ]);
}

#[test]
fn a_normal_result_is_one_of_two_ways() {
    reads(&[
        (
            "Bilirubin within normal limits, or ≤ 3 x ULN in patients with Gilbert's syndrome",
            "any(total bilirubin normal, all(condition Gilbert syndrome, total bilirubin ≤ 3 ×ULN))",
        ),
        ("TSH normal or ≤ 10 mIU/L with normal free T4", "any(TSH normal, all(TSH ≤ 10 mIU/L, free T4 normal))"),
        ("Creatinine normal or CrCl ≥ 60 mL/min", "any(creatinine normal, creatinine clearance ≥ 60 mL/min)"),
        // Near miss: no second way.
        (
            "Bilirubin within normal limits in patients with Gilbert's syndrome",
            "if condition Gilbert syndrome: total bilirubin normal",
        ),
    ]);
}

#[test]
fn the_limit_of_some_stands_beside_that_of_all() {
    let either = "any(ALT ≤ 3 ×ULN, all(condition liver metastasis, ALT ≤ 5 ×ULN))";
    for text in [
        "ALT ≤ 3 x ULN or 5 x ULN with liver metastases",
        "ALT ≤ 3 x ULN, 5 x ULN in case of liver metastases",
        "ALT ≤ 3 x ULN unless due to liver metastases (then ≤ 5 × ULN)",
        "ALT ≤ 3 x ULN unless liver metastases (in which case ≤ 5 × ULN)",
        "ALT ≤ 3 x ULN (except patients with liver metastases: ≤ 5 x ULN)",
        "ALT ≤ 3 x ULN (except patients with liver metastases, who must have ≤ 5 x ULN)",
        "ALT ≤ 3 x ULN (for patients with liver metastasis, ALT ≤ 5×ULN)",
        "ALT ≤ 3 x ULN. For patients with liver metastases, ALT ≤ 5 × ULN.",
    ] {
        assert_eq!(reading(text), either, "{text}");
    }
    let both = "all(any(ALT ≤ 2.5 ×ULN, all(condition liver metastasis, ALT ≤ 5 ×ULN)), \
                any(AST ≤ 2.5 ×ULN, all(condition liver metastasis, AST ≤ 5 ×ULN)))";
    for text in [
        "ALT and AST ≤ 2.5×ULN (for patients with liver metastasis, ALT and AST ≤ 5×ULN)",
        "ALT and AST ≤ 2.5×ULN, for patients with liver metastases, ALT and AST ≤ 5×ULN",
        "ALT and AST ≤ 2.5×ULN; for patients with liver metastases: ALT and AST ≤ 5×ULN",
    ] {
        assert_eq!(reading(text), both, "{text}");
    }
    let each = "all(if not(condition liver metastasis): AST ≤ 2.5 ×ULN, if condition liver metastasis: AST ≤ 5 ×ULN)";
    assert_eq!(reading("AST ≤ 2.5 x ULN without liver metastases or ≤ 5 x ULN with liver metastases"), each);
    reads(&[
        (
            "Bilirubin ≤ 1.5 x ULN (except patients with Gilbert syndrome, who can have total bilirubin < 3.0 mg/dL)",
            "any(total bilirubin ≤ 1.5 ×ULN, all(condition Gilbert syndrome, total bilirubin < 3.0 mg/dL))",
        ),
        // Near misses: nobody is named; another thing; whom no limit binds; the other end.
        (
            "Bilirubin ≤ 1.5 x ULN (except Gilbert's syndrome)",
            "any(total bilirubin ≤ 1.5 ×ULN, condition Gilbert syndrome)",
        ),
        (
            "ALT ≤ 2.5×ULN. For patients with liver metastases, bilirubin ≤ 3 × ULN.",
            "all(ALT ≤ 2.5 ×ULN, if condition liver metastasis: total bilirubin ≤ 3 ×ULN)",
        ),
        (
            "Hb ≥ 9 g/dL. For patients with heart failure, Hb ≤ 12 g/dL.",
            "all(Hb ≥ 9 g/dL, if condition heart failure: Hb ≤ 12 g/dL)",
        ),
    ]);
    assert_eq!(
        exclusion("ALT > 3 x ULN or 5 x ULN with liver metastases"),
        "if condition liver metastasis: ALT > 5 ×ULN else ALT > 3 ×ULN"
    );
}

#[test]
fn who_is_let_in_is_not_demanded() {
    reads(&[
        (
            "HIV-infected patients with CD4 ≥ 350 cells/uL are eligible",
            "if condition HIV infection: CD4 count ≥ 350 {cells}/uL",
        ),
        (
            "Subjects with Gilbert's syndrome and bilirubin ≤ 3 x ULN may be enrolled",
            "if condition Gilbert syndrome: total bilirubin ≤ 3 ×ULN",
        ),
        (
            "ECOG 0-1; ECOG 2 is allowed if due to lymphoma",
            "any(ECOG performance status 0..1, all(ECOG performance status in {2}, condition lymphoma))",
        ),
        // Near miss: it may say who takes part at all.
        ("Patients with type 2 diabetes and HbA1c ≥ 7% are eligible", "all(condition type 2 diabetes, HbA1c ≥ 7 %)"),
    ]);
}

#[test]
fn what_is_provided_after_a_limit_is_demanded() {
    reads(&[
        ("PLT ≥ 50 G/L provided that no bleeding", "all(PLT ≥ 50 ×10⁹/L, not(condition hemorrhage))"),
        // Near miss: a condition of the limit.
        ("PLT ≥ 50 G/L if no bleeding", "if not(condition hemorrhage): PLT ≥ 50 ×10⁹/L"),
    ]);
    assert!(
        reading("Prior rituximab allowed provided last dose ≥ 6 months ago")
            .starts_with("if drug history of rituximab")
    );
}

#[test]
fn a_head_keeps_whom_its_list_is_for() {
    reads(&[
        (
            "For patients with bone marrow involvement: platelets ≥ 20,000/mm3",
            "if condition bone marrow involvement: PLT ≥ 20000 /mm3",
        ),
        (
            "Aplastic anemia with at least 2 of the following: neutrophils < 500/uL, platelets < 20,000/uL",
            "all(condition aplastic anemia, 2-of(ANC < 500 /uL, PLT < 20000 /uL))",
        ),
    ]);
}

#[test]
fn what_has_one_limit_is_one_part_of_what_and_joins() {
    let liver = "all(creatinine ≤ 1.5 ×ULN, any(AST ≤ 3 ×ULN, ALT ≤ 3 ×ULN))";
    reads(&[
        ("Creatinine ≤ 1.5 x ULN and AST and/or ALT ≤ 3 ULN", liver),
        ("Creatinine ≤ 1.5 x ULN and AST or ALT ≤ 3 ULN", liver),
    ]);
    // Near miss: each with its own.
    let own = "any(ALT > 5 ×ULN, all(AST > 3 ×ULN, total bilirubin > 2 ×ULN))";
    assert_eq!(exclusion("ALT > 5 x ULN or AST > 3 x ULN and bilirubin > 2 x ULN"), own);
}

#[test]
fn each_score_is_for_its_own_ages() {
    let each = "all(if age > 16 a: KPS ≥ 60 {score}, if age ≤ 16 a: Lansky performance status ≥ 60 {score})";
    reads(&[
        ("Karnofsky ≥ 60 if > 16 years old or Lansky ≥ 60 if ≤ 16 years old", each),
        ("Karnofsky ≥ 60 for patients > 16 years of age and Lansky ≥ 60 for patients ≤ 16 years of age", each),
        // Near miss: one condition.
        (
            "Karnofsky ≥ 60 or Lansky ≥ 60 if ≤ 16 years old",
            "if age ≤ 16 a: any(KPS ≥ 60 {score}, Lansky performance status ≥ 60 {score})",
        ),
    ]);
}

#[test]
fn what_was_given_with_something_past_is_past() {
    reads(&[
        ("Prior radiotherapy with concurrent cisplatin", "procedure history of radiotherapy having drug cisplatin"),
        // Near miss: nothing says when.
        ("Radiotherapy with concurrent cisplatin", "procedure radiotherapy having drug current cisplatin"),
    ]);
}

#[test]
fn ineligible_for_a_drug_is_a_judgement() {
    reads(&[
        ("Cisplatin-ineligible", "«judgement: Cisplatin-ineligible»"),
        (
            "Cisplatin-ineligible (CrCl 30-59 mL/min)",
            "all(«judgement: Cisplatin-ineligible», creatinine clearance 30..59 mL/min)",
        ),
        // Near miss: forbidden.
        ("Cisplatin is prohibited", "not(drug cisplatin)"),
    ]);
}

#[test]
fn what_is_allowed_to_some_is_theirs_alone() {
    assert_eq!(
        reading("ALT ≤ 3 ×ULN. For patients with liver metastases, ALT ≤ 5 ×ULN is allowed"),
        "any(ALT ≤ 3 ×ULN, all(condition liver metastasis, ALT ≤ 5 ×ULN))"
    );
    assert_eq!(
        reading("Hb ≥80 g/L. For patients meeting the Hb ≥80 g/L criterion, transfusion is allowed during treatment"),
        "Hb ≥ 80 g/L permits (if Hb ≥ 80 g/L: procedure transfusion [during treatment])"
    );
}
