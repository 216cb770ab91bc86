//! Limits in a form in which two of them can be compared, whatever units they were written in.

use std::cmp::Ordering;

use octofhir_ucum::{Number as Exact, analyse, evaluate, parse_expression};
use rust_decimal::Decimal;

use crate::rule::{Bounds, Reference, Time, Value};

/// One end of a limit: where it stands in base units, and whether the end itself belongs to the limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    /// The place, in base units.
    pub at: Exact,
    /// Whether the place itself is within.
    pub closed: bool,
    /// Half a unit of the last digit that was written, in base units: how exactly the place is known.
    slack: Exact,
}

impl Edge {
    /// The end of what lies on the other side.
    pub fn opposite(self) -> Self {
        Self { closed: !self.closed, ..self }
    }
}

/// What two limits must share to be comparable: the dimension of the unit, and what the number is a multiple of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Basis {
    /// The dimension, or the unit itself where UCUM gives none (`{score}`, an unknown unit).
    pub dimension: String,
    /// ULN, predicted, baseline, …
    pub relative_to: Option<&'static str>,
}

/// A numeric limit in base units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// The lower end.
    pub low: Option<Edge>,
    /// The upper end.
    pub high: Option<Edge>,
    /// What it may be compared with.
    pub basis: Basis,
    /// The UCUM code the numbers were converted from.
    code: String,
}

/// How a new limit stands to an old one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// Both hold for the same values.
    Same,
    /// The new one holds for more.
    Wider,
    /// The new one holds for fewer.
    Narrower,
    /// Each holds for values that the other does not.
    Both,
    /// Nothing can be said.
    Unknown,
}

impl Relation {
    /// The relation from the new one to the old one.
    pub fn reversed(self) -> Self {
        match self {
            Self::Wider => Self::Narrower,
            Self::Narrower => Self::Wider,
            same => same,
        }
    }

    /// How a set stands to another that it has members more than, and lacks members of.
    pub fn of_sets(adds: bool, drops: bool) -> Self {
        match (adds, drops) {
            (false, false) => Self::Same,
            (true, false) => Self::Wider,
            (false, true) => Self::Narrower,
            (true, true) => Self::Both,
        }
    }
}

impl Limit {
    /// The numeric limit of a value, from its canonical form where it has one. `None` where it has no number.
    pub fn of_value(value: &Value) -> Option<Self> {
        let (bounds, code) = match &value.canonical {
            Some(canonical) => (&canonical.bounds, Some(canonical.code.as_str())),
            None => (&value.bounds, value.code.as_deref()),
        };
        let mut limit = Self::new(bounds, code, value.unit_text(), value.relative_to)?;
        if let Some(canonical) = &value.canonical {
            // A conversion knows its place no better than the number that was written.
            limit.spread(&value.bounds, canonical);
            limit.code = value.code.clone().unwrap_or_default();
        }
        Some(limit)
    }

    /// The length of a time; `None` where it has no number of its own.
    pub fn of_time(time: &Time) -> Option<Self> {
        Self::new(&time.bounds, time.code.as_deref(), time.unit.as_deref(), None)
    }

    fn new(bounds: &Bounds, code: Option<&str>, unit: Option<&str>, relative_to: Option<Reference>) -> Option<Self> {
        if bounds.is_empty() {
            return None;
        }
        // A multiple of a normal limit is a number, in whatever words ("× ULN", "times the upper limit of normal").
        let scale = Scale::of(code.or(relative_to.map(|_| "1")), unit);
        let edge = |end: Option<(crate::rule::Number, bool)>| {
            end.map(|(number, closed)| Edge {
                at: scale.apply(number.0),
                closed,
                slack: scale.stretch(half_a_digit(number.0)),
            })
        };
        Some(Self {
            low: edge(bounds.low()),
            high: edge(bounds.high()),
            basis: Basis { dimension: scale.dimension, relative_to: relative_to.map(reference_name) },
            code: code.unwrap_or_default().to_owned(),
        })
    }

    /// Widens the slack of both ends to that of the number as written, carried over by the ratio of the two forms.
    fn spread(&mut self, written: &Bounds, canonical: &crate::rule::Canonical) {
        let scale = Scale::of(Some(&canonical.code), None);
        let widen = |edge: &mut Option<Edge>, from: Option<Decimal>, to: Option<Decimal>| {
            if let (Some(edge), Some(from), Some(to)) = (edge, from, to)
                && let Some(ratio) = to.checked_div(from)
                && let Some(half) = half_a_digit(from).checked_mul(ratio.abs())
            {
                edge.slack = edge.slack.max(scale.stretch(half));
            }
        };
        let low = |b: &Bounds| b.low().map(|(n, _)| n.0);
        let high = |b: &Bounds| b.high().map(|(n, _)| n.0);
        widen(&mut self.low, low(written), low(&canonical.bounds));
        widen(&mut self.high, high(written), high(&canonical.bounds));
    }

