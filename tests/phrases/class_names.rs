//! Names of classes of drugs around brackets and slashes, and words that name no drug.

use super::{all_read, reading};

#[test]
fn brackets_inside_the_name_of_a_class_are_part_of_it() {
    all_read(&[
        ("Dipeptidyl peptidase-4 (DPP-4) inhibitors", "drug DPP-4 inhibitor"),
        ("Sodium-glucose co-transporter 2 (SGLT-2) inhibitors", "drug SGLT2 inhibitor"),
        ("Glucagon-like peptide-1 receptor (GLP-1) RA", "drug GLP-1 receptor agonist"),
        ("Anti-tumor necrosis factor (TNF) inhibitors", "drug TNF inhibitor"),
        ("Use of IL-4 or IL-13 antagonists", "drug IL-4 receptor antagonist"),
        ("PD1/PDL1 immunotherapy", "drug anti-PD-1 or anti-PD-L1 therapy"),
        ("Symbicort Aerosphere", "drug budesonide/formoterol"),
    ]);
    assert_ne!(reading("Sodium (SGLT-2) level"), "drug SGLT2 inhibitor");
}

#[test]
fn an_abbreviation_is_the_treatment_that_is_spelled_out_before_it() {
    all_read(&[
        ("Panretinal photocoagulation (PRP) within 3 months", "procedure laser photocoagulation [within past 3 mo]"),
        ("PRP injection within 3 months", "drug platelet-rich plasma [within past 3 mo]"),
    ]);
}

#[test]
fn an_acuity_may_be_said_once_more_as_a_fraction() {
    all_read(&[
        (
            "BCVA ETDRS letter score of 78 to 24 letters (Snellen equivalent 20/32 to 20/320)",
            "visual acuity 24..78 {letters} (also 32..320 {20/N})",
        ),
        ("BCVA ≥ 24 letters (20/320)", "visual acuity ≥ 24 {letters} (also ≤ 320 {20/N})"),
        ("Prednisone > 10 mg (or equivalent)", "drug prednisone [dose > 10 mg prednisone-equivalent]"),
    ]);
}
