//! Names that an "or" or a slash stands in.

use super::{all_excluded, all_read};

#[test]
fn a_second_society_is_one_more_by_whose_criteria_it_is() {
    all_read(&[
        (
            "Rheumatoid arthritis as defined by the ACR/European League Against Rheumatism criteria",
            "condition rheumatoid arthritis [by ACR; European League Against Rheumatism]",
        ),
        (
            "Asthma by the ATS/European Respiratory Society criteria",
            "condition asthma [by ATS; European Respiratory Society]",
        ),
        // Near miss: no publisher.
        ("Asthma by ATS/Asthma exacerbation", "any(condition asthma [by ATS], condition asthma exacerbation)"),
    ]);
}

#[test]
fn new_or_enlarging_lesions_are_one_thing() {
    all_read(&[
        ("≥ 2 new or enlarging T2 lesions", "condition new or enlarging T2 lesion [count ≥ 2]"),
        ("≥ 2 new/enlarging T2 lesions", "condition new or enlarging T2 lesion [count ≥ 2]"),
    ]);
    all_excluded(&[
        ("Known heterozygote or homozygote ApoE ε4 allele", "condition APOE4 carrier"),
        ("Heterozygous or homozygous ApoE4", "any(condition APOE4 heterozygote, condition APOE4 homozygote)"),
        // Near miss: lesions of any kind.
        ("New lesions", "condition New lesions"),
    ]);
}
