//! Phrasings that sponsors' protocols share.

use super::{all_excluded, all_read};

#[test]
fn what_became_of_so_many_drugs_is_said_of_each() {
    all_read(&[
        (
            "- Failed ≥ 2 of: NSAIDs, colchicine, steroids",
            "2-of(drug NSAID [outcome: failed], drug colchicine [outcome: failed], drug glucocorticoid [outcome: failed])",
        ),
        (
            "- Intolerance to at least 1 of the following: methotrexate, sulfasalazine",
            "any(drug methotrexate [outcome: intolerant], drug sulfasalazine [outcome: intolerant])",
        ),
        (
            "- Failed at least 2 of the following DMARDs: methotrexate, sulfasalazine, leflunomide",
            "2-of(drug methotrexate [outcome: failed], drug sulfasalazine [outcome: failed], drug leflunomide [outcome: \
             failed])",
        ),
        // Near miss: nothing became of them.
        ("- At least 2 of: metformin, insulin, acarbose", "2-of(drug metformin, drug insulin, drug acarbose)"),
    ]);
}

#[test]
fn what_is_listed_for_takers_is_demanded_of_them() {
    all_read(&[
        (
            "- If taking: oral prednisone ≤ 20 mg/day stable for ≥ 2 weeks, mesalamine stable for ≥ 4 weeks",
            "all(if drug prednisone [route: oral]: drug prednisone [route: oral] [dose ≤ 20 mg/d] [stable ≥ 2 wk], if drug \
             mesalamine: drug mesalamine [stable ≥ 4 wk])",
        ),
        // Near misses.
        ("- If on warfarin: INR 2-3", "if drug warfarin: INR 2..3"),
        ("- Taking: metformin, insulin", "all(drug metformin, drug insulin)"),
    ]);
}

#[test]
fn each_of_two_limits_has_its_own_condition() {
    all_read(&[
        (
            "- UACR ≥ 300 mg/g if eGFR ≥ 45, or ≥ 200 mg/g if eGFR < 45",
            "all(if eGFR ≥ 45: UACR ≥ 300 mg/g, if eGFR < 45: UACR ≥ 200 mg/g)",
        ),
        (
            "- UACR ≥ 300 mg/g if eGFR ≥ 45 or UACR ≥ 200 mg/g if eGFR < 45",
            "all(if eGFR ≥ 45: UACR ≥ 300 mg/g, if eGFR < 45: UACR ≥ 200 mg/g)",
        ),
        (
            "- SBP ≥ 130 mmHg if treated or ≥ 140 mmHg if untreated",
            "any(treated systolic blood pressure ≥ 130 mmHg, untreated systolic blood pressure ≥ 140 mmHg)",
        ),
        (
            "- HBV DNA ≥ 20,000 IU/mL if HBeAg positive or ≥ 2,000 IU/mL if HBeAg negative, and ALT > 2 x ULN",
            "all(if HBeAg positive: HBV DNA ≥ 20000 IU/mL, if HBeAg negative: HBV DNA ≥ 2000 IU/mL, ALT > 2 ×ULN)",
        ),
        // Near miss: one limit and its condition.
        ("- UACR ≥ 300 mg/g if eGFR < 45 or > 90", "if any(eGFR < 45, eGFR > 90): UACR ≥ 300 mg/g"),
    ]);
}

#[test]
fn a_lower_limit_before_a_list_is_the_one_that_needs_it() {
    all_read(&[
        (
            "- BMI ≥ 30, or ≥ 27 plus at least one of the following: hypertension, dyslipidemia",
            "any(BMI ≥ 30, all(BMI ≥ 27, any(condition hypertension, condition dyslipidemia)))",
        ),
        (
            "- BMI ≥ 30 kg/m2 or ≥ 27 kg/m2 with at least one of the following weight-related comorbidities (treated or \
             untreated): hypertension, dyslipidemia",
            "any(BMI ≥ 30 kg/m2, all(BMI ≥ 27 kg/m2, any(condition hypertension, condition dyslipidemia)))",
        ),
        (
            "- Asthma with at least one of the following weight-related comorbidities: hypertension, dyslipidemia",
            "all(condition asthma, any(condition hypertension, condition dyslipidemia))",
        ),
        // Near miss: neither limit makes the other needless.
        (
            "- BMI < 20 or > 40 and at least one of the following: hypertension, dyslipidemia",
            "all(any(BMI < 20, BMI > 40), any(condition hypertension, condition dyslipidemia))",
        ),
    ]);
    all_excluded(&[("Hypertension (treated or untreated)", "condition hypertension")]);
}

