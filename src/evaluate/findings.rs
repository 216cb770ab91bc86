//! What a result that is no number says: positive or negative, high or low, a class or a grade.

use rust_decimal::Decimal;

use super::Truth;
use super::fhir::finding;
use super::interval::Interval;
use super::patient::{Coded, Event, Finding, Quantity, Result as Recorded};
use super::units::cached_conversion;
use crate::rule::Bounds;

impl Truth {
    pub(super) fn or_else(self, other: impl FnOnce() -> Self) -> Self {
        if self.is_unknown() { other() } else { self }
    }
}

/// What multiple of the limit of normal the laboratory's flag leaves.
pub(crate) fn flagged(event: &Event, beyond: Finding) -> Interval {
    let at = Some((Decimal::ONE, true));
    let past = Some((Decimal::ONE, false));
    let has = |finding| event.findings.contains(&finding);
    match beyond {
        Finding::High if has(Finding::High) => Interval { low: past, high: None },
        Finding::High if has(Finding::Normal) || has(Finding::Low) => Interval { low: None, high: at },
        Finding::Low if has(Finding::Low) => Interval { low: None, high: past },
        Finding::Low if has(Finding::Normal) || has(Finding::High) => Interval { low: at, high: None },
        _ => Interval::ANY,
    }
}

/// What the result is, as the laboratory said or as its words say.
pub(super) fn finding_of(event: &Event) -> Option<Finding> {
    let flagged = event.findings.first().copied();
    flagged.or(match &event.result {
        Some(Recorded::Coded(coded)) => finding(coded),
        Some(Recorded::Boolean(true)) => Some(Finding::Positive),
        Some(Recorded::Boolean(false)) => Some(Finding::Negative),
        _ => None,
    })
}

/// Whether a number shows that there is something at all.
pub(super) fn amount(event: &Event) -> Truth {
    match &event.result {
        Some(Recorded::Quantity(q)) => match q.number.as_exact() {
            Some(x) => (x > Decimal::ZERO).into(),
            None if q.number.low.is_some_and(|(low, _)| low >= Decimal::ZERO) => Truth::Met,
            None => Truth::Unknown,
        },
        _ => Truth::Unknown,
    }
}

/// The position of a number against a limit of normal in a unit it converts to.
fn against(event: &Event, limit: Option<&Quantity>, holds: impl Fn(&Interval, Decimal) -> Truth) -> Truth {
    let (Some(Recorded::Quantity(value)), Some(limit)) = (&event.result, limit) else { return Truth::Unknown };
    let Some(bound) = limit.number.as_exact() else { return Truth::Unknown };
    if value.unit == limit.unit {
        return holds(&value.number, bound);
    }
    let (Some(from), Some(to)) = (&value.unit, &limit.unit) else { return Truth::Unknown };
    let converted = cached_conversion(from, to, "").and_then(|c| value.number.map(|x| c.apply(x)));
    converted.map_or(Truth::Unknown, |number| holds(&number, bound))
}

pub(super) fn above(event: &Event) -> Truth {
    let more = |number: &Interval, b: Decimal| number.within(&Bounds { gt: Some(b.into()), ..Bounds::default() });
    against(event, event.upper_limit.as_ref(), more)
}

pub(super) fn below(event: &Event) -> Truth {
    let less = |number: &Interval, b: Decimal| number.within(&Bounds { lt: Some(b.into()), ..Bounds::default() });
    against(event, event.lower_limit.as_ref(), less)
}

/// Within the reference range; a range with one end is only the other's matter.
pub(super) fn in_range(event: &Event) -> Truth {
    let inside = |limit: &Option<Quantity>, outside: Truth| if limit.is_some() { !outside } else { Truth::Met };
    if event.upper_limit.is_none() && event.lower_limit.is_none() {
        return Truth::Unknown;
    }
    Truth::all([inside(&event.upper_limit, above(event)), inside(&event.lower_limit, below(event))])
}

/// A finding that has no name of its own here: the words are the same, or there are other words.
pub(super) fn written(event: &Event, wanted: &str) -> Truth {
    let Some(Recorded::Coded(coded)) = &event.result else { return Truth::Unknown };
    let wanted = crate::lex::normal::key(&wanted.replace('_', " "));
    let same = coded.names.iter().any(|name| crate::lex::normal::key(name) == wanted);
    if same { Truth::Met } else { Truth::Unknown }
}

/// The classes or grades that words name: `NYHA class III` is `3`, `III and V` is `3` and `5`, `A` is `A`.
pub(crate) fn classes_in(coded: &Coded) -> Vec<String> {
    let mut classes = Vec::new();
    for name in &coded.names {
        // An edition in parentheses ("ISN/RPS 2003") is no class.
        let words = name.split('(').next().unwrap_or_default();
        let words = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        for class in words.filter_map(class_token) {
            if !classes.contains(&class) {
                classes.push(class);
            }
        }
    }
    classes
}

/// One class in its normal form: Roman numerals as numbers, letters in capitals. `None` where the word is no class.
pub(crate) fn class_token(word: &str) -> Option<String> {
    let upper = word.to_ascii_uppercase();
    let letters = upper.trim_end_matches(['A', 'B', 'C', 'D']);
    let suffix = &upper[letters.len()..];
    if suffix.len() > 1 {
        return None;
    }
    if letters.is_empty() {
        return Some(suffix.to_owned()).filter(|_| word == upper);
    }
    let number = if letters.chars().all(|c| c.is_ascii_digit()) && letters.len() < 3 {
        letters.parse().ok()
    } else {
        ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"]
            .iter()
            .position(|roman| *roman == letters)
            .filter(|_| word.starts_with(|c: char| c.is_ascii_uppercase()))
            .map(|at| at + 1)
    };
    number.map(|n| format!("{n}{suffix}"))
}

/// Whether `class` is a part of `wanted`: `3B` of `3`.
pub(super) fn is_subclass(class: &str, wanted: &str) -> bool {
    class.strip_prefix(wanted).is_some_and(|rest| rest.len() == 1 && rest.chars().all(|c| c.is_ascii_uppercase()))
        && wanted.chars().all(|c| c.is_ascii_digit())
}
