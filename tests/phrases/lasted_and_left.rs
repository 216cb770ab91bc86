//! How long a dose was stable that is looked back on, what has not resolved, and a class of drugs with a list of its own.

use super::{all_excluded, all_read};

#[test]
fn a_stable_dose_in_all_of_a_past_time_was_so_as_long() {
    all_read(&[
        (
            "Methotrexate for at least 12 weeks, with a stable dose for the last 4 weeks before screening",
            "drug methotrexate [for ≥ 12 wk; dose stable ≥ 4 wk before screening]",
        ),
        (
            "Antidepressants at a stable dose for the past 6 weeks before baseline",
            "drug antidepressant [dose stable ≥ 6 wk before baseline]",
        ),
        // Near miss: stable, and no dose.
        (
            "Stable angina during the past month before screening",
            "condition stable angina [within 1 mo before screening]",
        ),
    ]);
}

#[test]
fn what_is_not_resolved_is_there() {
    for said in ["that has not resolved", "which is not completely resolved", "not yet resolved"] {
        all_excluded(&[(
            &format!("Pneumonia {said} within 2 weeks before screening"),
            "condition unresolved pneumonia [within 2 wk before screening]",
        )]);
    }
    all_excluded(&[
        ("Infection of the upper or lower respiratory tract", "condition respiratory tract infection"),
        // Near misses: names of their own; up to a grade.
        (
            "Toxicity that has not resolved to grade ≤ 1",
            "condition adverse event other than (resolved adverse event ≤ 1 {CTCAE grade})",
        ),
        (
            "Upper or lower respiratory tract infection",
            "any(condition upper respiratory tract infection, condition lower respiratory tract infection)",
        ),
    ]);
}

#[test]
fn a_class_less_some_of_it_goes_on_to_a_list() {
    all_excluded(&[
        (
            "Receiving DMARDs (other than methotrexate) including TNF inhibitors (etanercept), rituximab, and cyclosporine within 8 weeks before screening",
            "any(all(drug DMARD {examples: TNF inhibitor} [within 8 wk before screening] other than drug methotrexate, ‹etanercept: in no part of the rule›), drug rituximab [within 8 wk before screening], drug cyclosporine [within 8 wk before screening])",
        ),
        // Near miss: no list of its own.
        (
            "Receiving DMARDs (other than methotrexate) and cyclosporine",
            "all(drug current DMARD other than drug methotrexate, drug current cyclosporine)",
        ),
    ]);
}
