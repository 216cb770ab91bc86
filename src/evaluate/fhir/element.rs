//! The data types of FHIR: codings, quantities, periods.

use rust_decimal::Decimal;
use serde_json::Value;

use crate::evaluate::date::{LAST, When};
use crate::evaluate::interval::Interval;
use crate::evaluate::patient::{Code, Coded, Finding, Quantity, Result};
use crate::evaluate::units::is_ucum;

const UCUM: &str = "http://unitsofmeasure.org";

/// A string under `key`.
pub(super) fn text<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value.get(key).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty())
}

/// The elements under `key`, whether it is a list or one element.
pub(super) fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    match value.get(key) {
        Some(Value::Array(items)) => items,
        Some(Value::Null) | None => &[],
        Some(one) => std::slice::from_ref(one),
    }
}

/// A `CodeableConcept`, a `Coding` or a bare string.
pub(super) fn coded(value: &Value) -> Coded {
    let mut coded = Coded::default();
    if let Some(text) = value.as_str() {
        return Coded::named(text);
    }
    coded.names.extend(text(value, "text").map(str::to_owned));
    let codings = list(value, "coding");
    let codings = if codings.is_empty() { std::slice::from_ref(value) } else { codings };
    for coding in codings {
        if let Some(display) = text(coding, "display").filter(|d| !coded.names.iter().any(|n| n == d)) {
            coded.names.push(display.to_owned());
        }
        if let Some(code) = text(coding, "code") {
            let system = text(coding, "system").unwrap_or_default().to_owned();
            coded.codings.push(Code { system, code: code.to_owned() });
        }
    }
    coded
}

/// The concepts under `key`.
pub(super) fn coded_list(value: &Value, key: &str) -> Vec<Coded> {
    list(value, key).iter().map(coded).filter(|c| !c.label().is_empty()).collect()
}

/// The first word for the concept under `key`, in lower case, or its first code.
pub(super) fn word(value: &Value, key: &str) -> Option<String> {
    let coded = coded_list(value, key);
    coded.first().map(|c| c.label().to_lowercase())
}

/// The codes of the concept under `key`, in lower case.
pub(super) fn codes(value: &Value, key: &str) -> Vec<String> {
    coded_list(value, key).iter().flat_map(|c| c.codings.iter().map(|c| c.code.to_lowercase())).collect()
}

/// A JSON number, exactly.
pub(super) fn decimal(value: &Value) -> Option<Decimal> {
    value.as_number().and_then(|n| number(&n.to_string()))
}

/// A number as written; none where it has more digits than can be held, for it would no longer be the same.
fn number(text: &str) -> Option<Decimal> {
    match text.split_once(['e', 'E']) {
        None => Decimal::from_str_exact(text).ok(),
        // Digits that would be lost are lost from the factor already.
        Some((factor, _)) => Decimal::from_str_exact(factor).ok().and(Decimal::from_scientific(text).ok()),
    }
}

/// A `Quantity`. A unit that is no UCUM is left out and said in `warnings`, and so is a number that is none.
pub(super) fn quantity(value: &Value, warnings: &mut Vec<String>) -> Option<Quantity> {
    let written = value.get("value")?;
    let Some(number) = decimal(written) else {
        let why = if written.is_number() { "has more digits than can be held" } else { "is no number" };
        warnings.push(format!("value {written} {why}: the value is left out"));
        return None;
    };
    let comparator = text(value, "comparator").unwrap_or_default();
    if compared(comparator, number).is_none() {
        warnings.push(format!("comparator {comparator:?} is not known: the value is left out"));
    }
    let written = text(value, "unit").or(text(value, "code")).unwrap_or_default();
    Some(Quantity {
        number: compared(comparator, number)?,
        unit: unit(value, warnings),
        text: format!("{comparator}{number} {written}").trim_end().to_owned(),
    })
}

/// What a comparator leaves of a number: `<5` is any number below 5.
fn compared(comparator: &str, x: Decimal) -> Option<Interval> {
    Some(match comparator {
        "" | "=" => Interval::exact(x),
        "<" => Interval { low: None, high: Some((x, false)) },
        "<=" | "≤" => Interval { low: None, high: Some((x, true)) },
        ">" => Interval { low: Some((x, false)), high: None },
        ">=" | "≥" => Interval { low: Some((x, true)), high: None },
        "ad" => return None,
        _ => return None,
    })
}

