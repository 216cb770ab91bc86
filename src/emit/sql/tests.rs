#![allow(clippy::unwrap_used)]

use super::plan::Plan;
use super::sharing::Counts;
use crate::emit::query::condition::{Column, Compare, Condition};

/// There is a fact beside which another one is so, which also asks what is asked of the patient alone.
fn beside(flag: Condition) -> Condition {
    let (outer, inner) = (0, 1);
    let apart = Condition::Cells(inner, Column::OrderFirst, Compare::Ne, outer, Column::OrderFirst, 0);
    let kind = |row| Condition::text(row, Column::Kind, "drug");
    let pair = Condition::exists(inner, Condition::All(vec![kind(inner), apart, flag]));
    Condition::exists(outer, Condition::All(vec![kind(outer), pair]))
}

/// What is asked of pairs, as it stands in a plan.
fn of_pairs(condition: &Condition) -> String {
    let mut plan = Plan::sharing(Counts::new());
    plan.of_patient(condition).unwrap();
    plan.levels.iter().flat_map(|level| &level.pairs.list).map(|(_, text)| text.clone()).collect()
}

#[test]
fn a_patients_own_flag_beside_two_facts_is_read_of_one_of_them() {
    let denied = |row| Condition::text(row, Column::Certainty, "refuted");
    let some = of_pairs(&beside(Condition::exists(2, denied(2))));
    assert!(some.contains("o.e0_0 = 1"), "{some}");
    let several = of_pairs(&beside(Condition::AtLeast(2, 2, Box::new(denied(2)))));
    assert!(several.contains("o.n0_0 >= 2"), "{several}");
    let none = of_pairs(&beside(!Condition::exists(2, denied(2))));
    assert!(none.contains("o.e0_0 = 0"), "{none}");
}
