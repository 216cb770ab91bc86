//! Limits on results and doses.

use rust_decimal::Decimal;

use super::Library;
use super::text::{UNKNOWN, all, decimal, list, not, quoted};
use crate::emit::query::value::{UNITS, by_unit};
use crate::evaluate::Truth;
use crate::evaluate::interval::Interval;
use crate::evaluate::program::Equivalence;
use crate::evaluate::units::{conversion, is_unity};
use crate::evaluate::value::{Limit, ValueTest};
use crate::lex::normal;
use crate::rule::{Bounds, Components, Number, Reference};

/// A limit in each unit that results come in.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct LimitTable {
    /// What the function is called.
    pub name: String,
    /// Units, and the number in each.
    pub numbers: Vec<(String, Decimal)>,
}

impl LimitTable {
    /// A function from the unit of a result to the number it is compared with.
    pub(super) fn define(&self) -> String {
        let whens: Vec<_> =
            self.numbers.iter().map(|(unit, x)| format!("when {} then {}", quoted(unit), decimal(*x))).collect();
        let lines: Vec<_> = whens.chunks(6).map(|chunk| format!("    {}", chunk.join(" "))).collect();
        let name = super::text::named(&self.name);
        format!("define function {name}(unit String):\n  case unit\n{}\n    else null end\n\n", lines.join("\n"))
    }
}

/// The function that tells in which unit two results can be compared, and how many of it a unit is.
pub(super) fn scale() -> String {
    let mut bases: Vec<&str> = Vec::new();
    let mut whens = Vec::new();
    for unit in UNITS {
        let known = bases.iter().find_map(|base| Some((*base, conversion(unit, base, None)?)));
        let (base, factor) = match known {
            Some((base, conversion)) if conversion.apply(Decimal::ZERO) == Some(Decimal::ZERO) => {
                (base, conversion.apply(Decimal::ONE))
            }
            Some(_) => continue,
            None => {
                bases.push(unit);
                (unit, Some(Decimal::ONE))
            }
        };
        if let Some(factor) = factor.filter(|factor| sayable(*factor)) {
            let (unit, base) = (quoted(unit), quoted(base));
            whens.push(format!("    when {unit} then Tuple {{ base: {base}, factor: {} }}", decimal(factor)));
        }
    }
    format!("define function Scale(unit String):\n  case unit\n{}\n    else null end\n\n", whens.join("\n"))
}

impl Library<'_> {
    /// Whether the result of a fact is within the limit.
    pub(super) fn judged(&mut self, fact: &str, value: Option<&ValueTest>) -> String {
        let Some(value) = value else { return "true".to_owned() };
        let number = self.number(fact, value);
        let finding = value.is.as_deref().map_or_else(|| "true".to_owned(), |is| finding(fact, is));
        if value.classes.is_empty() {
            return all([number, finding]);
        }
        let classes = list(&value.classes);
        let by_result = all([number, format!("OneOf({fact}.result.classes, {classes})"), finding]);
        format!(
            "(if {fact}.result.type is null and {fact}.staged then OneOf({fact}.stages, {classes}) else {by_result})"
        )
    }

    fn number(&mut self, fact: &str, value: &ValueTest) -> String {
        let Some(limit) = value.limits.first() else { return "true".to_owned() };
        let result = format!("{fact}.result");
        match value.reference {
            Some(Reference::Uln) => times(&format!("{result}.upper"), limit),
            Some(Reference::Lln) => times(&format!("{result}.lower"), limit),
            Some(Reference::DetectionLimit) => against(&format!("{result}.detection"), limit),
            Some(
                Reference::QuantificationLimit
                | Reference::LowerQuantificationLimit
                | Reference::UpperQuantificationLimit,
            ) => against(&format!("{result}.quantification"), limit),
            Some(Reference::Baseline | Reference::Normal) => UNKNOWN.to_owned(),
            Some(Reference::Predicted) | None => {
                let number = number_of(fact, value.components.as_ref());
                self.within(&number, &format!("{result}.unit"), value)
            }
        }
    }

    /// Whether a number in a unit, both expressions, is within the limits.
    pub(super) fn within(&mut self, number: &str, unit: &str, value: &ValueTest) -> String {
        let groups = by_unit(value);
        let said =
            |(bounds, _): &&(Bounds, _)| [bounds.low(), bounds.high()].into_iter().flatten().all(|(n, _)| sayable(n.0));
        let units = groups.iter().filter(said).flat_map(|(_, units)| units.iter().flatten().map(String::as_str));
        let units: Vec<_> = units.collect();
        if !units.iter().all(|unit| is_unity(unit)) {
            self.unseen.insert(format!("a result in another unit than {} is not seen", units.join(", ")));
        }
        let mut side = |of: fn(&Bounds) -> Option<Number>, holds: &dyn Fn(&str) -> String| {
            let numbers: Vec<_> = groups
                .iter()
                .filter_map(|(bounds, units)| of(bounds).map(|n| (n.0, units)))
                .flat_map(|(n, units)| units.iter().map(move |unit| (unit.clone().unwrap_or_default(), n)))
                .filter(|(_, n)| sayable(*n))
                .collect();
            if numbers.is_empty() {
                return "true".to_owned();
            }
            let name = self.limit(value, of, numbers);
            holds(&format!("{}({unit})", super::text::named(&name)))
        };
        let at_least = |limit: &str| format!("AtLeast({number}, {limit})");
        let more_than = |limit: &str| format!("MoreThan({number}, {limit})");
        all([
            side(|b| b.ge, &at_least),
            side(|b| b.gt, &more_than),
            side(|b| b.le, &|limit| not(&more_than(limit))),
            side(|b| b.lt, &|limit| not(&at_least(limit))),
            side(|b| b.eq, &|limit| all([at_least(limit), not(&more_than(limit))])),
        ])
    }

    /// The name of the function that has these numbers.
    fn limit(
        &mut self,
        value: &ValueTest,
        of: fn(&Bounds) -> Option<Number>,
        numbers: Vec<(String, Decimal)>,
    ) -> String {
        if let Some(known) = self.limits.iter().find(|known| known.numbers == numbers) {
            return known.name.clone();
        }
        let own = value.limits.first().and_then(|limit| Some((of(&limit.bounds)?, limit.unit.as_deref())));
        let (number, unit) = own.map_or_else(Default::default, |(n, unit)| (n.to_string(), unit.unwrap_or_default()));
        let words = format!("{number} {unit} {}", value.analyte.replace('_', " "));
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let name = self.unused(&words, |library, name| library.limits.iter().any(|limit| limit.name == name));
        self.limits.push(LimitTable { name: name.clone(), numbers });
        name
    }

    /// Whether the dose a day is within the limit.
    pub(super) fn dose(&mut self, fact: &str, value: &ValueTest, equivalence: Option<&Equivalence>) -> String {
        let unit = format!("{fact}.dose.unit");
        match equivalence {
            None => self.within(&format!("{fact}.dose.number"), &unit, value),
            Some(Equivalence { to, doses }) => match doses.get(to) {
                Some(own) => {
                    let table = "Equivalent doses";
                    self.tables.entry(table.to_owned()).or_insert_with(|| super::vocabulary::doses(table, doses));
                    let number =
                        format!("Equivalent({fact}.dose.number, {fact}.names, \"{table}\", {})", decimal(*own));
                    self.within(&number, &unit, value)
                }
                None => UNKNOWN.to_owned(),
            },
        }
    }
}

