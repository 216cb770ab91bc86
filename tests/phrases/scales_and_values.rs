//! Numbers beside a scale or a value: which is the result that is asked for, and which says how it is measured.

use super::{all_excluded, all_read, codes};

#[test]
fn the_length_of_the_line_of_a_scale_is_no_result() {
    all_read(&[
        ("VAS (100 mm) ≥ 40", "VAS ≥ 40 {score}"),
        ("pain VAS (0-100 mm) > 40", "pain VAS > 40 {score}"),
        ("Visual analogue scale (VAS, 100 mm) ≥ 40 mm", "VAS ≥ 40 mm"),
        ("VAS (40 mm)", "VAS = 40 mm"),
    ]);
    assert_eq!(codes("VAS (100 mm) ≥ 40"), ["number-not-in-rule"]);
}

#[test]
fn a_unit_or_a_word_beside_it_decides_an_abbreviation() {
    all_excluded(&[
        ("UA > 480 µmol/L", "uric acid > 480 umol/L"),
        (
            "History of MI, UA or TIA",
            "any(condition history of myocardial infarction, condition history of unstable angina, \
             condition history of transient ischemic attack)",
        ),
        ("APAP > 4 g per day", "drug acetaminophen [dose > 4 g/d]"),
        (
            "CPAP or APAP",
            "any(procedure continuous positive airway pressure, procedure auto-titrating positive airway pressure)",
        ),
    ]);
    for open in ["Normal UA", "APAP use"] {
        assert!(codes(open).contains(&"ambiguous-abbreviation".to_owned()), "{open}");
    }
}

#[test]
fn a_limit_of_both_or_of_each_is_that_of_every_one() {
    all_read(&[
        (
            "AST > 60 IU/L, ALT > 50 IU/L, and both values < 350 IU/L",
            "all(AST > 60 IU/L, ALT > 50 IU/L, AST < 350 IU/L, ALT < 350 IU/L)",
        ),
        ("AST > 60 IU/L, ALT > 50 IU/L and < 350 IU/L", "all(AST > 60 IU/L, ALT > 50..< 350 IU/L)"),
        ("Each of erythema, plaque elevation and scaling ≥ 2", "all(erythema ≥ 2, plaque elevation ≥ 2, scaling ≥ 2)"),
        ("Erythema and scaling ≥ 2", "all(condition Erythema, scaling ≥ 2)"),
        ("Both knee pain score and function score ≥ 1", "all(knee pain score ≥ 1, function score ≥ 1)"),
        ("Function tests ≥ 1", "tests ≥ 1"),
    ]);
}

#[test]
fn the_comparator_before_two_counts_of_joints_is_that_of_both() {
    all_read(&[
        ("At least 4 swollen and 4 tender joints", "all(swollen joint count ≥ 4, tender joint count ≥ 4)"),
        ("4 swollen and 4 tender joints", "all(swollen joint count = 4, tender joint count = 4)"),
        ("At least 2 temperatures > 38 °C", "temperature > 38 Cel [count ≥ 2]"),
    ]);
}

#[test]
fn a_lack_is_the_limit_and_not_its_denial() {
    all_excluded(&[
        ("Lack of vitamin D (< 20 ng/mL)", "25-hydroxyvitamin D < 20 ng/mL"),
        ("No vitamin D > 2000 IU/day", "not(drug vitamin D [dose > 2000 IU/d])"),
    ]);
}

#[test]
fn a_number_alone_may_have_lost_its_sign() {
    for doubtful in ["Blasts 10%", "18 55 years of age", "BMI 18 30 kg/m2"] {
        assert!(codes(doubtful).contains(&"doubtful-equals".to_owned()), "{doubtful}");
    }
    for plain in ["Blasts ≥ 10%", "18 years of age", "18-55 years of age", "Metformin 500 mg"] {
        assert!(!codes(plain).contains(&"doubtful-equals".to_owned()), "{plain}");
    }
}

#[test]
fn a_length_after_without_may_be_of_either() {
    let open = |text| codes(text).contains(&"window-scope".to_owned());
    assert!(open("Back pain without sciatica > 3 months"));
    assert!(!open("Back pain > 3 months without sciatica"));
    assert!(!open("Asthma without oral corticosteroids for 3 months"));
}

#[test]
fn monotherapy_says_that_a_drug_is_given_alone() {
    all_read(&[
        ("Metformin monotherapy for 8 weeks", "drug monotherapy metformin [for 8 wk]"),
        (
            "SSRI/SNRI monotherapy for 8 weeks",
            "any(drug monotherapy SSRI [for 8 wk], drug monotherapy SNRI [for 8 wk])",
        ),
        ("SSRI monotherapy or metformin", "any(drug monotherapy SSRI, drug metformin)"),
    ]);
}
