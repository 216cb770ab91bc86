//! What is indicated, prevented, or not wanted.

use super::{excluded, reading};

#[test]
fn an_indication_is_to_come() {
    for (text, rule) in [
        (
            "Conform to the indications of hepatectomy",
            "all(procedure planned hepatectomy, ‹Conform: in no part of the rule›)",
        ),
        ("Patients with an indication for primary TKA", "procedure planned primary total knee arthroplasty"),
        ("Eligible for spinal anesthesia", "procedure planned spinal anesthesia"),
        // Near misses.
        ("Contraindication for anticoagulation", "observation contraindication having drug anticoagulant"),
    ] {
        assert_eq!(reading(text), rule, "{text}");
    }
}

#[test]
fn what_prevents_something_is_judged() {
    for (text, rule) in [
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
    ] {
        assert_eq!(excluded(text), rule, "{text}");
    }
}
