//! A measurement without any result, where only a result could decide.

use super::Lint;
use crate::check::view::{Findings, View};
use crate::rule::{Leaf, LeafKind, Severity};

pub static LINT: Lint = Lint {
    code: "result-not-said",
    severity: Severity::Warning,
    title: "a measurement, and no word on which result is meant",
    explanation: "A laboratory test, vital sign or score stands alone, and its result could be anything, so it is neither \
                  met nor not met but unknown. Say the result, or spell out what an abbreviation stands for.",
    example: "Exclusion Criteria:\n- Asthma or serum creatinine.",
    near_miss: "Exclusion Criteria:\n- Asthma or elevated serum creatinine.",
    run,
};

fn run(view: &View<'_>, findings: &mut Findings) {
    for (at, _, rule) in view.rules() {
        rule.each_leaf(&mut |leaf| {
            if leaf.kind == LeafKind::Measurement && leaf.concept_id().is_some() && !says_result(leaf) {
                let message = format!("it does not say which result of {} is meant", view.subject(leaf));
                findings.one(LINT.is(), at, view.absolute(at, &leaf.span), message);
            }
        });
    }
}

fn says_result(leaf: &Leaf) -> bool {
    let said = leaf.value.is_some() || leaf.count.is_some() || leaf.derive.is_some() || leaf.defined_by.is_some();
    // "ANC < 0.8 unless *attributable to SLE*": more is said of a result that stands elsewhere.
    said || leaf.due_to.is_some() || leaf.having.is_some()
}

#[cfg(test)]
mod tests {
    use crate::check::lints::fixture::*;
    use crate::rule::LeafKind;

    #[test]
    fn a_test_alone_says_no_result() {
        let alone = leaf(LeafKind::Measurement, "creatinine");
        assert_eq!(said("result-not-said", &trial(vec![], vec![("x", alone.into())])).len(), 1);
        let limited = limit("creatinine", "> 2");
        assert!(said("result-not-said", &trial(vec![], vec![("x", limited)])).is_empty());
        let condition = leaf(LeafKind::Condition, "asthma");
        assert!(said("result-not-said", &trial(vec![], vec![("x", condition.into())])).is_empty());
    }
}
