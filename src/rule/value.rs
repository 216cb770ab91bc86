use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use super::{Bounds, Span};

/// What a limit is a multiple or a share of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reference {
    /// Upper limit of normal.
    Uln,
    /// Lower limit of normal.
    Lln,
    /// The value predicted for such a person (spirometry).
    Predicted,
    /// The same person's baseline.
    Baseline,
    /// Limit of detection of the assay.
    DetectionLimit,
    /// Limit of quantification of the assay, the text does not say which.
    QuantificationLimit,
    /// Lower limit of quantification of the assay.
    LowerQuantificationLimit,
    /// Upper limit of quantification of the assay.
    UpperQuantificationLimit,
    /// The mean or reference value for such a person, not otherwise said.
    Normal,
}

/// A limit on a number, a class or a result: `{"ge": 1.5, "unit": "×10⁹/L", "code": "10*9/L", …}`.
///
/// Bounds are as written; the power of ten is part of the unit. `in` holds classes and grades, expanded over their
/// scale; `is` a result that is no number.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Value {
    /// The limits, in `unit`.
    #[serde(flatten)]
    pub bounds: Bounds,
    /// Classes or grades that fulfil it, expanded over the `scale`, lowest first.
    #[serde(rename = "in", skip_serializing_if = "Vec::is_empty")]
    pub within: Vec<String>,
    /// A result that is no number: positive, negative, normal, abnormal, low, high, detectable, undetectable; of
    /// `components` of a score: scored (they have points); for `sex`: any, male, female.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is: Option<String>,
    /// The unit as written, with what it is counted over where that stands apart; `null` where a number has none; absent
    /// where there is no number.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub unit: Option<Option<String>>,
    /// The unit in UCUM.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// What the number is a multiple of (ULN, LLN) or a percentage of (predicted, baseline).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relative_to: Option<Reference>,
    /// The scale of a class or grade: NYHA, CTCAE, Child-Pugh, …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scale: Option<String>,
    /// The parts of a score that count or do not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub components: Option<Box<Components>>,
    /// The same limit, given a second time in another unit. A result in that unit is compared with this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub also: Option<Box<Value>>,
    /// The same limit in the concept's usual UCUM unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub canonical: Option<Box<Canonical>>,
    /// The words.
    pub text: String,
    /// Where they stand.
    pub span: Span,
}

impl Value {
    /// The unit as written, if there is a number and it has one.
    pub fn unit_text(&self) -> Option<&str> {
        self.unit.as_ref().and_then(|u| u.as_deref())
    }
}

/// Keeps `null` apart from a field that is not there.
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<String>>, D::Error> {
    Option::<String>::deserialize(deserializer).map(Some)
}

/// A limit in the concept's usual unit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Canonical {
    /// The limits, in `code`.
    #[serde(flatten)]
    pub bounds: Bounds,
    /// The usual unit in UCUM.
    pub code: String,
}

/// Which parts of a score a limit counts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Components {
    /// Only these parts count, as written.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub only: Vec<String>,
    /// These parts do not count, as written.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub without: Vec<String>,
}