/// The UCUM unit of a quantity: its code, else its unit where that is UCUM or a usual spelling of it.
fn unit(value: &Value, warnings: &mut Vec<String>) -> Option<String> {
    let system = text(value, "system").unwrap_or(UCUM);
    let code = text(value, "code").filter(|_| system == UCUM);
    let candidates = [code, text(value, "unit")];
    if let Some(meant) = candidates.into_iter().flatten().find_map(meant) {
        return Some(meant.to_owned());
    }
    let mut found = candidates.into_iter().flatten().filter(|c| is_ucum(c)).map(str::to_owned);
    let respelt = || candidates.into_iter().flatten().map(respell).find(|c| is_ucum(c));
    if let Some(unit) = found.next().or_else(respelt) {
        return Some(unit);
    }
    if let Some(written) = candidates.into_iter().flatten().next() {
        let warning = format!("unit {written:?} is not known to UCUM: the value counts as one without a unit");
        if !warnings.contains(&warning) {
            warnings.push(warning);
        }
    }
    None
}

/// Cell counts in letters that UCUM knows as other units: nobody counts kelvins, gausses or teslas in blood.
fn meant(written: &str) -> Option<&'static str> {
    match written {
        "K/uL" | "K/mm3" | "K/μL" | "K/µL" => Some("10*3/uL"),
        "G/L" => Some("10*9/L"),
        "T/L" => Some("10*12/L"),
        _ => None,
    }
}

/// Usual spellings of units as UCUM has them: `x10^9/L` is `10*9/L`, `μmol/L` is `umol/L`, `IU/mL` is `[IU]/mL`.
fn respell(written: &str) -> String {
    let mut unit: String = written.chars().filter(|c| !c.is_whitespace()).collect();
    for (from, to) in [("μ", "u"), ("µ", "u"), ("×", ""), ("⁹", "^9"), ("³", "^3"), ("⁶", "^6"), ("¹²", "^12")]
    {
        unit = unit.replace(from, to);
    }
    if let Some(rest) = unit.strip_prefix(['x', 'X']).filter(|rest| rest.starts_with("10")) {
        unit = rest.to_owned();
    }
    let unit = unit.replace("10^", "10*").replace("10e", "10*").replace("10E", "10*").replace("mmHg", "mm[Hg]");
    let parts = unit.split('/').map(|part| match part {
        "IU" => "[IU]",
        "mIU" => "m[IU]",
        "kIU" => "k[IU]",
        "mcg" => "ug",
        "sec" => "s",
        "cells" => "{cells}",
        "copies" => "{copies}",
        "day" => "d",
        other => other,
    });
    parts.collect::<Vec<_>>().join("/")
}

/// A number, a titre or a word in a string: `<5`, `1:80`, `positive`.
fn from_string(written: &str) -> Result {
    let written = written.trim();
    let squeezed: String = written.chars().filter(|c| !c.is_whitespace()).collect();
    if let Some((one, titre)) = squeezed.split_once(':') {
        let (comparator, one) = split_comparator(one);
        if let (true, Some(interval)) =
            (number(one) == Some(Decimal::ONE), number(titre).and_then(|titre| compared(comparator, titre)))
        {
            let unit = Some("{titer}".to_owned());
            return Result::Quantity(Quantity { number: interval, unit, text: written.to_owned() });
        }
    }
    let (comparator, rest) = split_comparator(&squeezed);
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').len();
    let (figure, tail) = rest.split_at(digits);
    let unit = respell(tail);
    match number(figure).and_then(|x| compared(comparator, x)) {
        Some(interval) if tail.is_empty() || is_ucum(&unit) => Result::Quantity(Quantity {
            number: interval,
            unit: (!tail.is_empty()).then_some(unit),
            text: written.to_owned(),
        }),
        _ => Result::Coded(Coded::named(written)),
    }
}

fn split_comparator(text: &str) -> (&str, &str) {
    let rest = text.trim_start_matches(['<', '>', '=', '≤', '≥']);
    text.split_at(text.len() - rest.len())
}

