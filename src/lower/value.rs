//! A quantity to a value: unit and UCUM code, what it is relative to, classes expanded over their scale, and the same
//! limit in the concept's usual unit.

use crate::grammar::{Bytes, Quantity, QuantityForm, Unit};
use crate::lex::normal::is_dash;
use crate::lex::{Entry, Kind};
use crate::rule::{Bounds, Canonical, Number, Severity, Value};
use rust_decimal::Decimal;

use super::build::is_length;
use super::context::Context;
use super::convert;
use super::direction;
use super::partial::{Head, Partial};

/// What stands behind an age that is a limit without a sign.
const OR_OLDER: &str = " or ";

impl Context<'_, '_> {
    /// "blasts *10 %*", "hemoglobin of *9 g/dL*", "*18* 55 years": a plain number that hardly anybody means as equality, a share or an
    /// amount of something measured or one of two numbers side by side. Near misses: "blasts *= 10 %*", "CDR of *0*", "breath alcohol of
    /// *0.00 g/dL*", "gestational age of *70 days*", "*18* years".
    fn may_have_lost_sign(&self, quantity: &Quantity, subject: Option<Entry>) -> bool {
        let bare = quantity.form == QuantityForm::Bare && quantity.bounds.eq.is_some() && !quantity.approximate;
        let percent = quantity.unit.as_ref().is_some_and(|u| u.code.as_deref() == Some("%"));
        let measured = subject.is_some_and(|e| matches!(e.kind(), Kind::Analyte | Kind::Score));
        let in_amounts = subject.is_some_and(|e| e.kind() == Kind::Analyte && !is_length(e.usual_unit()));
        let amount = |u: &Unit| u.code.as_deref().is_none_or(|code| !code.starts_with('{'));
        let told = quantity.unit.as_ref().is_some_and(amount) || quantity.relative_to.is_some();
        let none = quantity.bounds.eq.is_some_and(|n| n.0.is_zero());
        let after = self.lexed.text.get(quantity.value.end..).unwrap_or("");
        let number = |words: &str| words.starts_with(|c: char| c.is_ascii_digit());
        let beside = after.strip_prefix(' ').is_some_and(|rest| number(rest.trim_start_matches(' ')));
        bare && (percent && measured || told && in_amounts && !none || quantity.unit.is_none() && beside)
    }

    /// The value of a quantity that is said of `subject`.
    pub fn value(&mut self, quantity: &Quantity, subject: Option<Entry>) -> Value {
        let bytes = &quantity.value;
        let before = self.just_before(bytes.start);
        let turned = direction::turned(quantity, self.words(bytes), before, subject);
        if direction::is_open(quantity, self.words(bytes), before, subject) {
            let message = format!("\"{}\": which side is better is not known", self.words(bytes));
            self.say("doubtful-direction", Severity::Warning, message, bytes);
        }
        let turned = turned.map(|bounds| Quantity { bounds, ..quantity.clone() });
        let quantity = turned.as_ref().unwrap_or(quantity);
        let mut value = Value {
            bounds: quantity.bounds.clone(),
            relative_to: quantity.relative_to,
            text: self.words(bytes).to_owned(),
            span: self.span(bytes),
            ..Value::default()
        };
        if quantity.form == QuantityForm::Class {
            self.classes(quantity, subject, &mut value);
        } else {
            self.unit(quantity, subject, &mut value);
        }
        // "= 20-26" is a range, whose ends need no sign.
        let range = quantity.bounds.eq.is_none() && quantity.bounds.high().is_some();
        let from_below = quantity.bounds.eq.is_none() && quantity.bounds.low().is_some() && !range;
        let from_above = range && quantity.bounds.low().is_none();
        if quantity.doubtful && from_below {
            let message = format!("\"{}\" is a limit from below: its upper number is in no rule", value.text);
            self.say("number-not-in-rule", Severity::Note, message, bytes);
        } else if quantity.doubtful && from_above && self.words(bytes).contains(is_dash) {
            let message = format!("\"{}\" is a limit from above: its lower number is in no rule", value.text);
            self.say("number-not-in-rule", Severity::Note, message, bytes);
        } else if quantity.doubtful && !(range && quantity.bounds.low().is_some()) {
            let words = self.words(bytes).to_owned();
            self.say(
                "doubtful-equals",
                Severity::Warning,
                format!("\"{words}\": a bare = may be a lost ≥ or ≤"),
                bytes,
            );
        }
        let written = self.words(bytes).starts_with(|c: char| c.is_ascii_digit());
        let age = quantity.unit.as_ref().is_some_and(|u| u.code.as_deref() == Some("a"));
        let reaches = self.words(bytes).to_ascii_lowercase();
        if quantity.inclusive && age && from_below && written && !reaches.contains(OR_OLDER) {
            let message = format!("\"{}\" inclusive: read as at least so much", value.text);
            self.say("doubtful-equals", Severity::Warning, message, bytes);
        }
        if !quantity.doubtful && self.may_have_lost_sign(quantity, subject) {
            let message = format!("\"{}\": a number alone may have lost its ≥, ≤ or dash", value.text);
            self.say("doubtful-equals", Severity::Warning, message, bytes);
        }
        if let Some(bytes) = quantity.unit_again.as_ref().filter(|b| self.words(b).contains(char::is_numeric)) {
            let message = format!("\"{}\" is the unit once more and in no rule", self.words(bytes));
            self.say("number-not-in-rule", Severity::Note, message, bytes);
        }
        if let Some((also, _)) = &quantity.also {
            value.also = Some(Box::new(self.value(also, subject)));
        }
        value
    }

