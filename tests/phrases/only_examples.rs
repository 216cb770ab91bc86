//! Lists that give but examples, and sentences that let people take part whatever they were given before.

use super::{all_excluded, all_read};

#[test]
fn an_open_list_in_a_sentence_of_its_own_demands_nothing() {
    all_read(&[
        (
            "Taking diabetes medication. Relevant medications include but are not limited to: sulfonylureas, biguanides, and insulin",
            "drug antidiabetic {open: sulfonylurea, biguanides, insulin}",
        ),
        (
            "Relevant medications include but are not limited to: sulfonylureas, biguanides, SGLT2 inhibitors",
            "any(drug sulfonylurea, drug biguanides, drug SGLT2 inhibitor)",
        ),
        ("Must take all of the following: metformin, insulin", "all(drug metformin, drug insulin)"),
    ]);
}

#[test]
fn a_list_in_brackets_that_goes_on_gives_examples() {
    all_read(&[(
        "Moderate intensity statins (including atorvastatin > 10 mg, lovastatin, etc.) for at least 8 weeks",
        "all(drug moderate intensity statin {open: lovastatin} [for ≥ 8 wk] such as (drug atorvastatin [dose > 10 mg]), ‹> 10: in no part of the rule›)",
    )]);
    all_excluded(&[
        (
            "planned bariatric surgery (gastric retraction, gastric bypass, gastric banding, etc.)",
            "procedure planned bariatric surgery {open: gastric retraction, gastric bypass, gastric banding}",
        ),
        (
            "bariatric surgery (gastric bypass or gastric banding)",
            "procedure bariatric surgery having any(procedure gastric bypass, procedure gastric banding)",
        ),
    ]);
}

#[test]
fn who_was_treated_before_takes_part_all_the_same() {
    all_read(&[
        (
            "Patients who have undergone prior systemic therapy are eligible",
            "permits(drug history of systemic medication)",
        ),
        ("Patients who have received prior chemotherapy are eligible", "permits(drug history of chemotherapy)"),
        ("Only patients who have undergone prior systemic therapy are eligible", "drug history of systemic medication"),
        ("Patients with type 2 diabetes are eligible", "condition type 2 diabetes"),
        (
            "Patients with asthma who have received prior steroids are eligible",
            "condition asthma having drug history of glucocorticoid",
        ),
    ]);
}