/// The result under `value[x]` of an observation or a component.
pub(super) fn result(value: &Value, warnings: &mut Vec<String>) -> Option<Result> {
    if let Some(element) = value.get("valueQuantity") {
        return quantity(element, warnings).map(Result::Quantity);
    }
    if let Some(element) = value.get("valueCodeableConcept") {
        return Some(Result::Coded(coded(element)));
    }
    if let Some(written) = text(value, "valueString") {
        return Some(from_string(written));
    }
    if let Some(x) = value.get("valueInteger").or(value.get("valueDecimal")).and_then(decimal) {
        return Some(Result::Quantity(Quantity::new(x, "")));
    }
    if let Some(ratio) = value.get("valueRatio") {
        let part = |key| ratio.pointer(&format!("/{key}/value")).and_then(decimal);
        if let Some(titre) = part("denominator").filter(|_| part("numerator") == Some(Decimal::ONE)) {
            return Some(Result::Quantity(Quantity { text: format!("1:{titre}"), ..Quantity::new(titre, "{titer}") }));
        }
    }
    if let Some(answer) = value.get("valueBoolean").and_then(Value::as_bool) {
        return Some(Result::Boolean(answer));
    }
    for unread in ["valueRange", "valueRatio", "valueSampledData", "valueTime", "valueDateTime", "valuePeriod"] {
        if value.get(unread).is_some() {
            let of = if unread == "valueRatio" { " but of a titre" } else { "" };
            warnings.push(format!("a {unread}{of} is not read: the value is left out"));
        }
    }
    None
}

/// What the words or codes of a result or an interpretation say.
pub(in crate::evaluate) fn finding(coded: &Coded) -> Option<Finding> {
    let of_code = |code: &str| match code.to_ascii_uppercase().as_str() {
        "POS" | "DET" | "RR" | "10828004" | "260373001" | "11214006" | "LA6576-8" | "LA11882-0" => {
            Some(Finding::Positive)
        }
        "NEG" | "ND" | "NR" | "260385009" | "260415000" | "131194007" | "LA6577-6" | "LA11883-8" => {
            Some(Finding::Negative)
        }
        "H" | "HH" | "HU" | "HX" => Some(Finding::High),
        "L" | "LL" | "LU" | "LX" => Some(Finding::Low),
        "N" | "17621005" => Some(Finding::Normal),
        "A" | "AA" | "263654008" => Some(Finding::Abnormal),
        _ => None,
    };
    let of_word = |word: &str| match word.trim().to_lowercase().replace('-', " ").as_str() {
        "positive" | "reactive" | "detected" | "detectable" | "present" | "pos" | "+" => Some(Finding::Positive),
        "negative" | "non reactive" | "nonreactive" | "not detected" | "undetectable" | "none detected" | "absent"
        | "not reactive" | "neg" => Some(Finding::Negative),
        "high" | "above normal" | "elevated" => Some(Finding::High),
        "low" | "below normal" => Some(Finding::Low),
        "normal" => Some(Finding::Normal),
        "abnormal" => Some(Finding::Abnormal),
        _ => None,
    };
    let codes = coded.codings.iter().find_map(|c| of_code(&c.code));
    codes.or_else(|| coded.names.iter().find_map(|name| of_word(name)))
}

/// A date under `key`; one that is none is said in `warnings`.
pub(super) fn date(value: &Value, key: &str, warnings: &mut Vec<String>) -> Option<When> {
    let written = text(value, key)?;
    match When::parse(written) {
        Ok(when) => Some(when),
        Err(reason) => {
            warnings.push(format!("{key}: {reason}: the fact counts as one without a date"));
            None
        }
    }
}

