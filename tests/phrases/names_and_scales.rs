//! Names of tests, scales, drugs and conditions that are easily taken for another: subscales, abbreviations, stages.

use trial_extract::rule::Section;

use super::{reading, reading_in};

fn all_read(rows: &[(&str, &str)]) {
    for (text, expected) in rows {
        assert_eq!(reading(text), *expected, "{text}");
    }
}

fn all_excluded(rows: &[(&str, &str)]) {
    for (text, expected) in rows {
        assert_eq!(reading_in(Section::Exclusion, text), *expected, "{text}");
    }
}

#[test]
fn a_subscale_is_not_its_total() {
    all_read(&[
        ("F-VASI ≥ 0.75 and T-VASI ≥ 3", "all(F-VASI ≥ 0.75 {score}, T-VASI ≥ 3 {score})"),
        ("VASI ≥ 3", "VASI ≥ 3 {score}"),
        ("HADS: anxiety ≥ 11", "HADS-A ≥ 11 {score}"),
        ("HADS-D ≥ 8", "HADS-D ≥ 8 {score}"),
        ("HADS ≥ 11", "HADS ≥ 11 {score}"),
        ("WOMAC pain subscale score ≥ 20", "WOMAC pain ≥ 20 {score}"),
        ("WOMAC ≥ 40", "WOMAC ≥ 40 {score}"),
        ("DASS-21 depression ≥ 10", "DASS depression ≥ 10 {score}"),
        ("KOOS pain ≤ 60", "KOOS pain ≤ 60 {score}"),
        ("SOFAS < 60", "Social and Occupational Functioning Assessment Scale < 60 {score}"),
        ("SOFA < 6", "SOFA < 6 {score}"),
        ("R-ISS stage III", "R-ISS stage in {III}"),
        ("Vitreous haze grade ≤ 1+", "vitreous haze grade ≤ 1"),
    ]);
}

#[test]
fn visits_of_a_schedule_are_moments() {
    all_read(&[
        ("Body weight > 50 kg at V1", "body weight > 50 kg [at V1]"),
        ("Body weight > 50 kg at visit 3", "body weight > 50 kg [at visit 3]"),
        ("HbA1c 7-10% at visit 1", "HbA1c 7..10 % [at visit 1]"),
        ("HbA1c 7-10% at SC", "HbA1c 7..10 % [at SC]"),
        ("Methotrexate 15 mg SC", "drug methotrexate [route: subcutaneous] [dose = 15 mg]"),
    ]);
    assert!(!reading("ST elevation at V1-V3").contains("[at"), "a lead is no visit");
}

#[test]
fn the_words_beside_it_tell_what_an_abbreviation_is() {
    all_excluded(&[
        ("FBG < 1 g/L", "fibrinogen < 1 g/L"),
        ("FBG > 7 mmol/L", "fasting glucose > 7 mmol/L"),
        ("MAP > 8 cmH2O", "mean airway pressure > 8 cmH2O"),
        ("MAP < 65 mmHg", "mean arterial pressure < 65 mmHg"),
        (
            "Glaucoma treated with topical CAIs",
            "condition glaucoma having (drug carbonic anhydrase inhibitor [route: topical])",
        ),
        (
            "Cirrhosis with ascites or HE",
            "condition cirrhosis having any(condition ascites, condition hepatic encephalopathy)",
        ),
        ("Prior ADC therapy", "drug history of antibody-drug conjugate"),
        ("CAG ≥ 40 repeats", "CAG repeats ≥ 40 {repetitions}"),
        ("FVIII < 1%", "factor VIII activity < 1 %"),
    ]);
    for text in ["NEC", "SAB", "MLD > 20 Gy"] {
        assert!(!reading(text).contains(" necro") && !reading(text).contains("mean l"), "{text}: {}", reading(text));
    }
}

#[test]
fn n_after_a_laboratory_test_is_the_upper_limit_of_normal() {
    all_excluded(&[
        ("ALT > 2.5 N", "ALT > 2.5 ×ULN"),
        ("ALT or AST > 5 x N", "any(ALT > 5 ×ULN, AST > 5 ×ULN)"),
        ("Troponin > 99th percentile URL", "troponin > ULN"),
        ("Creatinine clearance < 60 ml/mn", "creatinine clearance < 60 mL/min"),
    ]);
    assert!(!reading("Grip strength > 20 N").contains("ULN"));
}

