//! Parts of names that look like numbers or items of their own: types, alleles, parts of a stage, and the scale that stands between
//! a comparator and its class.

use super::{all_excluded, all_read, codes, reading};

#[test]
fn types_after_their_word_are_part_of_the_name() {
    all_read(&[
        ("type I or III Gaucher disease", "condition type I or III Gaucher disease"),
        ("type III Gaucher disease", "condition type III Gaucher disease"),
        ("type II diabetes", "condition type 2 diabetes"),
        ("type 1 or 2 diabetes", "any(condition type 1 diabetes, condition type 2 diabetes)"),
        ("hepatitis B or C", "any(condition hepatitis B, condition hepatitis C)"),
        ("NYHA class III or IV", "NYHA class in {III, IV}"),
        (
            "Gaucher disease type I or III",
            "all(condition Gaucher disease, ‹I: in no part of the rule›, ‹III: in no part of the rule›)",
        ),
    ]);
    all_excluded(&[("type B aortic dissection", "condition type B aortic dissection")]);
}

#[test]
fn a_letter_alone_is_no_condition() {
    assert!(!reading("chronic HCV infection, genotype 1b").contains("condition b"));
    assert_eq!(reading("HCV genotype 1b"), "condition hepatitis C having (HCV genotype in {1b})");
}

#[test]
fn the_name_of_an_allele_is_no_number() {
    for text in ["HLA-A*0201 positive", "HLA-A*02:01 positive", "HLA-A\\*02:01 positive", "HLA-DRB1*15:01 positive"] {
        assert!(!reading(text).contains('='), "{text}");
        assert!(codes(text).is_empty(), "{text}");
    }
    all_read(&[
        ("UGT1A1*28 homozygous", "condition UGT1A1*28 homozygous"),
        ("WBC ≥ 3*10^9/L", "WBC ≥ 3 ×10⁹/L"),
        ("WBC*10^9/L ≥ 3", &reading("WBC *10^9/L ≥ 3")),
    ]);
}

#[test]
fn a_letter_after_a_dash_is_a_part_of_the_stage() {
    all_read(&[
        ("clinical stage cT2a-c", "stage in {T2a, T2b, T2c} {T stage}"),
        ("T2a-c prostate cancer", "condition prostate cancer having (T stage in {T2a, T2b, T2c})"),
        ("clinical stage T2a", "stage in {T2a} {T stage}"),
    ]);
}

#[test]
fn the_scale_between_a_comparator_and_a_class_is_what_is_limited() {
    all_excluded(&[
        ("≥ASA III", "ASA class ≥ III"),
        ("ASA ≥ III", "ASA class ≥ III"),
        ("heart failure > NYHA class II", "condition heart failure having (NYHA class > II)"),
    ]);
}
