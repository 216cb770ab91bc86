//! Which of several members a window said once is said of, and which it is not.

use super::{all_excluded, all_read};

#[test]
fn a_window_behind_treatments_is_said_of_each_and_of_what_a_list_gives_examples_of() {
    all_excluded(&[
        (
            "Infection requiring antibiotics, surgery or palliative therapy within 5 years",
            "condition infection having any(drug antibiotic [within past 5 a], procedure surgery [within past 5 a], \
             procedure palliative therapy [within past 5 a])",
        ),
        ("Biologicals e.g. dupilumab (last 2 months)", "drug biologic {examples: dupilumab} [within past 2 mo]"),
        ("Biologicals (e.g. dupilumab) within 8 weeks", "drug biologic {examples: dupilumab} [within past 8 wk]"),
    ]);
    all_read(&[
        (
            "Continuous ETV or TDF therapy for ≥ 1 year",
            "any(drug continued entecavir [for ≥ 1 a], drug tenofovir [for ≥ 1 a])",
        ),
        ("Continuous pain for 3 months", "condition Continuous pain [for 3 mo]"),
        (
            "Stable triple therapy (ICS + LABA + LAMA) for 3 months",
            "condition stable triple therapy [for 3 mo] having all(drug inhaled corticosteroid, drug LABA, drug LAMA)",
        ),
    ]);
}

#[test]
fn a_window_is_not_said_of_what_goes_on_or_is_defined_by_a_limit() {
    all_excluded(&[
        (
            "Anemia (Hb < 8 g/dL) or a transfusion within four weeks",
            "any(condition anemia defined as (Hb < 8 g/dL), procedure transfusion [within past 4 wk])",
        ),
        (
            "Anemia or transfusion within four weeks",
            "any(condition anemia [within past 4 wk], procedure transfusion [within past 4 wk])",
        ),
        (
            "Chronic pancreatitis, or acute pancreatitis within 6 months",
            "any(condition chronic pancreatitis, condition acute pancreatitis [within past 6 mo])",
        ),
        (
            "Chronic or acute pancreatitis within 6 months",
            "any(condition chronic pancreatitis [within past 6 mo], condition acute pancreatitis [within past 6 mo])",
        ),
    ]);
}
