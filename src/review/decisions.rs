//! The file of decisions that the review page saves.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::rule::{Source, Verdict};

/// What the field `type` of a file of decisions says.
const TYPE: &str = "trial-extract-decisions";
/// The version of the format of [`Decisions`].
const SCHEMA_VERSION: &str = "1.0";

/// A file of decisions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Decisions {
    /// `trial-extract-decisions`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The version of this format.
    pub schema_version: String,
    /// The trial that was reviewed.
    pub source: Source,
    /// One decision a criterion.
    pub decisions: Vec<Decision>,
}

/// What was decided on one criterion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Decision {
    /// Its `id` then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Its `key` then.
    pub key: String,
    /// What the decision rests on.
    pub fingerprint: String,
    /// What was decided; none where there is only a comment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    /// What the reviewer wrote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// The words that were decided on.
    pub text: String,
    /// The reading that was decided on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reading: Option<String>,
}

/// Why a file holds no decisions.
#[derive(Debug, thiserror::Error)]
pub enum DecisionsError {
    /// It is no JSON.
    #[error("it is no JSON, as the review page saves it ({0})")]
    NoJson(#[source] serde_json::Error),
    /// It is JSON of another kind.
    #[error("it holds no review decisions: its \"type\" is not \"{TYPE}\"")]
    OtherType,
    /// It is of a version that this program does not know.
    #[error("its decisions are of version {0}, and this program knows version {SCHEMA_VERSION}")]
    OtherVersion(String),
    /// Something in it is missing or not as it should be.
    #[error("its decisions can not be read: {0}")]
    Malformed(#[source] serde_json::Error),
    /// A decision's fingerprint is none.
    #[error("the decision on {0} has no valid fingerprint")]
    Fingerprint(String),
}

impl Decisions {
    /// Reads what the review page saved.
    ///
    /// ```
    /// use trial_extract::review::Decisions;
    /// let error = Decisions::read(b"{\"criteria\": []}").unwrap_err();
    /// assert!(error.to_string().starts_with("it holds no review decisions"));
    /// ```
    ///
    /// # Errors
    /// When the bytes are no such file: see [`DecisionsError`].
    pub fn read(bytes: &[u8]) -> Result<Self, DecisionsError> {
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        let value: serde_json::Value = serde_json::from_slice(bytes).map_err(DecisionsError::NoJson)?;
        let field = |name: &str| value.get(name).and_then(serde_json::Value::as_str);
        if field("type") != Some(TYPE) {
            return Err(DecisionsError::OtherType);
        }
        if let Some(version) = field("schema_version").filter(|version| *version != SCHEMA_VERSION) {
            return Err(DecisionsError::OtherVersion(version.to_owned()));
        }
        let decisions: Self = serde_json::from_value(value).map_err(DecisionsError::Malformed)?;
        for decision in &decisions.decisions {
            if decision.fingerprint.parse::<super::Fingerprint>().is_err() {
                let name = decision.id.as_ref().unwrap_or(&decision.key);
                return Err(DecisionsError::Fingerprint(name.clone()));
            }
        }
        Ok(decisions)
    }

    /// A file without decisions on a trial, for the page to fill.
    pub fn none_on(source: &Source) -> Self {
        Self {
            kind: TYPE.to_owned(),
            schema_version: SCHEMA_VERSION.to_owned(),
            source: source.clone(),
            decisions: Vec::new(),
        }
    }
}