    /// "Ferritin ≥ 30 zorks": a word in no table that ends the clause right after the limit of something measured is its
    /// unit. Near misses: "≥ 30 unsupported", "≥ 30 measured fasting".
    pub fn unknown_unit(&self, head: &Head, partial: &mut Partial) {
        let Some(quantity) = &mut partial.value else { return };
        let measured = head.entry.filter(|e| e.kind() == Kind::Analyte).and_then(Entry::usual_unit);
        let plain = quantity.form == QuantityForm::Limit && quantity.unit.is_none() && quantity.relative_to.is_none();
        if !plain || measured.is_none_or(|unit| unit.starts_with(['{', '1'])) {
            return;
        }
        let end = quantity.value.end;
        let is_unit = |bytes: &Bytes| {
            let word = self.words(bytes);
            let next = self.lexed.text[bytes.end..].trim_start();
            bytes.start == end + 1
                && !word.contains(char::is_whitespace)
                && !["ed", "ing", "ly", "al"].iter().any(|ending| word.ends_with(ending))
                && (next.is_empty() || next.starts_with([',', '.', ';', ')']))
        };
        if let Some(at) = partial.unknown.iter().position(is_unit) {
            let span = partial.unknown.remove(at);
            quantity.value.end = span.end;
            quantity.unit = Some(Unit { span, code: None });
        }
    }

    fn unit(&mut self, quantity: &Quantity, subject: Option<Entry>, value: &mut Value) {
        let written = quantity.unit.as_ref().map(|u| without_ordinal(self.words(&u.span).trim()).to_owned());
        value.unit = Some(written);
        value.code = quantity.unit.as_ref().and_then(|u| u.code.clone());
        let usual = subject.and_then(Entry::usual_unit);
        if usual.is_some_and(|u| u.ends_with("/(24.h)"))
            && value.code.as_deref().is_some_and(|c| !c.contains(['/', '{']))
        {
            // "24-hour urine protein ≥ 1.0 g": the collection time is in the name.
            value.code = value.code.take().map(|c| format!("{c}/(24.h)"));
        }
        if quantity.form == QuantityForm::Titer {
            value.code = Some("{titer}".to_owned());
        } else if value.unit_text().is_none() && usual == Some("{score}") {
            value.code = Some("{score}".to_owned());
        }
        if value.relative_to.is_none() {
            value.canonical = canonical(value, subject).map(Box::new);
        }
        if let Some(unit) = quantity.unit.as_ref().filter(|u| u.code.is_none() && quantity.relative_to.is_none()) {
            let words = self.words(&unit.span).to_owned();
            self.say("unknown-unit", Severity::Warning, format!("the unit \"{words}\" is not known"), &unit.span);
        }
    }

