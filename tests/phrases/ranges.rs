//! Ranges round a name, sides of a moment, and what is no alternative.

use super::{all_excluded, all_read};

#[test]
fn a_name_between_the_ends_of_a_range() {
    all_read(&[
        ("18 ≤ BMI ≤ 30", "all(BMI ≥ 18, BMI ≤ 30)"),
        ("10 < HAM-D < 20", "all(HAM-D > 10 {score}, HAM-D < 20 {score})"),
        ("1.5 < creatinine < 3 mg/dL", "all(creatinine > 1.5 mg/dL, creatinine < 3 mg/dL)"),
        ("3 ≤ EDSS ≤ 6", "all(EDSS ≥ 3 {score}, EDSS ≤ 6 {score})"),
        // Near misses.
        ("At least 2 Hb < 10 g/dL", "Hb < 10 g/dL [count ≥ 2]"),
        ("Two or more relapses", "relapses ≥ 2"),
    ]);
}

#[test]
fn either_side_of_a_moment() {
    all_excluded(&[
        (
            "Pregnant or breastfeeding before or during the study",
            "any(condition pregnancy [before study], condition pregnancy [during study], condition lactation [before study], condition lactation [during study])",
        ),
        ("Use of opioids before or during surgery", "any(drug opioid [before surgery], drug opioid [at surgery])"),
        (
            "History of depression before or during pregnancy",
            "all(condition history of depression, ‹before or during pregnancy: in no part of the rule›)",
        ),
        // Near misses.
        (
            "Depression before pregnancy or diabetes",
            "any(all(condition depression having condition pregnancy, ‹before: in no part of the rule›), condition diabetes mellitus)",
        ),
    ]);
}

#[test]
fn either_sex_is_no_alternative() {
    all_excluded(&[
        ("Subject, whether male or female, is planning to conceive", "observation planning pregnancy"),
        // Near misses.
        ("Males or pregnant females", "any(sex male, condition pregnancy)"),
    ]);
}

#[test]
fn kinds_after_a_list() {
    all_read(&[
        (
            "Evidence of local or systemic infection, including urinary tract infection",
            "any(condition local infection, condition systemic infection, condition urinary tract infection)",
        ),
        (
            "Smokers or non-smokers with COPD",
            "any(observation smoking having condition COPD, observation nonsmoker having condition COPD)",
        ),
        (
            "CF diagnosis confirmed by sweat test or genotype analysis",
            "condition cystic fibrosis [by sweat test; analysis]",
        ),
        // Near misses.
        ("Smokers or patients with COPD", "any(observation smoking, condition COPD)"),
    ]);
}

#[test]
fn other_products_are_none_of_the_study() {
    all_excluded(&[
        ("Any other investigational product within 30 days", "drug investigational drug [within past 30 d]"),
        // Near misses.
        ("Received the investigational product", "drug history of study drug"),
        ("Other immunosuppressants before the study drug", "drug immunosuppressant [before study drug]"),
    ]);
}

#[test]
fn what_does_not_exclude_is_allowed() {
    all_excluded(&[
        (
            "Acutely ill cancer patients are excluded, but past history of treated cancer does not result in exclusion",
            "condition acute ill cancer permits condition history of treated malignancy",
        ),
        ("Use of alcohol and illicit drugs", "any(observation alcohol use, drug illicit drug)"),
        // Near misses.
        ("Cancer, but not basal cell carcinoma", "condition malignancy other than condition basal cell carcinoma"),
    ]);
}

#[test]
fn a_citation_is_no_disease() {
    all_read(&[
        ("Postmenopausal for at least 1 year (Soules et al., 2001)", "observation postmenopausal [for ≥ 1 a]"),
        (
            "Fracture in the finger to be treated",
            "all(condition fracture, ‹finger: in no part of the rule›, ‹treated: in no part of the rule›)",
        ),
        // Near misses.
        ("Treated fracture", "condition treated fracture"),
    ]);
}
