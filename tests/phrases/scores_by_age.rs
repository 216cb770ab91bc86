//! Scores that are asked of people of an age each, and limits of age that stand beside others.

use super::{all_excluded, all_read, codes};

#[test]
fn two_scores_are_asked_of_people_of_an_age_each() {
    let each = "all(if age ≤ 16 a: Lansky performance status ≥ 50 {score}, if age > 16 a: KPS ≥ 50 {score})";
    all_read(&[
        ("Lansky (≤ 16 years) or Karnofsky (> 16 years) score ≥ 50", each),
        ("Lansky ≥ 50 (≤ 16 years) or Karnofsky ≥ 50 (> 16 years)", each),
        (
            "Karnofsky (> 16 years) or Lansky (≤ 16 years) performance score ≥ 50",
            "all(if age > 16 a: KPS ≥ 50 {score}, if age ≤ 16 a: Lansky performance status ≥ 50 {score})",
        ),
        (
            "Karnofsky ≥ 50% (if > 16 years) or Lansky ≥ 50% (if ≤ 16 years)",
            "all(if age > 16 a: KPS ≥ 50 %, if age ≤ 16 a: Lansky performance status ≥ 50 %)",
        ),
        (
            "Karnofsky ≥ 60% for patients > 16 years and Lansky ≥ 60 for ≤ 16",
            "all(if age > 16 a: KPS ≥ 60 %, if age ≤ 16 a: Lansky performance status ≥ 60 {score})",
        ),
        ("HbA1c > 7 % (≥ 1 year)", "HbA1c > 7 % having (age ≥ 1 a)"),
    ]);
}

#[test]
fn both_limits_after_an_event_are_of_the_age() {
    all_read(&[
        ("Age at diagnosis ≥ 365 days and ≤ 18 years", "all(age ≥ 365 d [at diagnosis], age ≤ 18 a)"),
        ("Age at diagnosis ≥ 12 months and < 18 years", "all(age ≥ 12 mo [at diagnosis], age < 18 a)"),
        (
            "Age at diagnosis ≥ 40 years and ≥ 6 months since diagnosis",
            "age ≥ 40 a [at diagnosis; ≥ 6 mo after diagnosis]",
        ),
    ]);
}

#[test]
fn each_sex_keeps_the_age_in_its_brackets() {
    all_read(&[
        (
            "Males (18-65 years old) and females (18-55 years old)",
            "any(all(sex male, age 18..65 a), all(sex female, age 18..55 a))",
        ),
        ("Males and females (18-55 years old)", "all(sex any, age 18..55 a)"),
    ]);
}

#[test]
fn what_is_of_the_patient_is_demanded_of_everybody() {
    all_read(&[
        ("The subject's refractive cylinder must be ≤ 0.75 D", "astigmatism ≤ 0.75 diop"),
        ("The patient's body mass index must be ≤ 30 kg/m2", "BMI ≤ 30 kg/m2"),
        ("Patients with diabetes must have HbA1c < 8 %", "if condition diabetes mellitus: HbA1c < 8 %"),
    ]);
}

#[test]
fn a_limit_is_of_what_is_measured_at_a_place() {
    all_read(&[
        (
            "aBMD at the distal femur < 1.0 g/cm2 (determined at screening)",
            "aBMD at the distal femur < 1.0 g/cm2 [at screening]",
        ),
        ("CNC word score in quiet of greater than or equal to 10%", "CNC word score in quiet ≥ 10 %"),
        ("Bone density at the hip < 1.0", "bone mineral density < 1.0 [setting: hip]"),
        ("Initial gingivitis index of at least 1.5", "Initial gingivitis index ≥ 1.5"),
        ("depression score > 9", "depression score > 9"),
        ("plaque index > 2", "plaque index > 2"),
        ("Multiparametric MRI (mpMRI) indicating a PI-RADS score ≤ 3", "PI-RADS ≤ 3 [setting: Multiparametric MRI]"),
        ("MRI with PI-RADS score ≤ 3", "procedure MRI having (PI-RADS ≤ 3)"),
    ]);
}