/// Start and end under `<prefix>DateTime` or `<prefix>Period`; the end is open where a period has none.
pub(super) fn period(value: &Value, prefix: &str, warnings: &mut Vec<String>) -> Option<(When, When, bool)> {
    for suffix in ["DateTime", "Date", "Instant"] {
        if let Some(when) = date(value, &format!("{prefix}{suffix}"), warnings) {
            return Some((when, when, false));
        }
    }
    let period = value.get(format!("{prefix}Period"))?;
    let start = date(period, "start", warnings).unwrap_or(When::UNKNOWN);
    let end = date(period, "end", warnings);
    let start = match end {
        Some(end) if start == When::UNKNOWN => When::between(start.first, end.last),
        _ => start,
    };
    Some((start, end.unwrap_or(When::on(LAST)), true))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use serde_json::json;

    use super::*;

    fn shown(written: &str) -> String {
        match from_string(written) {
            Result::Quantity(q) => {
                format!("{:?} {}", q.number.as_exact().map(|x| x.to_string()), q.unit.unwrap_or_default())
            }
            Result::Coded(coded) => format!("word {}", coded.label()),
            Result::Boolean(b) => b.to_string(),
        }
    }

    #[test]
    fn strings_are_numbers_titres_or_words() {
        assert_eq!(shown("12.5"), "Some(\"12.5\") ");
        assert_eq!(shown("1:80"), "Some(\"80\") {titer}");
        assert_eq!(shown("< 5 mg/L"), "None mg/L");
        assert_eq!(shown("Positive"), "word Positive");
        assert_eq!(shown("2+"), "word 2+");
        assert_eq!(shown("10:30"), "word 10:30");
    }

    #[test]
    fn units_are_ucum_or_told() {
        let mut warnings = Vec::new();
        let mut unit_of = |value: serde_json::Value| unit(&value, &mut warnings);
        assert_eq!(unit_of(json!({"unit": "x10^9/L"})).as_deref(), Some("10*9/L"));
        assert_eq!(unit_of(json!({"unit": "μmol/L"})).as_deref(), Some("umol/L"));
        assert_eq!(unit_of(json!({"unit": "IU/mL"})).as_deref(), Some("[IU]/mL"));
        assert_eq!(unit_of(json!({"unit": "K/uL"})).as_deref(), Some("10*3/uL"));
        assert_eq!(unit_of(json!({"unit": "grams", "code": "g/L", "system": UCUM})).as_deref(), Some("g/L"));
        assert_eq!(unit_of(json!({"value": 3})), None);
        assert_eq!(unit_of(json!({"unit": "blorg/L"})), None);
        assert_eq!(warnings, ["unit \"blorg/L\" is not known to UCUM: the value counts as one without a unit"]);
    }

    #[test]
    fn a_value_that_is_not_read_is_told() {
        let told = |value: serde_json::Value| {
            let mut warnings = Vec::new();
            assert_eq!(result(&value, &mut warnings), None);
            warnings.join("; ")
        };
        let range = json!({"valueRange": {"low": {"value": 90}, "high": {"value": 100}}});
        assert_eq!(told(range), "a valueRange is not read: the value is left out");
        let ratio = |one: i32| json!({"valueRatio": {"numerator": {"value": one}, "denominator": {"value": 80}}});
        assert_eq!(told(ratio(3)), "a valueRatio but of a titre is not read: the value is left out");
        let quantity =
            |text: &str| serde_json::from_str(&format!(r#"{{"valueQuantity": {{"value": {text}}}}}"#)).unwrap();
        assert_eq!(told(quantity("\"120\"")), "value \"120\" is no number: the value is left out");
        let long = "79.99999999999999999999999999999999";
        assert_eq!(
            told(quantity(long)),
            format!("value {long} has more digits than can be held: the value is left out")
        );
        assert_eq!(
            told(quantity("5, \"comparator\": \"ad\"")),
            "comparator \"ad\" is not known: the value is left out"
        );
        let mut warnings = Vec::new();
        for read in [ratio(1), quantity("7.5e-3"), quantity("-5"), json!({"valueString": "<5"})] {
            assert!(result(&read, &mut warnings).is_some(), "{read}");
        }
        assert_eq!(result(&json!({"note": []}), &mut warnings), None);
        assert_eq!(warnings, Vec::<String>::new());
    }

    #[test]
    fn periods_may_be_open() {
        let mut warnings = Vec::new();
        let (start, end, lasting) =
            period(&json!({"onsetPeriod": {"start": "2024-01-01"}}), "onset", &mut warnings).unwrap();
        assert_eq!((start.text().as_str(), end, lasting), ("2024-01-01", When::on(LAST), true));
        assert_eq!(period(&json!({"onsetDateTime": "2024-99"}), "onset", &mut warnings), None);
        assert_eq!(warnings, ["onsetDateTime: \"2024-99\" is no date: the fact counts as one without a date"]);
    }
}