    /// How `new` stands to `self`. Limits written in different units are the same where they agree within what the
    /// digits that were written can tell: 2.0 mg/dL of bilirubin and 34 µmol/L.
    pub fn relation(&self, new: &Self) -> Relation {
        if self.basis != new.basis {
            return Relation::Unknown;
        }
        let rounded = self.code != new.code;
        let low = compare(self.low, new.low, rounded, true);
        let high = compare(self.high, new.high, rounded, false);
        Relation::of_sets(
            low == Ordering::Greater || high == Ordering::Greater,
            low == Ordering::Less || high == Ordering::Less,
        )
    }

    /// Whether no value can be within both limits.
    pub fn excludes(&self, other: &Self) -> bool {
        self.basis == other.basis && (gap(self.high, other.low) || gap(other.high, self.low))
    }

    /// A text that is the same for the same limit, in whatever unit it was written.
    pub fn signature(&self) -> String {
        let end = |mark: &str, edge: Option<Edge>| {
            edge.map(|e| format!("{mark}{}{}", if e.closed { "=" } else { "" }, e.at)).unwrap_or_default()
        };
        format!(
            "{}{}[{}{}]",
            end(">", self.low),
            end("<", self.high),
            self.basis.dimension,
            self.basis.relative_to.unwrap_or_default()
        )
    }
}

/// Whether everything below `high` lies below everything above `low`.
fn gap(high: Option<Edge>, low: Option<Edge>) -> bool {
    match (high, low) {
        (Some(high), Some(low)) => high.at < low.at || (high.at == low.at && !(high.closed && low.closed)),
        _ => false,
    }
}

/// `Greater` where the new end lets more values in, `Less` where fewer.
fn compare(old: Option<Edge>, new: Option<Edge>, rounded: bool, low: bool) -> Ordering {
    let (old, new) = match (old, new) {
        (None, None) => return Ordering::Equal,
        (Some(_), None) => return Ordering::Greater,
        (None, Some(_)) => return Ordering::Less,
        (Some(old), Some(new)) => (old, new),
    };
    let near = rounded && new.at.checked_sub(old.at).is_some_and(|distance| distance.abs() <= old.slack.max(new.slack));
    let moved = if near { Ordering::Equal } else { new.at.cmp(&old.at) };
    match (moved, low) {
        (Ordering::Equal, _) => new.closed.cmp(&old.closed),
        (moved, true) => moved.reverse(),
        (moved, false) => moved,
    }
}

fn half_a_digit(number: Decimal) -> Decimal {
    Decimal::new(5, (number.scale() + 1).min(28))
}

fn reference_name(reference: Reference) -> &'static str {
    match reference {
        Reference::Uln => "×ULN",
        Reference::Lln => "×LLN",
        Reference::Predicted => "% predicted",
        Reference::Baseline => "% of baseline",
        Reference::DetectionLimit => "×detection limit",
        Reference::QuantificationLimit => "×quantification limit",
        Reference::LowerQuantificationLimit => "×lower limit of quantification",
        Reference::UpperQuantificationLimit => "×upper limit of quantification",
        Reference::Normal => "×normal",
    }
}

/// How a unit leads to base units.
struct Scale {
    dimension: String,
    factor: Exact,
    offset: Exact,
}

impl Scale {
    fn of(code: Option<&str>, unit: Option<&str>) -> Self {
        code.and_then(Self::of_code).unwrap_or_else(|| Self {
            dimension: code.or(unit).unwrap_or_default().to_lowercase(),
            factor: Exact::ONE,
            offset: Exact::ZERO,
        })
    }

    /// `None` for annotations, which UCUM takes for the number one though a score is no half-life, and for scales
    /// that are not linear (pH).
    fn of_code(code: &str) -> Option<Self> {
        if code.starts_with('{') && code.ends_with('}') && code.matches('{').count() == 1 {
            return None;
        }
        let unit = evaluate(&parse_expression(code).ok()?).ok()?;
        let mut dimension = unit.dim.to_string();
        // A remark to UCUM, but a clearance per body surface is no clearance.
        if code.contains("1.73") {
            dimension.push_str("/1.73 m2");
        }
        for (atom, power) in &unit.arbitrary {
            dimension.push_str(&format!(".{atom}{power}"));
        }
        let (factor, offset) = match &unit.special {
            None => (unit.factor, Exact::ZERO),
            Some(special) => {
                let offset = analyse(code).ok()?.offset;
                (unit.factor.checked_mul(special.scale).filter(|_| !offset.is_zero())?, offset)
            }
        };
        Some(Self { dimension, factor, offset })
    }