#[test]
fn names_are_whole() {
    all_read(&[
        ("History of pain-related TMD", "condition history of pain-related TMD"),
        ("O'Leary plaque score ≥ 25%", "O'Leary plaque score ≥ 25 %"),
        ("PI-RADS V2.1 of < 4", "PI-RADS < 4"),
        ("PI-RADS version 2.1 score ≥ 4", "PI-RADS ≥ 4"),
        ("PI-RADS ≥ 4", "PI-RADS ≥ 4"),
        ("Urgency/Frequency Patient Symptom Scale > 13", "Urgency/Frequency Patient Symptom Scale > 13"),
        ("At least 5 rolling or boxcar-type acne scars", "condition rolling or boxcar-type acne scars [count ≥ 5]"),
        ("Five or more decayed, untreated dental sites", "condition decayed, untreated dental sites [count ≥ 5]"),
        ("≥ 2 documented seizures or falls", "any(condition seizure [count ≥ 2], condition falls [count ≥ 2])"),
    ]);
    all_excluded(&[
        (
            "Patients who have undergone rotator cuff surgery on the affected shoulder within the past 6 months",
            "procedure rotator cuff surgery [within past 6 mo]",
        ),
        ("alcohol-related hepatitis", "condition alcohol-related hepatitis"),
    ]);
}

#[test]
fn signs_of_lenses_and_lines_of_letters_are_heard() {
    all_read(&[
        ("Spherical equivalent between +1.00 and -2.00 D", "spherical equivalent -2.00..1.00 diop"),
        ("Spherical equivalent -1.00D to -6.00D", "spherical equivalent -6.00..-1.00 diop"),
        ("Refractive error of greater than or equal to ±6 diopters", "spherical equivalent ≥ 6 diop"),
        ("Refractive error ≤ ±3 D", "spherical equivalent -3..3 diop"),
        ("Myopia within -4.00 D", "myopia ≥ -4.00 diop"),
        ("Visual acuity of 20/20-3 or better", "visual acuity ≤ 20 {20/N}"),
        ("Visual acuity better than or equal to Snellen 20/40", "visual acuity ≤ 40 {20/N}"),
        ("Stereopsis of 500 seconds of arc or better", "Stereopsis ≤ 500 ''"),
        ("Straining during more than ¼ (25%) of defecations", "condition Straining [count > 0.25]"),
    ]);
}

#[test]
fn at_what_is_tested_is_no_limit() {
    all_read(&[
        ("PTA (500, 1000 and 2000 Hz) > 40 dB", "pure tone average > 40 dB"),
        ("White spots on teeth between 1.3 and 2.3", "condition White spots"),
        ("Completion of at least 26 diary days out of 28", "condition diary days [count ≥ 26] [outcome: completed]"),
    ]);
}

#[test]
fn parts_of_years_belong_to_the_age() {
    all_read(&[
        ("Age 5 to 16 years and 6 months", "age 5..16.5 a"),
        ("Aged 6 years 0 months to 16 years 11 months", "age 6..< 17 a"),
        ("Ages 12 years and 0 days old to 17 years and 364 days old", "age 12..< 18 a"),
        ("Age 5 to 16 years", "age 5..16 a"),
    ]);
}

#[test]
fn a_limit_for_children_or_for_adults_is_no_age_and_of_no_child() {
    all_read(&[
        (
            "HbA1c ≥ 7% in children or ≥ 8% in adults",
            "any(all(HbA1c ≥ 7 %, ‹children: in no part of the rule›, ‹adults: in no part of the rule›), all(HbA1c ≥ 8 %, ‹adults: in no \
             part of the rule›))",
        ),
        ("PedsQL score ≤ 70 for children", "PedsQL ≤ 70"),
        // Near misses.
        ("≥ 18 in adults", "age ≥ 18 a"),
        ("HbA1c ≥ 7% in adults", "HbA1c ≥ 7 %"),
        ("asthma in children", "condition asthma [of child]"),
    ]);
    assert!(codes("PedsQL score ≤ 70 for children").contains(&"not-understood".to_owned()));
}

#[test]
fn the_ages_at_which_scores_are_asked_for_stand_behind_the_limit_of_both() {
    let each = "all(if age ≥ 16 a: KPS ≥ 60 {score}, if age < 16 a: Lansky performance status ≥ 60 {score})";
    all_read(&[
        (
            "Karnofsky/Lansky performance score at least 60 (Karnofsky for patients ≥ 16 years of age, Lansky for < 16 years)",
            each,
        ),
        ("Karnofsky or Lansky ≥ 60 (Karnofsky for ≥ 16 years and Lansky for < 16 years)", each),
        // With a limit of its own.
        (
            "Karnofsky ≥ 60 (Lansky ≥ 50 for patients < 16 years)",
            "KPS ≥ 60 {score} having (if age < 16 a: Lansky performance status ≥ 50 {score})",
        ),
    ]);
}
