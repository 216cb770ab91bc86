//! What is named once and said of either of two: what a reaction is to, a failure, a place, a degree.

use super::all_excluded;

#[test]
fn a_reaction_beside_an_allergy_is_to_the_same() {
    all_excluded(&[
        (
            "Known allergy or history of adverse reaction to steroids",
            "any(allergy glucocorticoid, condition history of adverse event due to drug glucocorticoid)",
        ),
        (
            "Hypersensitivity or adverse reaction to bupivacaine or narcotics",
            "any(allergy bupivacaine, allergy opioid, condition adverse event due to any(drug bupivacaine, drug opioid))",
        ),
        (
            "Adverse reactions to vaccines such as anaphylaxis",
            "condition adverse event {examples: anaphylaxis} due to drug vaccine",
        ),
        // Near misses: a disease; what a toxicity came to.
        ("Asthma or adverse reaction to aspirin", "any(condition asthma, condition adverse event due to drug aspirin)"),
        ("Toxicity recovered to grade 1", "condition resolved adverse event having (CTCAE grade in {1})"),
    ]);
}

#[test]
fn a_contraindication_is_to_each_of_a_list() {
    all_excluded(&[
        (
            "Contraindication to lidocaine cream, menstrual disc, or cervical cap",
            "observation contraindication having any(condition lidocaine cream, condition menstrual disc, condition \
             cervical cap)",
        ),
        (
            "Contraindication to nickel, titanium, or MRI",
            "observation contraindication having any(condition nickel, condition titanium, procedure MRI)",
        ),
        // Near miss: a disease is its own.
        (
            "Contraindication to MRI, claustrophobia, or pregnancy",
            "any(observation MRI contraindication, condition claustrophobia, condition pregnancy)",
        ),
    ]);
}

#[test]
fn a_failure_is_of_each_treatment() {
    all_excluded(&[
        (
            "Prior methotrexate or leflunomide failure",
            "any(drug history of methotrexate [outcome: failed], drug history of leflunomide [outcome: failed])",
        ),
        ("Methotrexate failure", "drug methotrexate [outcome: failed]"),
        (
            "Previous IVF or ART failure",
            "any(procedure history of in vitro fertilization [outcome: failed], condition history of ART [outcome: failed])",
        ),
        // Near misses: a disease; another thing.
        ("Dialysis or heart failure", "any(procedure dialysis, condition heart failure)"),
        ("Asthma or methotrexate failure", "any(condition asthma, drug methotrexate [outcome: failed])"),
    ]);
}

#[test]
fn what_is_found_is_at_the_place_before_it() {
    all_excluded(&[
        ("CNS infection or tumor", "any(condition CNS infection, condition CNS tumor)"),
        // Near misses: a failure is at no place; a comma parts the two.
        ("Renal failure or infection", "any(condition renal failure, condition infection)"),
        ("CNS infection, or tumor", "any(condition CNS infection, condition neoplasm)"),
    ]);
}

#[test]
fn a_degree_is_of_both_impairments() {
    all_excluded(&[
        (
            "Severe visual or hearing impairment",
            "any(condition severe visual impairment, condition severe hearing loss)",
        ),
        (
            "Significant visual or auditory impairments",
            "any(condition clinically significant visual impairment, condition clinically significant auditory \
             impairments)",
        ),
        // Near miss: a course of one kind alone.
        (
            "Long-standing persistent or permanent atrial fibrillation",
            "any(condition chronic persistent atrial fibrillation, condition permanent atrial fibrillation)",
        ),
    ]);
}

#[test]
fn an_examination_and_a_function_are_abnormal() {
    all_excluded(&[
        ("Abnormal ECG or liver function", "any(electrocardiogram abnormal, liver function abnormal)"),
        ("Abnormal ECG or pregnancy", "any(electrocardiogram abnormal, condition pregnancy)"),
        ("Clinical concern or diagnosis of dementia", "any(condition suspected dementia, condition dementia)"),
    ]);
}
