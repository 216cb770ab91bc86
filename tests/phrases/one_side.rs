//! A limit, a comparator or a definition that stands on one side of a pair and is meant of both; and what is said of one of two
//! alone.

use super::{all_excluded, all_read};

#[test]
fn two_names_of_one_thing_have_one_limit() {
    all_read(&[
        ("Weight gain or loss of >5% in the last 6 mo", "weight change > 5 % [within past 6 mo]"),
        ("coffee or tea > 5 cups/day", "caffeine use > 5 cup_us/d"),
        ("coffee/tea > 5 cups/day", "caffeine use > 5 cup_us/d"),
        ("Weight change > 5%", "weight change > 5 %"),
    ]);
}

#[test]
fn a_change_either_way_has_no_direction() {
    all_read(&[
        ("increase or decrease of body weight > 10%", "body weight > 10 % [percent change]"),
        ("Loss or gain of weight > 5 kg", "body weight > 5 kg [change]"),
        ("decrease of body weight > 10%", "body weight > 10 % [percent decrease]"),
    ]);
}

#[test]
fn a_comparator_before_the_first_of_two_counts_is_that_of_both() {
    all_read(&[
        ("at least 4 TJC and 4 SJC", "all(tender joint count ≥ 4, swollen joint count ≥ 4)"),
        ("at least 4 tender joints and 4 swollen joints", "all(tender joint count ≥ 4, swollen joint count ≥ 4)"),
        ("TJC ≥ 4 and SJC 4", "all(tender joint count ≥ 4, swollen joint count = 4)"),
        ("donepezil 5 or 10 mg/day", "any(drug donepezil [dose = 5 mg/d], drug donepezil [dose = 10 mg/d])"),
    ]);
    all_excluded(&[
        ("≥5 microhemorrhages or ARIA-E", "any(condition cerebral microhemorrhage [count ≥ 5], condition ARIA-E)"),
        (
            "≥2 UTIs within 6 months or ≥3 within 12 months",
            "any(condition urinary tract infection [count ≥ 2] [within past 6 mo], condition urinary tract infection \
             [count ≥ 3] [within past 12 mo])",
        ),
    ]);
}

#[test]
fn limits_of_both_organs_are_meant_by_either() {
    all_excluded(&[
        (
            "hepatic or renal insufficiency (ALT >2 ULN, Cr >1.5 ULN)",
            "any(condition hepatic impairment defined as any(ALT > 2 ×ULN, creatinine > 1.5 ×ULN), condition renal \
             impairment defined as any(ALT > 2 ×ULN, creatinine > 1.5 ×ULN))",
        ),
        (
            "hepatic or renal insufficiency (creatinine >1.5 ULN)",
            "any(condition hepatic impairment, condition renal impairment defined as (creatinine > 1.5 ×ULN))",
        ),
        ("prolactin >200 (or >100 for males)", "any(prolactin > 200, all(sex male, prolactin > 100))"),
    ]);
}

#[test]
fn what_somebody_never_had_is_not_said_of_its_last_use() {
    all_read(&[
        (
            "botulinum toxin naive or ≥16 weeks since last injection",
            "any(drug botulinum toxin [outcome: naive], drug botulinum toxin [≥ 16 wk after last injection])",
        ),
        ("ketamine naïve or last used >1 year ago", "any(drug ketamine [outcome: naive], drug ketamine [> 1 a ago])"),
        (
            "non-pregnant, non-lactating, surgically sterile or postmenopausal",
            "all(not(condition pregnancy), not(condition lactation), any(procedure surgical sterilization, observation \
             postmenopausal))",
        ),
        ("non-pregnant or lactating", "all(not(condition pregnancy), not(condition lactation))"),
        ("Non-pregnant females", "all(sex female, not(condition pregnancy))"),
        ("Non-pregnant adults", "not(condition pregnancy)"),
        ("Men or non-pregnant women", "not(condition pregnancy)"),
    ]);
    all_excluded(&[
        ("allergy to lidocaine or on anticoagulants", "any(allergy lidocaine, drug anticoagulant)"),
        ("allergy to lidocaine or anticoagulants", "any(allergy lidocaine, allergy anticoagulant)"),
    ]);
}

#[test]
fn a_disease_beside_dated_events_has_no_window() {
    all_read(&[
        (
            "NMOSD, ≥1 relapse within the last 12 months",
            "all(condition neuromyelitis optica, relapse ≥ 1 [within past 12 mo])",
        ),
        (
            "gout, ≥2 flares in the last 12 months",
            "all(condition gout, condition flares [count ≥ 2] [within past 12 mo])",
        ),
        (
            "stroke or TIA in the last 12 months",
            "any(condition stroke [within past 12 mo], condition transient ischemic attack [within past 12 mo])",
        ),
    ]);
}
