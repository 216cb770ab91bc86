//! Which noun a limit is said of: what is counted, what is measured and named once, the part of a score, the drug before brackets.

use super::{all_excluded, all_read};

#[test]
fn a_number_behind_a_preposition_counts_the_places_after_it() {
    all_read(&[
        ("Progression in > 4 lesions", "all(observation disease progression, condition lesions [count > 4])"),
        ("Biopsy of ≥ 1 site(s)", "all(procedure biopsy, condition site [count ≥ 1])"),
        ("Ki-67 in ≥ 20 %", "Ki-67 ≥ 20 %"),
    ]);
}

#[test]
fn limits_before_what_is_measured_are_all_said_of_it() {
    all_read(&[
        (
            "Reduced (≤ 40 %), mid-range (41 to 49 %), or preserved (≥ 50 %) left ventricular ejection fraction",
            "any(LVEF ≤ 40 %, LVEF 41..49 %, LVEF ≥ 50 %)",
        ),
        ("≥ 12 % and > 200 mL reversibility in FEV1", "all(FEV1 reversibility ≥ 12 %, FEV1 reversibility > 200 mL)"),
        ("Kidney disease with CKD-EPI < 30 ml/min", "condition renal disease having (eGFR < 30 mL/min [by CKD-EPI])"),
        ("≥ 2 measurements indicating HbA1c > 7 %", "HbA1c > 7 % [count ≥ 2]"),
        ("Life expectancy (minimum > 1 year)", "life expectancy > 1 a"),
        ("Women (> 18 years)", "all(sex female, age > 18 a)"),
    ]);
}

#[test]
fn a_score_is_named_by_its_abbreviation_by_its_verb_or_by_its_part() {
    all_read(&[
        ("Eastern Cooperative Oncolgy Grup (ECOG) ≤ 2", "ECOG performance status ≤ 2"),
        (
            "Spasticity scored at least 1+ with Modified Ashworth",
            "Modified Ashworth scale ≥ 1 {+} having condition spasticity",
        ),
        ("Pain ≥ 4 on the NRS", "pain ≥ 4 having NRS"),
        ("PHQ-9 score greater than 0 on item #9", "PHQ-9 > 0 {score} {only: item #9}"),
        ("PHQ-9 score greater than 0", "PHQ-9 > 0 {score}"),
    ]);
}

#[test]
fn a_dose_at_the_end_of_brackets_is_the_drugs() {
    all_excluded(&[
        ("Prednisone (oral, ≤ 10 mg/day)", "drug prednisone [route: oral] [dose ≤ 10 mg/d]"),
        ("Metformin (≥ 1000 mg/day)", "drug metformin [dose ≥ 1000 mg/d]"),
    ]);
}

#[test]
fn a_window_is_said_of_its_event_and_reaches_over_an_aside() {
    all_excluded(&[
        (
            "Liver imaging for hepatocellular carcinoma in the prior 6 months",
            "procedure diagnostic imaging [within past 6 mo] having condition hepatocellular carcinoma",
        ),
        (
            "Recent changes (within 3 months) to BP medications",
            "drug history of antihypertensive [outcome: changed] [within past 3 mo]",
        ),
        ("On buprenorphine, as prescribed, for ≤ 4 weeks", "drug buprenorphine [for ≤ 4 wk]"),
        ("Asthma, as defined by GINA, for 6 months", "condition asthma [by GINA] [for 6 mo]"),
    ]);
}

#[test]
fn the_age_of_a_child_that_somebody_has_is_the_childs() {
    all_read(&[
        ("Women who have a child under 2 years of age", "all(age < 2 a [of child], sex female)"),
        ("Have an infant 0-3 months of age", "age 0..3 mo [of child]"),
        (
            "breastfeeding an infant less than 6 months of age",
            "all(condition lactation [of child], age < 6 mo [of child])",
        ),
        ("Children aged 6 to 12 years having asthma", "all(condition asthma, age 6..12 a)"),
        ("asthma under the age of 12 months", "all(condition asthma, age < 12 mo)"),
        ("asthma of less than 12 months", "condition asthma [for < 12 mo]"),
    ]);
}