/// Whether CQL, which has eight digits after the point, can say a number well enough.
pub(super) fn sayable(x: Decimal) -> bool {
    x.normalize().scale() <= 8 || x.abs() >= Decimal::new(1, 2)
}

/// The result, or what its parts add up to.
pub(super) fn number_of(fact: &str, components: Option<&Components>) -> String {
    let total = format!("{fact}.result.number");
    let Some(components) = components else { return total };
    let part = |name: &String| format!("Part({fact}.parts, {})", quoted(&normal::key(name)));
    let zero = || "Interval[0.0, 0.0]".to_owned();
    let sum = |names: &[String]| names.iter().map(part).fold(zero(), |sum, part| format!("Plus({sum}, {part})"));
    let number = if components.only.is_empty() {
        format!("Minus({total}, {})", sum(&components.without))
    } else {
        sum(&components.only)
    };
    format!("(if {total} is null then null else {number})")
}

/// A limit in multiples of a limit of normal; percent are hundredths.
fn times(multiple: &str, limit: &Limit) -> String {
    let percent = limit.unit.as_deref() == Some("%");
    let number = |n: Option<Number>| {
        let n = n?.0;
        Some(decimal(if percent { n / Decimal::ONE_HUNDRED } else { n }))
    };
    let Bounds { ge, gt, le, lt, eq } = limit.bounds;
    let at_least = |n: &str| format!("TimesAtLeast({multiple}, {n})");
    let more_than = |n: &str| format!("TimesMoreThan({multiple}, {n})");
    let parts = [
        number(ge).map(|n| at_least(&n)),
        number(gt).map(|n| more_than(&n)),
        number(le).map(|n| not(&more_than(&n))),
        number(lt).map(|n| not(&at_least(&n))),
        number(eq).map(|n| all([at_least(&n), not(&more_than(&n))])),
    ];
    all(parts.into_iter().flatten())
}

/// A multiple of what an assay can tell, of a result that is below or above it.
fn against(found: &str, limit: &Limit) -> String {
    let one = Some((Decimal::ONE, false));
    let sides = [("below", Interval { low: None, high: one }), ("above", Interval { low: one, high: None })];
    let whens: Vec<_> = sides
        .iter()
        .filter_map(|(side, interval)| match interval.within(&limit.bounds) {
            Truth::Unknown => None,
            truth => Some(format!("when '{side}' then {}", truth == Truth::Met)),
        })
        .collect();
    if whens.is_empty() { UNKNOWN.to_owned() } else { format!("(case {found} {} else null end)", whens.join(" ")) }
}

/// Whether the result is positive, high, normal, …
fn finding(fact: &str, is: &str) -> String {
    let r = format!("{fact}.result");
    let one_of = |yes: &str, no: &str| format!("Is({r}.finding, {{ {yes} }}, {{ {no} }})");
    let detectable = || format!("({} or Present({r}.number))", one_of("'positive'", "'negative'"));
    let normal =
        || format!("Coalesce({}, InRange({r}.lower, {r}.upper))", one_of("'normal'", "'high', 'low', 'abnormal'"));
    match is {
        "positive" => one_of("'positive'", "'negative'"),
        "negative" => one_of("'negative'", "'positive'"),
        "detectable" => detectable(),
        "undetectable" => not(&detectable()),
        "high" => format!("Coalesce({}, Above({r}.upper))", one_of("'high'", "'low', 'normal'")),
        "low" => format!("Coalesce({}, Below({r}.lower))", one_of("'low'", "'high', 'normal'")),
        "normal" => normal(),
        "abnormal" => not(&normal()),
        other => {
            let words = normal::key(&other.replace('_', " "));
            format!("(if {} in {r}.words then true else null)", quoted(&words))
        }
    }
}
