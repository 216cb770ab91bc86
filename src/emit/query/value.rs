//! A limit on a result, as conditions on the cells of one row.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::condition::{Column, Compare, Condition, Literal, Rails, Row};
use crate::evaluate::settings::Unitless;
use crate::evaluate::units::{conversion, is_unity};
use crate::evaluate::value::{Limit, ValueTest};
use crate::rule::{Bounds, Number, Reference};

/// Units that results come in. A limit is written out in each of them that it converts to. The table of facts has a result in
/// another one in one of these ([`super::table`]); where a target reads records itself, its loss report says so.
pub const UNITS: [&str; 72] = [
    "%",
    "/uL",
    "/mm3",
    "10*3/uL",
    "10*6/uL",
    "10*6/L",
    "10*9/L",
    "10*12/L",
    "10*3/mm3",
    "10*6/mL",
    "g/L",
    "g/dL",
    "mg/dL",
    "mg/L",
    "mg/mL",
    "ug/mL",
    "ug/dL",
    "ug/L",
    "ng/mL",
    "ng/dL",
    "ng/L",
    "pg/mL",
    "mol/L",
    "mmol/L",
    "umol/L",
    "nmol/L",
    "pmol/L",
    "meq/L",
    "U/L",
    "U/mL",
    "ukat/L",
    "[IU]/mL",
    "[IU]/L",
    "m[IU]/mL",
    "m[IU]/L",
    "u[IU]/mL",
    "{copies}/mL",
    "mL/min",
    "mL/s",
    "mL/min/{1.73_m2}",
    "L/min",
    "mm[Hg]",
    "kPa",
    "ms",
    "s",
    "min",
    "h",
    "d",
    "wk",
    "mo",
    "a",
    "mm",
    "cm",
    "m",
    "kg",
    "g",
    "mg",
    "ug",
    "kg/m2",
    "mg/g",
    "g/g",
    "mg/mmol",
    "g/(24.h)",
    "mg/(24.h)",
    "g/d",
    "mg/d",
    "Cel",
    "[degF]",
    "mL",
    "L",
    "/min",
    "mm/h",
];

/// The columns of a number that may be known only within limits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Interval {
    pub low: Column,
    pub low_closed: Column,
    pub high: Column,
    pub high_closed: Column,
}

pub(super) const RESULT: Interval =
    Interval { low: Column::Low, low_closed: Column::LowClosed, high: Column::High, high_closed: Column::HighClosed };
pub(super) const DOSE: Interval = Interval {
    low: Column::DoseLow,
    low_closed: Column::DoseLowClosed,
    high: Column::DoseHigh,
    high_closed: Column::DoseHighClosed,
};
pub(super) const PREDNISONE: Interval = Interval {
    low: Column::PrednisoneLow,
    low_closed: Column::DoseLowClosed,
    high: Column::PrednisoneHigh,
    high_closed: Column::DoseHighClosed,
};
const ULN: Interval = Interval {
    low: Column::UlnLow,
    low_closed: Column::UlnLowClosed,
    high: Column::UlnHigh,
    high_closed: Column::UlnHighClosed,
};
const LLN: Interval = Interval {
    low: Column::LlnLow,
    low_closed: Column::LlnLowClosed,
    high: Column::LlnHigh,
    high_closed: Column::LlnHighClosed,
};

impl Interval {
    fn at_least(self, row: Row, b: &Literal) -> Rails {
        let is = |column, compare| Condition::Is(row, column, compare, b.clone());
        Rails {
            met: is(self.low, Compare::Ge),
            not_met: Condition::any([
                is(self.high, Compare::Lt),
                Condition::all([is(self.high, Compare::Eq), Condition::int(row, self.high_closed, Compare::Eq, 0)]),
            ]),
        }
    }

    fn more_than(self, row: Row, b: &Literal) -> Rails {
        let is = |column, compare| Condition::Is(row, column, compare, b.clone());
        Rails {
            met: Condition::any([
                is(self.low, Compare::Gt),
                Condition::all([is(self.low, Compare::Eq), Condition::int(row, self.low_closed, Compare::Eq, 0)]),
            ]),
            not_met: is(self.high, Compare::Le),
        }
    }

    /// Whether the number is within the bounds.
    fn within(self, row: Row, bounds: &Bounds) -> Rails {
        self.within_each(row, |of| of(bounds).map(|n| Literal::Number(n.0)))
    }

    /// The same with bounds that `literal` gives for each side, where there is one.
    fn within_each(self, row: Row, literal: impl Fn(fn(&Bounds) -> Option<Number>) -> Option<Literal>) -> Rails {
        let parts = [
            literal(|b| b.ge).map(|b| self.at_least(row, &b)),
            literal(|b| b.gt).map(|b| self.more_than(row, &b)),
            literal(|b| b.le).map(|b| !self.more_than(row, &b)),
            literal(|b| b.lt).map(|b| !self.at_least(row, &b)),
            literal(|b| b.eq).map(|b| Rails::all([self.at_least(row, &b), !self.more_than(row, &b)])),
        ];
        Rails::all(parts.into_iter().flatten())
    }
}

