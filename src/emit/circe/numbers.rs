//! Numbers and the comparators before them ("<5", "> 8"): which of them fulfil a limit, which do not, and which decide
//! nothing.

use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::{Value, json};

use super::Builder;
use super::group::{filled, selection};
use super::record::Event;
use super::sets::Item;
use crate::evaluate::Truth;
use crate::evaluate::interval::{End, Interval};
use crate::rule::Bounds;

/// Digits after the point that Circe writes limits with.
const DIGITS: u32 = 4;
/// A limit that is smaller is no more what it was when it is written with so few digits.
const LEAST: Decimal = Decimal::from_parts(2, 0, 0, false, 2);

/// What stands before a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// Nothing, or `=`.
    Plain,
    /// `<`
    Below,
    /// `<=`
    AtMost,
    /// `>=`
    AtLeast,
    /// `>`
    Above,
}

pub(super) const SIGNS: [Sign; 5] = [Sign::Plain, Sign::Below, Sign::AtMost, Sign::AtLeast, Sign::Above];

impl Sign {
    /// Its name and its code in SNOMED CT.
    const fn code(self) -> (&'static str, &'static str) {
        match self {
            Self::Plain => ("=", "276136004"),
            Self::Below => ("<", "276139006"),
            Self::AtMost => ("<=", "276137008"),
            Self::AtLeast => (">=", "276138003"),
            Self::Above => (">", "276140008"),
        }
    }

    /// Where a number lies that is written as `x` after this.
    const fn interval(self, x: Decimal) -> Interval {
        match self {
            Self::Plain => Interval::exact(x),
            Self::Below => Interval { low: None, high: Some((x, false)) },
            Self::AtMost => Interval { low: None, high: Some((x, true)) },
            Self::AtLeast => Interval { low: Some((x, true)), high: None },
            Self::Above => Interval { low: Some((x, false)), high: None },
        }
    }
}

/// The ends of a limit as Circe writes them: to so many digits, and no number that has no more is judged otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ends {
    low: End,
    high: End,
}

/// The numbers from one end to another; `None` is no end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stretch {
    low: End,
    high: End,
    /// One of them.
    sample: Decimal,
}

/// Stretches, each with the signs that it is about.
type Signed = Vec<(Stretch, Vec<Sign>)>;

impl Ends {
    /// `None` where there is no limit, or where so few digits do not hold it.
    pub(super) fn of(bounds: &Bounds) -> Option<Self> {
        let held = |x: Decimal| x.round_dp(DIGITS) == x || x.abs() >= LEAST;
        let rounded = |end: Option<(crate::rule::Number, bool)>, strategy| match end {
            None => Some(None),
            Some((x, closed)) if held(x.0) => {
                let y = x.0.round_dp_with_strategy(DIGITS, strategy);
                Some(Some((y, closed || y != x.0)))
            }
            Some(_) => None,
        };
        let low = rounded(bounds.low(), RoundingStrategy::ToPositiveInfinity)?;
        let high = rounded(bounds.high(), RoundingStrategy::ToNegativeInfinity)?;
        let between = match (low, high) {
            (None, None) => return None,
            (Some((low, _)), Some((high, _))) => low <= high,
            _ => true,
        };
        between.then_some(Self { low, high })
    }

    /// A plain number within them.
    pub(super) fn range(&self) -> Option<Value> {
        range(self.low, self.high)
    }

    fn bounds(&self) -> Bounds {
        let end = |end: End, is: bool| end.filter(|(_, closed)| *closed == is).map(|(x, _)| x.into());
        let (ge, gt) = (end(self.low, true), end(self.low, false));
        Bounds { ge, gt, le: end(self.high, true), lt: end(self.high, false), eq: None }
    }

    /// All numbers, parted by the ends, which are stretches of their own.
    fn stretches(&self) -> Vec<Stretch> {
        let mut points: Vec<Decimal> = [self.low, self.high].into_iter().flatten().map(|(x, _)| x).collect();
        points.dedup();
        let (Some(first), Some(last)) = (points.first(), points.last()) else { return Vec::new() };
        let open = |x: &Decimal| Some((*x, false));
        let mut out = vec![Stretch { low: None, high: open(first), sample: first - Decimal::ONE }];
        for (at, x) in points.iter().enumerate() {
            if at > 0 {
                let sample = (points[at - 1] + x) / Decimal::TWO;
                out.push(Stretch { low: open(&points[at - 1]), high: open(x), sample });
            }
            out.push(Stretch { low: Some((*x, true)), high: Some((*x, true)), sample: *x });
        }
        out.push(Stretch { low: open(last), high: None, sample: last + Decimal::ONE });
        out
    }