#[test]
fn a_line_of_treatment_is_no_litre() {
    for text in ["Failed 1L therapy", "Prior 2L chemotherapy", "Progression after 1L platinum"] {
        assert!(!reading(text).contains("1 L") && !reading(text).contains("2 L"), "{text}: {}", reading(text));
    }
    assert!(reading("Crystalloid 2 L").contains("2 L"));
}

#[test]
fn pluses_of_what_is_graded_so_are_a_grade() {
    all_excluded(&[
        ("Urine protein ++ or more", "urine protein dipstick ≥ 2 {+}"),
        ("Urine protein (++)", "urine protein dipstick = 2 {+}"),
        ("Urine protein ≥ 2+", "urine protein dipstick ≥ 2 {+}"),
        ("Ca++ > 3 mmol/L", "calcium > 3 mmol/L"),
    ]);
}

#[test]
fn stages_with_a_prefix_and_of_the_portal_vein() {
    all_read(&[
        ("cT3-4", "T stage in {T3, T3a, T3b, T3c, T4, T4a, T4b, T4c, T4d}"),
        ("cN+", "N stage in {N1, N1a, N1b, N1c, N2, N2a, N2b, N2c, N3, N3a, N3b, N3c}"),
        ("PVTT Vp1-3", "condition portal vein tumor thrombus having (Vp stage in {Vp1, Vp2, Vp3})"),
        ("Mayo class 1C-1E", "Mayo Imaging Classification in {1C, 1D, 1E}"),
        ("HCV genotype 1a or 1b", "condition hepatitis C having (HCV genotype in {1a, 1b})"),
    ]);
    assert!(!reading("group N+1").contains("stage"));
}

#[test]
fn what_looks_like_something_else() {
    all_excluded(&[
        ("Drinking > 3 cups of coffee per day", "Drinking > 3 cup_us/d having observation caffeine use"),
        ("Drinking more than 14 units per week", "alcohol use > 14 U/wk"),
        ("Lesion size ≥ 1 cm", "lesion size ≥ 1 cm"),
        ("Amyloid PET positive", "amyloid PET positive"),
        ("Disease course: 1-10 years", "disease duration 1..10 a"),
        ("Parenteral antibiotics", "drug antibiotic [route: parenteral]"),
        ("HER2 amplified", "HER2 amplified"),
        ("HER2 mutation", "HER2 mutated"),
        ("DLCO/VA < 60%", "KCO < 60 %"),
        ("ED visit", "procedure emergency department visit"),
        ("Scheduled for T&A", "procedure planned adenotonsillectomy"),
        ("Maintenance OCS", "drug maintenance glucocorticoid"),
        ("Non-valvular AF", "condition non valvular atrial fibrillation"),
    ]);
}

#[test]
fn versions_of_a_score_and_kinds_of_a_test_have_names_of_their_own() {
    all_read(&[
        ("KCCQ-CSS < 80", "KCCQ clinical summary score < 80 {score}"),
        ("MELD-Na ≥ 15", "MELD-Na ≥ 15 {score}"),
        ("MELD ≥ 15", "MELD ≥ 15 {score}"),
        ("modified Mayo score 5-9", "modified Mayo score 5..9 {score}"),
        ("NASH CRN stage F2-F3", "NASH CRN fibrosis stage in {F2, F3}"),
        ("fibrosis stage F2-F3", "METAVIR stage in {F2, F3}"),
        ("specific IgE ≥ 0.7 kU/L", "allergen-specific IgE ≥ 0.7 kU/L"),
        ("total IgE ≥ 30 IU/mL", "IgE ≥ 30 IU/mL"),
        ("PVR > 240 dyne sec cm-5", "PVR > 240 dyn.s/cm5"),
        ("eGFR loss > 5 mL/min/1.73 m² per year", "eGFR loss > 5 mL/min/{1.73_m2}/a"),
        ("low- or medium-dose ICS", "drug low or medium dose inhaled corticosteroid"),
        ("moderate- or high-intensity statin", "drug moderate or high intensity statin"),
    ]);
}

#[test]
fn a_word_before_a_score_without_a_limit_is_part_of_the_name() {
    assert_eq!(super::excluded("Poor performance status"), "condition Poor performance status");
    assert!(super::excluded("poor performance status (ECOG > 2)").contains("ECOG performance status > 2"));
}