    fn classes(&mut self, quantity: &Quantity, subject: Option<Entry>, value: &mut Value) {
        let by_id = quantity.scale.and_then(|id| Entry::find(Kind::Score, id));
        let score = by_id.or(subject.filter(|e| e.kind() == Kind::Score));
        value.scale = score.map(|e| e.name().to_owned());
        let scale: Vec<&str> = score.into_iter().flat_map(Entry::scale).collect();
        let counted = as_counted(quantity, &scale);
        let quantity = counted.as_ref().unwrap_or(quantity);
        if let Some(within) = expand_parts(quantity, &scale) {
            (value.within, value.bounds, value.unit) = (within, Bounds::default(), Some(None));
            return;
        }
        if let Some(within) = beyond_points(quantity, &scale) {
            (value.within, value.bounds, value.unit) = (within, Bounds::default(), Some(None));
            return;
        }
        let gap = !quantity.spread && has_gap(&quantity.classes);
        value.within = if gap { quantity.classes.clone() } else { expand(&quantity.bounds, &quantity.classes, &scale) };
        let told = value.within.len() == quantity.classes.len() && value.within.iter().any(|c| !scale.contains(&&**c));
        if !quantity.classes.is_empty() && (value.bounds.eq.is_some() || gap || told && !scale.is_empty()) {
            value.bounds = Bounds::default();
        }
        value.unit = Some(None);
    }
}

/// The classes that fulfil a limit, in the order of the scale; none where the scale is unknown: the limit itself says.
fn expand(bounds: &Bounds, named: &[String], scale: &[&str]) -> Vec<String> {
    // "Child-Pugh A or B7": no more of class B.
    let points = |class: &String| {
        class.len() > 1 && class.starts_with(['A', 'B', 'C']) && class[1..].bytes().all(|b| b.is_ascii_digit())
    };
    if bounds.is_empty() || bounds.eq.is_some() || named.iter().any(points) {
        return named.to_vec();
    }
    let kept = scale.iter().filter(|class| class_number(class).is_some_and(|n| bounds.contains(n.0)));
    kept.map(|c| (*c).to_owned()).collect()
}

/// "B7 or worse", "< B9": the points of the same class on that side, and the classes beyond it; none for all others.
fn beyond_points(quantity: &Quantity, scale: &[&str]) -> Option<Vec<String>> {
    let [named] = quantity.classes.as_slice() else { return None };
    let bounds = &quantity.bounds;
    let (upwards, inclusive) = match (bounds.low(), bounds.high()) {
        (Some((_, inclusive)), None) => (true, inclusive),
        (None, Some((_, inclusive))) => (false, inclusive),
        _ => return None,
    };
    let class = named.get(..1)?;
    let points = named[1..].parse::<u32>().ok()?;
    let all = match class {
        "A" => 5..=6,
        "B" => 7..=9,
        "C" => 10..=15,
        _ => return None,
    };
    let place = scale.iter().position(|c| *c == class)?;
    let on_side = |n: &u32| inclusive && *n == points || if upwards { *n > points } else { *n < points };
    let own = all.filter(on_side).map(|n| format!("{class}{n}"));
    let others = |from: &[&str]| from.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>();
    Some(if upwards {
        own.chain(others(&scale[place + 1..])).collect()
    } else {
        others(&scale[..place]).into_iter().chain(own).collect()
    })
}

/// As `expand`, where a part of a class is named ("stage IIIB"), which comes after its class and has no number of its own;
/// none where no part is named, or the scale does not have it.
fn expand_parts(quantity: &Quantity, scale: &[&str]) -> Option<Vec<String>> {
    let Quantity { bounds, classes: named, spread, .. } = quantity;
    // "IB2" is a part of IB.
    let shorter = |class: &str| match class.starts_with(['I', 'V']) {
        true => class.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned(),
        false => class.to_owned(),
    };
    let whole = |class: &str| shorter(class).trim_end_matches(['A', 'B', 'C', 'D', 'a', 'b', 'c', 'd']).to_owned();
    let is_part = |class: &str| class.len() > 1 && whole(class) != class && !whole(class).is_empty();
    let place = |class: &str| {
        let at = |class: &str| scale.iter().position(|c| c.eq_ignore_ascii_case(class));
        at(class).or_else(|| at(&shorter(class))).or_else(|| at(&whole(class)))
    };
    let places: Option<Vec<usize>> = named.iter().map(|class| place(class)).collect();
    let places = places.filter(|p| !p.is_empty() && named.iter().any(|class| is_part(class)))?;
    let (low, high) = (*places.iter().min()?, *places.iter().max()?);
    let kept = |(at, class): (usize, &&str)| {
        let own = named.iter().any(|name| place(name) == Some(at) || !is_part(name) && whole(class) == *name);
        let within = match (bounds.low(), bounds.high()) {
            (Some((_, inclusive)), None) => at > low || inclusive && at == low,
            (None, Some((_, inclusive))) => at < high || inclusive && own,
            _ => own || *spread && at > low && at < high,
        };
        // "IIIB or IIIC", where the scale has no parts of III.
        let longer = named.iter().filter(|name| place(name) == Some(at) && name.len() >= class.len());
        let written: Vec<String> = longer.cloned().collect();
        within.then(|| if written.is_empty() { vec![(*class).to_owned()] } else { written })
    };
    Some(scale.iter().enumerate().filter_map(kept).flatten().collect())
}