#[test]
fn a_year_of_how_a_drug_is_given_is_nobodys_age() {
    all_excluded(&[(
        "IV bisphosphonates in the last 3 years or oral in 2 years",
        "any(drug bisphosphonate [route: intravenous] [within past 3 a], drug bisphosphonate [route: oral] [for 2 a])",
    )]);
}

#[test]
fn a_wider_qt_limit_behind_one_sex_is_that_of_both() {
    all_excluded(&[
        (
            "QTcF > 450 ms in men or > 470 ms in women (or > 500 ms with bundle branch block)",
            "any(all(sex male, if condition bundle branch block: QTc > 500 ms else QTc > 450 ms), all(sex female, if \
             condition bundle branch block: QTc > 500 ms else QTc > 470 ms))",
        ),
        // Near miss: of other things it stays where it stands.
        (
            "Hb < 12 g/dL in men or < 11 g/dL in women (< 10 g/dL if diabetic)",
            "any(all(sex male, Hb < 12 g/dL), all(sex female, if condition diabetes mellitus: Hb < 10 g/dL else Hb < 11 \
             g/dL))",
        ),
    ]);
}

#[test]
fn a_dated_exacerbation_is_one_of_either_disease() {
    all_excluded(&[
        (
            "COPD or asthma exacerbation within 4 weeks of screening",
            "any(condition COPD exacerbation [within 4 wk before screening], condition asthma exacerbation [within 4 wk \
             before screening])",
        ),
        // Near miss: undated, it may be the disease itself.
        ("Asthma or COPD exacerbation", "any(condition asthma, condition COPD exacerbation)"),
    ]);
}

#[test]
fn words_of_when_and_of_whom_keep_to_what_they_are_said_of() {
    all_excluded(&[
        ("Stroke ever, mRS > 2", "any(condition ever stroke, mRS > 2 {score})"),
        (
            "Family or personal history of medullary thyroid carcinoma",
            "any(condition history of medullary thyroid carcinoma, condition medullary thyroid carcinoma [of relative])",
        ),
        ("Indication of liver disease", "condition liver disease"),
        // Near misses.
        ("Ever stroke or infarction", "any(condition ever stroke, condition ever infarction)"),
        ("Indication of dialysis", "procedure planned dialysis"),
    ]);
}

#[test]
fn brackets_name_the_visit_or_the_other_marker() {
    all_read(&[
        ("- LVEF ≤ 40% at Visit 1 (screening)", "LVEF ≤ 40 % [at Visit 1]"),
        ("- NT-proBNP ≥ 400 pg/mL (BNP ≥ 100 pg/mL)", "any(NT-proBNP ≥ 400 pg/mL, BNP ≥ 100 pg/mL)"),
        // Near miss: of two markers of one organ both may be demanded.
        ("- Creatinine ≤ 1.5 mg/dL (eGFR ≥ 60)", "creatinine ≤ 1.5 mg/dL having (eGFR ≥ 60)"),
    ]);
}

#[test]
fn a_volume_behind_a_share_is_of_the_same() {
    all_read(&[(
        "- FEV1 reversibility of ≥ 12% and 200 mL after salbutamol",
        "all(FEV1 reversibility ≥ 12 % [after drug albuterol], FEV1 reversibility ≥ 200 mL [after drug albuterol])",
    )]);
}

#[test]
fn classes_with_points_span_those_between() {
    all_read(&[
        ("- Child-Pugh A5-B7", "Child-Pugh class in {A5, A6, B7}"),
        ("- Child-Pugh A6 or B7", "Child-Pugh class in {A6, B7}"),
    ]);
}
