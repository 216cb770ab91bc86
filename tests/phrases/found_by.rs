//! By what something is found, where a text gives several ways.

use super::{all_read, reading};

#[test]
fn either_examination_finds_one_thing() {
    all_read(&[
        ("LVEF <= 40% by echo or cardiac magnetic resonance", "LVEF ≤ 40 % [by echo; magnetic resonance]"),
        ("Progression by CT or MRI examination", "observation disease progression [by CT; MRI examination]"),
        (
            "Atrial fibrillation documented by ECG, Holter monitor, or implantable loop recorder",
            "condition atrial fibrillation [by ECG; Holter monitor; implantable loop recorder]",
        ),
        (
            "CAD documented by angiography or stress test",
            "condition coronary artery disease [by angiography; stress test]",
        ),
        ("HIV infection documented by ELISA and western blot", "condition HIV infection [by ELISA; western blot]"),
        ("Meniscus tear identified by imaging or a microscope", "condition Meniscus tear [by imaging; microscope]"),
        (
            "Active disease based on relapse or MRI lesion activity",
            "condition active disease under study [by relapse; MRI lesion activity]",
        ),
        // Near misses.
        ("Asthma or stress test", "any(condition asthma, procedure exercise stress test)"),
        ("Asthma diagnosed by spirometry or COPD", "any(condition asthma [by spirometry], condition COPD)"),
    ]);
}

#[test]
fn an_examination_after_on_shows_what_was_named() {
    all_read(&[
        ("Metastasis on imaging or biopsy", "condition metastasis [by imaging; biopsy]"),
        ("Metastasis seen on imaging", "condition metastasis [by imaging]"),
        // Near misses.
        ("Pneumonia on chest X-ray", "condition pneumonia having procedure chest X-ray"),
        ("Diabetes on insulin", "condition diabetes mellitus having drug insulin"),
    ]);
}

#[test]
fn adjectives_before_methods_are_ways_to_find() {
    all_read(&[
        (
            "Infection (by clinical, serological, or microbiological methods)",
            "condition infection [by clinical, serological, or microbiological methods]",
        ),
        (
            "Infection based on clinical and radiological findings",
            "condition infection [by clinical and radiological findings]",
        ),
        // Near miss.
        ("Infection by clinical methods", "condition infection [by clinical methods]"),
    ]);
}

#[test]
fn one_examination_shows_two_places() {
    let lesions = reading("At least 2 lesions on brain and/or spinal cord MRI");
    assert_eq!(lesions, "condition lesions on brain and/or spinal cord MRI [count ≥ 2]");
}