    /// The numbers and signs of which it is so whether they are within the ends, neighbours taken together.
    fn signed(&self, is: impl Fn(Truth) -> bool) -> Signed {
        let bounds = self.bounds();
        let mut out: Signed = Vec::new();
        for stretch in self.stretches() {
            let fits = |sign: &Sign| is(sign.interval(stretch.sample).within(&bounds));
            let signs: Vec<_> = SIGNS.into_iter().filter(fits).collect();
            match out.last_mut() {
                Some((before, known)) if *known == signs => before.high = stretch.high,
                _ => out.push((stretch, signs)),
            }
        }
        out
    }
}

/// The field's `NumericRange`; `None` where no number of so many digits is in it.
fn range(low: End, high: End) -> Option<Value> {
    let one = |op: &str, x: Decimal| Some(json!({"Op": op, "Value": number(x)}));
    let step = Decimal::new(1, DIGITS);
    match (low, high) {
        (None, None) => Some(any_number()),
        (Some((x, closed)), None) => one(if closed { "gte" } else { "gt" }, x),
        (None, Some((x, closed))) => one(if closed { "lte" } else { "lt" }, x),
        (Some((low, closed)), Some((high, also))) => {
            let (low, high) = (if closed { low } else { low + step }, if also { high } else { high - step });
            match low.cmp(&high) {
                std::cmp::Ordering::Less => Some(json!({"Op": "bt", "Value": number(low), "Extent": number(high)})),
                std::cmp::Ordering::Equal => one("eq", low),
                std::cmp::Ordering::Greater => None,
            }
        }
    }
}

fn number(x: Decimal) -> Value {
    serde_json::from_str(&x.normalize().to_string()).unwrap_or(Value::Null)
}

/// A record with a number.
pub(super) fn any_number() -> Value {
    json!({"Op": "gt", "Value": -1_000_000_000_000_i64})
}

/// The records whose number fulfils something, and what Circe has to look at for that.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Side {
    /// Records that fulfil it.
    pub within: Vec<Event>,
    /// The same with less ado: all of them, and others that are in `against`.
    pub loose: Vec<Event>,
    /// Every other record, whether it does not fulfil it or decides nothing.
    pub against: Vec<Event>,
}

impl Builder<'_> {
    /// The records of `base` by whether their number in `field`, with its comparator, is within the ends and by whether
    /// it is not. What is against both because of its comparator alone is left to [`Self::undecided`].
    pub(super) fn sides(&mut self, base: &Event, field: &'static str, ends: &Ends) -> [Side; 2] {
        [Truth::Met, Truth::NotMet].map(|wanted| {
            let never = never(ends, wanted);
            let mut side = Side::default();
            for (stretch, signs) in ends.signed(|truth| truth == wanted).into_iter().filter(|(_, s)| !s.is_empty()) {
                side.within.extend(self.written(base, field, stretch.low, stretch.high, &signs));
            }
            // Whatever comes before a number, the records against it are told by themselves.
            let mut loose: Signed = Vec::new();
            for (stretch, signs) in ends.signed(|truth| truth == wanted) {
                match loose.last_mut() {
                    Some((before, known)) if known.is_empty() == signs.is_empty() => before.high = stretch.high,
                    _ => loose.push((stretch, signs)),
                }
            }
            for (stretch, _) in loose.into_iter().filter(|(_, signs)| !signs.is_empty()) {
                side.loose.extend(self.written(base, field, stretch.low, stretch.high, &SIGNS));
            }
            for (stretch, mut signs) in ends.signed(|truth| truth != wanted) {
                if signs.len() == never.len() {
                    continue;
                }
                if signs.len() < SIGNS.len() {
                    signs.retain(|sign| !never.contains(sign));
                }
                side.against.extend(self.written(base, field, stretch.low, stretch.high, &signs));
            }
            side
        })
    }

    /// Records with a comparator that never tells that something is within the ends (or never that it is not).
    pub(super) fn undecided(&mut self, base: &Event, ends: &Ends) -> [Vec<Event>; 2] {
        [Truth::Met, Truth::NotMet].map(|wanted| {
            let never = never(ends, wanted);
            if never.is_empty() { Vec::new() } else { self.numbered(base, None, None, &never) }
        })
    }

    /// Records with a number between two ends, and one of these signs before it.
    pub(super) fn numbered(&mut self, base: &Event, low: End, high: End, signs: &[Sign]) -> Vec<Event> {
        self.written(base, "ValueAsNumber", low, high, signs)
    }

    /// The same of the number, or of a multiple of a limit of normal.
    pub(super) fn written(
        &mut self,
        base: &Event,
        field: &'static str,
        low: End,
        high: End,
        signs: &[Sign],
    ) -> Vec<Event> {
        let Some(range) = range(low, high) else { return Vec::new() };
        let with = |operator: Option<Value>| {
            let operator = operator.map(|operator| ("OperatorCS", operator));
            let fields: Vec<_> = operator.into_iter().chain([(field, range.clone())]).collect();
            base.clone().with(&fields)
        };
        if signs.len() == SIGNS.len() {
            return vec![with(None)];
        }
        let plain = signs.contains(&Sign::Plain);
        let none = plain.then(|| with(Some(filled(false))));
        let coded = with(Some(selection(self.signs(signs))));
        none.into_iter().chain([coded]).collect()
    }

    /// The set of these signs; a number without one may also have the concept of nothing.
    fn signs(&mut self, signs: &[Sign]) -> usize {
        let codes = signs.iter().map(|sign| sign.code());
        let name: Vec<_> = codes.clone().map(|(name, _)| name).collect();
        let items = codes.map(|(name, code)| Item::new("SNOMED", code, name));
        let none = signs.contains(&Sign::Plain).then(Item::unmapped);
        self.sets.add(&name.join(", "), items.chain(none).collect())
    }
}

