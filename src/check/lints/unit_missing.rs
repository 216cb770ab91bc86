//! A laboratory limit without a unit.

use super::Lint;
use super::implausible::analyte;
use crate::check::view::{Findings, View};
use crate::rule::{LeafKind, Severity, Value};

pub static LINT: Lint = Lint {
    code: "unit-missing",
    severity: Severity::Warning,
    title: "a laboratory limit without a unit",
    explanation: "Laboratories give this result in more than one unit, and the text does not say in which the limit is, so \
                  no patient's result can be compared with it. Write the unit.",
    example: "Exclusion Criteria:\n- Triglycerides > 400.",
    near_miss: "Exclusion Criteria:\n- Triglycerides > 400 mg/dL.",
    run,
};

fn run(view: &View<'_>, findings: &mut Findings) {
    for (at, _, rule) in view.rules() {
        rule.each_leaf(&mut |leaf| {
            let Some(value) = leaf.value.as_ref().filter(|_| leaf.kind == LeafKind::Measurement) else { return };
            let measured = leaf.concept_id().and_then(analyte).filter(|found| found.is_laboratory);
            if measured.is_some_and(|found| has_dimension(found.unit)) && leaf.derive.is_none() && lacks_unit(value) {
                let message = format!("{}: \"{}\" has no unit", view.subject(leaf), value.text);
                findings.one(LINT.is(), at, view.absolute(at, &leaf.span), message);
            }
        });
    }
}

/// Whether a number is compared with, and it stands alone. A number without a comparator is mostly no limit.
fn lacks_unit(value: &Value) -> bool {
    let compared = value.bounds.low().or(value.bounds.high()).is_some() && value.bounds.eq.is_none();
    compared && value.unit == Some(None) && value.code.is_none() && value.relative_to.is_none()
}

/// Whether results come in units that differ: not a ratio, a titre, a score or a pH.
fn has_dimension(usual: &str) -> bool {
    !usual.is_empty() && !matches!(usual, "1" | "[pH]") && !usual.starts_with('{')
}

#[cfg(test)]
mod tests {
    use crate::check::lints::fixture::*;

    fn found(id: &str, limit: &str) -> usize {
        said("unit-missing", &trial(vec![("x", super::super::fixture::limit(id, limit))], vec![])).len()
    }

    #[test]
    fn a_laboratory_limit_alone() {
        assert_eq!(found("triglycerides", "> 400"), 1);
        assert_eq!(found("triglycerides", "> 400 mg/dL"), 0);
        assert_eq!(found("hba1c", "< 8"), 1, "% or mmol/mol");
    }

    #[test]
    fn what_needs_no_unit() {
        for (id, limit) in
            [("inr", "> 1.5"), ("ana", ">= 80"), ("blood_ph", "< 7.3"), ("bmi", "< 30"), ("triglycerides", "= 400")]
        {
            assert_eq!(found(id, limit), 0, "{id}");
        }
    }
}
