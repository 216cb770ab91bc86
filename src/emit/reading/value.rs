//! Limits, classes, results and units.

use crate::rule::{Bounds, Number, Reference, Value};

use super::Printer;

impl Printer<'_> {
    /// A value without a space before it. `name` is what it is said of: a scale that the name already says is not
    /// said again.
    pub(super) fn value(&mut self, value: &Value, name: &str) {
        let start = self.out.len();
        match (value.bounds.is_empty(), value.within.is_empty()) {
            (true, true) => {}
            (true, false) => self.classes(&value.within),
            (false, true) => self.limit(value),
            (false, false) if is_closed(&value.bounds) && !is_numbered(&value.within) => self.classes(&value.within),
            (false, false) => {
                let roman = value.within.iter().all(|class| !class.is_empty() && class.chars().all(is_roman));
                self.push(&print_bounds(&value.bounds, |n| class_label(n, roman)));
            }
        }
        if let Some(result) = &value.is {
            self.space_from(start);
            self.id(result);
        }
        if self.out.len() == start {
            self.push("‹");
            self.words(&value.text);
            self.push("›");
        }
        if let Some(scale) = value.scale.as_deref().filter(|scale| !says(name, scale)) {
            self.push(" {");
            self.words(scale);
            self.push("}");
        }
        self.components(value);
        if let Some(also) = &value.also {
            self.push(" (also ");
            self.value(also, name);
            self.push(")");
        }
    }

    fn classes(&mut self, classes: &[String]) {
        self.push("in {");
        self.list(classes, ", ", |p, class| p.words(class));
        self.push("}");
    }

    fn space_from(&mut self, start: usize) {
        if self.out.len() > start {
            self.push(" ");
        }
    }

    fn components(&mut self, value: &Value) {
        let Some(components) = &value.components else { return };
        for (label, parts) in [(" {only: ", &components.only), (" {without: ", &components.without)] {
            if !parts.is_empty() {
                self.push(label);
                self.list(parts, ", ", |p, part| p.words(part));
                self.push("}");
            }
        }
    }

    fn limit(&mut self, value: &Value) {
        let unit = unit(value);
        let relative = value.relative_to.map(reference);
        let titre = value.code.as_deref() == Some("{titer}");
        let share = value.code.as_deref() == Some("%");
        // "> 1 ×ULN" is said as "> ULN".
        if let (Some(relative), false) = (relative, share)
            && value.bounds == value.bounds.map(|_| 1.into())
        {
            self.push(&print_bounds(&value.bounds, |_| relative.to_owned()));
            return;
        }
        self.push(&print_bounds(&value.bounds, |n| if titre { format!("1:{n}") } else { n.to_string() }));
        match (relative, share) {
            (Some(relative), true) => self.push(&format!(" % {relative}")),
            (Some(relative), false) if is_other_unit(value) => self.push(&format!(" {unit} {relative}")),
            (Some(relative), false) => self.push(&format!(" ×{relative}")),
            (None, _) if titre || unit.is_empty() => {}
            (None, _) => self.push(&format!(" {unit}")),
        }
    }
}

/// Whether classes are called by numbers: "ECOG 0-1" is a range as of any number.
fn is_numbered(classes: &[String]) -> bool {
    classes.iter().all(|class| class.chars().all(|c| c.is_ascii_digit()))
}

/// Whether both ends are named and in: "III or IV", "III-IV".
fn is_closed(bounds: &Bounds) -> bool {
    let inside = |end: Option<(Number, bool)>| end.is_some_and(|(_, inside)| inside);
    inside(bounds.low()) && inside(bounds.high())
}

/// Limits around numbers printed by `print`.
pub(super) fn print_bounds(bounds: &Bounds, print: impl Fn(Number) -> String) -> String {
    if let Some(n) = bounds.eq {
        return format!("= {}", print(n));
    }
    match (bounds.low(), bounds.high()) {
        (Some((low, low_in)), Some((high, high_in))) => format!(
            "{}{}..{}{}",
            if low_in { "" } else { "> " },
            print(low),
            if high_in { "" } else { "< " },
            print(high)
        ),
        (Some((low, inclusive)), None) => format!("{} {}", if inclusive { "≥" } else { ">" }, print(low)),
        (None, Some((high, inclusive))) => format!("{} {}", if inclusive { "≤" } else { "<" }, print(high)),
        (None, None) => String::new(),
    }
}

fn reference(reference: Reference) -> &'static str {
    match reference {
        Reference::Uln => "ULN",
        Reference::Lln => "LLN",
        Reference::Predicted => "predicted",
        Reference::Baseline => "baseline",
        Reference::DetectionLimit => "detection limit",
        Reference::QuantificationLimit => "quantification limit",
        Reference::LowerQuantificationLimit => "lower limit of quantification",
        Reference::UpperQuantificationLimit => "upper limit of quantification",
        Reference::Normal => "normal",
    }
}

/// Whether a relative limit has a unit of its own, neither a multiple nor a share ("10 mmHg above baseline").
fn is_other_unit(value: &Value) -> bool {
    value.code.as_deref().is_some_and(|code| !matches!(code, "1" | "%" | ""))
}

/// The unit as it prints: UCUM made readable, else as written.
fn unit(value: &Value) -> String {
    match value.code.as_deref() {
        Some("1") => String::new(),
        Some(code) => readable(code),
        None => value.unit_text().map(|unit| unit.split_whitespace().collect::<Vec<_>>().join(" ")).unwrap_or_default(),
    }
}

/// A UCUM code for the eye: `10*9/L` is `×10⁹/L`, `mm[Hg]` is `mmHg`; annotations in braces stay.
pub(crate) fn readable(code: &str) -> String {
    const SUPERSCRIPTS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let mut out = String::with_capacity(code.len() + 4);
    let mut rest = code;
    while let Some(first) = rest.chars().next() {
        if let Some(power) = rest.strip_prefix("10*").or_else(|| rest.strip_prefix("10^")) {
            let digits = power.len() - power.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            out.push_str("×10");
            out.extend(power[..digits].bytes().map(|b| SUPERSCRIPTS[usize::from(b - b'0')]));
            rest = &power[digits..];
            continue;
        }
        if !matches!(first, '[' | ']') {
            out.push(first);
        }
        rest = &rest[first.len_utf8()..];
    }
    out
}

pub(crate) fn is_roman(c: char) -> bool {
    matches!(c, 'I' | 'V' | 'X')
}

/// A class number in the numerals of its scale.
pub(crate) fn class_label(n: Number, roman: bool) -> String {
    const ROMAN: [&str; 11] = ["0", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"];
    let whole = n.to_string().parse::<usize>().ok();
    match whole.and_then(|n| ROMAN.get(n)).filter(|_| roman) {
        Some(label) => (*label).to_owned(),
        None => n.to_string(),
    }
}

/// Whether `name` says `scale` already, ignoring case.
fn says(name: &str, scale: &str) -> bool {
    name.to_lowercase().contains(&scale.to_lowercase())
}
