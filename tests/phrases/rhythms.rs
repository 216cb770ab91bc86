//! Limits of those in one rhythm of the heart and in another.

use super::all_read;

#[test]
fn each_limit_is_of_those_in_its_rhythm() {
    all_read(&[
        (
            "NT-proBNP > 200 pg/mL for patients in SR or > 600 pg/mL in AF",
            "all(if observation sinus rhythm: NT-proBNP > 200 pg/mL, if condition atrial fibrillation: NT-proBNP > 600 pg/mL)",
        ),
        (
            "BNP ≥ 100 pg/mL (sinus rhythm) or ≥ 300 pg/mL (atrial fibrillation)",
            "all(if observation sinus rhythm: BNP ≥ 100 pg/mL, if condition atrial fibrillation: BNP ≥ 300 pg/mL)",
        ),
        // Near misses.
        ("In sinus rhythm at screening", "observation sinus rhythm [at screening]"),
        ("Hb > 12 g/dL for women or > 13 g/dL for men", "all(if sex female: Hb > 12 g/dL, if sex male: Hb > 13 g/dL)"),
    ]);
}
