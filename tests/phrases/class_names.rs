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

#[test]
fn a_noun_said_once_names_every_class_before_it() {
    all_read(&[
        ("previous BRAF and/or MEK inhibitor", "any(drug history of BRAF inhibitor, drug history of MEK inhibitor)"),
        (
            "Prior EGFR, ALK or ROS1 inhibitor",
            "any(drug history of EGFR inhibitor, drug history of ALK inhibitor, drug history of ROS1 inhibitor)",
        ),
        ("BRAF mutation and MEK inhibitor", "all(BRAF mutated, drug MEK inhibitor)"),
        ("CRP and TNF inhibitor", "all(CRP, drug TNF inhibitor)"),
    ]);
}

#[test]
fn classes_are_known_by_what_they_do_and_by_their_targets() {
    all_read(&[
        ("Prior use of check point inhibitors", "drug history of immune checkpoint inhibitor"),
        ("Use of insulin sensitizing agents", "drug insulin sensitizer"),
        ("Use of PD-(L)1 inhibitors", "drug anti-PD-1 or anti-PD-L1 therapy"),
        ("Use of H2-antihistamines", "drug H2 blocker"),
        ("Use of platinum-containing compound", "drug platinum agent"),
        ("Use of stable lipid-lowering oral drug therapy", "drug stable lipid-lowering drug"),
        ("anti-cytotoxic T lymphocyte antigen-4 antibody", "drug anti-CTLA-4 therapy"),
    ]);
}
