//! Brackets that say what a thing shows, or give the letters of its name.

use super::all_read;

#[test]
fn what_a_result_shows_is_not_demanded_beside_it() {
    all_read(&[
        ("CRP > 10 mg/L (a marker of inflammation)", "CRP > 10 mg/L"),
        ("HbA1c < 8 % (as a measure of glycemic control)", "HbA1c < 8 %"),
        ("Positive HBsAg (indicative of hepatitis B infection)", "HBsAg positive"),
        // Near miss: the brackets limit something.
        ("Raised ALT (signs of hepatitis)", "ALT high having condition hepatitis"),
    ]);
}

#[test]
fn letters_of_the_words_before_stand_for_them() {
    all_read(&[
        ("Patients with acute leukemia (AL)", "condition acute leukemia"),
        ("Light chain amyloidosis (AL)", "condition AL amyloidosis"),
        // Near misses.
        ("AL > 26 mm", "axial length > 26 mm"),
        ("Axial length (AL) > 26 mm", "axial length > 26 mm"),
    ]);
}

#[test]
fn plain_words_for_what_is_measured_demand_nothing() {
    all_read(&[
        ("CD4 cells (immune cells that fight infection) < 200 cells/mm3", "CD4 count < 200 {cells}/mm3"),
        ("Viral load (level of HIV in the blood) > 2,000 copies/ml", "viral load > 2000 {copies}/mL"),
        ("PPD negative (skin test for TB exposure)", "tuberculin skin test negative"),
        ("Creatinine (a test of kidney function) < 1.5 mg/dL", "creatinine < 1.5 mg/dL"),
        // Near misses: what is not measured, and what is limited.
        ("Asthma (a level of control of 3)", "condition asthma having (control = 3)"),
        ("CRP > 10 mg/L (test for infection)", "CRP > 10 mg/L"),
    ]);
}
