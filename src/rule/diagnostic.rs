use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Span;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// A reader should look.
    Warning,
    /// The rules can not be right as they stand.
    Error,
}

/// Something a reader should know: what was not understood, doubtful, or contradictory.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Diagnostic {
    /// Stable code, explained by `extract explain CODE`.
    pub code: String,
    /// How bad it is.
    pub severity: Severity,
    /// What is the matter, in one sentence.
    pub message: String,
    /// The words: relative to the criterion that holds the diagnostic, absolute in the root.
    pub span: Span,
    /// What to do about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
}
