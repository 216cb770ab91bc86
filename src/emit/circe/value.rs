//! Limits on a result or a dose, as Circe compares them: for each unit a limit of its own.

use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::Builder;
use super::group::{filled, outside, selection};
use super::limits::{Range, UnitLimit};
use super::record::{Event, Table};
use super::sets::{Item, OWN};
use crate::evaluate::value::{Limit, ValueTest};
use crate::rule::Reference;

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
        let other = self.sets.widened(set, Item::unmapped());
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
