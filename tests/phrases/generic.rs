//! Diseases in general, and the disease that a trial is about.

use super::all_excluded;

#[test]
fn any_disease_is_not_the_one_under_study() {
    all_excluded(&[
        (
            "Any disease or condition that in the opinion of the investigator may increase risk",
            "any(condition disease having «judgement: that in the opinion of the investigator may increase risk», condition condition having «judgement: that in the opinion of the investigator may increase risk»)",
        ),
        ("Serious, uncontrolled disease", "condition serious uncontrolled disease"),
        ("Three-vessel disease", "condition Three-vessel disease"),
        ("Clinically significant diseases", "condition clinically significant diseases"),
        // Near misses.
        ("Progression of the disease", "observation disease progression having condition disease under study"),
        ("Evidence of disease", "condition disease under study"),
        ("Active disease", "condition active disease under study"),
        ("Disease-free for 2 years", "not(condition disease under study [within past < 2 a])"),
    ]);
}
