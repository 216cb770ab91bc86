//! The lower and upper limit of a value, classes and grades included.

use crate::rule::{Bounds, Number, Time, TimeKind, Value};

/// A lower and an upper limit, each with whether it is in.
pub(super) type Limits = (Option<(Number, bool)>, Option<(Number, bool)>);

/// The limits a value states: its bounds; else one pair for every run of consecutive classes ("III or IV" is 3 to 4).
/// None where it has no number: the bounds of classes named by letters ("Child-Pugh B or C") only say their order.
pub(super) fn limits(value: &Value) -> Vec<Limits> {
    // "Child-Pugh class 2 or 3" has its numbers in the text.
    let numbered = value.text.contains(|c: char| c.is_ascii_digit());
    let lettered = !numbered && !value.within.is_empty() && value.within.iter().all(|class| ordinal(class).is_none());
    if !value.bounds.is_empty() && !lettered {
        return vec![ascending(value.bounds.low(), value.bounds.high())];
    }
    let mut classes: Vec<u32> = value.within.iter().filter_map(|class| ordinal(class)).collect();
    classes.sort_unstable();
    classes.dedup();
    let pair = |run: &[u32]| (Some((run[0].into(), true)), Some((run[run.len() - 1].into(), true)));
    classes.chunk_by(|a, b| a + 1 == *b).map(pair).collect()
}

/// Two ends in their order: "declining *from 90 to 45*", "Age *65 to 18* years".
fn ascending(low: Option<(Number, bool)>, high: Option<(Number, bool)>) -> Limits {
    match (low, high) {
        (Some(first), Some(second)) if first.0 > second.0 => (Some(second), Some(first)),
        ends => ends,
    }
}

/// The limits of a time as its words have them: "no seizures for at least 3 months", "*at least 3 months* without seizures" deny one
/// within less than 3 months, and say at least 3. Near miss: "no seizures within 3 months".
pub(super) fn as_written(time: &Time) -> Limits {
    let Bounds { lt, le, .. } = time.bounds;
    let words = time.text.to_lowercase();
    let from_below = ["at least", "≥", ">", "more than", "longer than", "minimum", "no less", "not less", "over "];
    let opens = words.starts_with("for ") || from_below.iter().any(|word| words.starts_with(word));
    let lasts = opens && !["past", "last", "previous", "preceding"].iter().any(|w| words.contains(w));
    let compared = ["at least", "least", "minimum", "≥", ">=", "no less", "not less", "or more", "or longer"];
    match (lt, le) {
        (Some(n), None) if lasts && time.kind == TimeKind::Window => {
            let exact = !compared.iter().any(|word| words.contains(word));
            (Some((n, true)), exact.then_some((n, true)))
        }
        (None, Some(n)) if lasts && time.kind == TimeKind::Window => (Some((n, false)), None),
        _ => (time.bounds.low(), time.bounds.high()),
    }
}

/// The limits of a time that is not denied: "stable *for the past 3 months*" demands all of them, and its words say how far one looks back.
/// Near miss: "stable *for at least 3 months*".
pub(super) fn of_time(time: &Time) -> Limits {
    let words = time.text.to_lowercase();
    let first = words.split(' ').next().unwrap_or("");
    let back = first == "within" || ["past", "last", "previous", "preceding"].iter().any(|w| words.contains(w));
    match (time.bounds.low(), time.bounds.high()) {
        (Some((n, _)), None) if back && time.kind == TimeKind::Stability && !words.contains("least") => {
            (None, Some((n, true)))
        }
        ends => ends,
    }
}

/// The number of a class, grade or stage: `III` and `3` are 3, `IIIB` is 3; `A` has none.
fn ordinal(class: &str) -> Option<u32> {
    let digits = class.len() - class.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits > 0 {
        return class[..digits].parse().ok();
    }
    let roman = class.len() - class.trim_start_matches(['I', 'V', 'X']).len();
    let rest = &class[roman..];
    let is_suffix = rest.len() <= 1 && rest.chars().all(|c| c.is_ascii_alphanumeric());
    (roman > 0 && is_suffix).then(|| from_roman(&class[..roman])).flatten()
}

fn from_roman(numeral: &str) -> Option<u32> {
    const ROMAN: [&str; 12] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
    (1..).zip(ROMAN).find(|(_, roman)| *roman == numeral).map(|(n, _)| n)
}

/// Whether the value is "above the upper limit" and the like: one times a reference, without the text saying "one".
pub(super) fn is_one_in_no_words(value: &Value) -> bool {
    let says_one = || value.text.split(|c: char| !c.is_alphanumeric()).any(|word| word.eq_ignore_ascii_case("one"));
    value.relative_to.is_some()
        && value.bounds == value.bounds.map(|_| 1.into())
        && !value.text.contains(|c: char| c.is_ascii_digit())
        && !says_one()
}

/// "scoring includes low complement": that there are points for it, without a number.
pub(super) fn is_some_in_no_words(value: &Value) -> bool {
    value.components.is_some() && !value.text.contains(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::Bounds;

    fn classes(within: &[&str]) -> Vec<(u32, u32)> {
        let value = Value { within: within.iter().map(|&c| c.to_owned()).collect(), ..Value::default() };
        let whole = |limit: Option<(Number, bool)>| limit.and_then(|(n, _)| n.to_string().parse().ok()).unwrap_or(99);
        limits(&value).into_iter().map(|(low, high)| (whole(low), whole(high))).collect()
    }

    #[test]
    fn consecutive_classes_are_one_fact_and_others_are_not() {
        assert_eq!(classes(&["III", "IV"]), [(3, 4)]);
        assert_eq!(classes(&["3", "4", "5"]), [(3, 5)]);
        assert_eq!(classes(&["I", "III"]), [(1, 1), (3, 3)]);
        assert_eq!(classes(&["IIIA", "IIIB", "IV"]), [(3, 4)]);
        assert_eq!(classes(&["A", "B"]), []);
        assert_eq!(classes(&["IIV", "Xanthoma"]), []);
    }

    #[test]
    fn bounds_win_over_the_classes_they_expand_to() {
        let ge = Some(Number::from(2));
        let value = Value {
            bounds: Bounds { ge, ..Bounds::default() },
            within: vec!["II".into(), "III".into(), "IV".into()],
            ..Value::default()
        };
        assert_eq!(limits(&value), [(Some((Number::from(2), true)), None)]);
        let lettered = Value { within: vec!["B".into(), "C".into()], ..value };
        assert_eq!(limits(&Value { text: "B or C".to_owned(), ..lettered.clone() }), []);
        assert_eq!(
            limits(&Value { text: "class 2 or higher".to_owned(), ..lettered }),
            [(Some((Number::from(2), true)), None)]
        );
    }
}
