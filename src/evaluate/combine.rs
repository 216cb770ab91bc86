//! Values computed from several facts: means, extremes, changes, ratios.

use rust_decimal::Decimal;

use super::Truth;
use super::facts::Candidate;
use super::interval::{End, Interval};
use super::patient::{Event, Quantity, Result as Recorded};
use super::program::{Derived, FactTest};
use super::run::{Finding, Run};
use super::units::cached_conversion;
use super::value::{Judged, Lack, ValueTest};

impl Run<'_> {
    /// A number computed from all candidates has the value.
    pub(super) fn combined(
        &self,
        candidates: Vec<Candidate>,
        number: Option<u32>,
        value: Option<&ValueTest>,
        combine: impl Fn(&[Interval]) -> Option<Interval>,
    ) -> Finding {
        let all: Vec<u32> = candidates.iter().map(|c| c.at).collect();
        let unknown = |lack| Finding::new(Truth::Unknown, lack, all.clone());
        let (Some(value), false) = (value, candidates.is_empty()) else { return unknown(Lack::Record) };
        if let Some(lack) = candidates.iter().find_map(|c| c.qualifies.lack) {
            return unknown(lack);
        }
        let chosen = match self.last(candidates, number) {
            Ok(chosen) => chosen,
            Err(lack) => return unknown(lack),
        };
        let numbers: Result<Vec<_>, _> = chosen.iter().map(|c| value.number(self.event(c.at))).collect();
        let (numbers, limit) = match (numbers, value.limits.first()) {
            (Ok(numbers), Some(limit)) if value.reference.is_none() => (numbers, limit),
            (Err(lack), _) => return unknown(lack),
            _ => return unknown(Lack::Comparison),
        };
        match combine(&numbers) {
            Some(combined) => {
                let facts = chosen.iter().map(|c| c.at).collect();
                Finding::new(combined.within(&limit.bounds), Lack::Precision, facts)
            }
            None => unknown(Lack::Precision),
        }
    }

    pub(super) fn derived(&mut self, test: &FactTest, derived: &Derived, candidates: &[Candidate]) -> Finding {
        let Some(value) = &test.value else { return Finding::new(Truth::Unknown, Lack::Comparison, Vec::new()) };
        let new = match self.only_latest(candidates) {
            Some(new) => new,
            None => return Finding::new(Truth::Unknown, self.nothing(test), candidates.iter().map(|c| c.at).collect()),
        };
        let others = match derived {
            Derived::Ratio { other } => {
                let other = FactTest { set: *other, value: None, ..test.clone() };
                self.candidates(&other)
            }
            Derived::Change { old, .. } => {
                let everything = self.candidates(&FactTest { fields: Vec::new(), ..test.clone() });
                let by = |c: &Candidate| Judged::of(self.event(c.at).start.by(*old), Lack::Date);
                let kept = everything.into_iter().map(|c| Candidate { qualifies: by(&c), ..c });
                kept.filter(|c| c.qualifies.truth != Truth::NotMet).collect()
            }
        };
        let Some(old) = self.only_latest(&others) else {
            return Finding::new(Truth::Unknown, Lack::Comparison, vec![new]);
        };
        let facts = vec![new, old];
        let computed = match derived {
            Derived::Ratio { .. } => ratio(self.event(new), self.event(old)),
            Derived::Change { percent, increase, .. } => {
                change(self.event(new), self.event(old), *percent, *increase, value)
            }
        };
        match computed {
            Ok(quantity) => {
                let judged = value.judge_quantity(&quantity);
                Finding::new(judged.truth, judged.lack.unwrap_or(Lack::Result), facts)
            }
            Err(lack) => Finding::new(Truth::Unknown, lack, facts),
        }
    }
}

pub(super) fn mean(numbers: &[Interval]) -> Option<Interval> {
    let zero = Interval::exact(Decimal::ZERO);
    let sum = numbers.iter().try_fold(zero, |sum, number| sum.plus(number))?;
    sum.map(|x| x.checked_div(Decimal::from(numbers.len())))
}

/// The highest or the lowest of numbers of which some may be known only within limits.
pub(super) fn extreme(numbers: &[Interval], highest: bool) -> Option<Interval> {
    let higher = |a: End, b: End, open: End| match (a, b) {
        (Some(x), Some(y)) => Some(std::cmp::max_by(x, y, |x, y| x.0.cmp(&y.0).then(x.1.cmp(&y.1)))),
        _ => open,
    };
    let flip = |number: &Interval| if highest { *number } else { number.negated() };
    let largest = numbers
        .iter()
        .map(flip)
        .reduce(|a, b| Interval { low: higher(a.low, b.low, a.low.or(b.low)), high: higher(a.high, b.high, None) })?;
    Some(if highest { largest } else { largest.negated() })
}

/// The quotient of two results: without a unit where those of both are of one kind, else in the quotient of their units.
fn ratio(new: &Event, old: &Event) -> Result<Quantity, Lack> {
    let (a, b) = (quantity(new)?, quantity(old)?);
    let (x, y) = (a.number.as_exact().ok_or(Lack::Precision)?, b.number.as_exact().ok_or(Lack::Precision)?);
    let (y, unit) = match (a.unit.as_deref(), b.unit.as_deref()) {
        (a, b) if a == b => (y, "1".to_owned()),
        (Some(a), Some(b)) => match cached_conversion(b, a, "").and_then(|c| c.apply(y)) {
            Some(y) => (y, "1".to_owned()),
            None => (y, format!("({a})/({b})")),
        },
        _ => return Err(Lack::Unit),
    };
    Ok(Quantity::new(x.checked_div(y).ok_or(Lack::Precision)?, &unit))
}

/// New less old, in the unit of the limit or in percent of the old.
fn change(
    new: &Event,
    old: &Event,
    percent: bool,
    increase: Option<bool>,
    value: &ValueTest,
) -> Result<Quantity, Lack> {
    let (a, b) = (quantity(new)?, quantity(old)?);
    let to = if percent { b.unit.clone() } else { value.limits.first().and_then(|limit| limit.unit.clone()) };
    let number = |q: &Quantity| -> Result<Decimal, Lack> {
        let x = q.number.as_exact().ok_or(Lack::Precision)?;
        match (&q.unit, &to) {
            (from, to) if from == to => Ok(x),
            (Some(from), Some(to)) => {
                cached_conversion(from, to, &value.analyte).and_then(|c| c.apply(x)).ok_or(Lack::Commensurable)
            }
            _ => Err(Lack::Unit),
        }
    };
    let (x, y) = (number(a)?, number(b)?);
    let mut change = x.checked_sub(y).ok_or(Lack::Precision)?;
    if percent {
        change = change.checked_mul(Decimal::ONE_HUNDRED).and_then(|c| c.checked_div(y)).ok_or(Lack::Precision)?;
    }
    let change = match increase {
        Some(true) => change,
        Some(false) => -change,
        None => change.abs(),
    };
    let unit = if percent { Some("%".to_owned()) } else { to };
    Ok(Quantity { unit, ..Quantity::new(change, "") })
}

fn quantity(event: &Event) -> Result<&Quantity, Lack> {
    match &event.result {
        Some(Recorded::Quantity(quantity)) => Ok(quantity),
        _ => Err(Lack::Result),
    }
}
