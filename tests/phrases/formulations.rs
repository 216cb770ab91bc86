//! A drug with the salt it is given as, or with how it is released.

use super::{all_excluded, all_read};

#[test]
fn letters_after_a_drug_say_how_it_is_released() {
    all_read(&[
        ("Metformin XR 1000 mg/day", "drug extended release metformin [dose = 1000 mg/d]"),
        ("Venlafaxine ER 150-225 mg/d", "drug extended release venlafaxine [dose 150..225 mg/d]"),
        ("Nifedipine SR or amlodipine", "any(drug extended release nifedipine, drug amlodipine)"),
        // Near misses.
        ("Tamoxifen, ER positive", "all(drug tamoxifen, estrogen receptor positive)"),
        ("ER positive", "estrogen receptor positive"),
    ]);
}

#[test]
fn what_is_measured_as_well_may_be_given() {
    all_excluded(&[
        (
            "Concurrent use of any testosterone, progestin or androgen",
            "any(drug current testosterone, drug current progestin, drug current androgen)",
        ),
        ("Use of testosterone within 3 months before screening", "drug testosterone [within 3 mo before screening]"),
        // Near misses.
        ("Testosterone < 50 ng/dL", "testosterone < 50 ng/dL"),
    ]);
}

#[test]
fn a_drug_may_be_named_by_its_salt() {
    all_excluded(&[
        ("Use of tramadol HCl", "drug tramadol"),
        ("Valproate sodium within 4 weeks before screening", "drug valproic acid [within 4 wk before screening]"),
        // Near misses.
        ("Sodium > 145 mmol/L", "sodium > 145 mmol/L"),
        ("Calcium carbonate", "drug calcium carbonate"),
    ]);
}
