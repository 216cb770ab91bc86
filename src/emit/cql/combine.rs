//! Numbers computed from several results: means, extremes, ratios, changes.

use rust_decimal::Decimal;

use super::Library;
use super::test::{kinds, subject};
use super::text::{UNKNOWN, decimal, named, on, quoted};
use super::value::{number_of, sayable};
use crate::emit::query::value::UNITS;
use crate::evaluate::program::{Derived, FactTest};
use crate::evaluate::settings::Unitless;
use crate::evaluate::units::{conversion, is_unity};
use crate::evaluate::value::ValueTest;
use crate::rule::Bounds;

/// How numbers in some units become numbers in one: what they are multiplied with, divided by, and what is added.
type Factors = Vec<(String, [Decimal; 3])>;

/// The name of a function from a unit to its factors, and those.
pub(super) type FactorTable = (String, Factors);

impl Library<'_> {
    /// The number that `function` makes of all values, or of the latest `few`, is within the limit. What makes one of
    /// them doubtful makes the number doubtful.
    pub(super) fn combined(&mut self, test: &FactTest, function: &str, few: Option<u32>) -> String {
        let Some(value) = test.value.as_ref().filter(|v| v.reference.is_none()) else { return UNKNOWN.to_owned() };
        let Some(limit) = value.limits.first() else { return UNKNOWN.to_owned() };
        let (candidates, fact) = self.candidates(test);
        let counts = self.qualifies(&fact, test);
        let table = self.factors(value, limit.unit.as_deref());
        let number = number_of(&fact, value.components.as_ref());
        let number = format!("Converted({number}, {}({fact}.result.unit))", named(&table));
        let values = format!("{candidates}{}", amount(&fact, &counts, &format!("number: {number}")));
        let few = super::text::whole(few);
        let name = self.helper("number", test, &format!("{function}(Numbers(\n    {values}, {few}))"));
        limits(&name, &limit.bounds)
    }

    /// The latest value, with the latest of another concept or with an earlier one, is within the limit.
    pub(super) fn derived(&mut self, test: &FactTest, derived: &Derived) -> String {
        let Some(value) = &test.value else { return UNKNOWN.to_owned() };
        let (candidates, fact) = self.candidates(test);
        let counts = self.qualifies(&fact, test);
        let result = format!("number: {fact}.result.number, unit: {fact}.result.unit");
        let new = format!("OnlyLatest(\n    {candidates}{})", amount(&fact, &counts, &result));
        let new = self.helper("new", test, &new);
        let (of, counts) = match derived {
            Derived::Ratio { other } => {
                let other = FactTest { set: *other, value: None, ..test.clone() };
                (self.set(other.set), self.qualifies(&fact, &other))
            }
            Derived::Change { old, .. } => (self.set(test.set), format!("By({fact}.time.began, {})", on(*old))),
        };
        let (kinds, subject) = (kinds(test), subject(&fact, test));
        let old = format!(
            "OnlyLatest(\n    \"facts: {of}\" {fact}\n    where {fact}.kind in {kinds} and {subject} and {fact}.result.type is not null\
             \n    return all {})",
            amount(&fact, &counts, &result)
        );
        let old = self.helper("old", test, &old);
        if matches!(derived, Derived::Ratio { .. } | Derived::Change { percent: true, .. }) {
            self.unseen.insert("a result in a unit of another kind than that of the other one is not seen".to_owned());
        }
        let (number, unit) = match derived {
            Derived::Ratio { .. } => (format!("Quotient({new}, {old})"), Some("1".to_owned())),
            Derived::Change { percent: true, increase, .. } => {
                (sign(&format!("PercentChange({new}, {old})"), *increase), Some("%".to_owned()))
            }
            Derived::Change { increase, .. } => {
                let unit = value.limits.first().and_then(|limit| limit.unit.clone());
                let table =
                    named(&self.factors(&ValueTest { unitless: Unitless::Unknown, ..value.clone() }, unit.as_deref()));
                let of = |one: &str| format!("Converted({one}.number, {table}({one}.unit))");
                (sign(&format!("Change({}, {})", of(&new), of(&old)), *increase), unit)
            }
        };
        let name = self.helper("number", test, &number);
        self.within(&name, &quoted(unit.as_deref().unwrap_or_default()), value)
    }

    /// A definition of which a test makes use, called after the test: its name, quoted.
    fn helper(&mut self, what: &str, test: &FactTest, text: &str) -> String {
        let words = super::one_line(&test.text);
        let name = self.unused(&format!("{what}: {words}"), |library, name| {
            library.helpers.iter().any(|(known, _)| known == name)
        });
        self.helpers.push((name.clone(), format!("define {}:\n  {text}\n\n", named(&name))));
        named(&name)
    }

    /// The name of the function that tells how numbers become numbers in the unit of a limit.
    fn factors(&mut self, value: &ValueTest, to: Option<&str>) -> String {
        let analyte = Some(value.analyte.as_str()).filter(|id| !id.is_empty());
        let mut units: Vec<&str> = to.into_iter().chain(["", "1"]).chain(UNITS).collect();
        let mut seen = std::collections::BTreeSet::new();
        units.retain(|unit| seen.insert(*unit));
        let same = [Decimal::ONE, Decimal::ONE, Decimal::ZERO];
        let factor = |unit: &str| match (unit, to) {
            ("", None) => Some(same),
            ("", Some(to)) => (is_unity(to) || value.unitless == Unitless::AsLimit).then_some(same),
            (unit, None) => is_unity(unit).then_some(same),
            (unit, Some(to)) if unit == to || (is_unity(unit) && is_unity(to)) => Some(same),
            (unit, Some(to)) => factor(unit, to, analyte),
        };
        let numbers: Factors = units.into_iter().filter_map(|unit| Some((unit.to_owned(), factor(unit)?))).collect();
        let words = format!("in {} {}", to.unwrap_or("no unit"), value.analyte.replace('_', " "));
        let words = words.trim_end().to_owned();
        let name = self.unused(&words, |library, name| {
            library.factors.iter().any(|(known, other)| known == name && *other != numbers)
        });
        if !self.factors.iter().any(|(known, _)| *known == name) {
            self.factors.push((name.clone(), numbers));
        }
        name
    }
}

