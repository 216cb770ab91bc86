//! Fractions of something, units with their signs in brackets, and numbers that are one value.

use super::{all_excluded, all_read, codes};

#[test]
fn a_fraction_is_no_number_of_its_parts() {
    all_excluded(&[
        ("stenosis > 2/3 of the lumen", "all(stenosis > 2 /3, ‹lumen: in no part of the rule›)"),
        ("ejection fraction less than 1/3", "LVEF < 1 /3"),
        ("hepatic involvement of more than three quarters of the liver", "hepatic involvement > 0.75 [setting: liver]"),
        ("neoplasm not exceeding one-third of the orbit", "all(neoplasm ≤ 1 /3, ‹orbit: in no part of the rule›)"),
        ("hepatic involvement of more than a third of the liver", "hepatic involvement > 1 /3 [setting: liver]"),
        ("tumor in at least a quarter of the prostate", "all(neoplasm ≥ 0.25, ‹prostate: in no part of the rule›)"),
        ("at least 3/4 of the seizures", "seizure ≥ 0.75"),
        // Near misses.
        ("at least a third dose", "condition third"),
        ("> 1.5 seizures per day", "condition seizure [count > 1.5 /d]"),
        ("pain (>2/10)", "pain > 2"),
        ("ECOG 0/1", "ECOG performance status 0..1"),
        ("grade 2/3 toxicity", "condition adverse event having (CTCAE grade 2..3)"),
        (
            "at least 2/3 of the following criteria: HF, COPD, asthma",
            "2-of(condition heart failure, condition COPD, condition asthma)",
        ),
    ]);
}

#[test]
fn a_sign_in_brackets_is_no_end_of_a_unit() {
    all_read(&[
        ("BMI 18 to 35 kilogram(kg)/m^2", "BMI 18..35 kg/m2"),
        ("Ferritin ≥ 50 nanograms (ng)/milliliter (mL)", "ferritin ≥ 50 ng/mL"),
        ("eGFR <70 milliliter (ml)/minute (min)/1.73m²", "eGFR < 70 mL/min/{1.73_m2}"),
        ("temperature <38.5C/101.3F", "temperature < 38.5 Cel (also < 101.3 degF)"),
        // Near miss: nothing stands under it.
        ("prednisone ≤ 5 mg (mg)", "drug prednisone [dose ≤ 5 mg]"),
    ]);
}

#[test]
fn no_length_of_time_is_negative() {
    all_read(&[
        ("myopia < -5.00d", "myopia < -5.00 diop"),
        // Near miss.
        ("asthma for 5 d", "condition asthma [for 5 d]"),
    ]);
}

#[test]
fn other_words_may_stand_within_a_unit() {
    all_read(&[("5 to 40 manufactured cigarettes per day", "smoking 5..40 {cigarettes}/d")]);
    all_excluded(&[
        (
            "opioids at more than 90 morphine milligram equivalents per day",
            "drug opioid [dose > 90 mg/d morphine-equivalent]",
        ),
        // Near miss.
        ("opioids > 90 mg per day", "drug opioid [dose > 90 mg/d]"),
    ]);
}

#[test]
fn two_numbers_that_are_one_value_are_a_range() {
    all_read(&[
        ("ages of 20 and 45 years", "age 20..45 a"),
        ("BMI of 20 and 30 kg/m2", "BMI 20..30 kg/m2"),
        ("18 years old ≤ age ≤ 80 years old", "all(age ≥ 18 a, age ≤ 80 a)"),
        ("heart rate < 100-110 bpm", "heart rate < 110 /min"),
        // Near miss.
        ("heart rate < 100 bpm", "heart rate < 100 /min"),
    ]);
    assert_eq!(codes("heart rate < 100-110 bpm"), ["number-not-in-rule"]);
}

#[test]
fn a_choice_in_brackets_after_a_score_is_its_value() {
    all_read(&[
        ("Gleason (3 or 4)", "Gleason score 3..4 {score}"),
        ("Proteinuria (2+)", "urine protein dipstick = 2 {+}"),
    ]);
    // Near miss: a citation.
    assert!(!codes("Asthma (3 or 4)").is_empty());
}