/// The signs with which no number is within the ends (or none outside).
fn never(ends: &Ends, wanted: Truth) -> Vec<Sign> {
    let of = ends.signed(|truth| truth != wanted);
    SIGNS.into_iter().filter(|sign| of.iter().all(|(_, signs)| signs.contains(sign))).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn ends(text: &str) -> Ends {
        let bounds: Bounds = serde_json::from_str(text).unwrap();
        Ends::of(&bounds).unwrap()
    }

    /// The truth of every sign with a number, from the stretches.
    fn truth(ends: &Ends, sign: Sign, x: Decimal) -> [bool; 2] {
        let inside = |stretch: &Stretch| {
            stretch.low.is_none_or(|(low, closed)| x > low || closed && x == low)
                && stretch.high.is_none_or(|(high, closed)| x < high || closed && x == high)
        };
        let has = |signed: Signed| signed.iter().any(|(stretch, signs)| inside(stretch) && signs.contains(&sign));
        [has(ends.signed(|truth| truth == Truth::Met)), has(ends.signed(|truth| truth == Truth::NotMet))]
    }

    #[test]
    fn a_number_with_a_comparator_decides_what_it_decides_natively() {
        let limits = [r#"{"ge": 5}"#, r#"{"gt": 5}"#, r#"{"le": 5}"#, r#"{"lt": 5}"#, r#"{"eq": 5}"#];
        let ranges = [r#"{"ge": 5, "le": 8}"#, r#"{"gt": 5, "lt": 8}"#, r#"{"ge": 5, "lt": 8}"#];
        for text in limits.into_iter().chain(ranges) {
            let ends = ends(text);
            for tenth in 0..130 {
                let x = Decimal::new(tenth, 1);
                for sign in SIGNS {
                    let native = sign.interval(x).within(&serde_json::from_str(text).unwrap());
                    let expected = [native == Truth::Met, native == Truth::NotMet];
                    assert_eq!(truth(&ends, sign, x), expected, "{sign:?} {x} of {text}");
                }
            }
        }
    }

    #[test]
    fn a_limit_is_written_so_that_numbers_of_four_digits_are_judged_right() {
        let written = |text: &str| ends(text).range().unwrap().to_string();
        assert_eq!(written(r#"{"ge": 13.33224}"#), r#"{"Op":"gte","Value":13.3323}"#);
        assert_eq!(written(r#"{"lt": 13.33224}"#), r#"{"Op":"lte","Value":13.3322}"#);
        assert_eq!(written(r#"{"lt": 0.0015}"#), r#"{"Op":"lt","Value":0.0015}"#);
        let bounds: Bounds = serde_json::from_str(r#"{"ge": 0.00013}"#).unwrap();
        assert_eq!(Ends::of(&bounds), None, "no digit of it is left");
    }
}
