//! A unit that does not measure what it is a unit of.

use super::Lint;
use super::implausible::analyte;
use crate::check::limit::Limit;
use crate::check::view::{Findings, View};
use crate::rule::{Bounds, LeafKind, Number, Severity, Value};

pub static LINT: Lint = Lint {
    code: "unit-misfit",
    severity: Severity::Error,
    title: "a unit that does not fit what is measured",
    explanation: "The unit measures something else than the analyte's usual unit, and no conversion leads from one to the \
                  other. No patient's result can be compared with the limit.",
    example: "Inclusion Criteria:\n- Hemoglobin ≥ 9 mm Hg.",
    near_miss: "Inclusion Criteria:\n- Hemoglobin ≥ 9 g/dL.",
    run,
};

fn run(view: &View<'_>, findings: &mut Findings) {
    for (at, _, rule) in view.rules() {
        rule.each_leaf(&mut |leaf| {
            let Some(value) = leaf.value.as_ref().filter(|_| leaf.kind == LeafKind::Measurement) else { return };
            let plain = value.relative_to.is_none() && leaf.derive.is_none() && value.canonical.is_none();
            let (Some(code), Some(usual)) = (&value.code, leaf.concept_id().and_then(analyte).map(|a| a.unit)) else {
                return;
            };
            if plain && misfit(code, usual) {
                let message = format!("{} is not measured in {}", view.subject(leaf), unit_words(value));
                findings.one(LINT.is(), at, view.absolute(at, &leaf.span), message);
            }
        });
    }
}

fn unit_words(value: &Value) -> &str {
    value.unit_text().or(value.code.as_deref()).unwrap_or_default()
}

/// Only what is certain: a share is used of nearly everything, activities are given in arbitrary units, and substances
/// by mass or by amount.
fn misfit(code: &str, usual: &str) -> bool {
    // "0.5 mL/kg/h" of urine, "5 mm/5 min" of tears: by body weight, and with how long the test takes.
    let bare = |unit: &str| unit.replace("/kg", "").replace("/(5.min)", "");
    let (Some(a), Some(b)) = (dimension(&bare(code)), dimension(&bare(usual))) else { return false };
    let open = |d: &str| d.contains('[') || d.contains('{') || d.contains("1.73");
    let substance = |d: &str| ["L-3.M", "M.L-3", "L-3", "L-3.T-1"].contains(&d);
    // Cells are counted, never weighed.
    let cells = |unit: &str| unit.starts_with("10*") || unit.starts_with('/');
    let weighed = |d: &str| ["L-3.M", "M.L-3"].contains(&d);
    let fits = match (a.as_str(), b.as_str()) {
        (a, b) if a == b || open(a) || open(b) => true,
        // "Neutrophils ≥ 40 %".
        ("1", b) => !["L", "M", "T", "C"].contains(&b) && !b.contains("T-2"),
        // "24-hour urine protein ≥ 1 g" has its day in the name, and so has its volume.
        ("M", b) => b == "1" || b.contains("T-1") || substance(b),
        ("L3", b) => b == "1" || b == "L3.T-1",
        // What is given in % is also given as a count or an amount, not as a pressure or a length.
        (a, "1") => !["L", "T", "C"].contains(&a) && !a.contains("T-2"),
        (a, b) => substance(a) && substance(b) && !(weighed(a) && cells(usual)),
    };
    !fits
}

fn dimension(code: &str) -> Option<String> {
    octofhir_ucum::parse_expression(code).ok()?;
    let bounds = Bounds { ge: Some(Number::from(1)), ..Bounds::default() };
    let value = Value { bounds, code: Some(code.to_owned()), ..Value::default() };
    Limit::of_value(&value).map(|limit| limit.basis.dimension)
}

#[cfg(test)]
mod tests {
    use super::misfit;

    #[test]
    fn only_what_is_certain() {
        assert!(misfit("mm[Hg]", "g/L"));
        assert!(misfit("mL/min", "umol/L"));
        assert!(misfit("kg", "kg/m2") && misfit("cm", "kg") && misfit("mm[Hg]", "%"));
        assert!(misfit("g/L", "10*9/L"), "cells are counted");
        assert!(!misfit("umol/L", "g/L"), "by mass or by amount");
        assert!(!misfit("g", "g/d"), "a day's collection");
        assert!(!misfit("%", "10*9/L"), "a share");
        assert!(!misfit("[IU]/L", "U/L"), "an arbitrary unit");
        assert!(!misfit("g/dL", "g/L"));
        assert!(!misfit("mL/kg/h", "mL/(24.h)") && misfit("mg/kg", "mm[Hg]"), "by body weight");
        assert!(!misfit("mL/kg/min", "mL/kg/min"));
        assert!(!misfit("mm/(5.min)", "mm") && misfit("mm/h", "mm"), "so long a test takes");
    }
}
