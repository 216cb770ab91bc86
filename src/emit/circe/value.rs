//! Limits on a result or a dose, as Circe compares them: for each unit a limit of its own.

use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::{Value, json};

use super::Builder;
use super::events::{Fit, Shape};
use super::group::{Event, Table, filled, outside, selection};
use super::sets::{Item, OWN};
use crate::emit::query::value::by_unit;
use crate::evaluate::program::Equivalence;
use crate::evaluate::units::is_unity;
use crate::evaluate::value::{Limit, ValueTest};
use crate::rule::{Bounds, Reference};

/// Digits after the point that Circe compares.
const DIGITS: u32 = 4;
/// Units of bare numbers.
const BARE: [&str; 6] = ["1", "{score}", "{titer}", "{INR}", "{ratio}", "{index}"];
/// A limit that is smaller is in no unit that anybody writes it in.
const LEAST: Decimal = Decimal::from_parts(2, 0, 0, false, 2);
/// Nor is one that is larger, but for counts in a small volume.
const MOST: Decimal = Decimal::from_parts(2000, 0, 0, false, 0);
/// Units that large numbers are usual in.
const SMALL: [&str; 4] = ["/uL", "/mm3", "{copies}/mL", "[IU]/mL"];

/// The records whose result is within a limit, and those whose result is not.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Judged {
    /// Within.
    pub ok: Vec<Event>,
    /// Not within.
    pub bad: Vec<Event>,
    /// Neither: a unit that nothing is known of.
    pub undecided: Vec<Event>,
    /// What may not come on a later day, for Circe can not tell those that decide nothing.
    pub later: Vec<Event>,
    /// Known only to be below or above what the limit is on.
    pub not_ok: Vec<Event>,
    /// The same for what is not within.
    pub not_bad: Vec<Event>,
}

/// A limit as Circe writes it: for what is within, and for what is not.
struct Range {
    ok: Value,
    bad: Value,
    low: bool,
    high: bool,
}

/// A limit in units in which it is the same.
struct UnitLimit {
    range: Range,
    /// Values of the field of the unit.
    units: Vec<Value>,
    /// The units by name.
    named: Vec<String>,
}

impl Range {
    /// `None` where there is no limit, or four digits do not hold it.
    fn of(bounds: &Bounds) -> Option<Self> {
        let (low, high) = (bounds.low(), bounds.high());
        let up = |x: Decimal| x.round_dp_with_strategy(DIGITS, RoundingStrategy::ToPositiveInfinity);
        let down = |x: Decimal| x.round_dp_with_strategy(DIGITS, RoundingStrategy::ToNegativeInfinity);
        let step = Decimal::new(1, DIGITS);
        let one = |op: &str, x: Decimal| json!({"Op": op, "Value": number(x)});
        let (ok, bad) = match (low.map(|(n, closed)| (n.0, closed)), high.map(|(n, closed)| (n.0, closed))) {
            (None, None) => return None,
            (Some((x, false)), None) if up(x) == x => (one("gt", x), one("lte", x)),
            (Some((x, _)), None) => (one("gte", up(x)), one("lt", up(x))),
            (None, Some((x, false))) if down(x) == x => (one("lt", x), one("gte", x)),
            (None, Some((x, _))) => (one("lte", down(x)), one("gt", down(x))),
            (Some((low, closed)), Some((high, also))) => {
                let low = if !closed && up(low) == low { low + step } else { up(low) };
                let high = if !also && down(high) == high { high - step } else { down(high) };
                if low > high {
                    return None;
                }
                let both = |op: &str| json!({"Op": op, "Value": number(low), "Extent": number(high)});
                if low == high { (one("eq", low), one("!eq", low)) } else { (both("bt"), both("!bt")) }
            }
        };
        Some(Self { ok, bad, low: low.is_some(), high: high.is_some() })
    }
}

fn number(x: Decimal) -> Value {
    serde_json::from_str(&x.normalize().to_string()).unwrap_or(Value::Null)
}

/// Whether the limits are of a size that somebody would write in this unit.
fn is_usual(bounds: &Bounds, unit: &str) -> bool {
    let mut limits = [bounds.low(), bounds.high()].into_iter().flatten().map(|(n, _)| n.0.abs());
    is_unity(unit) || limits.all(|x| x.is_zero() || (LEAST <= x && (x <= MOST || SMALL.contains(&unit))))
}

