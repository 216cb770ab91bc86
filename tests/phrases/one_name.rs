//! What is one name, or one word, though a slash, "or" or another word's meaning stands in it.

use super::{all_excluded, all_read};

#[test]
fn a_pronoun_with_a_slash_is_one_word() {
    all_read(&[
        ("- Asthma diagnosed by his/her physician", "condition asthma [by physician]"),
        ("- Asthma diagnosed by his or her physician", "condition asthma [by physician]"),
        // Near miss: a slash between two things.
        ("- Asthma/COPD", "any(condition asthma, condition COPD)"),
    ]);
}

#[test]
fn societies_joined_by_a_slash_have_one_set_of_criteria() {
    all_read(&[
        ("- Gout per ACR/EULAR", "condition gout [by ACR/EULAR]"),
        (
            "- Rheumatoid arthritis according to the American College of Rheumatology/European League Against Rheumatism criteria",
            "condition rheumatoid arthritis [by American College of Rheumatology/European League Against Rheumatism \
             criteria]",
        ),
        (
            "- SLE by the European League Against Rheumatism/American College of Rheumatology (EULAR/ACR) criteria",
            "condition SLE [by European League Against Rheumatism/American College of Rheumatology; EULAR/ACR]",
        ),
        // Near miss: two ways to find it.
        ("- Cirrhosis by CT/biopsy", "condition cirrhosis [by CT; biopsy]"),
    ]);
}

#[test]
fn non_written_together_denies_the_state() {
    all_read(&[
        ("- Women of nonchildbearing potential", "not(all(sex female, observation childbearing potential))"),
        ("- Nonpregnant women", "all(sex female, not(condition pregnancy))"),
        // Near miss: a word of its own.
        ("- Nonsmokers", "observation nonsmoker"),
    ]);
}

#[test]
fn a_stable_weight_is_no_change_of_it() {
    all_read(&[
        ("- Stable weight", "observation stable weight"),
        ("- Stable weight for 3 months", "observation stable weight [for 3 mo]"),
        // Near miss: a limit is of the change.
        ("- Stable weight (± 2 kg)", "weight change ≤ 2 kg"),
    ]);
}

#[test]
fn a_type_behind_a_history_waits_for_the_name() {
    all_read(&[
        (
            "- History of type 1 or type 2 diabetes mellitus",
            "any(condition history of type 1 diabetes, condition history of type 2 diabetes)",
        ),
        ("- Diagnosis of type 1 or type 2 diabetes", "any(condition type 1 diabetes, condition type 2 diabetes)"),
        // Near miss: the first has its name.
        (
            "- History of type 1 diabetes or asthma",
            "any(condition history of type 1 diabetes, condition history of asthma)",
        ),
    ]);
}

#[test]
fn parts_of_stages_in_roman_numerals() {
    all_read(&[
        ("- CKD stage IIIb or higher", "condition chronic kidney disease having (CKD stage in {3b, 4, 5})"),
        ("- CKD stage IIIb, IV, or V", "condition chronic kidney disease having (CKD stage in {3b, 4, 5})"),
        // Near miss: a whole stage.
        ("- CKD stage III or higher", "condition chronic kidney disease having (CKD stage ≥ 3)"),
    ]);
}

#[test]
fn descent_is_told_apart() {
    all_read(&[
        ("- Self-identified African American", "observation African American"),
        ("- Asian race", "observation Asian"),
        ("- Race", "observation ethnicity"),
    ]);
}

#[test]
fn names_with_a_word_that_means_something_else() {
    all_read(&[
        ("- High-frequency episodic migraine", "condition high-frequency episodic migraine"),
        ("- Female pattern hair loss", "condition female pattern hair loss"),
        ("- Failure to thrive", "condition failure to thrive"),
        ("- Normal thyroid function", "observation thyroid function"),
        ("- Near vision ≥ 20/40", "visual acuity ≤ 40 {20/N}"),
        ("- Clinically isolated syndrome (CIS)", "condition clinically isolated syndrome"),
        ("- Hypertension for over at least 1 year", "condition hypertension [for ≥ 1 a]"),
    ]);
    all_excluded(&[
        ("High tibial osteotomy", "procedure high tibial osteotomy"),
        ("IVF-ET", "procedure in vitro fertilization"),
        // Near misses: the disease; a carcinoma.
        ("Essential thrombocythemia (ET)", "condition essential thrombocythemia"),
        ("Carcinoma in situ (CIS)", "condition carcinoma in situ"),
    ]);
}

#[test]
fn a_need_for_treatment_narrows() {
    all_excluded(&[
        ("Hypertension requiring medication", "condition hypertension having procedure medication"),
        ("Active infection requiring treatment", "condition active infection having procedure treatment"),
        (
            "Arrhythmia requiring treatment or a pacemaker",
            "condition arrhythmia having any(procedure treatment, procedure pacemaker implantation)",
        ),
        // Near misses: what is named says it.
        ("Infection requiring antibiotic treatment", "condition infection having drug antibiotic"),
        ("Disease requiring treatment with steroids", "condition Disease having drug glucocorticoid"),
    ]);
}
