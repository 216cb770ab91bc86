//! Limits, classes, results and units in words.

use crate::emit::reading::{class_label, is_roman, readable};
use crate::rule::{Bounds, Number, Reference, Value};

use super::{Plain, has_word, of_id, one_line};

impl Plain<'_> {
    /// `at least 80 g/L`, `positive`, `class III or IV`. `name` is what it is said of: a scale that it says already is
    /// not said again.
    pub(super) fn value(&self, value: &Value, name: &str) -> String {
        let mut parts = Vec::new();
        if let Some(scale) = value.scale.as_deref()
            && !name.to_lowercase().contains(&scale.to_lowercase())
        {
            parts.push(one_line(scale));
        }
        let before = parts.len();
        if !value.within.is_empty() {
            let near = self.words_from(value.span.start.saturating_sub(NEAR), value.span.end + NEAR);
            if letters(value) && has_word(&near, &["grade"]) && !name.to_lowercase().contains("grade") {
                parts.push("grade".to_owned());
            }
            parts.push(classes(value));
        } else if !value.bounds.is_empty() {
            parts.push(limit(value));
        }
        let scored = value.is.as_deref() == Some("scored");
        if let Some(components) = value.components.as_ref().filter(|components| scored && !components.only.is_empty()) {
            // "If scoring includes low complement": points for that, whatever else the score counts.
            let of: Vec<String> = components.only.iter().map(|part| one_line(part)).collect();
            return format!("with points for {}", list(&of, "or"));
        }
        if let Some(result) = &value.is {
            parts.push(of_id(result));
        }
        if parts.len() == before {
            parts.push(format!("“{}”", one_line(&value.text)));
        }
        if let Some(components) = &value.components {
            for (word, of) in [("counting only", &components.only), ("not counting", &components.without)] {
                if !of.is_empty() {
                    let of: Vec<String> = of.iter().map(|part| one_line(part)).collect();
                    parts.push(format!("({word} {})", of.join(", ")));
                }
            }
        }
        if let Some(also) = &value.also {
            parts.push(format!("(that is, {})", self.value(also, name)));
        }
        parts.join(" ")
    }
}

/// How many characters away from a class the word "grade" stands that belongs to it: "A-grade", "grade A".
const NEAR: u32 = 7;

/// Whether the classes are letters, which alone say little: `BILAG-2004 A`.
fn letters(value: &Value) -> bool {
    value.within.iter().all(|class| class.len() == 1 && class.chars().all(|c| c.is_ascii_uppercase() && !is_roman(c)))
}

/// `II or higher`, `III or IV`, `A`.
fn classes(value: &Value) -> String {
    let roman = value.within.iter().all(|class| !class.is_empty() && class.chars().all(is_roman));
    let label = |n: Number| class_label(n, roman);
    let open = |n: Number, included: bool, word: &str| {
        let more = if included { format!(" or {word}") } else { String::new() };
        let than = if included {
            ""
        } else if word == "higher" {
            "higher than "
        } else {
            "lower than "
        };
        format!("{than}{}{more}", label(n))
    };
    match (value.bounds.low(), value.bounds.high()) {
        (Some((n, included)), None) => open(n, included, "higher"),
        (None, Some((n, included))) => open(n, included, "lower"),
        _ => {
            let classes: Vec<String> = value.within.iter().map(|class| one_line(class)).collect();
            list(&classes, "or")
        }
    }
}

/// `a, b or c`.
pub(super) fn list(items: &[String], word: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {word} {last}", first.join(", ")),
    }
}

fn limit(value: &Value) -> String {
    let unit = unit(value);
    let code = value.code.as_deref();
    let with_unit = |n: Number| match (code, value.relative_to) {
        (Some("{titer}"), _) => format!("1:{n}"),
        (Some("%"), Some(relative)) => format!("{n} % of {}", reference(relative)),
        (Some(other), Some(relative)) if !matches!(other, "1" | "") => {
            format!("{n} {unit} from {}", reference(relative))
        }
        (_, Some(relative)) if n.0 == rust_decimal::Decimal::ONE => reference(relative).to_owned(),
        (_, Some(relative)) => format!("{n} × {}", reference(relative)),
        _ if unit.is_empty() => n.to_string(),
        _ if unit == "%" => format!("{n} %"),
        _ => format!("{n} {unit}"),
    };
    let all_one = value.bounds == value.bounds.map(|_| rust_decimal::Decimal::ONE);
    if let (Some(relative), true, false) = (value.relative_to, all_one, code == Some("%")) {
        return near(&value.bounds, reference(relative));
    }
    let words = bounds(&value.bounds, with_unit);
    // The unit of a range is said once.
    match words.split_once(" and at most ").filter(|_| !unit.is_empty() && value.relative_to.is_none()) {
        Some((low, high)) => format!("{} and at most {high}", low.trim_end_matches(&format!(" {unit}"))),
        None => words,
    }
}

/// A limit that is a level and no number: `above the detection limit`.
fn near(bounds: &Bounds, level: &str) -> String {
    let word = match bounds {
        Bounds { eq: Some(_), .. } => "at",
        Bounds { ge: Some(_), .. } => "at or above",
        Bounds { gt: Some(_), .. } => "above",
        Bounds { le: Some(_), .. } => "at or below",
        _ => "below",
    };
    format!("{word} {level}")
}

/// Limits in words around numbers printed by `print`: `at least 18`, `18 to 70, both included`.
pub(super) fn bounds(bounds: &Bounds, print: impl Fn(Number) -> String) -> String {
    if let Some(n) = bounds.eq {
        return format!("exactly {}", print(n));
    }
    let low =
        bounds.low().map(|(n, included)| format!("{} {}", if included { "at least" } else { "more than" }, print(n)));
    let high =
        bounds.high().map(|(n, included)| format!("{} {}", if included { "at most" } else { "less than" }, print(n)));
    match (low, high) {
        (Some(low), Some(high)) => format!("{low} and {high}"),
        (low, high) => low.or(high).unwrap_or_default(),
    }
}

fn reference(reference: Reference) -> &'static str {
    match reference {
        Reference::Uln => "the upper limit of normal",
        Reference::Lln => "the lower limit of normal",
        Reference::Predicted => "the predicted value",
        Reference::Baseline => "baseline",
        Reference::DetectionLimit => "the detection limit",
        Reference::QuantificationLimit => "the quantification limit",
        Reference::LowerQuantificationLimit => "the lower limit of quantification",
        Reference::UpperQuantificationLimit => "the upper limit of quantification",
        Reference::Normal => "normal",
    }
}

/// The unit for a reader: `×10⁹/L`, `µmol/L`, `mg/day`, `points`; as written where UCUM has none.
fn unit(value: &Value) -> String {
    let Some(code) = value.code.as_deref() else {
        return value.unit_text().map(one_line).unwrap_or_default();
    };
    match code {
        "1" => return String::new(),
        "{score}" => return "points".to_owned(),
        "a" => return "years".to_owned(),
        "mo" => return "months".to_owned(),
        "wk" => return "weeks".to_owned(),
        "d" => return "days".to_owned(),
        "Cel" => return "°C".to_owned(),
        _ => {}
    }
    let mut unit =
        readable(code).replace("(24.h)", "24 h").replace("m2", "m²").replace(['{', '}'], "").replace('.', " ");
    if let Some(rest) = unit.strip_suffix("/d") {
        unit = format!("{rest}/day");
    }
    for (ucum, usual) in [("umol", "µmol"), ("ug", "µg")] {
        if let Some(rest) = unit.strip_prefix(ucum) {
            unit = format!("{usual}{rest}");
        }
    }
    unit
}
