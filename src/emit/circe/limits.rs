//! Limits on a number, in each unit that results come in.

use serde_json::Value;

use super::Builder;
use super::events::{Fit, Shape};
use super::group::{filled, selection};
use super::numbers::Ends;
use super::record::{Event, Table};
use super::sets::Item;
use crate::emit::query::value::by_unit;
use crate::evaluate::program::Equivalence;
use crate::evaluate::units::is_unity;
use crate::evaluate::value::ValueTest;

/// Units of bare numbers.
const BARE: [&str; 6] = ["1", "{score}", "{titer}", "{INR}", "{ratio}", "{index}"];

/// A limit in units in which it is the same.
pub(super) struct UnitLimit {
    pub ends: Ends,
    /// Values of the field of the unit.
    pub units: Vec<Value>,
    /// The units by name.
    pub named: Vec<String>,
}

impl Builder<'_> {
    /// The limits in each unit, in the order of the units; those `a_day` also in the bare unit, for spans of a constant
    /// dose a day may leave the day out.
    pub(super) fn limits(&mut self, value: &ValueTest, a_day: bool) -> Result<Vec<UnitLimit>, String> {
        let own: Vec<_> = value.limits.iter().map(|limit| limit.unit.as_deref()).collect();
        let mut limits = Vec::new();
        for (bounds, units) in by_unit(value) {
            let Some(ends) = Ends::of(&bounds) else {
                if units.iter().any(|unit| own.contains(&unit.as_deref())) {
                    return Err("a limit that four digits after the point do not hold".to_owned());
                }
                continue;
            };
            let none = units.contains(&None).then(|| filled(false));
            let mut named: Vec<String> = units.into_iter().flatten().collect();
            if a_day {
                let bare: Vec<_> = named.iter().filter_map(|unit| unit.strip_suffix("/d").map(str::to_owned)).collect();
                named.extend(bare);
            }
            let set = (!named.is_empty()).then(|| selection(self.units(&named)));
            limits.push(UnitLimit { ends, units: none.into_iter().chain(set).collect(), named });
        }
        let all: Vec<_> = limits.iter().flat_map(|limit| &limit.named).map(String::as_str).collect();
        if !all.iter().copied().all(is_unity) {
            self.unseen(&format!("a result in another unit than {}", all.join(", ")));
        }
        Ok(limits)
    }

    /// Notes what Circe does not see of records.
    pub(super) fn unseen(&mut self, what: &str) {
        self.unseen.insert(format!("{what} is not seen"));
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
            for UnitLimit { ends, units, .. } in limits {
                let Some(range) = ends.range() else { continue };
                for unit in units {
                    let fields = [("UnitCS", unit), ("DoseValue", range.clone())];
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