/// Limits by the unit of the result: the bounds in that unit, and the units they are for. `None` is no unit.
pub(in crate::emit) fn by_unit(value: &ValueTest) -> Vec<(Bounds, Vec<Option<String>>)> {
    let mut units: Vec<Option<&str>> = vec![None, Some("1")];
    units.extend(value.limits.iter().filter_map(|l| l.unit.as_deref()).filter(|u| !is_unity(u)).map(Some));
    units.extend(UNITS.map(Some));
    let mut done: Vec<Option<&str>> = Vec::new();
    let mut groups: Vec<(Bounds, Vec<Option<String>>)> = Vec::new();
    for unit in units {
        if done.contains(&unit) {
            continue;
        }
        done.push(unit);
        if let Some(bounds) = chosen(value, unit) {
            match groups.iter_mut().find(|(known, _)| *known == bounds) {
                Some((_, units)) => units.push(unit.map(str::to_owned)),
                None => groups.push((bounds, vec![unit.map(str::to_owned)])),
            }
        }
    }
    groups
}

/// The limit that a result in this unit is compared with, in this unit.
fn chosen(value: &ValueTest, unit: Option<&str>) -> Option<Bounds> {
    let same = value.limits.iter().find(|limit| limit.unit.is_some() && limit.unit.as_deref() == unit);
    if let Some(limit) = same {
        return Some(limit.bounds.clone());
    }
    let analytes = [None, Some(value.analyte.as_str()).filter(|id| !id.is_empty())];
    analytes
        .into_iter()
        .find_map(|analyte| value.limits.iter().find_map(|limit| in_unit(limit, unit, analyte, value.unitless)))
}

fn in_unit(limit: &Limit, unit: Option<&str>, analyte: Option<&str>, unitless: Unitless) -> Option<Bounds> {
    let same = || Some(limit.bounds.clone());
    match (unit, limit.unit.as_deref()) {
        (None, None) => same(),
        (Some(unit), None) if is_unity(unit) => same(),
        (Some(_), None) => None,
        (None, Some(to)) if is_unity(to) || unitless == Unitless::AsLimit => same(),
        (None, Some(_)) => None,
        (Some(unit), Some(to)) if is_unity(unit) && is_unity(to) => same(),
        (Some(unit), Some(to)) => {
            conversion(unit, to, analyte)?;
            let back = conversion(to, unit, analyte)?;
            let convert = |n: Option<Number>| match n {
                Some(n) => back.apply(n.0).map(|x| Some(Number(x.normalize()))),
                None => Some(None),
            };
            let Bounds { ge, gt, le, lt, eq } = limit.bounds;
            Some(Bounds { ge: convert(ge)?, gt: convert(gt)?, le: convert(le)?, lt: convert(lt)?, eq: convert(eq)? })
        }
    }
}

/// Whether a quantity in these columns is within the limits.
pub(super) fn quantity(row: Row, value: &ValueTest, interval: Interval, unit: Column) -> Rails {
    // Units with a bound on the same sides go together.
    type Sided = ([bool; 5], Vec<(Option<String>, Bounds)>);
    let mut groups: Vec<Sided> = Vec::new();
    for (bounds, units) in by_unit(value) {
        let sides = [bounds.ge, bounds.gt, bounds.le, bounds.lt, bounds.eq].map(|side| side.is_some());
        let units = units.into_iter().map(|unit| (unit, bounds.clone()));
        match groups.iter_mut().find(|(known, _)| *known == sides) {
            Some((_, all)) => all.extend(units),
            None => groups.push((sides, units.collect())),
        }
    }
    let parts = groups.into_iter().map(|(sides, units)| {
        if !sides.contains(&true) {
            let met = unit_is(row, unit, units.into_iter().map(|(unit, _)| unit).collect());
            return Rails { met, not_met: Condition::Constant(false) };
        }
        interval.within_each(row, |of| {
            let limits: Vec<_> = units.iter().filter_map(|(unit, b)| Some((unit.clone(), of(b)?.0))).collect();
            (!limits.is_empty()).then_some(Literal::ByUnit(unit, limits))
        })
    });
    let (met, not_met): (Vec<_>, Vec<_>) = parts.map(|p| (p.met, p.not_met)).unzip();
    Rails { met: Condition::any(met), not_met: Condition::any(not_met) }
}

pub(super) fn unit_is(row: Row, column: Column, units: Vec<Option<String>>) -> Condition {
    let none = units.contains(&None).then_some(Condition::Empty(row, column));
    let named: Vec<String> = units.into_iter().flatten().collect();
    let named = (!named.is_empty()).then_some(Condition::In(row, column, named));
    Condition::any(none.into_iter().chain(named))
}

