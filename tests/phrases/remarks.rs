//! Words that tell and demand nothing: what something is for, how a number was taken, what will be done, what a limit means.

use super::{all_excluded, all_read};

#[test]
fn what_something_is_for_is_not_demanded() {
    all_read(&[
        ("DLCO ≥ 40% of predicted value, to assess diffusion capacity", "DLCO ≥ 40 % predicted"),
        ("Hb ≥ 9 g/dL, to ensure patient safety", "Hb ≥ 9 g/dL"),
        ("Platelets ≥ 100 × 10⁹/L (to minimize the risk of bleeding)", "PLT ≥ 100 ×10⁹/L"),
        ("18-65 years old (to avoid outcomes being affected by aging)", "age 18..65 a"),
        // Near misses.
        ("Willing to use condoms to avoid pregnancy", "«contraception: Willing to use condoms to avoid pregnancy»"),
    ]);
    all_excluded(&[("Patients treated to reduce blood pressure", "condition treated reduce blood pressure")]);
}

#[test]
fn how_a_number_was_taken_is_not_demanded() {
    all_read(&[
        ("BMI between 18 and 35 kg/m^2, inclusive, rounded to the nearest whole number", "BMI 18..35 kg/m2"),
        ("HbA1c ≥ 7.0% (rounded to the nearest tenth)", "HbA1c ≥ 7.0 %"),
        (
            "Surgery between 1 March 2018 and 3 May 2019 (both dates inclusive)",
            "procedure surgery [from 2018-03-01 to 2019-05-03]",
        ),
        (
            "Dose adjustments ≤ 10% (dose adjustment = (maximum dose - minimum dose) / final dose × 100%)",
            "adjustments ≤ 10 %",
        ),
    ]);
}

#[test]
fn what_will_be_done_is_not_demanded() {
    all_excluded(&[
        ("Pregnancy (can be re-evaluated post-delivery)", "condition pregnancy"),
        ("Fever (may be rescreened after 14 days)", "condition fever"),
        (
            "Active infection. Patients excluded due to it will be evaluated at 30 days to determine eligibility",
            "condition active infection",
        ),
        ("Dementia. The CRC will use a screener to determine eligibility", "condition dementia"),
        // Near misses.
        ("Fever (after 14 days)", "condition fever [for 14 d]"),
    ]);
    all_read(&[
        (
            "Anti-dsDNA at screening. Anti-dsDNA testing is required but the result need not be positive",
            "anti-dsDNA [at screening]",
        ),
        ("Adults aged 18 to 65 years. The gender ratio shall be no less than one third", "age 18..65 a"),
    ]);
}

#[test]
fn what_a_limit_means_is_not_demanded() {
    all_read(&[
        ("MADRS ≥ 20 (indicating moderate depression)", "MADRS ≥ 20 {score}"),
        ("CGI-S of ≥4 (denoting moderate or greater impairment due to ADHD symptoms)", "CGI-S ≥ 4 {score}"),
    ]);
    all_excluded(&[
        (
            "Secondary IgA nephropathy: Secondary IgA nephropathy may be associated with lupus, cirrhosis or HIV infection",
            "condition secondary IgA nephropathy",
        ),
        // Near miss.
        ("Hepatitis: hepatitis B or C", "any(condition hepatitis B, condition hepatitis C)"),
    ]);
}
