//! Limits on a result, as Circe compares them: for each unit a limit of its own.

use rust_decimal::Decimal;
use serde_json::Value;

use super::Builder;
use super::group::{filled, outside, selection};
use super::limits::UnitLimit;
use super::numbers::{Ends, SIGNS, Side, Sign};
use super::record::{Event, Table};
use super::sets::Item;
use crate::evaluate::Truth;
use crate::evaluate::interval::Interval;
use crate::evaluate::value::{Limit, ValueTest};
use crate::rule::{Bounds, Reference};

/// Signs after which a number lies below another one, or above.
pub(super) const BELOW: [Sign; 2] = [Sign::Below, Sign::AtMost];
pub(super) const ABOVE: [Sign; 2] = [Sign::AtLeast, Sign::Above];

/// Findings in SNOMED CT.
const POSITIVE: [&str; 3] = ["10828004", "260373001", "11214006"];
const NEGATIVE: [&str; 3] = ["260385009", "260415000", "131194007"];

/// The records whose result is within a limit, and those whose result is not.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Judged {
    /// Within.
    pub ok: Side,
    /// Not within.
    pub bad: Side,
    /// What may not come on a later day, for Circe can not tell those that decide nothing.
    pub later: Vec<Event>,
}

impl Judged {
    /// Records of which a truth is known, or known to be unknown.
    pub(super) fn add(&mut self, truth: Truth, events: &[Event]) {
        for (side, wanted) in [(&mut self.ok, Truth::Met), (&mut self.bad, Truth::NotMet)] {
            if truth == wanted {
                side.within.extend_from_slice(events);
                side.loose.extend_from_slice(events);
            } else {
                side.against.extend_from_slice(events);
            }
        }
    }

    /// What numbers say.
    fn sides(&mut self, [ok, bad]: [Side; 2]) {
        for (own, more) in [(&mut self.ok, ok), (&mut self.bad, bad)] {
            own.within.extend(more.within);
            own.loose.extend(more.loose);
            own.against.extend(more.against);
        }
    }

    /// What decides nothing for one side, or for the other.
    fn undecided(&mut self, [ok, bad]: [Vec<Event>; 2]) {
        for (own, more) in [(&mut self.ok, ok), (&mut self.bad, bad)] {
            for event in more {
                if !own.against.contains(&event) {
                    own.against.push(event);
                }
            }
        }
    }

    /// The same of being outside the limit.
    pub(super) fn opposite(&self) -> Self {
        Self { ok: self.bad.clone(), bad: self.ok.clone(), later: self.later.clone() }
    }
}

pub(super) fn coded(base: &Event, value: Value) -> Event {
    base.clone().with(&[("ValueAsConceptCS", value)])
}

