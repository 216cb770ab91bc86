//! A limit outside anything a body shows.

use rust_decimal::Decimal;

use super::Lint;
use crate::check::view::{Findings, View};
use crate::lex::{Entry, Kind};
use crate::rule::{LeafKind, Severity, Value};

pub static LINT: Lint = Lint {
    code: "implausible-limit",
    severity: Severity::Warning,
    title: "a limit outside anything a body shows",
    explanation: "Converted to the usual unit, the limit lies outside what is possible, so everybody or nobody meets it. \
                  Mostly the unit or a power of ten is wrong.",
    example: "Inclusion Criteria:\n- Platelets ≥ 50 /L.",
    near_miss: "Inclusion Criteria:\n- Platelets ≥ 50 × 10⁹/L.",
    run,
};

/// A limit below this share of the highest possible value is no limit.
const NOTHING: Decimal = Decimal::from_parts(1, 0, 0, false, 9);

/// Older than anybody, in years.
const OLDEST: Decimal = Decimal::from_parts(130, 0, 0, false, 0);

/// What the vocabulary says of an analyte.
pub struct Analyte {
    /// Its usual unit in UCUM.
    pub unit: &'static str,
    /// Whether a laboratory measures it.
    pub is_laboratory: bool,
    low: Option<Decimal>,
    high: Option<Decimal>,
}

/// The analyte with this id.
pub fn analyte(id: &str) -> Option<Analyte> {
    let entry = Entry::find(Kind::Analyte, id)?;
    let [low, high] = entry.extremes().map(|end| end.parse().ok());
    let unit = entry.usual_unit().unwrap_or_default();
    Some(Analyte { unit, is_laboratory: entry.is_laboratory(), low, high })
}

fn run(view: &View<'_>, findings: &mut Findings) {
    for (at, _, rule) in view.rules() {
        rule.each_leaf(&mut |leaf| {
            let Some(value) = &leaf.value else { return };
            if leaf.kind == LeafKind::Age && value.code.as_deref() == Some("a") && beyond(value, OLDEST) {
                let message = format!("nobody is anywhere near {}", value.text);
                findings.one(LINT.is(), at, view.absolute(at, &leaf.span), message);
            }
            if leaf.kind != LeafKind::Measurement {
                return;
            }
            if leaf.concept_id().and_then(highest).is_some_and(|high| graded(value) && beyond(value, high)) {
                let message = format!("no {} is anywhere near {}", view.subject(leaf), value.text);
                findings.one(LINT.is(), at, view.absolute(at, &leaf.span), message);
            }
            let Some(analyte) = leaf.concept_id().and_then(analyte) else { return };
            let (bounds, code) = match &value.canonical {
                Some(canonical) => (&canonical.bounds, Some(canonical.code.as_str())),
                None => (&value.bounds, value.code.as_deref()),
            };
            if value.relative_to.is_some() || leaf.derive.is_some() || code != Some(analyte.unit) {
                return;
            }
            let ends = [bounds.low(), bounds.high()].into_iter().flatten().map(|(n, _)| n.0);
            if ends.into_iter().any(|n| analyte.impossible(n)) {
                let message = format!("no {} is anywhere near {}", view.subject(leaf), value.text);
                findings.one(LINT.is(), at, view.absolute(at, &leaf.span), message);
            }
        });
    }
}

/// Whether an end of the limit lies above what there is.
fn beyond(value: &Value, highest: Decimal) -> bool {
    [value.bounds.low(), value.bounds.high()].into_iter().flatten().any(|(n, _)| n.0 > highest)
}

/// Whether a value is a plain one of its score.
fn graded(value: &Value) -> bool {
    let plain = value.code.as_deref().is_none_or(|code| code == "{score}");
    plain && value.relative_to.is_none() && value.components.is_none()
}

/// The highest class of a scale of numbers ("ECOG 0 to 5").
fn highest(id: &str) -> Option<Decimal> {
    let scale = Entry::find(Kind::Score, id)?.scale();
    scale.map(|class| class.parse().ok()).collect::<Option<Vec<Decimal>>>()?.into_iter().max()
}

impl Analyte {
    fn impossible(&self, n: Decimal) -> bool {
        let above = self.high.is_some_and(|high| n > high);
        let below = self.low.is_some_and(|low| n < low);
        let nothing =
            self.high.and_then(|high| high.checked_mul(NOTHING)).is_some_and(|least| n > Decimal::ZERO && n < least);
        above || nothing || (below && !n.is_zero())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::Analyte;

    #[test]
    fn what_no_body_shows() {
        let platelets =
            Analyte { unit: "10*9/L", is_laboratory: true, low: "0".parse().ok(), high: "3000".parse().ok() };
        assert!(platelets.impossible("0.00000005".parse().unwrap()), "50 /L");
        assert!(platelets.impossible("50000".parse().unwrap()), "50000 × 10⁹/L");
        assert!(!platelets.impossible("50".parse().unwrap()));
        assert!(!platelets.impossible("0".parse().unwrap()));
    }
}
