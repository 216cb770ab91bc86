//! What is given together, and what only exemplifies what is given.

use super::{all_excluded, all_read};

#[test]
fn a_plus_in_each_alternative_joins_within_it() {
    all_read(&[
        (
            "on metformin plus sulfonylurea or metformin plus DPP-4 inhibitor",
            "any(all(drug metformin, drug sulfonylurea), all(drug metformin, drug DPP-4 inhibitor))",
        ),
        // Near miss.
        ("carboplatin plus paclitaxel or docetaxel", "all(drug carboplatin, any(drug paclitaxel, drug docetaxel))"),
    ]);
}

#[test]
fn a_combination_of_drugs_with_a_slash_is_both() {
    all_read(&[
        ("stable metformin/SU combination", "all(drug stable metformin, drug sulfonylurea)"),
        ("ICS/LABA combination", "all(drug inhaled corticosteroid, drug LABA)"),
        // Near miss.
        ("metformin/sulfonylurea", "any(drug metformin, drug sulfonylurea)"),
    ]);
}

#[test]
fn both_of_what_lines_include_are_in_them() {
    all_read(&[
        (
            "2 lines of therapy including both a proteasome inhibitor and an IMiD",
            "condition lines of therapy having all(lines of therapy = 2 {line}, drug proteasome inhibitor, drug IMiD)",
        ),
        (
            "2 lines of therapy including lenalidomide",
            "condition lines of therapy having all(lines of therapy = 2 {line}, drug lenalidomide)",
        ),
    ]);
}

#[test]
fn examples_of_an_open_list_are_not_demanded_together() {
    let any = "any(IL-6, drug TNF inhibitor {examples: adalimumab, etanercept}, drug JAK inhibitor)";
    let open = "drug biologic {open: IL-6, TNF-α (adalimumab, etanercept), JAK inhibitor}";
    let biologics = "Biologics including but not limited to IL-6, TNF-α (adalimumab, etanercept) and JAK inhibitors";
    let alone = "including but not limited to IL-6, TNF-α (adalimumab, etanercept) and JAK inhibitors";
    all_excluded(&[(alone, any), (biologics, open)]);
    all_read(&[
        (alone, any),
        (biologics, open),
        (
            "immunomodulators such as azathioprine, TNF inhibitors (adalimumab, etanercept) and JAK inhibitors",
            "drug immunomodulator {examples: azathioprine, TNF inhibitor, adalimumab, etanercept, JAK inhibitor}",
        ),
        // Near miss.
        ("azathioprine, adalimumab and etanercept", "all(drug azathioprine, drug adalimumab, drug etanercept)"),
    ]);
}
