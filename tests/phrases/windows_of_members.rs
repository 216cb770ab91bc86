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

#[test]
fn a_window_is_that_of_the_member_that_says_so() {
    all_excluded(&[
        (
            "Epilepsy, migraine, heart attack in the past 2 months, angina, or gout",
            "any(condition epilepsy, condition migraine, condition myocardial infarction [within past 2 mo], condition \
             angina, condition gout)",
        ),
        (
            "Migraine, gout, or recent electroconvulsive therapy (in the past 3 months)",
            "any(condition migraine, condition gout, procedure history of electroconvulsive therapy [within past 3 mo])",
        ),
        (
            "Recent stroke, PCI or CABG (in the past 3 months)",
            "any(condition history of stroke [within past 3 mo], procedure history of PCI [within past 3 mo], procedure history of CABG [within past 3 mo])",
        ),
        (
            "Gout, onset of illness in the last 10 years",
            "any(condition gout, condition onset of illness [within past 10 a])",
        ),
        (
            "Current depression or history of depression within 2 years",
            "any(condition current depression, condition history of depression [within past 2 a])",
        ),
        (
            "Antibiotics, statins and other drugs have been used within one month",
            "any(drug antibiotic [within past 1 mo], drug statin [within past 1 mo], observation other drugs [within past \
             1 mo])",
        ),
        (
            "Cancer, stroke, or heart attack in the past year",
            "any(condition malignancy [within past 1 a], condition stroke [within past 1 a], condition myocardial \
             infarction [within past 1 a])",
        ),
    ]);
}
