//! A noun that several kinds of a thing share: infections, places, sides, kinds named once.

use super::{all_excluded, all_read};

#[test]
fn each_infection_has_the_name_of_its_cause() {
    all_excluded(&[
        (
            "Active bacterial, viral or fungal infection",
            "any(condition active bacterial infection, condition active viral infection, condition active fungal infection)",
        ),
        (
            "Uncontrolled bacterial, viral, or fungal infection",
            "any(condition uncontrolled bacterial infection, condition uncontrolled viral infection, condition uncontrolled fungal infection)",
        ),
        (
            "Active viral, bacterial, or systemic fungal infection",
            "any(condition active viral infection, condition active bacterial infection, condition active systemic fungal infection)",
        ),
        (
            "Known bacterial, viral, parasitic or fungal infections requiring antibiotics",
            "any(condition bacterial infection having drug antibiotic, condition viral infection having drug antibiotic, condition parasitic infection having drug antibiotic, condition fungal infection having drug antibiotic)",
        ),
        // Near misses.
        (
            "Active or chronic viral infection",
            "any(condition active viral infection, condition chronic viral infection)",
        ),
        (
            "Severe, acute, or chronic infection",
            "any(condition severe infection, condition acute infection, condition chronic infection)",
        ),
        (
            "Long-standing persistent or permanent atrial fibrillation",
            "any(condition chronic persistent atrial fibrillation, condition permanent atrial fibrillation)",
        ),
    ]);
}

#[test]
fn a_place_or_a_side_waits_for_the_noun() {
    all_excluded(&[
        ("Hip or knee osteoarthritis", "any(condition hip osteoarthritis, condition knee osteoarthritis)"),
        ("Hip or knee replacement", "any(procedure hip replacement, procedure knee replacement)"),
        ("Distal radius or ulna fracture", "any(condition Distal radius or ulna fracture, condition ulna fracture)"),
        ("Left or right hemiparesis", "any(condition Left or right hemiparesis, condition right hemiparesis)"),
        (
            "Open or closed tibial shaft fracture",
            "any(condition Open or closed tibial shaft fracture, condition closed tibial shaft fracture)",
        ),
        // Near misses.
        ("Hip or stroke", "any(‹Hip: no known concept›, condition stroke)"),
        ("Asthma or knee pain", "any(condition asthma, condition knee pain)"),
        ("Surgery of the knee or hip", "any(procedure knee surgery, procedure hip surgery)"),
    ]);
}

#[test]
fn where_it_was_measured_may_be_two_places() {
    all_read(&[
        ("T-score ≤ -2.5 at lumbar spine or hip", "T-score ≤ -2.5 [setting: lumbar spine or hip]"),
        (
            "Modified Ashworth scale ≤ 2 at elbow and wrist",
            "Modified Ashworth scale ≤ 2 {score} [setting: elbow and wrist]",
        ),
        // Near misses.
        ("Hand and wrist fractures", "all(condition Hand and wrist fractures, condition wrist fractures)"),
    ]);
}

#[test]
fn a_second_limit_has_its_own_setting() {
    all_read(&[
        (
            "VAS ≥ 4 at rest or ≥ 5 on movement",
            "any(VAS ≥ 4 {score} [setting: at rest], VAS ≥ 5 {score} [setting: on movement])",
        ),
        (
            "NRS > 3 at rest or > 4 during coughing",
            "any(NRS > 3 {score} [setting: at rest], NRS > 4 {score} [setting: during coughing])",
        ),
        // Near misses.
        ("Fever with cough", "condition fever having condition cough"),
        ("Impact on activities", "condition Impact on activities"),
    ]);
}

#[test]
fn kinds_named_once_are_one_part_of_a_demand() {
    all_read(&[
        (
            "Suspected or proven infection and SOFA score ≥ 2",
            "all(any(condition suspected infection, condition infection), SOFA ≥ 2 {score})",
        ),
        (
            "Confirmed or suspected pneumonia and PaO2/FiO2 < 300",
            "all(any(condition pneumonia, condition suspected pneumonia), PaO2/FiO2 < 300)",
        ),
        (
            "HIV and active or latent tuberculosis",
            "all(condition HIV infection, any(condition active tuberculosis, condition latent tuberculosis))",
        ),
        // Near misses.
        ("Asthma or COPD and FEV1 < 60 %", "any(condition asthma, all(condition COPD, FEV1 < 60 %))"),
    ]);
}

#[test]
fn kinds_named_once_beside_a_limit() {
    all_excluded(&[
        (
            "Acute or chronic hepatitis and ALT > 3 × ULN",
            "all(any(condition acute hepatitis, condition chronic hepatitis), ALT > 3 ×ULN)",
        ),
        // Near misses.
        (
            "Acute or chronic hepatitis and pregnancy",
            "any(condition acute hepatitis, condition chronic hepatitis, condition pregnancy)",
        ),
    ]);
}