    fn apply(&self, number: Decimal) -> Exact {
        let stretched = self.stretch(number);
        stretched.checked_add(self.offset).unwrap_or(stretched)
    }

    fn stretch(&self, number: Decimal) -> Exact {
        let exact = Exact::parse(&number.to_string()).unwrap_or(Exact::ZERO);
        exact.checked_mul(self.factor).unwrap_or(exact)
    }
}

/// How a new value stands to an old one: numbers by their limits, classes and results by their sets.
pub fn relation(old: &Value, new: &Value) -> Relation {
    if old.components != new.components || old.scale != new.scale && !old.within.is_empty() && !new.within.is_empty() {
        return Relation::Unknown;
    }
    if !old.within.is_empty() && !new.within.is_empty() {
        let adds = new.within.iter().any(|class| !old.within.contains(class));
        let drops = old.within.iter().any(|class| !new.within.contains(class));
        return Relation::of_sets(adds, drops);
    }
    // Of a sex: "any" is both.
    match (old.is.as_deref(), new.is.as_deref()) {
        (Some("male" | "female"), Some("any")) => return Relation::Wider,
        (Some("any"), Some("male" | "female")) => return Relation::Narrower,
        (Some("male"), Some("female")) | (Some("female"), Some("male")) => return Relation::Both,
        _ => {}
    }
    match (Limit::of_value(old), Limit::of_value(new)) {
        (Some(a), Some(b)) if old.is == new.is => a.relation(&b),
        (None, None) if old.is == new.is && old.within == new.within => Relation::Same,
        _ => Relation::Unknown,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::rule::Number;

    fn number(text: &str) -> Option<Number> {
        Some(Number(text.parse().unwrap()))
    }

    fn at_most(n: &str, code: &str) -> Limit {
        let bounds = Bounds { le: number(n), ..Bounds::default() };
        Limit::new(&bounds, Some(code), None, None).unwrap()
    }

    fn at_least(n: &str, code: &str) -> Limit {
        let bounds = Bounds { ge: number(n), ..Bounds::default() };
        Limit::new(&bounds, Some(code), None, None).unwrap()
    }

    #[test]
    fn units_are_converted_before_comparing() {
        assert_eq!(at_least("80", "g/L").relation(&at_least("8.0", "g/dL")), Relation::Same);
        assert_eq!(at_least("1.5", "10*9/L").relation(&at_least("1500", "/uL")), Relation::Same);
        assert_eq!(at_least("4", "wk").relation(&at_least("28", "d")), Relation::Same);
        assert_eq!(at_least("80", "g/L").relation(&at_least("9", "g/dL")), Relation::Narrower);
        assert_eq!(at_most("38", "Cel").signature(), at_most("311.15", "K").signature());
    }

    #[test]
    fn rounding_is_forgiven_between_units_only() {
        assert_eq!(at_least("2.54", "cm").relation(&at_least("1.0", "[in_i]")), Relation::Same);
        assert_eq!(at_least("2.5", "cm").relation(&at_least("2.54", "cm")), Relation::Narrower);
    }

    #[test]
    fn what_is_not_commensurable_is_not_compared() {
        assert_eq!(at_least("5", "mg").relation(&at_least("5", "mL")), Relation::Unknown);
        assert_eq!(at_least("5", "{score}").relation(&at_least("5", "{half-life}")), Relation::Unknown);
    }

    #[test]
    fn ends_touch_or_leave_a_gap() {
        assert!(at_most("5", "mg").excludes(&at_least("6", "mg")));
        assert!(!at_most("5", "mg").excludes(&at_least("5", "mg")));
        assert!(!at_most("6", "mg").excludes(&at_least("5", "mg")));
    }

    #[test]
    fn classes_are_sets() {
        let classes = |of: &[&str]| Value {
            within: of.iter().map(|c| (*c).to_owned()).collect(),
            scale: Some("nyha".to_owned()),
            ..Value::default()
        };
        assert_eq!(relation(&classes(&["III", "IV"]), &classes(&["II", "III", "IV"])), Relation::Wider);
        assert_eq!(relation(&classes(&["III"]), &classes(&["II"])), Relation::Both);
    }
}
