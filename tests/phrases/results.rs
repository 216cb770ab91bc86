//! Results told by a plus or a minus, and what an allergy is to.

use super::{all_excluded, all_read};

#[test]
fn a_plus_or_a_minus_is_a_result() {
    all_read(&[
        ("HER2+ breast cancer", "condition breast cancer having (HER2 positive)"),
        ("ER+/HER2- breast cancer", "all(estrogen receptor positive, condition breast cancer having (HER2 negative))"),
        ("HR+ HER2- breast cancer", "all(hormone receptor positive, condition breast cancer having (HER2 negative))"),
        ("ER+, PR+", "all(estrogen receptor positive, progesterone receptor positive)"),
        ("HBsAg (+)", "HBsAg positive"),
        ("HCV-Ab +, HCV RNA -", "all(HCV antibody positive, HCV RNA negative)"),
        ("HIV- women", "all(sex female, HIV infection negative)"),
        ("BCR-ABL+ ALL", "BCR-ABL positive"),
        // Near misses.
        ("HIV+", "condition HIV infection"),
        ("HIV- and HBV-infected patients", "all(condition HIV infection, condition hepatitis B)"),
        ("HER2- negative", "HER2 negative"),
        ("Na+ > 130 mmol/L", "sodium > 130 mmol/L"),
        ("Hb - 9 g/dL", "Hb = 9 g/dL"),
        (
            "Lenses, mono- / multifocal",
            "any(condition Lenses, ‹mono: no known concept›, ‹multifocal: no known concept›)",
        ),
    ]);
}

#[test]
fn a_sign_is_no_limit() {
    all_excluded(&[
        ("HBsAg(+) and HBV-DNA > 500 IU/mL", "all(HBsAg positive, HBV DNA > 500 IU/mL)"),
        ("HBsAg(-), anti-HBc(+)", "any(HBsAg negative, HBcAb positive)"),
        // Near misses.
        ("HIV-1 RNA < 50 copies/mL", "HIV RNA < 50 {copies}/mL"),
    ]);
}

#[test]
fn hr_with_a_result_is_a_receptor() {
    all_read(&[
        (
            "HR-positive, HER2-negative breast cancer",
            "all(hormone receptor positive, condition breast cancer having (HER2 negative))",
        ),
        ("HR > 100 bpm", "heart rate > 100 /min"),
    ]);
}

#[test]
fn a_drug_before_allergy_is_what_it_is_to() {
    all_excluded(&[
        ("Penicillin allergy", "allergy penicillin"),
        ("History of penicillin allergy", "allergy history of penicillin"),
        (
            "Penicillin, sulfa or cephalosporin allergy",
            "any(allergy penicillin, allergy sulfonamide, allergy cephalosporin)",
        ),
        // Near misses.
        ("Warfarin or allergy to latex", "any(drug warfarin, allergy latex)"),
        ("Latex allergy", "allergy latex allergy"),
    ]);
}

#[test]
fn what_may_be_or_not_may_be_two_things() {
    all_read(&[
        (
            "Depression with or without anxiety or insomnia",
            "condition depression permits condition anxiety permits condition insomnia",
        ),
        (
            "Levodopa with or without entacapone or rasagiline",
            "drug levodopa permits drug entacapone permits drug rasagiline",
        ),
        // Near misses.
        (
            "Migraine with or without aura and MIDAS ≥ 11",
            "all(condition migraine permits condition aura, MIDAS ≥ 11 {score})",
        ),
        (
            "Depression with or without anxiety, or insomnia",
            "any(condition depression permits condition anxiety, condition insomnia)",
        ),
    ]);
}

#[test]
fn what_a_disease_has_required() {
    all_excluded(&[
        (
            "Malignancy that is progressing or has required active treatment within the past 3 years",
            "any(condition progressive malignancy, condition malignancy having (procedure active treatment [within past 3 a]))",
        ),
        // Near misses.
        (
            "Asthma that is severe or requires oral steroids",
            "any(condition severe asthma, condition asthma having (drug glucocorticoid [route: oral]))",
        ),
    ]);
}
