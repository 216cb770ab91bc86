//! What a contraindication is denied with.

use super::{all_excluded, all_read};

#[test]
fn no_disease_and_contraindication_denies_both() {
    all_read(&[
        (
            "No heart failure and contraindications to anthracyclines",
            "all(not(condition heart failure), not(observation contraindication having drug anthracycline))",
        ),
        (
            "Without brain metastases and contraindication to radiotherapy",
            "all(not(condition CNS metastasis), not(observation contraindication having procedure radiotherapy))",
        ),
        (
            "No central line and contraindication to MRI",
            "all(not(procedure central venous catheter), not(observation MRI contraindication))",
        ),
        // Near misses.
        ("No metastasis and ECOG 0-1", "all(not(condition metastasis), ECOG performance status 0..1)"),
        (
            "No heart failure but contraindication to anthracyclines",
            "all(not(condition heart failure), observation contraindication having drug anthracycline)",
        ),
    ]);
    all_excluded(&[(
        "Heart failure and contraindications to anthracyclines",
        "all(condition heart failure, observation contraindication having drug anthracycline)",
    )]);
}