/// A question answered with one of the set.
fn answered(base: &Event, set: usize) -> Event {
    Event { table: Table::Observation, ..coded(base, selection(set)) }
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
            (false, None, false) => Ok(self.classes(base, value)),
            _ => Err("a result that is asked for in two ways at once".to_owned()),
        }
    }

    fn numeric(&mut self, base: &Event, value: &ValueTest) -> Result<Judged, String> {
        let Some(first) = value.limits.first() else { return Ok(Judged::default()) };
        match value.reference {
            Some(Reference::Uln) => self.ratio(base, "RangeHighRatio", first),
            Some(Reference::Lln) => self.ratio(base, "RangeLowRatio", first),
            Some(Reference::DetectionLimit) => Ok(self.detected(base, first, true)),
            Some(
                Reference::QuantificationLimit
                | Reference::LowerQuantificationLimit
                | Reference::UpperQuantificationLimit,
            ) => Ok(self.detected(base, first, false)),
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
        for UnitLimit { ends, units, .. } in &limits {
            for unit in units {
                let base = base.clone().with(&[("UnitCS", unit.clone())]);
                judged.sides(self.sides(&base, "ValueAsNumber", ends));
                known.push(unit.clone());
            }
        }
        let unknown = [filled(false)].into_iter().filter(|none| !known.contains(none)).chain(all.map(outside));
        for unit in unknown {
            let base = base.clone().with(&[("UnitCS", unit)]);
            judged.add(Truth::Unknown, &self.numbered(&base, None, None, &SIGNS));
        }
        // "<5" is no evidence of a value at or above 5, nor ">5" of one at or below.
        for UnitLimit { ends, .. } in &limits {
            judged.undecided(self.undecided(base, ends));
        }
        self.words(base, &mut judged);
        Ok(judged)
    }

    /// Results in words, and plain answers, decide nothing of a number.
    fn words(&mut self, base: &Event, judged: &mut Judged) {
        let unmapped = self.unmapped();
        judged.add(Truth::Unknown, &[coded(base, outside(unmapped))]);
        self.answers(base, judged);
    }

    pub(super) fn answers(&mut self, base: &Event, judged: &mut Judged) {
        let answer = self.snomed("yes, no", &["373066001", "373067005"]);
        judged.add(Truth::Unknown, &[answered(base, answer)]);
    }

    /// A multiple of a limit of normal.
    fn ratio(&mut self, base: &Event, field: &'static str, limit: &Limit) -> Result<Judged, String> {
        let bounds = match limit.unit.as_deref() {
            Some("%") => limit.bounds.map(|x| x / Decimal::ONE_HUNDRED),
            _ => limit.bounds.clone(),
        };
        let Some(ends) = Ends::of(&bounds) else {
            return Err("a limit that four digits after the point do not hold".to_owned());
        };
        let mut judged = Judged { later: self.numbered(base, None, None, &SIGNS), ..Judged::default() };
        judged.sides(self.sides(base, field, &ends));
        judged.undecided(self.undecided(base, &ends));
        self.words(base, &mut judged);
        self.of_range();
        Ok(judged)
    }

    /// What is not seen of a result that is compared with its reference range.
    fn of_range(&mut self) {
        self.unseen("what the laboratory flagged a result as");
        self.unseen("a result without a reference range beside one that has it");
    }

    /// A multiple of what an assay can tell: `<x` and "not detected" are below it, a plain number above what can be
    /// detected; whether it is above what can be quantified nothing tells.
    fn detected(&mut self, base: &Event, limit: &Limit, detection: bool) -> Judged {
        let one = Some((Decimal::ONE, false));
        let below = Interval { low: None, high: one }.within(&limit.bounds);
        let above = Interval { low: one, high: None }.within(&limit.bounds);
        let shown = if detection { above } else { Truth::Unknown };
        let (positive, negative) = (self.positive(), self.negative());
        let (yes, no, other) = (self.answer(true), self.answer(false), self.neither());
        let mut judged = Judged::default();
        for (truth, signs) in [(below, &BELOW[..]), (above, &ABOVE[..]), (shown, &[Sign::Plain][..])] {
            judged.add(truth, &self.numbered(base, None, None, signs));
        }
        judged.add(below, &[coded(base, selection(negative)), answered(base, no)]);
        judged.add(shown, &[coded(base, selection(positive)), answered(base, yes)]);
        judged.add(Truth::Unknown, &[coded(base, outside(other))]);
        self.unseen("what the laboratory flagged a result as");
        judged
    }

    fn positive(&mut self) -> usize {
        self.snomed("positive, detected, reactive", &POSITIVE)
    }

    fn negative(&mut self) -> usize {
        self.snomed("negative, not detected, non-reactive", &NEGATIVE)
    }

    /// The set of what is no result in other words ("borderline").
    fn neither(&mut self) -> usize {
        let codes: Vec<_> = POSITIVE.into_iter().chain(NEGATIVE).collect();
        let both = self.snomed("positive or negative", &codes);
        self.sets.widened(both, Item::unmapped())
    }

    fn finding(&mut self, base: &Event, is: &str) -> Result<Judged, String> {
        let judged = match is {
            "positive" | "detectable" => self.found(base, is == "detectable"),
            "negative" | "undetectable" => self.found(base, is == "undetectable").opposite(),
            "high" => self.beyond(base, "RangeHighRatio"),
            "low" => self.beyond(base, "RangeLowRatio"),
            "normal" => self.normal(base),
            "abnormal" => self.normal(base).opposite(),
            other => return Err(format!("the result {:?} has no code", other.replace('_', " "))),
        };
        self.unseen("what the laboratory flagged a result as");
        Ok(judged)
    }

    /// Positive, or in some amount that a number tells as well.
    fn found(&mut self, base: &Event, amount: bool) -> Judged {
        let (positive, negative) = (self.positive(), self.negative());
        let (yes, no, other) = (self.answer(true), self.answer(false), self.neither());
        let mut judged = Judged::default();
        judged.add(Truth::Met, &[coded(base, selection(positive)), answered(base, yes)]);
        judged.add(Truth::NotMet, &[coded(base, selection(negative)), answered(base, no)]);
        judged.add(Truth::Unknown, &[coded(base, outside(other))]);
        if !amount {
            judged.add(Truth::Unknown, &self.numbered(base, None, None, &SIGNS));
            return judged;
        }
        let (zero, past) = (Some((Decimal::ZERO, true)), Some((Decimal::ZERO, false)));
        judged.add(Truth::Met, &self.numbered(base, past, None, &[Sign::Plain]));
        judged.add(Truth::Met, &self.numbered(base, zero, None, &ABOVE));
        judged.add(Truth::Unknown, &self.numbered(base, None, zero, &[Sign::Plain]));
        judged.add(Truth::Unknown, &self.numbered(base, None, past, &ABOVE));
        judged.add(Truth::Unknown, &self.numbered(base, None, None, &BELOW));
        judged
    }

    /// Findings by the place in the reference range: high, low, normal, abnormal.
    fn placed(&mut self, base: &Event) -> ([Event; 4], Event) {
        let codes = ["75540009", "62482003", "17621005", "263654008"];
        let names = ["high", "low", "normal", "abnormal"];
        let each = std::array::from_fn(|at| coded(base, selection(self.snomed(names[at], &[codes[at]]))));
        let all = self.snomed("high, low, normal or abnormal", &codes);
        let all = self.sets.widened(all, Item::unmapped());
        (each, coded(base, outside(all)))
    }

    /// Above the upper limit of normal, or below the lower one.
    fn beyond(&mut self, base: &Event, field: &'static str) -> Judged {
        let ([high, low, normal, abnormal], other) = self.placed(base);
        let one = Some(Decimal::ONE.into());
        let (beyond, within, bounds) = if field == "RangeHighRatio" {
            (high, low, Bounds { gt: one, ..Bounds::default() })
        } else {
            (low, high, Bounds { lt: one, ..Bounds::default() })
        };
        let mut judged = Judged { later: self.numbered(base, None, None, &SIGNS), ..Judged::default() };
        judged.add(Truth::Met, &[beyond]);
        judged.add(Truth::NotMet, &[within, normal]);
        judged.add(Truth::Unknown, &[abnormal, other]);
        if let Some(ends) = Ends::of(&bounds) {
            judged.sides(self.sides(base, field, &ends));
            judged.undecided(self.undecided(base, &ends));
        }
        self.answers(base, &mut judged);
        self.of_range();
        judged
    }

    /// Neither above nor below.
    fn normal(&mut self, base: &Event) -> Judged {
        let ([high, low, normal, abnormal], other) = self.placed(base);
        let mut judged = Judged { later: self.numbered(base, None, None, &SIGNS), ..Judged::default() };
        judged.add(Truth::Met, &[normal]);
        judged.add(Truth::NotMet, &[high, low, abnormal]);
        judged.add(Truth::Unknown, &[other]);
        let one = Some(Decimal::ONE.into());
        let bounds = [
            ("RangeLowRatio", Bounds { ge: one, ..Bounds::default() }),
            ("RangeHighRatio", Bounds { le: one, ..Bounds::default() }),
        ];
        for (field, bounds) in bounds {
            let Some(ends) = Ends::of(&bounds) else { continue };
            // Inside at one end is not against being outside at the other.
            let [inside, outside] = self.sides(base, field, &ends);
            judged.sides([inside, Side { against: Vec::new(), ..outside }]);
        }
        let inside = |event: &Event| {
            let [low, high] = ["gte", "lte"].map(|op| serde_json::json!({"Op": op, "Value": 1}));
            event.clone().with(&[("RangeLowRatio", low), ("RangeHighRatio", high)])
        };
        // Nor is a number that only its comparator leaves open.
        let one = Some((Decimal::ONE, false));
        judged.bad.against.push(inside(base));
        judged.bad.against.extend(self.written(base, "RangeLowRatio", None, one, &ABOVE));
        judged.bad.against.extend(self.written(base, "RangeHighRatio", one, None, &BELOW));
        self.answers(base, &mut judged);
        self.of_range();
        self.unseen("a result with one end of a reference range beside one that has both");
        judged
    }
}