/// "CKD stage *IIIb*": parts of classes in Roman numerals as the scale writes them, which counts in digits; none where no part is
/// named so. Near miss: "melanoma stage *IIIB*", whose scale is Roman, too.
fn as_counted(quantity: &Quantity, scale: &[&str]) -> Option<Quantity> {
    let digits = |class: &str| {
        let stem = class.trim_end_matches(['A', 'B', 'C', 'a', 'b', 'c']);
        let numeral = class_number(stem).filter(|_| stem.starts_with(['I', 'V']) && stem.len() < class.len())?;
        let counted = format!("{numeral}{}", class[stem.len()..].to_ascii_lowercase());
        scale.contains(&&*counted).then_some(counted)
    };
    quantity.classes.iter().find_map(|class| digits(class))?;
    let written = |class: &String| match digits(class) {
        Some(counted) => counted,
        None => class_number(class).map_or_else(|| class.clone(), |n| n.to_string()),
    };
    Some(Quantity { classes: quantity.classes.iter().map(written).collect(), ..quantity.clone() })
}

/// Whether classes that are not neighbours are listed ("class II or IV"): those between them are not meant.
fn has_gap(named: &[String]) -> bool {
    let numbers: Vec<Number> = named.iter().filter_map(|class| class_number(class)).collect();
    numbers.windows(2).any(|two| two[1].0 - two[0].0 > 1.into())
}

/// The number of a class: III is 3, B is 2, 4 is 4.
pub fn class_number(class: &str) -> Option<Number> {
    let roman = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"];
    let class = class
        .strip_prefix(['T', 'N', 'M', 'F', 'C'])
        .filter(|n| n.starts_with(|c: char| c.is_ascii_digit()))
        .unwrap_or(class);
    // "1.5" is a stage of its own, "3a" a part of 3.
    let digits = class.trim_end_matches(|c: char| !c.is_ascii_digit());
    let number = digits.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    if number.is_empty()
        && let Ok(n) = digits.parse::<Decimal>()
    {
        return Some(Number(n));
    }
    let stem = class.trim_end_matches(|c: char| c.is_ascii_lowercase());
    if let Some(at) = roman.iter().position(|r| *r == stem) {
        return Some((at as u32 + 1).into());
    }
    let letter = class.bytes().next().filter(|b| class.len() == 1 && b.is_ascii_alphabetic())?;
    Some(u32::from(letter.to_ascii_uppercase() - b'A' + 1).into())
}

/// "85*th percentile*": the unit without the ending of the number before it. Near miss: "*stones*".
fn without_ordinal(unit: &str) -> &str {
    let ending = unit.split_once(' ').filter(|(first, _)| matches!(*first, "st" | "nd" | "rd" | "th"));
    ending.map_or(unit, |(_, rest)| rest.trim_start())
}

/// The same limits in the concept's usual unit, where that is another unit and they can be converted.
fn canonical(value: &Value, subject: Option<Entry>) -> Option<Canonical> {
    let subject = subject?;
    let usual = subject.usual_unit()?;
    let code = value.code.as_deref()?;
    let factor = convert::factor(code, usual, subject.molar_mass())?;
    (code != usual).then(|| Canonical { bounds: value.bounds.map(|n| factor.apply(n)), code: usual.to_owned() })
}
