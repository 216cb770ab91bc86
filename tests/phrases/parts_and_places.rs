//! Which part of a score is meant, which version of it, and in what places of the body something is.

use super::{all_excluded, all_read, excluded, reading};

#[test]
fn a_part_of_a_score_is_named_or_numbered_in_words() {
    all_read(&[
        ("Third item of the HAM-D at least 2", "HAM-D ≥ 2 {score} {only: Third item}"),
        (
            "A score of 4 or more on the suicidal thoughts item of the MADRS",
            "MADRS ≥ 4 {score} {only: suicidal thoughts item}",
        ),
        ("Scores below 2 on the \"guilt\" item of the HAM-D", "HAM-D < 2 {score} {only: guilt item}"),
        ("The ninth item (self-harm) of the PHQ-9 > 1", "PHQ-9 > 1 {score} {only: ninth item (self-harm)}"),
        ("Score on the 3rd item of the HAM-D < 3", "HAM-D < 3 {score} {only: 3rd item}"),
        ("MADRS suicidal thoughts item ≤ 4", "MADRS ≤ 4 {score} {only: suicidal thoughts item}"),
        // Near misses: every part of it, and a number alone.
        ("Each item of the HAM-D ≥ 2", "HAM-D ≥ 2 {score}"),
        ("MADRS item 10 ≤ 4", "MADRS ≤ 4 {score} {only: item 10}"),
    ]);
}

#[test]
fn the_items_behind_a_scale_say_which_version_is_meant() {
    all_read(&[
        (
            "Hamilton Depression Rating Scale - 17 item (HRSD-17) score above 18",
            "HAM-D > 18 {score} [setting: 17 item]",
        ),
        ("Beck Depression Inventory 21 items ≥ 20", "BDI ≥ 20 {score} [setting: 21 items]"),
        // Near miss: on so many of them.
        ("PANSS ≥ 4 on 2 items", "PANSS ≥ 4 {score} [count = 2]"),
    ]);
}

#[test]
fn places_in_a_list_are_of_one_thing() {
    all_read(&[
        (
            "Spasticity in the affected wrist, elbow or fingers",
            "condition spasticity [setting: the affected wrist, elbow or fingers]",
        ),
        (
            "Pain in the left shoulder, arm or hand, as measured by a score > 4 on a visual analog scale",
            "pain > 4 [by visual analog scale] [setting: the left shoulder, arm or hand]",
        ),
    ]);
    all_excluded(&[
        (
            "Botulinum toxin to the arm, leg or trunk in the last 4 months",
            "drug botulinum toxin [setting: the arm, leg or trunk] [within past 4 mo]",
        ),
        // Near misses: a name ends the list; one place.
        (
            "Injury to the hip or a knee fracture",
            "any(all(condition trauma, ‹hip: in no part of the rule›), condition knee fracture)",
        ),
        ("Infection in the head or neck", "condition infection [setting: the head or neck]"),
    ]);
}

#[test]
fn a_word_that_widens_a_level_begins_no_alternative() {
    assert_eq!(
        reading("Able to read at the seventh grade or higher level and show no dementia"),
        "all(«capability: Able to read at the seventh grade or higher level», not(condition dementia))"
    );
    assert_eq!(
        reading("Able to read at a fifth-grade level or above and have no dementia"),
        "all(«capability: Able to read at a fifth-grade level or above», not(condition dementia))"
    );
    assert_eq!(
        excluded("Sick sinus syndrome, or second-degree atrioventricular block or above without pacemaker"),
        "any(condition sick sinus syndrome, condition second-degree AV block other than procedure pacemaker \
         implantation, condition third-degree AV block other than procedure pacemaker implantation)"
    );
    assert_eq!(
        excluded("Heart block or greater without a pacemaker"),
        "all(condition AV block other than procedure pacemaker implantation, ‹greater: in no part of the rule›)"
    );
    // Near miss: another thing, which the word describes.
    assert_eq!(reading("Asthma or lower back pain"), "any(condition asthma, condition low back pain)");
}
