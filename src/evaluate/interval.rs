//! Numbers of which only limits may be known.

use rust_decimal::Decimal;

use super::Truth;
use crate::rule::{Bounds, Number};

/// One end of an [`Interval`]: the number, and whether it belongs to the interval itself.
pub type End = Option<(Decimal, bool)>;

/// A number known exactly (both ends equal) or only within limits, as a laboratory writes `<5`.
///
/// An end of `None` is open without limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    /// The lower end.
    pub low: End,
    /// The upper end.
    pub high: End,
}

impl Interval {
    /// Any number at all.
    pub const ANY: Self = Self { low: None, high: None };

    /// Exactly this number.
    pub const fn exact(x: Decimal) -> Self {
        Self { low: Some((x, true)), high: Some((x, true)) }
    }

    /// The number, where it is known exactly.
    pub fn as_exact(&self) -> Option<Decimal> {
        match (self.low, self.high) {
            (Some((low, true)), Some((high, true))) if low == high => Some(low),
            _ => None,
        }
    }

    /// Both ends changed by `f`, which must be increasing; `None` where `f` gives none.
    pub fn map(&self, f: impl Fn(Decimal) -> Option<Decimal>) -> Option<Self> {
        let end = |end: End| match end {
            Some((x, closed)) => f(x).map(|y| Some((y, closed))),
            None => Some(None),
        };
        Some(Self { low: end(self.low)?, high: end(self.high)? })
    }

    /// The same with the sign changed.
    pub fn negated(&self) -> Self {
        let flip = |end: End| end.map(|(x, closed)| (-x, closed));
        Self { low: flip(self.high), high: flip(self.low) }
    }

    /// The sum of two numbers known within limits.
    pub fn plus(&self, other: &Self) -> Option<Self> {
        Some(Self { low: add(self.low, other.low)?, high: add(self.high, other.high)? })
    }

    /// Whether the number, wherever it lies in here, is within `bounds`.
    pub fn within(&self, bounds: &Bounds) -> Truth {
        let number = |n: Option<Number>| n.map(|n| n.0);
        Truth::all([
            number(bounds.ge).map_or(Truth::Met, |b| self.at_least(b)),
            number(bounds.gt).map_or(Truth::Met, |b| self.more_than(b)),
            number(bounds.le).map_or(Truth::Met, |b| !self.more_than(b)),
            number(bounds.lt).map_or(Truth::Met, |b| !self.at_least(b)),
            number(bounds.eq).map_or(Truth::Met, |b| Truth::all([self.at_least(b), !self.more_than(b)])),
        ])
    }

    fn at_least(&self, b: Decimal) -> Truth {
        if self.low.is_some_and(|(low, _)| low >= b) {
            Truth::Met
        } else if self.high.is_some_and(|(high, closed)| high < b || (high == b && !closed)) {
            Truth::NotMet
        } else {
            Truth::Unknown
        }
    }

    fn more_than(&self, b: Decimal) -> Truth {
        if self.low.is_some_and(|(low, closed)| low > b || (low == b && !closed)) {
            Truth::Met
        } else if self.high.is_some_and(|(high, _)| high <= b) {
            Truth::NotMet
        } else {
            Truth::Unknown
        }
    }
}

/// The sum of two ends; the outer `None` is an overflow.
fn add(a: End, b: End) -> Option<End> {
    match (a, b) {
        (Some((x, p)), Some((y, q))) => Some(Some((x.checked_add(y)?, p && q))),
        _ => Some(None),
    }
}

/// How many: at least `low`, at most `high`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// At least so many.
    pub low: Option<u32>,
    /// At most so many.
    pub high: Option<u32>,
}

impl Count {
    /// At least one.
    pub const SOME: Self = Self { low: Some(1), high: None };

    /// The whole numbers that lie within `bounds`; `None` where there are none or no bounds.
    pub fn of(bounds: &Bounds) -> Option<Self> {
        use rust_decimal::prelude::ToPrimitive;
        if bounds.is_empty() {
            return None;
        }
        let low = bounds.low().map(|(n, closed)| match (n.0.ceil() == n.0, closed) {
            (true, false) => n.0.saturating_add(Decimal::ONE),
            _ => n.0.ceil(),
        });
        let high = bounds.high().map(|(n, closed)| match (n.0.floor() == n.0, closed) {
            (true, false) => n.0.saturating_sub(Decimal::ONE),
            _ => n.0.floor(),
        });
        if high.is_some_and(|high| high < Decimal::ZERO || low.is_some_and(|low| low > high)) {
            return None;
        }
        Some(Self {
            low: low.map(|low| low.max(Decimal::ZERO).to_u32().unwrap_or(u32::MAX)),
            high: high.map(|high| high.to_u32().unwrap_or(u32::MAX)),
        })
    }

    /// Whether a number of which only `least` and `most` (`None`: any number) are known is within.
    pub fn holds(&self, least: u32, most: Option<u32>) -> Truth {
        let low = self.low.map_or(Truth::Met, |low| {
            if least >= low {
                Truth::Met
            } else if most.is_some_and(|most| most < low) {
                Truth::NotMet
            } else {
                Truth::Unknown
            }
        });
        let high = self.high.map_or(Truth::Met, |high| {
            if least > high {
                Truth::NotMet
            } else if most.is_some_and(|most| most <= high) {
                Truth::Met
            } else {
                Truth::Unknown
            }
        });
        Truth::all([low, high])
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::Truth::{Met, NotMet, Unknown};
    use super::*;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn bounds(ge: Option<&str>, lt: Option<&str>) -> Bounds {
        Bounds { ge: ge.map(|t| Number(d(t))), lt: lt.map(|t| Number(d(t))), ..Bounds::default() }
    }

    #[test]
    fn a_number_below_a_limit_decides_what_it_can() {
        let below_five = Interval { low: None, high: Some((d("5"), false)) };
        assert_eq!(below_five.within(&bounds(None, Some("5"))), Met);
        assert_eq!(below_five.within(&bounds(None, Some("4"))), Unknown);
        assert_eq!(below_five.within(&bounds(Some("5"), None)), NotMet);
        assert_eq!(below_five.within(&bounds(Some("1"), None)), Unknown);
        let up_to_five = Interval { low: None, high: Some((d("5"), true)) };
        assert_eq!(up_to_five.within(&bounds(Some("5"), None)), Unknown);
    }

    #[test]
    fn an_exact_number_always_decides() {
        let exact = Interval::exact(d("1.50"));
        assert_eq!(exact.within(&bounds(Some("1.5"), None)), Met);
        assert_eq!(exact.within(&bounds(None, Some("1.5"))), NotMet);
        let equal = Bounds { eq: Some(Number(d("1.5"))), ..Bounds::default() };
        assert_eq!(exact.within(&equal), Met);
        assert_eq!(Interval::exact(d("1.51")).within(&equal), NotMet);
    }

    #[test]
    fn counts_are_whole_numbers() {
        let more_than_two = Bounds { gt: Some(Number(d("2"))), ..Bounds::default() };
        let count = Count::of(&more_than_two).unwrap();
        assert_eq!(count, Count { low: Some(3), high: None });
        assert_eq!(count.holds(3, None), Met);
        assert_eq!(count.holds(2, Some(2)), NotMet);
        assert_eq!(count.holds(2, None), Unknown);
        assert_eq!(Count::of(&bounds(None, Some("0"))), None);
        assert_eq!(Count::of(&Bounds::default()), None);
    }
}
