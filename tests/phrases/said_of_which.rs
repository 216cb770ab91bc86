//! Of what a limit or a window is said where a nearer noun, or the next one, stands beside it.

use super::{all_excluded, all_read, codes};

#[test]
fn another_limit_is_one_of_what_shows_a_disease() {
    all_read(&[
        (
            "Acute kidney injury with creatinine ≥ 150 µmol/L, or ≥ 1.5x the upper limit of normal",
            "all(condition acute kidney injury, any(creatinine ≥ 150 umol/L, creatinine ≥ 1.5 ×ULN))",
        ),
        (
            "asthma with FEV1 ≥ 2 L, or ≥ 60% of predicted",
            "all(condition asthma, any(FEV1 ≥ 2 L, FEV1 ≥ 60 % predicted))",
        ),
    ]);
}

#[test]
fn a_window_in_the_middle_of_a_list_is_of_one() {
    all_excluded(&[
        (
            "hypertension, stroke within the past year, or COPD",
            "any(condition hypertension, condition stroke [within past 1 a], condition COPD)",
        ),
        (
            "myocardial infarction or stroke within the past year, or COPD",
            "any(condition myocardial infarction [within past 1 a], condition stroke [within past 1 a], condition COPD)",
        ),
        (
            "myocardial infarction, PCI, or stroke within 3 months",
            "any(condition myocardial infarction [within past 3 mo], procedure PCI [within past 3 mo], condition stroke [within past 3 mo])",
        ),
    ]);
}

#[test]
fn what_was_completed_or_had_is_dated_alone() {
    all_excluded(&[
        (
            "Participating in another clinical trial, or completed participation within 30 days",
            "any(observation participation in another clinical trial, condition participation [outcome: completed] [within past 30 d])",
        ),
        (
            "Plan to have a balloon or have had device removal within 6 months before screening",
            "any(condition planned balloon, condition device removal [within 6 mo before screening])",
        ),
        (
            "surgery or radiotherapy within 4 weeks",
            "any(procedure surgery [within past 4 wk], procedure radiotherapy [within past 4 wk])",
        ),
    ]);
}

#[test]
fn what_drugs_do_is_no_part_of_the_list() {
    all_excluded(&[
        (
            "drugs affecting platelet function within 7 days",
            "observation drugs [within past 7 d] having «judgement: affecting platelet function»",
        ),
        ("diseases affecting the kidney", "condition diseases affecting"),
    ]);
}

#[test]
fn a_purpose_after_a_limit_is_no_other_one() {
    all_read(&[("MoCA is equal to or higher than 21 to ensure that they understand", "MoCA ≥ 21 {score}")]);
    assert_eq!(codes("MoCA ≥ 21 to ensure that they understand"), ["reason-not-in-rule"]);
}

#[test]
fn square_brackets_write_a_concentration() {
    all_read(&[
        ("[K+] > 5.5 mmol/L", "potassium > 5.5 mmol/L"),
        ("hyperkalemia ([K+] > 5.5 mmol/L)", "condition hyperkalemia defined as (potassium > 5.5 mmol/L)"),
    ]);
}

#[test]
fn names_of_several_words_are_limited_whole() {
    all_read(&[
        ("Estimated Post Transplant Survival score > 20%", "EPTS score > 20 %"),
        ("FSH/LH ratio > 3.0", "FSH/LH ratio > 3.0"),
        ("migraine without aura for at least 1 year", "condition migraine without aura [for ≥ 1 a]"),
        (
            "transferred to another hospital which is not the study site within 72 hours",
            "observation transfer to another hospital [within past 72 h]",
        ),
    ]);
}

#[test]
fn an_amount_beside_a_share_is_of_the_same_change() {
    all_read(&[
        ("Increase in FEV1 of ≥ 12% and 200 ml", "all(FEV1 ≥ 12 % [percent increase], FEV1 ≥ 200 mL [increase])"),
        (
            "Documented increase in FEV1 of ≥ 12% and 200 ml after treatment for asthma",
            "all(FEV1 ≥ 12 % [percent increase] [after treatment], FEV1 ≥ 200 mL [increase] [after treatment], \
             ‹asthma: in no part of the rule›)",
        ),
        ("Increase in FEV1 of ≥ 12% and FVC ≥ 2 L", "all(FEV1 ≥ 12 % [percent increase], FVC ≥ 2 L)"),
    ]);
}

#[test]
fn what_a_test_shows_is_limited() {
    all_read(&[
        ("Urinalysis shows urine protein < 2+", "urine protein dipstick < 2 {+} [setting: Urinalysis]"),
        ("Urine protein on dipstick ≥ 2+", "urine protein dipstick ≥ 2 {+}"),
    ]);
}