impl Builder<'_> {
    /// What a record of this base, a measurement, says of the limit. An error says why Circe can not ask.
    pub(super) fn judged(&mut self, base: &Event, value: &ValueTest) -> Result<Judged, String> {
        if value.components.is_some() {
            return Err("the CDM has no place for the parts of a score".to_owned());
        }
        let (number, finding) = (!value.limits.is_empty(), value.is.as_deref());
        match (number, finding, value.classes.is_empty()) {
            (true, None, true) => self.numeric(base, value),
            (false, Some(is), true) => self.finding(base, is),
            (false, None, false) => self.classes(base, value),
            _ => Err("a result that is asked for in two ways at once".to_owned()),
        }
    }

    fn numeric(&mut self, base: &Event, value: &ValueTest) -> Result<Judged, String> {
        let Some(first) = value.limits.first() else { return Ok(Judged::default()) };
        match value.reference {
            Some(Reference::Uln) => Ok(ratio(base, "RangeHighRatio", first)),
            Some(Reference::Lln) => Ok(ratio(base, "RangeLowRatio", first)),
            Some(Reference::DetectionLimit) => Ok(self.detected(base, first, true)),
            Some(Reference::QuantificationLimit) => Ok(self.detected(base, first, false)),
            Some(Reference::Baseline | Reference::Normal) => Ok(Judged::default()),
            Some(Reference::Predicted) | None => self.by_unit(base, value),
        }
    }

    /// The limits in each unit, in the order of the units; those `a_day` also in the bare unit, for spans of a constant
    /// dose a day may leave the day out.
    fn limits(&mut self, value: &ValueTest, a_day: bool) -> Result<Vec<UnitLimit>, String> {
        let own: Vec<_> = value.limits.iter().filter_map(|limit| limit.unit.as_deref()).collect();
        let mut limits = Vec::new();
        for (bounds, units) in by_unit(value) {
            let kept = |unit: &str| is_usual(&bounds, unit) || own.contains(&unit);
            let units: Vec<_> = units.into_iter().filter(|unit| unit.as_deref().is_none_or(kept)).collect();
            if units.is_empty() {
                continue;
            }
            let Some(range) = Range::of(&bounds) else {
                return Err("a limit that four digits after the point do not hold".to_owned());
            };
            let none = units.contains(&None).then(|| filled(false));
            let mut named: Vec<String> = units.into_iter().flatten().collect();
            if a_day {
                let bare: Vec<_> = named.iter().filter_map(|unit| unit.strip_suffix("/d").map(str::to_owned)).collect();
                named.extend(bare);
            }
            let set = (!named.is_empty()).then(|| selection(self.units(&named)));
            limits.push(UnitLimit { range, units: none.into_iter().chain(set).collect(), named });
        }
        Ok(limits)
    }

    /// The set of these units; of bare numbers all that count as one.
    fn units(&mut self, units: &[String]) -> usize {
        let mut all: Vec<&str> = Vec::new();
        for unit in units {
            if unit == "1" { all.extend(BARE) } else { all.push(unit) }
        }
        all.sort_unstable();
        all.dedup();
        let items = all.iter().map(|unit| Item::new("UCUM", unit, unit)).collect();
        self.sets.add(&all.join(", "), items)
    }

    fn by_unit(&mut self, base: &Event, value: &ValueTest) -> Result<Judged, String> {
        let limits = self.limits(value, false)?;
        let all = limits.iter().flat_map(|limit| &limit.named).cloned().collect::<Vec<_>>();
        let all = (!all.is_empty()).then(|| self.units(&all));
        let mut judged = Judged::default();
        let mut known = Vec::new();
        for UnitLimit { range, units, .. } in &limits {
            for unit in units {
                let with =
                    |limit: &Value| base.clone().with(&[("UnitCS", unit.clone()), ("ValueAsNumber", limit.clone())]);
                judged.ok.push(with(&range.ok));
                judged.bad.push(with(&range.bad));
                known.push(unit.clone());
            }
        }
        let (low, high) = (limits.iter().any(|limit| limit.range.low), limits.iter().any(|limit| limit.range.high));
        let any = |unit: Value| base.clone().with(&[("UnitCS", unit), ("ValueAsNumber", any_number())]);
        if !known.contains(&filled(false)) {
            judged.undecided.push(any(filled(false)));
        }
        if let Some(all) = all {
            judged.undecided.push(any(outside(all)));
        }
        // "<5" is no evidence of a value at or above 5, nor ">5" of one at or below.
        let operated = |set| base.clone().with(&[("OperatorCS", selection(set)), ("ValueAsNumber", any_number())]);
        let (below, above) = (self.operators(true), self.operators(false));
        if low {
            judged.not_ok.push(operated(below));
            judged.not_bad.push(operated(above));
        }
        if high {
            judged.not_ok.push(operated(above));
            judged.not_bad.push(operated(below));
        }
        Ok(judged)
    }

    /// The set of the comparators that stand before a number which the true one is below (or above).
    fn operators(&mut self, below: bool) -> usize {
        if below {
            self.snomed("<, <=", &["276139006", "276137008"])
        } else {
            self.snomed(">, >=", &["276140008", "276138003"])
        }
    }

    /// A multiple of what an assay can tell: `<x` and "not detected" are below it, a plain number above what can be
    /// detected; whether it is above what can be quantified nothing tells.
    fn detected(&mut self, base: &Event, limit: &Limit, detection: bool) -> Judged {
        use crate::evaluate::{Truth, interval::Interval};
        let below = self.operators(true);
        let above = self.operators(false);
        let (positive, negative) = (self.positive(), self.negative());
        let any = ("ValueAsNumber", any_number());
        let low = vec![
            base.clone().with(&[("OperatorCS", selection(below)), any.clone()]),
            base.clone().with(&[("ValueAsConceptCS", selection(negative))]),
        ];
        let mut high = vec![base.clone().with(&[("OperatorCS", selection(above)), any.clone()])];
        if detection {
            let equal = self.snomed("=", &["276136004"]);
            high.push(base.clone().with(&[("OperatorCS", filled(false)), any.clone()]));
            high.push(base.clone().with(&[("OperatorCS", selection(equal)), any]));
            high.push(base.clone().with(&[("ValueAsConceptCS", selection(positive))]));
        }
        let one = Some((Decimal::ONE, false));
        let mut judged = Judged::default();
        for (side, events) in [(Interval { low: None, high: one }, low), (Interval { low: one, high: None }, high)] {
            match side.within(&limit.bounds) {
                Truth::Met => judged.ok.extend(events),
                Truth::NotMet => judged.bad.extend(events),
                Truth::Unknown => judged.undecided.extend(events),
            }
        }
        judged
    }

    fn positive(&mut self) -> usize {
        self.snomed("positive, detected, reactive", &["10828004", "260373001", "11214006"])
    }

    fn negative(&mut self) -> usize {
        self.snomed("negative, not detected, non-reactive", &["260385009", "260415000", "131194007"])
    }

    fn finding(&mut self, base: &Event, is: &str) -> Result<Judged, String> {
        let coded = |set| base.clone().with(&[("ValueAsConceptCS", selection(set))]);
        let mut judged = Judged::default();
        match is {
            "positive" | "negative" | "detectable" | "undetectable" => {
                let (positive, negative, yes, no) =
                    (self.positive(), self.negative(), self.answer(true), self.answer(false));
                let answered = |set| Event { table: Table::Observation, ..coded(set) };
                judged.ok = vec![coded(positive), answered(yes)];
                judged.bad = vec![coded(negative), answered(no)];
                if is.ends_with("detectable") {
                    let number = |op| base.clone().with(&[("ValueAsNumber", json!({"Op": op, "Value": 0}))]);
                    judged.ok.push(number("gt"));
                    judged.bad.push(number("lte"));
                }
            }
            "high" | "low" | "normal" | "abnormal" => {
                let [high, low, normal, abnormal] =
                    [("high", "75540009"), ("low", "62482003"), ("normal", "17621005"), ("abnormal", "263654008")]
                        .map(|(name, code)| coded(self.snomed(name, &[code])));
                let against = |field, op: &str| base.clone().with(&[(field, json!({"Op": op, "Value": 1}))]);
                let (above, not_above) = (against("RangeHighRatio", "gt"), against("RangeHighRatio", "lte"));
                let (below, not_below) = (against("RangeLowRatio", "lt"), against("RangeLowRatio", "gte"));
                let one = ("RangeHighRatio", json!({"Op": "lte", "Value": 1}));
                let inside = not_below.clone().with(&[one]);
                (judged.ok, judged.bad) = match is {
                    "high" => (vec![high, above], vec![low, normal, not_above]),
                    "low" => (vec![low, below], vec![high, normal, not_below]),
                    _ => (vec![normal, inside], vec![high, low, abnormal, above, below]),
                };
            }
            other => return Err(format!("the result {:?} has no code", other.replace('_', " "))),
        }
        if matches!(is, "negative" | "undetectable" | "abnormal") {
            std::mem::swap(&mut judged.ok, &mut judged.bad);
        }
        Ok(judged)
    }

    /// Classes are numbers, or concepts of the scale's own, which have our codes.
    fn classes(&mut self, base: &Event, value: &ValueTest) -> Result<Judged, String> {
        let scale = value.analyte.as_str();
        let items = value
            .classes
            .iter()
            .map(|class| Item::new(OWN, &format!("{scale}:{class}"), &format!("{} {class}", scale.replace('_', " "))));
        let set = self.sets.add(&format!("{} {}", scale.replace('_', " "), value.classes.join(", ")), items.collect());
        let none = Item::new("None", "No matching concept", "No matching concept");
        let other = self.sets.widened(set, none);
        let coded = |value| base.clone().with(&[("ValueAsConceptCS", value)]);
        let mut judged =
            Judged { ok: vec![coded(selection(set))], bad: vec![coded(outside(other))], ..Judged::default() };
        let numbers: Option<Vec<i64>> = value.classes.iter().map(|class| class.parse().ok()).collect();
        if let Some(numbers) = numbers {
            let (low, high) = (numbers.iter().min().copied(), numbers.iter().max().copied());
            let (Some(low), Some(high)) = (low, high) else { return Ok(judged) };
            if high - low + 1 != i64::try_from(numbers.len()).unwrap_or_default() {
                return Err("classes that do not follow each other".to_owned());
            }
            let range = |op| base.clone().with(&[("ValueAsNumber", json!({"Op": op, "Value": low, "Extent": high}))]);
            judged.ok.push(range("bt"));
            judged.bad.push(range("!bt"));
        }
        Ok(judged)
    }

    /// Doses a day stand in spans of their own. A course without one says nothing of its dose.
    pub(super) fn dose(
        &mut self,
        shape: Shape,
        value: &ValueTest,
        equivalence: Option<&Equivalence>,
        set: usize,
    ) -> Vec<Shape> {
        if !shape.0.fields.is_empty() {
            return self.lose(shape, "the route of a dose");
        }
        let program = self.program;
        let mut doses: Vec<(usize, ValueTest)> = Vec::new();
        match equivalence {
            None => doses.push((shape.0.set, value.clone())),
            Some(Equivalence { to, doses: table }) => {
                for id in program.sets[set].ids.iter().filter(|id| table.contains_key(*id)) {
                    let (Some(own), Some(to)) = (table.get(id), table.get(to)) else { continue };
                    let mut value = value.clone();
                    for limit in &mut value.limits {
                        limit.bounds = limit.bounds.map(|x| x * *own / *to);
                    }
                    doses.push((self.sets.one(id, self.concepts), value));
                }
            }
        }
        let mut shapes = Vec::new();
        for (set, value) in doses {
            let limits = match self.limits(&value, true) {
                Ok(limits) => limits,
                Err(reason) => return self.lose(shape, &reason),
            };
            for UnitLimit { range, units, .. } in limits {
                for unit in units {
                    let fields = [("UnitCS", unit), ("DoseValue", range.ok.clone())];
                    let event = Event { table: Table::Dose, set, ..shape.0.clone() };
                    shapes.push((event.with(&fields), shape.1));
                }
            }
        }
        self.losses.insert("a course without a dose is not told from one with another dose".to_owned());
        let (event, fit) = shape;
        shapes.push((event, fit.and(Fit::Perhaps)));
        shapes
    }
}

/// A record with a number.
pub(super) fn any_number() -> Value {
    json!({"Op": "gt", "Value": -1_000_000_000_000_i64})
}

fn ratio(base: &Event, field: &'static str, limit: &Limit) -> Judged {
    let bounds = match limit.unit.as_deref() {
        Some("%") => limit.bounds.map(|x| x / Decimal::ONE_HUNDRED),
        _ => limit.bounds.clone(),
    };
    let Some(range) = Range::of(&bounds) else { return Judged::default() };
    let with = |limit: &Value| base.clone().with(&[(field, limit.clone())]);
    // A result without a reference range decides nothing.
    let later = vec![base.clone().with(&[("ValueAsNumber", any_number())])];
    Judged { ok: vec![with(&range.ok)], bad: vec![with(&range.bad)], later, ..Judged::default() }
}
