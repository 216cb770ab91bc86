//! Limits on a number, in each unit that somebody would write it in, as Circe compares numbers.

use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::{Value, json};

use super::Builder;
use super::events::{Fit, Shape};
use super::group::{filled, selection};
use super::record::{Event, Table};
use super::sets::Item;
use crate::emit::query::value::by_unit;
use crate::evaluate::program::Equivalence;
use crate::evaluate::units::is_unity;
use crate::evaluate::value::ValueTest;
use crate::rule::Bounds;

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

/// A limit as Circe writes it: for what is within, and for what is not.
pub(super) struct Range {
    pub ok: Value,
    pub bad: Value,
    pub low: bool,
    pub high: bool,
}

/// A limit in units in which it is the same.
pub(super) struct UnitLimit {
    pub range: Range,
    /// Values of the field of the unit.
    pub units: Vec<Value>,
    /// The units by name.
    pub named: Vec<String>,
}

impl Range {
    /// `None` where there is no limit, or four digits do not hold it.
    pub(super) fn of(bounds: &Bounds) -> Option<Self> {
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
    /// The limits in each unit, in the order of the units; those `a_day` also in the bare unit, for spans of a constant
    /// dose a day may leave the day out.
    pub(super) fn limits(&mut self, value: &ValueTest, a_day: bool) -> Result<Vec<UnitLimit>, String> {
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
    pub(super) fn units(&mut self, units: &[String]) -> usize {
        let mut all: Vec<&str> = Vec::new();
        for unit in units {
            if unit == "1" { all.extend(BARE) } else { all.push(unit) }
        }
        all.sort_unstable();
        all.dedup();
        let items = all.iter().map(|unit| Item::new("UCUM", unit, unit)).collect();
        self.sets.add(&all.join(", "), items)
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
