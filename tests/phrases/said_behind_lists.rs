//! What stands behind the last member of a list, and is said of each or of the last alone.

use super::{all_excluded, all_read};

#[test]
fn a_clause_behind_a_list_that_one_word_opens_is_said_of_each() {
    all_excluded(&[
        (
            "another condition, injury, or fracture that prevents weightbearing",
            "any(condition another condition having «judgement: that prevents weightbearing», condition trauma having «judgement: that prevents weightbearing», condition fracture having «judgement: that prevents weightbearing»)",
        ),
        (
            "Any other condition, injury, or disease that is uncontrolled",
            "any(«judgement: Any other condition», condition uncontrolled trauma, condition uncontrolled disease)",
        ),
        (
            "Any other illness, injury, or surgery that requires hospitalization",
            "any(condition other illness having procedure hospitalization, condition trauma having procedure hospitalization, procedure surgery having procedure hospitalization)",
        ),
        (
            "Asthma, COPD, or any disease that prevents exercise",
            "any(condition asthma, condition COPD, condition disease having «judgement: that prevents exercise»)",
        ),
    ]);
}

#[test]
fn what_others_would_do_is_not_said_of_what_is_left_out() {
    all_excluded(&[
        (
            "Any disease other than asthma that may affect lung function",
            "condition disease having all(«judgement: that may affect lung function», not(condition asthma))",
        ),
        (
            "any heart disease other than hypertension that might affect the outcome",
            "condition cardiac disease having all(«judgement: that might affect the outcome», not(condition hypertension))",
        ),
        (
            "malignancy other than skin cancer that was treated",
            "condition malignancy other than condition treated skin cancer",
        ),
    ]);
}

#[test]
fn how_often_is_said_of_each_that_is_used() {
    all_read(&[
        ("alcohol or tobacco use > 2 days/week", "any(drug alcohol [count > 2 d/wk], smoking > 2 d/wk)"),
        ("asthma or headaches > 2 days/week", "any(condition asthma, headache > 2 d/wk)"),
        (
            "at least 4 (men) or 3 (women) drinks on at least two occasions",
            "all(if sex male: alcohol use ≥ 4 {drinks} [count ≥ 2], if sex female: alcohol use ≥ 3 {drinks} [count ≥ 2])",
        ),
    ]);
}

#[test]
fn a_drug_for_one_kind_of_disease_is_not_said_of_another() {
    all_read(&[
        (
            "metabolic syndrome or type 2 diabetes on metformin",
            "any(condition metabolic syndrome, condition type 2 diabetes having drug metformin)",
        ),
        (
            "asthma or COPD on inhaled corticosteroids",
            "any(condition asthma having drug inhaled corticosteroid, condition COPD having drug inhaled corticosteroid)",
        ),
    ]);
}

#[test]
fn words_that_narrow_are_kept() {
    all_read(&[
        ("total paralysis", "condition total paralysis"),
        ("total thyroidectomy", "procedure total thyroidectomy"),
        ("total infections > 3", "condition infection [count > 3]"),
        ("history of invasive cancers", "condition history of invasive malignancy"),
        ("Fasting triglycerides > 5.6 mmol/L", "triglycerides > 5.6 mmol/L [setting: Fasting]"),
        ("fasting glucose > 7 mmol/L", "fasting glucose > 7 mmol/L"),
        ("do not require non-invasive ventilatory interventions", "not(procedure current noninvasive ventilation)"),
        ("do not require non-invasive support", "not(condition non-invasive support)"),
        (
            "prior brachytherapy of the prostate",
            "all(procedure history of brachytherapy, ‹prostate: in no part of the rule›)",
        ),
    ]);
}

#[test]
fn words_read_in_the_order_of_the_text() {
    let text =
        "APL unless aged >=18 with recurrent high grade serous or endometrioid ovarian, fallopian tube or primary/(for";
    assert!(!super::reading(text).is_empty());
}
