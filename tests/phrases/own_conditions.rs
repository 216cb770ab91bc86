//! Limits and demands that each have people of their own.

use super::{all_excluded, all_read};

#[test]
fn a_second_limit_with_its_drug_in_brackets_is_of_the_same_test() {
    all_read(&[
        (
            "HbA1c ≥ 7% (on metformin) or ≥ 7.5% (on insulin)",
            "any(HbA1c ≥ 7 % having drug metformin, HbA1c ≥ 7.5 % having drug insulin)",
        ),
        (
            "LDL-C ≥ 100 mg/dL (statin-naive) or ≥ 70 mg/dL (on statin)",
            "any(LDL-C ≥ 100 mg/dL having (drug statin [outcome: naive]), LDL-C ≥ 70 mg/dL having drug statin)",
        ),
        ("CRP > 5 mg/L or > 10 mg/day (of prednisone)", "any(CRP > 5 mg/L, drug prednisone [dose > 10 mg/d])"),
    ]);
}

#[test]
fn each_of_two_named_limits_has_its_own_condition() {
    let sexes = "all(if sex male: LVEF ≥ 40 %, if sex female: LVEF ≥ 45 %)";
    all_read(&[
        ("LVEF ≥ 40% if male or LVEF ≥ 45% if female", sexes),
        ("LVEF ≥ 40% if male, or LVEF ≥ 45% if female", sexes),
        (
            "EF < 40% in patients with AF or EF < 35% in patients with CAD",
            "all(if condition atrial fibrillation: LVEF < 40 %, if condition coronary artery disease: LVEF < 35 %)",
        ),
        (
            "EF < 40% in patients with AF or CAD",
            "if any(condition atrial fibrillation, condition coronary artery disease): LVEF < 40 %",
        ),
    ]);
}

#[test]
fn limits_for_each_sex_in_brackets() {
    all_excluded(&[
        ("Hb (women: <12; men: <13)", "Hb defined as any(all(sex female, Hb < 12), all(sex male, Hb < 13))"),
        (
            "alcohol use (women: >7 drinks/week; men: >14 drinks/week)",
            "observation alcohol use defined as any(all(sex female, alcohol use > 7 {drinks}/wk), all(sex male, alcohol \
             use > 14 {drinks}/wk))",
        ),
        ("Hb < 12 g/dL (women)", "all(sex female, Hb < 12 g/dL)"),
    ]);
}

#[test]
fn a_demand_beside_another_has_its_own_condition() {
    all_read(&[
        (
            "Asthma and, if on ICS, stable dose",
            "all(condition asthma, if drug inhaled corticosteroid: drug stable inhaled corticosteroid)",
        ),
        ("Asthma and COPD, if on ICS", "if drug inhaled corticosteroid: all(condition asthma, condition COPD)"),
    ]);
}
