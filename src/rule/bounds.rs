use std::fmt;

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An exact decimal, kept with the digits that were written (`1.0` stays `1.0`).
///
/// It is written as a JSON number with all its digits, never through a binary float.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Number(
    #[serde(with = "rust_decimal::serde::arbitrary_precision")]
    #[schemars(with = "f64")]
    pub Decimal,
);

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl From<Decimal> for Number {
    fn from(value: Decimal) -> Self {
        Self(value)
    }
}

impl From<u32> for Number {
    fn from(value: u32) -> Self {
        Self(Decimal::from(value))
    }
}

/// A lower and an upper limit. A range has two, a plain comparison one, an equality `eq` alone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Bounds {
    /// At least.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ge: Option<Number>,
    /// More than.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gt: Option<Number>,
    /// At most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub le: Option<Number>,
    /// Less than.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lt: Option<Number>,
    /// Exactly.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub eq: Option<Number>,
}

impl Bounds {
    /// The lower limit and whether it belongs to the range itself; `eq` counts as both limits.
    pub fn low(&self) -> Option<(Number, bool)> {
        self.eq.or(self.ge).map(|n| (n, true)).or(self.gt.map(|n| (n, false)))
    }

    /// The upper limit and whether it belongs to the range itself; `eq` counts as both limits.
    pub fn high(&self) -> Option<(Number, bool)> {
        self.eq.or(self.le).map(|n| (n, true)).or(self.lt.map(|n| (n, false)))
    }

    /// Whether no limit is set.
    pub fn is_empty(&self) -> bool {
        self.low().is_none() && self.high().is_none()
    }

    /// Whether `x` lies within the limits.
    pub fn contains(&self, x: Decimal) -> bool {
        self.eq.is_none_or(|n| x == n.0)
            && self.ge.is_none_or(|n| x >= n.0)
            && self.gt.is_none_or(|n| x > n.0)
            && self.le.is_none_or(|n| x <= n.0)
            && self.lt.is_none_or(|n| x < n.0)
    }

    /// The same limits with each number changed by `f` (a conversion of units, say).
    pub fn map(&self, f: impl Fn(Decimal) -> Decimal) -> Self {
        let go = |n: Option<Number>| n.map(|n| Number(f(n.0)));
        Self { ge: go(self.ge), gt: go(self.gt), le: go(self.le), lt: go(self.lt), eq: go(self.eq) }
    }
}
