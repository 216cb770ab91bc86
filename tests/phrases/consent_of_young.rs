//! Consent that is asked of some ages.

use super::all_read;

#[test]
fn the_age_says_who_is_asked() {
    all_read(&[
        (
            "For children under 18, written consent from a parent or guardian",
            "if age < 18 a: «consent: written consent from a parent or guardian»",
        ),
        ("For patients < 18 years, consent of the guardian", "if age < 18 a: «consent: consent of the guardian»"),
        ("If under 18, parental consent", "if age < 18 a: «consent: parental consent»"),
        ("Parental consent for patients < 18 years of age", "if age < 18 a: «consent: Parental consent»"),
        (
            "Written informed consent from patients or, for patients < 18 years, their legal guardian",
            "all(«consent: Written informed consent from patients», if age < 18 a: «consent: their legal guardian»)",
        ),
        ("Subjects < 18 years: legal guardian signs consent", "if age < 18 a: «consent: legal guardian signs consent»"),
        // Near misses.
        ("For patients < 18 years, creatinine < 1 mg/dL", "if age < 18 a: creatinine < 1 mg/dL"),
        ("Patients under 18 years with asthma", "all(condition asthma, age < 18 a)"),
    ]);
}
