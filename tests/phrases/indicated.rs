//! What is indicated, prevented, or not wanted.

use super::{all_excluded, all_read};

#[test]
fn an_indication_is_to_come() {
    all_read(&[
        (
            "Conform to the indications of hepatectomy",
            "all(procedure planned hepatectomy, ‹Conform: in no part of the rule›)",
        ),
        ("Patients with an indication for primary TKA", "procedure planned primary total knee arthroplasty"),
        ("Eligible for spinal anesthesia", "procedure planned spinal anesthesia"),
        // Near misses.
        ("Contraindication for anticoagulation", "observation contraindication having drug anticoagulant"),
    ]);
}

#[test]
fn what_prevents_something_is_judged() {
    all_excluded(&[
        (
            "Musculoskeletal disorders preventing the subject to perform physical training",
            "condition musculoskeletal system disorder having «judgement: preventing the subject to perform physical training»",
        ),
        (
            "Anatomical abnormalities preventing catheter insertion",
            "Anatomical abnormal having «judgement: preventing catheter insertion»",
        ),
        ("Patients who do not want to risk hearing loss", "«consent: Patients who do not want to risk hearing loss»"),
        // Near misses.
        ("Drugs preventing migraine", "observation Drugs having «judgement: preventing migraine»"),
        ("Prevention of migraine", "all(condition migraine, ‹Prevention: in no part of the rule›)"),
    ]);
}