/// What a unit is multiplied with and divided by to become the other, and what is added then.
fn factor(from: &str, to: &str, analyte: Option<&str>) -> Option<[Decimal; 3]> {
    let there = conversion(from, to, analyte)?;
    let more = there.apply(Decimal::ZERO)?;
    let slope = there.apply(Decimal::ONE)?.checked_sub(more)?;
    if !more.is_zero() {
        // Of a temperature hundredths would not do: the slope is a number of ninths.
        let nine = Decimal::from(9);
        return Some([slope.checked_mul(nine)?.round_dp(8), nine, more]);
    }
    if sayable(slope) {
        return Some([slope, Decimal::ONE, more]);
    }
    let back = conversion(to, from, analyte)?.apply(Decimal::ONE)?;
    Some([Decimal::ONE, back, more])
}

/// The function of a table of factors.
pub(super) fn define((name, factors): &FactorTable) -> String {
    let whens = factors.iter().map(|(unit, [times, over, more])| {
        let [times, over, more] = [times, over, more].map(|x| decimal(*x));
        format!("    when {} then Tuple {{ times: {times}, over: {over}, more: {more} }}", quoted(unit))
    });
    let whens = whens.collect::<Vec<_>>().join("\n");
    format!("define function {}(unit String):\n  case unit\n{whens}\n    else null end\n\n", named(name))
}

/// A rise or a fall counted as positive, or the size alone.
fn sign(change: &str, increase: Option<bool>) -> String {
    match increase {
        Some(true) => format!("Exactly({change})"),
        Some(false) => format!("Exactly(-({change}))"),
        None => format!("Exactly(Abs({change}))"),
    }
}

/// A value as the functions of numbers take it.
fn amount(fact: &str, counts: &str, result: &str) -> String {
    format!(
        "Tuple {{ first: start of {fact}.time.order, last: end of {fact}.time.order,\n      \
         counts: {counts},\n      {result} }}"
    )
}

/// A number by its name, which is in the limit's own unit, within the limits.
fn limits(number: &str, bounds: &Bounds) -> String {
    let at_least = |n: Decimal| format!("AtLeast({number}, {})", decimal(n));
    let more_than = |n: Decimal| format!("MoreThan({number}, {})", decimal(n));
    let parts = [
        bounds.ge.map(|n| at_least(n.0)),
        bounds.gt.map(|n| more_than(n.0)),
        bounds.le.map(|n| super::text::not(&more_than(n.0))),
        bounds.lt.map(|n| super::text::not(&at_least(n.0))),
        bounds.eq.map(|n| super::text::all([at_least(n.0), super::text::not(&more_than(n.0))])),
    ];
    super::text::all(parts.into_iter().flatten())
}