/// Whether the row's result is within the limit. Losses are told to `lost`.
pub(super) fn judge(row: Row, value: &ValueTest, lost: &mut dyn FnMut(&str)) -> Rails {
    let number = number(row, value);
    let finding = value.is.as_deref().map_or(Rails::MET, |is| finding(row, is, lost));
    if value.classes.is_empty() {
        return Rails::all([number, finding]);
    }
    let classes = has_class(row, Column::Classes, &value.classes, lost);
    let staged = Condition::all([Condition::Empty(row, Column::Result), !Condition::Empty(row, Column::Stages)]);
    let by_stage = has_class(row, Column::Stages, &value.classes, lost);
    by_stage.only_if(staged, Rails::all([number, classes, finding]))
}

fn number(row: Row, value: &ValueTest) -> Rails {
    if value.limits.is_empty() {
        return Rails::MET;
    }
    let first = value.limits.first();
    let of_first = |go: &dyn Fn(&Limit) -> Rails| first.map_or(Rails::MET, go);
    match value.reference {
        Some(Reference::Uln) => of_first(&|limit| ULN.within(row, &times(limit))),
        Some(Reference::Lln) => of_first(&|limit| LLN.within(row, &times(limit))),
        Some(Reference::DetectionLimit) => of_first(&|limit| against(row, Column::Detection, limit)),
        Some(
            Reference::QuantificationLimit | Reference::LowerQuantificationLimit | Reference::UpperQuantificationLimit,
        ) => of_first(&|limit| against(row, Column::Quantification, limit)),
        Some(Reference::Baseline | Reference::Normal) => Rails::UNKNOWN,
        Some(Reference::Predicted) | None => quantity(row, value, RESULT, Column::Unit),
    }
}

/// A limit in multiples; percent are hundredths.
fn times(limit: &Limit) -> Bounds {
    match limit.unit.as_deref() {
        Some("%") => limit.bounds.map(|b| b / Decimal::ONE_HUNDRED),
        _ => limit.bounds.clone(),
    }
}

/// A multiple of what an assay can tell, of a result that is below or above it.
fn against(row: Row, column: Column, limit: &Limit) -> Rails {
    use crate::evaluate::{Truth, interval::Interval};
    let one = Some((Decimal::ONE, false));
    let sides = [("below", Interval { low: None, high: one }), ("above", Interval { low: one, high: None })];
    let side = |truth: Truth| {
        let of_truth = sides.iter().filter(move |(_, interval)| interval.within(&limit.bounds) == truth);
        Condition::any(of_truth.map(|(name, _)| Condition::text(row, column, name)).collect::<Vec<_>>())
    };
    Rails { met: side(Truth::Met), not_met: side(Truth::NotMet) }
}

/// A list of classes has one of these.
pub(super) fn has_class(row: Row, column: Column, classes: &[String], lost: &mut dyn FnMut(&str)) -> Rails {
    if !classes.iter().all(|class| class.chars().all(|c| c.is_ascii_alphanumeric())) {
        lost("a class that is no number or letter");
        return Rails::UNKNOWN;
    }
    let has = classes.iter().map(|class| Condition::Contains(row, column, format!("|{class}|")));
    let has = Condition::any(has);
    let found = Condition::Contains(row, column, "|".to_owned());
    Rails { met: has.clone(), not_met: Condition::all([found, !has]) }
}

fn finding(row: Row, is: &str, lost: &mut dyn FnMut(&str)) -> Rails {
    let flag = |column| Rails {
        met: Condition::int(row, column, Compare::Eq, 1),
        not_met: Condition::int(row, column, Compare::Eq, 0),
    };
    match is {
        "positive" => flag(Column::Positive),
        "negative" => !flag(Column::Positive),
        "detectable" => flag(Column::Detectable),
        "undetectable" => !flag(Column::Detectable),
        "high" => flag(Column::AboveNormal),
        "low" => flag(Column::BelowNormal),
        "normal" => flag(Column::Normal),
        "abnormal" => !flag(Column::Normal),
        other => {
            let key = crate::lex::normal::key(&other.replace('_', " "));
            match listed(&key) {
                Some(listed) => Rails { met: Condition::Contains(row, Column::Words, listed), ..Rails::UNKNOWN },
                None => {
                    lost("words that can not be searched for");
                    Rails::UNKNOWN
                }
            }
        }
    }
}

/// A word as it stands in a list; `None` where it has characters that mean something to a search.
pub(super) fn listed(word: &str) -> Option<String> {
    searchable(word).then(|| format!("|{word}|"))
}

/// Whether a text can be searched for as it is in every language.
pub(super) fn searchable(word: &str) -> bool {
    !word.is_empty() && !word.contains(['%', '_', '\\', '\'', '"', '|']) && word.is_ascii()
}

/// The bounds by unit in the order of their units, for targets that write one condition a unit.
pub fn limits_by_unit(value: &ValueTest) -> BTreeMap<String, Bounds> {
    let groups = by_unit(value).into_iter();
    groups.flat_map(|(bounds, units)| units.into_iter().flatten().map(move |unit| (unit, bounds.clone()))).collect()
}
